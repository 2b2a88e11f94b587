"""What can be known before a round is rowed: that its plan cannot hold the crews; and decisions that decide nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lianshou.engines.heats.deriving import derive
from lianshou.engines.heats.keeping import lets_stand
from lianshou.engines.heats.places import by_time
from lianshou.engines.heats.plan import Decision, Fault, Flaw, How, Plan, Round, Status, fault
from lianshou.engines.heats.ranking import final_places
from lianshou.engines.heats.standing import Standing, State
from lianshou.engines.heats.titles import heats_told


def faults_ahead(standing: Standing) -> list[Fault]:
    """Rounds still to come that cannot hold the crews the plan sends there once everybody finishes."""
    return _foreseen(standing)[1]


def sizes_ahead(standing: Standing) -> dict[str, list[int]]:
    """How many crews each race of every round has, or will have once everybody finishes and nobody is tied; by round."""
    return _foreseen(standing)[0]


def _foreseen(standing: Standing) -> tuple[dict[str, list[int]], list[Fault]]:
    plan, found = standing.regatta.plan, list[Fault]()
    sizes: dict[str, list[int]] = {}
    for place, derived in enumerate(standing.rounds):
        one = derived.round
        if derived.state is not State.WAITING or derived.races:
            sizes[one.key] = [len(race.lanes) for race in derived.races]
            continue
        crews = _expected(plan, one, sizes)
        heats = one.heats or -(-crews // plan.lanes)
        room = heats * plan.lanes
        if crews > room:
            told = {
                "round": one.wording,
                "given": crews,
                "heats": heats_told(heats),
                "lanes": plan.lanes,
                "room": room,
            }
            found.append(fault(Flaw.TOO_MANY, "rounds", place, "heats", **told))
        heats = min(heats, crews)
        sizes[one.key] = [crews // heats + (n < crews % heats) for n in range(heats)] if heats else []
    return sizes, found


def _expected(plan: Plan, one: Round, sizes: Mapping[str, list[int]]) -> int:
    """How many crews of the sources go to ``one`` if everybody finishes and nobody is tied."""
    count = 0
    for take in one.takes:
        heats = sizes.get(take.source, [])
        if take.how is How.PLACE:
            count += sum(max(0, min(size, take.last) - take.first + 1) for size in heats)
        elif take.how is How.OVERALL:
            count += max(0, min(sum(heats), take.last) - take.first + 1)
        elif take.how is How.TIME:
            count += take.count
        elif take.how is How.ALL:
            count += sum(heats)
        else:
            others = [
                Round(other.key, other.title, (given,))
                for other in plan.rounds
                for given in other.takes
                if given.source == take.source and given.how not in (How.REST, How.ALL)
            ]
            count += max(0, sum(heats) - sum(_expected(plan, other, sizes) for other in others))
    return min(count, sum(sum(sizes.get(source, [])) for source in {take.source for take in one.takes}))


def idle_decisions(standing: Standing) -> list[int]:
    """The numbers of decisions whose round is rowed and without which everything would be the same."""
    regatta = standing.regatta
    found = []
    for number, one in enumerate(regatta.decisions):
        if standing.round(one.round).state is State.DONE:
            rest = tuple([other for n, other in enumerate(regatta.decisions) if n != number])
            other = derive(replace(regatta, decisions=rest))
            if other.rounds == standing.rounds and final_places(other) == final_places(standing):
                found.append(number)
    return found


def decides(standing: Standing, decision: Decision) -> frozenset[str]:
    """The crews that are equal by time, in a race or over all of the round, and whom ``decision`` sets in order; or whose result it lets stand."""
    derived = standing.round(decision.round)
    races = [race.places for race in derived.races]
    found: set[str] = set(decision.order) if lets_stand(decision) and derived.kept else set()
    found &= set(derived.gone)
    for places in [*races, tuple([one for own in races for one in own])]:
        times = {one.crew: one.time for one in places if one.status is Status.OK and one.time}
        for group in by_time(times, ()):
            if len(group) > 1 and set(group) <= set(decision.order):
                found.update(group)
    return frozenset(found)
