"""From a file to rows of plain cells, with a note of everything that was left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import Any

from lianshou.core.wording import Wording
from lianshou.formats.sheets.book import Book, Limits
from lianshou.formats.sheets.columns import Cell, Column, Layout
from lianshou.formats.sheets.joining import Beside
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.parsing import as_whole, text_of
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import Table, columns_in, recognise_all

Scalar = str | bool | int | float
"""A cell as JSON keeps it: days and times become text, an empty cell is absent."""

REFERENCE = Column(
    "_row",
    Wording("导入编号（请勿改动）", "Import number (leave as it is)"),
    parse=as_whole(least=1),
    width=12,
)
"""The column that tells which row of an earlier upload a corrected row replaces."""

LIMITS = Limits(most_bytes=20 * 2**20, most_rows=160_000, most_cells=5_000_000)
"""Room for 50,000 households in some fifty columns, with their members on a second sheet."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of a list before it is judged; ``reference`` names the earlier row that it replaces."""

    sheet: str
    number: int
    cells: dict[str, Scalar]
    reference: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: its rows, which of its columns became which field, and what was passed over and why."""

    tables: tuple[Table, ...]
    columns: list[dict[str, Any]]
    remarks: list[dict[str, Any]]
    joined: Mapping[tuple[str, int], Mapping[str, Cell]] = field(default_factory=dict)

    def each(self) -> Iterator[RawRow]:
        """The rows, one at a time, in the order of the file, with what a second sheet adds to them."""
        return (_row(table, number, self.joined) for table in self.tables for number in table.body)

    @property
    def rows(self) -> tuple[RawRow, ...]:
        return tuple(self.each())

    @property
    def count(self) -> int:
        return sum(len(table.body) for table in self.tables)


class NotUnderstood(Exception):
    """A file in which the list was not found; ``problems`` say what is missing and the way out."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = tuple(problems)


def read_list(
    content: bytes,
    *,
    name: str,
    layout: Layout,
    others: Sequence[Layout] = (),
    beside: Beside | None = None,
) -> Reading:
    """The rows of ``layout`` in a file; sheets that fit one of ``others`` better are left to it.

    ``beside`` tells a second sheet whose rows belong to those of the first. Raises SheetError when the file cannot be read,
    NotUnderstood when it holds no such list, or rows of the second sheet that belong nowhere.
    """
    book = read_book(content, name=name, limits=LIMITS)
    wanted = Layout(layout.name, layout.title, (*layout.columns, REFERENCE))
    tables = _own(book, wanted, [*others, beside.layout] if beside else others)
    if tables[0].problems:
        raise NotUnderstood(tables[0].problems)
    second = _second(book, beside, tables) if beside else []
    joined, astray = beside.joined(tables, second) if beside and second else ({}, [])
    if astray:
        raise NotUnderstood(astray)
    return Reading(
        tuple(tables),
        [entry for table in (*tables, *second) for entry in _columns(table)],
        [remark for table in (*tables, *second) for remark in _remarks(table)],
        joined,
    )


def _second(book: Book, beside: Beside, own: Sequence[Table]) -> list[Table]:
    """The sheets that hold rows of the second sort, without those that were taken for the first."""
    taken = {table.sheet.name for table in own}
    rest = tuple(sheet for sheet in book.sheets if sheet.name not in taken)
    if not rest:
        return []
    found = recognise_all(replace(book, sheets=rest), beside.layout)
    return [table for table in found if not table.problems]


def text(cell: Scalar | None) -> str:
    """What a kept cell shows."""
    return text_of(cell)


def _own(book: Book, layout: Layout, others: Sequence[Layout]) -> list[Table]:
    tables = recognise_all(book, layout)
    own = [table for table in tables if not any(_fits_better(table, other) for other in others)]
    return own or tables


def _fits_better(table: Table, other: Layout) -> bool:
    return columns_in(table.sheet, other) > len(table.places)


def _row(table: Table, number: int, joined: Mapping[tuple[str, int], Mapping[str, Cell]]) -> RawRow:
    found = table.cells(number)
    if more := joined.get((table.sheet.name, number)):
        found = {**found, **more}
    cells = {
        column.key: _kept(cell)
        for column in table.layout.columns
        if (cell := found.get(column.key)) is not None
    }
    reference = cells.pop(REFERENCE.key, None)
    return RawRow(table.sheet.name, number, cells, _number(reference))


def _number(cell: Scalar | None) -> int | None:
    shown = text(cell).strip()
    return int(shown) if shown.isascii() and shown.isdigit() else None


def _kept(cell: Cell) -> Scalar:
    """Numbers stay numbers, so that a number that lost its digits is still known as such after the round trip."""
    if cell is None or isinstance(cell, date | time | timedelta):
        return text_of(cell)
    return cell


def _columns(table: Table) -> list[dict[str, Any]]:
    titles = {column.key: column.title for column in table.layout.columns}
    return [
        {
            "sheet": table.sheet.name,
            "letter": letter_of(place),
            "heading": text_of(table.sheet.cell(table.header_row, place)),
            "key": key,
            "title": titles[key].both,
        }
        for key, place in sorted(table.places.items(), key=lambda entry: entry[1])
        if key != REFERENCE.key
    ]


def _remarks(table: Table) -> list[dict[str, Any]]:
    unknown = [
        {"sort": "unknown", "sheet": table.sheet.name, "letter": column.letter, "heading": column.heading}
        for column in table.unknown
    ]
    skipped = [
        {
            "sort": "skipped",
            "sheet": table.sheet.name,
            "row": skip.row,
            "why": skip.why.message.both,
            "text": skip.text[:80],
        }
        for skip in table.skipped
    ]
    return [*unknown, *skipped]


def renumbered(row: RawRow, *, sheet: str) -> RawRow:
    """The same row under another sheet's name, so that two files of one import do not claim one place."""
    return replace(row, sheet=sheet)
