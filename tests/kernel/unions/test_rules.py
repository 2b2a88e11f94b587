from __future__ import annotations

from datetime import date

import pytest

from lianshou.kernel.unions.enums import Grade, HonourLevel, Level, Reason
from lianshou.kernel.unions.rules import (
    grade_of_honour,
    reach_of,
    usual_level_below,
    why_not_change_grade,
    why_not_enter_place,
    why_not_honour,
    why_not_place,
    why_not_upgrade_at_all,
)

TODAY = date(2020, 6, 24)


@pytest.mark.parametrize(
    ("level", "grade"),
    [
        (HonourLevel.COUNTY, Grade.MODEL_COUNTY),
        (HonourLevel.CITY, Grade.MODEL_CITY),
        (HonourLevel.PROVINCE, Grade.MODEL_PROVINCE),
        (HonourLevel.NATION, Grade.MODEL_NATION),
    ],
)
def test_honour_brings_its_grade(level: str, grade: int) -> None:
    assert grade_of_honour(level) == grade


@pytest.mark.parametrize(
    ("level", "below"),
    [
        (Level.NATION, Level.PROVINCE),
        (Level.COUNTY, Level.TOWNSHIP),
        (Level.TOWNSHIP, Level.ENTERPRISE),
        (Level.ENTERPRISE, Level.ENTERPRISE),
    ],
)
def test_new_union_usually_stands_one_level_below(level: str, below: str) -> None:
    assert usual_level_below(level) == below


@pytest.mark.parametrize(
    ("before", "after", "day", "reason"),
    [
        (0, 1, date(2020, 1, 1), None),
        (3, 3, date(2020, 1, 1), Reason.NOT_HIGHER),
        (3, 1, date(2020, 1, 1), Reason.NOT_HIGHER),
        (0, 1, date(2020, 6, 25), Reason.IN_THE_FUTURE),
        (0, 1, TODAY, None),
        (0, 1, date(2017, 12, 31), Reason.BEFORE_FOUNDING),
        (0, 1, date(2018, 1, 1), None),
    ],
)
def test_grade_changes_upwards_between_founding_and_today(
    before: int, after: int, day: date, reason: Reason | None
) -> None:
    said = why_not_change_grade(
        before=before, after=after, changed_on=day, founded_on=date(2018, 1, 1), today=TODAY
    )
    assert said == reason


@pytest.mark.parametrize(("grade", "reason"), [(0, None), (5, None), (6, Reason.HIGHEST)])
def test_highest_grade_cannot_rise(grade: int, reason: Reason | None) -> None:
    assert why_not_upgrade_at_all(grade=grade) == reason


@pytest.mark.parametrize(
    ("known", "day", "reason"),
    [
        (False, date(2019, 5, 1), None),
        (True, date(2019, 5, 1), Reason.SAME_HONOUR),
        (False, date(2021, 5, 1), Reason.IN_THE_FUTURE),
    ],
)
def test_honour_is_recorded_once_and_not_in_advance(known: bool, day: date, reason: Reason | None) -> None:
    assert why_not_honour(known=known, granted_on=day, founded_on=None, today=TODAY) == reason


@pytest.mark.parametrize(
    ("longitude", "latitude", "reason"),
    [
        (None, None, None),
        (119.8, 33.78, None),
        (33.78, 119.8, Reason.BAD_POINT),
        (119.8, None, Reason.BAD_POINT),
        (2.35, 48.85, Reason.BAD_POINT),
    ],
)
def test_point_lies_in_china_or_is_absent(
    longitude: float | None, latitude: float | None, reason: Reason | None
) -> None:
    assert why_not_place(longitude=longitude, latitude=latitude) == reason


@pytest.mark.parametrize(
    ("code", "reach"),
    [("320000", "32"), ("320900", "3209"), ("320923", "320923"), ("320923001", "320923001")],
)
def test_division_reaches_over_the_codes_below_it(code: str, reach: str) -> None:
    assert reach_of(code) == reach


@pytest.mark.parametrize(
    ("code", "areas", "reason"),
    [
        ("320923001", ["320923"], None),
        ("320923", ["320900"], None),
        ("320924", ["320923"], Reason.OUTSIDE_AREA),
        ("320923", [], Reason.OUTSIDE_AREA),
        ("320923", [""], Reason.OUTSIDE_AREA),
    ],
)
def test_places_are_entered_in_ones_own_area(code: str, areas: list[str], reason: Reason | None) -> None:
    assert why_not_enter_place(division_code=code, areas=areas) == reason
