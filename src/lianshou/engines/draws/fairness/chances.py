"""Leximin over the rules: the chance of every profile, exactly, and the prices that prove it.

Chances are found level by level in floating point, then everything is stated and checked in fractions: a level's prices are
multipliers of rules whose sum shows that nobody of the level can have more without somebody of it, or below it, having less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np
from numpy.typing import NDArray

from lianshou.engines.draws.fairness.exact import solved
from lianshou.engines.draws.fairness.linear import Floats, SolvingError, System, Truths
from lianshou.engines.draws.shape import Shape

_NEAR = 1e-6
_RISEN = 1e-5
_LITTLE = 1e-3
_SLACKS = (0.0, 1e-10, 1e-9, 1e-8, 1e-7)
_DENOMINATOR = 10_000
NO_PRICES: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """A rule that every whole panel keeps though the rules alone do not say so: Σ adds × count ≤ most."""

    adds: tuple[int, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Level:
    """Profiles with one chance. ``prices`` by rule, then by cut; none where the chance is 1."""

    chance: Fraction
    profiles: tuple[int, ...]
    prices: tuple[Fraction, ...]


@dataclass(frozen=True)
class Bounded:
    """Shape and cuts as matrices: a row per rule and cut, a column per profile."""

    shape: Shape
    cuts: tuple[Cut, ...]

    @cached_property
    def adds(self) -> list[list[int]]:
        rows = [[one.adds[row] for one in self.shape.profiles] for row in range(len(self.shape.rules))]
        return rows + [list(cut.adds) for cut in self.cuts]

    @cached_property
    def columns(self) -> list[list[tuple[int, int]]]:
        """Of each profile the rows to which it adds, and what it adds."""
        return [
            [(row, adds[one]) for row, adds in enumerate(self.adds) if adds[one]]
            for one in range(len(self.shape.profiles))
        ]

    @cached_property
    def table(self) -> Floats:
        return np.array(self.adds, dtype=np.float64).reshape(len(self.limits), len(self.shape.profiles))

    @cached_property
    def limits(self) -> list[tuple[int | None, int]]:
        rules: list[tuple[int | None, int]] = [(rule.least, rule.most) for rule in self.shape.rules]
        return rules + [(None, cut.most) for cut in self.cuts]

    @cached_property
    def _system(self) -> System:
        limits, count = self.limits, len(self.shape.profiles)
        return System(
            rows=self.table,
            least=np.array([-np.inf if least is None else least for least, _ in limits], dtype=np.float64),
            most=np.array([most for _, most in limits], dtype=np.float64),
            lower=np.zeros(count),
            upper=np.array([one.size for one in self.shape.profiles], dtype=np.float64),
        )

    def system(self, lower: Floats) -> System:
        """Everything as matrices, with at least ``lower`` of each profile."""
        return replace(self._system, lower=lower)


def levels_of(shape: Shape, cuts: Sequence[Cut] = ()) -> tuple[Level, ...] | None:
    """The levels from the lowest chance to the highest; None where the rules (as fractions) cannot be kept.

    Raises SolvingError when floating point led to what fractions do not confirm.
    """
    bounded = Bounded(shape, tuple(cuts))
    found = _levels(bounded)
    return None if found is None else _exact(bounded, *found)


def _levels(bounded: Bounded) -> tuple[list[list[int]], list[float]] | None:
    """The profiles of each level, and its chance."""
    size = np.array([one.size for one in bounded.shape.profiles], dtype=np.float64)
    lower, free = np.zeros(len(size)), np.ones(len(size), dtype=bool)
    if bounded.system(lower).best(np.zeros(len(size))) is None:
        return None
    groups, chances = list[list[int]](), list[float]()
    while free.any():
        chance = _highest_floor(bounded, lower, free, size)
        lower = np.where(free, size * chance, lower)
        stuck = _stuck(bounded, lower, free, size)
        groups.append([int(one) for one in np.flatnonzero(stuck)])
        chances.append(chance)
        free &= ~stuck
    return groups, chances


def _highest_floor(bounded: Bounded, lower: Floats, free: Truths, size: Floats) -> float:
    """The highest chance that all free profiles can have at once."""
    from scipy import sparse

    base, count = bounded.system(lower), len(size)
    picked = np.flatnonzero(free)
    floors = sparse.lil_array((len(picked), count + 1))
    floors[np.arange(len(picked)), picked] = 1.0
    floors[:, [count]] = -size[picked].reshape(-1, 1)
    rules = sparse.csr_array(np.hstack([base.rows, np.zeros((len(base.rows), 1))]))
    rows = sparse.vstack([rules, floors], format="csr")
    system = System(
        rows,
        np.concatenate([base.least, np.zeros(len(picked))]),
        np.concatenate([base.most, np.full(len(picked), np.inf)]),
        np.append(base.lower, 0.0),
        np.append(base.upper, 1.0),
    )
    found = system.best(np.append(np.zeros(count), 1.0))
    if found is None:
        raise SolvingError("a level that can be kept was not found")
    return float(found[count])


def _stuck(bounded: Bounded, lower: Floats, free: Truths, size: Floats) -> Truths:
    """Of the free profiles those that cannot rise above ``lower`` in any way.

    Whoever rises is no candidate any more, until nobody left can.
    """
    candidates = free.copy()
    while True:
        risen = _risen(bounded, lower, size, np.flatnonzero(candidates))
        if not len(risen):
            break
        candidates[risen] = False
    if not candidates.any():
        raise SolvingError("a level without anybody")
    return candidates


def _risen(bounded: Bounded, lower: Floats, size: Floats, candidates: NDArray[np.intp]) -> NDArray[np.intp]:
    """Of the candidates those that rise, where as many as can be rise a little.

    The lower limits may lie a rounding error too high; then they are loosened.
    """
    base = bounded.system(lower)
    most = np.minimum(_LITTLE * size[candidates], base.upper[candidates] - lower[candidates])
    upper = base.upper.copy()
    upper[candidates] -= most
    for slack in _SLACKS:
        floors = np.maximum(lower - slack * size, 0.0)
        rises = System(
            np.hstack([base.rows, base.rows[:, candidates]]),
            base.least,
            base.most,
            np.append(floors, np.zeros(len(candidates))),
            np.append(np.maximum(upper, floors), most),
        )
        found = rises.best(np.append(np.zeros(len(size)), np.ones(len(candidates))))
        if found is not None:
            return candidates[found[len(size) :] > _RISEN]
    raise SolvingError("a level that was found cannot be kept")


def _exact(bounded: Bounded, groups: list[list[int]], chances: list[float]) -> tuple[Level, ...]:
    """The levels in fractions with their prices, checked."""
    sizes = [one.size for one in bounded.shape.profiles]
    place = {one: number for number, group in enumerate(groups) for one in group}
    places = [place[one] for one in range(len(sizes))]
    rough = [size * chances[one] for size, one in zip(sizes, places, strict=True)]
    known: dict[int, Fraction] = {}
    levels = []
    for number, group in enumerate(groups):
        if chances[number] > 1 - _NEAR:
            prices, chance = NO_PRICES, Fraction(1)
        else:
            prices = _prices(bounded, rough, places, number, chances)
            chance = _chance(bounded, prices, known, group)
        known |= dict.fromkeys(group, chance)
        levels.append(Level(chance, tuple(group), prices))
    _confirm(bounded, [known[one] * sizes[one] for one in range(len(sizes))])
    return tuple(levels)


def _prices(
    bounded: Bounded, rough: Sequence[float], place: Sequence[int], level: int, chances: Sequence[float]
) -> tuple[Fraction, ...]:
    """Multipliers of the rules that hold this level where it is: the smallest in sum, as fractions."""
    sums = bounded.table @ np.array(rough)
    signs = []  # (rule, +1 where its most binds, -1 where its least does)
    for row, (least, most) in enumerate(bounded.limits):
        near = _NEAR * max(1.0, abs(most))
        signs += [(row, 1)] if sums[row] > most - near else []
        signs += [(row, -1)] if least is not None and sums[row] < least + near else []
    demands = np.array([_demand(one, level, chances) for one in range(len(chances))])[list(place)]
    adds = np.array([sign * bounded.table[row] for row, sign in signs]).reshape(len(signs), len(rough)).T
    asked = np.unique(np.hstack([adds, demands]), axis=0)
    table, low, high = asked[:, :-2], asked[:, -2], asked[:, -1]
    system = System(table, low, high, np.zeros(len(signs)), np.full(len(signs), np.inf))
    found = system.best(-np.ones(len(signs)))
    if found is None:
        raise SolvingError(f"no prices for level {level + 1}")
    values = solved(system, found, _DENOMINATOR)
    prices = [Fraction(0)] * len(bounded.limits)
    for (row, sign), value in zip(signs, values, strict=True):
        prices[row] += sign * value
    return tuple(prices)


def _demand(place: int, level: int, chances: Sequence[float]) -> tuple[float, float]:
    """Between what the prices of a profile must add up to: at least 1 in the level, nothing above it, never below 0 under it;
    whoever has the chance 1 anyhow may be on the other side.
    """
    if place == level:
        return 1.0, np.inf
    if place < level:
        return 0.0, np.inf
    return (-np.inf, 0.0) if chances[place] > 1 - _NEAR else (0.0, 0.0)


def _chance(
    bounded: Bounded, prices: Sequence[Fraction], known: dict[int, Fraction], group: Sequence[int]
) -> Fraction:
    """The chance of the level that its prices imply."""
    weights, bound = weights_of(bounded, prices), bound_of(bounded, prices)
    sizes = [one.size for one in bounded.shape.profiles]
    above = sum((-weight * sizes[one] for one, weight in enumerate(weights) if weight < 0), Fraction(0))
    below: dict[Fraction, Fraction] = {}
    for one, chance in known.items():
        if weights[one]:
            below[chance] = below.get(chance, Fraction(0)) + weights[one] * sizes[one]
    held = sum((chance * weight for chance, weight in below.items()), Fraction(0))
    return (bound + above - held) / sum(weights[one] * sizes[one] for one in group)


def weights_of(bounded: Bounded, prices: Sequence[Fraction]) -> list[Fraction]:
    """What the prices of all rules come to for one unit of each profile."""
    scale = lcm(*(price.denominator for price in prices))
    parts = [int(price * scale) for price in prices]
    return [Fraction(sum(parts[row] * add for row, add in column), scale) for column in bounded.columns]


def bound_of(bounded: Bounded, prices: Sequence[Fraction]) -> Fraction:
    """What the weights of any panel add up to at most."""
    total = Fraction(0)
    for price, (least, most) in zip(prices, bounded.limits, strict=True):
        if price < 0 and least is None:
            raise SolvingError("a cut has no least")
        total += price * (most if price > 0 else least or 0)
    return total


def _confirm(bounded: Bounded, counts: Sequence[Fraction]) -> None:
    """Raises SolvingError unless the expected counts keep every rule."""
    if any(not 0 <= count <= one.size for count, one in zip(counts, bounded.shape.profiles, strict=True)):
        raise SolvingError("a chance beyond 0 and 1")
    sums = [Fraction(0)] * len(bounded.limits)
    for count, column in zip(counts, bounded.columns, strict=True):
        for row, add in column:
            sums[row] += add * count
    for total, (least, most) in zip(sums, bounded.limits, strict=True):
        if total > most or (least is not None and total < least):
            raise SolvingError("expected counts outside a rule")
