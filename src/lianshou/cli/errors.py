"""errors.xlsx: the officer's own sheets with every offending cell marked and commented."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lianshou.cli.lists import Source
from lianshou.core.wording import Language
from lianshou.formats.sheets.book import Format
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.writing import sheet_name

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def write_errors(sources: Sequence[Source], target: Path, *, language: Language) -> None:
    """Write the files that have errors to ``target``, marked; several files become the sheets of one workbook."""
    from lianshou.formats.sheets.marking import write_marked

    wrong = [source for source in sources if source.errors]
    if len({source.path.resolve() for source in wrong}) == 1:
        problems = [problem for source in wrong for problem in source.errors]
        anchors = {sheet: letter for source in wrong for sheet, letter in source.anchors.items()}
        write_marked(wrong[0].path, problems, target, language=language, anchors=anchors)
        return
    content, problems, anchors = _joined(wrong)
    write_marked(content, problems, target, language=language, name=target.name, anchors=anchors)


def _joined(sources: Sequence[Source]) -> tuple[bytes, list[Problem], dict[str, str]]:
    """All sheets of ``sources`` in one workbook, named after their files; problems and anchors under these names."""
    from openpyxl import Workbook

    from lianshou.formats.sheets.marking import fill_page

    workbook, taken = Workbook(), set[str]()
    workbook.remove(workbook.worksheets[0])
    problems: list[Problem] = []
    anchors: dict[str, str] = {}
    for source in sources:
        names = {
            sheet.name: sheet_name(f"{source.path.stem} {sheet.name}", taken) for sheet in source.book.sheets
        }
        pages = _pages(source)
        for sheet in source.book.sheets:
            page = workbook.create_sheet(names[sheet.name])
            if sheet.name in pages:
                _copy(pages[sheet.name], page)
            else:
                fill_page(page, sheet)
        problems += [replace(problem, sheet=names[problem.sheet]) for problem in source.errors]
        anchors |= {names[sheet]: letter for sheet, letter in source.anchors.items()}
    out = BytesIO()
    workbook.save(out)
    return out.getvalue(), problems, anchors


def _pages(source: Source) -> dict[str, Worksheet]:
    """The worksheets of a workbook with their looks; none for other formats, whose values are enough."""
    if source.book.format is not Format.XLSX:
        return {}
    from openpyxl import load_workbook

    workbook = load_workbook(source.path)
    return {page.title: page for page in workbook.worksheets}


def _copy(page: Any, target: Any) -> None:
    """Copy values, looks, widths and merged cells."""
    for cells in page.iter_rows():
        for cell in cells:
            if cell.value is None and not cell.has_style:
                continue
            made = target.cell(cell.row, cell.column, cell.value)
            if cell.has_style:
                made.font, made.fill, made.border = copy(cell.font), copy(cell.fill), copy(cell.border)
                made.alignment, made.number_format = copy(cell.alignment), cell.number_format
    for letter, dimension in page.column_dimensions.items():
        made = target.column_dimensions[letter]
        made.min, made.max, made.width = dimension.min, dimension.max, dimension.width
    for block in page.merged_cells.ranges:
        target.merge_cells(str(block))
