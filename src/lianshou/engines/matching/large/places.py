"""The question put to the large engine: two sides as columns, a tariff, rooms; never a table of pairs.

Units: costs and prices are ``int64`` cost units (metre-equivalents). Shapes: ``(guests,)`` or
``(hosts,)``, in the order of the lists; people's names stay outside.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lianshou.engines.matching.problem import LARGEST, LEFT_OUT, Bools, Flaw, Ints, ProblemError, frozen

Floats = NDArray[np.float64]

DEAREST: Final = 2**44
"""No single cost, reward or marginal price may exceed this; sums along a path then stay within int64."""
ANYWHERE: Final = 2**40
"""The farthest distance when there is no wall, in metres."""
_SECTIONS, _CODES = 63, 10_000


@dataclass(frozen=True, eq=False)
class Places:
    """One side of the pairing as columns.

    ``longitude``, ``latitude`` float64 degrees. ``industry`` int64: section (1..62) × 10,000 + four digits
    by GB/T 4754, zeros for digits not known, 0 for an unknown industry (C3415 is 33415, C34 is 33400).
    ``chains`` int64: bitmask of industry chains. ``group`` int64: corporate group, 0 for none.
    Raises ProblemError (DTYPE, SHAPE, UNKNOWN_POINT, UNKNOWN_INDEX).
    """

    longitude: Floats
    latitude: Floats
    industry: Ints
    chains: Ints
    group: Ints

    def __post_init__(self) -> None:
        for name in ("longitude", "latitude"):
            _check_column(name, getattr(self, name), np.float64, len(self.longitude))
        for name in ("industry", "chains", "group"):
            _check_column(name, getattr(self, name), np.int64, len(self.longitude))
        for column in fields(self):
            object.__setattr__(self, column.name, frozen(getattr(self, column.name)))
        good = (np.abs(self.longitude) <= 180) & (np.abs(self.latitude) <= 90)  # False for NaN
        _refuse_rows(Flaw.UNKNOWN_POINT, "row", ~good)
        _refuse_rows(
            Flaw.UNKNOWN_INDEX, "industry", (self.industry < 0) | (self.industry >= _SECTIONS * _CODES)
        )
        _refuse_rows(Flaw.UNKNOWN_INDEX, "chains, group", (self.chains < 0) | (self.group < 0))

    def __len__(self) -> int:
        return len(self.longitude)

    @cached_property
    def points(self) -> Floats:
        """The places on the unit sphere, float64 (n, 3): no seam at the antimeridian, no crowding at the poles."""
        lon, lat = np.radians(self.longitude), np.radians(self.latitude)
        return frozen(np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]))


@dataclass(frozen=True, slots=True)
class Tariff:
    """What a pair costs, in cost units: ``per_km`` a kilometre; ``industry`` that two unions share no more than
    the class, group, division, section, nothing; ``chain`` that they share a chain (the least that applies
    counts); less ``group`` in the same corporate group, less ``renewal`` for last year's pair. Pairs farther
    apart than ``farthest`` metres are closed. Raises ProblemError (DTYPE, SHAPE, NEGATIVE_RATE, TOO_LARGE).
    """

    per_km: int = 1000
    industry: tuple[int, int, int, int, int] = (0, 2000, 4000, 8000, 12000)
    chain: int = 1000
    group: int = 15000
    renewal: int = 8000
    farthest: int = ANYWHERE

    def __post_init__(self) -> None:
        if len(self.industry) != 5:
            raise ProblemError(Flaw.SHAPE, ("industry",))
        numbers = (self.per_km, *self.industry, self.chain, self.group, self.renewal, self.farthest)
        if any(type(number) is not int for number in numbers):
            raise ProblemError(Flaw.DTYPE, ("tariff",))
        if min(numbers) < 0:
            raise ProblemError(Flaw.NEGATIVE_RATE, ("tariff",))
        if max(numbers) > ANYWHERE or self.dearest_pair > DEAREST:
            raise ProblemError(Flaw.TOO_LARGE, ("tariff",))

    @property
    def steps(self) -> tuple[int, ...]:
        """The industry prices with "the least that applies counts" worked in."""
        return tuple(min(self.industry[level:]) for level in range(5))

    @property
    def dearest_pair(self) -> int:
        """The most that |cost| of any pair on Earth can be."""
        return self.per_km * 20_016 + max(self.industry) + self.group + self.renewal


@dataclass(frozen=True, eq=False)
class Rooms:
    """The staircases of ``Room`` as int64 columns (hosts,). Raises ProblemError as ``Room`` does, TOO_LARGE."""

    low: Ints
    high: Ints
    most: Ints
    under: Ints
    over: Ints

    def __post_init__(self) -> None:
        for column in fields(self):
            _check_column(column.name, getattr(self, column.name), np.int64, len(self.low))
            object.__setattr__(self, column.name, frozen(getattr(self, column.name)))
        bad = (self.low < 0) | (self.low > self.high) | (self.high > self.most)
        _refuse_rows(Flaw.ROOM_ORDER, "host", bad)
        _refuse_rows(Flaw.NEGATIVE_PRICE, "host", (self.under < 0) | (self.over < 0))
        _refuse_rows(Flaw.TOO_LARGE, "host", (self.under > DEAREST) | (self.over > DEAREST))

    def __len__(self) -> int:
        return len(self.low)


def _none() -> Ints:
    return np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True, eq=False)
class LargeProblem:
    """Guests, hosts, tariff, rooms, and the price of leaving each guest out; arrays become read-only copies.

    ``locked``, ``existing`` int64 (guests,): the host a guest must keep, and last year's; ``LEFT_OUT`` for
    none (the default). A lock may hold a pair beyond the wall, never a forbidden one. ``forbidden`` int64
    (pairs, 2): guest and host. Raises ProblemError.
    """

    guests: Places
    hosts: Places
    tariff: Tariff
    rooms: Rooms
    left_out: Ints
    locked: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    existing: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    forbidden: Ints = field(default_factory=_none)

    def __post_init__(self) -> None:
        n, m = len(self.guests), len(self.hosts)
        for name in ("locked", "existing"):
            if isinstance(column := getattr(self, name), np.ndarray) and len(column) == 0:
                object.__setattr__(self, name, np.full(n, LEFT_OUT, dtype=np.int64))
        for name in ("left_out", "locked", "existing"):
            _check_column(name, getattr(self, name), np.int64, n)
            object.__setattr__(self, name, frozen(getattr(self, name)))
        if len(self.rooms) != m:
            raise ProblemError(Flaw.SHAPE, ("rooms",))
        _refuse_rows(Flaw.NEGATIVE_LEFT_OUT, "guest", self.left_out < 0)
        for name in ("locked", "existing"):
            column = getattr(self, name)
            _refuse_rows(Flaw.UNKNOWN_INDEX, name, (column < LEFT_OUT) | (column >= m))
        self._check_forbidden(n, m)
        self._check_locks(m)
        self._check_size(n)

    def _check_forbidden(self, n: int, m: int) -> None:
        pairs = self.forbidden
        if not isinstance(pairs, np.ndarray) or pairs.dtype != np.int64:
            raise ProblemError(Flaw.DTYPE, ("forbidden",))
        if pairs.ndim != 2 or pairs.shape[1] != 2:
            raise ProblemError(Flaw.SHAPE, ("forbidden",))
        beyond: Bools = np.any((pairs < 0) | (pairs >= [n, m]), axis=1)
        _refuse_rows(Flaw.UNKNOWN_INDEX, "forbidden", beyond)
        object.__setattr__(self, "forbidden", frozen(np.unique(pairs, axis=0)))

    def _check_locks(self, m: int) -> None:
        guests, hosts = self.forbidden.T
        _refuse_rows(Flaw.LOCK_NOT_ALLOWED, "forbidden", self.locked[guests] == hosts)
        loads = np.bincount(self.locked[self.locked != LEFT_OUT], minlength=m)
        _refuse_rows(Flaw.LOCKS_EXCEED_ROOM, "host", loads > self.rooms.most)

    def _check_size(self, n: int) -> None:
        """Sums in float64 may err by 1 in 2⁵⁰; the limits leave 2⁶ of air below int64."""
        _refuse_rows(Flaw.TOO_LARGE, "left_out of guest", self.left_out > DEAREST)
        rooms = self.rooms
        load = np.minimum(rooms.most, n + 1).astype(np.float64)
        beyond = np.maximum(load - rooms.high, 0)
        _refuse_rows(Flaw.TOO_LARGE, "host", rooms.over * beyond > DEAREST)
        prices = rooms.under * np.minimum(load, rooms.low) + rooms.over * beyond * (beyond + 1) / 2
        total = n * self.tariff.dearest_pair + self.left_out.sum(dtype=np.float64) + prices.sum()
        if total > LARGEST:
            raise ProblemError(Flaw.TOO_LARGE, ("sum",))


def _check_column(name: str, column: object, dtype: type[np.generic], length: int) -> None:
    if not isinstance(column, np.ndarray) or column.dtype != dtype:
        raise ProblemError(Flaw.DTYPE, (name,))
    if column.shape != (length,):
        raise ProblemError(Flaw.SHAPE, (name,))


def _refuse_rows(reason: Flaw, name: str, bad: Bools) -> None:
    """Raise ProblemError with the first few row numbers where ``bad`` holds."""
    rows = np.flatnonzero(bad)
    if len(rows):
        raise ProblemError(reason, tuple(f"{name} {row}" for row in rows[:5].tolist()))
