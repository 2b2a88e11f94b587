"""Sheets by their names, and those that nobody reads."""

from __future__ import annotations

import pytest

from lianshou.core.wording import Wording
from lianshou.formats.sheets.book import Book, Format, Sheet
from lianshou.formats.sheets.columns import Column, Layout
from lianshou.formats.sheets.strangers import Admitted, sheet_called, strangers

CREWS = Layout(
    "crews",
    Wording("队伍", "Crews"),
    (Column("name", Wording("队名", "Crew"), required=True), Column("best", Wording("成绩", "Best"))),
)
RULINGS = Layout(
    "rulings",
    Wording("裁定", "Rulings"),
    (
        Column("round", Wording("轮次", "Round"), required=True),
        Column("order", Wording("次序", "Order"), required=True),
    ),
)
EMPTY: tuple[tuple[str, ...], ...] = ()
OF_CREWS = (("队名", "成绩"), ("一队", "50.1"))
OF_RULINGS = (("轮次", "次序"), ("预赛", "一队、二队"))


def book(*sheets: tuple[str, tuple[tuple[str, ...], ...]], hidden: bool = False) -> Book:
    return Book("book.xlsx", Format.XLSX, tuple(Sheet(name, rows, hidden=hidden) for name, rows in sheets))


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["裁定"], "裁定"), (["rulings"], "rulings"), (["裁定表"], "裁定表"), (["裁定表", "裁定"], "裁定"), ([" 裁 定 "], " 裁 定 "),
        (["Rulings list"], "Rulings list"), (["裁判决定"], None),
    ],
)  # fmt: skip
def test_a_sheet_is_known_by_its_name(names: list[str], wanted: str | None) -> None:
    found = sheet_called(book(*((name, OF_RULINGS) for name in names)), RULINGS)
    assert (found.name if found else None) == wanted


@pytest.mark.parametrize(
    ("name", "rows", "way_out"),
    [
        ("裁判决定", OF_RULINGS, "如果是“裁定”，请改成这个名称"),
        ("各参赛队伍", (("没有表头",),), "“队伍”已经有一张了：请把内容并到那里"),
        ("再报的队", OF_CREWS, "“队伍”已经有一张了：请把内容并到那里"),
        ("张三", (("x",),), "如果是“张三丰”，请改成这个名称"),
        ("Sheet2", (("x",),), "认得的有：队伍、裁定、张三丰。请改成其中的名称"),
    ],
)
def test_a_stranger_is_named_with_what_it_seems_to_be(
    name: str, rows: tuple[tuple[str, ...], ...], way_out: str
) -> None:
    found = strangers(
        book(("队伍", OF_CREWS), (name, rows)), Admitted((CREWS, RULINGS), ("张三丰",)), read={"队伍"}
    )
    assert [(one.sheet, one.way_out.zh.startswith(way_out)) for one in found] == [(name, True)], found


def test_a_sheet_of_another_file_is_sent_there() -> None:
    (found,) = strangers(
        book(("决定", OF_RULINGS)), Admitted((CREWS,), elsewhere=(RULINGS,), home="main.xlsx"), read=()
    )
    assert found.way_out.en == "“Rulings” belongs in main.xlsx: move it there, and delete it here."


@pytest.mark.parametrize(
    "name", ["说明", "备注", "Notes", "填写说明", "问题清单", "How to fill in", "Problems"]
)
def test_notes_are_no_strangers(name: str) -> None:
    assert strangers(book((name, OF_RULINGS)), Admitted((RULINGS,)), read=()) == []


def test_what_holds_nothing_or_is_hidden_is_no_stranger() -> None:
    assert strangers(book(("Sheet1", EMPTY), ("Sheet2", ((),))), Admitted((RULINGS,)), read=()) == []
    assert strangers(book(("旧稿", OF_RULINGS), hidden=True), Admitted((RULINGS,)), read=()) == []
