from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from lianshou.core.wording import Language, Wording
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.followups.models import FollowUp

_COLUMNS = (
    ColumnOut(Wording("日期", "Day"), Form.DAY, width=12),
    ColumnOut(Wording("类别", "Sort"), width=12),
    ColumnOut(Wording("名称", "Title"), width=32),
    ColumnOut(Wording("帮带方", "Host"), width=30),
    ColumnOut(Wording("被帮带方", "Guest"), width=30),
    ColumnOut(Wording("地点", "Place"), width=24),
    ColumnOut(Wording("参加人数", "People"), Form.WHOLE, width=10),
    ColumnOut(Wording("分钟", "Minutes"), Form.WHOLE, width=8),
    ColumnOut(Wording("内容", "What was done"), width=48),
    ColumnOut(Wording("参与单位或人员", "With whom"), width=24),
    ColumnOut(Wording("照片数", "Photographs"), Form.WHOLE, width=8),
    ColumnOut(Wording("项目", "Programme"), width=24),
    ColumnOut(Wording("记录人", "Recorded by"), width=12),
    ColumnOut(Wording("记录时间", "Recorded"), Form.MOMENT, width=18),
)


def list_book(followups: Iterable[FollowUp], *, language: Language) -> bytes:
    """The listed activities as an .xlsx."""
    out = BytesIO()
    rows = [_row(followup) for followup in followups]
    write_book(out, [SheetOut(Wording("活动", "Activities"), _COLUMNS, rows)], language=language)
    return out.getvalue()


def _row(followup: FollowUp) -> list[object]:
    return [
        followup.happened_on,
        str(followup.get_sort_display()),
        followup.title,
        getattr(followup, "host_name", None),
        getattr(followup, "guest_name", None),
        followup.place,
        followup.people,
        followup.minutes,
        followup.note,
        followup.partners,
        getattr(followup, "photo_count", None),
        followup.programme.title,
        str(followup.recorded_by),
        followup.recorded_at,
    ]
