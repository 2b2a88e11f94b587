"""Terms from what is known of guests and hosts: a measure counts something of a pair, its weight says what that is worth.

A side comes as columns: a mapping from names to arrays or lists, one entry per guest (or host). Amounts are int64 (guests,
hosts) in the measure's own unit; the cost is ``amount * weight``, rounded down to whole cost units once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lianshou.china.coordinates import distances_m
from lianshou.core.wording import Wording
from lianshou.engines.matching.problem import (
    Bools,
    Flaw,
    Ints,
    Measured,
    Problem,
    ProblemError,
    Room,
    Term,
    price_of_leaving_out,
    weighed,
)

Columns: TypeAlias = Mapping[str, NDArray[Any] | Sequence[Any]]
Amounts: TypeAlias = Callable[[Columns, Columns], Ints]

_ROOM: Final = ("low", "high", "most", "under", "over")


@dataclass(frozen=True, eq=False, slots=True)
class Measure:
    """A named count of every pair, and what one of it is worth.

    ``amounts(guests, hosts)`` gives int64 (guests, hosts) in ``unit``; ``weight`` cost units each, below zero
    for what speaks for a pair; ``sentence(amount)`` says an amount in words. Pairs that count more than
    ``farthest``, where given, are closed.
    """

    name: str
    unit: Wording
    weight: Fraction | int
    amounts: Amounts
    sentence: Callable[[int], Wording]
    farthest: int | None = None

    def term(self, guests: Columns, hosts: Columns) -> Term:
        """The term of these two sides, which remembers what it was made of.

        Raises ProblemError: DTYPE, SHAPE, TOO_LARGE of this measure, MISSING_COLUMN, UNKNOWN_POINT.
        """
        amounts, weight = self.amounts(guests, hosts), Fraction(self.weight)
        if not isinstance(amounts, np.ndarray) or amounts.dtype != np.int64:
            raise ProblemError(Flaw.DTYPE, (self.name,))
        measured = Measured(amounts, weight, self.unit, self.sentence)
        return Term(self.name, weighed(self.name, amounts, weight), measured)


def problem_from_columns(
    guests: Columns,
    hosts: Columns,
    measures: Sequence[Measure],
    *,
    locked: Mapping[str, str] | None = None,
    forbidden: Iterable[tuple[str, str]] = (),
) -> Problem:
    """A whole problem from columns.

    Guests: ``name``; ``left_out`` int64, or everybody is served who can be. Hosts: ``name`` and int64 ``low``,
    ``high``, ``most``, ``under``, ``over`` (see ``Room``). Further columns as the measures ask. ``locked``: guest
    name → host name, kept even beyond a measure's ``farthest``; ``forbidden``: pairs of names. A pair of last
    year is a measure like any other: ``equal("existing", "name")`` with a weight below zero. Raises ProblemError.
    """
    names, host_names = _names(guests), _names(hosts)
    rooms = _rooms(hosts)
    terms = tuple(measure.term(guests, hosts) for measure in measures)
    locks = dict(locked or {})
    near = _near(measures, terms, len(names), len(host_names)) | _marked(names, host_names, locks.items())
    banned = _marked(names, host_names, _known(forbidden, names, host_names))
    allowed = near & ~banned
    out = _left_out(guests, terms, rooms, allowed)
    return Problem(names, host_names, terms, rooms, out, allowed, locks, forbidden=near & banned)


def great_circle_m(longitude: str = "longitude", latitude: str = "latitude") -> Amounts:
    """Metres over the sphere between the points in these columns, float degrees (``china.coordinates``).

    Raises ProblemError(UNKNOWN_POINT) with the names of those whose point is missing or cannot be.
    """

    def amounts(guests: Columns, hosts: Columns) -> Ints:
        here, there = (_points(side, longitude, latitude) for side in (guests, hosts))
        return distances_m(*here, *there)

    return amounts


def equal(column: str, of_hosts: str | None = None) -> Amounts:
    """1 where guest and host have the same in this column (the host's may have another name), else 0.

    What is empty or 0 is unknown, and the same as nothing.
    """

    def amounts(guests: Columns, hosts: Columns) -> Ints:
        a, b = _column(guests, column), _column(hosts, of_hosts or column)
        known = a.astype(np.bool_)[:, None]
        return np.asarray(known & (a[:, None] == b), dtype=np.int64)

    return amounts


def shared_digits(column: str, digits: int) -> Amounts:
    """How many digits, from the first on, the codes in this column share: 0 to ``digits``. Codes are strings.

    A digit that is not there is shared by nobody: ``"34"`` and ``"3415"`` share two.
    """

    def amounts(guests: Columns, hosts: Columns) -> Ints:
        a, b = (_digits(_column(side, column), digits) for side in (guests, hosts))
        same = (a[:, None] == b) & (a[:, None] != "")
        shared: Ints = np.logical_and.accumulate(same, axis=2).sum(axis=2, dtype=np.int64)
        return shared

    return amounts


def kilometres_apart(metres: int) -> Wording:
    """``12345`` is 相距12.3公里, 12.3 km apart; to the nearest tenth."""
    tenths = (metres + 50) // 100
    return Wording("相距{km}公里", "{km} km apart").fill(km=f"{tenths // 10}.{tenths % 10}")


def _column(side: Columns, name: str) -> NDArray[Any]:
    if name not in side:
        raise ProblemError(Flaw.MISSING_COLUMN, (name,))
    if len(side[name]) != len(side["name"]):
        raise ProblemError(Flaw.SHAPE, (name,))
    return np.asarray(side[name])


def _names(side: Columns) -> tuple[str, ...]:
    if "name" not in side:
        raise ProblemError(Flaw.MISSING_COLUMN, ("name",))
    return tuple(str(name) for name in side["name"])


def _whole(side: Columns, name: str) -> list[int]:
    column = _column(side, name)
    if column.dtype != np.int64:
        raise ProblemError(Flaw.DTYPE, (name,))
    return [int(value) for value in column]


def _rooms(hosts: Columns) -> tuple[Room, ...]:
    return tuple(Room(*row) for row in zip(*(_whole(hosts, name) for name in _ROOM), strict=True))


def _points(side: Columns, longitude: str, latitude: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    lon, lat = (np.asarray(_column(side, name), dtype=np.float64) for name in (longitude, latitude))
    good = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)  # False for NaN
    if unknown := tuple(str(name) for name in np.asarray(side["name"])[~good]):
        raise ProblemError(Flaw.UNKNOWN_POINT, unknown)
    return lon, lat


def _digits(codes: NDArray[Any], digits: int) -> NDArray[np.str_]:
    return codes.astype(f"U{digits}").view("U1").reshape(len(codes), digits)


def _near(measures: Sequence[Measure], terms: Sequence[Term], guests: int, hosts: int) -> Bools:
    near = np.ones((guests, hosts), dtype=np.bool_)
    for measure, term in zip(measures, terms, strict=True):
        if measure.farthest is not None and term.measured is not None:
            near &= term.measured.amounts <= measure.farthest
    return near


def _known(
    pairs: Iterable[tuple[str, str]], guests: Sequence[str], hosts: Sequence[str]
) -> list[tuple[str, str]]:
    """The pairs as they are. Raises ProblemError(UNKNOWN_INDEX) with those that name nobody on the lists."""
    listed, sides = list(pairs), (set(guests), set(hosts))
    odd = tuple(
        f"{guest} → {host}" for guest, host in listed if guest not in sides[0] or host not in sides[1]
    )
    if odd:
        raise ProblemError(Flaw.UNKNOWN_INDEX, odd)
    return listed


def _marked(guests: Sequence[str], hosts: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Bools:
    """True at the pairs; those that name nobody on the lists are passed over."""
    marked = np.zeros((len(guests), len(hosts)), dtype=np.bool_)
    row, column = ({name: at for at, name in enumerate(names)} for names in (guests, hosts))
    for guest, host in pairs:
        if guest in row and host in column:
            marked[row[guest], column[host]] = True
    return marked


def _left_out(guests: Columns, terms: Sequence[Term], rooms: Sequence[Room], allowed: Bools) -> Ints:
    if "left_out" in guests:
        return np.array(_whole(guests, "left_out"), dtype=np.int64)
    price = price_of_leaving_out(terms, rooms, allowed=allowed)
    return np.full(len(allowed), price, dtype=np.int64)
