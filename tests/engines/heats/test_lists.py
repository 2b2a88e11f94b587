"""Lists on paper: where crews go, a page for each race, room for long sentences and to sign."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook
from tests.engines.heats.regattas import crews, outcomes

from lianshou.core.wording import Wording
from lianshou.demo.regatta import dragon_boats
from lianshou.engines.heats.books.lists import change_sheets, regatta_sheets, timetable_sheets
from lianshou.engines.heats.corrections import Change
from lianshou.engines.heats.deriving import derive
from lianshou.engines.heats.plan import Regatta, Seeding
from lianshou.engines.heats.templates import by_time
from lianshou.engines.heats.timetable import Course, Job, timetable
from lianshou.formats.sheets.writing import write_book


def test_winners_are_told_where_they_go_before_the_final_is_drawn(tmp_path: Path) -> None:
    standing = derive(dragon_boats()[0])
    assert not standing.round("final").races
    write_book(tmp_path / "lists.xlsx", regatta_sheets(standing), language="en")
    page = load_workbook(tmp_path / "lists.xlsx")["Heats results"]
    told = [
        (row[1], row[6]) for row in page.iter_rows(min_row=3, values_only=True) if isinstance(row[0], int)
    ]
    assert {place: goes for place, goes in told} == {
        1: "Final", **dict.fromkeys((2, 3, 4, 5), "Repechage"), None: None
    }  # fmt: skip


def test_who_is_tied_across_the_edge_goes_nowhere_yet() -> None:
    plan = replace(by_time("t", 3, heats=2), seeding=Seeding.RANKING)
    times = {"01": "50.1", "02": "50.2", "03": "50.4", "04": "50.4", "05": "51.0", "06": "52.0"}
    sheet = regatta_sheets(derive(Regatta(plan, crews(6), outcomes("heats", times))))[1]
    goes = {row[3]: str(row[6].zh) if row[6] else None for row in sheet.rows if row[0]}  # type: ignore[attr-defined]
    assert goes == {
        "01": "决赛", "02": "决赛", "03": None, "04": None, "05": "小决赛", "06": "小决赛",
    }  # fmt: skip


def test_every_race_has_a_page_to_time_it_on_and_to_sign(tmp_path: Path) -> None:
    regatta = Regatta(by_time("t", 6, heats=3), crews(18))
    write_book(tmp_path / "lists.xlsx", regatta_sheets(derive(regatta)))
    page = load_workbook(tmp_path / "lists.xlsx")["预赛计时"]
    races: list[list[object]] = [[]]
    ends = {brk.id for brk in page.row_breaks.brk}
    for number in range(3, page.max_row + 1):
        races[-1].append(page.cell(number, 1).value)
        if number in ends:
            races.append([])
    assert not page.sheet_properties.pageSetUpPr.fitToPage  # or Excel would not heed the breaks
    wide = sum(one.width * (one.max - one.min + 1) for one in page.column_dimensions.values())
    assert wide * 7 * page.page_setup.scale / 100 < 770  # points between the margins of A4 across
    signed = "计时长签字：______________    裁判长签字：______________    日期：______________"
    assert races == [[race] * 6 + [None, signed] for race in (1, 2, 3)]
    lines = [number for number in range(1, page.max_row + 1) if page.cell(number, 1).value == signed]
    assert all((page.row_dimensions[number].height or 0) >= 28 for number in lines)
    assert {page.cell(number, 1).font.color.theme for number in lines} == {1}  # black


def test_no_start_list_parts_a_race_over_two_pages(tmp_path: Path) -> None:
    regatta = Regatta(by_time("t", 6, heats=5), crews(30))
    write_book(tmp_path / "lists.xlsx", regatta_sheets(derive(regatta)))
    page = load_workbook(tmp_path / "lists.xlsx")["预赛名单"]
    breaks = [brk.id for brk in page.row_breaks.brk]
    assert breaks
    assert all(page.cell(number, 1).value is None for number in breaks)


def test_long_sentences_have_the_height_they_need(tmp_path: Path) -> None:
    standing = derive(dragon_boats()[0])
    long = Wording("请裁判长决定这一轮怎么办。" * 12, "The chief umpire must decide about this round. " * 8)
    changes = change_sheets(
        standing, [Change("heats", "", long), Change("heats", "电力队", Wording("短", "short"))]
    )
    job = Job("a", long, frozenset(), 2)
    races = timetable_sheets(timetable([job], Course()))
    for sheets in (changes, races):
        write_book(tmp_path / "book.xlsx", sheets)
        page = load_workbook(tmp_path / "book.xlsx").worksheets[0]
        assert (page.row_dimensions[3].height or 0) >= 5 * 17
