"""How long each class is kept, what is due, and who may erase it."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lianshou.core.leases import is_silent
from lianshou.kernel.rights.enums import DisposalState, KeptClass, Reason

LEASE = timedelta(minutes=5)
"""How long a disposal may be silent before another worker may take it up."""
LOG_MONTHS = 6
"""The book and log lines are kept at least so long (网络安全法 21)."""


_SHORTEST = "个人信息保护法第十九条：为实现处理目的所必要的最短时间"
AS_DELIVERED = (
    ("identity", 36, _SHORTEST),
    ("contact", 36, _SHORTEST),
    ("finance", 36, _SHORTEST),
    ("health", 36, _SHORTEST),
    ("hardship", 36, _SHORTEST),
    ("relations", 12, _SHORTEST),
    ("child", 12, _SHORTEST),
    ("name", 60, _SHORTEST),
    ("log", LOG_MONTHS, "网络安全法第二十一条：网络日志不少于六个月"),
)
"""Class, months after leaving, ground: the periods of the whole country until an approver sets others (migration 0002)."""
DELIVERED_ON = date(2021, 11, 1)
"""The day on which 个人信息保护法 came into force."""


def region_of(code: str) -> str:
    """The region that a division code names: "320923", "3209" for 320900, "" for the whole country."""
    digits = code[:6]
    while digits.endswith("00"):
        digits = digits[:-2]
    return digits


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Period:
    """A retention period: for which class, in which region, from which day on, how many months after what."""

    data_class: str
    region: str
    starts_on: date
    months: int
    clock: str
    law: str = ""
    pk: int = 0


def period_for(periods: Iterable[Period], *, data_class: str, division: str, on: date) -> Period | None:
    """The period that holds: of the longest region that the division lies in, the latest that has begun."""
    fitting = [
        period
        for period in periods
        if period.data_class == data_class and period.starts_on <= on and division.startswith(period.region)
    ]
    return max(fitting, key=lambda period: (len(period.region), period.starts_on), default=None)


def due_since(*, counted_from: date | None, months: int) -> date | None:
    """The day from which data are to be erased; None while the clock has not begun."""
    return None if counted_from is None else months_after(counted_from, months)


def why_not_set(
    *, data_class: str, months: int, starts_on: date, today: date, reaches: bool, taken: bool
) -> Reason | None:
    """The first reason to refuse a new period, or None."""
    checks = [
        (not reaches, Reason.OUTSIDE_REGION),
        (data_class == KeptClass.LOG and months < LOG_MONTHS, Reason.TOO_SHORT),
        (starts_on < today, Reason.IN_THE_PAST),
        (taken, Reason.PERIOD_TAKEN),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_confirm(*, state: str, preparer: int, actor: int, waiting: int) -> Reason | None:
    """The first reason why the actor cannot confirm a disposal, or None."""
    if state != DisposalState.PREPARED:
        return Reason.NOT_PREPARED
    if preparer == actor:
        return Reason.SAME_PERSON
    return None if waiting else Reason.NOTHING_DUE


def may_claim(*, state: str, heard_at: datetime, now: datetime) -> bool:
    """Whether a worker may carry a disposal out: it waits, or whoever did has fallen silent."""
    silent = state == DisposalState.RUNNING and is_silent(heard_at=heard_at, now=now, lease=LEASE)
    return state == DisposalState.QUEUED or silent


def anonymous_name(number: int) -> str:
    """What stands in the place of a name that was erased; the number keeps rows apart."""
    return f"已匿名{number}"
