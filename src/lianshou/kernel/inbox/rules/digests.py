"""When a digest may go out, for which period, and when a failed one is tried again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

MOST_ATTEMPTS = 6
_FIRST_WAIT = timedelta(minutes=15)
LEASE = timedelta(minutes=15)
"""After so long without an answer whoever was sending is taken to have died."""


def is_quiet(hour: int, *, quiet_from: int, quiet_until: int) -> bool:
    """Whether nothing is sent in ``hour``; from 21 until 8 goes over midnight, two equal hours are no quiet at all."""
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until


def period_of(today: date, *, weekly: bool) -> date:
    """The first day of the period in which ``today`` lies: the day itself, or the Monday of its week."""
    return today - timedelta(days=today.weekday()) if weekly else today


def may_go_out(
    at: datetime,
    *,
    weekly: bool,
    hour: int,
    quiet_from: int,
    quiet_until: int,
    is_working: Callable[[date], bool],
) -> bool:
    """Whether the digest of the period of ``at`` (local time) is due and may be sent now.

    A weekly digest is due on the first working day of its week, and on any later one if that was missed.
    """
    if not is_working(at.date()) or is_quiet(at.hour, quiet_from=quiet_from, quiet_until=quiet_until):
        return False
    first = next(
        (day for day in _days(period_of(at.date(), weekly=weekly), at.date()) if is_working(day)), at.date()
    )
    return at.date() > first or at.hour >= hour


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts, twice as long each time; None when it is given up."""
    return None if attempts >= MOST_ATTEMPTS else _FIRST_WAIT * 2 ** (attempts - 1)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
