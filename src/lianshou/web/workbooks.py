"""A table of the screen as a workbook."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils.encoding import force_str
from django.utils.http import content_disposition_header

from lianshou.core.wording import Language
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def table_workbook(table: Any, *, title: str, language: Language) -> bytes:
    """Every row of a django-tables2 ``table``, all pages, in the order of the screen; numbers stay numbers."""
    header, *rows = [list(row) for row in table.as_values()]
    forms = [_form(column) for column in zip(*rows, strict=True)] or [Form.TEXT] * len(header)
    columns = tuple(ColumnOut(force_str(name), form) for name, form in zip(header, forms, strict=True))
    target = BytesIO()
    out = SheetOut(title=title, columns=columns, rows=[[_plain(cell) for cell in row] for row in rows])
    write_book(target, [out], language=language)
    return target.getvalue()


def attachment(content: bytes, name: str, *, content_type: str = XLSX) -> HttpResponse:
    """A file to keep, whatever letters its name has."""
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def _form(column: tuple[Any, ...]) -> Form:
    filled = [cell for cell in column if cell not in (None, "")]
    if filled and all(isinstance(cell, int) for cell in filled):
        return Form.WHOLE
    return Form.DECIMAL if filled and all(isinstance(cell, int | float) for cell in filled) else Form.TEXT


def _plain(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, int | float) else force_str(cell)
