"""The question with quotas: how many pairs of one kind there must be, or may be, and how many hosts each guest seeks.

A quota counts pairs: "at least 3 of county A", "at most 40 with provincial hosts". Quotas that lie one
within another (layers of a tree, on one side) leave the problem a flow; quotas that cross (prefecture ×
industry) do not, and the whole-number optimum may then lie above what linear prices can prove.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

import numpy as np

from lianshou.core.wording import Wording
from lianshou.engines.matching.problem import (
    LARGEST,
    LEFT_OUT,
    Bools,
    Flaw,
    Ints,
    Problem,
    ProblemError,
    frozen,
)
from lianshou.engines.matching.shapes.flaws import ShapeError, ShapeFlaw


class Certainty(Enum):
    """How far the optimum is proven; the value is the sentence that goes with the answer."""

    EXACT = Wording(
        "已用精确整数证明：在全部可能的结对中没有更省的方案",
        "proven in exact integers: no arrangement of all possible pairs costs less",
    )
    SOLVER = Wording(
        "最优性以求解器（浮点计算）的结论为准，未经整数证明",
        "optimal by the word of the solver, which reckons in floating point; not proven in integers",
    )


@dataclass(frozen=True, eq=False, slots=True)
class Quota:
    """Among ``pairs``, bool (guests, hosts), at least ``least`` and at most ``most`` are made; None: any number.

    Kept as a read-only copy. Raises ShapeError (DTYPE, SHAPE, QUOTA_ORDER).
    """

    name: str
    pairs: Bools
    least: int = 0
    most: int | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.pairs, np.ndarray) or self.pairs.dtype != np.bool_:
            raise ShapeError(ShapeFlaw.DTYPE, (self.name,))
        if self.pairs.ndim != 2:
            raise ShapeError(ShapeFlaw.SHAPE, (self.name,))
        if not 0 <= self.least <= self.ceiling:
            raise ShapeError(ShapeFlaw.QUOTA_ORDER, (self.name,))
        object.__setattr__(self, "pairs", frozen(self.pairs))

    @property
    def ceiling(self) -> int:
        """``most``, or a number that no arrangement could exceed."""
        return max(self.least, int(self.pairs.sum())) if self.most is None else self.most

    @staticmethod
    def between(
        problem: Problem,
        name: str,
        *,
        guests: Collection[str] | None = None,
        hosts: Collection[str] | None = None,
        least: int = 0,
        most: int | None = None,
    ) -> Quota:
        """The pairs of these guests with these hosts, by id (of a county, a level, a tag); None: all of them.

        Raises ShapeError (QUOTA_UNKNOWN, QUOTA_ORDER).
        """
        rows, columns = _members(problem.guests, guests), _members(problem.hosts, hosts)
        return Quota(name, rows[:, None] & columns, least, most)


@dataclass(frozen=True, eq=False)
class QuotaProblem:
    """An ordinary problem with quotas, and how many different hosts each guest seeks, int64 (guests,); None: one each.

    A guest pays ``left_out`` for each host it does not get. A lock holds one of its places. Raises
    ShapeError (SHAPE, DTYPE, QUOTA_TWICE, WANTS_NEGATIVE, LOCK_NOT_WANTED) and ProblemError (TOO_LARGE).
    """

    problem: Problem
    quotas: tuple[Quota, ...] = ()
    wants: Ints | None = None

    def __post_init__(self) -> None:
        _check_quotas(self)
        if self.wants is not None:
            _check_wants(self.problem, self.wants)
            object.__setattr__(self, "wants", frozen(self.wants))
        _check_size(self)

    @cached_property
    def wanted(self) -> Ints:
        """``wants`` written out, int64 (guests,). Read-only."""
        return frozen(np.ones(len(self.problem.guests), dtype=np.int64) if self.wants is None else self.wants)

    @cached_property
    def locked(self) -> Bools:
        """Which pairs are locked, (guests, hosts). Read-only."""
        return frozen(self.problem.locked_host[:, None] == np.arange(len(self.problem.hosts)))

    def with_quota(self, number: int, quota: Quota) -> QuotaProblem:
        """The same question with another quota in this row."""
        return replace(self, quotas=(*self.quotas[:number], quota, *self.quotas[number + 1 :]))

    def cost_of(self, chosen: Bools) -> int:
        """Cost of the chosen pairs, (guests, hosts): pairs, staircases, and every host that a guest lacks."""
        problem = self.problem
        missing = self.wanted - chosen.sum(axis=1)
        loads = chosen.sum(axis=0).tolist()
        return (
            int(problem.costs[chosen].sum())
            + int((problem.left_out * missing).sum())
            + sum(room.total(load) for room, load in zip(problem.rooms, loads, strict=True))
        )

    def admits(self, chosen: Bools) -> bool:
        """Whether these pairs break no wall, lock, room, wish or quota."""
        walls = chosen <= self.problem.allowed
        rooms = chosen.sum(axis=0) <= np.array([room.most for room in self.problem.rooms], dtype=np.int64)
        wishes = chosen.sum(axis=1) <= self.wanted
        kept = all(quota.least <= chosen[quota.pairs].sum() <= quota.ceiling for quota in self.quotas)
        return bool(walls.all() and rooms.all() and wishes.all() and chosen[self.locked].all() and kept)


@dataclass(frozen=True, eq=False)
class QuotaResult:
    """Chosen pairs, bool (guests, hosts), their cost, and what is proven of it.

    ``host_prices`` int64 (hosts,) and ``quota_prices`` int64 (quotas,) are in units of 1 / ``scale``; a quota's
    is above zero where it keeps pairs out, below where it pulls them in. ``bound``: no arrangement of all
    allowed pairs costs less; computed from these prices alone in exact integers, and checked by
    ``verify_quotas``. ``claimed_bound``: the same by the word of a solver that reckons in floats; never
    below ``bound``. A quota's price is no answer to "what does it cost": see ``worth_of_quota``.
    """

    question: QuotaProblem
    chosen: Bools
    cost: int
    bound: int
    claimed_bound: int
    host_prices: Ints
    quota_prices: Ints
    scale: int

    @property
    def certainty(self) -> Certainty:
        return Certainty.EXACT if self.cost == self.bound else Certainty.SOLVER

    @property
    def gap(self) -> int:
        """How much cheaper an arrangement could be as far as exact integers tell; 0 when proven."""
        return self.cost - self.bound

    @property
    def claimed_gap(self) -> int:
        """The same by the word of the solver; above 0 only when it ran out of time."""
        return self.cost - self.claimed_bound

    @property
    def loads(self) -> Ints:
        """How many guests each host has, int64 (hosts,)."""
        return np.array(self.chosen.sum(axis=0), dtype=np.int64)

    @property
    def pairs(self) -> dict[str, tuple[str, ...]]:
        """Guest id → ids of its hosts, in the order of the hosts."""
        hosts = np.array(self.question.problem.hosts, dtype=object)
        return {
            guest: tuple(hosts[row])
            for guest, row in zip(self.question.problem.guests, self.chosen, strict=True)
        }

    @property
    def host_of(self) -> Ints:
        """As in ``Result``, int64 (guests,). Raises ValueError when a guest seeks more than one host."""
        if (self.question.wanted > 1).any():
            raise ValueError("a guest seeks more than one host")
        if not self.question.problem.hosts:
            return np.full(len(self.chosen), LEFT_OUT, dtype=np.int64)
        return np.where(self.chosen.any(axis=1), self.chosen.argmax(axis=1), LEFT_OUT)


def _members(names: Sequence[str], wanted: Collection[str] | None) -> Bools:
    if wanted is None:
        return np.ones(len(names), dtype=np.bool_)
    if unknown := tuple(sorted(set(wanted) - set(names))):
        raise ShapeError(ShapeFlaw.QUOTA_UNKNOWN, unknown)
    asked = set(wanted)
    return np.array([name in asked for name in names], dtype=np.bool_)


def _check_quotas(question: QuotaProblem) -> None:
    names = Counter(quota.name for quota in question.quotas)
    if twice := tuple(name for name, count in names.items() if count > 1):
        raise ShapeError(ShapeFlaw.QUOTA_TWICE, twice)
    shape = question.problem.allowed.shape
    if other := tuple(quota.name for quota in question.quotas if quota.pairs.shape != shape):
        raise ShapeError(ShapeFlaw.SHAPE, other)


def _check_wants(problem: Problem, wants: Ints) -> None:
    if not isinstance(wants, np.ndarray) or wants.dtype != np.int64:
        raise ShapeError(ShapeFlaw.DTYPE, ("wants",))
    if wants.shape != (len(problem.guests),):
        raise ShapeError(ShapeFlaw.SHAPE, ("wants",))
    if negative := tuple(problem.guests[i] for i in np.flatnonzero(wants < 0)):
        raise ShapeError(ShapeFlaw.WANTS_NEGATIVE, negative)
    locked = problem.locked_host != LEFT_OUT
    if unwanted := tuple(problem.guests[i] for i in np.flatnonzero(locked & (wants == 0))):
        raise ShapeError(ShapeFlaw.LOCK_NOT_WANTED, unwanted)


def _check_size(question: QuotaProblem) -> None:
    """The problem was checked for one host each; here for all that are wanted, in exact integers."""
    problem = question.problem
    dearest = np.maximum(np.abs(problem.costs).max(axis=1, initial=0), problem.left_out).tolist()
    total = sum(cost * want for cost, want in zip(dearest, question.wanted.tolist(), strict=True))
    if total + sum(room.magnitude(len(dearest)) for room in problem.rooms) > LARGEST:
        raise ProblemError(Flaw.TOO_LARGE, ("wants",))
