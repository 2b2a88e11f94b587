"""From entries and outcomes to every round: a pure function, so that a correction derives all later rounds anew and twice is as once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lianshou.core.wording import Wording
from lianshou.engines.heats.checking import faults_of
from lianshou.engines.heats.places import Placed, placed
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
from lianshou.engines.heats.taking import Going, going_on


class State(StrEnum):
    """How far a round has come."""

    WAITING = "waiting"
    DRAWN = "drawn"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Race:
    """One heat: its number from 1, crews by lane, places once all outcomes are known. ``skipped``: one crew, not rowed."""

    number: int
    lanes: Mapping[int, str]
    places: tuple[Placed, ...] = ()
    is_done: bool = False
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """One round as it stands: why it waits, its races, how its crews were split."""

    round: Round
    state: State
    races: tuple[Race, ...] = ()
    waiting: tuple[Wording, ...] = ()
    split: Split | None = None

    @property
    def crews(self) -> tuple[str, ...]:
        """Every crew of the round, race by race and lane by lane."""
        return tuple([race.lanes[lane] for race in self.races for lane in sorted(race.lanes)])


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole regatta as it stands; ``stray`` are outcomes of crews that (now) do not race in that round."""

    regatta: Regatta
    rounds: tuple[Derived, ...]
    stray: tuple[Outcome, ...]

    def round(self, key: str) -> Derived:
        """The round called ``key``; raises KeyError."""
        return {one.round.key: one for one in self.rounds}[key]

    @property
    def is_done(self) -> bool:
        return all(one.state is State.DONE for one in self.rounds)


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
    for one in plan.rounds:
        entrants, waiting = _entrants(plan, one, regatta, done, going)
        if waiting:
            done[one.key] = Derived(one, State.WAITING, waiting=waiting)
            continue
        drawn = _drawn(plan, one, [crews[key] for key in entrants])
        if drawn.waiting:
            done[one.key] = drawn
            continue
        decisions = [decision for decision in regatta.decisions if decision.round == one.key]
        races = tuple([_raced(plan, race, outcomes[one.key], decisions) for race in drawn.races])
        state = State.DONE if all(race.is_done for race in races) else State.DRAWN
        done[one.key] = Derived(one, state, races, (), drawn.split)
        if state is State.DONE:
            going[one.key] = going_on(
                plan, one.key, [race.places for race in races], regatta.decisions, names
            )
    stray = tuple([one for one in regatta.outcomes if one.crew not in done[one.round].crews])
    return Standing(regatta, tuple(done.values()), stray)


def _entrants(
    plan: Plan, one: Round, regatta: Regatta, done: Mapping[str, Derived], going: Mapping[str, Going]
) -> tuple[list[str], tuple[Wording, ...]]:
    """The crews of a round, the strongest first, or why it has to wait."""
    if not one.takes:
        return _first(plan, regatta.entries), ()
    waiting: list[Wording] = []
    found: list[tuple[int, int, str]] = []
    for number, take in enumerate(one.takes):
        if take.source not in going:
            words = Wording("等“{title}”的成绩", "waits for the results of {title}")
            waiting.append(words.fill(title=done[take.source].round.title))
            continue
        taken = going[take.source]
        waiting += taken.waiting.get((one.key, number), ())
        found += [(number, place, crew) for place, crew in enumerate(taken.crews.get((one.key, number), ()))]
    return [crew for _, _, crew in sorted(found)], tuple(dict.fromkeys(waiting))


def _first(plan: Plan, entries: Sequence[Crew]) -> list[str]:
    if plan.seeding is Seeding.TIMES:
        return [crew.key for crew in sorted(entries, key=lambda crew: crew.best.ms if crew.best else 0)]
    return [crew.key for crew in entries]


def _drawn(plan: Plan, one: Round, crews: list[Crew]) -> Derived:
    heats = one.heats or -(-len(crews) // plan.lanes)
    if len(crews) > heats * plan.lanes:
        told = {
            "round": one.title,
            "given": len(crews),
            "heats": heats,
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
