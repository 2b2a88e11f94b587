from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.intake.models import Application


class ApplicationTable(tables.Table):
    """Who applied to a programme."""

    who = tables.Column(
        _("Who applies"),
        accessor="pk",
        linkify=("applications:detail", {"pk": tables.A("pk")}),
        order_by=("person__search", "union__name_key"),
    )
    union = tables.Column(_("Union"), order_by=("union__name_key",))
    state = tables.Column(_("State"))
    channel = tables.Column(_("How it came in"))
    submitted_at = tables.DateTimeColumn(verbose_name=_("Sent in"), short=True)
    submitted_by = tables.Column(_("Sent in by"), default="–")

    caption = _("Applications")

    class Meta:
        model = Application
        fields = ("who", "union", "state", "channel", "submitted_at", "submitted_by")
        empty_text = _("No application fits these filters.")

    def render_who(self, record: Application) -> str:
        return str(record)

    def value_who(self, record: Application) -> str:
        return str(record)

    def value_submitted_at(self, value: Any) -> str:
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")


class OwnApplicationTable(ApplicationTable):
    """What the reader sent in, to whichever programme."""

    programme = tables.Column(_("Programme"), order_by=("programme__title",))

    caption = _("What I have sent in")

    class Meta:
        sequence = ("who", "programme", "union", "state", "submitted_at")
        exclude = ("channel", "submitted_by")
        empty_text = _("No application fits these filters.")
