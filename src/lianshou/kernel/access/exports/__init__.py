"""The book and the permissions as workbooks."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from django.db.models import QuerySet

from lianshou.core.wording import Wording
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.audit.enums import verb_said
from lianshou.kernel.audit.models import Entry
from lianshou.web.templatetags.web import page_language

_COLUMNS = (
    ColumnOut(Wording("时间", "When"), Form.MOMENT, width=18),
    ColumnOut(Wording("操作人", "By whom")),
    ColumnOut(Wording("操作", "What was done"), width=24),
    ColumnOut(Wording("记录", "Record"), width=24),
    ColumnOut(Wording("校验码", "Seal"), width=68),
)


def book_of_entries(*, entries: QuerySet[Entry], on: date) -> bytes:
    """The lines of the audit book as a workbook; what the records say stays out of it."""
    rows = (
        [
            entry.at,
            entry.actor_name,
            str(verb_said(entry.verb)),
            f"{entry.subject_type} {entry.subject_id}",
            entry.digest,
        ]
        for entry in entries.iterator(chunk_size=1000)
    )
    notes = (Wording("导出日期：{day}", "Exported on {day}").fill(day=on),)
    sheet = SheetOut(title=Wording("审计日志", "Audit book"), columns=_COLUMNS, rows=rows, notes=notes)
    target = BytesIO()
    write_book(target, [sheet], language=page_language())
    return target.getvalue()
