"""What may change in a matching that has been solved, and what a change made different.

Guests and hosts are rows. Rows never move: who drops out keeps its row, who joins gets the next one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from lianshou.engines.matching.problem import Bools, Ints, Room

if TYPE_CHECKING:
    from lianshou.engines.matching.large.places import Places


@dataclass(frozen=True, slots=True)
class Shift:
    """A guest that goes from one host to another; ``LEFT_OUT`` stands for none, ``ABSENT`` for one who is gone."""

    guest: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Force:
    """The guest must be with this host."""

    guest: int
    host: int


@dataclass(frozen=True, slots=True)
class Free:
    """A locked or forced guest may go wherever is best again."""

    guest: int


@dataclass(frozen=True, slots=True)
class Forbid:
    """The guest may not be with this host."""

    guest: int
    host: int


@dataclass(frozen=True, slots=True)
class Allow:
    """A ban on this pair is lifted; a wall of distance stays where it is."""

    guest: int
    host: int


@dataclass(frozen=True, slots=True)
class SetRoom:
    """The host takes more guests, or fewer."""

    host: int
    room: Room


@dataclass(frozen=True, slots=True)
class DropGuest:
    """The guest asks no longer."""

    guest: int


@dataclass(frozen=True, slots=True)
class ReturnGuest:
    """A guest who had dropped out asks again."""

    guest: int


@dataclass(frozen=True, slots=True)
class DropHost:
    """The host takes nobody any more. A guest forced or locked to it stands in the way (``LOCKS_EXCEED_ROOM``)."""

    host: int


@dataclass(frozen=True, eq=False, slots=True)
class AddGuest:
    """One more guest in a table: what each term counts with every host, int64 (hosts,), and where it may go.

    By the weights the problem was posed with; of a measured term (``Term.measured``) the amounts instead.
    """

    name: str
    costs: Mapping[str, Ints]
    left_out: int
    allowed: Bools


@dataclass(frozen=True, eq=False, slots=True)
class AddHost:
    """One more host in a table: what each term counts with every guest, as in ``AddGuest``, who may come, its room."""

    name: str
    costs: Mapping[str, Ints]
    room: Room
    allowed: Bools


@dataclass(frozen=True, eq=False, slots=True)
class AddGuestPlace:
    """One more guest on the map: ``places`` holds one row."""

    places: Places
    left_out: int


@dataclass(frozen=True, eq=False, slots=True)
class AddHostPlace:
    """One more host on the map: ``places`` holds one row."""

    places: Places
    room: Room


@dataclass(frozen=True, eq=False, slots=True)
class Reweigh:
    """Terms count by another factor, each against the weights the problem was posed with; 1 where not named.

    Costs are rounded down to whole units. Factors may not be negative.
    """

    factors: Mapping[str, Fraction]


Change: TypeAlias = (
    Force
    | Free
    | Forbid
    | Allow
    | SetRoom
    | DropGuest
    | ReturnGuest
    | DropHost
    | AddGuest
    | AddHost
    | AddGuestPlace
    | AddHostPlace
    | Reweigh
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change makes: the cost of the optimum before and after, and everybody who goes elsewhere, by row."""

    before: int
    after: int
    shifts: tuple[Shift, ...]

    @property
    def extra(self) -> int:
        """What the change costs everybody; below zero when it saves."""
        return self.after - self.before
