from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.papers import papers
from lianshou.kernel.pledges.enums import HEADS, MIXED_HEADS, Progress, Sort
from lianshou.kernel.pledges.models import LetterBatch, Obligation, PaperTemplate, Pledge, Series, VoidNumber
from lianshou.kernel.pledges.rules import number_of
from lianshou.web.templatetags.web import say

_ONE_LINE = {"td": {"class": "text-nowrap"}}


class PledgeTable(tables.Table):
    number = tables.Column(_("Number"), linkify=("pledges:detail", {"pk": tables.A("pk")}))
    host = tables.Column(accessor="host_name", order_by="host_key")
    guest = tables.Column(accessor="guest_name", order_by="guest_key")
    state = tables.Column(_("State"))
    in_force_at = tables.DateColumn(verbose_name=_("In force since"), short=True, attrs=_ONE_LINE)
    ends_on = tables.DateColumn(
        verbose_name=pgettext_lazy("agreement", "Ends on"), short=True, attrs=_ONE_LINE
    )
    programme = tables.Column(_("Programme"), order_by=("programme__year", "programme__round"))

    class Meta:
        model = Pledge
        fields = ("number", "host", "guest", "state", "in_force_at", "ends_on", "programme")
        empty_text = _("No agreement fits these filters.")

    caption = _("Agreements")

    def __init__(self, *args: Any, sort: str | None = None, **kwargs: Any) -> None:
        """``sort`` is that of all its papers, whose words then head the parties; None: they are of several sorts."""
        self.sort = sort
        super().__init__(*args, **kwargs)
        heads = HEADS[Sort(sort)] if sort else MIXED_HEADS
        for column in self.columns.iterall():
            if column.name in ("host", "guest"):
                column.column.verbose_name = heads[column.name == "guest"]

    def render_host(self, record: Pledge, value: str) -> str:
        lead = record.lead
        return self._said(value, str(lead.get_side_display()) if lead else "")

    def render_guest(self, record: Pledge, value: str) -> str:
        more = len(record.others) - 1
        name = _("%(name)s and others, %(n)s in all") % {"name": value, "n": more + 1} if more > 0 else value
        return self._said(name, str(record.others[0].get_side_display()) if record.others else "")

    def _said(self, name: str, side: str) -> str:
        """A party, with what its own paper calls it where the head of the column does not say it."""
        return format_html("{} <small>{}</small>", name, side) if side and not self.sort else name

    def render_state(self, record: Pledge) -> SafeString:
        awaited = [str(party.get_side_display()) for party in record.awaited]
        badge = format_html(
            '<span class="ls-state ls-state-{}">{}</span>', record.state, record.get_state_display()
        )
        if len(awaited) != 1:
            return badge
        return format_html("{} <small>{}</small>", badge, _("Turn: %s") % awaited[0])


def badge(state: str, label: object) -> SafeString:
    """A state in its colour."""
    return format_html('<span class="ls-state ls-state-{}">{}</span>', state, label)


class ObligationTable(tables.Table):
    words = tables.Column(_("What"), linkify=lambda record: f"{_detail(record)}#promises")
    owner = tables.Column(_("Responsible party"), accessor="party__union__name", order_by="owner_key")
    due_on = tables.DateColumn(verbose_name=_("Due on"), short=True, attrs=_ONE_LINE)
    progress = tables.Column(_("State"), empty_values=(), order_by=("state", "due_on"))
    done_on = tables.DateColumn(verbose_name=_("Done on"), short=True, attrs=_ONE_LINE)
    number = tables.Column(_("Agreement"), accessor="pledge__number", order_by="pledge__number")

    class Meta:
        model = Obligation
        fields = ("words", "owner", "due_on", "progress", "done_on", "number")
        empty_text = _("No promise fits these filters.")

    caption = _("Promises")

    def render_progress(self, record: Obligation) -> SafeString:
        progress = record.progress(timezone.localdate())
        return badge(progress, progress.label)

    def value_progress(self, record: Obligation) -> str:
        return str(Progress(record.progress(timezone.localdate())).label)


class TemplateTable(tables.Table):
    paper = tables.Column(
        pgettext_lazy("template", "Paper"), linkify=("pledges:template", {"pk": tables.A("pk")})
    )
    version = tables.Column(_("Version"))
    union = tables.Column(_("Federation"), accessor="union__name", order_by="union__name_key")
    state = tables.Column(_("State"))
    note = tables.Column(_("What changed and why"))
    uploaded_by = tables.Column(_("Uploaded by"), order_by="uploaded_by__name")
    uploaded_at = tables.DateColumn(verbose_name=_("Uploaded"), short=True, attrs=_ONE_LINE)
    decided_at = tables.DateColumn(verbose_name=_("In force since"), short=True, attrs=_ONE_LINE)
    made = tables.Column(_("Papers made of it"))

    class Meta:
        model = PaperTemplate
        fields = (
            *("paper", "version", "union", "state", "note", "uploaded_by", "uploaded_at", "decided_at"),
            "made",
        )
        empty_text = _("No version fits these filters.")

    caption = _("Paper templates")

    def render_paper(self, value: str) -> str:
        return str(say(papers[value].title)) if value in papers else value

    def render_state(self, record: PaperTemplate) -> SafeString:
        return badge(record.state, record.get_state_display())

    def value_state(self, record: PaperTemplate) -> str:
        return record.get_state_display()


class SeriesTable(tables.Table):
    prefix = tables.Column(_("Words before the year"), linkify=("pledges:series", {"pk": tables.A("pk")}))
    year = tables.Column(pgettext_lazy("calendar", "Year"))
    union = tables.Column(_("Federation"), accessor="union__name", order_by="union__name_key")
    pattern = tables.Column(_("Form of the number"))
    next = tables.Column(_("Next number"))
    count = tables.Column(_("Numbers given"))
    voided = tables.Column(_("Void numbers"))

    class Meta:
        model = Series
        fields = ("prefix", "year", "union", "pattern", "next", "count", "voided")
        empty_text = _("No series fits these filters.")

    caption = _("Numbers of papers")

    def render_pattern(self, record: Series) -> str:
        """A number of the series says more than the pattern with its fields."""
        return number_of(
            prefix=record.prefix, year=record.year, n=record.next, pattern=record.pattern, width=record.width
        )

    value_pattern = render_pattern


class VoidTable(tables.Table):
    number = tables.Column(_("Number"))
    reason = tables.Column(_("Reason"))
    voided_by = tables.Column(_("Recorded by"), order_by="voided_by__name")
    voided_at = tables.DateColumn(verbose_name=_("Recorded"), short=True, attrs=_ONE_LINE)

    class Meta:
        model = VoidNumber
        fields = ("number", "reason", "voided_by", "voided_at")
        empty_text = _("No number is void.")

    caption = _("Void numbers")


class LetterTable(PledgeTable):
    """The letters of one batch."""

    class Meta(PledgeTable.Meta):
        exclude = ("host", "programme")
        empty_text = _("No letter fits these filters.")

    caption = _("The letters")

    def value_state(self, record: Pledge) -> str:
        return record.get_state_display()


class BatchTable(tables.Table):
    title = tables.Column(_("Title"), linkify=("pledges:batch", {"pk": tables.A("pk")}))
    programme = tables.Column(_("Programme"), order_by=("programme__year", "programme__round"))
    state = tables.Column(_("State"))
    total = tables.Column(_("Letters"))
    signed = tables.Column(_("In force"))
    asked_by = tables.Column(_("Asked for by"), order_by="asked_by__name")
    asked_at = tables.DateTimeColumn(verbose_name=_("Asked for"), short=True, attrs=_ONE_LINE)

    class Meta:
        model = LetterBatch
        fields = ("title", "programme", "state", "total", "signed", "asked_by", "asked_at")
        empty_text = _("No letters fit these filters.")

    caption = _("Bulk letters")

    def render_state(self, record: LetterBatch) -> SafeString:
        return format_html(
            "{} <small>{}</small>", badge(record.state, record.get_state_display()), record.failure
        )

    def value_state(self, record: LetterBatch) -> str:
        return record.get_state_display()


def _detail(record: Obligation) -> str:
    return reverse("pledges:detail", args=[record.pledge_id])
