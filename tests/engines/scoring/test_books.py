"""Workbooks: what is written reads back to the same contest, by other programs too; every fault is led to its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.engines.scoring.books import Edit, read, written
from tests.engines.scoring.contests import contests, numbered

from lianshou.core.wording import Language
from lianshou.demo.contest import welders
from lianshou.engines.scoring import Contest, contest_to, score, verify
from lianshou.engines.scoring.books.filling import marking_sheets
from lianshou.engines.scoring.books.layouts import as_mark, as_measured
from lianshou.engines.scoring.books.lists import result_sheets
from lianshou.engines.scoring.books.places import Reading
from lianshou.engines.scoring.books.reading import read_contest
from lianshou.formats.sheets.writing import write_book


def titled(contest: Contest) -> dict[str, Any]:
    """A contest as a workbook knows it: parts, aspects, measures, awards and judges go by their titles."""
    scheme = contest.scheme
    new = {
        **{one.key: one.title for one in (*scheme.parts, *scheme.aspects, *scheme.measures, *scheme.awards)},
        **{judge.key: judge.name for judge in contest.judges},
    }

    def named(data: Any) -> Any:
        if isinstance(data, dict):
            return {new.get(key, key): named(value) for key, value in data.items()}
        if isinstance(data, list):
            return [named(value) for value in data]
        return new.get(data, data) if isinstance(data, str) else data

    told: dict[str, Any] = named(contest_to(contest))
    told["marks"].sort()
    return told


def told(reading: Reading) -> list[tuple[str, str | None, str]]:
    return [(found.problem.sheet, found.problem.address, found.problem.code) for found in reading.problems]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_contest_survives_its_workbooks(tmp_path: Path, language: Language) -> None:
    book, marks = written(welders(), tmp_path, language)
    reading = read_contest(book, (marks,))
    assert told(reading) == []
    assert reading.contest is not None
    assert titled(reading.contest) == titled(welders())


@given(contests())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_contest_survives_its_workbooks(tmp_path: Path, contest: Contest) -> None:
    book, marks = written(contest, tmp_path)
    reading = read_contest(book, (marks,))
    assert told(reading) == []
    assert reading.contest is not None
    assert titled(reading.contest) == titled(contest)


def test_other_programs_read_what_the_result_holds(tmp_path: Path) -> None:
    result = score(welders())
    write_book(tmp_path / "results.xlsx", result_sheets(result))
    book = load_workbook(tmp_path / "results.xlsx")
    assert book.sheetnames == ["成绩单", "团体成绩", "获奖名单", "计算过程", "评委分析"]
    page = book["成绩单"]
    assert page["A1"].value == "焊工职业技能竞赛　成绩单"
    rows = list(page.iter_rows(min_row=3, max_row=25, values_only=True))
    assert [(row[0], row[1], row[7]) for row in rows] == [
        (one.rank, one.contestant, float(one.total)) for one in result.scores
    ]
    assert [cell.value for cell in page[26]][:4] == [None, "08", "王永康", "纺织工会"]
    assert page["H3"].number_format == "0.00"
    assert (page.print_title_rows, page.page_setup.paperSize) == ("$1:$2", 9)
    awards = list(book["获奖名单"].iter_rows(min_row=3, max_row=14, values_only=True))
    assert [row[0] for row in awards if row[0]] == ["一等奖"] + ["二等奖"] * 2 + ["三等奖"] * 3 + [
        "优秀奖"
    ] * 4 + ["团体奖"]


def test_the_sheet_of_a_judge_is_blind_unless_names_are_asked_for(tmp_path: Path) -> None:
    for with_names in (False, True):
        write_book(tmp_path / "sheets.xlsx", marking_sheets(welders(), with_names=with_names))
        book = load_workbook(tmp_path / "sheets.xlsx")
        page = book["石评委"]
        heads = [cell.value for cell in page[2]]
        assert heads == ["抽签号", *(["姓名"] if with_names else []), "作业质量（0—70）", "安全文明（0—30）"]
        assert (page["B3"].value is None) is not with_names
        assert page.row_dimensions[3].height == 24


def test_words_for_a_missing_mark_are_no_zero(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["石评委"]["B3"], book["任评委"]["B3"] = "缺席", "回避"

    reading = read(tmp_path, edit_marks=edit)
    assert reading.contest is not None
    own = [mark.judge for mark in reading.contest.marks if mark[:2] == ("01", "作业质量")]
    assert len(own) == 5
    assert verify(score(reading.contest)) == []


def _set(sheet: str, cell: str, value: object) -> Edit:
    def edit(book: Any) -> None:
        book[sheet][cell] = value

    return edit


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (_set("部分", "D3", 90), ("部分", "D3", "full_differs")),
        (_set("评分项", "C2", "理伦"), ("评分项", "C2", "unknown")),
        (_set("评分项", "I3", "去极值"), ("评分项", "I3", "not_a_choice")),
        (_set("评分项", "K3", 2), ("评分项", "K3", "trim_too_much")),
        (_set("方案", "C5", "实操；时间"), ("方案", "C5", "unknown")),
        (_set("方案", "C3", "两位"), ("方案", "C3", "not_number")),
        (_set("方案", "C4", "随便"), ("方案", "C4", "not_a_choice")),
        (_set("奖项", "D2", None), ("奖项", "D2", "count_or_share")),
        (_set("奖项", "H2", "时间"), ("奖项", "H2", "unknown")),
        (_set("选手", "B3", "01"), ("选手", "B3", "twice")),
        (_set("选手", "C3", None), ("选手", "C3", "missing_value")),
        (_set("评委", "C2", "卷子"), ("评委", "C2", "unknown")),
        (_set("加减分", "B2", "99"), ("加减分", "B2", "unknown")),
        (_set("加减分", "C2", "=1/3"), ("加减分", "C2", "not_a_number")),
    ],
)
def test_faults_of_the_book_stand_at_their_cells(
    tmp_path: Path, edit: Edit, wanted: tuple[str, str, str]
) -> None:
    found = told(read(tmp_path, edit))
    assert found[0] == wanted if wanted[2] != "not_a_number" else found[0][:1] == wanted[:1]


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (_set("石评委", "B3", "好"), [("石评委", "B3", "not_a_number")]),
        (_set("石评委", "A3", "77"), [("石评委", "A3", "unknown")]),
        (_set("石评委", "B3", 1 / 3), [("石评委", "B3", "too_fine")]),
    ],
)
def test_faults_of_marks_stand_at_their_cells(
    tmp_path: Path, edit: Edit, wanted: list[tuple[str, str, str]]
) -> None:
    assert told(read(tmp_path, edit_marks=edit)) == wanted


def test_a_sheet_of_an_unknown_judge_is_not_passed_over(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["石评委"].title = "石平委"

    reading = read(tmp_path, edit_marks=edit)
    assert told(reading) == [("石平委", None, "sheet_unknown")]


def test_a_judge_without_any_mark_is_told(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        del book["石评委"]

    reading = read(tmp_path, edit_marks=edit)
    assert reading.silent == ("石评委",)


def test_no_mark_of_a_retitled_column_is_lost(tmp_path: Path) -> None:
    found = read(tmp_path, edit_marks=_set("石评委", "C2", "安全文明生产（0—30）"))
    assert told(found) == [("石评委", "C2", "column_unknown"), ("石评委", None, "missing_column")]
    assert "“安全文明生产（0—30）”不是评分项" in found.problems[0].problem.message.zh
    assert told(read(tmp_path, edit_marks=_set("石评委", "E2", "备注"))) == []


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (_set("部分", "C2", 0.35), ("部分", "C3", "shares_differ")),
        (_set("选手", "F3", time(12, 30)), ("选手", "F3", "clock_time")),
        (_set("加减分", "C2", "=1/4"), ("加减分", "C2", "formula_uncounted")),
    ],
)
def test_what_would_count_wrongly_is_refused(
    tmp_path: Path, edit: Edit, wanted: tuple[str, str, str]
) -> None:
    assert wanted in told(read(tmp_path, edit))


def test_a_formula_without_its_result_is_no_empty_cell(tmp_path: Path) -> None:
    found = told(read(tmp_path, edit_marks=_set("石评委", "B3", "=40+2")))
    assert found == [("石评委", "B3", "formula_uncounted")]


def test_parts_in_points_need_no_shares(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["部分"]["C2"] = book["部分"]["C3"] = None

    assert told(read(tmp_path, edit)) == []


def test_the_number_2_is_the_draw_number_02(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        for row in range(3, 12):
            book["石评委"].cell(row, 1).value = row - 2

    reading = read(tmp_path, edit_marks=edit)
    assert reading.contest is not None
    assert titled(reading.contest) == titled(welders())


def test_missing_marks_and_deductions_of_parts_are_told_in_the_list(tmp_path: Path) -> None:
    reading = read(tmp_path, edit_marks=_set("石评委", "B3", None))
    assert reading.contest is not None
    rows = list(result_sheets(score(reading.contest))[0].rows)
    remarks = {row[1]: str(row[-1].say("zh")) for row in rows if row[-1] is not None}  # type: ignore[attr-defined]
    assert "缺分：作业质量（石评委）" in remarks["01"]
    assert "实操−2：超时2分钟" in remarks["05"]


def test_a_book_without_awards_says_so(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        del book["奖项"]

    assert ["奖项" in notice.zh for notice in read(tmp_path, edit).notices] == [True]


def test_sheets_that_are_missing_are_named(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        del book["评委"]

    assert ("方案", None, "sheet_missing") in told(read(tmp_path, edit))


def test_marks_may_stand_in_one_long_list(tmp_path: Path) -> None:
    contest = welders()
    book, marks = written(contest, tmp_path)
    workbook = load_workbook(marks)
    for name in workbook.sheetnames[1:]:
        del workbook[name]
    page = workbook.worksheets[0]
    page.delete_rows(1, page.max_row)
    page.title = "打分"
    page.append(["抽签号", "评分项", "评委", "分数"])
    titles = {one.key: one.title for one in contest.scheme.aspects}
    for mark in contest.marks:
        page.append([mark.contestant, titles[mark.aspect], mark.judge, float(mark.value)])
    workbook.save(marks)
    reading = read_contest(book, (marks,))
    assert reading.contest is not None
    assert titled(reading.contest) == titled(contest)


def test_faults_of_scoring_are_led_to_the_contestant(tmp_path: Path) -> None:
    reading = read(tmp_path)
    assert reading.contest is not None
    few = replace(
        reading.contest, marks=tuple(mark for mark in reading.contest.marks if mark.contestant != "03")
    )
    from lianshou.engines.scoring import ScoringError

    with pytest.raises(ScoringError) as caught:
        score(few)
    found = reading.led_back(caught.value.faults)
    assert {(one.file.name, one.problem.sheet, one.problem.row) for one in found} == {
        ("book.xlsx", "选手", 4)
    }


@pytest.mark.parametrize(
    ("given", "seconds"),
    [("11分钟", "660"), ("11分", "660"), ("12分30秒", "750"), ("12:30.5", "750.5"), ("45.5秒", "45.5")],
)
def test_times_are_read_as_people_write_them(given: str, seconds: str) -> None:
    assert as_measured(given) == Decimal(seconds)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_floor_is_read_in_either_language(tmp_path: Path, language: Language) -> None:
    plain = replace(welders(), scheme=replace(welders().scheme, floor=None))
    reading = read_contest(written(plain, tmp_path, language)[0])
    assert reading.contest is not None
    assert reading.contest.scheme.floor is None


@given(st.decimals(-(10**8), 10**8, places=6))
def test_a_number_of_a_spreadsheet_is_the_number_that_was_typed(value: Decimal) -> None:
    assert as_mark(float(value)) == value  # spreadsheets keep 15 digits, so nothing typed is lost in a float
    assert as_mark(float(f"{float(value):.17g}")) == value  # as Excel writes it: 1.1000000000000001


def test_titles_with_brackets_are_found_again_however_they_are_typed(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["评分项"]["B3"], book["奖项"]["H2"] = "作业(平焊)", "作业（平焊）"
        for row in range(2, 9):
            text = book["评委"].cell(row, 3).value
            book["评委"].cell(row, 3).value = text.replace("作业质量", "作业（平焊）")
        book["方案"]["C5"] = "作业(平焊)；实操用时"

    def edit_marks(book: Any) -> None:
        for page in book.worksheets:
            for cell in page[2]:
                cell.value = cell.value.replace("作业质量", "作业（平焊）")

    reading = read(tmp_path, edit, edit_marks)
    assert told(reading) == []
    assert reading.contest is not None
    assert [key.key for key in reading.contest.scheme.keys] == ["作业（平焊）", "实操用时"]


def test_a_place_that_stays_empty_and_a_tie_at_an_edge_are_told_in_the_lists(tmp_path: Path) -> None:
    plan = [
        {"key": "1", "title": "一等奖", "count": 1, "at_least": "95"},
        {"key": "2", "title": "二等奖", "count": 1, "edge": "all_in"},
    ]
    write_book(tmp_path / "results.xlsx", result_sheets(score(numbered([90, 80, 80], awards=plan))))
    book = load_workbook(tmp_path / "results.xlsx")
    rows = list(book["获奖名单"].iter_rows(min_row=3, max_row=5, values_only=True))
    assert [row[:3] for row in rows] == [
        ("一等奖", None, "（空缺）"),
        ("二等奖", 2, "选手02"),
        ("二等奖", 2, "选手03"),
    ]
    remarks = [row[-1] for row in book["成绩单"].iter_rows(min_row=3, max_row=4, values_only=True)]
    assert remarks == [
        "总分低于“一等奖”的最低成绩95，名额空着",
        "与03 选手03总分相同，并列；02、03并列在“二等奖”的最后一位上，按“全部入围”都得这个奖",
    ]


def test_what_a_spreadsheet_cannot_keep_is_written_as_it_is_told(tmp_path: Path) -> None:
    aspects = [
        {"key": "a", "title": "a", "part": "p", "high": 1000, "factor": "0.123457", "weight": "0.123457"}
    ]
    plain = numbered(["90.123457", 90], aspects=aspects)
    write_book(tmp_path / "results.xlsx", result_sheets(score(plain)))
    page = load_workbook(tmp_path / "results.xlsx")["成绩单"]
    total = page["G3"].value
    assert (isinstance(total, str), Decimal(total)) == (True, Decimal("90.123457") * Decimal("0.123457") ** 2)
