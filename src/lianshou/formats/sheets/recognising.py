"""Finding a layout's columns in a sheet as people really fill it, and turning its rows into values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from lianshou.core.wording import Wording
from lianshou.formats.sheets import sorting
from lianshou.formats.sheets.book import Book, Sheet
from lianshou.formats.sheets.columns import Cell, CellError, Column, Layout
from lianshou.formats.sheets.finding import Header, find_header
from lianshou.formats.sheets.headings import is_numbering
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.problems import Problem


class Why(StrEnum):
    """Why a row below the header was not taken as data."""

    TOTAL = "total"
    FOOTER = "footer"
    EXAMPLE = "example"
    HEADER_AGAIN = "header_again"
    CAPTION = "caption"
    OUTSIDE = "outside"

    @property
    def message(self) -> Wording:
        return _WHY[self]


_WHY = {
    Why.TOTAL: Wording("合计行", "a row of totals"),
    Why.FOOTER: Wording("签字、备注等说明行", "a line of signatures or remarks"),
    Why.EXAMPLE: Wording("示例行", "an example"),
    Why.HEADER_AGAIN: Wording("重复的表头", "the header once more"),
    Why.CAPTION: Wording("分段标题行", "a caption between the rows"),
    Why.OUTSIDE: Wording("表格以外的内容", "something outside the table"),
}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is not data: its 1-based number, why, and the words that told."""

    row: int
    why: Why
    text: str


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column that is not used, its heading unknown or given way to a stronger one: its letter and heading as written."""

    letter: str
    heading: str


@dataclass(frozen=True, slots=True)
class Table:
    """A layout found in a sheet.

    ``header_row`` is the last row of the header (0: none found); ``places`` maps keys to 1-based columns;
    ``body`` lists the numbers of the data rows; ``repeated`` holds, by (row, column), the values that cells merged
    downwards lend to the rows below. ``problems`` are those of the header: with any but columns that stand twice (the
    first of them is read), there are no rows.
    """

    sheet: Sheet
    layout: Layout
    header_row: int
    places: dict[str, int]
    unknown: tuple[UnknownColumn, ...]
    skipped: tuple[Skipped, ...]
    body: tuple[int, ...]
    problems: tuple[Problem, ...]
    repeated: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def cell(self, row: int, key: str) -> Cell:
        """The cell of data row ``row`` under the column ``key``; None where the file has no such column."""
        column = self.places.get(key)
        if column is None:
            return None
        return self.repeated.get((row, column), self.sheet.cell(row, column))

    def cells(self, row: int) -> dict[str, Cell]:
        """The cells of data row ``row`` under every column of the file, at once."""
        found, lent = self.sheet.rows[row - 1], self.repeated
        width = len(found)
        plain = {key: found[column - 1] if column <= width else None for key, column in self.places.items()}
        if not lent:
            return plain
        return {key: lent.get((row, self.places[key]), cell) for key, cell in plain.items()}

    @property
    def anchor(self) -> str | None:
        """The letter of the column by which people know a row: the first required one that stands in the file."""
        keys = (column.key for column in self.layout.columns if column.required)
        return next((letter_of(self.places[key]) for key in keys if key in self.places), None)


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: where it stands, its values by key (None: left empty or column absent), its cells as found.

    ``broken`` holds the keys whose cells have problems; it is empty unless ``typed_rows`` was told to keep such rows.
    """

    sheet: str
    number: int
    values: dict[str, object]
    raw: Mapping[str, Cell]
    broken: frozenset[str] = frozenset()


class Typed(NamedTuple):
    """Rows and problems, both in the order of the file."""

    rows: list[Row]
    problems: list[Problem]


def recognise(sheet: Sheet, layout: Layout) -> Table:
    """Find the header of ``layout`` in ``sheet`` and sort the rows below it. Never raises for what people write."""
    header = find_header(sheet, layout)
    if header is None:
        return Table(sheet, layout, 0, {}, (), (), (), (_no_header(sheet, layout),))
    problems = (*_columns_twice(sheet, layout, header), *_columns_missing(sheet, layout, header))
    places = {heading.key: heading.column for heading in reversed(header.headings) if heading.key}
    unknown = tuple(
        UnknownColumn(letter_of(heading.column), heading.text)
        for heading in header.headings
        if heading.key is None and not is_numbering(heading.text)
    )
    body, skipped = _sorted_rows(sheet, header)
    repeated = _repeated(sheet, header, set(places.values()))
    return Table(sheet, layout, header.last, places, unknown, skipped, body, problems, repeated)


def columns_in(sheet: Sheet, layout: Layout) -> int:
    """How many columns of ``layout`` stand in ``sheet``; 0 where it would be recognised with problems. Looks at the header only."""
    header = find_header(sheet, layout)
    if header is None or _columns_twice(sheet, layout, header) or _columns_missing(sheet, layout, header):
        return 0
    return len({heading.key for heading in header.headings if heading.key})


def recognise_book(book: Book, layout: Layout) -> Table:
    """``recognise`` on the sheet of ``book`` that fits best: sound before not, visible before hidden, more columns."""
    tables = [recognise(sheet, layout) for sheet in _sheets_of_the_user(book)]
    return max(tables, key=lambda table: (not table.problems, not table.sheet.hidden, len(table.places)))


def recognise_all(book: Book, layout: Layout) -> list[Table]:
    """Every visible sheet that holds ``layout`` (one sheet for each township, say); the best one when none is sound."""
    tables = [recognise(sheet, layout) for sheet in _sheets_of_the_user(book) if not sheet.hidden]
    return [table for table in tables if not table.problems] or [recognise_book(book, layout)]


def typed_rows(table: Table, layout: Layout | None = None, *, keep_broken: bool = False) -> Typed:
    """Parse every cell of ``table``; every problem is collected, none stops the reading.

    Rows with a bad cell are left out, or with ``keep_broken`` given with the bad values as None.
    """
    layout = layout or table.layout
    typed = Typed([], list(table.problems))
    if any(problem.code != _TWICE for problem in table.problems):
        return typed
    read = reader_of(layout)
    for number in table.body:
        cells = table.cells(number)
        values, faults = read(cells)
        problems = [_cell_problem(table, number, column, error) for column, error in faults]
        typed.problems.extend(problems)
        if keep_broken or not problems:
            raw = {key: cells.get(key) for key in values}
            broken = frozenset(column.key for column, _error in faults)
            typed.rows.append(Row(table.sheet.name, number, values, raw, broken))
    return typed


Read = tuple[dict[str, object], list[tuple[Column, CellError]]]


def reader_of(layout: Layout) -> Callable[[Mapping[str, Cell]], Read]:
    """What parses the cells of one row after another: gives a value for every column (None where the cell is empty or bad),
    and the bad ones with their errors, in the order of the columns."""
    columns, blank = layout.columns, dict.fromkeys(column.key for column in layout.columns)
    places = {column.key: place for place, column in enumerate(columns)}
    required = {place for place, column in enumerate(columns) if column.required}

    def read(cells: Mapping[str, Cell]) -> Read:
        values: dict[str, object] = {**blank}
        faults: list[tuple[Column, CellError]] = []
        filled = {places[key] for key, cell in cells.items() if cell is not None and key in places}
        for place in sorted(required | filled):  # few columns of a wide layout
            column = columns[place]
            try:
                values[column.key] = _value(column, cells.get(column.key))
            except CellError as error:
                faults.append((column, error))
        return values, faults

    return read


_TWICE = "column_twice"

OWN_SHEETS = frozenset({"填写说明", "问题清单", "How to fill in", "Problems"})
"""Sheets that we write into workbooks ourselves and never read."""


def _sheets_of_the_user(book: Book) -> list[Sheet]:
    return [sheet for sheet in book.sheets if sheet.name not in OWN_SHEETS] or list(book.sheets)


def _sorted_rows(sheet: Sheet, header: Header) -> tuple[tuple[int, ...], tuple[Skipped, ...]]:
    body: list[int] = []
    skipped: list[Skipped] = []
    columns = [heading.column for heading in header.headings]
    counted = {heading.column for heading in header.headings if is_numbering(heading.text)}
    captions = _caption_rows(sheet)
    named = [column for column in columns if column not in counted]
    for number, cells in enumerate(islice(sheet.rows, header.last, None), start=header.last + 1):
        if sorting.is_blank(cells):
            continue
        width = len(cells)
        own = tuple([cells[column - 1] for column in named if column <= width])
        texts = (sorting.first_text(cells), sorting.first_text(own))
        why = _why_skip(sheet, number, header, texts, captions)
        if why is None and sorting.is_blank(own):
            if any(sheet.cell(number, column) is not None for column in counted):
                continue  # only the running number was filled in advance
            why = Why.OUTSIDE
        if why is None:
            body.append(number)
        else:
            skipped.append(Skipped(number, why, next((text for text in texts if text), "")))
    return tuple(body), tuple(skipped)


def _why_skip(
    sheet: Sheet, number: int, header: Header, texts: tuple[str, ...], captions: frozenset[int]
) -> Why | None:
    if any(sorting.is_example(text) for text in texts):
        return Why.EXAMPLE
    if any(sorting.is_total(text) for text in texts):
        return Why.TOTAL
    if any(sorting.is_footer(text) for text in texts):
        return Why.FOOTER
    if sorting.is_header_again(sheet, number, header):
        return Why.HEADER_AGAIN
    return Why.CAPTION if number in captions else None


def _caption_rows(sheet: Sheet) -> frozenset[int]:
    """Rows whose only content is one cell merged over several columns."""
    wide = {
        merge.top: merge for merge in sheet.merged if merge.right > merge.left and merge.top == merge.bottom
    }
    return frozenset(
        number
        for number, merge in wide.items()
        if number <= len(sheet.rows)
        and all(
            cell is None or column == merge.left
            for column, cell in enumerate(sheet.rows[number - 1], start=1)
        )
    )


def _repeated(sheet: Sheet, header: Header, columns: set[int]) -> dict[tuple[int, int], Cell]:
    """The values that cells merged downwards lend to the rows below them."""
    return {
        (row, merge.left): sheet.cell(merge.top, merge.left)
        for merge in sheet.merged
        if merge.top > header.last and merge.left in columns
        for row in range(merge.top + 1, min(merge.bottom, len(sheet.rows)) + 1)
    }


def _value(column: Column, cell: Cell) -> object:
    if sorting.says_nothing(cell, optional=not column.required):
        if column.required:
            raise CellError(
                "missing_value",
                Wording("“{name}”没有填。", "“{name}” is not filled in.").fill(name=column.title),
                Wording("请补填这一格。", "Fill in this cell."),
            )
        return None
    return column.parse(cell)


def _cell_problem(table: Table, number: int, column: Column, error: CellError) -> Problem:
    letter = letter_of(table.places[column.key])
    return Problem(table.sheet.name, number, letter, column.key, error.code, error.message, error.way_out)


def _no_header(sheet: Sheet, layout: Layout) -> Problem:
    wanted = [column for column in layout.columns if column.required] or list(layout.columns)
    return Problem(
        sheet.name,
        None,
        None,
        None,
        "no_header",
        Wording("没有找到《{title}》的表头。", "The header of “{title}” was not found.").fill(
            title=layout.title
        ),
        Wording(
            "表头里至少要有这些栏目：{zh}。也可以下载模板填写。",
            "The header needs at least these columns: {en}. A template can be downloaded.",
        ).fill(
            zh="、".join(column.title.zh for column in wanted),
            en=", ".join(column.title.en for column in wanted),
        ),
    )


def _columns_missing(sheet: Sheet, layout: Layout, header: Header) -> list[Problem]:
    return [
        Problem(
            sheet.name,
            header.last,
            None,
            column.key,
            "missing_column",
            Wording("表里缺少“{name}”这一栏。", "The column “{name}” is missing.").fill(name=column.title),
            Wording(
                "请补上这一栏，栏目名称可以写：{names}。", "Add the column; it may be called: {names}."
            ).fill(names="、".join(column.names)),
        )
        for column in layout.columns
        if column.required and column.key not in header.known
    ]


def _columns_twice(sheet: Sheet, layout: Layout, header: Header) -> list[Problem]:
    problems: list[Problem] = []
    first: dict[str, str] = {}
    for heading in header.headings:
        if heading.key is None:
            continue
        letter = letter_of(heading.column)
        if heading.key in first:
            problems.append(_column_twice(sheet, layout, header, heading.key, (first[heading.key], letter)))
        first.setdefault(heading.key, letter)
    return problems


def _column_twice(
    sheet: Sheet, layout: Layout, header: Header, key: str, letters: tuple[str, str]
) -> Problem:
    return Problem(
        sheet.name,
        header.last,
        letters[1],
        key,
        _TWICE,
        Wording(
            "{first}列和{second}列都是“{name}”，分不清以哪一列为准。",
            "Columns {first} and {second} are both “{name}”; which one counts?",
        ).fill(first=letters[0], second=letters[1], name=layout.column(key).title),
        Wording("请只保留其中一列。", "Keep only one of them."),
    )
