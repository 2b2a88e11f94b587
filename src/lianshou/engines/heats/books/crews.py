"""Gates and crew sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from lianshou.core.wording import Wording, join
from lianshou.engines.heats.boats import Athlete, CrewRule, Gate, Seat, gates
from lianshou.engines.heats.books.columns import (
    CREW,
)
from lianshou.engines.heats.books.reading import Reading
from lianshou.engines.heats.plan import Regatta
from lianshou.engines.heats.timetable import in_two_crews
from lianshou.engines.heats.titles import listed, titled
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut

Where = Callable[[str, Gate], Wording | None]
"""The cells, as people name them, in which a gate of a crew does not hold."""


def crew_sheets(
    regatta: Regatta,
    rule: CrewRule,
    athletes: Mapping[str, Athlete],
    seats: Mapping[str, Sequence[Seat]],
    where: Where = lambda crew, gate: None,
) -> tuple[list[SheetOut], list[tuple[str, Wording]]]:
    """A sheet of all gates, one of each crew with its seats; and every gate that does not hold, by crew."""
    rows: list[tuple[object, ...]] = []  # of the sheet of all gates
    failed: list[tuple[str, Wording]] = []
    sheets: list[SheetOut] = []
    shared = in_two_crews({crew: [seat.athlete for seat in own] for crew, own in seats.items()})
    for crew in regatta.entries:
        own = seats.get(crew.key, [])
        twice = [athletes[key] for key, crews in shared.items() if crew.key in crews]
        found = [*gates(rule, own, athletes, crew.unions), *([_in_two_crews(twice)] if twice else [])]
        bad = [gate for gate in found if not gate.holds]
        wrong = [gate.wording for gate in bad]
        state = Wording("✗ 不能上船", "✗ may not start") if wrong else Wording("可以上船", "may start")
        fine = _HOLD.fill(n=len(found) - len(wrong), of=len(found))
        located = [_located(gate.wording, where(crew.key, gate)) for gate in bad]
        rows.append((crew.key, state, join(located) if located else None, fine))
        failed += [(crew.key, words) for words in located]
        sheets.append(_crew_sheet(regatta, crew.key, own, athletes, wrong))
    columns = (
        CREW,
        ColumnOut(Wording("能否上船", "Start"), width=14),
        ColumnOut(Wording("不合格之处", "What does not hold"), width=60),
        ColumnOut(Wording("已合格", "What holds"), width=16),
    )
    rows.sort(key=lambda row: row[2] is None)  # those that may not start come first
    title = Wording("资格检查", "Gates")
    heading = Wording("{title}　{what}", "{title} · {what}").fill(
        title=titled(regatta.plan.title), what=title
    )
    return [SheetOut(title, columns, rows, heading=heading, row_height=20), *sheets], failed


_HOLD = Wording("{of}项中{n}项", "{n} of {of}")
_SEX = {True: Wording("女", "woman"), False: Wording("男", "man"), None: None}


def cells_of(reading: Reading) -> Where:
    """Where in the workbook that was read a gate does not hold: the cells of its athletes, else the rows of the crew."""
    entries = reading.regatta.entries if reading.regatta else ()
    lines = {crew.key: ("entries", number) for number, crew in enumerate(entries)}

    def where(crew: str, gate: Gate) -> Wording | None:
        seats = list(enumerate(reading.seats.get(crew, ())))
        rows = [
            reading.places["seats", crew, number]
            for number, seat in seats
            if seat.athlete in gate.who or not gate.who
        ]
        if not rows:
            line = reading.places.get(lines.get(crew, ()))
            return _ROWS.fill(sheet=line.sheet, rows=line.row) if line and line.row else None
        column = _GATE_COLUMNS.get(gate.key, "name") if gate.who else ""
        letters = {row.letters.get(column) for row in rows}
        if None in letters:
            return _ROWS.fill(sheet=rows[0].sheet, rows=_spans([row.row or 0 for row in rows]))
        cells = [f"{row.letters[column]}{row.row}" for row in rows]
        return _CELLS.fill(sheet=rows[0].sheet, cells=listed(cells))

    return where


def _spans(rows: list[int]) -> Wording:
    """Numbers of rows, those that follow one another as one span: 2–12, 15."""
    spans: list[list[int]] = []
    for row in sorted(rows):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return listed([f"{first}–{last}" if last > first else f"{first}" for first, last in spans])


_GATE_COLUMNS = {"insurance": "insured", "swimming": "swims", "unions": "union", "sex": "is_woman"}
_CELLS = Wording("“{sheet}”{cells}", "“{sheet}” {cells}")
_ROWS = Wording("“{sheet}”第{rows}行", "“{sheet}”, row {rows}")


def _located(words: Wording, place: Wording | None) -> Wording:
    return Wording("{what}（{place}）", "{what} ({place})").fill(what=words, place=place) if place else words


def _in_two_crews(who: Sequence[Athlete]) -> Gate:
    words = Wording("还在别的队里：{who}", "in another crew too: {who}")
    told = words.fill(who=listed([one.name for one in who]))
    return Gate("two_crews", False, told, tuple([one.key for one in who]))


def _crew_sheet(
    regatta: Regatta,
    crew: str,
    seats: Sequence[Seat],
    athletes: Mapping[str, Athlete],
    failed: Sequence[Wording],
) -> SheetOut:
    rows = [
        (number, seat.role.wording, athletes[seat.athlete].name, _SEX[athletes[seat.athlete].is_woman], athletes[seat.athlete].union, athletes[seat.athlete].insured,
         athletes[seat.athlete].swims, None)
        for number, seat in enumerate(seats, start=1)
    ]  # fmt: skip
    columns = (
        ColumnOut(Wording("序号", "No."), Form.PLACE, 8), ColumnOut(Wording("位置", "Seat"), width=10), ColumnOut(Wording("姓名", "Name"), width=16),
        ColumnOut(Wording("性别", "Sex"), width=8),
        ColumnOut(Wording("所属工会", "Union"), width=30), ColumnOut(Wording("保险", "Insured"), width=8), ColumnOut(Wording("会游泳承诺", "Swims"), width=12),
        ColumnOut(Wording("检录", "Called"), width=10),
    )  # fmt: skip
    ready = Wording("可以上船。", "May start.")
    waits = Wording("暂不能上船：{what}。", "May not start yet: {what}.")
    state = waits.fill(what=join(list(failed))) if failed else ready
    heading = Wording("{title}　检录单　{crew}", "{title} · crew sheet · {crew}").fill(
        title=titled(regatta.plan.title), crew=crew
    )
    return SheetOut(
        crew,
        columns,
        rows,
        heading=heading,
        notes=(state,),
        signatures=(Wording("领队签字", "Team leader"), Wording("检录长签字", "Clerk of the course")),
        filters=False,
        landscape=False,
        row_height=20,
    )
