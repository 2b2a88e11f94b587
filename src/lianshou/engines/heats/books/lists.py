"""What comes back as workbooks: start lists, results, final places, crew sheets, timetables, corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lianshou.core.wording import Wording, join
from lianshou.engines.heats.boats import Athlete, CrewRule, Gate, Seat, gates
from lianshou.engines.heats.corrections import Change
from lianshou.engines.heats.foreseeing import decides
from lianshou.engines.heats.keeping import differences
from lianshou.engines.heats.places import Placed
from lianshou.engines.heats.plan import Regatta, Status
from lianshou.engines.heats.ranking import final_places, medals, union_points
from lianshou.engines.heats.standing import Derived, Race, Standing, State
from lianshou.engines.heats.timetable import Timetable, clock, in_two_crews, why_unplaced
from lianshou.engines.heats.timetable_verifier import prove
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, Words

_RACE = ColumnOut(Wording("组", "Race"), Form.PLACE, 6)
_LANE = ColumnOut(Wording("道", "Lane"), Form.PLACE, 6)
_PLACE = ColumnOut(Wording("名次", "Place"), Form.PLACE, 8)
_CREW = ColumnOut(Wording("队名", "Crew"), width=28)
_UNIONS = ColumnOut(Wording("所属工会", "Unions"), width=36)
_TIME = ColumnOut(Wording("成绩", "Time"), width=20)
_ABOUT = ColumnOut(Wording("说明", "Remarks"), width=36)
_SIGNED = (
    Wording(
        "计时长签字：　　　　　　裁判长签字：　　　　　　日期：",
        "Timekeeper:                Chief umpire:                Date:",
    ),
)
_MEDALS = {
    "gold": Wording("金", "gold"),
    "silver": Wording("银", "silver"),
    "bronze": Wording("铜", "bronze"),
}


def regatta_sheets(standing: Standing) -> list[SheetOut]:
    """How it stands, final places (once it is done), and for each round that is drawn its start list, or its results."""
    sheets = [_overview(standing)]
    if standing.is_done:
        sheets += [_finals(standing), _points(standing)]
    for derived in standing.rounds:
        if derived.state is State.DONE:
            sheets.append(_results(standing, derived))
        elif derived.state is State.DRAWN:
            sheets.append(_start_list(standing, derived))
    return sheets


def _titled(standing: Standing, words: Wording) -> Wording:
    return Wording("{title}　{what}", "{title} · {what}").fill(title=standing.regatta.plan.title, what=words)


def _overview(standing: Standing) -> SheetOut:
    rows = [
        (one.round.title, _STATES[one.state], len(one.races), len(one.crews), _round_told(standing, one))
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
        words.fill(round=standing.regatta.plan.round(one.round).title, crew=one.crew)
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
            "同一工会的队同组{n}对，已证明不能再少",
            "{n} pairs of one union in one race, proven to be the fewest",
        )
    else:
        words = Wording(
            "同一工会的队同组{n}对；不论怎样编排至少{least}对，强队分开优先",
            "{n} pairs of one union in one race; at least {least} in any draw, and the strong are kept apart first",
        )
    return words.fill(n=found.together, least=found.least)


_STATES = {
    State.WAITING: Wording("等待", "waiting"),
    State.DRAWN: Wording("已编排，未赛完", "drawn"),
    State.DONE: Wording("已赛完", "done"),
}


def _unions(standing: Standing) -> dict[str, str]:
    return {one.key: "、".join(one.unions) for one in standing.regatta.entries}


def _start_list(standing: Standing, derived: Derived) -> SheetOut:
    unions = _unions(standing)
    rows: list[tuple[object, ...]] = []
    for race in derived.races:
        rows += [
            (race.number, lane, crew, unions[crew], None, None) for lane, crew in sorted(race.lanes.items())
        ]
    columns = (_RACE, _LANE, _CREW, _UNIONS, _TIME, _ABOUT)
    heading = _titled(
        standing, Wording(f"{derived.round.title}出发名单", f"start list {derived.round.title}")
    )
    return SheetOut(
        _round_title(derived, "名单", "start"), columns, rows, heading=heading, notes=_SIGNED, row_height=22
    )


def _round_title(derived: Derived, zh: str, en: str) -> Wording:
    return Wording(f"{derived.round.title}{zh}", f"{derived.round.title} {en}")


def _results(standing: Standing, derived: Derived) -> SheetOut:
    unions, going = _unions(standing), _going(standing, derived)
    rows: list[tuple[object, ...]] = []
    for race in derived.races:
        lane_of = {crew: lane for lane, crew in race.lanes.items()}
        rows += [
            (race.number, one.place, lane_of[one.crew], one.crew, unions[one.crew], _time(race, one), going.get(one.crew), _note(standing, derived, race, one))
            for one in race.places
        ]  # fmt: skip
    columns = (
        _RACE,
        _PLACE,
        _LANE,
        _CREW,
        _UNIONS,
        _TIME,
        ColumnOut(Wording("晋级", "Goes to"), width=16),
        _ABOUT,
    )
    heading = _titled(standing, Wording(f"{derived.round.title}成绩", f"results {derived.round.title}"))
    return SheetOut(
        _round_title(derived, "成绩", "results"), columns, rows, heading=heading, notes=_SIGNED, row_height=18
    )


def _going(standing: Standing, derived: Derived) -> dict[str, str]:
    found: dict[str, str] = {}
    for other in standing.rounds:
        if derived.round.key in {take.source for take in other.round.takes}:
            for crew in other.crews:
                if crew in derived.crews:
                    found.setdefault(crew, other.round.title)
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
    titles = {one.key: one.title for one in standing.regatta.plan.rounds}
    rows = [
        (one.place, one.crew, unions[one.crew], _MEDALS.get(won.get(one.crew, "")), titles[one.round],
         str(one.time) if one.status is Status.OK and one.time else one.status.wording if one.status is not Status.OK else None,
         " + ".join(map(str, one.points)) or None)
        for one in finals
    ]  # fmt: skip
    columns = (
        _PLACE, _CREW, _UNIONS, ColumnOut(Wording("奖牌", "Medal"), width=8), ColumnOut(Wording("最后一轮", "Last round"), width=14), _TIME,
        ColumnOut(Wording("各轮得分", "Points"), width=14),
    )  # fmt: skip
    title = Wording("总名次", "Final places")
    return SheetOut(title, columns, rows, heading=_titled(standing, title), notes=_SIGNED, row_height=18)


def _points(standing: Standing) -> SheetOut:
    ranked = sum(one.place is not None for one in final_places(standing))
    table = tuple(range(ranked, 0, -1))
    rows = [(place, union, int(points)) for place, union, points in union_points([standing], table)]
    columns = (
        _PLACE,
        ColumnOut(Wording("工会", "Union"), width=36),
        ColumnOut(Wording("积分", "Points"), Form.WHOLE, 10),
    )
    title = Wording("工会积分", "Points of unions")
    note = Wording(
        "有名次的最后一名1分，每前一名多1分；没有名次的队（未出发、取消资格）不得分；联队的各家工会都得全部积分。",
        "The last that has a place has 1, each place before it 1 more; crews without a place (DNS, DSQ) have none; every union of a joint crew has all of its points.",
    )
    return SheetOut(
        title, columns, rows, heading=_titled(standing, title), notes=(note, *_SIGNED), landscape=False
    )


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
        fine = [gate.wording for gate in found if gate.holds]
        rows.append((crew.key, state, join(wrong) if wrong else None, join(fine) if fine else None))
        failed += [(crew.key, words) for words in wrong]
        sheets.append(_crew_sheet(regatta, crew.key, own, athletes, wrong))
    columns = (
        _CREW,
        ColumnOut(Wording("能否上船", "Start"), width=14),
        ColumnOut(Wording("不合格之处", "What does not hold"), width=44),
        ColumnOut(Wording("已合格", "What holds"), width=60),
    )
    rows.sort(key=lambda row: row[2] is None)  # those that may not start come first
    title = Wording("资格检查", "Gates")
    heading = Wording("{title}　{what}", "{title} · {what}").fill(title=regatta.plan.title, what=title)
    return [SheetOut(title, columns, rows, heading=heading, row_height=20), *sheets], failed


def _in_two_crews(names: Sequence[str]) -> Gate:
    words = Wording("还在别的队里：{who}", "in another crew too: {who}")
    return Gate("two_crews", False, words.fill(who=Wording("、".join(names), ", ".join(names))))


def _crew_sheet(
    regatta: Regatta,
    crew: str,
    seats: Sequence[Seat],
    athletes: Mapping[str, Athlete],
    failed: Sequence[Wording],
) -> SheetOut:
    rows = [
        (number, seat.role.wording, athletes[seat.athlete].name, athletes[seat.athlete].union, athletes[seat.athlete].insured,
         athletes[seat.athlete].swims, None)
        for number, seat in enumerate(seats, start=1)
    ]  # fmt: skip
    columns = (
        ColumnOut(Wording("序号", "No."), Form.PLACE, 8), ColumnOut(Wording("位置", "Seat"), width=10), ColumnOut(Wording("姓名", "Name"), width=16),
        ColumnOut(Wording("所属工会", "Union"), width=30), ColumnOut(Wording("保险", "Insured"), width=8), ColumnOut(Wording("会游泳承诺", "Swims"), width=12),
        ColumnOut(Wording("检录", "Called"), width=10),
    )  # fmt: skip
    ready = Wording("可以上船。", "May start.")
    state = join([Wording("暂不能上船", "may not start yet"), *failed]) if failed else ready
    heading = Wording("{title}　检录单　{crew}", "{title} · crew sheet · {crew}").fill(
        title=regatta.plan.title, crew=crew
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
        ColumnOut(Wording("龙舟", "Boats"), Form.PLACE, 8), _ABOUT,
    )  # fmt: skip
    course = found.course
    rules = Wording(
        "每{slot}分钟一场；同一运动员两场之间至少休息{rest}分钟；两轮之间至少隔{gap}分钟；龙舟{boats}条。",
        "A race every {slot} min; at least {rest} min of rest between two races of one athlete, {gap} min between rounds; {boats} boats.",
    )
    shortest = (
        Wording("已证明没有更早结束的排法。", "Proven: no timetable ends sooner.")
        if found.is_shortest
        else Wording(
            "最后一场{last}；任何排法都不会早于{bound}。",
            "Last start {last}; no timetable could start it before {bound}.",
        ).fill(last=clock(found.last), bound=clock(found.bound))
    )
    told = rules.fill(slot=course.slot, rest=course.rest, gap=course.gap, boats=course.boats)
    proof = prove(found)
    notes = (told, proof.wording, *proof.breaches, shortest, *why_unplaced(found))
    title = Wording("赛程", "Timetable")
    return [SheetOut(title, columns, rows, heading=title, notes=notes, landscape=False)]


def change_sheets(after: Standing, changes: Sequence[Change]) -> list[SheetOut]:
    """What a correction changed, in the order in which it follows."""
    titles = {one.key: one.title for one in after.regatta.plan.rounds}
    final = Wording("总名次", "final places")
    rows = [(titles.get(one.round, final), one.crew, one.wording) for one in changes]
    columns = (
        ColumnOut(Wording("轮次", "Round"), width=16),
        _CREW,
        ColumnOut(Wording("变动", "Change"), width=60),
    )
    title = Wording("更正及其影响", "Corrections and what follows")
    return [SheetOut(title, columns, rows, heading=_titled(after, title), notes=_SIGNED)]
