"""What marks come to: exact fractions throughout, rounded once, half up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

PLACES = 2
"""Decimal places of a score on the scale from 0 to 100."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A criterion: its weight, and its marks from ``low`` to ``high`` in steps of ``step``."""

    weight: Decimal
    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def is_sound(self) -> bool:
        """Whether the highest mark lies a whole number of steps above the lowest."""
        return self.step > 0 and self.high > self.low and (self.high - self.low) % self.step == 0

    def holds(self, mark: Decimal) -> bool:
        """Whether a mark lies on the scale."""
        return self.low <= mark <= self.high and (mark - self.low) % self.step == 0

    def share(self, mark: Decimal) -> Fraction:
        """How far up the scale a mark stands, from 0 to 1."""
        return Fraction(mark - self.low) / Fraction(self.high - self.low)


@dataclass(frozen=True, slots=True)
class Result:
    """What an application's reviews come to. ``score`` is None without any; ``spread`` is None with fewer than two."""

    score: Decimal | None
    done: int
    wanted: int
    spread: Decimal | None
    is_divided: bool


def score_of(marks: Mapping[int, Decimal], scales: Mapping[int, Scale]) -> Fraction | None:
    """One reviewer's weighted mean on the scale from 0 to 100, exactly; None unless every criterion has its mark."""
    if not scales or any(key not in marks for key in scales):
        return None
    total = sum((Fraction(scale.weight) for scale in scales.values()), Fraction(0))
    won = sum(
        (Fraction(scale.weight) * scale.share(marks[key]) for key, scale in scales.items()), Fraction(0)
    )
    return 100 * won / total


def result_of(scores: Sequence[Fraction], *, wanted: int, spread_limit: int) -> Result:
    """The mean of the reviewers' exact scores, and whether they are divided: highest less lowest above ``spread_limit``."""
    if not scores:
        return Result(None, 0, wanted, None, False)
    spread = max(scores) - min(scores)
    mean = sum(scores, Fraction(0)) / len(scores)
    return Result(
        half_up(mean),
        len(scores),
        wanted,
        half_up(spread) if len(scores) > 1 else None,
        len(scores) > 1 and spread > spread_limit,
    )


def half_up(value: Fraction, places: int = PLACES) -> Decimal:
    """``value`` with so many places, a half going up (四舍五入), computed in whole numbers."""
    unit = 10**places
    whole = (abs(value) * unit * 2 + 1) // 2
    return (Decimal(int(whole)) * (1 if value >= 0 else -1)).scaleb(-places)


def ranks_of(scores: Mapping[int, Decimal | None]) -> dict[int, int | None]:
    """The rank of each: highest first, equal scores share a rank, without a score there is none."""
    known = sorted((score for score in scores.values() if score is not None), reverse=True)
    return {key: None if score is None else known.index(score) + 1 for key, score in scores.items()}
