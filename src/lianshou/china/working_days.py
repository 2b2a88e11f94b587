"""Working days (工作日) by the State Council's calendar: weekdays, without holidays, with swapped days (调休).

The arrangement of a year is a notice of the General Office of the State Council (《国务院办公厅关于…年部分节假日安排的通知》).
Nobody can compute it beforehand: a ``WorkingDays`` knows only the years it was given, and says so of every other.
Periods are counted as 《民法典》第二百零一条、第二百零三条 say: the day on which it begins does not count, and the last day is a
working day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from lianshou.core.wording import Wording

SATURDAY = 5
_DAY = timedelta(days=1)


class UnconfirmedYear(LookupError):
    """The calendar of ``year`` has not been confirmed: nothing is guessed. ``wording`` says so."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year

    @property
    def wording(self) -> Wording:
        return Wording(
            "{year}年的工作日历尚未确认，不能推算。",
            "The working-day calendar of {year} has not been confirmed; nothing is guessed.",
        ).fill(year=self.year)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that differs from the rule of the week: a holiday from Monday to Friday, or a working Saturday or Sunday."""

    day: date
    is_working: bool
    name: str = ""

    def __post_init__(self) -> None:
        if self.is_working is is_weekday(self.day):
            raise ValueError(f"{self.day} does not differ from the rule of the week")


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days of the ``years`` that are confirmed; ``special`` says which days differ from the rule of the week.

    Immutable. Whatever touches another year raises UnconfirmedYear.
    """

    years: frozenset[int]
    special: dict[date, bool] = field(default_factory=dict, hash=False)

    @classmethod
    def of(cls, *, years: Iterable[int], days: Iterable[SpecialDay]) -> WorkingDays:
        """The calendar of confirmed ``years`` with their special ``days``; a day of another year is a ValueError."""
        known = frozenset(years)
        special = {one.day: one.is_working for one in days}
        if stray := sorted(day for day in special if day.year not in known):
            raise ValueError(f"{stray[0]} lies in no confirmed year")
        return cls(known, special)

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is a working day. Raises UnconfirmedYear."""
        if day.year not in self.years:
            raise UnconfirmedYear(day.year)
        return self.special.get(day, is_weekday(day))

    def add(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day``, which itself does not count; before it when ``n`` is negative.

        Raises UnconfirmedYear as soon as the count has to look into an unconfirmed year.
        """
        step = _DAY if n >= 0 else -_DAY
        for _ in range(abs(n)):
            day = self._next(day, step)
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after ``first`` up to and with ``last``: ``between(day, add(day, n)) == n`` for n ≥ 0.

        Negative when ``last`` lies before ``first``. Raises UnconfirmedYear.
        """
        if last < first:
            return -self.between(last, first)
        return sum(self.is_working(day) for day in days_of(first + _DAY, last))

    def _next(self, day: date, step: timedelta) -> date:
        day += step
        while not self.is_working(day):
            day += step
        return day


def is_weekday(day: date) -> bool:
    """Whether ``day`` lies between Monday and Friday."""
    return day.weekday() < SATURDAY


def days_of(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` to ``last``, both included; none when ``last`` lies before."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)
