"""When something falls due: so many working days after a day, counted by the calendar of a region.

The days of a year that nobody has confirmed yet are counted by the week alone, and the day is marked provisional: whoever
keeps it says so on the page, keeps from where it was counted, and has it counted again once the year is confirmed (ADR 24).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

_WEEK = 5


@dataclass(frozen=True, slots=True)
class Due:
    """A last day, and whether it was counted without the calendar of a year that it needs."""

    on: date
    is_provisional: bool = False


Rule = Callable[[date, int, str], Due]


def by_the_week(start: date, days: int, region: str) -> Due:
    """So many days later, Monday to Friday, whatever the region; provisional, for it knows no calendar."""
    day = start
    for _ in range(days):
        day += timedelta(days=1)
        while day.weekday() >= _WEEK:
            day += timedelta(days=1)
    return Due(day, is_provisional=True)


class Deadlines:
    """The one rule by which due days are counted, and who keeps due days: by the week until an app puts its calendar in."""

    def __init__(self) -> None:
        self._rule: Rule = by_the_week
        self._keepers: list[Callable[..., int]] = []

    def use(self, rule: Rule) -> None:
        """Count by ``rule(start, days, region)`` from now on."""
        self._rule = rule

    def due(self, start: date, days: int, *, region: str) -> Due:
        """The last day on which what began on ``start`` is in time, after ``days`` working days of ``region``."""
        return self._rule(start, days, region)

    def keep(self, recount: Callable[..., int]) -> None:
        """``recount(actor=…, now=…)`` counts the provisional days of an app again, and says how many moved or became certain."""
        self._keepers.append(recount)

    def recount(self, *, actor: Any, now: datetime) -> int:
        """Count every provisional day again: a calendar was confirmed, or changed. Inside the caller's transaction."""
        return sum(keeper(actor=actor, now=now) for keeper in self._keepers)


deadlines = Deadlines()
