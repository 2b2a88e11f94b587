"""A bulletin like an earlier one: for which days."""

from __future__ import annotations

from datetime import date

from lianshou.core.periods import Period


def moved_on(period: Period, today: date) -> Period:
    """The days until ``today`` for which a text of ``period`` is written again.

    Days of one month from its first on become those of this month, days of one year from its first on those of this year;
    any others as many days, the last of them today.
    """
    first, last = period.starts_on, period.ends_on or today
    if first.day == 1 and (first.year, first.month) == (last.year, last.month):
        return Period(today.replace(day=1), today)
    if (first.month, first.day) == (1, 1) and first.year == last.year:
        return Period(date(today.year, 1, 1), today)
    return Period(max(date(1900, 1, 1), today - (last - first)), today)
