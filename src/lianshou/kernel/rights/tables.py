"""Lists of texts, requests, periods and disposals, and what they add to the page of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from lianshou.china.divisions import full_name_of
from lianshou.core.panels import Panel
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may
from lianshou.kernel.people.models import Person
from lianshou.kernel.rights.enums import KeptClass
from lianshou.kernel.rights.models import (
    ConsentText,
    Disposal,
    DisposalRow,
    Hold,
    ImpactAssessment,
    PersonRequest,
    RetentionPeriod,
)
from lianshou.kernel.rights.queries.consents import consents_of
from lianshou.kernel.rights.queries.retention import Due, hold_of
from lianshou.web.templatetags.web import say

_DAY = {"td": {"class": "text-nowrap"}}
_NUM = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}


class TextTable(tables.Table):
    title = tables.Column(_("Title"), accessor="title_zh", linkify=("rights:text", {"pk": tables.A("pk")}))
    version = tables.Column(_("Version"), attrs=_NUM)
    basis = tables.Column(_("Basis"))
    classes = tables.Column(_("Classes of data"), accessor="class_labels", orderable=False)
    union = tables.Column(_("Holds in"), order_by="union__path")
    published_on = tables.DateColumn(verbose_name=_("Published"), short=True, attrs=_DAY, default="")
    standing = tables.Column(_("Consents"), attrs=_NUM)

    class Meta:
        model = ConsentText
        fields = ("title", "version", "basis", "classes", "union", "published_on", "standing")
        empty_text = _("No text fits these filters.")

    caption = _("Consent texts")

    def render_title(self, record: ConsentText) -> str:
        return say(record.title)

    def render_classes(self, value: list[str]) -> str:
        return "、".join(value)


class AssessmentTable(tables.Table):
    purpose = tables.Column(_("Purpose"), linkify=("rights:assessment", {"pk": tables.A("pk")}))
    assessed_on = tables.DateColumn(verbose_name=_("Day"), short=True, attrs=_DAY)
    risk = tables.Column(_("Risk"))
    classes = tables.Column(_("Classes of data"), accessor="class_labels", orderable=False)
    union = tables.Column(_("Union"), order_by="union__path")
    assessed_by = tables.Column(pgettext_lazy("assessment", "By whom"), order_by="assessed_by__name")
    kept_until = tables.DateColumn(verbose_name=_("Kept until"), short=True, attrs=_DAY, orderable=False)

    class Meta:
        model = ImpactAssessment
        fields = ("purpose", "assessed_on", "risk", "classes", "union", "assessed_by", "kept_until")
        empty_text = _("No assessment fits these filters.")

    caption = _("Impact assessments")

    def __init__(self, *args: Any, titles: Mapping[str, Wording], **kwargs: Any) -> None:
        self.titles = titles
        super().__init__(*args, **kwargs)

    def render_purpose(self, value: str) -> str:
        return say(self.titles[value]) if value in self.titles else value

    def render_classes(self, value: list[str]) -> str:
        return "、".join(value)


class RequestTable(tables.Table):
    person = tables.Column(
        _("Person"), linkify=("rights:request", {"pk": tables.A("pk")}), order_by="person__name"
    )
    kind = tables.Column(_("Kind"))
    union = tables.Column(_("Union"), accessor="person__union", order_by="person__union__name_key")
    state = tables.Column(_("State"))
    asked_at = tables.DateTimeColumn(verbose_name=_("Asked"), short=True, attrs=_DAY)
    due_on = tables.DateColumn(verbose_name=_("Due"), short=True, attrs=_DAY)
    late = tables.Column(_("Deadline"), accessor="pk", orderable=False, default="")
    answered_by = tables.Column(_("Answered by"), order_by="answered_by__name", default="")

    class Meta:
        model = PersonRequest
        fields = ("person", "kind", "union", "state", "asked_at", "due_on", "late", "answered_by")
        empty_text = _("No request fits these filters.")

    caption = _("Requests")

    def render_late(self, record: PersonRequest) -> str:
        left = (record.due_on - timezone.localdate()).days
        if not record.is_open:
            return ""
        if left < 0:
            late = ngettext("%(n)s day overdue", "%(n)s days overdue", -left) % {"n": -left}
            return format_html('<span class="ls-badge ls-badge-red">{}</span>', late)
        return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}

    def value_late(self, record: PersonRequest) -> int | None:
        return (record.due_on - timezone.localdate()).days if record.is_open else None


class PeriodTable(tables.Table):
    data_class = tables.Column(_("Class of data"))
    region = tables.Column(_("Region"), default=_("Everywhere"))
    months = tables.Column(_("Months"), attrs=_NUM)
    clock = tables.Column(_("Counted from"))
    starts_on = tables.DateColumn(verbose_name=_("Valid from"), short=True, attrs=_DAY)
    law = tables.Column(_("Ground"), default="")
    set_by = tables.Column(_("Set by"), default=_("as delivered"), order_by="set_by__name")

    class Meta:
        model = RetentionPeriod
        fields = ("data_class", "region", "months", "clock", "starts_on", "law", "set_by")
        empty_text = _("No period fits these filters.")

    caption = _("Retention periods")

    def render_region(self, value: str) -> str:
        return name_of_region(value)

    def render_clock(self, record: RetentionPeriod) -> str:
        """What is counted from; lines of the book belong to no person who could leave."""
        return str(
            _("The day of the line") if record.data_class == KeptClass.LOG else record.get_clock_display()
        )


class DueTable(tables.Table):
    person = tables.Column(_("Person"))
    union = tables.Column(_("Union"), accessor="person__union", order_by="person__union__name_key")
    data_class = tables.Column(_("Class of data"), accessor="class_label")
    since = tables.DateColumn(verbose_name=_("Due since"), short=True, attrs=_DAY)
    months = tables.Column(_("Months"), accessor="period__months", attrs=_NUM)
    law = tables.Column(_("Ground"), accessor="period__law", default="")

    class Meta:
        empty_text = _("Nothing is due.")

    caption = _("Due for erasure")

    def render_person(self, record: Due) -> str:
        return str(record.person)


class DisposalTable(tables.Table):
    prepared_at = tables.DateTimeColumn(
        verbose_name=_("Prepared"),
        short=True,
        attrs=_DAY,
        linkify=("rights:disposal", {"pk": tables.A("pk")}),
    )
    union = tables.Column(_("Union"), order_by="union__name_key")
    state = tables.Column(_("State"))
    total = tables.Column(_("Rows"), attrs=_NUM)
    done = tables.Column(_("Done"), attrs=_NUM)
    prepared_by = tables.Column(_("Prepared by"), order_by="prepared_by__name")
    confirmed_by = tables.Column(_("Confirmed by"), order_by="confirmed_by__name", default="")

    class Meta:
        model = Disposal
        fields = ("prepared_at", "union", "state", "total", "done", "prepared_by", "confirmed_by")
        empty_text = _("No erasure fits these filters.")

    caption = _("Erasures")


class RowTable(tables.Table):
    person = tables.Column(_("Person"), order_by="person__name")
    union = tables.Column(_("Union"), accessor="person__union", order_by="person__union__name_key")
    data_class = tables.Column(_("Class of data"))
    since = tables.DateColumn(verbose_name=_("Due since"), short=True, attrs=_DAY)
    months = tables.Column(_("Months"), accessor="period__months", attrs=_NUM)
    law = tables.Column(_("Ground"), accessor="period__law", default="")
    state = tables.Column(_("State"))
    values_erased = tables.Column(_("Values erased"), attrs=_NUM)

    class Meta:
        model = DisposalRow
        fields = ("person", "union", "data_class", "since", "months", "law", "state", "values_erased")
        empty_text = _("No row fits these filters.")

    caption = _("What is erased")


class HoldTable(tables.Table):
    person = tables.Column(_("Person"), order_by="person__name")
    union = tables.Column(_("Union"), accessor="person__union", order_by="person__union__name_key")
    reason = tables.Column(_("Reason"))
    placed_at = tables.DateTimeColumn(verbose_name=_("Placed"), short=True, attrs=_DAY)
    placed_by = tables.Column(pgettext_lazy("assessment", "By whom"), order_by="placed_by__name")
    lifted_at = tables.DateTimeColumn(verbose_name=_("Lifted"), short=True, attrs=_DAY, default="")
    act = tables.TemplateColumn(
        template_name="rights/lift.html", verbose_name="", orderable=False, exclude_from_export=True
    )

    class Meta:
        model = Hold
        fields = ("person", "union", "reason", "placed_at", "placed_by", "lifted_at", "act")
        empty_text = _("No hold fits these filters.")

    caption = _("Holds")


def name_of_region(code: str) -> str:
    """A region in words: the name of the division with its code."""
    name = full_name_of(code.ljust(6, "0"))
    return f"{name}（{code}）" if name else code


def rights_panel(*, actor: Any, subject: Person) -> Panel | None:
    """How many consents stand, and whether a hold keeps the data, for those who may see the person."""
    if not may(actor, "person.view", on=subject.union):
        return None
    sees_hold = may(actor, "retention.view", on=subject.union)
    context = {
        "person": subject,
        "consents": [one for one in consents_of(person=subject) if one.withdrawn_at is None],
        "hold": hold_of(person=subject) if sees_hold else None,
        "may_hold": may(actor, "retention.prepare", on=subject.union),
    }
    return Panel(template="rights/panel.html", context=context)
