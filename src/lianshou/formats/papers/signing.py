"""Tables that are signed in: a list on several pages, with room for a name in each row."""

from __future__ import annotations

from typing import Any

from docx.shared import Mm

from lianshou.formats.papers.building import head_again


def made_to_sign(table: Any, *, row_mm: float = 9, but_last: int = 0) -> None:
    """Make ``table`` (as ``OfficialPaper.table`` gives it) one for signing: its head stands on every page, its rows are at least
    ``row_mm`` millimetres high, apart from the head and the last ``but_last``.
    """
    head_again(table.rows[0])
    for row in table.rows[1 : len(table.rows) - but_last]:
        row.height = Mm(row_mm)
