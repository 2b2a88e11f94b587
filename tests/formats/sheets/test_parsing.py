from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Cell, CellError, Choice, Column, Layout
from lianshou.formats.sheets.headings import bare_key, heading_key, is_numbering
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.parsing import (
    as_choice,
    as_code,
    as_day,
    as_decimal,
    as_exact,
    as_flag,
    as_list,
    as_name,
    as_text,
    as_whole,
    as_yuan,
    text_of,
)

LEVELS = (Choice("p", Wording("省级", "province")), Choice("c", Wording("市级", "city"), ("地市级",)))
PARSERS: list[Callable[[Cell], object]] = [
    as_text(),
    as_name(),
    as_code(),
    as_whole(),
    as_decimal(percent=True),
    as_yuan(),
    as_day(),
    as_choice(LEVELS),
    as_flag(),
    as_list(as_name()),
]


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (as_text(), 123.0, "123"),
        (as_text(), datetime(2019, 6, 1, tzinfo=UTC), "2019-06-01"),
        (as_text(lines=True), " a \n b", "a\nb"),
        (as_name(), "阜宁 供电(集团)公司", "阜宁供电（集团）公司"),
        (as_code(), 13912345678.0, "13912345678"),
        (as_code(), "８１３２0923mc00000128 ", "81320923MC00000128"),
        (as_whole(), "1,234人", 1234),
        (as_whole(), 12.0, 12),
        (as_whole(), "12.0", 12),
        (as_decimal(), "１19.5", 119.5),
        (as_decimal(), 1e-05, 1e-05),
        (as_decimal(percent=True), "85%", 0.85),
        (as_exact(), 50.4, Decimal("50.4")),
        (as_exact(), "１9.5", Decimal("19.5")),
        (as_decimal(percent=True), 0.85, 0.85),
        (as_yuan(), 1234.56, 123456),
        (as_yuan(), "￥1,234.5元", 123450),
        (as_yuan(), "1.2万元", 1200000),
        (as_yuan(), 0.1 + 0.2, 30),
        (as_day(), "2019年6月", date(2019, 6, 1)),
        (as_choice(LEVELS), " 地市级", "c"),
        (as_choice(LEVELS), "Province", "p"),
        (as_flag(), "√", True),
        (as_flag(), 0.0, False),
        (as_list(as_name()), "甲、乙，丙；甲", ("甲", "乙", "丙")),
        (as_list(as_whole()), 3.0, (3,)),
    ],
)
def test_cell_becomes_value(parse: Callable[[Cell], object], cell: Cell, value: object) -> None:
    assert parse(cell) == value


@pytest.mark.parametrize(
    ("parse", "cell", "code"),
    [
        (as_text(most=2), "三个字", "too_long"),
        (as_name(), 5.0, "not_a_name"),
        (as_name(), datetime(2019, 6, 1, tzinfo=UTC), "not_a_name"),
        (as_code(), 3.209231990010113e17, "digits_lost"),
        (as_code(), "3.20923E+17", "digits_lost"),
        (as_whole(), 1.5, "not_whole"),
        (as_whole(), True, "not_a_number"),
        (as_whole(), "约12", "not_a_number"),
        (as_whole(), "1,23", "not_a_number"),
        (as_whole(most=3), 4.0, "too_large"),
        (as_exact(), 0.1 + 0.2, "too_fine"),
        (as_exact(digits=1), "50.45", "too_fine"),
        (as_yuan(), "1.234", "not_fen"),
        (as_yuan(), -1.0, "too_small"),
        (as_day(month_only=False), "2019年6月", "date_month_only"),
        (as_day(), "19.6.1", "date_short_year"),
        (as_choice(LEVELS), "省里", "not_a_choice"),
        (as_flag(), "也许", "not_a_flag"),
    ],
)
def test_bad_cell_says_why_and_the_way_out(parse: Callable[[Cell], object], cell: Cell, code: str) -> None:
    with pytest.raises(CellError) as caught:
        parse(cell)
    assert caught.value.code == code
    for wording in (caught.value.message, caught.value.way_out):
        assert wording.zh
        assert wording.en
        assert "{" not in wording.zh + wording.en


def test_a_near_miss_is_suggested() -> None:
    with pytest.raises(CellError) as caught:
        as_choice(LEVELS)("市")
    assert caught.value.way_out.zh == "您要填的是不是“市级”？请从这些里选一个：省级、市级。"


@given(
    st.one_of(
        st.text(max_size=30),
        st.floats(),
        st.booleans(),
        st.dates(),
        st.datetimes(),
        st.times(),
        st.integers(),
    )
)
def test_parsers_raise_nothing_but_cell_errors(cell: Cell) -> None:
    for parse in PARSERS:
        with suppress(CellError):
            parse(cell)
    text_of(cell)


def test_headings_are_compared_without_ornament() -> None:
    assert heading_key("* 单 位\n名 称（必填）：") == heading_key("单位名称")
    assert heading_key("人数（男）") == heading_key("人数(男)") != heading_key("人数(女)")
    assert bare_key("经度（°）") == heading_key("经度")
    assert bare_key("（备注）") == heading_key("备注")
    assert is_numbering("序 号")
    assert is_numbering("No.")
    assert not is_numbering("编号")


def test_letters() -> None:
    assert [letter_of(number) for number in (1, 26, 27, 702, 703, 16_384)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
    with pytest.raises(ValueError, match="no column"):
        letter_of(0)


def test_a_layout_with_one_name_for_two_columns_is_refused() -> None:
    name = Wording("名称", "Name")
    with pytest.raises(ValueError, match="go by the name"):
        Layout("x", name, (Column("a", name), Column("b", Wording("名 称", "Other"))))
    with pytest.raises(ValueError, match="given twice"):
        Layout("x", name, (Column("a", name), Column("a", Wording("别的", "Other"))))
