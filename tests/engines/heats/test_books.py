"""Workbooks of regattas: what is written reads back, by other programs too; faults stand at their cells."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook
from tests.engines.heats.edited import Edit, put, read, told
from tests.engines.heats.regattas import crews, outcomes, raced, regattas

from lianshou.core.wording import Language
from lianshou.demo.regatta import dragon_boats
from lianshou.engines.heats.boats import CrewRule
from lianshou.engines.heats.books.crews import crew_sheets
from lianshou.engines.heats.books.filling import write_regatta_book
from lianshou.engines.heats.books.lists import regatta_sheets
from lianshou.engines.heats.books.reading import read_regatta
from lianshou.engines.heats.deriving import derive
from lianshou.engines.heats.document import regatta_from, regatta_to
from lianshou.engines.heats.keeping import given_out
from lianshou.engines.heats.plan import Regatta, Seeding, Share
from lianshou.engines.heats.ranking import final_places
from lianshou.engines.heats.templates import by_time
from lianshou.engines.heats.times import parse_time
from lianshou.engines.scoring import ScoringError
from lianshou.formats.sheets.writing import write_book


def titled(regatta: Regatta) -> dict[str, Any]:
    """A regatta as a workbook knows it: rounds go by their titles, crews by their names; nothing that is not asked counts."""
    titles = {one.key: one.title for one in regatta.plan.rounds}
    told = regatta_to(regatta)

    def named(data: Any) -> Any:
        if isinstance(data, dict):
            return {key: named(value) for key, value in data.items() if value not in (None, 0, "")}
        return [named(value) for value in data] if isinstance(data, list) else titles.get(data, data)

    plain: dict[str, Any] = named(told)
    for one in plain["plan"]["rounds"]:
        one["takes"] = [
            take if take["how"] in ("place", "overall") else {**take, "first": 1, "last": 1}
            for take in one["takes"]
        ]
    for crew in plain["entries"]:
        crew.pop("name")
    plain["outcomes"].sort(key=str)
    plain.pop("starts")
    return plain


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_regatta_survives_its_workbook(tmp_path: Path, language: Language) -> None:
    regatta, rule, athletes, seats = dragon_boats()
    write_regatta_book(
        regatta, tmp_path / "book.xlsx", rule=rule, athletes=athletes, seats=seats, language=language
    )
    reading = read_regatta(tmp_path / "book.xlsx")
    assert told(reading) == []
    assert reading.regatta is not None
    assert titled(reading.regatta) == titled(regatta)
    assert (reading.rule, reading.athletes, reading.seats) == (rule, athletes, seats)


@given(regattas())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_regatta_survives_workbook_and_document(tmp_path: Path, regatta: Regatta) -> None:
    write_regatta_book(regatta, tmp_path / "book.xlsx")
    reading = read_regatta(tmp_path / "book.xlsx")
    assert told(reading) == []
    assert reading.regatta is not None
    assert titled(reading.regatta) == titled(regatta)
    assert regatta_from(regatta_to(regatta)) == regatta


def test_other_programs_read_places_and_start_lists(tmp_path: Path) -> None:
    regatta = dragon_boats()[0]
    write_book(tmp_path / "lists.xlsx", regatta_sheets(derive(regatta)))
    book = load_workbook(tmp_path / "lists.xlsx")
    assert book.sheetnames == ["进展", "预赛成绩", "复活赛名单", "复活赛计时"]
    rows = [row for row in book["复活赛名单"].iter_rows(min_row=3, max_row=13, values_only=True) if row[0]]
    races = derive(regatta).round("repechage").races
    assert [row[:3] for row in rows] == [
        (race.number, lane, race.lanes[lane]) for race in races for lane in sorted(race.lanes)
    ]
    assert book["预赛成绩"]["A1"].value == "职工龙舟赛·混合200米　预赛成绩"
    whole = raced(regatta, {crew.key: f"{50 + n}.00" for n, crew in enumerate(regatta.entries)})
    write_book(tmp_path / "lists.xlsx", regatta_sheets(derive(whole)))
    page = load_workbook(tmp_path / "lists.xlsx")["总名次"]
    finals = final_places(derive(whole))
    assert [
        (row[0], row[1]) for row in page.iter_rows(min_row=3, max_row=2 + len(finals), values_only=True)
    ] == [(one.place, one.crew) for one in finals]
    assert [page.cell(row, 4).value for row in (3, 4, 5, 6)] == ["金", "银", "铜", None]


def test_a_crew_that_may_not_start_is_told_on_its_sheet() -> None:
    sheets, failed = crew_sheets(*dragon_boats())
    assert [(crew, words.zh) for crew, words in failed] == [("卫生队", "没有保险：陈春梅一")]
    notes = {str(sheet.title): sheet.notes[0] for sheet in sheets[1:]}
    assert [str(note) for title, note in notes.items() if title == "卫生队"] == [str(sheets[10].notes[0])]
    assert len(sheets) == 15


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (put("规程", "C3", "六"), ("规程", "C3", "not_number")),
        (put("规程", "C4", "随便"), ("规程", "C4", "not_a_choice")),
        (put("规程", "C12", "十"), ("规程", "C12", "not_whole")),
        (put("轮次", "E4", "名次"), ("轮次", "E4", "not_a_choice")),
        (put("规程", "C8", "5、三、2"), ("规程", "C8", "not_number")),
        (put("规程", "C16", "也许"), ("规程", "C16", "not_a_choice")),
        (put("成绩", "C2", None), ("成绩", "C2", "missing_value")),
        (put("成绩", "B2", "预选"), ("成绩", "B2", "unknown")),
        (put("成绩", "E2", "无名队"), ("成绩", "E2", "unknown")),
        (put("成绩", "F2", "快"), ("成绩", "F2", "not_a_time")),
        (put("队员", "D2", "桨手"), ("队员", "D2", "not_a_choice")),
        (put("队伍", "B3", None), ("队伍", "B3", "missing_value")),
    ],
)
def test_faults_stand_at_their_cells(tmp_path: Path, edit: Edit, wanted: tuple[str, str, str]) -> None:
    assert wanted in told(read(tmp_path, edit))


def test_a_row_without_a_time_is_not_yet_rowed(tmp_path: Path) -> None:
    reading = read(tmp_path, put("成绩", "F3", None))
    assert reading.regatta is not None
    assert len(reading.regatta.outcomes) == 13
    assert derive(reading.regatta).round("预赛").state.value == "drawn"


@pytest.mark.parametrize(
    "bad",
    [
        None,
        [],
        {"plan": {}},
        {"plan": {"title": "t", "lanes": 1, "rounds": 5}, "entries": "x"},
        {"schema": "x"},
    ],
)
def test_what_is_no_regatta_is_refused_and_never_breaks(bad: object) -> None:
    with pytest.raises(ScoringError):
        regatta_from(bad)


def test_every_way_of_timing_keeps_its_decimals_through_books_ranking_and_data(tmp_path: Path) -> None:
    """Read, stored, ranked, written, read again: 50.4 is never 50.40 nor 50.400."""
    taken = ["50.4", "50.40", "50.400", "51", "1:00", "1:00.0", "1:00.00", "1:02:03.456"]
    told = outcomes("heats", {f"{n:02d}": time for n, time in enumerate(taken, start=1)})
    plan = replace(by_time("计时", 8, heats=1, final=False), seeding=Seeding.TIMES)
    entries = tuple([replace(one, best=parse_time(time)) for one, time in zip(crews(8), taken, strict=True)])
    regatta = Regatta(plan, entries, told)
    for turn in range(2):
        path = tmp_path / f"{turn}.xlsx"
        write_regatta_book(given_out(derive(regatta)), path, language="en" if turn else "zh")
        page = load_workbook(path).worksheets[4]
        shown = {page.cell(row, 5).value: page.cell(row, 6) for row in range(2, page.max_row + 1)}
        assert {crew: cell.value for crew, cell in shown.items()} == {one.crew: str(one.time) for one in told}
        assert {cell.number_format for cell in shown.values()} == {"@"}
        reading = read_regatta(path)
        assert reading.regatta is not None
        assert reading.notices == []
        regatta = regatta_from(json.loads(json.dumps(regatta_to(reading.regatta))))
        assert {one.crew: one.time for one in regatta.outcomes} == {one.crew: one.time for one in told}
        assert {one.key: one.best for one in regatta.entries} == {one.key: one.best for one in entries}
    finals = final_places(derive(regatta))
    assert {(one.place, str(one.time)) for one in finals[:3]} == {(1, "50.4"), (1, "50.40"), (1, "50.400")}
    write_book(tmp_path / "lists.xlsx", regatta_sheets(derive(regatta)))
    results = load_workbook(tmp_path / "lists.xlsx").worksheets[-1]
    cells = [results.cell(row, 6) for row in range(3, 11)]
    assert sorted(str(cell.value) for cell in cells) == sorted(map(str, taken))
    assert {cell.data_type for cell in cells} == {"s"}


def test_every_rule_of_the_plan_survives_its_workbook(tmp_path: Path) -> None:
    plan = replace(
        by_time("t", 4, heats=1), rank_unfinished=False, skip_single=False, union_points=(9, 7, 7, 6), share=Share.DIVIDED, points=(5, 3, 3, 1)
    )  # fmt: skip
    rule = CrewRule(needs_insurance=False, needs_swimming=False, women=3)
    for language in ("zh", "en"):
        write_regatta_book(Regatta(plan, crews(3)), tmp_path / "book.xlsx", rule=rule, language=language)
        reading = read_regatta(tmp_path / "book.xlsx")
        assert told(reading) == []
        assert reading.regatta is not None
        assert replace(reading.regatta.plan, rounds=plan.rounds, finals=plan.finals) == plan
        assert reading.rule == rule


def test_times_keep_their_decimals_on_paper(tmp_path: Path) -> None:
    regatta = dragon_boats()[0]
    reading = read(tmp_path)
    assert reading.regatta is not None
    assert {str(one.time) for one in reading.regatta.outcomes} == {str(one.time) for one in regatta.outcomes}


def _drop(sheet: str) -> Edit:
    def edit(book: Any) -> None:
        del book[sheet]

    return edit


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (_drop("成绩"), ("规程", None, "sheet_missing")),
        (put("成绩", "F2", "=50+2"), ("成绩", "F2", "formula_uncounted")),
        (put("队员", "B2", "无名队"), ("队员", "B2", "unknown")),
        (put("队伍", "B3", "纺织一队"), ("队伍", "B3", "twice")),
    ],
)
def test_nothing_is_lost_in_silence(tmp_path: Path, edit: Edit, wanted: tuple[str, str, str]) -> None:
    assert wanted in told(read(tmp_path, edit))


def test_a_number_keeps_the_noughts_that_its_cell_shows_and_is_told_otherwise(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        page = book["成绩"]
        page["F2"], page["F3"] = 52.1, 52.1
        page["F2"].number_format = "0.00"
        page["F3"].number_format = "General"

    reading = read(tmp_path, edit)
    assert reading.regatta is not None
    assert [str(one.time) for one in reading.regatta.outcomes[:2]] == ["52.10", "52.1"]
    assert ["“成绩”F3的52.1是数字" in notice.zh for notice in reading.notices] == [True]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("裁定", "裁判决定", ["sheet_stranger"]),
        ("队员", "参赛人员", ["sheet_stranger"]),
        ("成绩", "计时", ["sheet_missing", "sheet_stranger"]),
        ("队员", "队员名单", []),
        ("裁定", "裁定表", []),
    ],
)
def test_a_renamed_sheet_is_not_passed_over(tmp_path: Path, old: str, new: str, codes: list[str]) -> None:
    def edit(book: Any) -> None:
        if old == "裁定":
            for column, value in enumerate(("预赛", "机械厂队、纺织厂队", "终点照片"), start=2):
                book["裁定"].cell(2, column).value = value
        book[old].title = new

    found = [one.problem for one in read(tmp_path, edit).problems if one.problem.code.startswith("sheet_")]
    assert [one.code for one in found] == codes
    assert all(one.way_out.zh.startswith(f"如果是“{old}”") for one in found if one.code == "sheet_stranger")
