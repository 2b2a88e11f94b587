"""Giving a file back with its problems marked: every bad cell coloured and commented, a list in front."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as OpenCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from lianshou.core.wording import Language, Wording
from lianshou.formats.sheets.book import Book, Format, Sheet
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.parsing import text_of
from lianshou.formats.sheets.problems import Fault, Problem, SheetError
from lianshou.formats.sheets.reading import content_of, read_book
from lianshou.formats.sheets.writing import sheet_name, text_width

LIST = Wording("问题清单", "Problems")
_AUTHOR = "联手"
_COLOUR = "FFFFD9CC"  # ours alone: taken off again when a file comes back
_MARK = PatternFill("solid", fgColor=_COLOUR)
_HEADER = PatternFill("solid", fgColor="FFEAECF0")
_LINK = Font(color="FF175CD3", underline="single")
_TITLES = (
    Wording("序号", "No."),
    Wording("工作表", "Sheet"),
    Wording("位置", "Cell"),
    Wording("填写的内容", "Content"),
    Wording("问题", "Problem"),
    Wording("怎么改", "What to do"),
)
_WIDTHS = (6, 16, 8, 26, 50, 60)
_NARROWEST, _WIDEST = 8, 40
_LONGEST_SHOWN = 100
_MOST_MARKED = 20_000


Placed = tuple[Problem, str | None]
"""A problem and the cell on which it is marked."""


def write_marked(
    source: Path | bytes,
    problems: Sequence[Problem],
    target: Path | BinaryIO,
    *,
    language: Language = "zh",
    name: str = "",
    anchors: Mapping[str, str] | None = None,
) -> None:
    """Write ``source`` to ``target`` as .xlsx with ``problems`` marked; the user's own workbook otherwise unchanged.

    An .xls, .ods or .csv is rebuilt from its values. Marks of an earlier round are taken off first. What concerns a
    whole row is marked on its cell in the column that ``anchors`` gives for the sheet, else on its first filled cell.
    Raises SheetError when ``source`` cannot be read or ``target`` cannot be written.
    """
    content = content_of(source)
    book = read_book(content, name=name or (source.name if isinstance(source, Path) else ""))
    workbook, names = _opened(content, book)
    _unmark(workbook)
    addresses = [_address(book, problem, anchors or {}) for problem in problems]
    _mark_cells(workbook, names, [*zip(problems, addresses, strict=True)][:_MOST_MARKED], language)
    _write_list(workbook, names, book, [*zip(problems, addresses, strict=True)], language)
    _save(workbook, target)


def _opened(content: bytes, book: Book) -> tuple[Workbook, dict[str, str]]:
    """The user's workbook, or a new one with its values where it cannot be opened for editing; its sheets' names."""
    if book.format is Format.XLSX:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # openpyxl warns of features it drops
                workbook = load_workbook(BytesIO(content), rich_text=True)
                return workbook, {name: name for name in workbook.sheetnames}
        except Exception:  # noqa: BLE001 openpyxl fails in many ways on files that other programs wrote
            return _rebuilt(book)
    return _rebuilt(book)


def _rebuilt(book: Book) -> tuple[Workbook, dict[str, str]]:
    workbook, names, taken = Workbook(), dict[str, str](), set[str]()
    workbook.remove(workbook.worksheets[0])
    for sheet in book.sheets:
        names[sheet.name] = sheet_name(sheet.name, taken)
        fill_page(workbook.create_sheet(names[sheet.name]), sheet)
    return workbook, names


def fill_page(page: Worksheet, sheet: Sheet) -> None:
    """Write the values of ``sheet`` to an empty ``page``, text as text, in columns wide enough to be read."""
    widths: dict[int, float] = {}
    for number, cells in enumerate(sheet.rows, start=1):
        for column, value in enumerate(cells, start=1):
            if value is not None:
                _put(page, number, column, value)
                if len(cells) > 1 and any(
                    cell is not None for cell in (*cells[: column - 1], *cells[column:])
                ):
                    widths[column] = max(widths.get(column, 0), text_width(text_of(value)))
    for column, width in widths.items():
        page.column_dimensions[letter_of(column)].width = min(max(width + 2, _NARROWEST), _WIDEST)
    for merge in sheet.merged:
        page.merge_cells(
            start_row=merge.top, start_column=merge.left, end_row=merge.bottom, end_column=merge.right
        )


def _put(page: Worksheet, row: int, column: int, value: object) -> None:
    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value = _writable(value)
        cell.data_type = "s"  # text stays text, whatever it begins with
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
        cell.number_format = "@"
    else:
        cell.value = value  # type: ignore[assignment]


def _writable(text: str) -> str:
    return "".join(
        sign for sign in text if sign in "\t\n\r" or (ord(sign) >= 32 and not 0xD800 <= ord(sign) < 0xE000)
    )


def _unmark(workbook: Workbook) -> None:
    """Take off what an earlier round left: the list, our colour, our comments."""
    for title in (LIST.zh, LIST.en):
        if title in workbook.sheetnames and len(workbook.sheetnames) > 1:
            del workbook[title]
    for page in workbook.worksheets:
        for cells in page.iter_rows():
            for cell in cells:
                if cell.comment is not None and cell.comment.author == _AUTHOR:
                    cell.comment = None
                if cell.has_style and cell.fill.fgColor.rgb == _COLOUR:
                    cell.fill = PatternFill()


def _address(book: Book, problem: Problem, anchors: Mapping[str, str]) -> str | None:
    """The cell to mark: that of the problem, else the one that stands for its row; None for a whole sheet."""
    if problem.address or problem.row is None:
        return problem.address
    sheet = next((sheet for sheet in book.sheets if sheet.name == problem.sheet), None)
    if sheet is None or not 1 <= problem.row <= len(sheet.rows):
        return None
    filled = [
        (letter_of(column), cell)
        for column, cell in enumerate(sheet.rows[problem.row - 1], start=1)
        if cell is not None
    ]
    wanted = anchors.get(problem.sheet)
    worded = [letter for letter, cell in filled if not text_of(cell).isdigit()]  # no running number
    letters = [letter for letter, _ in filled]
    letter = next(iter([wanted] if wanted in letters else worded or letters), None)
    return f"{letter}{problem.row}" if letter else None


def _mark_cells(
    workbook: Workbook, names: dict[str, str], problems: Sequence[Placed], language: Language
) -> None:
    by_cell: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem, address in problems:
        if address and names.get(problem.sheet) in workbook.sheetnames:
            by_cell[names[problem.sheet], address].append(problem)
    for (sheet, address), found in by_cell.items():
        cell = _anchor(workbook[sheet], address)
        if cell is None:
            continue
        cell.fill = _MARK
        lines = [_told(one, language) for one in found]
        if cell.comment is not None:
            lines.append(cell.comment.text)
        cell.comment = Comment("\n".join(lines), _AUTHOR, width=320, height=60 + 40 * len(lines))


def _told(problem: Problem, language: Language) -> str:
    """What is wrong and the way out, each a whole sentence."""
    told = [text for text in (problem.message.say(language), problem.way_out.say(language)) if text]
    end, space = (".", " ") if language == "en" else ("。", "")
    return space.join(
        f"{text[:1].upper()}{text[1:]}{'' if text[-1] in '。.！!？?…' else end}" for text in told
    )


def _anchor(page: object, address: str) -> OpenCell | None:
    """The cell itself, or the one in whose merged block it lies."""
    if not isinstance(page, Worksheet):
        return None
    cell = page[address]
    if isinstance(cell, MergedCell):
        block = next(block for block in page.merged_cells.ranges if address in block)
        cell = page.cell(block.min_row, block.min_col)
    return cell if isinstance(cell, OpenCell) else None


def _write_list(
    workbook: Workbook, names: dict[str, str], book: Book, problems: Sequence[Placed], language: Language
) -> None:
    page = workbook.create_sheet(LIST.say(language), 0)
    for column, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True), start=1):
        cell = page.cell(1, column, title.say(language))
        cell.fill, cell.font = _HEADER, Font(bold=True)
        page.column_dimensions[letter_of(column)].width = width
    for number, placed in enumerate(problems, start=1):
        _write_line(page, number, placed, names, book, language)
    page.freeze_panes = "A2"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    workbook.active = 0
    for other in workbook.worksheets[1:]:
        other.sheet_view.tabSelected = False


def _write_line(
    page: Worksheet, number: int, placed: Placed, names: dict[str, str], book: Book, language: Language
) -> None:
    problem, address = placed
    where = problem.address or (str(problem.row) if problem.row else "")
    values = (number, problem.sheet, where, _content(book, problem), problem.message.say(language))
    for column, value in enumerate((*values, problem.way_out.say(language)), start=1):
        _put(page, number + 1, column, value)
        page.cell(number + 1, column).alignment = Alignment(wrap_text=True, vertical="top")
    if problem.row is not None and problem.sheet in names:
        link = page.cell(number + 1, 3)
        quoted = names[problem.sheet].replace("'", "''")
        target = f"'{quoted}'!{address or f'A{problem.row}'}"
        link.hyperlink = Hyperlink(
            ref=link.coordinate, location=target
        )  # a text would become an outside link
        link.font = _LINK


def _content(book: Book, problem: Problem) -> str:
    """What stands in the cell of the problem, shortened."""
    sheet = next((sheet for sheet in book.sheets if sheet.name == problem.sheet), None)
    if sheet is None or problem.row is None or problem.column_letter is None:
        return ""
    column = 0
    for letter in problem.column_letter:
        column = column * 26 + ord(letter) - 64
    text = text_of(sheet.cell(problem.row, column))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _save(workbook: Workbook, target: Path | BinaryIO) -> None:
    try:
        workbook.save(target)
    except OSError as error:
        raise SheetError(Fault.NOT_FOUND, name=str(target), detail=type(error).__name__) from error
