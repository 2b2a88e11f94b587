"""Telling data rows from what stands between and below them: totals, signatures, notes, examples, headers again."""

from __future__ import annotations

import re

from lianshou.china.text import squeeze
from lianshou.formats.sheets.book import Sheet
from lianshou.formats.sheets.columns import Cell
from lianshou.formats.sheets.finding import Header, texts_of
from lianshou.formats.sheets.headings import heading_key
from lianshou.formats.sheets.parsing import text_of

_TOTAL = re.compile(
    r"(?:本页|全县|全市|全省|全区|以上)?(?:合计|总计|小计|共计|累计|总数|总和|平均|平均值|合计数|total|subtotal|sum)"
    r"(?:$|[:：（(\d、，,=].*)|共\d+[家个户人条行页名对].*"
)
_FOOTER = re.compile(
    r"(?:填表|填报|制表|造表|审核|复核|审批|经办|经手|统计|报送|联系|校对|批准|单位|部门|主要|分管|工会)?"
    r"(?:人|人员|单位|负责人|领导|主席|日期|时间|电话|签字|签名|签章|盖章|意见)?"
    r"(?:签字|签名|签章|盖章|电话)?(?:[（(](?:签字|签名|签章|盖章|公章|章)[)）])?[:：].*"
    r"|(?:填表说明|填写说明|制表|制表日期|填报日期|注|备注|说明|附注|备考|附|note|notes)\d?[:：].*"
    r"|注\d?[.、].*|注[\u4e00-\u9fff]*[:：].*"
)
_EXAMPLE = re.compile(
    r"(?:填写)?(?:示例|样例|范例|举例|例|例子|example|e\.?g\.?|sample)(?:行|\d{1,2})?(?:$|[:：)）].*)"
)


def first_text(cells: tuple[Cell, ...]) -> str:
    """The first cell that is not empty, as text without spaces, in lower case."""
    filled = next((cell for cell in cells if cell is not None), None)
    return squeeze(filled).casefold() if isinstance(filled, str) else ""


def is_blank(cells: tuple[Cell, ...]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not squeeze(cell)) for cell in cells)


def is_total(text: str) -> bool:
    return bool(_TOTAL.fullmatch(text))


def is_footer(text: str) -> bool:
    return len(text) > 1 and bool(_FOOTER.fullmatch(text))


def is_example(text: str) -> bool:
    return bool(_EXAMPLE.fullmatch(text))


def is_header_again(sheet: Sheet, number: int, header: Header) -> bool:
    """Whether a row repeats the header, as lists that were printed and pasted together do."""
    cells = sheet.rows[number - 1]
    column = next((place for place, cell in enumerate(cells, start=1) if isinstance(cell, str)), 0)
    if not column:
        return False
    first = heading_key(str(cells[column - 1]))
    return any(
        heading_key(text_of(sheet.cell(original, column))) == first and _repeats(sheet, number, original)
        for original in range(header.first, header.last + 1)
    )  # most rows differ in their first text already: the others need not be looked at


def _repeats(sheet: Sheet, number: int, original: int) -> bool:
    found, above = texts_of(sheet, number), texts_of(sheet, original)
    return len(found) > 1 and all(
        column in above and heading_key(above[column]) == heading_key(text) for column, text in found.items()
    )


def says_nothing(cell: Cell, *, optional: bool) -> bool:
    """Whether a cell stands empty, by its signs (“/”, “—”) or, where it may stay empty, by its words (“无”)."""
    if cell is None:
        return True
    if not isinstance(cell, str):
        return False
    if len(cell) > _LONGEST_NOTHING and cell[0].isalnum() and " " not in cell:
        return False
    if cell.isascii() and cell.isalnum():  # the most usual by far: numbers
        return optional and cell.casefold() in _NOTHING
    text = squeeze(cell).casefold()
    return not text.strip("/\\-—–―_…") or (optional and text in _NOTHING)


_LONGEST_NOTHING = 8
_NOTHING = frozenset({"无", "暂无", "没有", "n/a", "none", "null", "#n/a"})
