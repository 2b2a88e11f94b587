"""What can be wrong: with a file as a whole, and with one place in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lianshou.core.wording import Wording


class Fault(StrEnum):
    """Why a file cannot be read at all."""

    NOT_A_WORKBOOK = "not_a_workbook"
    WEB_PAGE = "web_page"
    LOCKED = "locked"
    CORRUPT = "corrupt"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_CELLS = "too_many_cells"
    BOMB = "bomb"
    NOT_FOUND = "not_found"
    UNREADABLE_TEXT = "unreadable_text"
    MACROS = "macros"

    @property
    def message(self) -> Wording:
        return _FAULTS[self][0]

    @property
    def way_out(self) -> Wording:
        return _FAULTS[self][1]


_SAVE_AGAIN = Wording(
    "请用 Excel 或 WPS 打开原文件，另存为“Excel 工作簿（*.xlsx）”后重新上传。",
    "Open the file in Excel or WPS, save it as “Excel workbook (*.xlsx)” and upload it again.",
)
_SPLIT = Wording(
    "请删去表格下方和右侧多余的内容，或者按地区拆成几个文件分别上传。",
    "Delete what stands below and to the right of the table, or split the file by district and upload the parts.",
)
_FAULTS: dict[Fault, tuple[Wording, Wording]] = {
    Fault.NOT_A_WORKBOOK: (
        Wording("这个文件不是电子表格。", "This file is not a spreadsheet."),
        Wording(
            "请上传 .xlsx、.xls、.ods 或 .csv 文件；如果是 Word 或 PDF，请先把名单转成电子表格。",
            "Upload an .xlsx, .xls, .ods or .csv file; turn a Word or PDF list into a spreadsheet first.",
        ),
    ),
    Fault.WEB_PAGE: (
        Wording(
            "这个文件虽然以表格命名，内容却是网页或 XML。",
            "This file is named like a sheet but holds a web page or XML.",
        ),
        _SAVE_AGAIN,
    ),
    Fault.LOCKED: (
        Wording(
            "这个文件设了打开密码，系统读不了。", "This file is protected by a password and cannot be read."
        ),
        Wording(
            "请在 Excel 或 WPS 中取消打开密码（文件—信息—保护工作簿），保存后重新上传。",
            "Remove the password in Excel or WPS (File – Info – Protect workbook), save and upload again.",
        ),
    ),
    Fault.CORRUPT: (
        Wording("这个文件已经损坏或没有传完整。", "This file is damaged or was not transferred completely."),
        _SAVE_AGAIN,
    ),
    Fault.EMPTY: (
        Wording("这个文件里没有内容。", "This file holds nothing."),
        Wording(
            "请确认选对了文件，并且已经保存。", "Check that this is the right file and that it was saved."
        ),
    ),
    Fault.MACROS: (
        Wording("这个文件带有宏，系统不接收。", "This file holds macros, which are not taken."),
        Wording(
            "请在 Excel 或 WPS 中另存为“Excel 工作簿（*.xlsx）”（不带宏），再上传。",
            "Save it in Excel or WPS as “Excel workbook (*.xlsx)”, which holds none, and upload that.",
        ),
    ),
    Fault.TOO_LARGE: (Wording("这个文件太大了。", "This file is too large."), _SPLIT),
    Fault.TOO_MANY_ROWS: (Wording("表格的行数超过了上限。", "The sheet has more rows than allowed."), _SPLIT),
    Fault.TOO_MANY_CELLS: (
        Wording("表格的范围太大，超过了上限。", "The sheet reaches further than allowed."),
        _SPLIT,
    ),
    Fault.BOMB: (
        Wording(
            "这个文件解压后异常庞大，为了安全没有打开。",
            "This file unpacks to an abnormal size and was not opened, for safety.",
        ),
        _SAVE_AGAIN,
    ),
    Fault.NOT_FOUND: (
        Wording("找不到这个文件，或者无权读取。", "This file does not exist or may not be read."),
        Wording("请检查文件路径和权限。", "Check the path of the file and its permissions."),
    ),
    Fault.UNREADABLE_TEXT: (
        Wording(
            "看不懂这个文本文件的文字编码。", "The character encoding of this text file is not understood."
        ),
        _SAVE_AGAIN,
    ),
}


class SheetError(Exception):
    """A file that cannot be read or written as a whole; ``str(error)`` is safe to log."""

    def __init__(self, fault: Fault, *, name: str = "", detail: str = "") -> None:
        super().__init__(f"{fault}: {name} {detail}".strip())
        self.fault = fault
        self.name = name
        self.detail = detail

    @property
    def message(self) -> Wording:
        return self.fault.message

    @property
    def way_out(self) -> Wording:
        return self.fault.way_out


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place of a file.

    ``row`` counts from 1 as in the file; ``column_letter`` is as in the file ("C"); either is None when the
    problem concerns the whole sheet or row. ``key`` is the column's key, ``code`` a stable name for programs.
    ``page`` is the address of what it meets, where there is one to be opened.
    """

    sheet: str
    row: int | None
    column_letter: str | None
    key: str | None
    code: str
    message: Wording
    way_out: Wording
    page: str = ""

    @property
    def place(self) -> Wording:
        """Where it is, in words: “名单”第5行C列."""
        zh, en = f"“{self.sheet}”", f"“{self.sheet}”"
        if self.row is not None:
            zh, en = f"{zh}第{self.row}行", f"{en}, row {self.row}"
        if self.column_letter is not None:
            zh, en = f"{zh}{self.column_letter}列", f"{en}, column {self.column_letter}"
        return Wording(zh, en)

    @property
    def address(self) -> str | None:
        """The cell as spreadsheets write it ("C5"), or None when the problem has no cell."""
        if self.row is None or self.column_letter is None:
            return None
        return f"{self.column_letter}{self.row}"
