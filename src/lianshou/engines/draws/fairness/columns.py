"""Leximin over whole panels by column generation: for every level one cut, Σ weight × count ≤ most, that no panel breaks.

The weights say whom a level holds: above 0 in the level, 0 or more below it, 0 above it. They come from a linear programme over
the panels known so far; an integer programme looks for a panel that breaks what they say, until there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from lianshou.engines.draws.fairness.chances import Cut
from lianshou.engines.draws.fairness.composing import best_panel
from lianshou.engines.draws.fairness.exact import solved
from lianshou.engines.draws.fairness.linear import Floats, SolvingError, System, Truths
from lianshou.engines.draws.shape import Counts, Shape

_BROKEN = 1e-7
_RISEN = 1e-6
_CAP = 1e-2
_LOOSE = (0.0, 1e-9, 1e-8, 1e-7)
_DENOMINATOR = 10_000


@dataclass(frozen=True, slots=True)
class Held:
    """The profiles of a level, their chance, and the cut that holds them there."""

    chance: Fraction
    profiles: tuple[int, ...]
    cut: Cut


@dataclass
class Columns:
    """The panels ``known`` so far of ``shape``; more are added."""

    shape: Shape
    known: dict[Counts, None]

    def levels(self) -> list[Held]:
        """The levels whose chance is below 1. Raises SolvingError where exact arithmetic does not follow."""
        size = np.array([one.size for one in self.shape.profiles], dtype=np.float64)
        exact = [Fraction(0)] * len(size)
        free = np.ones(len(size), dtype=bool)
        found = list[Held]()
        while free.any():
            chance = self._highest(exact, free, size)
            if chance >= 1:
                break
            exact = [
                chance * profile.size if is_free else one
                for profile, is_free, one in zip(self.shape.profiles, free, exact, strict=True)
            ]
            stuck, cut = self._holding(exact, free, size)
            found.append(Held(chance, tuple(int(one) for one in np.flatnonzero(stuck)), cut))
            free &= ~stuck
        return found

    def _highest(self, exact: Sequence[Fraction], free: Truths, size: Floats) -> Fraction:
        """The highest chance that all free profiles can have at once, the others having what they have."""
        floors = np.array([float(one) for one in exact])
        worth = np.append(np.where(free, 0.0, floors), -1.0)
        fixed = np.append(np.where(free, size, 0.0), 0.0)
        weights = self._weights(fixed, float(size[free].sum()), np.zeros(len(size)), worth)
        most = self._most(weights)
        held = sum(
            (one * weight for one, weight, is_free in zip(exact, weights, free, strict=True) if not is_free),
            Fraction(0),
        )
        given = sum(
            weight * one.size
            for weight, one, is_free in zip(weights, self.shape.profiles, free, strict=True)
            if is_free
        )
        return (most - held) / given

    def _holding(self, exact: Sequence[Fraction], free: Truths, size: Floats) -> tuple[Truths, Cut]:
        """Who of the free cannot rise above the floor, and the cut that holds them there."""
        floors = np.array([float(one) for one in exact])
        held = free.copy()
        while True:
            held &= ~self._risen(floors, held, size)
            if not held.any():
                raise SolvingError("a level without anybody")
            worth = np.append(floors, -1.0)
            rows = np.append(np.zeros(len(size)), 0.0)
            before = len(self.known)
            weights = self._weights(rows, 0.0, held.astype(np.float64), worth, once=True)
            if len(self.known) > before:
                continue
            most = self._most(weights)
            reached = sum((one * weight for one, weight in zip(exact, weights, strict=True)), Fraction(0))
            if reached == most:
                return held, Cut(tuple(weights), most)
            raise SolvingError("a level that its panels do not hold")

    def _most(self, weights: Sequence[int]) -> int:
        return max(
            sum(weight * count for weight, count in zip(weights, panel, strict=True)) for panel in self.known
        )

    def _weights(
        self, row: Floats, total: float, lower: Floats, worth: Floats, *, once: bool = False
    ) -> list[int]:
        """Whole weights of the greatest worth, with ``row`` · weights = ``total``, that no panel breaks.

        With ``once`` it ends after the first panel that is added.
        """
        while True:
            panels = np.array(list(self.known), dtype=np.float64)
            system = System(
                np.vstack([np.hstack([panels, -np.ones((len(panels), 1))]), row]),
                np.append(np.full(len(panels), -np.inf), total),
                np.append(np.zeros(len(panels)), total),
                np.append(lower, 0.0),
                np.full(len(row), np.inf),
            )
            found = system.best(worth)
            if found is None:
                raise SolvingError("no weights for a level")
            if self._broken(found[:-1], float(found[-1])):
                if once:
                    return []
                continue
            parts = _read(system, found)[:-1]
            scale = lcm(*(one.denominator for one in parts))
            weights = [int(one * scale) for one in parts]
            panel = best_panel(self.shape, _scaled(weights))
            if panel is None or panel in self.known:
                return weights
            most = self._most(weights)
            self.known[panel] = None
            if self._most(weights) == most or once:
                return weights

    def _broken(self, weights: Floats, most: float) -> bool:
        """Adds a panel that breaks these weights, if there is one."""
        panel = best_panel(self.shape, weights)
        if panel is None or panel in self.known or float(weights @ np.array(panel)) <= most + _BROKEN:
            return False
        self.known[panel] = None
        return True

    def _risen(self, floors: Floats, held: Truths, size: Floats) -> Truths:
        """Those held who rise in some mixture of the panels known that leaves nobody below the floors."""
        panels = np.array(list(self.known), dtype=np.float64).T
        count, risen = panels.shape[1], np.zeros(len(held), dtype=bool)
        while (held & ~risen).any():
            picked = np.flatnonzero(held & ~risen)
            rises = np.zeros((len(size), len(picked)))
            rises[picked, np.arange(len(picked))] = -1.0
            rows = np.vstack([np.hstack([panels, rises]), np.append(np.ones(count), np.zeros(len(picked)))])
            for slack in _LOOSE:
                least = np.append(np.maximum(floors - slack * size, 0.0), 1.0)
                system = System(
                    rows,
                    least,
                    np.append(np.full(len(size), np.inf), 1.0),
                    np.zeros(rows.shape[1]),
                    np.append(np.ones(count), _CAP * size[picked]),
                )
                found = system.best(np.append(np.zeros(count), np.ones(len(picked))))
                if found is not None:
                    break
            else:
                raise SolvingError("a level that was found cannot be kept")
            more = found[count:] > _RISEN * size[picked]
            if not more.any():
                break
            risen[picked[more]] = True
        return risen


def _scaled(weights: Sequence[int]) -> list[float]:
    most = max(map(abs, weights), default=1) or 1
    return [weight / most for weight in weights] if most > 10**6 else [float(one) for one in weights]


def _read(system: System, corner: Floats) -> list[Fraction]:
    return solved(system, corner, _DENOMINATOR)
