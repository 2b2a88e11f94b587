"""Households laid out for a superior's system, as a workbook or as text."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Sequence
from io import BytesIO, StringIO

from lianshou.core.wording import Wording
from lianshou.formats.sheets.recognising import OWN_SHEETS
from lianshou.formats.sheets.writing import ColumnOut, SheetOut, write_book
from lianshou.kinds.aid.enums import Spread
from lianshou.kinds.aid.queries import masked
from lianshou.kinds.aid.rules.shaping import Record, Shape

ENCODINGS = {"csv": "utf-8-sig", "gb18030": "gb18030"}
"""Of the text files: with a mark for Excel, or as older systems read them."""
MEMBER_SHEET, NOTES_SHEET = "家庭成员", "填写说明"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def shaped_book(
    shape: Shape, records: Iterable[Record], *, clear: Collection[str] = (), notes: Sequence[Wording] = ()
) -> tuple[bytes, list[int]]:
    """The workbook of a layout, and the persons whose households stand in it. What is hidden stands under its mask unless
    ``clear`` names its source; ``notes`` stand on a sheet of their own that no system reads."""
    rows: list[list[str]] = []
    beside: list[list[str]] = []
    persons: list[int] = []
    for record in records:
        rows += shape.rows(record, masked, clear)
        beside += shape.member_rows(record, masked, clear)
        persons.append(record.person)
    sheets = [
        SheetOut(
            shape.sheet,
            tuple(map(ColumnOut, shape.headings)),
            rows,
            heading=shape.title or None,
            freeze=True,
            filters=False,
        )
    ]
    if shape.spread == Spread.SHEET:
        headings = tuple(ColumnOut(line.heading) for line in shape.member_lines)
        sheets.append(SheetOut(MEMBER_SHEET, headings, beside, filters=False))
    if notes:
        if NOTES_SHEET not in OWN_SHEETS:
            raise LookupError(f"the import would read {NOTES_SHEET}")
        sheets.append(
            SheetOut(NOTES_SHEET, (ColumnOut("说明", width=60),), [[note] for note in notes], filters=False)
        )
    target = BytesIO()
    write_book(target, sheets)
    return target.getvalue(), persons


def shaped_text(shape: Shape, records: Iterable[Record], *, encoding: str) -> bytes:
    """The first sheet of a layout as comma-separated text. No cell becomes a formula; what an encoding lacks becomes “?”."""
    out = StringIO()
    writer = csv.writer(out)
    if shape.title:
        writer.writerow([_plain(shape.title)])
    writer.writerow(map(_plain, shape.headings))
    for record in records:
        writer.writerows([_plain(cell) for cell in row] for row in shape.rows(record, masked))
    return out.getvalue().encode(encoding, errors="replace")


def _plain(text: str) -> str:
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
