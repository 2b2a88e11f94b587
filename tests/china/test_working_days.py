from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.china.working_days import SpecialDay, UnconfirmedYear, WorkingDays, days_of, is_weekday
from lianshou.china.year_proposals import SWAPPED, propose


def span(first: str, last: str) -> set[date]:
    return set(days_of(date.fromisoformat(first), date.fromisoformat(last)))


def days(*texts: str) -> set[date]:
    return {date.fromisoformat(text) for text in texts}


# as published: every day of rest (weekends inside a holiday too), and every weekend that is worked
PUBLISHED = {
    # 国办发明电〔2019〕16号, with the Spring Festival made longer by 国办发明电〔2020〕1号
    2020: (
        span("2020-01-01", "2020-01-01") | span("2020-01-24", "2020-02-02") | span("2020-04-04", "2020-04-06")
        | span("2020-05-01", "2020-05-05") | span("2020-06-25", "2020-06-27") | span("2020-10-01", "2020-10-08"),
        days("2020-01-19", "2020-04-26", "2020-05-09", "2020-06-28", "2020-09-27", "2020-10-10"),
    ),
    # 国办发明电〔2023〕7号
    2024: (
        span("2024-01-01", "2024-01-01") | span("2024-02-10", "2024-02-17") | span("2024-04-04", "2024-04-06")
        | span("2024-05-01", "2024-05-05") | span("2024-06-10", "2024-06-10") | span("2024-09-15", "2024-09-17")
        | span("2024-10-01", "2024-10-07"),
        days("2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12"),
    ),
    # 国办发明电〔2024〕12号
    2025: (
        span("2025-01-01", "2025-01-01") | span("2025-01-28", "2025-02-04") | span("2025-04-04", "2025-04-06")
        | span("2025-05-01", "2025-05-05") | span("2025-05-31", "2025-06-02") | span("2025-10-01", "2025-10-08"),
        days("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
    ),
}  # fmt: skip
YEARS = range(2017, 2027)
CALENDAR = WorkingDays.of(years=YEARS, days=[one for year in YEARS for one in propose(year).days])


@pytest.mark.parametrize("year", PUBLISHED)
def test_calendar_of_a_year_is_the_published_one_on_every_day(year: int) -> None:
    rests, worked = PUBLISHED[year]
    expected = {
        day: (day in worked) or (is_weekday(day) and day not in rests)
        for day in days_of(date(year, 1, 1), date(year, 12, 31))
    }
    assert {day: CALENDAR.is_working(day) for day in expected} == expected


@pytest.mark.parametrize(
    ("posted", "n", "closes"),
    [
        ("2020-09-24", 5, "2020-09-30"),  # Sunday 27 September is worked
        ("2020-09-25", 5, "2020-10-09"),  # over National Day and Mid-Autumn
        ("2020-09-30", 5, "2020-10-14"),  # Saturday 10 October is worked
        ("2020-01-17", 5, "2020-01-23"),  # Sunday 19 January is worked
        ("2020-01-20", 5, "2020-02-04"),  # the Spring Festival was made longer until 2 February
        ("2020-01-23", 5, "2020-02-07"),
        (
            "2024-02-02",
            5,
            "2024-02-08",
        ),  # Sunday 4 February is worked; the eve, a Friday, is no holiday in 2024
        ("2024-02-05", 5, "2024-02-18"),
        ("2024-02-08", 7, "2024-02-23"),  # Friday the 9th, then Sunday the 18th to Friday the 23rd
        ("2024-09-26", 5, "2024-10-09"),
        ("2024-09-30", 5, "2024-10-12"),  # Saturday 12 October is worked
        ("2025-01-24", 5, "2025-02-07"),  # Sunday 26 January is worked
        ("2025-01-27", 5, "2025-02-10"),  # Saturday 8 February is worked
        ("2025-09-25", 5, "2025-10-09"),
        ("2025-09-30", 5, "2025-10-14"),  # Saturday 11 October is worked
        ("2025-12-29", 5, "2026-01-06"),  # over the turn of the year: Sunday 4 January is worked
        ("2020-06-24", 5, "2020-07-02"),
    ],
)
def test_window_closes_on_the_last_of_its_working_days(posted: str, n: int, closes: str) -> None:
    first, last = date.fromisoformat(posted), CALENDAR.add(date.fromisoformat(posted), n)
    assert (last.isoformat(), CALENDAR.between(first, last)) == (closes, n)


@given(
    first=st.dates(date(2017, 3, 1), date(2026, 9, 30)),
    n=st.integers(0, 40),
)
def test_adding_and_counting_undo_one_another(first: date, n: int) -> None:
    last = CALENDAR.add(first, n)
    assert CALENDAR.between(first, last) == n
    assert CALENDAR.between(last, first) == -n
    assert n == 0 or CALENDAR.is_working(last)


@given(day=st.dates(date(2017, 3, 1), date(2026, 9, 30)), n=st.integers(1, 30))
def test_counting_back_ends_on_a_working_day_before(day: date, n: int) -> None:
    back = CALENDAR.add(day, -n)
    assert CALENDAR.is_working(back)
    assert CALENDAR.between(back, day) in (n, n - 1 + CALENDAR.is_working(day))


@pytest.mark.parametrize("ask", ["is_working", "add", "between"])
def test_unconfirmed_year_is_told_and_never_guessed(ask: str) -> None:
    last = date(2026, 12, 30)
    asked = {
        "is_working": lambda: CALENDAR.is_working(date(2027, 1, 4)),
        "add": lambda: CALENDAR.add(last, 2),
        "between": lambda: CALENDAR.between(last, last + timedelta(days=4)),
    }
    with pytest.raises(UnconfirmedYear) as raised:
        asked[ask]()
    assert raised.value.year == 2027
    assert raised.value.wording.zh == "2027年的工作日历尚未确认，不能推算。"
    assert raised.value.wording.en.startswith("The working-day calendar of 2027")


def test_count_that_stays_in_a_confirmed_year_does_not_ask_for_the_next() -> None:
    assert CALENDAR.add(date(2026, 12, 30), 1) == date(2026, 12, 31)


def test_special_day_differs_from_the_rule_of_the_week() -> None:
    for day, is_working in ((date(2020, 1, 25), False), (date(2020, 1, 20), True)):
        with pytest.raises(ValueError, match="does not differ"):
            SpecialDay(day, is_working)


def test_day_of_an_unconfirmed_year_is_refused() -> None:
    with pytest.raises(ValueError, match="no confirmed year"):
        WorkingDays.of(years=[2020], days=[SpecialDay(date(2021, 1, 1), is_working=False)])


def test_proposal_of_a_year_not_yet_arranged_is_bare() -> None:
    assert {year: propose(year).is_bare for year in (*YEARS, 2030)} == dict.fromkeys(YEARS, False) | {
        2030: True
    }
    assert [one.day for one in propose(2030).days][:1] == [date(2030, 1, 1)]


def test_proposal_names_its_days_without_brackets() -> None:
    names = {one.day: one.name for one in propose(2020).days}
    assert (names[date(2020, 1, 24)], names[date(2020, 1, 28)], names[date(2020, 1, 19)]) == (
        "春节",
        "春节",
        SWAPPED,
    )
    assert {
        one.name for year in YEARS for one in propose(year).days if "（" in one.name or not one.name
    } == set()


@pytest.mark.parametrize("year", [2007, 2101])
def test_proposal_knows_its_bounds(year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        propose(year)
