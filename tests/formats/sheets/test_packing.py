from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from lianshou.formats.sheets.packing import BLOCK, LONG, PackedRows, laid_out

ODD = (
    date(2020, 1, 2),
    datetime(2020, 1, 2, 3, 4),  # noqa: DTZ001  a workbook knows no zone
    time(5, 6),
    timedelta(hours=30),
    "甲",
    1.5,
    True,
    None,
)


def rows(count: int) -> list[tuple[object, ...]]:
    return [(number, f"第{number}行") if number % 7 else ODD for number in range(count)]


def test_packed_rows_are_the_rows() -> None:
    packed = PackedRows(rows(BLOCK * 3 + 1))  # type: ignore[arg-type]
    assert list(packed) == rows(BLOCK * 3 + 1)
    assert (packed[-1], packed[2:4], packed[BLOCK]) == (rows(1501)[-1], rows(4)[2:], rows(BLOCK + 1)[-1])
    with pytest.raises(IndexError):
        packed[BLOCK * 3 + 1]


def test_empty_rows_at_the_end_are_left_out() -> None:
    empty: list[tuple[object, ...]] = [(None, None)]
    packed = PackedRows([*rows(3), *empty, *rows(2), *(empty * (BLOCK * 2))])  # type: ignore[list-item]
    assert (len(packed), packed[3]) == (6, ())
    assert laid_out([*rows(2), *empty]) == tuple(rows(2))  # type: ignore[list-item]


def test_only_long_sheets_are_packed() -> None:
    assert isinstance(laid_out(iter(rows(LONG - 1))), tuple)  # type: ignore[arg-type]
    assert isinstance(laid_out(iter(rows(LONG))), PackedRows)  # type: ignore[arg-type]
