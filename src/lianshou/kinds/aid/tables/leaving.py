from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from lianshou.kinds.aid.models import Call, Leaving, ReturnWarning
from lianshou.web.templatetags.web import say

_HEAD = {"accessor": "household__head__name", "order_by": ("household__head__search", "pk")}
_UNION = {"accessor": "household__union__name", "order_by": ("household__union__search", "pk")}
_NUMBER = {"td": {"class": "ls-num"}}
_DAY = {"td": {"class": "text-nowrap"}}


class _OfFiles(tables.Table):
    """Rows about a file: its number leads to it."""

    number = tables.Column(verbose_name=_("Number of the file"), accessor="household__number")
    head = tables.Column(verbose_name=_("Head of the household"), **_HEAD)
    union = tables.Column(verbose_name=pgettext_lazy("file", "Union that keeps it"), **_UNION)

    def render_number(self, record: Any, value: str) -> str:
        return format_html('<a href="{}">{}</a>', reverse("aid:household", args=[record.household_id]), value)

    def value_number(self, value: str) -> str:
        return value

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())


class LeavingTable(_OfFiles):
    """Who leaves, why, and at which step each waits; and who has left."""

    ground = tables.Column(verbose_name=pgettext_lazy("leaving", "Ground"))
    state = tables.Column(verbose_name=_("State"))
    waits_at = tables.Column(verbose_name=pgettext_lazy("leaving", "Waits at"), empty_values=())
    since = tables.DateColumn(verbose_name=pgettext_lazy("leaving", "Since"), short=True)
    days = tables.Column(
        verbose_name=_("Days it has waited"),
        accessor="since",
        order_by=("-since", "pk"),
        attrs=_NUMBER,
        empty_values=(),
    )
    ended_on = tables.DateColumn(verbose_name=pgettext_lazy("leaving", "Ended on"), short=True)

    caption = _("Leaving aid")

    class Meta:
        order_by = ("-since",)
        empty_text = _("No leaving fits these filters.")

    def render_ground(self, record: Leaving) -> str:
        words = str(record.get_ground_display())
        return format_html('<a href="{}">{}</a>', reverse("aid:leaving", args=[record.pk]), words)

    def value_ground(self, record: Leaving) -> str:
        return str(record.get_ground_display())

    def render_waits_at(self, record: Leaving) -> str:
        return str(record.get_waits_at_display()) or "–"

    def render_days(self, record: Leaving, value: date) -> Any:
        return (timezone.localdate() - value).days if record.is_open else "–"

    def value_days(self, record: Leaving, value: date) -> Any:
        return (timezone.localdate() - value).days if record.is_open else ""


class CallTable(_OfFiles):
    """Calls to households that left: when each is due, and how it went; what was said stays in the file."""

    months = tables.Column(verbose_name=_("Months after leaving"))
    due_on = tables.DateColumn(verbose_name=pgettext_lazy("call", "Call by"), short=True, attrs=_DAY)
    state = tables.Column(verbose_name=_("State"))
    tried = tables.Column(verbose_name=pgettext_lazy("call", "Tries"), attrs=_NUMBER)
    closed_on = tables.DateColumn(verbose_name=pgettext_lazy("call", "Closed on"), short=True, attrs=_DAY)
    helper = tables.Column(
        verbose_name=_("Helper when it left"),
        accessor="leaving__helper__person__name",
        order_by=("leaving__helper__person__search", "pk"),
        default="–",
    )

    caption = _("Calls after leaving")

    class Meta:
        empty_text = _("No call fits these filters.")

    def render_months(self, record: Call, value: int) -> str:
        words = ngettext("call after %(n)d month", "call after %(n)d months", value) % {"n": value}
        return format_html('<a href="{}">{}</a>', reverse("aid:call", args=[record.pk]), words)

    def value_months(self, value: int) -> int:
        return value

    def render_state(self, record: Call) -> str:
        late = record.state == "due" and record.due_on < timezone.localdate()
        words = str(record.get_state_display())
        return " · ".join((str(words), str(_("Overdue")))) if late else words


class WarningTable(_OfFiles):
    """Warnings of return: the signal, its weight, and the sum of all that stand for the household."""

    signal = tables.Column(verbose_name=pgettext_lazy("warning", "Signal"))
    weight = tables.Column(verbose_name=pgettext_lazy("warning", "Weight"), attrs=_NUMBER)
    risk = tables.Column(verbose_name=_("Sum for the household"), attrs=_NUMBER)
    source = tables.Column(verbose_name=pgettext_lazy("warning", "Source"))
    raised_on = tables.DateColumn(verbose_name=pgettext_lazy("warning", "Raised on"), short=True, attrs=_DAY)
    state = tables.Column(verbose_name=_("State"))
    words = tables.Column(verbose_name=pgettext_lazy("warning", "Reason"), default="–", orderable=False)

    caption = _("Warnings of return")

    class Meta:
        order_by = ("-risk", "-raised_on")
        empty_text = _("No warning fits these filters.")

    def render_signal(self, record: ReturnWarning) -> str:
        address = reverse("aid:warning", args=[record.pk])
        return format_html('<a href="{}">{}</a>', address, say(record.signal_words))

    def value_signal(self, record: ReturnWarning) -> str:
        return say(record.signal_words)

    def render_source(self, record: ReturnWarning) -> str:
        return str(record.get_source_display())
