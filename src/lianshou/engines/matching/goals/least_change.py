"""After a drop-out: the arrangement that leaves most pairs as they are, and what each further move would save.

A *kept* pair is one that stood before. It is broken when its guest ends elsewhere or without a host; a guest
who had none breaks nothing by being placed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

import numpy as np

from lianshou.core.wording import Wording
from lianshou.engines.matching.changes import Shift
from lianshou.engines.matching.goals.envelope import Corner, corners_of, edges_between
from lianshou.engines.matching.goals.posing import (
    answer,
    check_kept,
    hosts_of,
    left_out_in,
    limited,
    priced,
    rooms_times,
    shifts_between,
    times,
)
from lianshou.engines.matching.problem import Bools, Ints, Problem
from lianshou.engines.matching.solver import Result
from lianshou.engines.matching.verifier import Violation, verify, verify_result


@dataclass(frozen=True, eq=False, slots=True)
class LeastChange:
    """The arrangement that changes least, with its proof.

    ``host_of`` int64 (guests,); ``broken`` how many kept pairs it gives up, those that are no longer possible
    included; ``shifts`` everybody who is elsewhere than before; ``cost`` by ``Problem.cost_of``. ``free``: the
    optimum if everybody might move. ``fewest`` proves that no arrangement with as many guests served breaks fewer
    pairs, ``cheapest`` that none of those which break so few costs less.
    """

    problem: Problem
    host_of: Ints
    broken: int
    shifts: tuple[Shift, ...]
    cost: int
    free: Result
    fewest: Result
    cheapest: Result

    @property
    def extra(self) -> int:
        """What leaving the others in peace costs against the free optimum."""
        return self.cost - self.free.cost

    def violations(self) -> list[Violation]:
        """Everything the independent verifier finds wrong with the arrangement and its three proofs."""
        found = verify(self.problem, self.host_of, cost=self.cost)
        for result in (self.free, self.fewest, self.cheapest):
            found += verify_result(result)
        return found


class Backing(Enum):
    """What stands behind a point of the curve; the value is its sentence."""

    PRICES = Wording("有价格证明，可独立核验", "proven by prices that anybody can check")
    SOLVER = Wording(
        "由整数规划求解器给出，最优性未经独立核验",
        "found by an integer solver; its optimality is taken on trust",
    )


@dataclass(frozen=True, eq=False, slots=True)
class Point:
    """The least cost with at most ``moves`` kept pairs broken, and an arrangement that breaks just so many.

    ``result``: with ``PRICES`` the proof, at one price per move. ``to_next``: the proof that no arrangement lies
    below the straight line to the next point of the hull; None at its end, and between its points.
    """

    moves: int
    cost: int
    host_of: Ints
    backing: Backing
    result: Result | None = None
    to_next: Result | None = None


def least_change(problem: Problem, kept: Ints) -> LeastChange:
    """The best arrangement of the problem as it is now among those that break the fewest kept pairs.

    ``kept`` int64 (guests,): the host each guest had, ``LEFT_OUT`` (or ``ABSENT``) for none. In this order: no
    more guests are left out than in the free optimum; the fewest kept pairs are broken; the least cost. So a
    guest who lost its host is placed again wherever the free optimum leaves no more behind, others move only
    where that or a wall needs it, and where places run short those who have a host keep it, whatever the
    prices of leaving out.

    No large weight is guessed: the second answer gives an arrangement with the fewest broken pairs and
    cost C; one broken pair more is then priced just above ``C - optimum``, which no saving can reach.
    Raises ProblemError (SHAPE, DTYPE, UNKNOWN_INDEX for ``kept``; TOO_LARGE).
    """
    asked = _Asked(problem, kept)
    fewest = asked.fewest()
    cheapest = asked.least(fewest)
    host_of = cheapest.host_of
    return LeastChange(
        problem=problem,
        host_of=host_of,
        broken=cheapest.x,
        shifts=shifts_between(kept, host_of),
        cost=cheapest.y,
        free=asked.free,
        fewest=fewest,
        cheapest=cheapest.result,
    )


def moves_curve(problem: Problem, kept: Ints, *, exact: bool = False) -> list[Point]:
    """What each further move saves: from the fewest broken pairs to the free optimum with the fewest among optima.

    All arrangements leave out no more guests than the free optimum. The points are the corners of the lower hull,
    each proven, cost falling as moves rise. For a number of moves between two neighbours the prices prove
    only that nothing lies below the line between them (``least_between``); the best arrangement there may lie
    above it. ``exact`` asks an integer solver (scipy's HiGHS) for those, flagged ``SOLVER``; a
    number of moves that saves nothing over fewer has no point. For small problems: a solve for each number.
    Raises ProblemError as ``least_change``.
    """
    asked = _Asked(problem, kept)
    first = asked.least(asked.fewest())
    last = asked.cheapest(1, asked.broken_in(asked.free.host_of) + 1)
    edges = edges_between(first, last, asked.cheapest)
    corners = corners_of(first, edges)
    nexts = [*(edge.result for edge in edges), None]
    points = [
        Point(corner.x, corner.y, corner.host_of, Backing.PRICES, corner.result, following)
        for corner, following in zip(corners, nexts, strict=True)
    ]
    return _filled(asked, points) if exact else points


def least_between(points: list[Point], moves: int) -> int:
    """No arrangement that breaks at most ``moves`` pairs costs less: the hull, rounded up.

    ``points`` as ``moves_curve`` gives them. Raises IndexError below the fewest moves.
    """
    hull = [point for point in points if point.backing is Backing.PRICES]
    if moves < hull[0].moves:
        raise IndexError(f"no arrangement breaks fewer than {hull[0].moves} pairs")
    for left, right in pairwise(hull):
        if moves < right.moves:
            saved = (left.cost - right.cost) * (moves - left.moves) // (right.moves - left.moves)
            return left.cost - saved
    return hull[-1].cost


class _Asked:
    """The problem, what is kept, and the questions put about both."""

    def __init__(self, problem: Problem, kept: Ints) -> None:
        check_kept(kept, guests=len(problem.guests), hosts=len(problem.hosts))
        self.problem, self.kept = problem, kept
        self.free = answer(problem)
        self.most_left_out = left_out_in(self.free.host_of)
        self.breaks = _breaks(problem, kept)

    def fewest(self) -> Result:
        """An arrangement with the fewest broken pairs, whatever it costs."""
        return answer(
            limited(
                self.problem,
                self.breaks,
                rooms=rooms_times(self.problem, 0),
                most_left_out=self.most_left_out,
                target=self.broken_in(self.free.host_of),
            )
        )

    def least(self, fewest: Result) -> Corner:
        """The cheapest of those: one pair more costs more than the whole way down to the free optimum."""
        return self.cheapest(self.problem.cost_of(hosts_of(fewest)) - self.free.cost + 1, 1)

    def cheapest(self, moves: int, cost: int) -> Corner:
        """The least ``moves * its broken pairs + cost * its cost``."""
        table = priced(self.problem, cost) + times(self.breaks, moves, name="moves")
        posed = limited(
            self.problem,
            table,
            rooms=rooms_times(self.problem, cost),
            most_left_out=self.most_left_out,
            target=moves * self.broken_in(self.free.host_of) + cost * self.free.cost,
        )
        result = answer(posed)
        host_of = hosts_of(result)
        return Corner(self.broken_in(host_of), self.problem.cost_of(host_of), (moves, cost), host_of, result)

    def broken_in(self, host_of: Ints) -> int:
        return int(((self.kept >= 0) & (self.kept != host_of)).sum())


def _breaks(problem: Problem, kept: Ints) -> Ints:
    """1 where a choice breaks a kept pair, int64 (guests, hosts + 1), left out last."""
    choices = np.arange(len(problem.hosts) + 1)
    broken: Bools = (kept >= 0)[:, None] & (kept[:, None] != choices)
    return broken.astype(np.int64)


def _filled(asked: _Asked, points: list[Point]) -> list[Point]:
    """The points with those between them that an integer solver finds."""
    from lianshou.engines.matching.goals.programme import best_within  # needs scipy

    filled = points[:1]
    for following in points[1:]:
        for moves in range(filled[-1].moves + 1, following.moves):
            host_of = best_within(asked.problem, asked.breaks, most_left_out=asked.most_left_out, moves=moves)
            cost = asked.problem.cost_of(host_of)
            if cost < filled[-1].cost:
                filled.append(Point(asked.broken_in(host_of), cost, host_of, Backing.SOLVER))
        filled.append(following)
    return filled
