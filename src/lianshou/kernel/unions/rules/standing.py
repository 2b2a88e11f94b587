"""Pure decisions about unions, honours, grades and places."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from lianshou.china.coordinates import why_not_point
from lianshou.kernel.unions.enums import Grade, HonourLevel, Level, Reason

_GRADE_OF = {
    HonourLevel.COUNTY: Grade.MODEL_COUNTY,
    HonourLevel.CITY: Grade.MODEL_CITY,
    HonourLevel.PROVINCE: Grade.MODEL_PROVINCE,
    HonourLevel.NATION: Grade.MODEL_NATION,
}
_LEVEL_BELOW = {
    Level.NATION: Level.PROVINCE,
    Level.PROVINCE: Level.CITY,
    Level.CITY: Level.COUNTY,
    Level.COUNTY: Level.TOWNSHIP,
}


def grade_of_honour(level: str) -> Grade:
    """The home grade that a model-home honour of ``level`` brings."""
    return _GRADE_OF[HonourLevel(level)]


def usual_level_below(level: str) -> Level:
    """The level that a new union below one of ``level`` usually has: a proposal for the form."""
    return _LEVEL_BELOW.get(Level(level), Level.ENTERPRISE)


def why_not_change_grade(
    *, before: int, after: int, changed_on: date, founded_on: date | None, today: date
) -> Reason | None:
    """The first reason to refuse an upgrade, or None."""
    if after <= before:
        return Reason.NOT_HIGHER
    return _why_not_day(day=changed_on, founded_on=founded_on, today=today)


def why_not_upgrade_at_all(*, grade: int) -> Reason | None:
    """Whether a union can rise any further."""
    return Reason.HIGHEST if grade >= max(Grade) else None


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


def why_not_place(*, longitude: float | Decimal | None, latitude: float | Decimal | None) -> Reason | None:
    """Whether a point may stand on a union's record: both or none, and inside China."""
    if longitude is None and latitude is None:
        return None
    degrees = [None if number is None else float(number) for number in (longitude, latitude)]
    return Reason.BAD_POINT if why_not_point(*degrees) else None


def reach_of(division_code: str) -> str:
    """The digits that every code inside a division begins with: 320923 itself, 3209 for 320900, 32 for 320000."""
    head = division_code[:6]
    if head.endswith("0000"):
        return head[:2]
    return head[:4] if head.endswith("00") else division_code


def why_not_enter_place(*, division_code: str, areas: Iterable[str]) -> Reason | None:
    """Places and zones may be entered only inside the divisions of one's own federations."""
    inside = any(area and division_code.startswith(reach_of(area)) for area in areas)
    return None if inside else Reason.OUTSIDE_AREA
