"""Writing workbooks that an officer can print, filter and send on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, StrEnum
from math import ceil, isfinite
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format as XlsxFormat
from xlsxwriter.worksheet import Worksheet

from lianshou.core.wording import Language, Wording
from lianshou.formats.sheets.paging import breaks, scale_of
from lianshou.formats.sheets.problems import Fault, SheetError

_CHINA = timezone(timedelta(hours=8))
_CREATED = datetime(2000, 1, 1, tzinfo=_CHINA)
_MOST_ROWS = 1_048_576
_LONGEST_TEXT = 32_767
_CUT = "……（内容过长，后面没有写出）"
_EXACT = 10**15
_WIDEST = 60
_LINE = 17.0  # points that one line of text takes
_PADDING = 0.8  # characters by which every column is wider than was asked for
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FONT = {"font_name": "Microsoft YaHei", "font_size": 11}
_HEADER = {"bold": True, "bg_color": "#EAECF0", "border": 1, "border_color": "#98A2B3", "text_wrap": True}
_HEADER = {**_HEADER, "align": "center", "valign": "vcenter"}

Words = str | Wording
"""A text: as it is, or in the language of the workbook."""


class Form(StrEnum):
    """How the cells of a column are written."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DAY = "day"
    MOMENT = "moment"
    TENTHS = "tenths"
    HUNDREDTHS = "hundredths"
    THOUSANDTHS = "thousandths"
    PLACE = "place"
    """A whole number in the middle: a rank, a lane."""
    YUAN = "yuan"
    """An integer in fen, shown in yuan with two decimals."""


_APART = {"align": "right", "indent": 1}  # a number does not touch the text that follows it
_FORMS: dict[Form, dict[str, object]] = {
    Form.TEXT: {"num_format": "@", "text_wrap": True},
    Form.WHOLE: {"num_format": "0", **_APART},
    Form.DECIMAL: {"num_format": "General", **_APART},
    Form.TENTHS: {"num_format": "0.0", **_APART},
    Form.HUNDREDTHS: {"num_format": "0.00", **_APART},
    Form.THOUSANDTHS: {"num_format": "0.000", **_APART},
    Form.PLACE: {"num_format": "0", "align": "center"},
    Form.PERCENT: {"num_format": "0.0%"},
    Form.DAY: {"num_format": "yyyy-mm-dd", "align": "center"},
    Form.MOMENT: {"num_format": "yyyy-mm-dd hh:mm", "align": "center"},
    Form.YUAN: {"num_format": "#,##0.00"},
}


def form_of_digits(digits: int | None) -> Form:
    """The form that shows ``digits`` decimals; None, or more than three: as many as there are."""
    forms = (Form.WHOLE, Form.TENTHS, Form.HUNDREDTHS, Form.THOUSANDTHS)
    return forms[digits] if digits is not None and digits < len(forms) else Form.DECIMAL


@dataclass(frozen=True, slots=True)
class ColumnOut:
    """One column to write; ``width`` in characters, None to follow the content; ``note`` is a comment on the header."""

    title: Words
    form: Form = Form.TEXT
    width: float | None = None
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class SheetOut:
    """One sheet to write.

    ``rows`` hold one value per column (str, Wording, numbers, dates, None, bool, enum); ``heading`` is a title row above the
    header, ``notes`` are lines below the table, ``signatures`` those who sign below them on a line each. ``row_height`` in
    points gives every row at least that height and room for the lines its text needs; None leaves heights to the program
    that opens the file. ``blocks`` are the numbers of rows (from 0) with which something begins that no page should part
    (where ``row_height`` is given). ``footer`` stands on every page.
    """

    title: Words
    columns: tuple[ColumnOut, ...]
    rows: Iterable[Sequence[object]]
    heading: Words | None = None
    notes: tuple[Words, ...] = ()
    freeze: bool = True
    filters: bool = True
    landscape: bool = True
    row_height: float | None = None
    each_page: bool = False
    """Whether every block has a page of its own, signed below it."""
    signatures: tuple[Words, ...] = ()
    blocks: tuple[int, ...] = ()
    footer: Words = ""


def write_book(target: Path | BinaryIO, sheets: Sequence[SheetOut], *, language: Language = "zh") -> None:
    """Write ``sheets`` as one .xlsx; the same input gives the same bytes.

    No text ever becomes a formula or a link. Raises SheetError when a sheet is longer than the format allows.
    """
    workbook = new_workbook(target)
    look = Look(workbook, language)
    names: set[str] = set()
    try:
        for out in sheets:
            _write_sheet(
                workbook.add_worksheet(sheet_name(say(out.title, language), names)), out, look, language
            )
    except SheetError:
        workbook.fileclosed = True  # nothing half-written is left behind; the destructor would complain
        raise
    close(workbook, target)


def say(words: Words, language: Language) -> str:
    return words.say(language) if isinstance(words, Wording) else words


def new_workbook(target: Path | BinaryIO) -> Workbook:
    """A workbook in which text stays text, dated so that equal content gives equal bytes."""
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
        "remove_timezone": True,
        "default_date_format": "yyyy-mm-dd",
    }
    workbook = Workbook(str(target) if isinstance(target, Path) else target, options)
    workbook.set_properties({"created": _CREATED, "author": "联手", "title": ""})
    return workbook


def close(workbook: Workbook, target: Path | BinaryIO) -> None:
    """Write the file out. Raises SheetError NOT_FOUND when ``target`` cannot be written."""
    try:
        workbook.close()
    except (FileCreateError, OSError) as error:
        workbook.fileclosed = True
        raise SheetError(Fault.NOT_FOUND, name=str(target), detail=type(error).__name__) from error


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel admits and ``taken`` (lower case) does not yet hold; it is added there."""
    plain = _NOT_IN_SHEET_NAMES.sub(" ", _UNWRITABLE.sub("", title)).strip(" '")[:31] or "Sheet"
    name, number = plain, 2
    while name.casefold() in taken or name.casefold() == "history":
        tail = f"({number})"
        name, number = f"{plain[: 31 - len(tail)]}{tail}", number + 1
    taken.add(name.casefold())
    return name


class Look:
    """The formats of a workbook, made once each."""

    def __init__(self, workbook: Workbook, language: Language) -> None:
        self._workbook = workbook
        self.yes_no = ("yes", "no") if language == "en" else ("是", "否")
        self._made: dict[tuple[str, ...], XlsxFormat] = {}
        self.heading = workbook.add_format({**_FONT, "bold": True, "font_size": 16, "align": "center"})
        self.header = workbook.add_format({**_FONT, **_HEADER})
        self.required = workbook.add_format({**_FONT, **_HEADER, "font_color": "#B42318"})
        self.note = workbook.add_format(
            {**_FONT, "font_color": "#667085", "text_wrap": True, "valign": "top"}
        )
        self.signature = workbook.add_format({**_FONT, "text_wrap": True, "valign": "bottom"})
        self.example = workbook.add_format({**_FONT, "italic": True, "font_color": "#98A2B3"})

    def cell(self, form: Form, *, guarded: bool = False) -> XlsxFormat:
        """The format for ``form``; a guarded text stays text when it is edited."""
        key = (form.value, str(guarded))
        if key not in self._made:
            wanted = {**_FONT, "border": 1, "border_color": "#D0D5DD", "valign": "vcenter", **_FORMS[form]}
            self._made[key] = self._workbook.add_format({**wanted, "quote_prefix": guarded})
        return self._made[key]


def write_cell(sheet: Worksheet, row: int, column: int, value: object, *, form: Form, look: Look) -> None:
    """Write one value at 0-based ``row`` and ``column`` in the way of ``form``."""
    value = value.value if isinstance(value, Enum) else value
    if value is None or value == "" or _no_quantity(value):
        sheet.write_blank(row, column, None, look.cell(form))
    elif isinstance(value, bool):
        sheet.write_string(row, column, look.yes_no[0 if value else 1], look.cell(Form.TEXT))
    elif isinstance(value, int | float | Decimal) and form is not Form.TEXT and -_EXACT < value < _EXACT:
        sheet.write_number(row, column, _number(value, form), look.cell(form))
    elif isinstance(value, date) and value.year >= 1900:
        shown = form if form in (Form.DAY, Form.MOMENT) else _form_of(value)
        sheet.write_datetime(row, column, _moment(value), look.cell(shown))
    else:
        _write_text(sheet, row, column, str(value), look)


def _no_quantity(value: object) -> bool:
    return isinstance(value, float | Decimal) and not isfinite(value)


def _number(value: float | Decimal, form: Form) -> float:
    return float(Decimal(str(value)) / 100) if form is Form.YUAN else float(value)


def _moment(value: date) -> datetime:
    """A moment as clocks in China show it; a date as its midnight."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value.astimezone(_CHINA).replace(tzinfo=None) if value.tzinfo else value


def _form_of(value: date) -> Form:
    return Form.MOMENT if isinstance(value, datetime) else Form.DAY


def _write_text(sheet: Worksheet, row: int, column: int, text: str, look: Look) -> None:
    text = _UNWRITABLE.sub("", text)
    if len(text) > _LONGEST_TEXT:
        text = f"{text[: _LONGEST_TEXT - len(_CUT)]}{_CUT}"
    guarded = text.lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "|", "%"))
    sheet.write_string(row, column, text, look.cell(Form.TEXT, guarded=guarded))


def _write_sheet(sheet: Worksheet, out: SheetOut, look: Look, language: Language) -> None:
    first = 0 if out.heading is None else 1
    last_column = max(len(out.columns) - 1, 0)
    if out.heading is not None:
        _across(sheet, 0, last_column, say(out.heading, language), look.heading)
        sheet.set_row(0, 30)
    widths = _write_header(sheet, first, out.columns, look, language)
    ends = _write_rows(sheet, first, out, look, language, widths)
    last = ends[-1]
    given = [column.width for column in out.columns]
    widths = [own or min(max(width + 2, 8), _WIDEST) for own, width in zip(given, widths, strict=True)]
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    for end in ends:
        below = out if end == last else replace(out, notes=())
        _write_below(sheet, end + 2, below, look, language, sum(widths))
    if out.freeze:
        sheet.freeze_panes(first + 1, 0)
    if out.filters and out.columns and last > first:
        sheet.autofilter(first, 0, last, last_column)
    footer = say(out.footer, language)
    for_print(sheet, header_row=first, landscape=out.landscape, language=language, footer=footer)
    if out.blocks and out.row_height is not None:
        _keep_blocks(sheet, out, first, language, sum(widths))
    if out.each_page:
        sheet.set_h_pagebreaks([end + 3 for end in ends[:-1]])


def _write_below(
    sheet: Worksheet, row: int, out: SheetOut, look: Look, language: Language, width: float
) -> None:
    """The notes and the lines to sign on, each as high as its text needs across the whole sheet."""
    last_column = max(len(out.columns) - 1, 0)
    for number, note in enumerate(out.notes, start=row):
        text = say(note, language)
        _across(sheet, number, last_column, text, look.note)
        sheet.set_row(number, _LINE * max(ceil(text_width(text) / max(width, 1)), text.count("\n") + 1))
    if out.signatures:
        lines = [""]
        for one in out.signatures:
            line = f"{say(one, language)}{': ' if language == 'en' else '：'}{'_' * 14}"
            joined = f"{lines[-1]}    {line}" if lines[-1] else line
            lines[-1:] = [joined] if text_width(joined) <= width or not lines[-1] else [lines[-1], line]
        number = row + len(out.notes)
        _across(sheet, number, last_column, "\n".join(lines), look.signature)
        sheet.set_row(number, 36 * len(lines))


def _keep_blocks(sheet: Worksheet, out: SheetOut, first: int, language: Language, width: float) -> None:
    """Scale the sheet to the paper and end pages before blocks; Excel heeds no page break on a sheet fitted to the width."""
    scale = scale_of(width + _PADDING * len(out.columns), landscape=out.landscape)
    heights = [max(out.row_height or 0, _LINE * _lines(row, out.columns, language)) for row in out.rows]
    found = breaks(heights, out.blocks, landscape=out.landscape, scale=scale)
    sheet.set_print_scale(scale)
    sheet.center_horizontally()
    sheet.set_h_pagebreaks([first + 1 + row for row in found])


def _write_header(
    sheet: Worksheet, row: int, columns: tuple[ColumnOut, ...], look: Look, language: Language
) -> list[float]:
    """Write the header and return the width each column needs so far."""
    for number, column in enumerate(columns):
        sheet.write_string(row, number, say(column.title, language), look.header)
        if column.note is not None:
            sheet.write_comment(row, number, say(column.note, language))
    lines = _lines([column.title for column in columns], columns, language)
    if lines > 1:
        sheet.set_row(row, _LINE * lines + 5)
    return [_width_of_title(column, language) for column in columns]


def _write_rows(
    sheet: Worksheet, first: int, out: SheetOut, look: Look, language: Language, widths: list[float]
) -> list[int]:
    """Write the rows below ``first`` and return the last row written, before it those of earlier blocks that have a page each."""
    last, ends = first, list[int]()
    for number, values in enumerate(out.rows):
        last += 1
        if out.each_page and number in out.blocks[1:]:
            ends.append(last - 1)
            last += 2  # room to sign
        if last >= _MOST_ROWS:
            raise SheetError(Fault.TOO_MANY_ROWS, name=say(out.title, language))
        _write_row(sheet, last, values, out.columns, look, language, widths)
        if out.row_height is not None:
            sheet.set_row(last, max(out.row_height, _LINE * _lines(values, out.columns, language)))
    return [*ends, last]


def _lines(values: Sequence[object], columns: tuple[ColumnOut, ...], language: Language) -> int:
    """How many lines the fullest cell of a row needs in a column of a fixed width."""
    lines = [
        ceil(text_width(_shown(say(value, language) if isinstance(value, Wording) else value)) / column.width)
        for value, column in zip(values, columns, strict=True)
        if column.width
    ]
    return max(lines, default=1)


def _write_row(
    sheet: Worksheet,
    row: int,
    values: Sequence[object],
    columns: tuple[ColumnOut, ...],
    look: Look,
    language: Language,
    widths: list[float],
) -> None:
    if len(values) != len(columns):
        raise ValueError(f"row {row}: {len(values)} values for {len(columns)} columns")
    for number, (value, column) in enumerate(zip(values, columns, strict=True)):
        said = say(value, language) if isinstance(value, Wording) else value
        write_cell(sheet, row, number, said, form=column.form, look=look)
        widths[number] = max(widths[number], text_width(_shown(said)))


def for_print(
    sheet: Worksheet, *, header_row: int, landscape: bool = True, language: Language = "zh", footer: str = ""
) -> None:
    """A4, one page wide, everything down to the header on every page, ``footer`` and page numbers below."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, header_row)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    pages = "Page &P of &N" if language == "en" else "第 &P 页 / 共 &N 页"
    above = f"&8 {footer.replace('&', '&&')}\n" if footer else ""
    sheet.set_footer(f"&C{above}{pages}")


def _across(sheet: Worksheet, row: int, last_column: int, text: str, format_: XlsxFormat) -> None:
    if last_column:
        sheet.merge_range(row, 0, row, last_column, "", format_)
    sheet.write_string(row, 0, text, format_)


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return "2019-06-01 08:00"
    return "" if value is None else str(value)


def _width_of_title(column: ColumnOut, language: Language) -> float:
    return text_width(say(column.title, language)) + 2  # room for the arrow of the filter


def text_width(text: str) -> float:
    """How many Latin characters wide the longest line of ``text`` is; a Chinese character counts two."""
    return max(
        (sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in text.splitlines()), default=0
    )
