from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.china.dates import BadDate, DateError, parse_day
from lianshou.china.text import balanced, quotes_nested, same_name_key, squeeze, tidy, tidy_name


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("\u3000阜 宁\u200b（Ａ１）\u00a0", "阜 宁（A1）"),
        ("⼯会", "工会"),
        ("a\n b\t c", "a b c"),
        ("甲，乙：丙；“丁”", "甲，乙：丙；“丁”"),
        ("\ufeff１２．５％", "12.5%"),
        ("", ""),
    ],
)
def test_tidy(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


def test_lines_are_kept_on_demand() -> None:
    assert tidy(" a \r\n\u3000b ", lines=True) == "a\nb"


def test_names_are_equal_whatever_their_width_and_brackets() -> None:
    assert tidy_name("张 三( 江 苏 )  Li Si") == "张三（江苏）Li Si"
    assert same_name_key("阜宁 县总工会(本级)") == same_name_key("阜宁县总工会（本级）")
    assert same_name_key("买买提·艾力") == same_name_key("买买提• 艾力") == same_name_key("买买提艾力")
    assert same_name_key("阜宁县总工会") != same_name_key("阜宁总工会")
    assert squeeze("单 位\n名 称") == "单位名称"


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    for clean in (tidy, tidy_name, same_name_key):
        once = clean(text)
        assert clean(once) == once


@pytest.mark.parametrize(
    "given_",
    [
        "2019-06-01", "2019/6/1", "2019.6.1", "2019年6月1日", "２０１９年６月１日", "2019 年 6 月 1 日", "20190601", 20190601,
        20190601.0, 43617, 43617.5, "43617", datetime(2019, 6, 1, 8, tzinfo=UTC), date(2019, 6, 1), "2019-06-01 12:00:00",
        "二〇一九年六月一日", "2019年6月1号", "2019。6。1",
    ],
)  # fmt: skip
def test_dates_as_officers_write_them(given_: object) -> None:
    assert parse_day(given_).on == date(2019, 6, 1)
    assert not parse_day(given_).month_only


@pytest.mark.parametrize(
    "given_", ["2019年6月", "2019年6月份", "2019.6", "2019-06", "201906", 201906, 2019.6]
)
def test_a_month_gives_its_first_day_and_says_so(given_: object) -> None:
    assert (parse_day(given_).on, parse_day(given_).month_only) == (date(2019, 6, 1), True)


@pytest.mark.parametrize(
    ("given_", "reason"),
    [
        ("19.6.1", BadDate.SHORT_YEAR), ("19年6月", BadDate.SHORT_YEAR), ("6/1/19", BadDate.SHORT_YEAR),
        ("2019-02-30", BadDate.IMPOSSIBLE), ("20191301", BadDate.IMPOSSIBLE), ("2019年13月", BadDate.IMPOSSIBLE),
        ("2019-1-0", BadDate.IMPOSSIBLE), ("1/2/2019", BadDate.UNCLEAR), (2019, BadDate.YEAR_ONLY),
        ("2019年", BadDate.YEAR_ONLY), (2019.1, BadDate.MONTH_UNCLEAR), ("去年", BadDate.NOT_A_DATE),
        ("1800-01-01", BadDate.OUT_OF_RANGE), (True, BadDate.NOT_A_DATE), (None, BadDate.NOT_A_DATE),
        (-1, BadDate.NOT_A_DATE), (float("nan"), BadDate.NOT_A_DATE), ("", BadDate.NOT_A_DATE),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_its_reason(given_: object, reason: BadDate) -> None:
    with pytest.raises(DateError) as caught:
        parse_day(given_)
    assert caught.value.reason is reason
    assert "{" not in caught.value.message.zh


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_reads_back_in_each_spelling(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    for text in (
        day.isoformat(),
        f"{year}年{month}月{number}日",
        f"{year}.{month}.{number}",
        f"{day:%Y%m%d}",
    ):
        assert parse_day(text).on == day


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers()))
def test_nothing_but_date_errors_is_raised(given_: object) -> None:
    with suppress(DateError):
        parse_day(given_)


@pytest.mark.parametrize(
    ("text", "nested"),
    [
        ("“甲“乙”丙”", "“甲‘乙’丙”"),
        ("“甲”和“乙”", "“甲”和“乙”"),
        ("“甲“乙“丙”””", "“甲‘乙“丙”’”"),
        ("甲”乙“丙", "甲”乙“丙"),
        ("无", "无"),
    ],
)
def test_quotes_within_quotes_are_the_inner_ones(text: str, nested: str) -> None:
    assert quotes_nested(text) == nested
    assert quotes_nested(nested) == nested


def test_title_inside_quotes_gets_the_inner_ones() -> None:
    assert quotes_nested("阜宁县2020年“联手兴家”", inside=True) == "阜宁县2020年‘联手兴家’"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("2020年联手兴家名单公示", ["2020年联手兴家名单公示"]),
        (
            "阜宁县总工会关于2020年度联手兴家结对名单公示",
            ["阜宁县总工会关于2020年度", "联手兴家结对名单公示"],
        ),
        (
            "关于阜宁县2020年度职工疗休养人员名单的公示",
            ["关于阜宁县2020年度职工", "疗休养人员名单的公示"],
        ),
    ],
)
def test_long_title_is_broken_evenly_and_tears_no_word(text: str, lines: list[str]) -> None:
    assert balanced(text, most=19.6) == lines
