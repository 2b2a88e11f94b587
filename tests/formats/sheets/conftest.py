from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Cell, Choice, Column, Layout
from lianshou.formats.sheets.parsing import as_choice, as_code, as_day, as_decimal, as_name, as_text, as_whole

LEVELS = (
    Choice("province", Wording("省级", "province"), ("江苏省级",)),
    Choice("city", Wording("市级", "city")),
    Choice("nation", Wording("全国", "nation"), ("国家级",)),
)


@pytest.fixture
def layout() -> Layout:
    return Layout(
        "hosts",
        Wording("帮带方名单", "Hosts"),
        (
            Column(
                "name",
                Wording("单位名称", "Unit"),
                ("工会名称", "单位"),
                parse=as_name(),
                required=True,
                note=Wording("写全称", "in full"),
                example="阜宁供电公司工会",
            ),
            Column("code", Wording("统一社会信用代码", "Credit code"), ("信用代码",), parse=as_code()),
            Column(
                "level",
                Wording("荣誉级别", "Level"),
                ("级别",),
                parse=as_choice(LEVELS),
                required=True,
                choices=LEVELS,
                example="省级",
            ),
            Column("longitude", Wording("经度", "Longitude"), ("东经",), parse=as_decimal(), example=119.8),
            Column(
                "members", Wording("会员人数", "Members"), ("会员数",), parse=as_whole(least=0), example=120
            ),
            Column("founded", Wording("建会日期", "Founded"), parse=as_day(), example=date(2019, 6, 1)),
            Column("remark", Wording("备注", "Remark"), parse=as_text(lines=True)),
        ),
    )


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    """Bytes of an .xlsx from rows of cells, with merged ranges."""

    def build(*rows: list[Cell], merged: tuple[str, ...] = (), title: str = "名单", top: int = 1) -> bytes:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.title = title
        for number, cells in enumerate(rows, start=top):
            for column, value in enumerate(cells, start=1):
                if value is not None:
                    sheet.cell(number, column).value = value
        for block in merged:
            sheet.merge_cells(block)
        target = BytesIO()
        book.save(target)
        return target.getvalue()

    return build
