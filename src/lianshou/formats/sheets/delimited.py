"""Text files of values: the encoding and the delimiter are found out, not asked for."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from lianshou.formats.sheets.book import Limits, Sheet
from lianshou.formats.sheets.columns import Cell
from lianshou.formats.sheets.packing import laid_out
from lianshou.formats.sheets.problems import Fault, SheetError

_DELIMITERS = (",", "\t", ";")
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_TEXT_FORMULA = re.compile(r'^="(.*)"$', re.DOTALL)
_LOOKED_AT = 30


def read_delimited(content: bytes, *, name: str, limits: Limits) -> Sheet:
    """The records of a .csv or tab-separated text as one sheet; a record counts as a row, as in a spreadsheet.

    UTF-8 (with or without mark), UTF-16 with mark and GB18030 are read. Raises SheetError.
    """
    text = decode(content)
    try:
        return Sheet(name, laid_out(_records(text, delimiter_of(text), limits)))
    except csv.Error as error:
        raise SheetError(Fault.CORRUPT, detail=str(error)) from error


def decode(content: bytes) -> str:
    """The text of ``content``. Raises SheetError: NOT_A_WORKBOOK for binary data, UNREADABLE_TEXT."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _BINARY.search(text):
            raise SheetError(Fault.NOT_A_WORKBOOK)
        return text
    raise SheetError(Fault.NOT_A_WORKBOOK if b"\0" in content else Fault.UNREADABLE_TEXT)


def delimiter_of(text: str) -> str:
    """The delimiter that cuts the first records into the most even, then the most numerous, fields."""
    start = "\n".join(text.splitlines()[:_LOOKED_AT])

    def evenness(delimiter: str) -> tuple[int, int]:
        try:
            widths = [
                len(record) for record in csv.reader(StringIO(start), delimiter=delimiter) if any(record)
            ]
        except csv.Error:
            return (0, 0)
        wide = [width for width in widths if width > 1]
        return (max((wide.count(width) for width in set(wide)), default=0), max(wide, default=0))

    return max(_DELIMITERS, key=evenness)


def _records(text: str, delimiter: str, limits: Limits) -> Iterator[tuple[Cell, ...]]:
    cells = 0
    for number, record in enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter), start=1):
        cells += len(record)
        if number > limits.most_rows:
            raise SheetError(Fault.TOO_MANY_ROWS, detail=str(number))
        if cells > limits.most_cells:
            raise SheetError(Fault.TOO_MANY_CELLS, detail=str(cells))
        yield tuple(_cell(field) for field in record)


def _cell(field: str) -> Cell:
    if match := _TEXT_FORMULA.match(field):
        field = match[1].replace('""', '"')
    return field if field.strip() else None
