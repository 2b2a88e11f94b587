"""Workbooks as a whole: sheets that nobody reads are named, and what can be known is told in one round."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.engines.scoring.books import Edit, read

from lianshou.engines.scoring.books.places import Reading


def told(reading: Reading) -> list[tuple[str, str, str | None, str]]:
    return [
        (found.file.stem, found.problem.sheet, found.problem.address, found.problem.code)
        for found in reading.problems
    ]


def called(old: str, new: str) -> Edit:
    def edit(book: Any) -> None:
        book[old].title = new

    return edit


def filled(**sheets: dict[str, object]) -> Edit:
    """Cells of several sheets; a sheet that is not there yet is made."""

    def edit(book: Any) -> None:
        for name, cells in sheets.items():
            page = book[name] if name in book.sheetnames else book.create_sheet(name)
            for address, value in cells.items():
                page[address] = value

    return edit


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("加减分", "扣分"), ("系数", "难度"), ("奖项", "获奖"), ("比较项", "时间"), ("评委", "裁判"), ("选手", "人员"),
        ("部分", "组成"), ("评分项", "打分内容"), ("方案", "办法"),
    ],
)  # fmt: skip
def test_a_renamed_sheet_is_named_with_the_sheet_it_seems_to_be(tmp_path: Path, old: str, new: str) -> None:
    reading = read(tmp_path, called(old, new))
    (stranger,) = [one.problem for one in reading.problems if one.problem.code == "sheet_stranger"]
    assert stranger.message.zh == f"“{new}”不是本文件认得的工作表，里面的内容没有读。"
    assert stranger.way_out.zh.startswith(f"如果是“{old}”，请改成这个名称；")
    rest = [one.problem.code for one in reading.problems if one.problem is not stranger]
    required = old in ("方案", "部分", "评分项", "评委", "选手")
    assert (rest, reading.contest) == (["sheet_missing"] if required else [], None)


@pytest.mark.parametrize("name", ["加减分表", "加减分名单", " 加减分 ", "Bonuses and deductions"])
def test_a_name_that_differs_in_nothing_that_matters_is_read(tmp_path: Path, name: str) -> None:
    plain, renamed = read(tmp_path), read(tmp_path, called("加减分", name))
    assert plain.contest is not None
    assert (told(renamed), renamed.contest) == ([], plain.contest)


@pytest.mark.parametrize(
    "edit",
    [
        filled(Sheet1={}),
        filled(说明={"A1": "请各位评委核对"}),
        filled(Notes={"A1": "checked"}),
        filled(填写说明={"A1": "x"}),
        called("填写说明", "说明"),
    ],
)
def test_empty_sheets_and_notes_do_no_harm(tmp_path: Path, edit: Edit) -> None:
    assert told(read(tmp_path, edit)) == []


def test_hidden_sheets_of_other_names_are_left_alone(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book.create_sheet("旧稿")["A1"] = "1"
        book["旧稿"].sheet_state = "hidden"

    assert told(read(tmp_path, edit)) == []


@pytest.mark.parametrize(
    ("edit", "edit_marks", "wanted", "way_out"),
    [
        (
            filled(加减分表={"A1": "抽签号", "B1": "分值", "C1": "理由", "A2": "01", "B2": -1, "C2": "超时"}),
            None,
            ("book", "加减分表", None, "sheet_stranger"),
            "“加减分”已经有一张了：请把内容并到那里，再删去这张表；只作说明的，改名为“说明”。",
        ),
        (
            None,
            filled(扣分={"A1": "抽签号", "B1": "分值", "C1": "理由", "A2": "01", "B2": -1, "C2": "超时"}),
            ("marks", "扣分", None, "sheet_stranger"),
            "“加减分”要写在 book.xlsx 里：请移过去，再从这个文件里删去。",
        ),
        (
            None,
            filled(加减分={"A1": "抽签号", "B1": "分值", "C1": "理由", "A2": "01", "B2": -1, "C2": "超时"}),
            ("marks", "加减分", None, "sheet_out_of_place"),
            "“加减分”要写在 book.xlsx 里：请移过去，再从这个文件里删去。",
        ),
        (
            None,
            filled(石评委二={"A1": "没有按表填"}),
            ("marks", "石评委二", None, "sheet_stranger"),
            "如果是“石评委”，请改成这个名称；只作说明的，改名为“说明”；不要的，删去这张表。",
        ),
        (
            filled(Sheet1={"A1": "没有按表填"}),
            None,
            ("book", "Sheet1", None, "sheet_stranger"),
            "认得的有：方案、部分、评分项、比较项、奖项、评委、选手、加减分、系数、打分、方评委、石评委、……。"
            "请改成其中的名称；只作说明的，改名为“说明”；不要的，删去这张表。",
        ),
    ],
    ids=["beside the right one", "in the other file", "right name, wrong file", "like a judge", "like nothing"],
)  # fmt: skip
def test_the_way_out_fits_the_stranger(
    tmp_path: Path, edit: Edit | None, edit_marks: Edit | None, wanted: tuple[str, ...], way_out: str
) -> None:
    reading = read(tmp_path, edit, edit_marks)
    assert (told(reading), [one.problem.way_out.zh for one in reading.problems]) == ([wanted], [way_out])


def test_marks_may_stand_in_a_copy_of_the_book(tmp_path: Path) -> None:
    plain = read(tmp_path)

    def copied(book: Any) -> None:
        source = load_workbook(tmp_path / "book.xlsx")
        for page in source.worksheets:
            copy = book.create_sheet(page.title)
            for row in page.iter_rows():
                for cell in row:
                    copy[cell.coordinate] = cell.value

    reading = read(tmp_path, edit_marks=copied)
    assert (told(reading), reading.contest) == ([], plain.contest)


def test_without_a_list_of_judges_their_sheets_are_not_complained_of(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        del book["评委"]

    assert told(read(tmp_path, edit)) == [("book", "方案", None, "sheet_missing")]


def test_an_empty_list_of_judges_is_what_is_wrong(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        book["评委"].delete_rows(2, 20)

    assert told(read(tmp_path, edit)) == [("book", "评委", None, "empty")]


def test_text_unknown_numbers_and_marks_out_of_range_are_told_in_one_round(tmp_path: Path) -> None:
    def edit_marks(book: Any) -> None:
        book["石评委"]["B3"], book["任评委"]["A4"], book["柳评委"]["C5"] = "好", "77", 99
        book["石评委"]["C3"], book["方评委"].title = 88, "方平委"

    reading = read(tmp_path, filled(选手={"E4": "来了"}, 加减分={"B2": "66"}), edit_marks)
    assert sorted(told(reading)) == [
        ("book", "加减分", "B2", "unknown"),
        ("book", "选手", "E4", "not_a_choice"),
        ("marks", "任评委", "A4", "unknown"),
        ("marks", "方平委", None, "sheet_unknown"),
        ("marks", "柳评委", "C5", "mark_out_of_range"),
        ("marks", "石评委", "B3", "not_a_number"),
        ("marks", "石评委", "C3", "mark_out_of_range"),
    ]


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (called("比较项", "时间"), [("book", "时间", None, "sheet_stranger")]),
        (filled(评分项={"D3": "七十"}), [("book", "评分项", "D3", "not_a_number")]),
        (filled(选手={"B3": "01"}), [("book", "选手", "B3", "twice")]),
        (filled(评委={"B2": None}), [("book", "评委", "B2", "missing_value")]),
        (filled(部分={"B2": None}), [("book", "部分", "B2", "missing_value")]),
        (
            filled(部分={"C2": 0.35}, 评分项={"D3": "七十"}),
            [("book", "评分项", "D3", "not_a_number"), ("book", "部分", "C3", "shares_differ")],
        ),
    ],
)
def test_what_only_follows_from_another_fault_is_not_told(
    tmp_path: Path, edit: Edit, wanted: list[tuple[str, ...]]
) -> None:
    assert [one for one in told(read(tmp_path, edit)) if one[0] == "book"] == wanted


@pytest.mark.parametrize("given", ["四十分钟", "12点30分", "快"])
def test_a_time_in_words_is_told_how_times_are_written(tmp_path: Path, given: str) -> None:
    (found,) = read(tmp_path, filled(选手={"F3": given})).problems
    assert (found.problem.address, found.problem.way_out.zh) == (
        "F3",
        "时间请写成 12:30.5 或 12分30.5秒；不是时间的，只填阿拉伯数字。",
    )
