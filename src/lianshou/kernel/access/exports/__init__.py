"""The book and the permissions as workbooks."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from django.db.models import QuerySet

from lianshou.core.wording import Wording
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.access.models import Invitation
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
