"""Gates and crew sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lianshou.core.wording import Wording, join
from lianshou.engines.heats.boats import Athlete, CrewRule, Gate, Seat, gates
from lianshou.engines.heats.books.columns import (
    CREW,
)
from lianshou.engines.heats.plan import Regatta
from lianshou.engines.heats.timetable import in_two_crews
from lianshou.engines.heats.titles import listed, titled
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut


def crew_sheets(
    regatta: Regatta, rule: CrewRule, athletes: Mapping[str, Athlete], seats: Mapping[str, Sequence[Seat]]
) -> tuple[list[SheetOut], list[tuple[str, Wording]]]:
    """A sheet of all gates, one of each crew with its seats; and every gate that does not hold, by crew."""
    rows: list[tuple[object, ...]] = []
    failed: list[tuple[str, Wording]] = []
    sheets: list[SheetOut] = []
    shared = in_two_crews({crew: [seat.athlete for seat in own] for crew, own in seats.items()})
    for crew in regatta.entries:
        own = seats.get(crew.key, [])
        twice = [athletes[key].name for key, crews in shared.items() if crew.key in crews]
        found = [*gates(rule, own, athletes, crew.unions), *([_in_two_crews(twice)] if twice else [])]
        wrong = [gate.wording for gate in found if not gate.holds]
        state = Wording("✗ 不能上船", "✗ may not start") if wrong else Wording("可以上船", "may start")
        fine = _HOLD.fill(n=len(found) - len(wrong), of=len(found))
        rows.append((crew.key, state, join(wrong) if wrong else None, fine))
        failed += [(crew.key, words) for words in wrong]
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
_SEX = {True: Wording("女", "woman"), False: Wording("男", "man")}


def _in_two_crews(names: Sequence[str]) -> Gate:
    words = Wording("还在别的队里：{who}", "in another crew too: {who}")
    return Gate("two_crews", False, words.fill(who=listed(list(names))))


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
    state = join([Wording("暂不能上船", "may not start yet"), *failed]) if failed else ready
    heading = Wording("{title}　检录单　{crew}", "{title} · crew sheet · {crew}").fill(
        title=titled(regatta.plan.title), crew=crew
    )
    signed = Wording(
        "领队签字：　　　　　　检录长签字：　　　　　　", "Team leader:                Clerk of the course:"
    )
    return SheetOut(
        crew,
        columns,
        rows,
        heading=heading,
        notes=(state, signed),
        filters=False,
        landscape=False,
        row_height=20,
    )
