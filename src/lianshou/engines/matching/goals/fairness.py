"""A second goal behind the first: nobody too far away, or loads as level as can be; and the other order.

A *worst pair* is the dearest pair by ``Problem.costs`` among the guests served, the locked included.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

import numpy as np

from lianshou.core.wording import Wording
from lianshou.engines.matching.changes import Shift
from lianshou.engines.matching.goals.posing import (
    answer,
    hosts_of,
    left_out_in,
    limited,
    priced,
    rooms_times,
    shifts_between,
)
from lianshou.engines.matching.problem import LARGEST, LEFT_OUT, Bools, Ints, Problem, Room
from lianshou.engines.matching.solver import Result
from lianshou.engines.matching.verifier import Violation, verify, verify_result

_NO_PAIR: Final = -LARGEST - 1
"""A ceiling under which no pair lies."""


class Goal(Enum):
    """What is bettered among arrangements of the same cost; the value is its sentence."""

    WORST_COST = Wording("代价最高的一对尽可能低", "the dearest pair as cheap as can be")
    LEVEL_LOADS = Wording("各帮带方家数尽可能均衡", "the loads of the hosts as level as can be")


@dataclass(frozen=True, eq=False, slots=True)
class Fair:
    """The fairest arrangement, next to the optimum it is compared with, and what proves it.

    ``before``, ``host_of`` int64 (guests,). ``reached`` is an optimum at the prices and walls of the goal;
    ``beyond`` the same question one step fairer, which costs too much (None where no fairer one is
    conceivable); ``most_served`` the proof that no more can be served (``worst_first`` alone).
    """

    problem: Problem
    before: Ints
    host_of: Ints
    reached: Result
    beyond: Result | None = None
    most_served: Result | None = None

    @property
    def cost_before(self) -> int:
        return self.problem.cost_of(self.before)

    @property
    def cost(self) -> int:
        return self.problem.cost_of(self.host_of)

    @property
    def worst_before(self) -> int | None:
        """The cost of the dearest pair of the optimum; None where nobody is served."""
        return _worst(self.problem, self.before)

    @property
    def worst(self) -> int | None:
        """The cost of the dearest pair now; None where nobody is served."""
        return _worst(self.problem, self.host_of)

    @property
    def loads_before(self) -> list[int]:
        return self.problem.loads_of(self.before)

    @property
    def loads(self) -> list[int]:
        return self.problem.loads_of(self.host_of)

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """Everybody who is elsewhere than in the optimum before."""
        return shifts_between(self.before, self.host_of)

    def violations(self) -> list[Violation]:
        """Everything the independent verifier finds wrong with the arrangement and its proofs."""
        found = verify(self.problem, self.host_of, cost=self.cost)
        for result in (self.reached, self.beyond, self.most_served):
            found += [] if result is None else verify_result(result)
        return found


@dataclass(frozen=True)
class LevelRoom(Room):
    """A staircase on which the k-th place costs ``2k - 1`` more: a load of L costs L² more in all."""

    def marginal(self, k: int) -> int:
        return Room.marginal(self, k) + 2 * k - 1

    def total(self, load: int) -> int:
        return Room.total(self, load) + load * load

    def magnitude(self, guests: int) -> int:
        return Room.magnitude(self, guests) + min(self.most, guests + 1) ** 2


def fairest(result: Result, *, goal: Goal) -> Fair:
    """The fairest of all arrangements that cost as little as ``result`` and leave out no more guests.

    ``WORST_COST``: the dearest pair as cheap as can be; proven by ``reached``, of the same cost without any
    dearer pair, and ``beyond``, which forbids pairs that dear and costs more. The second dearest is not
    looked at. ``LEVEL_LOADS``: the least sum of squared loads; costs count K times, the k-th place of a host
    2k - 1, where K exceeds the squares of ``result``, so that no saving in squares is worth one unit of cost:
    ``reached`` proves both at once. Raises ValueError when the result is not proven optimal, ProblemError
    (TOO_LARGE).
    """
    if not result.optimal:
        raise ValueError("the result is not proven optimal")
    return _least_worst(result) if goal is Goal.WORST_COST else _level(result)


def worst_first(problem: Problem) -> Fair:
    """The other order: as many guests served as can be, then the dearest pair as cheap as can be, then the least cost.

    ``most_served`` proves the first, ``beyond`` (pairs that dear forbidden, fewer can be served) the second,
    ``reached`` the third. Compared with the optimum of ``problem``. Raises ProblemError (TOO_LARGE).
    """
    before = answer(problem).host_of
    most_served = answer(_counting(problem, problem.allowed))
    ceilings = _ceilings(problem, most_served.host_of, _open(problem))

    def attempt(ceiling: int) -> Result:
        return answer(_counting(problem, _up_to(problem, ceiling)))

    found, beyond = _lowest(ceilings, attempt, most_served.cost, floor=_locked_worst(problem))
    known, allowed = attempt(found).host_of, _up_to(problem, found)
    reached = answer(_limited_like(problem, known, allowed=allowed))
    return Fair(problem, before, hosts_of(reached), reached, beyond, most_served)


def _least_worst(result: Result) -> Fair:
    problem, before = result.problem, result.host_of

    def attempt(ceiling: int) -> Result:
        return answer(_limited_like(problem, before, allowed=_up_to(problem, ceiling)))

    ceilings = _ceilings(problem, before, _tight(result))
    found, beyond = _lowest(ceilings, attempt, result.cost, floor=_locked_worst(problem))
    reached = attempt(found)
    return Fair(problem, before, hosts_of(reached), reached, beyond)


def _level(result: Result) -> Fair:
    problem, before = result.problem, result.host_of
    squares = sum(load * load for load in problem.loads_of(before))
    factor = squares + 1
    rooms = tuple(
        LevelRoom(room.low, room.high, room.most, room.under * factor, room.over * factor)
        for room in problem.rooms
    )
    posed = limited(
        problem,
        priced(problem, factor),
        rooms=rooms,
        most_left_out=left_out_in(before),
        target=factor * result.cost + squares,
    )
    reached = answer(posed)
    return Fair(problem, before, hosts_of(reached), reached)


def _ceilings(problem: Problem, known: Ints, pairs: Bools) -> Ints:
    """What the dearest pair of a better arrangement than ``known`` could cost, rising; empty where it serves nobody."""
    worst = _worst(problem, known)
    costs = np.unique(problem.costs[pairs])
    return costs[:0] if worst is None else costs[costs <= worst]


def _lowest(
    ceilings: Ints, attempt: Callable[[int], Result], target: int, *, floor: int | None
) -> tuple[int, Result | None]:
    """The lowest ceiling that still costs ``target``, by halving, and the answer just below it.

    ``ceilings`` rise, the last one is known to do; ``_NO_PAIR`` where there are none. No answer below where
    there are none, or where a locked pair (``floor``) is that dear already.
    """
    if len(ceilings) == 0:
        return _NO_PAIR, None
    low = 0 if floor is None else int(np.searchsorted(ceilings, floor))
    high = len(ceilings) - 1
    while low < high:
        middle = (low + high) // 2
        if attempt(int(ceilings[middle])).cost <= target:
            high = middle
        else:
            low = middle + 1
    found = int(ceilings[low])
    return found, None if found == floor else attempt(found - 1)


def _counting(problem: Problem, allowed: Bools) -> Problem:
    """The same pairs for nothing, and 1 for each guest left out."""
    free = tuple(replace(term, costs=np.zeros_like(term.costs)) for term in problem.terms)
    ones = np.ones_like(problem.left_out)
    return replace(
        problem, terms=free, rooms=rooms_times(problem, 0), left_out=ones, allowed=allowed, forbidden=None
    )


def _limited_like(problem: Problem, known: Ints, *, allowed: Bools | None = None) -> Problem:
    """The problem at its own prices, with no more guests left out than in the arrangement ``known``."""
    return limited(
        problem,
        priced(problem, 1),
        rooms=problem.rooms,
        most_left_out=left_out_in(known),
        target=problem.cost_of(known),
        allowed=allowed,
    )


def _up_to(problem: Problem, ceiling: int) -> Bools:
    """The pairs that are open and not dearer; a lock holds whatever it costs."""
    held: Bools = problem.locked_host[:, None] == np.arange(len(problem.hosts))
    open_pairs: Bools = (problem.allowed & (problem.costs <= ceiling)) | held
    return open_pairs


def _open(problem: Problem) -> Bools:
    """The pairs that could be made: of a locked guest only its own."""
    locked = problem.locked_host[:, None]
    pairs: Bools = problem.allowed & ((locked == LEFT_OUT) | (locked == np.arange(len(problem.hosts))))
    return pairs


def _tight(result: Result) -> Bools:
    """The pairs at which a guest pays its value: no arrangement of the same cost uses another."""
    paid = result.problem.costs + result.host_prices
    tight: Bools = _open(result.problem) & (paid == result.guest_values[:, None])
    return tight


def _locked_worst(problem: Problem) -> int | None:
    guests = np.flatnonzero(problem.locked_host != LEFT_OUT)
    return int(problem.costs[guests, problem.locked_host[guests]].max()) if len(guests) else None


def _worst(problem: Problem, host_of: Ints) -> int | None:
    guests = np.flatnonzero(host_of >= 0)
    return int(problem.costs[guests, host_of[guests]].max()) if len(guests) else None
