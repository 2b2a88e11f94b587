"""How the values of a breakdown are named in addresses; the periods that are usually asked for."""

from __future__ import annotations

from datetime import date

from lianshou.core.periods import Period, months_of, year_of
from lianshou.core.quantities import Quantity, Share, Unit
from lianshou.core.wording import Wording

NOT_GIVEN = "-"


class FigureError(Exception):
    """A figure that cannot be registered: fails loudly when figures are first asked for."""


def token_of(value: object) -> str:
    """How a value stands in an address: its text, or "-" where nothing is given."""
    return NOT_GIVEN if value is None or value == "" else str(value)


def is_whole_years(period: Period) -> bool:
    """Whether a period holds nothing but whole years; one without end does when it starts with one."""
    last = period.ends_on
    return (period.starts_on.month, period.starts_on.day) == (1, 1) and (
        last is None or (last.month, last.day) == (12, 31)
    )


def usual_periods(today: date) -> tuple[tuple[Wording, Period], ...]:
    """What an officer reports on, seen from ``today``: the year, the one before, the quarter and the month, the one before."""
    quarter = months_of(today.year, 3 * ((today.month - 1) // 3) + 1, 3)
    year, month = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
    return (
        (Wording("今年", "This year"), year_of(today.year)),
        (Wording("去年", "Last year"), year_of(today.year - 1)),
        (Wording("本季度", "This quarter"), quarter),
        (Wording("本月", "This month"), months_of(today.year, today.month)),
        (Wording("上月", "Last month"), months_of(year, month)),
    )


def change_said(now: Quantity[Unit], before: Quantity[Unit]) -> Wording:
    """The change against the same period of the year before: 同比+16（+10.8%）, without a share of nothing."""
    change = now.value - before.value
    sign = "+" if change > 0 else ""
    said = f"{sign}{Quantity(change, now.unit).in_full()[0]}"
    if not (before.value and change):
        return Wording("同比{n}", "{n} on the year").fill(n=said)
    share = f"{sign}{Share(change, before.value).percent()}"
    return Wording("同比{n}（{share}）", "{n} ({share}) on the year").fill(n=said, share=share)
