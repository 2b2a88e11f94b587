"""A file that was read, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lianshou.formats.sheets.columns import Cell


class Format(StrEnum):
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before a file is refused: bytes packed, bytes unpacked, rows and cells of one sheet."""

    most_bytes: int = 50_000_000
    most_unpacked: int = 600_000_000
    most_rows: int = 200_000
    most_cells: int = 5_000_000


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block of cells, 1-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``rows[0][0]`` is cell A1 of the file, whatever is empty above or left; rows may differ in length.

    Empty cells and cells of spaces are None. ``merged`` is empty where the format does not tell (.ods, .csv).
    """

    name: str
    rows: Sequence[tuple[Cell, ...]]
    merged: tuple[Merge, ...] = ()
    hidden: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """The cell at 1-based ``row`` and ``column``; None outside the sheet."""
        if not 1 <= row <= len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column - 1] if 1 <= column <= len(cells) else None


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was read: its ``name`` as the user knows it, its format, its sheets in order (hidden ones too)."""

    name: str
    format: Format
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        """The sheet called ``name``; raises KeyError."""
        return {sheet.name: sheet for sheet in self.sheets}[name]
