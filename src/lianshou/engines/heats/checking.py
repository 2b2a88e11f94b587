"""What is wrong with a regatta before anything is derived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lianshou.engines.heats.plan import Fault, Flaw, How, Plan, RankBy, Regatta, Seeding, Status, Take, fault


def faults_of(regatta: Regatta) -> list[Fault]:
    """Everything wrong at once, each with its place."""
    return [*_of_plan(regatta.plan), *_of_entries(regatta), *_of_outcomes(regatta), *_of_decisions(regatta)]


def _of_plan(plan: Plan) -> Iterator[Fault]:
    if not 2 <= plan.lanes <= 20:
        yield fault(Flaw.NUMBER, "plan", "lanes", what="lanes", given=plan.lanes)
    if plan.rank_by is RankBy.POINTS and (not plan.points or min(plan.points) < 0 or plan.best < 1):
        yield fault(Flaw.NUMBER, "plan", "points", what="points", given=list(plan.points))
    known = [one.key for one in plan.rounds]
    for key in plan.finals:
        if key not in known:
            yield fault(Flaw.UNKNOWN, "plan", "finals", what="round", given=key)
    yield from _twice(known, "rounds")
    yield from _of_rounds(plan)


def _of_rounds(plan: Plan) -> Iterator[Fault]:
    known: list[str] = []
    for place, one in enumerate(plan.rounds):
        if one.heats is not None and not 1 <= one.heats <= 100:
            yield fault(Flaw.NUMBER, "rounds", place, what=one.title, given=one.heats)
        for take in one.takes:
            if take.source not in known:
                yield fault(Flaw.ORDER, "rounds", place, round=one.title, given=take.source)
            if not _is_sound(take):
                yield fault(
                    Flaw.NUMBER,
                    "rounds",
                    place,
                    what=one.title,
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
        yield fault(Flaw.NUMBER, "entries", what="entries", given=0)
    if regatta.plan.seeding is Seeding.TIMES:
        for place, crew in enumerate(regatta.entries):
            if crew.best is None:
                yield fault(Flaw.NO_SEED_TIME, "entries", place, given=crew.name)


def _of_outcomes(regatta: Regatta) -> Iterator[Fault]:
    rounds = {one.key: one.title for one in regatta.plan.rounds}
    names = {crew.key: crew.name for crew in regatta.entries}
    seen = set()
    for place, one in enumerate(regatta.outcomes):
        if one.round not in rounds or one.crew not in names:
            given = one.round if one.round not in rounds else one.crew
            yield fault(Flaw.UNKNOWN, "outcomes", place, what="round / crew", given=given)
            continue
        told = {"round": rounds[one.round], "given": names[one.crew]}
        if one.status is Status.OK and one.time is None:
            yield fault(Flaw.NO_TIME, "outcomes", place, **told)
        if one.status is Status.DNS and one.time is not None:
            yield fault(Flaw.TIME_OF_NONE, "outcomes", place, **told)
        if (one.round, one.crew) in seen:
            yield fault(Flaw.TWICE, "outcomes", place, given=f"{told['round']} {told['given']}")
        seen.add((one.round, one.crew))


def _of_decisions(regatta: Regatta) -> Iterator[Fault]:
    rounds = {one.key for one in regatta.plan.rounds}
    crews = {crew.key for crew in regatta.entries}
    for place, one in enumerate(regatta.decisions):
        for given in [
            *([one.round] if one.round not in rounds else []),
            *(key for key in one.order if key not in crews),
        ]:
            yield fault(Flaw.UNKNOWN, "decisions", place, what="round / crew", given=given)


def _twice(keys: Sequence[str], name: str) -> Iterator[Fault]:
    for place, key in enumerate(keys):
        if key in keys[:place]:
            yield fault(Flaw.TWICE, name, place, given=key)
