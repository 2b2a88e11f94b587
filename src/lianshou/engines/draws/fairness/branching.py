"""Proof that no panel goes beyond a cut: a tree of cases, each closed by prices of the rules in whole arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any

import numpy as np

from lianshou.engines.draws.fairness.chances import Bounded, Cut, bound_of, weights_of
from lianshou.engines.draws.fairness.linear import SolvingError, System
from lianshou.engines.draws.shape import Shape

_MOST_CASES = 5_000
_DENOMINATORS = (12, 1_000, 1_000_000)
_WHOLE = 1e-6
_PARTED = 1e-3

_HALVES = (2, 3)

Tree = dict[str, Any]
"""``{"prices": [...]}`` closes a case by a bound, ``{"empty": [...]}`` as impossible; ``{"profile", "most", "low", "high"}``
parts it: at most ``most`` of the profile, or more; ``{"sum", "most", "low", "high"}`` likewise by Σ sum × count."""


@dataclass(frozen=True, slots=True)
class Case:
    """Counts between ``low`` and ``high``; ``sums`` are the cuts by which the case was parted off."""

    low: tuple[int, ...]
    high: tuple[int, ...]
    sums: tuple[Cut, ...] = ()

    def parted(self, adds: Sequence[int], at: int) -> tuple[Case, Case]:
        """Σ adds × count at most ``at``, or more."""
        below, above = Cut(tuple(adds), at), Cut(tuple(-add for add in adds), -at - 1)
        return replace(self, sums=(*self.sums, below)), replace(self, sums=(*self.sums, above))

    def parted_at(self, one: int, at: int) -> tuple[Case, Case]:
        """At most ``at`` of the profile ``one``, or more."""
        high, low = list(self.high), list(self.low)
        high[one], low[one] = at, at + 1
        return replace(self, high=tuple(high)), replace(self, low=tuple(low))


@dataclass
class Proving:
    """One proof under way."""

    shape: Shape
    cut: Cut
    cases: int = 0

    def tree(self) -> Tree:
        """The tree. Raises SolvingError where it grows too large."""
        sizes = tuple(one.size for one in self.shape.profiles)
        return self._case(Case((0,) * len(sizes), sizes))

    @cached_property
    def _halves(self) -> tuple[tuple[int, ...], ...]:
        """Sums that tell odd from even: each rule divided by two (or three) and rounded down.

        Where couples fill the places but for a few single ones, no profile by itself closes a case, the number of couples does.
        """
        rows = [tuple(one.adds[row] for one in self.shape.profiles) for row in range(len(self.shape.rules))]
        found = [tuple(add // by for add in row) for by in _HALVES for row in rows]
        return tuple(one for one in dict.fromkeys(found) if sum(map(bool, one)) > 1)

    def _case(self, case: Case) -> Tree:
        self.cases += 1
        if self.cases > _MOST_CASES:
            raise SolvingError("the proof of a cut grows too large")
        system = self._system(case)
        found = system.best(self.cut.adds)
        if found is None:
            nothing = [0] * len(case.low)
            return {"empty": self._prices(system, nothing, case, -Fraction(1, 10**12))}
        if floor(float(found @ np.array(self.cut.adds)) + _WHOLE) <= self.cut.most:
            end = Fraction(self.cut.most + 1) - Fraction(1, 10**12)
            return {"prices": self._prices(system, self.cut.adds, case, end)}
        for adds in self._halves:
            total = float(found @ np.array(adds))
            if abs(total - round(total)) > _PARTED:
                at = floor(total)
                low, high = case.parted(adds, at)
                return {"sum": list(adds), "most": at, "low": self._case(low), "high": self._case(high)}
        one = int(np.argmax(np.abs(found - np.round(found))))
        at = floor(float(found[one]) + _WHOLE)
        low, high = case.parted_at(one, at)
        return {"profile": one, "most": at, "low": self._case(low), "high": self._case(high)}

    def _system(self, case: Case) -> System:
        system = Bounded(self.shape, case.sums).system(np.array(case.low, dtype=np.float64))
        return replace(system, upper=np.array(case.high, dtype=np.float64))

    def _prices(self, system: System, adds: Sequence[int], case: Case, end: Fraction) -> list[str]:
        """Prices of the rules, then of the sums (within ±``reach``) that bound ``adds`` by no more than ``end``."""
        rules, count = len(system.rows), len(case.low)
        reach = 1.0 if not any(adds) else np.inf
        rows = np.hstack([system.rows.T, -system.rows.T, np.eye(count), -np.eye(count)])
        goal = np.array(adds, dtype=np.float64)
        upper = np.concatenate([np.full(2 * rules, reach), np.full(2 * count, np.inf)])
        endless = np.concatenate(
            [np.zeros(rules, dtype=bool), np.isinf(system.least), np.zeros(2 * count, dtype=bool)]
        )
        upper[endless] = 0.0
        dual = System(rows, goal, goal, np.zeros(len(upper)), upper)
        least = np.where(np.isinf(system.least), 0.0, system.least)
        worth = -np.concatenate([system.most, -least, system.upper, -system.lower])
        found = dual.best(worth)
        if found is None:
            raise SolvingError("no prices for a case")
        rough = found[:rules] - found[rules : 2 * rules]
        for denominator in _DENOMINATORS:
            prices = [Fraction(float(one)).limit_denominator(denominator) for one in rough]
            if case_bound(self.shape, prices, adds, case) <= end:
                return [str(one) for one in prices]
        raise SolvingError("the prices of a case do not hold in fractions")


def case_bound(shape: Shape, prices: Sequence[Fraction], adds: Sequence[int], case: Case) -> Fraction:
    """What Σ adds × count can be at most by these prices in this case."""
    bounded = Bounded(shape, case.sums)
    total = bound_of(bounded, prices)
    for one, weight in enumerate(weights_of(bounded, prices)):
        rest = adds[one] - weight
        total += rest * (case.high[one] if rest > 0 else case.low[one])
    return total
