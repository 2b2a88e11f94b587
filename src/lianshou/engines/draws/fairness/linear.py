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
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        price = -np.round(np.asarray(worth, dtype=np.float64), _DIGITS)
        if not len(price):
            return np.zeros(0) if np.all(self.least <= 0) and np.all(self.most >= 0) else None
        if np.any(self.lower > self.upper) or np.any(self.least > self.most):
            return None
        limits = [LinearConstraint(csr_array(self.rows), self.least, self.most)] if self.rows.shape[0] else []
        small = whole and len(price) < _SMALL  # there presolve gains nothing, and rarely HiGHS cannot undo it
        for presolve in (not small, small):
            found = milp(
                price,
                constraints=limits,
                bounds=Bounds(self.lower, self.upper),
                integrality=np.ones(len(price), dtype=np.int64) if whole else None,
                options={"mip_rel_gap": 0.0, "presolve": presolve},
            )
            if found.status in (0, 2):
                break
        if found.status == 2:
            return None
        if found.x is None or found.status != 0:
            raise SolvingError(f"HiGHS: {found.message}")
        return np.round(found.x) if whole else np.asarray(found.x)
