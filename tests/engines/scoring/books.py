"""The workbooks of a contest, written, changed by somebody and read again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from lianshou.core.wording import Language
from lianshou.demo.contest import welders
from lianshou.engines.scoring import Contest
from lianshou.engines.scoring.books.filling import marking_sheets, write_contest_book
from lianshou.engines.scoring.books.places import Reading
from lianshou.engines.scoring.books.reading import read_contest
from lianshou.formats.sheets.writing import write_book

Edit = Callable[[Any], object]


def written(contest: Contest, folder: Path, language: Language = "zh") -> tuple[Path, Path]:
    book, marks = folder / "book.xlsx", folder / "marks.xlsx"
    write_contest_book(contest, book, language=language)
    write_book(marks, marking_sheets(contest, with_marks=True), language=language)
    return book, marks


def read(folder: Path, edit: Edit | None = None, edit_marks: Edit | None = None) -> Reading:
    book, marks = written(welders(), folder)
    for path, change in ((book, edit), (marks, edit_marks)):
        if change is not None:
            workbook = load_workbook(path)
            change(workbook)
            workbook.save(path)
    return read_contest(book, (marks,))
