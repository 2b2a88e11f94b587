"""When something falls due: so many days after a day, counted as the installation counts them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta


def plain_days(start: date, days: int) -> date:
    """So many calendar days later."""
    return start + timedelta(days=days)


class Deadlines:
    """The one rule by which due days are counted; calendar days until an app that knows working days puts its own in."""

    def __init__(self) -> None:
        self._rule: Callable[[date, int], date] = plain_days

    def use(self, rule: Callable[[date, int], date]) -> None:
        """Count by ``rule(start, days)`` from now on."""
        self._rule = rule

    def due_on(self, start: date, days: int) -> date:
        """The last day on which what began on ``start`` is in time."""
        return self._rule(start, days)


deadlines = Deadlines()
