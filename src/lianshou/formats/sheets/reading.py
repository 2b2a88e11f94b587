"""Opening a file: .xlsx, .xls, .ods or .csv becomes plain rows that keep the positions of the file."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from lianshou.formats.sheets.book import Book, Format, Limits, Merge, Sheet
from lianshou.formats.sheets.columns import Cell
from lianshou.formats.sheets.delimited import read_delimited
from lianshou.formats.sheets.guarding import format_of
from lianshou.formats.sheets.packing import laid_out
from lianshou.formats.sheets.problems import Fault, SheetError

__all__ = ["Book", "Format", "Limits", "Merge", "Sheet", "read_book"]

USUAL_LIMITS = Limits()


def read_book(source: Path | bytes, *, name: str = "", limits: Limits = USUAL_LIMITS) -> Book:
    """Read the whole of a file, told by its content and not by its extension.

    Raises SheetError and nothing else, whatever the bytes are.
    """
    name = name or (source.name if isinstance(source, Path) else "")
    try:
        content = content_of(source, limits=limits)
        format_ = format_of(content, limits=limits)
        if format_ is Format.CSV:
            sheets: tuple[Sheet, ...] = (
                read_delimited(content, name=Path(name).stem or "CSV", limits=limits),
            )
        else:
            sheets = _workbook(content, limits)
    except SheetError as error:
        raise SheetError(error.fault, name=name, detail=error.detail) from error.__cause__
    if not any(sheet.rows for sheet in sheets):
        raise SheetError(Fault.EMPTY, name=name)
    return Book(name, format_, sheets)


def content_of(source: Path | bytes, *, limits: Limits = USUAL_LIMITS) -> bytes:
    """The bytes of ``source``. Raises SheetError: NOT_FOUND, TOO_LARGE, EMPTY."""
    try:
        size = source.stat().st_size if isinstance(source, Path) else len(source)
        if size > limits.most_bytes:
            raise SheetError(Fault.TOO_LARGE, detail=f"{size} bytes")
        content = source.read_bytes() if isinstance(source, Path) else source
    except OSError as error:
        raise SheetError(Fault.NOT_FOUND, detail=type(error).__name__) from error
    if not content.strip(b"\0 \t\r\n"):
        raise SheetError(Fault.EMPTY)
    return content


def _workbook(content: bytes, limits: Limits) -> tuple[Sheet, ...]:
    try:
        with CalamineWorkbook.from_object(BytesIO(content)) as workbook:
            return tuple(_sheets(workbook, limits))
    except (SheetError, KeyboardInterrupt, SystemExit):
        raise
    except PasswordError as error:
        raise SheetError(Fault.LOCKED) from error
    except BaseException as error:  # a panic of the Rust reader is no Exception
        raise SheetError(Fault.CORRUPT, detail=type(error).__name__) from error


def _sheets(workbook: CalamineWorkbook, limits: Limits) -> list[Sheet]:
    found: list[Sheet] = []
    cells = 0
    for index, about in enumerate(workbook.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        raw = workbook.get_sheet_by_index(index)
        rows, columns = (raw.end[0] + 1, raw.end[1] + 1) if raw.end else (0, 0)  # total_height is one short
        cells += rows * columns
        _check_size(raw.name, rows, cells, limits)
        hidden = about.visible is not SheetVisibleEnum.Visible
        found.append(Sheet(about.name, _rows(raw), _merges(raw), hidden))
    return found


def _check_size(name: str, rows: int, cells: int, limits: Limits) -> None:
    if rows > limits.most_rows:
        raise SheetError(Fault.TOO_MANY_ROWS, detail=f"{name}: {rows}")
    if cells > limits.most_cells:
        raise SheetError(Fault.TOO_MANY_CELLS, detail=f"{name}: {cells}")


def _rows(raw: CalamineSheet) -> Sequence[tuple[Cell, ...]]:
    """The rows from A1 on, without the empty ones at the end; those of a long sheet are packed."""
    if raw.start is None:
        return ()
    left: tuple[Cell, ...] = (None,) * raw.start[1]  # iter_rows begins at row 1, but at the first used column
    return laid_out(left + tuple(_cell(value) for value in row) for row in raw.iter_rows())


def _cell(value: Cell) -> Cell:
    return None if isinstance(value, str) and not value.strip() else value


def _merges(raw: CalamineSheet) -> tuple[Merge, ...]:
    ranges = raw.merged_cell_ranges or []
    return tuple(Merge(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges)
