"""Proof that no panel goes beyond a cut: a tree of cases, each closed by prices of the rules in whole arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any

import numpy as np

from lianshou.engines.draws.fairness.chances import Bounded, Cut, bound_of, weights_of
from lianshou.engines.draws.fairness.linear import Floats, SolvingError, System
from lianshou.engines.draws.shape import Shape

_MOST_CASES = 5_000
_DENOMINATORS = (12, 1_000, 1_000_000)
_WHOLE = 1e-6
_PARTED = 1e-3
_TRIED = 12
_LITTLE = 1e-3

_HALVES = (2, 3)

Tree = dict[str, Any]
"""``{"prices": [...]}`` closes a case by a bound, ``{"empty": [...]}`` as impossible; ``{"profile", "most", "low", "high"}``
parts it: at most ``most`` of the profile, or more; ``{"sum", "most", "low", "high"}`` likewise by Σ sum × count."""


@dataclass(frozen=True, slots=True)
class Case:
    """Counts between ``low`` and ``high``; ``sums`` are the earlier cuts, then those by which the case was parted off."""

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


@dataclass(frozen=True, slots=True)
class Parting:
    """A case in two, and how the tree tells it."""

    told: Tree
    cases: tuple[Case, Case]


@dataclass
class Proving:
    """One proof under way; the cuts ``earlier`` are proved already and hold in every case."""

    shape: Shape
    cut: Cut
    earlier: tuple[Cut, ...] = ()
    cases: int = 0

    def tree(self) -> Tree:
        """The tree. Raises SolvingError where it grows too large."""
        sizes = tuple(one.size for one in self.shape.profiles)
        return self._case(Case((0,) * len(sizes), sizes, self.earlier))

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
        parting = self._parting(found, case)
        low, high = parting.cases
        return {**parting.told, "low": self._case(low), "high": self._case(high)}

    def _parting(self, found: Floats, case: Case) -> Parting:
        """Of some ways to part the case the one whose two cases come down farthest."""
        most, gain = None, -1.0
        worth = float(found @ np.array(self.cut.adds))
        for parting in self._partings(found, case):
            gains = [self._gain(one, worth) for one in parting.cases]
            if gains[0] * gains[1] > gain:
                most, gain = parting, gains[0] * gains[1]
            if min(gains) == 1.0:
                break
        if most is None:
            raise SolvingError("a case that cannot be parted")
        return most

    def _partings(self, found: Floats, case: Case) -> Iterator[Parting]:
        """By the sums that are not whole, and by the profiles farthest from whole."""
        tried = 0
        for adds in self._halves:
            total = float(found @ np.array(adds))
            if abs(total - round(total)) > _PARTED and tried < _TRIED:
                tried += 1
                yield Parting({"sum": list(adds), "most": floor(total)}, case.parted(adds, floor(total)))
        far = np.abs(found - np.round(found))
        for one in (int(one) for one in np.argsort(-far, kind="stable")[:_TRIED]):
            if far[one] > _PARTED or not tried:
                tried += 1
                at = floor(float(found[one]) + _WHOLE)
                yield Parting({"profile": one, "most": at}, case.parted_at(one, at))

    def _gain(self, case: Case, worth: float) -> float:
        """How far a case comes down from ``worth``, of the way to where it can be closed."""
        best = self._system(case).best(self.cut.adds)
        if best is None or (below := float(best @ np.array(self.cut.adds))) + _WHOLE < self.cut.most + 1:
            return 1.0
        return max((worth - below) / (worth - self.cut.most), _LITTLE)

    def _system(self, case: Case) -> System:
        system = Bounded(self.shape, case.sums).system(np.array(case.low, dtype=np.float64))
        return replace(system, upper=np.array(case.high, dtype=np.float64))

    def _prices(self, system: System, adds: Sequence[int], case: Case, end: Fraction) -> list[str]:
        """Prices of the rules, the earlier cuts and the sums (within ±``reach``) that bound ``adds`` by no more than ``end``."""
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
