from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.notices.enums import ObjectionState, State
from lianshou.kernel.notices.models import Notice, NoticeLine, Objection
from lianshou.kernel.programmes.tables import provisional

_ONE_LINE = {"td": {"class": "text-nowrap"}}
_NUM = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}
TONES: dict[str, str] = {
    State.DRAFT: "plain",
    State.POSTED: "preparing",
    State.CLOSED: "good",
    State.WITHDRAWN: "red",
    ObjectionState.RECEIVED: "warn",
    ObjectionState.HEARING: "preparing",
    ObjectionState.UPHELD: "red",
    ObjectionState.DISMISSED: "good",
}


def _badge(record: Notice | Objection) -> SafeString:
    return format_html(
        '<span class="ls-badge ls-badge-{}">{}</span>', TONES[record.state], record.get_state_display()
    )


class NoticeTable(tables.Table):
    title = tables.Column(
        pgettext_lazy("notice", "Title"), linkify=("notices:detail", {"pk": tables.A("pk")})
    )
    state = tables.Column(_("State"))
    programme = tables.Column(_("Programme"), order_by="programme__title")
    union = tables.Column(_("Run by"), accessor="programme__union", order_by="programme__union__name_key")
    posted_on = tables.DateColumn(
        verbose_name=pgettext_lazy("notice", "Posted on"), short=True, attrs=_ONE_LINE, default=""
    )
    closes_on = tables.DateColumn(
        verbose_name=pgettext_lazy("notice", "Last day"), short=True, attrs=_ONE_LINE, default=""
    )
    line_count = tables.Column(_("Lines"), attrs=_NUM)
    objection_count = tables.Column(_("Objections"), attrs=_NUM)
    open_count = tables.Column(_("of them open"), attrs=_NUM)

    class Meta:
        model = Notice
        fields = (
            "title", "state", "programme", "union", "posted_on", "closes_on",
            "line_count", "objection_count", "open_count",
        )  # fmt: skip
        empty_text = _("No notice fits these filters.")

    caption = _("Public notices")

    def render_state(self, record: Notice) -> SafeString:
        return _badge(record)

    def value_state(self, record: Notice) -> str:
        return record.get_state_display()


class LineTable(tables.Table):
    number = tables.Column(pgettext_lazy("notice", "No."))
    name = tables.Column(pgettext_lazy("notice", "Name"), default="")
    partner = tables.Column(pgettext_lazy("notice", "Together with"), default="")
    union_name = tables.Column(pgettext_lazy("notice", "Union"))
    remark = tables.Column(pgettext_lazy("notice", "Remark"), default="")

    class Meta:
        model = NoticeLine
        fields = ("number", "name", "partner", "union_name", "remark")
        empty_text = _("There is no line.")

    caption = _("The list made public")

    def __init__(self, *args: Any, heads: Mapping[str, str], **kwargs: Any) -> None:
        """``heads`` are the columns that some line fills, with what each is called; the others are left out."""
        unused = tuple(key for key in ("name", "partner", "remark") if key not in heads)
        super().__init__(*args, exclude=unused, **kwargs)
        for key, head in heads.items():
            self.columns[key].column.verbose_name = head


class ObjectionTable(tables.Table):
    number = tables.Column(
        pgettext_lazy("objection", "No."),
        linkify=("notices:objection", {"pk": tables.A("pk")}),
        order_by="pk",
    )
    notice = tables.Column(_("Public notice"), order_by="notice__title")
    words = tables.Column(pgettext_lazy("objection", "What is objected"), orderable=False)
    state = tables.Column(_("State"))
    channel = tables.Column(pgettext_lazy("objection", "How it came"))
    received_at = tables.DateTimeColumn(verbose_name=pgettext_lazy("objection", "Received at"), short=True)
    due_on = tables.DateColumn(
        verbose_name=pgettext_lazy("objection", "Answer due by"), short=True, attrs=_ONE_LINE, default=""
    )
    handled_by = tables.Column(
        pgettext_lazy("objection", "Handled by"), order_by="handled_by__name", default=""
    )

    class Meta:
        model = Objection
        fields = ("number", "notice", "words", "state", "channel", "received_at", "due_on", "handled_by")
        empty_text = _("No objection fits these filters.")

    caption = _("Objections")

    def render_due_on(self, record: Objection) -> SafeString:
        said = date_format(record.due_on, "SHORT_DATE_FORMAT") if record.due_on else ""
        return format_html("{} {}", said, provisional(record))

    def value_due_on(self, record: Objection) -> Any:
        return record.due_on

    def render_words(self, value: str) -> str:
        return value if len(value) <= 60 else f"{value[:60]}…"

    def value_words(self, value: str) -> str:
        return value

    def render_state(self, record: Objection) -> SafeString:
        return _badge(record)

    def value_state(self, record: Objection) -> str:
        return record.get_state_display()


class PublicTable(tables.Table):
    title = tables.Column(
        pgettext_lazy("notice", "Title"), linkify=("public_notices:detail", {"pk": tables.A("pk")})
    )
    union = tables.Column(_("Run by"), accessor="programme__union", order_by="programme__union__name_key")
    posted_on = tables.DateColumn(
        verbose_name=pgettext_lazy("notice", "Posted on"), short=True, attrs=_ONE_LINE
    )
    closes_on = tables.DateColumn(
        verbose_name=pgettext_lazy("notice", "Last day"), short=True, attrs=_ONE_LINE
    )

    class Meta:
        model = Notice
        fields = ("title", "union", "posted_on", "closes_on")
        empty_text = _("No notice fits these filters.")

    caption = _("Public notices")
