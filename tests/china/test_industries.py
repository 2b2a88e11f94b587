from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.china.industries import (
    BadIndustry,
    Found,
    Industry,
    IndustryError,
    Level,
    _table,
    _words,
    all_chains,
    chains_of,
    describe,
    load_finer,
    lookup,
    parse_code,
    section_name,
    section_of,
    shared_level,
)


def test_the_standard_has_20_sections_and_97_divisions() -> None:
    codes = list(_table())
    assert [code for code in codes if code.isalpha()] == list("ABCDEFGHIJKLMNOPQRST")
    assert [code for code in codes if code.isdigit()] == [f"{number:02}" for number in range(1, 98)]
    sizes = {section_of(code): 0 for code in codes}
    for code in codes:
        sizes[section_of(code)] += code.isdigit()
    assert list(sizes.values()) == [5, 7, 31, 3, 4, 2, 8, 2, 3, 4, 1, 2, 3, 4, 3, 1, 2, 5, 6, 1]
    assert section_name("C").en == "Manufacturing"


def test_every_usual_word_leads_to_codes_of_the_standard() -> None:
    assert len(_words()) >= 300
    for word in _words().values():
        assert word.codes, word
        assert word.chains, word
        assert [parse_code(code).code for code in word.codes] == list(word.codes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("C3415", "3415"),
        (" ｃ3415", "3415"),
        ("341", "341"),
        ("34", "34"),
        ("C", "C"),
        ("3400", "34"),
        ("C34", "34"),
    ],
)
def test_codes_are_understood(text: str, code: str) -> None:
    assert parse_code(text).code == code


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", BadIndustry.FORM), ("Z", BadIndustry.FORM), ("34155", BadIndustry.FORM), ("3", BadIndustry.FORM),
        ("99", BadIndustry.UNKNOWN_DIVISION), ("A3415", BadIndustry.WRONG_SECTION), ("风电", BadIndustry.FORM),
    ],
)  # fmt: skip
def test_other_texts_are_refused_with_their_reason(text: str, reason: BadIndustry) -> None:
    with pytest.raises(IndustryError) as caught:
        parse_code(text)
    assert caught.value.reason is reason


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("3415", "C3415", Level.CLASS),
        ("3415", "3411", Level.GROUP),
        ("3415", "341", Level.GROUP),
        ("3415", "3482", Level.DIVISION),
        ("3415", "3825", Level.SECTION),
        ("C", "3415", Level.SECTION),
        ("3415", "4415", Level.NONE),
    ],
)
def test_shared_level(a: str, b: str, level: Level) -> None:
    assert shared_level(a, b) is shared_level(b, a) is level


def test_industries_describe_themselves() -> None:
    assert parse_code("3415") == Industry("3415", None)
    assert parse_code("3415").above == ("341", "34", "C")
    assert parse_code("3415").level is Level.CLASS
    assert describe("3415") == "制造业 › 通用设备制造业 › 3415"
    assert (
        describe("3415", finer={"3415": "风能原动设备制造"}) == "制造业 › 通用设备制造业 › 风能原动设备制造"
    )
    assert describe("C") == "制造业"


@pytest.mark.parametrize(
    ("words", "code", "chain"),
    [
        ("纺织", "17", "纺织服装"),
        ("纺织系统", "17", "纺织服装"),
        ("纺织业", "17", "纺织服装"),
        ("餐饮", "62", "生活服务"),
        ("风电设备制造", "3415", "风电"),
        ("江苏省神山风电设备制造公司", "3415", "风电"),
        ("紧固件", "3482", "风电"),
        ("C3415", "3415", "风电"),
        ("通用设备制造业", "34", "装备制造"),
        ("煤炭系统", "06", "能源"),
    ],
)
def test_words_lead_to_one_code(words: str, code: str, chain: str) -> None:
    found = lookup(words)
    assert (found.found, found.code, found.chains[0]) == (Found.UNIQUE, code, chain)


def test_the_wind_power_of_the_seed_is_one_chain_across_divisions() -> None:
    assert "风电" in lookup("紧固件").chains
    assert lookup("风电行业").chains == ("风电",)
    assert shared_level("3482", "3415") is Level.DIVISION


def test_unclear_and_unknown_words_say_so() -> None:
    assert lookup("光伏").codes == ("3825", "4416")
    assert lookup("光伏").found is Found.UNCLEAR
    assert lookup("光伏").code is None
    assert lookup("光伏").chains == ("光伏",)
    assert lookup("物流快递").codes == ("60", "54")
    assert lookup("纺织、服装").codes == ("17", "18")
    assert lookup("某种东西").found is lookup("").found is Found.UNKNOWN
    assert chains_of("3411") == ("装备制造",)
    assert "风电" in all_chains()


@given(st.text(max_size=20))
def test_no_words_break_the_look_up(words: str) -> None:
    assert isinstance(lookup(words).found, Found)


def test_finer_names_are_loaded_with_errors_by_row(tmp_path: Path) -> None:
    path = tmp_path / "finer.csv"
    path.write_text(
        "\ufeff代码,名称\n3415,风能原动设备制造\n\n34,太粗\n9901,没有\n3416\n3415,别的\nC348,通用零部件制造\n",
        "utf-8",
    )
    loaded = load_finer(path)
    assert loaded.names == {"3415": "风能原动设备制造", "348": "通用零部件制造"}
    assert [line for line, _ in loaded.problems] == [4, 5, 6, 7]
    assert lookup("风能原动设备制造", finer=loaded.names).code == "3415"
    assert parse_code("3415", finer=loaded.names).name == "风能原动设备制造"
