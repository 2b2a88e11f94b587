"""Exact numbers: rounding as it is stated on paper (四舍五入), and how a number is shown."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from fractions import Fraction

MOST_DIGITS = 6
"""Decimals that a number of the input may have."""
LARGEST = 10**9
"""No number of the input reaches this, so that sums of millions of them stay exact."""
EXACT = Context(prec=60, traps=[Inexact, InvalidOperation, Overflow])
"""For sums of Decimals, whatever the context of the caller is: a digit that would be lost raises."""


def rounded(value: Fraction, digits: int | None) -> Fraction:
    """``value`` at ``digits`` decimals, halves away from zero; None leaves it as it is."""
    if digits is None:
        return value
    scale = 10**digits
    top, below = value.numerator, value.denominator
    whole = (2 * abs(top) * scale + below) // (2 * below)
    return Fraction(whole if top >= 0 else -whole, scale)


def shown(value: Fraction | Decimal | int, digits: int | None = None) -> str:
    """A number for people: with ``digits`` decimals, else as many as it has; one that never ends stays a fraction (``1/3``)."""
    value = Fraction(value)
    if digits is not None and rounded(value, digits) == value:
        return f"{decimal_of(value):.{digits}f}"
    if not ends(value):
        return f"{value.numerator}/{value.denominator}"
    text = f"{decimal_of(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def told_exact(value: Fraction, digits: int | None = None) -> str:
    """As ``shown``, but a number that never ends is cut, not rounded, and the dots say so: ``31.33333…``.

    It keeps five decimals, and always more than the ``digits`` it is rounded at next, so that these can be checked.
    """
    if ends(value):
        return shown(value)
    places = max(5, (digits or 0) + 2)
    whole = abs(value.numerator) * 10**places // value.denominator
    return f"{'-' if value < 0 else ''}{whole // 10**places}.{whole % 10**places:0{places}d}…"


def decimal_of(value: Fraction) -> Decimal:
    """A number that ends, exactly. Raises ValueError for one that does not."""
    below, digits = value.denominator, 0
    while below % 10 == 0:
        below, digits = below // 10, digits + 1
    for prime in (2, 5):
        while below % prime == 0:
            below, digits = below // prime, digits + 1
    if below != 1:
        raise ValueError(f"{value} has no end")
    whole = int(value * 10**digits)
    return Decimal((int(whole < 0), tuple(map(int, str(abs(whole)))), -digits))


def ends(value: Fraction) -> bool:
    """Whether a number has an end in decimals."""
    below = value.denominator
    for prime in (2, 5):
        while below % prime == 0:
            below //= prime
    return below == 1


def is_plain(value: Decimal) -> bool:
    """Whether a number may be used: finite, at most ``MOST_DIGITS`` decimals, below ``LARGEST``."""
    if not value.is_finite() or abs(value) >= LARGEST:
        return False
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -MOST_DIGITS
