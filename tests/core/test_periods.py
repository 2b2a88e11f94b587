from datetime import date

import pytest

from lianshou.core.periods import Period


def test_period_holds_both_its_ends() -> None:
    period = Period(date(2020, 1, 1), date(2020, 12, 31))
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [day in period for day in days] == [False, True, True, False]


def test_period_without_end_goes_on() -> None:
    assert date(2099, 1, 1) in Period(date(2020, 1, 1))


def test_period_may_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period(date(2020, 2, 1), date(2020, 1, 1))
