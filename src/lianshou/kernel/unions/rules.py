"""Pure decisions about unions, honours and grades."""

from __future__ import annotations

from datetime import date

from lianshou.china.coordinates import why_not_point
from lianshou.kernel.unions.enums import Grade, HonourLevel, Reason

_GRADE_OF = {
    HonourLevel.COUNTY: Grade.MODEL_COUNTY,
    HonourLevel.CITY: Grade.MODEL_CITY,
    HonourLevel.PROVINCE: Grade.MODEL_PROVINCE,
    HonourLevel.NATION: Grade.MODEL_NATION,
}


def grade_of_honour(level: str) -> Grade:
    """The home grade that a model-home honour of ``level`` brings."""
    return _GRADE_OF[HonourLevel(level)]


def why_not_change_grade(
    *, before: int, after: int, changed_on: date, founded_on: date | None, today: date
) -> Reason | None:
    """The first reason to refuse an upgrade, or None."""
    if after <= before:
        return Reason.NOT_HIGHER
    return _why_not_day(day=changed_on, founded_on=founded_on, today=today)


def why_not_honour(*, known: bool, granted_on: date, founded_on: date | None, today: date) -> Reason | None:
    """The first reason to refuse recording an honour, or None."""
    if known:
        return Reason.SAME_HONOUR
    return _why_not_day(day=granted_on, founded_on=founded_on, today=today)


def _why_not_day(*, day: date, founded_on: date | None, today: date) -> Reason | None:
    if day > today:
        return Reason.IN_THE_FUTURE
    if founded_on is not None and day < founded_on:
        return Reason.BEFORE_FOUNDING
    return None


def why_not_place(*, longitude: float | None, latitude: float | None) -> Reason | None:
    """Whether a point may stand on a union's record: both or none, and inside China."""
    if longitude is None and latitude is None:
        return None
    return Reason.BAD_POINT if why_not_point(longitude, latitude) else None
