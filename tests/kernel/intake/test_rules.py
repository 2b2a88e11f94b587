from __future__ import annotations

import pytest
from tests.factories.pairing import workbook

from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Column, Layout
from lianshou.formats.sheets.parsing import as_code, as_day
from lianshou.formats.sheets.problems import Problem
from lianshou.kernel.intake.enums import Reason, RowState, State
from lianshou.kernel.intake.rules import (
    NotUnderstood,
    RawRow,
    check_rows,
    read_list,
    replace_rows,
    why_not_correct,
    why_not_open,
    why_not_restore,
    why_not_take,
    why_not_undo,
    why_not_withdraw,
)

LAYOUT = Layout(
    "list",
    Wording("名单", "List"),
    (
        Column("name", Wording("名称", "Name"), required=True),
        Column("day", Wording("日期", "Day"), parse=as_day()),
        Column("code", Wording("号码", "Code"), parse=as_code()),
    ),
)


def row(number: int, sheet: str = "名单", reference: int | None = None, **cells: str) -> RawRow:
    return RawRow(sheet, number, dict(cells), reference)


def test_read_list_keeps_numbers_as_numbers() -> None:
    reading = read_list(workbook(["名称", "号码"], [["甲", "123"]]), name="x.xlsx", layout=LAYOUT)
    assert reading.rows == (RawRow("名单", 2, {"name": "甲", "code": "123"}),)


def test_read_list_refuses_a_file_without_the_list() -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_list("甲,乙\n1,2\n".encode(), name="x.csv", layout=LAYOUT)
    assert [problem.code for problem in caught.value.problems] == ["no_header"]


def test_check_rows_puts_problems_of_cells_at_their_row() -> None:
    checked = check_rows(
        [row(5, name="甲", day="2020-01-02"), row(9, name="乙", day="?")], LAYOUT, lambda _: ()
    )
    assert [(one.row.number, one.sound, [p["key"] for p in one.problems]) for one in checked] == [
        (5, True, []),
        (9, False, ["day"]),
    ]


def test_check_rows_asks_about_all_rows_together_and_lets_warnings_pass() -> None:
    words = Wording("两次", "twice")
    problem = Problem("名单", 9, None, "name", "twice", words, words)
    rows = [row(5, name="甲"), row(9, name="甲")]
    strict = check_rows(rows, LAYOUT, lambda _: [problem])
    lenient = check_rows(rows, LAYOUT, lambda _: [problem], warns=lambda _: True)
    assert ([one.sound for one in strict], [one.sound for one in lenient]) == ([True, False], [True, True])


def test_check_rows_still_knows_a_number_that_lost_its_digits() -> None:
    raw = RawRow("名单", 2, {"name": "甲", "code": 9.132092300000001e17})
    assert check_rows([raw], LAYOUT, lambda _: ())[0].problems[0]["code"] == "digits_lost"


def test_replace_rows_goes_by_the_import_number_first() -> None:
    plan = replace_rows(
        [row(2, sheet="改", reference=7, name="乙改")],
        unsettled={6: row(3, name="乙改"), 7: row(4, name="乙")},
        settled=[],
        naming="name",
    )
    assert (plan.replaced, plan.added, plan.known) == ({7: RawRow("名单", 4, {"name": "乙改"})}, (), 0)


def test_replace_rows_goes_by_name_then_by_place() -> None:
    plan = replace_rows(
        [row(3, name="甲 公司"), row(4, name="丙"), row(8, name="丁")],
        unsettled={1: row(9, name="甲公司"), 2: row(4, day="?")},
        settled=[],
        naming="name",
    )
    assert plan.replaced == {
        1: RawRow("名单", 9, {"name": "甲 公司"}),
        2: RawRow("名单", 4, {"name": "丙"}),
    }
    assert plan.added == (row(8, name="丁"),)


def test_replace_rows_passes_over_what_says_the_same() -> None:
    plan = replace_rows([row(2, name="甲")], unsettled={}, settled=[row(7, name="甲")], naming="name")
    assert (plan.replaced, plan.added, plan.known) == ({}, (), 1)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (why_not_open(preparing=False, size=1, most=2), Reason.WRONG_STATE),
        (why_not_open(preparing=True, size=3, most=2), Reason.TOO_LARGE),
        (why_not_open(preparing=True, size=2, most=2), None),
        (why_not_correct(preparing=True, state=RowState.TAKEN), Reason.ROW_TAKEN),
        (why_not_correct(preparing=True, state=RowState.DROPPED), None),
        (why_not_restore(preparing=True, state=RowState.BAD), Reason.NOT_DROPPED),
        (why_not_restore(preparing=True, state=RowState.DROPPED), None),
        (why_not_take(preparing=True, good=0), Reason.NOTHING_TO_TAKE),
        (why_not_take(preparing=True, good=1), None),
        (why_not_undo(taken=1), Reason.SOME_TAKEN),
        (why_not_undo(taken=0), None),
        (why_not_withdraw(preparing=True, state=State.ACCEPTED, placed=True), Reason.PLACED),
        (why_not_withdraw(preparing=True, state=State.WITHDRAWN, placed=False), Reason.WITHDRAWN),
        (why_not_withdraw(preparing=True, state=State.ACCEPTED, placed=False), None),
    ],
)
def test_rules_give_the_first_reason(got: Reason | None, expected: Reason | None) -> None:
    assert got is expected
