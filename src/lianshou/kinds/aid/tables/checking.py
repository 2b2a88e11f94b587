from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kinds.aid.models import CheckedLine
from lianshou.web.templatetags.web import say


class LineTable(tables.Table):
    """Lines of check-lists by the check that holds; the notes stay sealed."""

    household = tables.Column(
        verbose_name=_("Household"),
        accessor="checking__household",
        order_by=("checking__household__head__search", "pk"),
    )
    number = tables.Column(
        verbose_name=_("Number of the file"),
        accessor="checking__household__number",
        order_by=("checking__household__number", "pk"),
    )
    union = tables.Column(
        verbose_name=pgettext_lazy("file", "Union that keeps it"),
        accessor="checking__household__union__name",
        order_by=("checking__household__union__search", "pk"),
    )
    sort = tables.Column(verbose_name=pgettext_lazy("checklist", "List"), order_by=("sort", "pk"))
    words = tables.Column(verbose_name=pgettext_lazy("checklist", "Line"), order_by=("sort", "key", "pk"))
    state = tables.Column(verbose_name=_("State"), order_by=("state", "pk"))
    since = tables.DateColumn(
        verbose_name=pgettext_lazy("checklist", "Since"), short=True, order_by=("since", "pk")
    )
    due_on = tables.DateColumn(
        verbose_name=pgettext_lazy("checklist", "To be met by"), short=True, order_by=("due_on", "pk")
    )
    checked_on = tables.DateColumn(
        verbose_name=pgettext_lazy("checklist", "Day of the check"),
        accessor="checking__checked_on",
        short=True,
        order_by=("checking__checked_on", "pk"),
    )

    caption = pgettext_lazy("checklist", "Lines of check-lists")

    class Meta:
        order_by = ("number",)
        empty_text = _("Nothing fits these filters.")

    def render_household(self, record: CheckedLine) -> str:
        household = record.checking.household
        address = reverse("aid:checklist", args=[household.pk])
        return format_html('<a href="{}">{}</a>', address, household.head.name)

    def value_household(self, record: CheckedLine) -> str:
        return str(record.checking.household.head.name)

    def render_sort(self, record: CheckedLine) -> str:
        return str(record.get_sort_display())

    def render_words(self, record: CheckedLine) -> str:
        return say(record.line.called)

    def render_state(self, record: CheckedLine) -> str:
        return str(record.get_state_display())
