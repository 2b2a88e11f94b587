import pytest

from lianshou.kinds.pairing.rules.settings import Settings, SettingsError, metres


def test_defaults_are_those_of_the_documentation() -> None:
    settings = Settings()
    assert (settings.distance, settings.group, settings.renewal, settings.under, settings.over) == (
        1,
        15,
        8,
        6,
        4,
    )
    assert settings.industry.model_dump(by_alias=True) == {
        "class": 0, "chain": 1, "group": 2, "division": 4, "section": 8, "nothing": 12,
    }  # fmt: skip
    rooms = {level: tuple(room.values()) for level, room in settings.rooms.model_dump().items()}
    assert rooms == {"city": (1, 2, 4), "province": (3, 4, 6), "nation": (3, 7, 10)}
    assert settings.farthest_km is None


def test_settings_survive_json() -> None:
    settings = Settings.read(
        '[industry]\nclass = 1\n[chains]\n"渔业" = ["041", "水产"]\n[agreement]\nstarts_on = 2026-06-01'.encode()
    )
    assert Settings.of(settings.to_json()) == settings


@pytest.mark.parametrize(
    ("toml", "zh", "en"),
    [
        ("distence = 1", "设置“distence”不认识。您要写的是不是“distance”？", "Did you mean “distance”?"),
        ('distance = "a"', "设置“distance”应当是数字", "should be a number"),
        ("group = -1", "设置“group”不能小于0", "may not be below 0"),
        ("[rooms.city]\nlow = 3\nhigh = 2\nmost = 1", "设置“rooms.city”应当满足", "needs low ≤ high ≤ most"),
        ("[rooms.city]\nlow = 3\nhigh = 4", "设置“rooms.city.most”没有填", "is missing"),
        ("industry = 3", "设置“industry”应当是一组设置", "should be a group of settings"),
        (
            "[industry]\nclas = 1",
            "设置“industry.clas”不认识。您要写的是不是“class”？",
            "Did you mean “class”?",
        ),
        ('[chains]\na = "b"', "设置“chains.a”应当是方括号", "should be a list"),
        ('[agreement]\nstarts_on = "x"', "设置“agreement.starts_on”应当是日期", "should be a date"),
        ('division = "32"', "设置“division”应当是6位", "6 digits"),
        ("a = ", "设置文件不符合TOML的写法", "not valid TOML"),
    ],
)
def test_mistakes_are_said_with_their_key_in_both_languages(toml: str, zh: str, en: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read(toml.encode())
    problem = caught.value.problems[0]
    assert (zh in problem.zh, en in problem.en) == (True, True)


def test_every_mistake_is_collected() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.of({"group": -1, "renewal": "x", "nonsense": 1})
    assert len(caught.value.problems) == 3


def test_text_in_another_encoding_is_told() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read("# 注释".encode("gb18030"))
    assert "UTF-8" in caught.value.problems[0].zh


def test_metres_are_whole() -> None:
    assert [metres(km) for km in (1, 0.5, 2.0004, 15.0)] == [1000, 500, 2000, 15000]
