"""Linear and integer programmes over counts per profile, given to HiGHS through scipy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
_DIGITS = 12
_SMALL = 100
_MOST_NODES = 20_000
_FEW_NODES = 200
_GOOD = 0.05
_OPTIMAL, _LIMIT, _NONE = 0, 1, 2


class SolvingError(RuntimeError):
    """The solver gave up, or its answer did not stand the exact check; the draw is refused rather than inexact."""


@dataclass(frozen=True)
class System:
    """``least`` ≤ ``rows`` · x ≤ ``most``, and ``lower`` ≤ x ≤ ``upper``."""

    rows: Any
    least: Floats
    most: Floats
    lower: Floats
    upper: Floats

    def best(self, worth: Floats | Sequence[float], *, whole: bool = False) -> Floats | None:
        """An x of the greatest worth (a corner, when not ``whole``), or None where there is none.

        Raises SolvingError when HiGHS neither finds one nor excludes it.
        """
        status, found = self._solve(worth, whole, gap=0.0, nodes=_MOST_NODES)
        if status == _NONE:
            return None
        if found is None or status != _OPTIMAL:
            raise SolvingError(f"HiGHS ends with status {status}")
        return np.round(found) if whole else found

    def good(self, worth: Floats | Sequence[float]) -> Floats | None:
        """A whole x of nearly the greatest worth; None where there is none, or none was found soon."""
        _, found = self._solve(worth, True, gap=_GOOD, nodes=_FEW_NODES)
        return None if found is None else np.round(found)

    def _solve(
        self, worth: Floats | Sequence[float], whole: bool, *, gap: float, nodes: int
    ) -> tuple[int, Floats | None]:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        price = -np.round(np.asarray(worth, dtype=np.float64), _DIGITS)
        if np.any(self.lower > self.upper) or np.any(self.least > self.most):
            return _NONE, None
        if not len(price):
            keeps = np.all(self.least <= 0) and np.all(self.most >= 0)
            return (_OPTIMAL, np.zeros(0)) if keeps else (_NONE, None)
        limits = [LinearConstraint(csr_array(self.rows), self.least, self.most)] if self.rows.shape[0] else []
        small = whole and len(price) < _SMALL  # there presolve gains nothing, and rarely HiGHS cannot undo it
        for presolve in (not small, small):
            found = milp(
                price,
                constraints=limits,
                bounds=Bounds(self.lower, self.upper),
                integrality=np.ones(len(price), dtype=np.int64) if whole else None,
                options={"mip_rel_gap": gap, "presolve": presolve, "node_limit": nodes},
            )
            if found.status in (_OPTIMAL, _LIMIT, _NONE):
                break
        return found.status, None if found.x is None else np.asarray(found.x)
