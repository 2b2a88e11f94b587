"""What is wrong with a regatta before anything is derived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lianshou.core.wording import Wording
from lianshou.engines.heats.plan import Fault, Flaw, How, Plan, RankBy, Regatta, Seeding, Status, Take, fault
from lianshou.engines.heats.titles import listed


def faults_of(regatta: Regatta) -> list[Fault]:
    """Everything wrong at once, each with its place."""
    return [
        *_of_plan(regatta.plan),
        *_of_entries(regatta),
        *_of_outcomes(regatta),
        *_of_decisions(regatta),
        *_of_starts(regatta),
    ]


def _of_plan(plan: Plan) -> Iterator[Fault]:
    if not 2 <= plan.lanes <= 20:
        yield fault(Flaw.NUMBER, "plan", "lanes", what=_LANES, given=plan.lanes)
    if plan.rank_by is RankBy.POINTS and (not plan.points or min(plan.points) < 0 or plan.best < 1):
        yield fault(
            Flaw.NUMBER, "plan", "points", what=_POINTS, given=listed([str(one) for one in plan.points])
        )
    known = [one.key for one in plan.rounds]
    if plan.union_points and min(plan.union_points) < 0:
        given = listed([str(one) for one in plan.union_points])
        yield fault(Flaw.NUMBER, "plan", "union_points", what=_POINTS, given=given)
    for key in plan.finals:
        if key not in known:
            yield fault(Flaw.UNKNOWN, "plan", "finals", what=_ROUND, given=key)
    yield from _twice(known, "rounds")
    yield from _of_rounds(plan)


def _of_rounds(plan: Plan) -> Iterator[Fault]:
    known: list[str] = []
    for place, one in enumerate(plan.rounds):
        if one.heats is not None and not 1 <= one.heats <= 100:
            yield fault(Flaw.NUMBER, "rounds", place, what=one.wording, given=one.heats)
        for take in one.takes:
            if take.source not in known:
                yield fault(Flaw.ORDER, "rounds", place, round=one.wording, given=take.source)
            if not _is_sound(take):
                yield fault(
                    Flaw.NUMBER,
                    "rounds",
                    place,
                    what=one.wording,
                    given=f"{take.first}–{take.last}/{take.count}",
                )
        known.append(one.key)


def _is_sound(take: Take) -> bool:
    if take.how in (How.PLACE, How.OVERALL):
        return 1 <= take.first <= take.last
    return take.how is not How.TIME or take.count >= 1


def _of_entries(regatta: Regatta) -> Iterator[Fault]:
    yield from _twice([crew.key for crew in regatta.entries], "entries")
    if not regatta.entries:
        yield fault(Flaw.NUMBER, "entries", what=_ENTRIES, given=0)
    if regatta.plan.seeding is Seeding.TIMES:
        for place, crew in enumerate(regatta.entries):
            if crew.best is None:
                yield fault(Flaw.NO_SEED_TIME, "entries", place, given=crew.name)


def _of_outcomes(regatta: Regatta) -> Iterator[Fault]:
    rounds = {one.key: one.wording for one in regatta.plan.rounds}
    names = {crew.key: crew.name for crew in regatta.entries}
    seen = set()
    for place, one in enumerate(regatta.outcomes):
        if one.round not in rounds or one.crew not in names:
            given = one.round if one.round not in rounds else one.crew
            yield fault(
                Flaw.UNKNOWN,
                "outcomes",
                place,
                what=_ROUND if one.round not in rounds else _CREW,
                given=given,
            )
            continue
        told = {"round": rounds[one.round], "given": names[one.crew]}
        if one.status is Status.OK and one.time is None:
            yield fault(Flaw.NO_TIME, "outcomes", place, **told)
        if one.status is Status.DNS and one.time is not None:
            yield fault(Flaw.TIME_OF_NONE, "outcomes", place, **told)
        if (one.round, one.crew) in seen:
            yield fault(Flaw.TWICE, "outcomes", place, given=_RESULT.fill(**told))
        seen.add((one.round, one.crew))


def _of_decisions(regatta: Regatta) -> Iterator[Fault]:
    rounds = {one.key for one in regatta.plan.rounds}
    crews = {crew.key for crew in regatta.entries}
    for place, one in enumerate(regatta.decisions):
        if one.round not in rounds:
            yield fault(Flaw.UNKNOWN, "decisions", place, what=_ROUND, given=one.round)
        for given in one.order:
            if given not in crews:
                yield fault(Flaw.UNKNOWN, "decisions", place, what=_CREW, given=given)


def _of_starts(regatta: Regatta) -> Iterator[Fault]:
    """Start lists of rounds that have results; others are drawn anew anyhow."""
    crews = {crew.key: crew.name for crew in regatta.entries}
    rowed = {one.round for one in regatta.outcomes}
    rounds = {one.key: one.wording for one in regatta.plan.rounds}
    seen: set[tuple[object, ...]] = set()
    for place, one in enumerate(regatta.starts):
        if one.round not in rowed or one.round not in rounds:
            continue
        if one.crew not in crews:
            yield fault(Flaw.UNKNOWN, "starts", place, what=_CREW, given=one.crew)
            continue
        if not 1 <= one.lane <= regatta.plan.lanes:
            yield fault(Flaw.NUMBER, "starts", place, "lane", what=_LANE, given=one.lane)
        if one.race < 1:
            yield fault(Flaw.NUMBER, "starts", place, "race", what=_RACE, given=one.race)
        told = {"round": rounds[one.round], "race": one.race, "lane": one.lane}
        for mark, given in (
            ((one.round, one.crew), crews[one.crew]),
            ((one.round, one.race, one.lane), _SEAT.fill(**told)),
        ):
            if mark in seen:
                yield fault(Flaw.TWICE, "starts", place, "lane", given=given)
            seen.add(mark)


def _twice(keys: Sequence[str], name: str) -> Iterator[Fault]:
    for place, key in enumerate(keys):
        if key in keys[:place]:
            yield fault(Flaw.TWICE, name, place, given=key)


_LANES, _LANE = Wording("航道数", "number of lanes"), Wording("道次", "lane")
_RACE = Wording("组", "race")
_POINTS = Wording("名次得分", "points")
_ROUND, _CREW = Wording("轮次", "round"), Wording("队", "crew")
_RESULT = Wording("{round} {given}", "{round} {given}")
_ENTRIES = Wording("参赛队数", "number of crews")
_SEAT = Wording("{round}第{race}组第{lane}道", "{round}, race {race}, lane {lane}")
