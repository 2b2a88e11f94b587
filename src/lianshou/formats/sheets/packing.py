"""Rows of a long sheet, packed: a few hundred at a time are laid out, the others weigh a tenth."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import Any, overload

from lianshou.formats.sheets.columns import Cell

BLOCK = 500
_Row = tuple[Cell, ...]
_PLAIN = (str, int, float, bool, type(None))


LONG = 2000
"""Rows from which a sheet is packed."""


def laid_out(rows: Iterable[_Row]) -> Sequence[_Row]:
    """The rows without the empty ones at the end: as they are, or packed when there are many."""
    coming = iter(rows)
    first = list(islice(coming, LONG))
    if len(first) == LONG:
        return PackedRows(chain(first, coming))
    while first and all(cell is None for cell in first[-1]):
        first.pop()
    return tuple(first)


class PackedRows(Sequence[_Row]):
    """Rows that are read again and again in their order, and cost little meanwhile; read anywhere else, they are slow."""

    def __init__(self, rows: Iterable[_Row]) -> None:
        self._blocks: list[bytes] = []
        self._length = 0
        self._first: tuple[int, list[_Row]] = (-1, [])
        self._laid_out = self._first
        known, filled = iter(rows), 0
        while block := [_trimmed(row) for row in islice(known, BLOCK)]:
            self._blocks.append(zlib.compress(marshal.dumps([_packed(row) for row in block]), 1))
            last = max((place for place, row in enumerate(block, start=1) if row), default=0)
            filled = self._length + last if last else filled
            self._length += len(block)
        self._length = filled  # without the empty ones at the end

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> _Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[_Row]: ...
    def __getitem__(self, place: int | slice) -> _Row | Sequence[_Row]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(self._length))]
        place = place + self._length if place < 0 else place
        if not 0 <= place < self._length:
            raise IndexError(place)
        row: _Row = self._block(place // BLOCK)[place % BLOCK]
        return row

    def __iter__(self) -> Iterator[_Row]:
        return (self[number] for number in range(self._length))

    def _block(self, number: int) -> list[Any]:
        """The rows of a block; the first, where the header stands, and the last asked for are laid out."""
        for known, rows in (self._first, self._laid_out):
            if known == number:
                return rows
        found = marshal.loads(zlib.decompress(self._blocks[number]))  # noqa: S302  # nosec B302  packed above
        laid = number, [_unpacked(row) if odd else row for odd, row in found]
        if number:
            self._laid_out = laid
        else:
            self._first = laid
        return laid[1]


def _trimmed(row: _Row) -> _Row:
    return row if any(cell is not None for cell in row) else ()


def _packed(row: _Row) -> tuple[bool, tuple[Any, ...]]:
    """Whether the row holds days or times, and the row with them as texts."""
    if all(isinstance(cell, _PLAIN) for cell in row):
        return False, row
    return True, tuple(cell if isinstance(cell, _PLAIN) else _tagged(cell) for cell in row)


def _tagged(cell: Any) -> tuple[str, Any]:
    if isinstance(cell, timedelta):
        return "span", cell.total_seconds()
    sort = "moment" if isinstance(cell, datetime) else "day" if isinstance(cell, date) else "hour"
    return sort, cell.isoformat()


_AGAIN: dict[str, Any] = {
    "span": lambda seconds: timedelta(seconds=seconds),
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "hour": time.fromisoformat,
}


def _unpacked(row: tuple[Any, ...]) -> _Row:
    return tuple(_AGAIN[cell[0]](cell[1]) if isinstance(cell, tuple) else cell for cell in row)
