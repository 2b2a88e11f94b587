"""Rounding as it is stated on paper, and how numbers are shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.scoring.contests import contest

from lianshou.engines.scoring import decimal_of, rounded, score, shown
from lianshou.engines.scoring.exact import is_plain, told_exact


@pytest.mark.parametrize(
    ("value", "digits", "wanted"),
    [("2.345", 2, "2.35"), ("2.344999", 2, "2.34"), ("0.5", 0, "1"), ("1.5", 0, "2"), ("2.5", 0, "3"), ("-2.345", 2, "-2.35"),
     ("1.005", 2, "1.01"), ("0.125", 2, "0.13"), ("7", 3, "7")],
)  # fmt: skip
def test_halves_go_away_from_zero(value: str, digits: int, wanted: str) -> None:
    assert rounded(Fraction(value), digits) == Fraction(wanted)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**6), max_value=10**6),
    st.integers(0, 5),
)
def test_rounding_is_that_of_the_decimal_module(value: Decimal, digits: int) -> None:
    assert rounded(Fraction(value), digits) == Fraction(
        value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    )


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**6), max_value=10**6))
def test_a_shown_number_is_the_number(value: Decimal) -> None:
    assert (Fraction(shown(value)), decimal_of(Fraction(value))) == (Fraction(value), value)


def test_numbers_are_shown_without_idle_digits() -> None:
    told = [shown(Decimal("50.40")), shown(Fraction(100)), shown(Fraction(1, 3)), shown(Fraction(5, 2), 2)]
    assert told == ["50.4", "100", "1/3", "2.50"]
    assert (told_exact(Fraction(94, 3)), told_exact(Fraction(-1, 3)), told_exact(Fraction(1, 8))) == (
        "31.33333…",
        "-0.33333…",
        "0.125",
    )
    with pytest.raises(ValueError, match="no end"):
        decimal_of(Fraction(1, 3))


def test_numbers_that_could_lose_a_digit_are_refused() -> None:
    given = ["1.234567", "1.2345678", "NaN", "Infinity", "999999999", "1000000000", "1E+3", "-0.5"]
    assert [is_plain(Decimal(text)) for text in given] == [True, False, False, False, True, False, True, True]


def test_no_digit_is_lost_whatever_the_context() -> None:
    long = Fraction(10**40 + 1, 10**20)
    assert shown(long) == "100000000000000000000.00000000000000000001"
    assert told_exact(Fraction(1, 3), 6) == "0.33333333…"
    with localcontext(Context(prec=3)):
        one = score(contest()).score_of("01")
        assert shown(long) == f"1{'0' * 20}.{'0' * 19}1"
    assert one is not None
    assert one.total == Fraction("84.92")
