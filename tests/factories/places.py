"""Small workbooks as an operator uploads them."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from lianshou.core.wording import Wording
from lianshou.formats.sheets.writing import ColumnOut, SheetOut, write_book

PLACES = ["乡镇", "区划代码", "经度", "纬度"]


def workbook(headings: list[str], *rows: list[object]) -> SimpleUploadedFile:
    """A workbook of one sheet, ready to be posted."""
    target = BytesIO()
    columns = tuple(ColumnOut(heading) for heading in headings)
    write_book(target, [SheetOut(title=Wording("表", "sheet"), columns=columns, rows=rows)])
    return SimpleUploadedFile("places.xlsx", target.getvalue())
