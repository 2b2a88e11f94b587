"""What comes back as workbooks: start lists, results, final places, timetables, corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lianshou.core.wording import Wording, join
from lianshou.engines.heats.books.columns import (
    ABOUT,
    CREW,
    LANE,
    MEDAL_WORDS,
    PLACE,
    RACE,
    SIGNED,
    TIME,
    UNIONS,
)
from lianshou.engines.heats.books.points import points_sheet
from lianshou.engines.heats.corrections import Change
from lianshou.engines.heats.foreseeing import decides
from lianshou.engines.heats.keeping import differences
from lianshou.engines.heats.places import Placed
from lianshou.engines.heats.plan import Status
from lianshou.engines.heats.ranking import final_places, medals
from lianshou.engines.heats.standing import Derived, Race, Standing, State
from lianshou.engines.heats.taking import going_on
from lianshou.engines.heats.timetable import Timetable, clock, end_told, why_unplaced
from lianshou.engines.heats.timetable_verifier import prove
from lianshou.engines.heats.titles import counted, listed, titled
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, Words


def regatta_sheets(standing: Standing) -> list[SheetOut]:
    """How it stands, final places (once it is done), and for each round that is drawn its start list, or its results."""
    sheets = [_overview(standing)]
    if standing.is_done:
        sheets += [_finals(standing), _points(standing)]
    for derived in standing.rounds:
        if derived.state is State.DONE:
            sheets.append(_results(standing, derived))
        elif derived.state is State.DRAWN:
            sheets += [_start_list(standing, derived), _timing(standing, derived)]
    return sheets


def _titled(standing: Standing, words: Wording) -> Wording:
    return Wording("{title}　{what}", "{title} · {what}").fill(
        title=titled(standing.regatta.plan.title), what=words
    )


def _overview(standing: Standing) -> SheetOut:
    rows = [
        (one.round.wording, _STATES[one.state], len(one.races), len(one.crews), _round_told(standing, one))
        for one in standing.rounds
    ]
    columns = (
        ColumnOut(Wording("轮次", "Round"), width=16), ColumnOut(Wording("进展", "State"), width=16), ColumnOut(Wording("组数", "Races"), Form.PLACE, 8),
        ColumnOut(Wording("队数", "Crews"), Form.PLACE, 8), ColumnOut(Wording("说明", "Remarks"), width=70),
    )  # fmt: skip
    notes = (*strays_told(standing), *differences(standing))
    title = Wording("进展", "Standing")
    return SheetOut(title, columns, rows, heading=_titled(standing, title), notes=notes, row_height=18)


def strays_told(standing: Standing) -> list[Wording]:
    """Results of crews that (now) do not race in that round."""
    words = Wording(
        "{round}的{crew}有成绩，但现在不在这一轮里，请核对。",
        "{round}: {crew} has a result but does not race in it now; check.",
    )
    return [
        words.fill(round=standing.regatta.plan.round(one.round).wording, crew=one.crew)
        for one in standing.stray
    ]


def _round_told(standing: Standing, derived: Derived) -> Wording | None:
    """Why it waits, or how far crews of one union were kept apart."""
    if derived.waiting:
        return join(list(derived.waiting))
    found = derived.split
    if found is None or len(derived.races) < 2:
        return None
    if found.is_proven:
        words = Wording(
            "同一工会的队同组{n}，已证明不能再少",
            "{n} of one union in one race, proven to be the fewest",
        )
    else:
        words = Wording(
            "同一工会的队同组{n}；不论怎样编排至少{least}对，强队分开优先",
            "{n} of one union in one race; at least {least} in any draw, and the strong are kept apart first",
        )
    return words.fill(n=counted(found.together, "对", "pair", "pairs"), least=found.least)


_STATES = {
    State.WAITING: Wording("等待", "waiting"),
    State.DRAWN: Wording("已编排，未赛完", "drawn"),
    State.DONE: Wording("已赛完", "done"),
}


def _unions(standing: Standing) -> dict[str, Wording]:
    return {one.key: listed(one.unions) for one in standing.regatta.entries}


def _apart(races: Iterable[list[tuple[object, ...]]], columns: int) -> list[tuple[object, ...]]:
    """The rows of races with an empty one between every two."""
    found: list[tuple[object, ...]] = []
    for rows in races:
        found += [*([(None,) * columns] if found and rows else []), *rows]
    return found


def _start_list(standing: Standing, derived: Derived) -> SheetOut:
    unions = _unions(standing)
    columns = (RACE, LANE, CREW, UNIONS, TIME, ABOUT)
    races: list[list[tuple[object, ...]]] = [
        [(race.number, lane, crew, unions[crew], None, None) for lane, crew in sorted(race.lanes.items())]
        for race in derived.races
    ]
    return _round_sheet(standing, derived, _START, columns, races)


def _timing(standing: Standing, derived: Derived) -> SheetOut:
    """What timekeepers write on by hand, a page for each race: three watches, the order at the line."""
    columns = (
        RACE, LANE, CREW, *(ColumnOut(words, width=14) for words in _WATCHES),
        ColumnOut(Wording("到达次序", "Order"), width=10), ColumnOut(Wording("说明", "Remarks"), width=20),
    )  # fmt: skip
    races: list[list[tuple[object, ...]]] = [
        [(race.number, lane, crew, *(None,) * 5) for lane, crew in sorted(race.lanes.items())]
        for race in derived.races
    ]
    sheet = _round_sheet(standing, derived, _TIMING, columns, races, row_height=30)
    starts = tuple([sum(map(len, races[:number])) for number in range(len(races))])
    return replace(sheet, rows=[row for race in races for row in race], blocks=starts, each_page=True)


_WATCHES = (Wording("计时表1", "Watch 1"), Wording("计时表2", "Watch 2"), Wording("计时表3", "Watch 3"))
_START = (Wording("{round}名单", "{round} start"), Wording("{round}出发名单", "start list {round}"))
_TIMING = (Wording("{round}计时", "{round} timing"), Wording("{round}计时单", "timing sheet {round}"))
_RESULT = (Wording("{round}成绩", "{round} results"), Wording("{round}成绩", "results {round}"))


def _round_sheet(
    standing: Standing,
    derived: Derived,
    words: tuple[Wording, Wording],
    columns: tuple[ColumnOut, ...],
    races: list[list[tuple[object, ...]]],
    *,
    row_height: float = 22,
) -> SheetOut:
    """One sheet of a round, race by race, to be signed; ``words`` are the name of the sheet and its heading."""
    title, heading = (one.fill(round=derived.round.wording) for one in words)
    rows = _apart(races, len(columns))
    starts = (0, *(number + 1 for number, row in enumerate(rows) if row[0] is None))
    return SheetOut(
        title, columns, rows, heading=_titled(standing, heading), signatures=SIGNED, filters=False, row_height=row_height,
        blocks=starts,
    )  # fmt: skip


def _results(standing: Standing, derived: Derived) -> SheetOut:
    unions, going = _unions(standing), _going(standing, derived)
    races: list[list[tuple[object, ...]]] = []
    for race in derived.races:
        lane_of = {crew: lane for lane, crew in race.lanes.items()}
        races.append([
            (race.number, one.place, lane_of[one.crew], one.crew, unions[one.crew], _time(race, one), going.get(one.crew), _note(standing, derived, race, one))
            for one in race.places
        ])  # fmt: skip
    columns = (
        RACE,
        PLACE,
        LANE,
        CREW,
        UNIONS,
        TIME,
        ColumnOut(Wording("晋级", "Goes to"), width=16),
        ABOUT,
    )
    return _round_sheet(standing, derived, _RESULT, columns, races, row_height=18)


def _going(standing: Standing, derived: Derived) -> dict[str, Wording]:
    """Where crews go from a rowed round: the rounds that are drawn, and those to come for whom the plan sends there already."""
    key = derived.round.key
    nexts = [one for one in standing.rounds if key in {take.source for take in one.round.takes}]
    found: dict[str, Wording] = {}
    for other in nexts:
        for crew in other.crews:
            if crew in derived.crews:
                found.setdefault(crew, other.round.wording)
    regatta = standing.regatta
    names = {crew.key: crew.name for crew in regatta.entries}
    going = going_on(
        regatta.plan, key, [race.places for race in derived.races], regatta.decisions, names
    ).crews
    for other in nexts:
        if not other.races:
            for number in range(len(other.round.takes)):
                for crew in going.get((other.round.key, number), ()):
                    found.setdefault(crew, other.round.wording)
    return found


def _time(race: Race, one: Placed) -> Words:
    if race.skipped:
        return Wording("只有一队，不赛", "one crew, not rowed")
    return str(one.time) if one.status is Status.OK else one.status.wording


def _note(standing: Standing, derived: Derived, race: Race, one: Placed) -> Wording | None:
    own = [
        out.note
        for out in standing.regatta.outcomes
        if (out.round, out.crew) == (derived.round.key, one.crew) and out.note
    ]
    ruled = [
        ruling.why
        for ruling in standing.regatta.decisions
        if ruling.round == derived.round.key and ruling.why and one.crew in decides(standing, ruling)
    ]
    lines = [Wording(note, note) for note in (*own, *ruled)]
    if one.is_tied:
        digits = {other.time.digits for other in race.places if other.place == one.place and other.time}
        lines.append(_COARSE if len(digits) > 1 else Wording("并列", "tied"))
    return join(lines) if lines else None


_COARSE = Wording("并列（计时位数不同，按较粗一位比）", "tied (compared at the coarser decimal)")


def _finals(standing: Standing) -> SheetOut:
    unions, finals = _unions(standing), final_places(standing)
    won = medals(finals)
    titles = {one.key: one.wording for one in standing.regatta.plan.rounds}
    rows = [
        (one.place, one.crew, unions[one.crew], MEDAL_WORDS.get(won.get(one.crew, "")), titles[one.round],
         str(one.time) if one.status is Status.OK and one.time else one.status.wording if one.status is not Status.OK else None,
         " + ".join(map(str, one.points)) or None)
        for one in finals
    ]  # fmt: skip
    columns = (
        PLACE, CREW, UNIONS, ColumnOut(Wording("奖牌", "Medal"), width=8), ColumnOut(Wording("最后一轮", "Last round"), width=14), TIME,
        ColumnOut(Wording("各轮得分", "Points"), width=14),
    )  # fmt: skip
    title = Wording("总名次", "Final places")
    return SheetOut(title, columns, rows, heading=_titled(standing, title), signatures=SIGNED, row_height=18)


def _points(standing: Standing) -> SheetOut:
    title = Wording("工会积分", "Points of unions")
    return replace(points_sheet([standing]), title=title, heading=_titled(standing, title))


def timetable_sheets(found: Timetable) -> list[SheetOut]:
    """Every race with its start; what did not fit; what was proven."""
    titles = {job.key: job for job in found.jobs}
    order = sorted(found.starts, key=lambda key: found.starts[key])
    rows: list[tuple[object, ...]] = [
        (number, clock(found.starts[key]), titles[key].title, titles[key].boats, None)
        for number, key in enumerate(order, start=1)
    ]
    missing = Wording("没有排上", "not placed")
    rows += [(None, None, titles[key].title, titles[key].boats, missing) for key in found.unplaced]
    columns = (
        ColumnOut(Wording("场次", "No."), Form.PLACE, 8), ColumnOut(Wording("出发", "Start"), width=10), ColumnOut(Wording("比赛", "Race"), width=44),
        ColumnOut(Wording("龙舟", "Boats"), Form.PLACE, 8), ABOUT,
    )  # fmt: skip
    course = found.course
    rules = Wording(
        "每{slot}分钟一场；同一运动员两场之间至少休息{rest}分钟；两轮之间至少隔{gap}分钟；龙舟{boats}条。",
        "A race every {slot} min; at least {rest} min of rest between two races of one athlete, {gap} min between rounds; {boats} boats.",
    )
    ends = () if found.unplaced else (end_told(found),)
    told = rules.fill(slot=course.slot, rest=course.rest, gap=course.gap, boats=course.boats)
    proof = prove(found)
    notes = (told, proof.wording, *proof.breaches, *ends, *why_unplaced(found))
    title = Wording("赛程", "Timetable")
    return [SheetOut(title, columns, rows, heading=title, notes=notes, landscape=False, row_height=18)]


def change_sheets(after: Standing, changes: Sequence[Change]) -> list[SheetOut]:
    """What a correction changed, in the order in which it follows."""
    titles = {one.key: one.wording for one in after.regatta.plan.rounds}
    final = Wording("总名次", "final places")
    rows = [(titles.get(one.round, final), one.crew, one.wording) for one in changes]
    columns = (
        ColumnOut(Wording("轮次", "Round"), width=16),
        CREW,
        ColumnOut(Wording("变动", "Change"), width=60),
    )
    title = Wording("更正及其影响", "Corrections and what follows")
    return [
        SheetOut(
            title,
            columns,
            rows,
            heading=_titled(after, title),
            signatures=SIGNED,
            landscape=False,
            row_height=18,
        )
    ]
