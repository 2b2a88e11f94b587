"""Calendars of years, confirmed as the library knows them."""

from __future__ import annotations

from datetime import UTC, datetime

from lianshou.china.year_proposals import propose
from lianshou.kernel.programmes.models import CalendarDay, CalendarYear

MOMENT = datetime(2020, 1, 6, 1, 0, tzinfo=UTC)


def confirmed(*years: int, region: str = "") -> list[CalendarYear]:
    """Confirmed calendars of ``years``."""
    return [_laid_out(year, region) for year in years]


def _laid_out(year: int, region: str) -> CalendarYear:
    calendar = CalendarYear.objects.create(
        year=year,
        region=region,
        state="confirmed",
        document_no=f"国办发明电〔{year - 1}〕1号",
        proposed_at=MOMENT,
        confirmed_at=MOMENT,
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(calendar=calendar, day=one.day, is_working=one.is_working, name=one.name)
        for one in propose(year).days
    )
    return calendar
