"""The least change on a map, through its bonus for last year's pairs. Needs the extra ``large``; imported by name alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lianshou.engines.matching.changes import Shift
from lianshou.engines.matching.goals.posing import check_kept, left_out_in, shifts_between
from lianshou.engines.matching.large.checking import check
from lianshou.engines.matching.large.places import LargeProblem, Tariff
from lianshou.engines.matching.large.solving import Result, cost_of, solve
from lianshou.engines.matching.problem import ABSENT, LARGEST, LEFT_OUT, Flaw, Ints, ProblemError
from lianshou.engines.matching.verifier import Violation


@dataclass(frozen=True, eq=False, slots=True)
class LeastChangeOnMap:
    """The arrangement of a map that changes least, with its proof; the fields as in ``LeastChange``."""

    problem: LargeProblem
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
        """Everything the checker finds wrong with the three proofs."""
        return [*check(self.free), *check(self.fewest), *check(self.cheapest)]


def least_change_map(problem: LargeProblem, kept: Ints) -> LeastChangeOnMap:
    """``least_change`` on a map: as many served as in the free optimum, the fewest broken pairs, the least cost.

    ``kept`` int64 (guests,): the host each guest had, ``LEFT_OUT`` (or ``ABSENT``) for none. A kept pair earns
    a bonus in the place of last year's. ``fewest`` proves how many guests must be left out and, that many left
    out, how many pairs must break; ``cheapest`` is an optimum at a bonus and prices of leaving out at which
    it attains both numbers, so none that does costs less.

    Raises ProblemError: SHAPE, DTYPE, UNKNOWN_INDEX for ``kept``; NOT_ON_MAP (``existing``) when the bonus is taken
    by last year's pairs and these are not the kept ones, NOT_ON_MAP (``left_out``) when the free optimum leaves
    guests out that could be served; TOO_LARGE.
    """
    check_kept(kept, guests=len(problem.guests), hosts=len(problem.hosts))
    before = np.where(kept == ABSENT, np.int64(LEFT_OUT), kept)
    posed = replace(problem, existing=before)
    renewal = _bonus_of_now(problem, before)
    free = solve(problem)
    fewest = solve(_counted(posed))
    if left_out_in(fewest.host_of) < left_out_in(free.host_of):
        raise ProblemError(Flaw.NOT_ON_MAP, ("left_out",))
    bonus = cost_of(problem, fewest.host_of) - free.cost + 1
    tariff = replace(problem.tariff, renewal=renewal + bonus)
    cheapest = _cheapest(replace(posed, tariff=tariff), fewest)
    return LeastChangeOnMap(
        problem=problem,
        host_of=cheapest.host_of,
        broken=_broken(before, cheapest.host_of),
        shifts=shifts_between(kept, cheapest.host_of),
        cost=cost_of(problem, cheapest.host_of),
        free=free,
        fewest=fewest,
        cheapest=cheapest,
    )


def _bonus_of_now(problem: LargeProblem, before: Ints) -> int:
    """What a kept pair earns already."""
    if problem.tariff.renewal == 0 or (problem.existing == LEFT_OUT).all():
        return 0
    if (problem.existing != before).any():
        raise ProblemError(Flaw.NOT_ON_MAP, ("existing",))
    return problem.tariff.renewal


def _counted(posed: LargeProblem) -> LargeProblem:
    """Nothing counts but guests left out, and behind them the pairs kept."""
    tariff = Tariff(per_km=0, industry=(0,) * 5, chain=0, group=0, renewal=1, farthest=posed.tariff.farthest)
    nothing = np.zeros(len(posed.hosts), dtype=np.int64)
    dear = np.full(len(posed.guests), len(posed.guests) + 1, dtype=np.int64)
    return replace(
        posed, tariff=tariff, rooms=replace(posed.rooms, under=nothing, over=nothing), left_out=dear
    )


def _cheapest(posed: LargeProblem, fewest: Result) -> Result:
    """The optimum that leaves out and breaks as few as ``fewest``: at the prices of leaving out there are, or dearer.

    The second price exceeds all that leaving out one more than ``fewest`` does could save.
    """
    found = solve(posed)
    if _counts(posed, found.host_of) == _counts(posed, fewest.host_of):
        return found
    rooms, tariff, n = posed.rooms, posed.tariff, len(posed.guests)
    rewards = sum(
        under * min(low, n) for under, low in zip(rooms.under.tolist(), rooms.low.tolist(), strict=True)
    )
    floor = -n * (tariff.group + tariff.renewal) - rewards
    dearer = cost_of(posed, fewest.host_of) - floor + 1
    if dearer > LARGEST // max(1, n):
        raise ProblemError(Flaw.TOO_LARGE, ("left_out",))
    return solve(replace(posed, left_out=posed.left_out + np.int64(dearer)))


def _counts(posed: LargeProblem, host_of: Ints) -> tuple[int, int]:
    return left_out_in(host_of), _broken(posed.existing, host_of)


def _broken(before: Ints, host_of: Ints) -> int:
    return int(((before >= 0) & (before != host_of)).sum())
