from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.panels import Panel
from lianshou.kinds.aid.models import Concern
from lianshou.kinds.aid.queries.own import concerns_of, own_file


def own_file_panel(*, actor: Any, subject: Any) -> Panel | None:
    """On the page of whoever heads a household with a file: the way to it."""
    del subject
    found = own_file(actor=actor)
    if found is None:
        return None
    answered = sum(one.answered_at is not None for one in concerns_of(found))
    return Panel(template="aid/own/panel.html", context={"household": found, "answered": answered})


class ConcernTable(tables.Table):
    """What households said: who, what sort, since when it waits; the words stay sealed."""

    said_at = tables.DateTimeColumn(
        verbose_name=pgettext_lazy("concern", "Said at"), short=True, order_by=("said_at", "pk")
    )
    household = tables.Column(verbose_name=_("Household"), order_by=("household__head__search", "pk"))
    number = tables.Column(
        verbose_name=_("Number of the file"),
        accessor="household__number",
        order_by=("household__number", "pk"),
    )
    union = tables.Column(
        verbose_name=pgettext_lazy("file", "Union that keeps it"),
        accessor="household__union__name",
        order_by=("household__union__search", "pk"),
    )
    kind = tables.Column(verbose_name=pgettext_lazy("concern", "What it is"), order_by=("kind", "pk"))
    answered_at = tables.DateTimeColumn(
        verbose_name=pgettext_lazy("concern", "Answered at"), short=True, order_by=("answered_at", "pk")
    )
    answered_by = tables.Column(verbose_name=_("answered by"), order_by=("answered_by__sound", "pk"))

    caption = _("What households wrote")

    class Meta:
        order_by = ("-said_at",)
        empty_text = _("Nothing fits these filters.")

    def render_household(self, record: Concern) -> str:
        address = reverse("aid:concern", args=[record.pk])
        return format_html('<a href="{}">{}</a>', address, record.household.head.name)

    def value_household(self, record: Concern) -> str:
        return str(record.household.head.name)

    def render_kind(self, record: Concern) -> str:
        return str(record.get_kind_display())
