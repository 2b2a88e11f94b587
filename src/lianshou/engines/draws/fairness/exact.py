"""From a corner in floating point to the same corner in fractions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

import numpy as np

from lianshou.engines.draws.fairness.linear import Floats, SolvingError, System

_NEAR = 1e-6
_NOTHING = 1e-11


def solved(system: System, corner: Floats, denominator: int) -> list[Fraction]:
    """The corner of ``system`` (whole coefficients, limits and bounds; lower bounds 0) near to ``corner``, in fractions.

    First by rounding to ``denominator``, which nearly always keeps every limit exactly; else by elimination of the limits that
    bind. Raises SolvingError when neither does.
    """
    rounded = [Fraction(float(one)).limit_denominator(denominator) for one in corner]
    if _keeps(system, rounded):
        return rounded
    used = [int(one) for one in np.flatnonzero(corner > _NOTHING)]
    sums = system.rows @ corner
    near: list[tuple[float, list[int]]] = []
    for row, total in enumerate(sums):
        for limit in (system.least[row], system.most[row]):
            norm = max(1.0, abs(limit), float(np.abs(system.rows[row]).max(initial=0.0)))
            if np.isfinite(limit) and abs(total - limit) < _NEAR * norm:
                equation = [*(int(system.rows[row, one]) for one in used), int(limit)]
                near.append((abs(total - limit) / norm, equation))
    rows = [equation for _, equation in sorted(near)]
    values = [Fraction(0)] * len(corner)
    for one, value in zip(used, eliminated(rows, len(used), enough=True), strict=True):
        values[one] = value
    if not _keeps(system, values):
        raise SolvingError("the corner does not keep its limits in fractions")
    return values


def eliminated(
    rows: Iterable[Sequence[int | Fraction]], unknowns: int, *, enough: bool = False
) -> list[Fraction]:
    """The one solution of rows (coefficients, then the right-hand side), or with ``enough`` of the first rows that have just one.

    Raises SolvingError when there is not just one.
    """
    reduced: dict[int, list[Fraction]] = {}
    for given in rows:
        if enough and len(reduced) == unknowns:
            break
        row = [Fraction(one) for one in given]
        for lead, other in reduced.items():
            row = _less(row, row[lead], other)
        first = next((place for place in range(unknowns) if row[place]), None)
        if first is None:
            if row[unknowns] and not enough:
                raise SolvingError("equations that contradict each other")
            continue
        row = [one / row[first] for one in row]
        reduced = {lead: _less(other, other[first], row) for lead, other in reduced.items()}
        reduced[first] = row
    if len(reduced) < unknowns:
        raise SolvingError("equations with more than one solution")
    return [reduced[place][unknowns] for place in range(unknowns)]


def _less(row: list[Fraction], factor: Fraction, other: list[Fraction]) -> list[Fraction]:
    if not factor:
        return row
    return [mine - factor * its if its else mine for mine, its in zip(row, other, strict=True)]


def _keeps(system: System, values: Sequence[Fraction]) -> bool:
    if any(value < 0 for value in values):
        return False
    used = [one for one, value in enumerate(values) if value]
    scale = lcm(*(values[one].denominator for one in used))
    parts = [int(values[one] * scale) for one in used]
    for row, least, most in zip(system.rows[:, used], system.least, system.most, strict=True):
        total = Fraction(sum(int(row[place]) * parts[place] for place in np.flatnonzero(row)), scale)
        if (np.isfinite(least) and total < int(least)) or (np.isfinite(most) and total > int(most)):
            return False
    return True
