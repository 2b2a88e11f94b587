"""Leximin over the rules: the chance of every profile, exactly, and the prices that prove it.

Chances are found level by level in floating point, then everything is stated and checked in fractions: a level's prices are
multipliers of rules whose sum shows that nobody of the level can have more without somebody of it, or below it, having less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

from lianshou.engines.draws.fairness.exact import solved
from lianshou.engines.draws.fairness.linear import Floats, SolvingError, System, Truths
from lianshou.engines.draws.shape import Shape

_NEAR = 1e-6
_RISEN = 1e-5
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
    def limits(self) -> list[tuple[int | None, int]]:
        rules: list[tuple[int | None, int]] = [(rule.least, rule.most) for rule in self.shape.rules]
        return rules + [(None, cut.most) for cut in self.cuts]

    @cached_property
    def _system(self) -> System:
        limits, count = self.limits, len(self.shape.profiles)
        return System(
            rows=np.array(self.adds, dtype=np.float64).reshape(len(limits), count),
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
        counts = _kept(bounded, lower, size, candidates.astype(np.float64))
        risen = candidates & (counts > lower + _RISEN)
        if not risen.any():
            break
        candidates &= ~risen
    if not candidates.any():
        raise SolvingError("a level without anybody")
    return candidates


def _kept(bounded: Bounded, lower: Floats, size: Floats, worth: Floats) -> Floats:
    """The best counts above ``lower``, which may lie a rounding error too high."""
    for slack in _SLACKS:
        counts = bounded.system(np.maximum(lower - slack * size, 0.0)).best(worth)
        if counts is not None:
            return counts
    raise SolvingError("a level that was found cannot be kept")


def _exact(bounded: Bounded, groups: list[list[int]], chances: list[float]) -> tuple[Level, ...]:
    """The levels in fractions with their prices, checked."""
    sizes = [one.size for one in bounded.shape.profiles]
    place = {one: number for number, group in enumerate(groups) for one in group}
    rough = [sizes[one] * chances[place[one]] for one in range(len(sizes))]
    known: dict[int, Fraction] = {}
    levels = []
    for number, group in enumerate(groups):
        if chances[number] > 1 - _NEAR:
            prices, chance = NO_PRICES, Fraction(1)
        else:
            prices = _prices(bounded, rough, [place[one] for one in range(len(sizes))], number, chances)
            chance = _chance(bounded, prices, known, group)
        known |= dict.fromkeys(group, chance)
        levels.append(Level(chance, tuple(group), prices))
    _confirm(bounded, [known[one] * sizes[one] for one in range(len(sizes))])
    return tuple(levels)


def _prices(
    bounded: Bounded, rough: Sequence[float], place: Sequence[int], level: int, chances: Sequence[float]
) -> tuple[Fraction, ...]:
    """Multipliers of the rules that hold this level where it is: the smallest in sum, as fractions."""
    adds = np.array(bounded.adds, dtype=np.float64).reshape(len(bounded.limits), len(rough))
    sums = adds @ np.array(rough)
    signs = []  # (rule, +1 where its most binds, -1 where its least does)
    for row, (least, most) in enumerate(bounded.limits):
        near = _NEAR * max(1.0, abs(most))
        signs += [(row, 1)] if sums[row] > most - near else []
        signs += [(row, -1)] if least is not None and sums[row] < least + near else []
    asked: dict[tuple[tuple[int, ...], tuple[float, float]], None] = {}
    for one in range(len(rough)):
        column = tuple(int(sign * adds[row, one]) for row, sign in signs)
        asked[column, _demand(place[one], level, chances)] = None
    table = np.array([column for column, _ in asked], dtype=np.float64).reshape(len(asked), len(signs))
    low, high = (np.array([limits[end] for _, limits in asked]) for end in (0, 1))
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
    below = sum((weights[one] * sizes[one] * chance for one, chance in known.items()), Fraction(0))
    return (bound + above - below) / sum(weights[one] * sizes[one] for one in group)


def weights_of(bounded: Bounded, prices: Sequence[Fraction]) -> list[Fraction]:
    """What the prices of all rules come to for one unit of each profile."""
    used = [(price, row) for price, row in zip(prices, bounded.adds, strict=True) if price]
    return [
        sum((price * row[one] for price, row in used), Fraction(0))
        for one in range(len(bounded.shape.profiles))
    ]


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
    for row, (least, most) in zip(bounded.adds, bounded.limits, strict=True):
        total = sum((add * count for add, count in zip(row, counts, strict=True) if add), Fraction(0))
        if total > most or (least is not None and total < least):
            raise SolvingError("expected counts outside a rule")
