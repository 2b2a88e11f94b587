"""A span of days, both ends included; an open end is None. What it is called, how it is written, and the same a year before."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from lianshou.core.wording import Wording


@dataclass(frozen=True, slots=True)
class Period:
    """``starts_on`` to ``ends_on``, both included; ``ends_on`` None means without end."""

    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValueError("a period ends before it starts")

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class PeriodError(ValueError):
    """A text that names no period."""


_NAMED = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", re.ASCII)


def year_of(year: int) -> Period:
    """The whole of a year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def months_of(year: int, first: int, count: int = 1) -> Period:
    """``count`` whole months of a year from the month ``first`` on."""
    last = first + count - 1
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def period_called(text: str) -> Period:
    """What "2020", "2020-H1", "2020-Q2", "2020-06" or "2020-06-01..2020-06-23" names. Raises PeriodError."""
    try:
        if found := _DAYS.fullmatch(text):
            return Period(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
        if found := _NAMED.fullmatch(text):
            year = int(found[1])
            if found[2]:
                return months_of(year, 6 * int(found[2]) - 5, 6)
            if found[3]:
                return months_of(year, 3 * int(found[3]) - 2, 3)
            return months_of(year, int(found[4])) if found[4] else year_of(year)
    except ValueError as error:
        raise PeriodError(text) from error
    raise PeriodError(text)


def name_of(period: Period) -> str:
    """How a closed period is written so that ``period_called`` gives it again. Raises PeriodError for an open one."""
    if period.ends_on is None:
        raise PeriodError("a period without end has no name")
    year = period.starts_on.year
    for name in (f"{year}", *(f"{year}-H{n}" for n in (1, 2)), *(f"{year}-Q{n}" for n in range(1, 5))):
        if period_called(name) == period:
            return name
    month = f"{year}-{period.starts_on.month:02}"
    if period_called(month) == period:
        return month
    return f"{period.starts_on}..{period.ends_on}"


_HALVES = {"1": Wording("上半年", "first half"), "2": Wording("下半年", "second half")}


def said(period: Period) -> Wording:
    """A closed period as a report says it: 2020年, 2020年上半年, 2020年第2季度, 2020年6月, 2020年6月1日至2020年6月23日."""
    name = name_of(period)
    year = period.starts_on.year
    if name == str(year):
        return Wording(f"{year}年", f"{year}")
    part = name[5:]
    if part.startswith("H") and ".." not in name:
        half = _HALVES[part[1]]
        return Wording(f"{year}年{half.zh}", f"{half.en} of {year}")
    if part.startswith("Q") and ".." not in name:
        return Wording(f"{year}年第{part[1]}季度", f"Q{part[1]} {year}")
    if ".." not in name:
        return Wording(f"{year}年{period.starts_on.month}月", f"{period.starts_on:%B} {year}")
    first, last = _day(period.starts_on), _day(period.ends_on or period.starts_on)
    if period.starts_on == period.ends_on:
        return first
    return Wording(f"{first.zh}至{last.zh}", f"{first.en} to {last.en}")


def a_year_before(period: Period) -> Period:
    """The same days of the year before; one that ends with its month ends with the month then too (29 February with the 28th)."""
    ends_on = period.ends_on
    if ends_on is None:
        return Period(_back(period.starts_on))
    closes = (ends_on + timedelta(days=1)).day == 1
    last = _back(ends_on)
    if closes:
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return Period(_back(period.starts_on), last)


def _back(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def _day(day: date) -> Wording:
    return Wording(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}")
