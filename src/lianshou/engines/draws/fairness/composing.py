"""Whether expected counts are a mixture of whole panels, and which.

Columns are generated: the linear programme asks for the direction in which the expectation lies farthest outside the panels known
so far, an integer programme for the panel that lies farthest in that direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from lianshou.engines.draws.fairness.chances import Bounded
from lianshou.engines.draws.fairness.exact import eliminated
from lianshou.engines.draws.fairness.linear import Floats, SolvingError, System
from lianshou.engines.draws.shape import Counts, Shape

_NEAR = 1e-7
_MARGINS = (0.0, 1e-9, 1e-8, 1e-7, 1e-6)

Mixture = list[tuple[Fraction, Counts]]


@dataclass
class Composing:
    """The panels known so far of ``shape``."""

    shape: Shape
    known: dict[Counts, None]

    def compose(self, expected: Sequence[Fraction]) -> Mixture | None:
        """Weights of panels whose mean is ``expected``, exactly; None where it lies outside all panels, or no weights are exact."""
        goal = np.array([float(one) for one in expected])
        while True:
            direction, level, gap = self._farthest(goal)
            if gap < _NEAR and (mixture := self._mixture(expected)) is not None:
                return mixture
            panel = best_panel(self.shape, direction)
            if panel is None or (gap < _NEAR and panel in self.known):
                return None
            if gap >= _NEAR and float(direction @ np.array(panel)) <= level + _NEAR:
                return None
            self.known[panel] = None

    def _farthest(self, goal: Floats) -> tuple[Floats, float, float]:
        """Direction (each part within ±1), the level no known panel exceeds in it, and how far the goal does."""
        count = len(goal)
        if not self.known:
            return np.zeros(count) if not count else np.ones(count), -1e9, 1e9
        panels = np.array(list(self.known), dtype=np.float64)
        system = System(
            np.hstack([panels, -np.ones((len(panels), 1))]),
            np.full(len(panels), -np.inf),
            np.zeros(len(panels)),
            np.append(-np.ones(count), -1e9),
            np.append(np.ones(count), 1e9),
        )
        worth = np.append(goal, -1.0)
        found = system.best(worth)
        if found is None:
            raise SolvingError("no direction")
        return found[:count], float(found[count]), float(found @ worth)

    def _mixture(self, expected: Sequence[Fraction]) -> Mixture | None:
        """Weights in fractions from a corner in floating point; None where no reading of the corner gives any."""
        panels = list(self.known)
        rows = np.array([*zip(*panels, strict=True), (1,) * len(panels)], dtype=np.float64)
        goal = np.array([*(float(one) for one in expected), 1.0])
        for margin in _MARGINS:
            ends = np.zeros(len(panels)), np.ones(len(panels))
            rough = System(rows, goal - margin, goal + margin, *ends).best(ends[0])
            if rough is None:
                continue
            for least in _MARGINS:
                used = [panel for panel, weight in zip(panels, rough, strict=True) if weight > least]
                if (found := _weights(used, expected)) is not None:
                    return found
        return None


def _weights(used: Sequence[Counts], expected: Sequence[Fraction]) -> Mixture | None:
    columns = [*(zip(*used, strict=True) if used else [()] * len(expected)), (1,) * len(used)]
    rows = [(*column, goal) for column, goal in zip(columns, (*expected, 1), strict=True)]
    try:
        weights = eliminated(rows, len(used))
    except SolvingError:
        return None
    if any(weight < 0 for weight in weights):
        return None
    return [(weight, panel) for weight, panel in zip(weights, used, strict=True) if weight]


def best_panel(shape: Shape, worth: Iterable[float]) -> Counts | None:
    """A panel of the greatest worth, or None where the rules admit none."""
    lower = np.zeros(len(shape.profiles))
    found = Bounded(shape, ()).system(lower).best(np.array(list(worth), dtype=np.float64), whole=True)
    panel = None if found is None else tuple(int(one) for one in found)
    if panel is not None and not shape.holds(panel):
        raise SolvingError("a panel that does not keep the rules")
    return panel
