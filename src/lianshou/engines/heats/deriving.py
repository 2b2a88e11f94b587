"""From entries and outcomes to every round: a pure function, so that a correction derives all later rounds anew and twice is as once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lianshou.core.wording import Wording
from lianshou.engines.heats.checking import faults_of
from lianshou.engines.heats.keeping import as_given_out, is_kept, lets_stand
from lianshou.engines.heats.places import Placed, by_time, placed
from lianshou.engines.heats.plan import (
    Crew,
    Decision,
    Flaw,
    HeatsError,
    Outcome,
    Plan,
    Regatta,
    Round,
    Seeding,
    Status,
    fault,
)
from lianshou.engines.heats.seeding import Split, lanes_for, split
from lianshou.engines.heats.standing import Derived, Race, Standing, State
from lianshou.engines.heats.taking import Going, going_on
from lianshou.engines.heats.titles import heats_told


def derive(regatta: Regatta) -> Standing:
    """Every round of ``regatta`` as far as its outcomes reach. Raises HeatsError with everything that is wrong."""
    if faults := faults_of(regatta):
        raise HeatsError(faults)
    plan, done = regatta.plan, dict[str, Derived]()
    crews = {crew.key: crew for crew in regatta.entries}
    names = {crew.key: crew.name for crew in regatta.entries}
    outcomes: dict[str, dict[str, Outcome]] = defaultdict(dict)
    for outcome in regatta.outcomes:
        outcomes[outcome.round][outcome.crew] = outcome
    going: dict[str, Going] = {}
    lists = {one.key: [start for start in regatta.starts if start.round == one.key] for one in plan.rounds}
    standing_elsewhere = {
        one.key: {
            ruling.order[0] for ruling in regatta.decisions if lets_stand(ruling) and ruling.round == one.key
        }
        for one in plan.rounds
        if is_kept(lists[one.key], outcomes[one.key])
    }
    for one in plan.rounds:
        entrants, waiting = _entrants(plan, one, regatta, done, going, standing_elsewhere)
        drawn = (
            Derived(one, State.WAITING, waiting=waiting)
            if waiting
            else _drawn(plan, one, [crews[key] for key in entrants])
        )
        drawn = as_given_out(drawn, lists[one.key], outcomes[one.key], regatta.decisions, names)
        decisions = [decision for decision in regatta.decisions if decision.round == one.key]
        races = tuple([_raced(plan, race, outcomes[one.key], decisions) for race in drawn.races])
        state = State.DONE if all(race.is_done for race in races) else State.DRAWN
        done[one.key] = replace(drawn, state=State.WAITING if drawn.waiting else state, races=races)
        if done[one.key].state is State.DONE:
            going[one.key] = going_on(
                plan, one.key, [race.places for race in races], regatta.decisions, names
            )
    stray = tuple([one for one in regatta.outcomes if one.crew not in done[one.round].crews])
    return Standing(regatta, tuple(done.values()), stray)


def _entrants(
    plan: Plan,
    one: Round,
    regatta: Regatta,
    done: Mapping[str, Derived],
    going: Mapping[str, Going],
    standing: Mapping[str, set[str]],
) -> tuple[list[str], tuple[Wording, ...]]:
    """The crews of a round, the strongest first, or why it has to wait."""
    if not one.takes:
        return _first(plan, regatta.entries), ()
    waiting: list[Wording] = []
    found: list[tuple[int, int, str]] = []
    for number, take in enumerate(one.takes):
        if take.source not in going:
            words = Wording("等“{title}”的成绩", "waits for the results of {title}")
            waiting.append(words.fill(title=done[take.source].round.wording))
            continue
        taken = going[take.source]
        waiting += taken.waiting.get((one.key, number), ())
        stay = _staying(plan, one, take.source, standing)
        own = [crew for crew in taken.crews.get((one.key, number), ()) if crew not in stay]
        found += [(number, place, crew) for place, crew in enumerate(own)]
    return [crew for _, _, crew in sorted(found)], tuple(dict.fromkeys(waiting))


def _staying(plan: Plan, one: Round, source: str, standing: Mapping[str, set[str]]) -> set[str]:
    """Crews of ``source`` whose result officials let stand in another round that draws on it."""
    return {
        crew
        for other in plan.rounds
        if other is not one and any(take.source == source for take in other.takes)
        for crew in standing.get(other.key, ())
    }


def _first(plan: Plan, entries: Sequence[Crew]) -> list[str]:
    if plan.seeding is Seeding.TIMES:
        best = {crew.key: crew.best for crew in entries if crew.best}
        return [crew for group in by_time(best, ()) for crew in group]
    return [crew.key for crew in entries]


def _drawn(plan: Plan, one: Round, crews: list[Crew]) -> Derived:
    heats = one.heats or -(-len(crews) // plan.lanes)
    if len(crews) > heats * plan.lanes:
        told = {
            "round": one.wording,
            "given": len(crews),
            "heats": heats_told(heats),
            "lanes": plan.lanes,
            "room": heats * plan.lanes,
        }
        found_wrong = fault(Flaw.TOO_MANY, "rounds", one.key, **told)
        if not one.takes:
            raise HeatsError([found_wrong])
        return Derived(one, State.WAITING, waiting=(found_wrong.wording,))
    heats = min(heats, len(crews))
    found = (
        split(crews, heats, by_strength=bool(one.takes) or plan.seeding is not Seeding.DRAW)
        if heats
        else Split((), 0, 0)
    )
    races = tuple(
        [
            Race(
                number, dict(zip(lanes_for(len(heat), plan.lanes), [crew.key for crew in heat], strict=True))
            )
            for number, heat in enumerate(found.heats, start=1)
        ]
    )
    return Derived(one, State.DRAWN, races, (), found)


def _raced(plan: Plan, race: Race, outcomes: Mapping[str, Outcome], decisions: Sequence[Decision]) -> Race:
    crews = [race.lanes[lane] for lane in sorted(race.lanes)]
    if len(crews) == 1 and plan.skip_single and crews[0] not in outcomes:
        alone = Placed(crews[0], 1, Status.OK, None)
        return Race(race.number, race.lanes, (alone,), is_done=True, skipped=True)
    if any(crew not in outcomes for crew in crews):
        return race
    return Race(race.number, race.lanes, placed(crews, outcomes, decisions), is_done=True)
