from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from lianshou.core.wording import Language, Wording
from lianshou.formats.sheets.columns import Layout
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.marking import write_marked
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.templates import write_templates
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, sheet_name, write_book
from lianshou.kernel.intake.models import ImportRow
from lianshou.kernel.intake.rules import text
from lianshou.kernel.intake.rules.reading import REFERENCE


def template_workbook(layout: Layout, *, language: Language, beside: Layout | None = None) -> bytes:
    """The blank workbook of a list, with drop-downs, notes and one example; ``beside`` is its second sheet."""
    target = BytesIO()
    write_templates((layout, beside) if beside else (layout,), target, language=language)
    return target.getvalue()


def rows_workbook(
    rows: Sequence[ImportRow],
    layout: Layout,
    *,
    language: Language,
    shown: Callable[[str, str], str] = lambda _key, cell: cell,
) -> bytes:
    """Rows of an upload as a workbook that can come back corrected, every bad cell marked and commented.

    ``shown(key, text)`` is what stands in a cell: masked in rows that nobody needs to correct.
    """
    title = sheet_name(layout.title.say(language), set())
    columns = [REFERENCE, *layout.columns]
    out = SheetOut(
        title=title,
        columns=tuple(ColumnOut(column.title, Form.TEXT, column.width) for column in columns),
        rows=[
            [str(row.pk), *(shown(column.key, text(row.cells.get(column.key))) for column in layout.columns)]
            for row in rows
        ],
        notes=(
            _("Note: correct the marked cells and upload this file again; leave the first column as it is."),
        ),
    )
    plain = BytesIO()
    write_book(plain, [out], language=language)
    marked = BytesIO()
    problems = [
        _moved(problem, title, number, layout)
        for number, row in enumerate(rows, start=2)
        for problem in row.problems
    ]
    write_marked(plain.getvalue(), problems, marked, language=language, name=title)
    return marked.getvalue()


def _moved(problem: Mapping[str, Any], sheet: str, number: int, layout: Layout) -> Problem:
    keys = [column.key for column in layout.columns]
    key = problem["key"]
    letter = letter_of(keys.index(key) + 2) if key in keys else None
    return Problem(
        sheet,
        number,
        letter,
        key,
        problem["code"],
        Wording(**problem["message"]),
        Wording(**problem["way_out"]),
    )
