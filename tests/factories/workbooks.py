"""Workbooks as officers keep them, written for tests."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

Rows = list[dict[str, Any]]

HOST = {
    "单位名称": "江苏金海新能源公司",
    "荣誉级别": "省级",
    "所属行业": "3415 风力发电设备",
    "乡镇": "阜宁经济开发区",
}
GUEST = {
    "单位名称": "阜宁中成紧固公司",
    "建会时间": "2020-03-05",
    "所属行业": "3482 紧固件",
    "乡镇": "阜宁经济开发区",
}


def host_rows(count: int = 3, **cells: Any) -> Rows:
    return [{**HOST, "单位名称": f"江苏金海新能源{letter}公司", **cells} for letter in "甲乙丙丁戊"[:count]]


def guest_rows(count: int = 5, **cells: Any) -> Rows:
    return [
        {**GUEST, "单位名称": f"阜宁中成紧固{letter}公司", **cells} for letter in "子丑寅卯辰巳午未"[:count]
    ]


def write_rows(
    path: Path, rows: Sequence[Mapping[str, Any]], *, sheet: str = "名单", titles: Sequence[str] = ()
) -> Path:
    """A workbook with title rows, a header and ``rows``."""
    workbook = Workbook()
    page = workbook.worksheets[0]
    page.title = sheet
    _fill(page, rows, titles)
    workbook.save(path)
    return path


def write_sheets(path: Path, sheets: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path:
    """A workbook with several sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        _fill(workbook.create_sheet(name), rows, ())
    workbook.save(path)
    return path


def read_rows(path: Path, *, header_row: int) -> Rows:
    """The rows below ``header_row`` by heading, up to the first row whose second cell is empty or a total."""
    page = load_workbook(path).worksheets[0]
    headings = [cell.value for cell in page[header_row]]
    rows = []
    for cells in page.iter_rows(min_row=header_row + 1, values_only=True):
        if not isinstance(cells[0], int | float):
            break
        rows.append(dict(zip(headings, cells, strict=True)))
    return rows


CHINESE = r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]"
"""Characters and marks of Chinese."""


def chinese_in(path: Path) -> list[str]:
    """Every cell of a workbook with Chinese in it, in its comment or in the name of its sheet."""
    return [
        f"{page.title} {cell.coordinate} {text}"
        for page in load_workbook(path).worksheets
        for row in page.iter_rows()
        for cell in row
        for text in (page.title, cell.value, cell.comment.text if cell.comment else None)
        if isinstance(text, str) and re.search(CHINESE, text)
    ]


def _fill(page: Any, rows: Sequence[Mapping[str, Any]], titles: Sequence[str]) -> None:
    for title in titles:
        page.append([title])
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    page.append(headings)
    for row in rows:
        page.append([row.get(heading) for heading in headings])
