"""A regatta as it stands: its rounds with their races, what waits and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lianshou.core.wording import Wording
from lianshou.engines.heats.places import Placed
from lianshou.engines.heats.plan import Outcome, Regatta, Round
from lianshou.engines.heats.seeding import Split


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
    """One round as it stands: why it waits, its races, how its crews were split.

    ``kept``: it has results and a start list that was given out, so its races are those, whatever was corrected before it. By
    the results as they are now ``gone`` should not be in it, ``come`` should, ``moved`` would have another lane. Of a round that
    was given out but not rowed these three tell what is different now.
    """

    round: Round
    state: State
    races: tuple[Race, ...] = ()
    waiting: tuple[Wording, ...] = ()
    split: Split | None = None
    kept: bool = False
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()

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
