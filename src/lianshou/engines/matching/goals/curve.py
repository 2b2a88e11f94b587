"""Two terms against each other: what each setting of their weights would give, to choose by looking.

A factor f puts the term ``one`` against ``other`` as f : 1. The one that counts more keeps its weight, the other
counts less, all else counts as before: so leaving out never becomes cheaper against serving. Nothing is
rounded: for f = a/b everything is multiplied by the larger of a and b instead, ``one`` by a, ``other`` by b.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

import numpy as np

from lianshou.engines.matching.changes import Shift
from lianshou.engines.matching.goals.envelope import Corner, Edge, edges_between
from lianshou.engines.matching.goals.posing import answer, reweighed, shifts_between
from lianshou.engines.matching.problem import Ints, Problem
from lianshou.engines.matching.solver import Result

RATIOS: Final = tuple(Fraction(ratio) for ratio in ("1/8", "1/4", "1/2", "1", "2", "4", "8"))
"""From one eighth to eight times."""
_NOW: Final = Fraction(1)


@dataclass(frozen=True, eq=False, slots=True)
class CurvePoint:
    """One arrangement, and the factors from ``low`` to ``high`` for which it is an optimum.

    ``totals``: of each term over all pairs made, at the weights the problem was posed with; ``served`` guests
    with a host; ``shifts`` against the optimum of now. ``result``: the answer and its proof at ``factor``, on
    the reweighed problem, whose costs are multiplied as the module says.
    """

    factor: Fraction
    low: Fraction
    high: Fraction
    totals: dict[str, int]
    served: int
    shifts: tuple[Shift, ...]
    result: Result

    @property
    def host_of(self) -> Ints:
        return self.result.host_of

    @property
    def averages(self) -> dict[str, Fraction]:
        """Each total per guest served; empty where nobody is."""
        return {name: Fraction(total, self.served) for name, total in self.totals.items() if self.served}


def trade_off(
    problem: Problem, one: str, other: str, *, steps: Sequence[Fraction] = RATIOS
) -> list[CurvePoint]:
    """The optimum at each factor of ``one`` against ``other``, rising, each solved exactly; 1, the present, is added.

    An arrangement that is still an optimum at the next factor stays, and the two become one range: within it
    no factor has a better one. Seen from 1 outwards, so ties move nobody. Up to factor 1 the total of ``one`` never
    rises, from there on that of ``other`` never falls. Raises ValueError for a term that is unknown, the same
    twice, or a factor not above 0; ProblemError (TOO_LARGE).
    """
    _check(problem, one, other, steps)
    now = answer(problem)
    lower = _walk(_present(now), one, other, sorted((f for f in set(steps) if f < _NOW), reverse=True))
    upper = _walk(lower[0], one, other, sorted(f for f in set(steps) if f > _NOW))
    return [*lower[:0:-1], *upper]


def every_trade_off(problem: Problem, one: str, other: str, *, widest: int = 8) -> list[CurvePoint]:
    """All corners of the curve for factors from ``1 / widest`` to ``widest``, with their exact ranges.

    Each point is an optimum exactly from ``low`` to ``high``; neighbours meet there, and where they meet both
    are optima. These are all the *supported* points that are best over a range of factors, and the present.
    Arrangements that no factor makes best exist too; they are not found. Factors below and above 1 are
    searched apart, as all else counts like the greater of the two. Raises as ``trade_off``; ProblemError
    (TOO_LARGE) also where the weights between two points grow too large: ``trade_off`` still answers then.
    """
    _check(problem, one, other, [Fraction(widest)])
    now = answer(problem)
    below, above = _Half(problem, scarce=one), _Half(problem, scarce=other)
    rising = edges_between(below.cheapest(widest, 1), below.corner(now), below.cheapest)
    falling = edges_between(above.cheapest(widest, 1), above.corner(now), above.cheapest)
    lower = _points(now, rising, [Fraction(1, widest), *(_tie(edge) for edge in rising), _NOW])
    upper = _points(now, falling, [Fraction(widest), *(1 / _tie(edge) for edge in falling), _NOW])
    here = replace(_present(now), low=lower[-1].low, high=upper[-1].high)
    return [*lower[:-1], here, *upper[-2::-1]]


class _Half:
    """The factors on one side of 1: y is the total of the term that counts less there, x all other cost."""

    def __init__(self, problem: Problem, *, scarce: str) -> None:
        self._problem, self._scarce = problem, scarce

    def cheapest(self, rest: int, scarce: int) -> Corner:
        """The least ``rest * x + scarce * y``."""
        result = answer(reweighed(self._problem, {self._scarce: scarce}, rest=rest))
        return self.corner(result, (rest, scarce))

    def corner(self, result: Result, weights: tuple[int, int] = (1, 1)) -> Corner:
        y = _totals(self._problem, result.host_of)[self._scarce]
        return Corner(self._problem.cost_of(result.host_of) - y, y, weights, result.host_of, result)


def _check(problem: Problem, one: str, other: str, factors: Sequence[Fraction]) -> None:
    known = [term.name for term in problem.terms]
    if one == other or one not in known or other not in known:
        raise ValueError(f"not two terms of the problem: {one}, {other}")
    if min(factors, default=_NOW) <= 0:
        raise ValueError("factors must lie above 0")


def _walk(start: CurvePoint, one: str, other: str, factors: list[Fraction]) -> list[CurvePoint]:
    """From the present outwards; a point that is still an optimum is widened."""
    points = [start]
    now = start.result
    for factor in factors:
        a, b = factor.as_integer_ratio()
        posed = reweighed(now.problem, {one: a, other: b}, rest=max(a, b))
        found, last = answer(posed), points[-1]
        if posed.cost_of(last.host_of) == found.cost:
            points[-1] = replace(last, low=min(last.low, factor), high=max(last.high, factor))
        else:
            points.append(_point(now, found, factor, (factor, factor)))
    return points


def _tie(edge: Edge) -> Fraction:
    """How much the scarce term counts where both ends of the edge are optima."""
    return Fraction(edge.end.x - edge.start.x, edge.start.y - edge.end.y)


def _points(now: Result, edges: list[Edge], bounds: list[Fraction]) -> list[CurvePoint]:
    """The corners of one half from its outer limit to the present; one that is best at a single tie is left out.

    ``bounds``: the outer limit, the factor at each edge, 1.
    """
    if not edges:
        return [_point(now, now, _NOW, (bounds[0], _NOW))]
    found = []
    for corner, ends in zip([edges[0].start, *(edge.end for edge in edges)], pairwise(bounds), strict=True):
        rest, scarce = corner.weights
        factor = Fraction(scarce, rest) if bounds[0] < _NOW else Fraction(rest, scarce)
        if ends[0] != ends[1] or corner.result is now:
            found.append(_point(now, corner.result, factor, ends))
    return found


def _present(now: Result) -> CurvePoint:
    return _point(now, now, _NOW, (_NOW, _NOW))


def _point(now: Result, found: Result, factor: Fraction, ends: tuple[Fraction, Fraction]) -> CurvePoint:
    return CurvePoint(
        factor=factor,
        low=min(ends),
        high=max(ends),
        totals=_totals(now.problem, found.host_of),
        served=int((found.host_of >= 0).sum()),
        shifts=shifts_between(now.host_of, found.host_of),
        result=found,
    )


def _totals(problem: Problem, host_of: Ints) -> dict[str, int]:
    """Each term over all pairs made."""
    served = np.flatnonzero(host_of >= 0)
    return {term.name: int(term.costs[served, host_of[served]].sum()) for term in problem.terms}
