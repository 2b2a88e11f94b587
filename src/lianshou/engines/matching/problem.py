"""The question of a pairing: who may go where, at what price, and how much room there is.

Units: every price and cost is an ``int64`` in cost units (metre-equivalents); there is no float anywhere.
Shapes: ``(guests, hosts)`` for pairs, ``(guests,)`` and ``(hosts,)`` for the two sides, in the order of
the ids.

The whole is a minimum-cost flow: guest → host → sink, with one arc host → sink per place, priced by
``Room.marginal``, and one more column "left out" with endless room at price 0 and pair cost ``left_out``.
``Problem.cost_of``, ``Problem.costs`` and ``Room.marginal`` are the only definition of cost; the solver,
the verifier and the explanations all read them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from lianshou.core.wording import Wording

Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
Scalar = TypeVar("Scalar", bound=np.generic)

LEFT_OUT: Final = -1
"""In ``host_of``: this guest has no host."""
ABSENT: Final = -3
"""In ``host_of``: this guest has dropped out of a matching that is kept solved."""
IMPOSSIBLE: Final = 2**60
"""Stands for "no such way" in arrays of prices; two of them still add up within int64."""
LARGEST: Final = 2**56
"""The sum of all |cost| that one arrangement could meet stays at or below this, or the problem is refused."""


class Flaw(Enum):
    """What is wrong with a problem; the value is its sentence, ``{subject}`` the ids concerned."""

    SHAPE = Wording("{subject}：行列数与名单不符", "{subject}: the shape does not match the lists")
    DTYPE = Wording("{subject}：数据类型不对（费用须为int64整数）", "{subject}: wrong type (costs are int64)")
    DUPLICATE_GUEST = Wording("被帮带方重复：{subject}", "guest listed twice: {subject}")
    DUPLICATE_HOST = Wording("帮带方重复：{subject}", "host listed twice: {subject}")
    DUPLICATE_TERM = Wording("费用项重名：{subject}", "cost term named twice: {subject}")
    ROOM_ORDER = Wording(
        "名额须满足 0≤下限≤上限≤最多：{subject}", "room needs 0 <= low <= high <= most: {subject}"
    )
    NEGATIVE_PRICE = Wording(
        "名额价格不得为负：{subject}", "the prices of a room may not be negative: {subject}"
    )
    NEGATIVE_LEFT_OUT = Wording(
        "未结对价格不得为负：{subject}", "the price of leaving out is negative: {subject}"
    )
    TOO_LARGE = Wording("费用过大，可能溢出：{subject}", "costs so large that they could overflow: {subject}")
    FORBIDDEN_YET_ALLOWED = Wording("既禁止又允许：{subject}", "both forbidden and allowed: {subject}")
    LOCK_UNKNOWN_GUEST = Wording(
        "锁定了名单外的被帮带方：{subject}", "lock names an unknown guest: {subject}"
    )
    LOCK_UNKNOWN_HOST = Wording("锁定了名单外的帮带方：{subject}", "lock names an unknown host: {subject}")
    LOCK_NOT_ALLOWED = Wording("锁定的结对不被允许：{subject}", "locked pair is not allowed: {subject}")
    LOCKS_EXCEED_ROOM = Wording("锁定数超过最多名额：{subject}", "more locks than places: {subject}")
    UNKNOWN_POINT = Wording(
        "经纬度缺失或超出范围：{subject}", "longitude or latitude is missing or out of range: {subject}"
    )
    UNKNOWN_INDEX = Wording("编号不在名单内：{subject}", "an index lies outside the lists: {subject}")
    NOT_ON_MAP = Wording("地图问题中无法这样求解：{subject}", "cannot be asked of a map: {subject}")
    NEGATIVE_RATE = Wording("费率不得为负：{subject}", "a rate may not be negative: {subject}")
    UNKNOWN_TERM = Wording("没有这个费用项：{subject}", "there is no such cost term: {subject}")
    MISSING_COLUMN = Wording("缺少这一列：{subject}", "this column is missing: {subject}")
    EXTRA_MISSING = Wording(
        "规模太大，须先安装：pip install 'lianshou[{subject}]'",
        "too large; first: pip install 'lianshou[{subject}]'",
    )
    GUEST_LOCKED = Wording("该单位已锁定：{subject}", "this guest is locked: {subject}")


class FlawError(ValueError):
    """Something cannot be posed or solved; ``reason`` says why in a sentence, ``subject`` what is concerned."""

    def __init__(self, reason: Enum, subject: tuple[str, ...] = ()) -> None:
        super().__init__(reason, subject)
        self.reason = reason
        self.subject = subject

    @property
    def wording(self) -> Wording:
        sentence: Wording = self.reason.value
        return sentence.fill(subject=Wording("、".join(self.subject), ", ".join(self.subject)))

    def __str__(self) -> str:
        return f"{self.reason.name}: {self.wording.en}"


class ProblemError(FlawError):
    """The problem cannot be posed; ``reason`` is a ``Flaw``, ``subject`` names the ids (or fields) concerned."""

    reason: Flaw


@dataclass(frozen=True, slots=True)
class Room:
    """The soft capacity of a host: a convex staircase of marginal prices, in cost units per place.

    Places 1..low are rewarded by ``under`` each, places up to ``high`` are free, the first beyond costs
    ``over``, the second ``2 * over`` and so on; ``most`` is the wall. ``most == 0`` is a closed host.
    Raises ProblemError (DTYPE, ROOM_ORDER, NEGATIVE_PRICE).
    """

    low: int
    high: int
    most: int
    under: int
    over: int

    def __post_init__(self) -> None:
        numbers = (self.low, self.high, self.most, self.under, self.over)
        if any(type(number) is not int for number in numbers):
            raise ProblemError(Flaw.DTYPE, (repr(self),))
        if not 0 <= self.low <= self.high <= self.most:
            raise ProblemError(Flaw.ROOM_ORDER, (repr(self),))
        if self.under < 0 or self.over < 0:
            raise ProblemError(Flaw.NEGATIVE_PRICE, (repr(self),))

    def marginal(self, k: int) -> int:
        """Price of the k-th place, 1-based. Raises IndexError unless 1 <= k <= most."""
        if not 1 <= k <= self.most:
            raise IndexError(f"no place {k} in a room of {self.most}")
        return -self.under if k <= self.low else self.over * max(0, k - self.high)

    def total(self, load: int) -> int:
        """Price of the first ``load`` places together. Raises IndexError unless 0 <= load <= most."""
        if not 0 <= load <= self.most:
            raise IndexError(f"no load {load} in a room of {self.most}")
        beyond = max(0, load - self.high)
        return self.over * beyond * (beyond + 1) // 2 - self.under * min(load, self.low)

    def magnitude(self, guests: int) -> int:
        """The most that |prices| can add up to when at most ``guests`` come and one more place is priced."""
        load = min(self.most, guests + 1)
        beyond = max(0, load - self.high)
        return self.under * min(load, self.low) + self.over * beyond * (beyond + 1) // 2


@dataclass(frozen=True, eq=False, slots=True)
class Measured:
    """What a term's costs were made of: ``amounts`` int64 (guests, hosts) in ``unit``, each worth ``weight`` cost units.

    ``sentence(amount)`` says an amount in words. The amounts are kept as a read-only copy.
    """

    amounts: Ints
    weight: Fraction
    unit: Wording
    sentence: Callable[[int], Wording]

    def __post_init__(self) -> None:
        object.__setattr__(self, "amounts", frozen(self.amounts))


@dataclass(frozen=True, eq=False, slots=True)
class Term:
    """One named, already weighted part of the pair cost: int64 ``(guests, hosts)``; kept as a read-only copy.

    ``measured``, where given, says what the costs were made of (see ``measures``). Raises ProblemError (DTYPE,
    SHAPE).
    """

    name: str
    costs: Ints
    measured: Measured | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.costs, np.ndarray) or self.costs.dtype != np.int64:
            raise ProblemError(Flaw.DTYPE, (self.name,))
        if self.costs.ndim != 2:
            raise ProblemError(Flaw.SHAPE, (self.name,))
        object.__setattr__(self, "costs", frozen(self.costs))

    def times(self, factor: Fraction) -> Term:
        """The term at another weight, rounded down from what it was made of. Raises ProblemError(TOO_LARGE)."""
        if factor == 1:
            return self
        if self.measured is None:
            return Term(self.name, weighed(self.name, self.costs, factor))
        measured = replace(self.measured, weight=self.measured.weight * factor)
        return Term(self.name, weighed(self.name, measured.amounts, measured.weight), measured)


def weighed(name: str, amounts: Ints, weight: Fraction) -> Ints:
    """``amounts * weight`` in exact integers, rounded down. Raises ProblemError(TOO_LARGE) naming the term."""
    up, down = weight.numerator, weight.denominator
    largest = max(1, int(amounts.max(initial=0)), -int(amounts.min(initial=0)))
    if largest * abs(up) // down > LARGEST:
        raise ProblemError(Flaw.TOO_LARGE, (name,))
    if max(largest * abs(up), down) < 2**63:
        return amounts * up // down
    return np.array(amounts.astype(object) * up // down, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Problem:
    """Guests, hosts, their costs and their room: all a solver may know. Arrays become read-only copies.

    ``left_out`` int64 (guests,), not negative: price of leaving a guest without a host. ``allowed`` bool
    (guests, hosts): False where forbidden or beyond the wall. ``locked``: guest id → host id, kept
    whatever it costs. ``forbidden`` bool (guests, hosts) or None: which closed pairs are closed by a rule
    rather than by the wall; it changes no solution, only the reason given to a guest left out. Raises
    ProblemError.
    """

    guests: tuple[str, ...]
    hosts: tuple[str, ...]
    terms: tuple[Term, ...]
    rooms: tuple[Room, ...]
    left_out: Ints
    allowed: Bools
    locked: Mapping[str, str]
    forbidden: Bools | None = None

    def __post_init__(self) -> None:
        _check_names(self)
        _check_arrays(self)
        for name in ("left_out", "allowed", "forbidden"):
            if (array := getattr(self, name)) is not None:
                object.__setattr__(self, name, frozen(array))
        object.__setattr__(self, "locked", dict(self.locked))
        _check_prices(self)
        _check_locks(self)

    @cached_property
    def costs(self) -> Ints:
        """The pair cost, int64 (guests, hosts): the sum of the terms. Read-only."""
        total = np.zeros((len(self.guests), len(self.hosts)), dtype=np.int64)
        for term in self.terms:
            total += term.costs
        return frozen(total)

    @cached_property
    def open_costs(self) -> Ints:
        """``costs``, ``IMPOSSIBLE`` where not allowed, with ``left_out`` as its last column. Read-only."""
        pairs = np.where(self.allowed, self.costs, np.int64(IMPOSSIBLE))
        return frozen(np.column_stack([pairs, self.left_out]))

    @cached_property
    def locked_host(self) -> Ints:
        """Index of the host each guest is locked to, ``LEFT_OUT`` where free; int64 (guests,). Read-only."""
        index = {host: j for j, host in enumerate(self.hosts)}
        picks = [index[self.locked[guest]] if guest in self.locked else LEFT_OUT for guest in self.guests]
        return frozen(np.array(picks, dtype=np.int64))

    @cached_property
    def canonical_order(self) -> tuple[Ints, Ints]:
        """Indices of guests and of hosts sorted by id: work in this order never depends on the input's."""
        return _sorted_by_id(self.guests), _sorted_by_id(self.hosts)

    def cost_of(self, host_of: Ints) -> int:
        """Cost of an arrangement: pairs, staircases, guests left out. Raises IndexError beyond ``most``."""
        served = np.flatnonzero(host_of >= 0)
        pairs = int(self.costs[served, host_of[served]].sum())
        left = int(self.left_out[host_of < 0].sum())
        return (
            pairs
            + left
            + sum(room.total(load) for room, load in zip(self.rooms, self.loads_of(host_of), strict=True))
        )

    def loads_of(self, host_of: Ints) -> list[int]:
        """How many guests each host has, as plain integers in the order of the hosts."""
        return [int(load) for load in np.bincount(host_of[host_of >= 0], minlength=len(self.hosts))]

    def breakdown(self, *, guest: int, host: int) -> dict[str, int]:
        """The pair's cost by the name of the term."""
        return {term.name: int(term.costs[guest, host]) for term in self.terms}


def price_of_leaving_out(
    terms: Sequence[Term], rooms: Sequence[Room], *, allowed: Bools | None = None
) -> int:
    """A price so high that leaving someone out is never cheaper than any rearrangement that serves one more.

    It exceeds the span between the dearest and the cheapest conceivable arrangement; with ``allowed`` only
    allowed pairs count, which keeps it smaller. Raises ProblemError: SHAPE without terms, TOO_LARGE.
    """
    if not terms:
        raise ProblemError(Flaw.SHAPE, ("terms",))
    _refuse(Flaw.TOO_LARGE, ["terms"] if sum(_size(term.costs) for term in terms) > LARGEST else [])
    costs = sum((term.costs for term in terms[1:]), start=terms[0].costs)
    costs = costs if allowed is None else np.where(allowed, costs, np.int64(0))
    rows = zip(costs.max(axis=1, initial=0).tolist(), costs.min(axis=1, initial=0).tolist(), strict=True)
    span = int(sum(high - low for high, low in rows))
    return 1 + span + sum(room.magnitude(len(costs)) for room in rooms)


def frozen(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """A read-only copy, rows contiguous."""
    copy = np.array(array, order="C")
    copy.flags.writeable = False
    return copy


def _sorted_by_id(ids: Sequence[str]) -> Ints:
    return frozen(np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64))


def _refuse(reason: Flaw, subject: Iterable[str]) -> None:
    """Raise ProblemError when there is any subject."""
    if names := tuple(subject):
        raise ProblemError(reason, names)


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _check_names(problem: Problem) -> None:
    _refuse(Flaw.DUPLICATE_GUEST, _twice(problem.guests))
    _refuse(Flaw.DUPLICATE_HOST, _twice(problem.hosts))
    _refuse(Flaw.DUPLICATE_TERM, _twice(term.name for term in problem.terms))


def _check_arrays(problem: Problem) -> None:
    n, m = len(problem.guests), len(problem.hosts)
    wanted = [("left_out", problem.left_out, np.int64, (n,)), ("allowed", problem.allowed, np.bool_, (n, m))]
    if problem.forbidden is not None:
        wanted.append(("forbidden", problem.forbidden, np.bool_, (n, m)))
    wanted += [(term.name, term.costs, np.int64, (n, m)) for term in problem.terms]
    for name, array, dtype, shape in wanted:
        if not isinstance(array, np.ndarray) or array.dtype != dtype:
            raise ProblemError(Flaw.DTYPE, (name,))
        if array.shape != shape:
            raise ProblemError(Flaw.SHAPE, (name,))
    _refuse(Flaw.SHAPE, ["rooms"] if len(problem.rooms) != m else [])


def _check_prices(problem: Problem) -> None:
    out = problem.left_out.tolist()
    _refuse(
        Flaw.NEGATIVE_LEFT_OUT, (guest for guest, price in zip(problem.guests, out, strict=True) if price < 0)
    )
    if problem.forbidden is not None:
        both = np.flatnonzero((problem.forbidden & problem.allowed).any(axis=1))
        _refuse(Flaw.FORBIDDEN_YET_ALLOWED, (problem.guests[i] for i in both))
    sizes = [(term.name, _size(term.costs)) for term in problem.terms]
    sizes.append(("left_out", sum(out)))
    sizes += [
        (host, room.magnitude(len(out))) for host, room in zip(problem.hosts, problem.rooms, strict=True)
    ]
    _refuse(Flaw.TOO_LARGE, (name for name, size in sizes if size > LARGEST))
    _refuse(Flaw.TOO_LARGE, ["sum"] if sum(size for _, size in sizes) > LARGEST else [])


def _size(costs: Ints) -> int:
    """The most that |cost| of one term can add up to over an arrangement, in exact integers."""
    rows = zip(costs.max(axis=1, initial=0).tolist(), costs.min(axis=1, initial=0).tolist(), strict=True)
    return int(sum(max(high, -low) for high, low in rows))


def _check_locks(problem: Problem) -> None:
    guests = {guest: i for i, guest in enumerate(problem.guests)}
    hosts = {host: j for j, host in enumerate(problem.hosts)}
    locks = problem.locked.items()
    _refuse(Flaw.LOCK_UNKNOWN_GUEST, (guest for guest in problem.locked if guest not in guests))
    _refuse(Flaw.LOCK_UNKNOWN_HOST, (host for host in problem.locked.values() if host not in hosts))
    closed = (f"{guest} → {host}" for guest, host in locks if not problem.allowed[guests[guest], hosts[host]])
    _refuse(Flaw.LOCK_NOT_ALLOWED, closed)
    counts = Counter(problem.locked.values())
    _refuse(
        Flaw.LOCKS_EXCEED_ROOM,
        (host for host, count in counts.items() if count > problem.rooms[hosts[host]].most),
    )
