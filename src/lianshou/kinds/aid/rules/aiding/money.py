"""How sums are printed in units of ten thousand yuan: every total from the fen, and the difference that rounding leaves shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEN_OF_WAN = 1_000_000
_PER_HUNDREDTH = FEN_OF_WAN // 100


def wan(fen: int) -> int:
    """Fen in hundredths of ten thousand yuan, half up."""
    return (2 * fen + _PER_HUNDREDTH) // (2 * _PER_HUNDREDTH)


def wan_text(hundredths: int) -> str:
    """Hundredths as they are printed: 12.35."""
    sign, digits = ("-" if hundredths < 0 else ""), abs(hundredths)
    return f"{sign}{digits // 100:,}.{digits % 100:02}"


@dataclass(frozen=True)
class Added:
    """A row or column of sums in fen and what they come to."""

    cells: tuple[int, ...]

    @property
    def total(self) -> int:
        """In fen, from the fen."""
        return sum(self.cells)

    @property
    def gap(self) -> int:
        """By how many hundredths of ten thousand yuan the printed total differs from the printed cells added up (尾差)."""
        return wan(self.total) - sum(wan(cell) for cell in self.cells)


@dataclass(frozen=True)
class Crossed:
    """Sums by row and by column: ``cells[row][column]`` in fen. Whatever way it is added, the total is that of all the cells."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]

    def row(self, place: int) -> Added:
        return Added(self.cells[place])

    @property
    def by_column(self) -> Added:
        """The totals of the columns."""
        return Added(tuple(sum(row[place] for row in self.cells) for place in range(len(self.columns))))

    @property
    def column_gaps(self) -> tuple[int, ...]:
        """What rounding leaves in each column, and in that of the totals at the end."""
        columns = [Added(tuple(row[place] for row in self.cells)) for place in range(len(self.columns))]
        return (*(one.gap for one in columns), self.by_row.gap)

    @property
    def has_gaps(self) -> bool:
        """Whether rounding leaves a difference anywhere, down or across."""
        across = (*(self.row(place).gap for place in range(len(self.rows))), self.by_column.gap)
        return any(across) or any(self.column_gaps)

    @property
    def by_row(self) -> Added:
        """The totals of the rows."""
        return Added(tuple(sum(row) for row in self.cells))

    @property
    def total(self) -> int:
        return self.by_row.total


def crossed(sums: Mapping[tuple[str, str], int], *, rows: Sequence[str], columns: Sequence[str]) -> Crossed:
    """A table of ``sums`` (row, column) → fen; rows and columns that stand in no list come last, so that nothing is lost."""
    all_rows = tuple(dict.fromkeys([*rows, *(row for row, _column in sums)]))
    all_columns = tuple(dict.fromkeys([*columns, *(column for _row, column in sums)]))
    cells = tuple(tuple(sums.get((row, column), 0) for column in all_columns) for row in all_rows)
    return Crossed(all_rows, all_columns, cells)


def is_implausible(*, total: int, persons: int, most: int) -> bool:
    """Whether a sum comes to more for each person than ``most`` fen: perhaps ten thousands were taken for yuan."""
    return persons > 0 and total > most * persons
