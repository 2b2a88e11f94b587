from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.core.periods import Period, PeriodError, a_year_before, name_of, period_called, said, year_of


def test_period_holds_both_its_ends() -> None:
    period = Period(date(2020, 1, 1), date(2020, 12, 31))
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [day in period for day in days] == [False, True, True, False]


def test_period_without_end_goes_on() -> None:
    assert date(2099, 1, 1) in Period(date(2020, 1, 1))


def test_period_may_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period(date(2020, 2, 1), date(2020, 1, 1))


@pytest.mark.parametrize(
    ("name", "first", "last", "zh", "en"),
    [
        ("2020", "2020-01-01", "2020-12-31", "2020年", "2020"),
        ("2020-H1", "2020-01-01", "2020-06-30", "2020年上半年", "first half of 2020"),
        ("2020-H2", "2020-07-01", "2020-12-31", "2020年下半年", "second half of 2020"),
        ("2020-Q1", "2020-01-01", "2020-03-31", "2020年第1季度", "Q1 2020"),
        ("2020-Q4", "2020-10-01", "2020-12-31", "2020年第4季度", "Q4 2020"),
        ("2020-02", "2020-02-01", "2020-02-29", "2020年2月", "February 2020"),
        (
            *("2020-06-01..2020-06-23", "2020-06-01", "2020-06-23"),
            *("2020年6月1日至2020年6月23日", "1 June 2020 to 23 June 2020"),
        ),
        ("2020-06-23..2020-06-23", "2020-06-23", "2020-06-23", "2020年6月23日", "23 June 2020"),
    ],
)
def test_period_goes_by_its_name(name: str, first: str, last: str, zh: str, en: str) -> None:
    period = period_called(name)
    assert (period.starts_on.isoformat(), str(period.ends_on)) == (first, last)
    assert name_of(period) == name
    assert (said(period).zh, said(period).en) == (zh, en)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20",
        "2020-13",
        "2020-H3",
        "2020-Q5",
        "2020-06-31..2020-07-01",
        "2020-07-01..2020-06-01",
        "２０２０",
        "0000",
    ],
)
def test_text_that_names_no_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        period_called(text)


def test_period_without_end_has_no_name() -> None:
    with pytest.raises(PeriodError):
        name_of(Period(date(2020, 1, 1)))


@given(st.dates(date(1925, 1, 1), date(2199, 12, 31)), st.integers(0, 800))
def test_every_closed_period_is_found_again_by_its_name(first: date, days: int) -> None:
    period = Period(first, date.fromordinal(first.toordinal() + days))
    assert period_called(name_of(period)) == period


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("2020", "2019"),
        ("2020-H2", "2019-H2"),
        ("2020-02", "2019-02"),
        ("2021-02", "2020-02"),
        ("2020-02-29..2020-02-29", "2019-02-28..2019-02-28"),
        ("2020-01-01..2020-06-23", "2019-01-01..2019-06-23"),
    ],
)
def test_same_period_of_the_year_before(name: str, before: str) -> None:
    assert name_of(a_year_before(period_called(name))) == before


def test_open_period_stays_open_a_year_before() -> None:
    assert a_year_before(Period(date(2020, 2, 29))) == Period(date(2019, 2, 28))


def test_a_whole_year() -> None:
    assert name_of(year_of(2020)) == "2020"
