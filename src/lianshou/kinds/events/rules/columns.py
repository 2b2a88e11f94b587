"""The list of attendance: printed, signed, typed in and taken back as a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Cell, CellError, Column, Layout
from lianshou.formats.sheets.parsing import as_flag, as_text
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row


def number_of(*, opening: int, ticket: int) -> str:
    """The number of a place on papers: the opening and the ticket, "E12-34"; the letter keeps Excel from making a day of it."""
    return f"E{opening}-{ticket}"


def as_number(cell: Cell) -> tuple[int, int]:
    """The opening and the ticket that a number names."""
    given = str(cell).strip().replace("－", "-").replace("—", "-")
    opening, dash, ticket = given.upper().removeprefix("E").partition("-")
    if not (dash and opening.isascii() and opening.isdigit() and ticket.isascii() and ticket.isdigit()):
        raise CellError(
            "not_a_number",
            Wording("“{given}”不是报名编号。", "“{given}” is not the number of a place.").fill(given=given),
            Wording("请照签到表上的编号填写，如“E12-34”。", "Copy it from the list, like “E12-34”."),
        )
    return int(opening), int(ticket)


NUMBER = Column(
    "number",
    Wording("报名编号", "Number of the place"),
    ("编号", "报名号", "number"),
    as_number,
    required=True,
    note=Wording("照签到表原样保留", "as it stands on the list"),
    example="E12-34",
    width=12,
)
ATTENDED = Column(
    "attended",
    Wording("是否到场", "Was there"),
    ("到场", "签到", "出勤", "attended"),
    as_flag(),
    note=Wording("到场填“是”，未到留空或填“否”", "是 (yes) for who was there; empty or 否 for who was not"),
    example="是",
    width=10,
)
ATTENDANCE = Layout(
    "attendance",
    Wording("签到表", "List of attendance"),
    (
        NUMBER,
        Column(
            "person",
            Wording("姓名", "Name"),
            ("参加人", "name"),
            as_text(most=120),
            example="王示例",
            width=14,
        ),
        Column(
            "union",
            Wording("单位", "Unit"),
            ("工会", "单位名称", "unit"),
            as_text(most=120),
            example="示例公司工会",
            width=34,
        ),
        ATTENDED,
    ),
)


def twice(rows: Sequence[Row]) -> list[Problem]:
    """The rows whose number stands on an earlier row too."""
    seen: set[object] = set()
    problems = []
    for row in rows:
        number = row.values.get("number")
        if number is not None and number in seen:
            problems.append(_twice(row))
        seen.add(number)
    return problems


def unknown(row: Row) -> Problem:
    """The problem of a row whose number no place has."""
    return _problem(
        row,
        "unknown_seat",
        Wording("没有这个报名编号。", "No place has this number."),
        Wording(
            "请核对签到表；现场加入的人请先报名。",
            "Look it up on the list; who came unannounced signs up first.",
        ),
    )


def other_name(row: Row, name: str) -> Problem:
    """The warning of a row whose name differs from that of the place."""
    return _problem(
        row,
        OTHER_NAME,
        Wording("编号对应的是“{name}”。", "The number is that of “{name}”.").fill(name=name),
        Wording("请核对是否抄错了行。", "Was a row copied wrongly?"),
        key="person",
    )


def whose(row: Row, name: str, union: str) -> Problem:
    """The word whose place a row names that needs a correction, so that nobody has to look the number up."""
    return _problem(
        row,
        WHOSE,
        Wording("编号对应的是“{name}”（{union}）。", "The number is that of “{name}” ({union}).").fill(
            name=name, union=union
        ),
        Wording("", ""),
        key="person",
    )


OTHER_NAME, WHOSE = "other_name", "whose"


def _twice(row: Row) -> Problem:
    return _problem(
        row,
        "number_twice",
        Wording("这个报名编号前面已经有了。", "This number stands on an earlier row."),
        Wording("请删去一行。", "Take one of the rows out."),
    )


def _problem(row: Row, code: str, message: Wording, way_out: Wording, *, key: str = "number") -> Problem:
    return Problem(row.sheet, row.number, None, key, code, message, way_out)
