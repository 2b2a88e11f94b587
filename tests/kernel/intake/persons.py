"""Lists of invented persons, as a text of values."""

from __future__ import annotations

from datetime import date, timedelta

_WEIGHTS, _CHECK = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def identity(number: int) -> str:
    """A sound identity number, another for every ``number``."""
    born = date(1960, 1, 1) + timedelta(days=number % 15_000)
    body = f"320923{born:%Y%m%d}{number // 15_000 + 100:03d}"
    return body + _CHECK[sum(int(a) * b for a, b in zip(body, _WEIGHTS, strict=True)) % 11]


def persons_csv(count: int, *, first: int = 0, extra: str = "") -> bytes:
    """A list with name, identity number, telephone, and an office for every hundredth; then the lines of ``extra``."""
    lines = [
        f"某{number},{identity(number)},139{12340000 + number * 2},{'委员' if number % 100 == 0 else ''}"
        for number in range(first, first + count)
    ]
    return ("姓名,身份证号,联系电话,工会职务\n" + "\n".join(lines) + f"\n{extra}").encode()
