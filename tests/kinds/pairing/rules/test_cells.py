import pytest

from lianshou.formats.sheets.columns import CellError
from lianshou.kinds.pairing.rules import cells


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("省级", "province"),
        ("江苏省模范职工之家", "province"),
        ("宁夏回族自治区模范职工之家", "province"),
        ("北京市模范职工之家", "province"),
        ("模范职工之家（省级）", "province"),
        ("全国", "nation"),
        ("国家级", "nation"),
        ("全国模范职工之家、江苏省模范职工之家", "nation"),
        ("市级模范职工之家", "city"),
        ("盐城市模范职工之家", "city"),
        ("江苏省盐城市模范职工之家", "city"),
        ("延边朝鲜族自治州模范职工之家", "city"),
        (" 省　级 ", "province"),
        ("Province", "province"),
    ],
)
def test_level_of_reads_levels_and_full_titles(written: str, level: str) -> None:
    assert cells.level_of(written) == level


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("县级", "level_below_city"),
        ("阜宁县模范职工之家", "level_below_city"),
        ("昆山市模范职工之家", "level_below_city"),
        ("盐城市亭湖区模范职工之家", "level_below_city"),
        ("合格职工之家", "not_a_model_home"),
        ("省级模范职工小家", "not_a_model_home"),
        ("模范职工之家", "level_unclear"),
        ("很好", "level_unclear"),
    ],
)
def test_level_of_refuses_what_makes_no_host(written: str, code: str) -> None:
    with pytest.raises(CellError) as caught:
        cells.level_of(written)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("written", "degrees"),
    [
        (119.8, 119.8),
        ("东经119.80°", 119.8),
        ("119.8E", 119.8),
        ("119°48′09″", 119.8025),
        ("１１９．８", 119.8),
    ],
)
def test_degrees_reads_decimal_and_sexagesimal(written: object, degrees: float) -> None:
    assert cells.degrees(written) == degrees  # type: ignore[arg-type]


def test_degrees_refuses_words() -> None:
    with pytest.raises(CellError) as caught:
        cells.degrees("开发区")
    assert caught.value.code == "not_degrees"


@pytest.mark.parametrize("written", ["119.803,33.784", "119.803，33.784", "(119.803 33.784)"])
def test_point_reads_what_maps_give_to_copy(written: str) -> None:
    assert cells.point(written) == (119.803, 33.784)


def test_point_refuses_one_number() -> None:
    with pytest.raises(CellError) as caught:
        cells.point("119.803")
    assert caught.value.code == "not_a_point"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (320923.0, "320923"),
        ("阜宁县", "320923"),
        ("江苏省盐城市阜宁县", "320923"),
        ("阜宁县阜城街道", "320923"),
        ("阜宁经济开发区", "阜宁经济开发区"),
    ],
)
def test_division_gives_the_code_or_the_name_as_it_stands(written: object, code: str) -> None:
    assert cells.division(written) == code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "code"), [("鼓楼区", "division_unclear"), ("999999", "division_unknown")]
)
def test_division_refuses_the_unclear_and_the_unknown(written: str, code: str) -> None:
    with pytest.raises(CellError) as caught:
        cells.division(written)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("written", "stated"),
    [
        ("C3415", ("C3415", "")),
        (3415.0, ("3415", "")),
        ("3482 紧固件制造", ("3482", "紧固件制造")),
        ("C34通用设备制造业", ("C34", "通用设备制造业")),
        ("C制造业", ("C", "制造业")),
        ("风电", ("", "风电")),
        ("wind power", ("", "wind power")),
    ],
)
def test_industry_parts_code_and_words(written: object, stated: tuple[str, str]) -> None:
    assert cells.industry(written) == stated  # type: ignore[arg-type]


def test_chain_loses_its_tail() -> None:
    assert [cells.chain(name) for name in ("风电产业链", "光伏产业", "物流", "产业链")] == [
        "风电",
        "光伏",
        "物流",
        "产业链",
    ]


def test_wrong_credit_code_suggests_the_code_meant() -> None:
    found = cells.wrong_credit_code("8132O923MC00000128")
    assert found is not None
    assert (found[0], "81320923MC00000128" in found[2].zh) == ("credit_code_confused", True)
    assert cells.wrong_credit_code("81320923MC00000128") is None
