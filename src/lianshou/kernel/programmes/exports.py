from __future__ import annotations

from datetime import date
from io import BytesIO

from django.db.models import QuerySet

from lianshou.core.wording import Wording
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import kind_title
from lianshou.web.templatetags.web import page_language

_COLUMNS = (
    ColumnOut(Wording("项目", "Programme"), width=34),
    ColumnOut(Wording("类型", "Kind")),
    ColumnOut(Wording("主办工会", "Run by"), width=28),
    ColumnOut(Wording("年度", "Year"), Form.WHOLE),
    ColumnOut(Wording("轮次", "Round"), Form.WHOLE),
    ColumnOut(Wording("开始", "Starts on"), Form.DAY, width=12),
    ColumnOut(Wording("结束", "Ends on"), Form.DAY, width=12),
    ColumnOut(Wording("状态", "State")),
)


def programmes_book(*, programmes: QuerySet[Programme], on: date) -> bytes:
    """The list of programmes as a workbook."""
    rows = [
        [
            one.title,
            kind_title(one),
            one.union.name,
            one.year,
            one.round,
            one.starts_on,
            one.ends_on,
            one.get_state_display(),
        ]
        for one in programmes
    ]
    notes = (Wording("导出日期：{day}", "Exported on {day}").fill(day=on),)
    sheet = SheetOut(title=Wording("项目", "Programmes"), columns=_COLUMNS, rows=rows, notes=notes)
    target = BytesIO()
    write_book(target, [sheet], language=page_language())
    return target.getvalue()
