from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.kinds.aid.enums import StationReason, Tier
from lianshou.kinds.aid.rules.network import (
    Hours,
    Line,
    Wanted,
    days_said,
    tier_fits,
    why_not_close,
    why_not_hours,
    why_not_keep,
    why_not_telephone,
)

WEEK = Line("12345", time(9), time(17))
LUNCH = (time(12), time(13))
MONDAY, SATURDAY = date(2020, 6, 22), date(2020, 6, 27)
TODAY = date(2020, 6, 23)


def test_hours_are_said_in_both_languages() -> None:
    hours = Hours((WEEK, Line("67", time(9), time(12))), LUNCH)
    assert hours.words.zh == "周一至周五 09:00–12:00、13:00–17:00；周六、周日 09:00–12:00；法定节假日休息"
    assert (
        hours.words.en == "Mon–Fri 09:00–12:00, 13:00–17:00; Sat–Sun 09:00–12:00; closed on public holidays"
    )
    assert Hours((Line("1234567", time(8), time(20)),), None, False).words.zh == "每天 08:00–20:00"


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [
        ("1", "周一", "Mon"),
        ("12", "周一、周二", "Mon–Tue"),
        ("135", "周一、周三、周五", "Mon, Wed, Fri"),
        ("1237", "周一至周三、周日", "Mon–Wed, Sun"),
        ("7654321", "每天", "daily"),
    ],
)
def test_days_are_said_in_runs(days: str, zh: str, en: str) -> None:
    assert (days_said(days).zh, days_said(days).en) == (zh, en)


@pytest.mark.parametrize(
    ("day", "at", "is_working", "is_open"),
    [
        (MONDAY, time(9), True, True),
        (MONDAY, time(8, 59), True, False),
        (MONDAY, time(11, 59), True, True),
        (MONDAY, time(12), True, False),
        (MONDAY, time(13), True, True),
        (MONDAY, time(17), True, False),
        (MONDAY, time(10), None, True),
        (MONDAY, time(10), False, False),
        (SATURDAY, time(10), False, False),
        (SATURDAY, time(10), None, False),
        (SATURDAY, time(10), True, True),
        (SATURDAY, time(12, 30), True, False),
    ],
)
def test_open_now_by_week_holiday_and_swapped_day(
    day: date, at: time, is_working: bool | None, is_open: bool
) -> None:
    assert Hours((WEEK,), LUNCH).is_open(day, at, is_working=is_working) is is_open


def test_station_that_works_on_holidays_keeps_to_the_week() -> None:
    hours = Hours((WEEK, Line("6", time(9), time(11))), None, closed_on_holidays=False)
    assert hours.is_open(MONDAY, time(10), is_working=False)
    assert hours.spans_on(SATURDAY, is_working=True) == ((time(9), time(11)),)


_TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))
_DAYS = st.sets(st.sampled_from("1234567"), max_size=7).map(lambda days: "".join(sorted(days)))
_HOURS = st.builds(
    Hours,
    st.lists(st.builds(Line, _DAYS, _TIMES, _TIMES), max_size=2).map(tuple),
    st.none() | st.tuples(_TIMES, _TIMES),
    st.booleans(),
)


@given(
    _HOURS,
    st.datetimes(),
    st.sampled_from((True, False, None)),
)
def test_hours_survive_keeping_and_open_lies_inside_a_span(
    hours: Hours, now: datetime, is_working: bool | None
) -> None:
    assert Hours.read(hours.kept) == hours
    if why_not_hours(hours) is None:
        spans = hours.spans_on(now.date(), is_working=is_working)
        assert all(opens < closes for opens, closes in spans)
        assert hours.is_open(now.date(), now.time(), is_working=is_working) is any(
            opens <= now.time() < closes for opens, closes in spans
        )
        assert hours.words.zh
        assert hours.words.en


@pytest.mark.parametrize(
    ("hours", "reason"),
    [
        (Hours((WEEK,), LUNCH), None),
        (Hours(()), StationReason.NO_DAYS),
        (Hours((Line("", time(9), time(17)),)), StationReason.NO_DAYS),
        (Hours((WEEK, Line("5", time(9), time(12)))), StationReason.DAY_TWICE),
        (Hours((Line("1", time(17), time(9)),)), StationReason.HOURS_ORDER),
        (Hours((Line("1", time(9), time(9)),)), StationReason.HOURS_ORDER),
        (Hours((WEEK,), (time(13), time(12))), StationReason.LUNCH),
        (Hours((WEEK,), (time(9), time(10))), StationReason.LUNCH),
    ],
)
def test_hours_that_no_door_could_say_are_refused(hours: Hours, reason: StationReason | None) -> None:
    assert why_not_hours(hours) is reason


@pytest.mark.parametrize(
    ("phone", "reason"),
    [
        ("0771-5512345", None),
        ("0771－5512345", None),
        ("12351", None),
        ("", StationReason.PHONE_MISSING),
        ("13812345678", StationReason.PHONE_PERSONAL),
        ("+86 138 1234 5678", StationReason.PHONE_PERSONAL),
        ("0771", StationReason.PHONE_BAD),
        ("0771-55****5", StationReason.PHONE_BAD),
    ],
)
def test_telephone_is_of_an_office(phone: str, reason: StationReason | None) -> None:
    assert why_not_telephone(phone) is reason


def test_union_keeps_stations_of_its_level_and_below() -> None:
    found = {level: [tier for tier in Tier.values if tier_fits(tier=tier, level=level)] for level in (
        "city", "county", "township", "enterprise", "nowhere",
    )}  # fmt: skip
    assert found == {
        "city": ["city", "county", "township", "street", "enterprise"],
        "county": ["county", "township", "street", "enterprise"],
        "township": ["township", "street", "enterprise"],
        "enterprise": ["enterprise"],
        "nowhere": [],
    }


WANTED: dict[str, Any] = {
    "union_level": "county",
    "union_dissolved": False,
    "tier": "county",
    "name": "示例站",
    "address": "示例路1号",
    "phone": "12351",
    "division_code": "450102",
    "hours": Hours((WEEK,)),
    "opened_on": TODAY,
}


@pytest.mark.parametrize(
    ("over", "reason"),
    [
        ({}, None),
        ({"union_dissolved": True}, StationReason.DISSOLVED),
        ({"name": " "}, StationReason.NAME_MISSING),
        ({"tier": "city"}, StationReason.TIER_ABOVE),
        ({"division_code": "990102"}, StationReason.BAD_DIVISION),
        ({"address": ""}, StationReason.ADDRESS_MISSING),
        ({"has_bad_point": True}, StationReason.BAD_POINT),
        ({"opened_on": TODAY + timedelta(days=1)}, StationReason.IN_FUTURE),
        ({"has_twin": True}, StationReason.TWIN),
        ({"phone": "13812345678"}, StationReason.PHONE_PERSONAL),
        ({"hours": Hours(())}, StationReason.NO_DAYS),
    ],
)
def test_what_a_station_may_be(over: dict[str, Any], reason: StationReason | None) -> None:
    assert why_not_keep(Wanted(**WANTED | over), today=TODAY) is reason


@pytest.mark.parametrize(
    ("closed_on", "on", "words", "reason"),
    [
        (None, TODAY, "并入县中心", None),
        (TODAY, TODAY, "并入县中心", StationReason.CLOSED),
        (None, TODAY, " ", StationReason.WHY_MISSING),
        (None, date(2018, 12, 31), "x", StationReason.BEFORE_OPENING),
        (None, TODAY + timedelta(days=1), "x", StationReason.IN_FUTURE),
    ],
)
def test_station_closes_once_with_a_reason(
    closed_on: date | None, on: date, words: str, reason: StationReason | None
) -> None:
    found = why_not_close(closed_on=closed_on, opened_on=date(2019, 1, 1), on=on, today=TODAY, words=words)
    assert found is reason
