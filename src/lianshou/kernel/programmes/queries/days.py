"""Due days by the calendars of the register: what ``core.deadlines`` counts by."""

from __future__ import annotations

from datetime import date, timedelta

from lianshou.china.working_days import WorkingDays, is_weekday
from lianshou.core.deadlines import Due
from lianshou.kernel.programmes.queries.programmes import working_days


def due_by_calendar(start: date, days: int, region: str) -> Due:
    """``days`` working days of a region after ``start``.

    Days of a year that nobody has confirmed are taken as the week has them, and the answer is provisional.
    """
    known, day, provisional = working_days(region=region), start, False
    for _ in range(days):
        day += timedelta(days=1)
        while not _is_working(known, day):
            day += timedelta(days=1)
        provisional = provisional or day.year not in known.years
    return Due(day, provisional)


def _is_working(known: WorkingDays, day: date) -> bool:
    return known.is_working(day) if day.year in known.years else is_weekday(day)
