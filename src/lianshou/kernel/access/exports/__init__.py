"""The book and the permissions as workbooks."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from django.db.models import QuerySet

from lianshou.core.wording import Wording
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.access.models import Invitation
from lianshou.kernel.audit.enums import Outcome, subject_said, verb_said
from lianshou.kernel.audit.models import Entry
from lianshou.web.templatetags.web import page_language

_MOST = 100_000
_COLUMNS = (
    ColumnOut(Wording("编号", "No."), Form.WHOLE, width=10),
    ColumnOut(Wording("时间", "When"), Form.MOMENT, width=18),
    ColumnOut(Wording("操作人", "By whom")),
    ColumnOut(Wording("岗位", "Post"), width=24),
    ColumnOut(Wording("操作", "What was done"), width=24),
    ColumnOut(Wording("结果", "Outcome")),
    ColumnOut(Wording("记录", "Record"), width=24),
    ColumnOut(Wording("入口", "Through")),
    ColumnOut(Wording("地址", "Address"), width=18),
    ColumnOut(Wording("摘要", "Digest"), width=68),
)


def book_of_entries(*, entries: QuerySet[Entry], oldest_first: bool, on: date) -> bytes:
    """The lines of the audit book as a workbook, at most 100,000; what the records say stays out of it."""
    cut = entries.order_by("pk" if oldest_first else "-pk")[: _MOST + 1]
    rows = [_row(entry) for entry in cut.iterator(chunk_size=1000)]
    notes = [Wording("导出日期：{day}", "Exported on {day}").fill(day=on)]
    if len(rows) > _MOST:
        rows.pop()
        notes.append(
            Wording(
                "只导出了前 {most} 条：请按日期缩小范围后再导出其余部分。",
                "Only the first {most} lines: narrow by days to export the rest.",
            ).fill(most=_MOST)
        )
    sheet = SheetOut(title=Wording("审计日志", "Audit book"), columns=_COLUMNS, rows=rows, notes=tuple(notes))
    target = BytesIO()
    write_book(target, [sheet], language=page_language())
    return target.getvalue()


_INVITATION_COLUMNS = (
    ColumnOut(Wording("姓名", "Name")),
    ColumnOut(Wording("工会", "Union"), width=32),
    ColumnOut(Wording("角色", "Role")),
    ColumnOut(Wording("状态", "State")),
    ColumnOut(Wording("邀请时间", "Invited"), Form.MOMENT, width=18),
    ColumnOut(Wording("有效期至", "Expires"), Form.MOMENT, width=18),
    ColumnOut(Wording("邀请人", "By whom")),
    ColumnOut(Wording("接受时间", "Accepted"), Form.MOMENT, width=18),
    ColumnOut(Wording("撤回时间", "Withdrawn"), Form.MOMENT, width=18),
)


def book_of_invitations(*, invitations: QuerySet[Invitation], on: date) -> bytes:
    """The listed invitations as a workbook; addresses and links stay out of it."""
    rows = (
        [
            one.name,
            str(one.union),
            one.get_role_display(),
            str(one.state.label),
            one.invited_at,
            one.expires_at,
            str(one.invited_by),
            one.accepted_at,
            one.withdrawn_at,
        ]
        for one in invitations.iterator(chunk_size=1000)
    )
    notes = (Wording("导出日期：{day}", "Exported on {day}").fill(day=on),)
    sheet = SheetOut(
        title=Wording("邀请", "Invitations"), columns=_INVITATION_COLUMNS, rows=rows, notes=notes
    )
    target = BytesIO()
    write_book(target, [sheet], language=page_language())
    return target.getvalue()


def _row(entry: Entry) -> list[object]:
    return [
        entry.pk,
        entry.at,
        entry.actor_name,
        entry.post,
        str(verb_said(entry.verb)),
        str(Outcome(entry.outcome).label) if entry.outcome in Outcome.values else entry.outcome,
        f"{subject_said(entry.subject_type)} {entry.subject_id}",
        entry.door,
        entry.address,
        entry.digest,
    ]
