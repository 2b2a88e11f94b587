"""From expected counts to a lottery over whole panels, panel by panel: each takes as much weight as what is left can bear.

Every panel has of each profile, and under each rule, the expected number rounded down or up where that can be; so no draw is
far from what was expected. All arithmetic is in whole numbers: weights are parts of a common denominator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from lianshou.engines.draws.fairness.linear import Floats, System
from lianshou.engines.draws.shape import Counts, Shape

_WHOLE = 1e-6


@dataclass(frozen=True)
class Bounds:
    """Between what the counts of a panel, and its sums under the rules, must lie."""

    low: list[int]
    high: list[int]
    least: list[int]
    most: list[int]


@dataclass
class Rest:
    """What is not yet shared out: ``mass`` of ``total``; ``counts`` and ``sums`` are expectations times ``mass``."""

    shape: Shape
    total: int
    mass: int
    counts: list[int]
    sums: list[int]
    taken: list[tuple[int, Counts]]

    @classmethod
    def of(cls, shape: Shape, expected: Sequence[Fraction]) -> Rest:
        total = lcm(*(one.denominator for one in expected))
        counts = [int(one * total) for one in expected]
        return cls(shape, total, total, counts, list(shape.sums(counts)), [])

    def rounded(self) -> Bounds:
        """Everything rounded down and up."""
        low, high = [one // self.mass for one in self.counts], [-(-one // self.mass) for one in self.counts]
        return Bounds(
            low, high, [one // self.mass for one in self.sums], [-(-one // self.mass) for one in self.sums]
        )

    def allowed(self) -> Bounds:
        """What the rules allow, but where the expectation is at a limit every panel must be there."""
        profiles, rules = self.shape.profiles, self.shape.rules
        limits = [(0, one.size) for one in profiles], [(rule.least, rule.most) for rule in rules]
        (low, high), (least, most) = (
            _faces(lefts, self.mass, pairs)
            for lefts, pairs in zip((self.counts, self.sums), limits, strict=True)
        )
        return Bounds(low, high, least, most)

    def before(self, step: int) -> Rest:
        """What was left before panel ``step`` (from 0) was taken."""
        kept = self.taken[:step]
        counts, sums = list(self.counts), list(self.sums)
        for weight, panel in self.taken[step:]:
            counts = [one + weight * value for one, value in zip(counts, panel, strict=True)]
            sums = [one + weight * value for one, value in zip(sums, self.shape.sums(panel), strict=True)]
        mass = self.total - sum(weight for weight, _ in kept)
        return Rest(self.shape, self.total, mass, counts, sums, kept)

    def take(self, panel: Counts, bounds: Bounds) -> None:
        """Give ``panel`` the greatest weight that keeps the expectation of what is left within ``bounds``."""
        sums = self.shape.sums(panel)
        weight = self._most(panel, sums, bounds)
        if weight < 1:
            self._scale(weight.denominator)
            weight *= weight.denominator
        part = int(weight)
        self.mass -= part
        self.counts = [left - part * value for left, value in zip(self.counts, panel, strict=True)]
        self.sums = [left - part * value for left, value in zip(self.sums, sums, strict=True)]
        self.taken.append((part, panel))

    def _most(self, panel: Sequence[int], sums: Sequence[int], bounds: Bounds) -> Fraction:
        most, by = self.mass, 1
        for value, left, low, high in (
            *zip(panel, self.counts, bounds.low, bounds.high, strict=True),
            *zip(sums, self.sums, bounds.least, bounds.most, strict=True),
        ):
            if value > low and (left - low * self.mass) * by < most * (value - low):
                most, by = left - low * self.mass, value - low
            if value < high and (high * self.mass - left) * by < most * (high - value):
                most, by = high * self.mass - left, high - value
        return Fraction(most, by)

    def _scale(self, factor: int) -> None:
        self.total, self.mass = self.total * factor, self.mass * factor
        self.counts = [one * factor for one in self.counts]
        self.sums = [one * factor for one in self.sums]
        self.taken = [(weight * factor, panel) for weight, panel in self.taken]


def peeled(shape: Shape, expected: Sequence[Fraction]) -> Rest:
    """Panels with their weights; some ``mass`` is left where no panel lies between the bounds (see ``panels``)."""
    rest = Rest.of(shape, expected)
    rows = np.array(
        [[one.adds[row] for one in shape.profiles] for row in range(len(shape.rules))], dtype=np.float64
    )
    while rest.mass:
        for bounds_of in (Rest.rounded, Rest.allowed):
            bounds = bounds_of(rest)
            panel = _panel(rest, bounds, rows)
            if panel is not None:
                rest.take(panel, bounds)
                break
        else:
            break
    return rest


def _faces(lefts: Sequence[int], mass: int, limits: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    low, high = [], []
    for left, (least, most) in zip(lefts, limits, strict=True):
        low.append(most if left == most * mass else least)
        high.append(least if left == least * mass else most)
    return low, high


def _panel(rest: Rest, bounds: Bounds, rows: Floats) -> Counts | None:
    """A panel within ``bounds`` that has much of what is most wanted; None where there is none."""
    low, high = np.array(bounds.low, dtype=np.float64), np.array(bounds.high, dtype=np.float64)
    free = np.flatnonzero(low < high)
    held = rows @ np.where(low < high, 0.0, low)
    system = System(
        rows[:, free],
        np.array(bounds.least, dtype=np.float64) - held,
        np.array(bounds.most, dtype=np.float64) - held,
        low[free],
        high[free],
    )
    wanted = [rest.counts[one] / rest.mass - bounds.low[one] for one in free]
    found = system.best(wanted)
    if found is not None and np.abs(found - np.round(found)).max(initial=0.0) > _WHOLE:
        found = system.good(wanted)
    if found is None:
        return None
    panel = list(bounds.low)
    for one, value in zip(free, found, strict=True):
        panel[int(one)] = round(float(value))
    return tuple(panel) if rest.shape.holds(panel) else None
