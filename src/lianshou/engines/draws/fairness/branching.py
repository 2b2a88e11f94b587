"""Proof that no panel goes beyond a cut: a tree of cases, each closed by prices of the rules in whole arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import Any

import numpy as np

from lianshou.engines.draws.fairness.chances import Bounded, Cut
from lianshou.engines.draws.fairness.linear import SolvingError, System
from lianshou.engines.draws.shape import Shape

_MOST_CASES = 5_000
_DENOMINATORS = (12, 1_000, 1_000_000)
_WHOLE = 1e-6

Tree = dict[str, Any]
"""``{"prices": [...]}`` closes a case by a bound, ``{"empty": [...]}`` as impossible; ``{"profile", "most", "low", "high"}``
parts it: at most ``most`` of the profile, or more."""


@dataclass
class Proving:
    """One proof under way."""

    shape: Shape
    cut: Cut
    cases: int = 0

    def tree(self) -> Tree:
        """The tree. Raises SolvingError where it grows too large."""
        return self._case([0] * len(self.shape.profiles), [one.size for one in self.shape.profiles])

    def _case(self, low: list[int], high: list[int]) -> Tree:
        self.cases += 1
        if self.cases > _MOST_CASES:
            raise SolvingError("the proof of a cut grows too large")
        system = self._system(low, high)
        found = system.best(self.cut.adds)
        if found is None:
            return {"empty": self._prices(system, [0] * len(low), low, high, -Fraction(1, 10**12))}
        if floor(float(found @ np.array(self.cut.adds)) + _WHOLE) <= self.cut.most:
            end = Fraction(self.cut.most + 1) - Fraction(1, 10**12)
            return {"prices": self._prices(system, self.cut.adds, low, high, end)}
        one = int(np.argmax(np.abs(found - np.round(found))))
        at = floor(float(found[one]) + _WHOLE)
        return {
            "profile": one,
            "most": at,
            "low": self._case(low, [at if place == one else most for place, most in enumerate(high)]),
            "high": self._case([at + 1 if place == one else least for place, least in enumerate(low)], high),
        }

    def _system(self, low: Sequence[int], high: Sequence[int]) -> System:
        system = Bounded(self.shape, ()).system(np.array(low, dtype=np.float64))
        return replace(system, upper=np.array(high, dtype=np.float64))

    def _prices(
        self, system: System, adds: Sequence[int], low: Sequence[int], high: Sequence[int], end: Fraction
    ) -> list[str]:
        """Prices of the rules (within ±``reach``) that bound ``adds`` by no more than ``end``."""
        rules, count = len(self.shape.rules), len(low)
        reach = 1.0 if not any(adds) else np.inf
        rows = np.hstack([system.rows.T, -system.rows.T, np.eye(count), -np.eye(count)])
        goal = np.array(adds, dtype=np.float64)
        upper = np.concatenate([np.full(2 * rules, reach), np.full(2 * count, np.inf)])
        dual = System(rows, goal, goal, np.zeros(len(upper)), upper)
        worth = -np.concatenate([system.most, -system.least, system.upper, -system.lower])
        found = dual.best(worth)
        if found is None:
            raise SolvingError("no prices for a case")
        rough = found[:rules] - found[rules : 2 * rules]
        for denominator in _DENOMINATORS:
            prices = [Fraction(float(one)).limit_denominator(denominator) for one in rough]
            if case_bound(self.shape, prices, adds, low, high) <= end:
                return [str(one) for one in prices]
        raise SolvingError("the prices of a case do not hold in fractions")


def case_bound(
    shape: Shape, prices: Sequence[Fraction], adds: Sequence[int], low: Sequence[int], high: Sequence[int]
) -> Fraction:
    """What Σ adds × count can be at most by these prices, when counts lie between ``low`` and ``high``."""
    total = sum(
        (
            price * (rule.most if price > 0 else rule.least)
            for price, rule in zip(prices, shape.rules, strict=True)
        ),
        Fraction(0),
    )
    for one, profile in enumerate(shape.profiles):
        rest = adds[one] - sum(
            (price * add for price, add in zip(prices, profile.adds, strict=True)), Fraction(0)
        )
        total += rest * (high[one] if rest > 0 else low[one])
    return total
