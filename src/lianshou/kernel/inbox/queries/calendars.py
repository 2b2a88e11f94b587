"""The working days by which digests and escalations go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lianshou.china.working_days import WorkingDays, is_weekday
from lianshou.kernel.programmes.queries import working_days


@dataclass(frozen=True)
class Days:
    """The working days of a region; in a year whose calendar nobody has confirmed, Monday to Friday."""

    known: WorkingDays

    def is_working(self, day: date) -> bool:
        """Whether a day is a working day."""
        return self.known.is_working(day) if day.year in self.known.years else is_weekday(day)

    def add(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day``."""
        while n > 0:
            day += timedelta(days=1)
            n -= self.is_working(day)
        return day


class Calendars:
    """The working days by region, each read once."""

    def __init__(self) -> None:
        self._days: dict[str, Days] = {}

    def of(self, region: str) -> Days:
        """The working days of a region (a division code)."""
        if region not in self._days:
            self._days[region] = Days(working_days(region=region))
        return self._days[region]
