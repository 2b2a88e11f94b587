"""Blank workbooks to fill in, made from the same layouts that read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from lianshou.core.wording import Language, Wording
from lianshou.formats.sheets.columns import Cell, Column, Layout
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.parsing import text_of
from lianshou.formats.sheets.writing import (
    Form,
    Look,
    close,
    for_print,
    new_workbook,
    say,
    sheet_name,
    text_width,
    write_cell,
)

_GUIDE_WIDTHS = (24, 10, 50, 44, 24)
_ROWS_TO_FILL = 2000
_LONGEST_LIST = 255  # characters of a drop-down written in place
_NUMBER = Wording("序号", "No.")
_EXAMPLE = Wording("示例", "Example")
GUIDE = Wording("填写说明", "How to fill in")
_LISTS = Wording("选项", "Lists")
_REQUIRED = Wording("必填", "required")


def write_template(layout: Layout, target: Path | BinaryIO, *, language: Language = "zh") -> None:
    """A workbook with the header of ``layout``, drop-downs, an example row that is never read, and a guide.

    Required columns carry a star. Raises SheetError when ``target`` cannot be written.
    """
    write_templates((layout,), target, language=language)


Filled = Mapping[str, Sequence[Mapping[str, object]]]
"""Rows to fill in beforehand, by layout and key of the column."""


def write_templates(
    layouts: tuple[Layout, ...],
    target: Path | BinaryIO,
    *,
    language: Language = "zh",
    filled: Filled | None = None,
) -> None:
    """One workbook with a sheet for each of ``layouts`` and one guide to them all; a sheet with rows of ``filled`` has no example."""
    workbook = new_workbook(target)
    look = Look(workbook, language)
    taken = {GUIDE.say(language).casefold(), _LISTS.say(language).casefold()}
    sheets = [workbook.add_worksheet(sheet_name(layout.title.say(language), taken)) for layout in layouts]
    guide = workbook.add_worksheet(GUIDE.say(language))
    lists = _Lists(workbook, _LISTS.say(language))
    for layout, sheet in zip(layouts, sheets, strict=True):
        rows = (filled or {}).get(layout.name, ())
        _write_layout(sheet, layout, look, lists, language, is_filled=bool(rows))
        _fill(sheet, layout, rows, look, language)
    _write_guide(guide, layouts, look, language)
    close(workbook, target)


class _Lists:
    """Drop-downs too long to stand in place, on a hidden sheet made when first needed."""

    def __init__(self, workbook: Workbook, name: str) -> None:
        self._workbook, self._name = workbook, name
        self._sheet: Worksheet | None = None
        self._columns = 0

    def source(self, answers: list[str]) -> list[str] | str:
        if len(",".join(answers)) <= _LONGEST_LIST and not any("," in answer for answer in answers):
            return answers
        if self._sheet is None:
            self._sheet = self._workbook.add_worksheet(self._name)
            self._sheet.hide()
        column, self._columns = self._columns, self._columns + 1
        self._sheet.write_column(0, column, answers)
        letter = letter_of(column + 1)
        return f"='{self._name}'!${letter}$1:${letter}${len(answers)}"


def _write_layout(
    sheet: Worksheet, layout: Layout, look: Look, lists: _Lists, language: Language, *, is_filled: bool
) -> None:
    sheet.write_string(0, 0, _NUMBER.say(language), look.header)
    if not is_filled:
        sheet.write_string(1, 0, _EXAMPLE.say(language), look.example)
    sheet.set_column(0, 0, 8)
    for number, column in enumerate(layout.columns, start=1):
        _write_column(sheet, number, column, look, lists, language, with_example=not is_filled)
    sheet.freeze_panes(1, 0)
    for_print(sheet, header_row=0, language=language)


def _fill(
    sheet: Worksheet, layout: Layout, rows: Sequence[Mapping[str, object]], look: Look, language: Language
) -> None:
    for place, row in enumerate(rows, start=1):
        write_cell(sheet, place, 0, place, form=Form.WHOLE, look=look)
        for number, column in enumerate(layout.columns, start=1):
            value = row.get(column.key)
            said = next((one.title for one in column.choices if one.value == value), value)
            write_cell(
                sheet, place, number, say(said, language) if isinstance(said, Wording) else said,
                form=_form_of(column), look=look,
            )  # fmt: skip


def _write_column(
    sheet: Worksheet,
    number: int,
    column: Column,
    look: Look,
    lists: _Lists,
    language: Language,
    *,
    with_example: bool,
) -> None:
    title = f"{'*' if column.required else ''}{column.said(language)}"
    sheet.write_string(0, number, title, look.required if column.required else look.header)
    if with_example:
        write_cell(sheet, 1, number, _example(column, language), form=_form_of(column), look=look)
    width = max(column.width, text_width(title) + 2)
    sheet.set_column(
        number, number, width, look.cell(_form_of(column)) if _form_of(column) is Form.TEXT else None
    )
    about = _about(column, language)
    if about:
        sheet.write_comment(0, number, about, {"x_scale": 2})
    validation = _validation(column, lists, language)
    if validation:
        sheet.data_validation(1, number, _ROWS_TO_FILL, number, validation)


def _example(column: Column, language: Language) -> Cell:
    """The example in the language of the workbook: a choice by its title, 是 as yes; other words where both are given."""
    given = column.example
    if isinstance(given, Wording):
        return given.say(language)
    if language == "en" and isinstance(given, str):
        said = {one.title.zh: one.title.en for one in column.choices}
        return said.get(given, {"是": "yes", "否": "no"}.get(given, given))
    return given


def _form_of(column: Column) -> Form:
    """Text unless the example is a number or a date: identity numbers typed into text cells keep their digits."""
    if isinstance(column.example, bool | str | Wording) or column.example is None:
        return Form.TEXT
    if isinstance(column.example, int):
        return Form.WHOLE
    return Form.DECIMAL if isinstance(column.example, float) else Form.DAY


def _about(column: Column, language: Language) -> str:
    parts = [_REQUIRED.say(language)] if column.required else []
    if column.note:
        parts.append(column.note.say(language))
    return "；".join(parts) if language == "zh" else "; ".join(parts)


def _validation(column: Column, lists: _Lists, language: Language) -> dict[str, object] | None:
    about = _about(column, language)
    hint: dict[str, object] = {}
    if about:
        hint = {"input_title": column.said(language)[:32], "input_message": about[:255]}
    if column.choices:
        source = lists.source([choice.title.say(language) for choice in column.choices])
        return {"validate": "list", "source": source, "error_type": "warning", **hint}
    return {"validate": "any", **hint} if hint else None


def _write_guide(guide: Worksheet, layouts: tuple[Layout, ...], look: Look, language: Language) -> None:
    lines = _GENERAL_ZH if language == "zh" else _GENERAL_EN
    row = 0
    for line in lines:
        guide.merge_range(row, 0, row, len(_GUIDE_WIDTHS) - 1, "", look.note)
        guide.write_string(row, 0, line, look.note)
        guide.set_row(row, 18 * ceil(text_width(line) / sum(_GUIDE_WIDTHS) + 0.1))
        row += 1
    for layout in layouts:
        row = _write_guide_of(guide, row + 1, layout, look, language)
    for column, width in enumerate(_GUIDE_WIDTHS):
        guide.set_column(column, column, width)
    for_print(guide, header_row=0, language=language)


def _write_guide_of(guide: Worksheet, row: int, layout: Layout, look: Look, language: Language) -> int:
    guide.write_string(row, 0, layout.title.say(language), look.heading)
    for number, title in enumerate(_GUIDE_TITLES):
        guide.write_string(row + 1, number, title.say(language), look.header)
    for line, column in enumerate(layout.columns, start=row + 2):
        told = _guide_line(column, language)
        lines = [ceil(text_width(text) / width) for text, width in zip(told, _GUIDE_WIDTHS, strict=True)]
        guide.set_row(line, 18 * max(*lines, 1))
        for number, text in enumerate(told):
            write_cell(guide, line, number, text, form=Form.TEXT, look=look)
    return row + 2 + len(layout.columns)


def _guide_line(column: Column, language: Language) -> tuple[str, ...]:
    answers = [choice.title.say(language) for choice in column.choices]
    comma = "、" if language == "zh" else ", "
    return (
        column.said(language),
        _REQUIRED.say(language) if column.required else "",
        column.note.say(language) if column.note else "",
        comma.join(answers[:30]) + ("……" if len(answers) > 30 else ""),
        text_of(_example(column, language)),
    )


_GUIDE_TITLES = (
    Wording("栏目", "Column"),
    Wording("要求", "Required"),
    Wording("怎么填", "How to fill in"),
    Wording("可选内容", "Choices"),
    Wording("示例", "Example"),
)
_GENERAL_ZH = (
    "1. 标 * 的栏目必填，其余可以空着。栏目的先后次序可以调整，不用的栏目可以删去。",
    "2. 第一栏写着“示例”的那一行不会导入，可以删去，也可以留着。",
    "3. 身份证号、信用代码、电话等号码请按“文本”输入，不要按数字输入，否则后几位会丢失。",
    "4. 日期写成 2019-06-01 或 2019年6月1日；合计行、填表人等说明行不会当作数据。",
    "5. 上传后如有问题，系统会逐格标出，改好后重新上传即可。",
)
_GENERAL_EN = (
    "1. Columns with * are required; the others may stay empty. Columns may be moved; unused ones may be deleted.",
    "2. The row that begins with “Example” is not imported; delete it or leave it.",
    "3. Enter identity numbers, credit codes and telephones as text, not as numbers, or the last digits are lost.",
    "4. Dates look like 2019-06-01; rows of totals and signatures are not taken as data.",
    "5. After uploading, every problem is marked in its cell; correct and upload again.",
)
