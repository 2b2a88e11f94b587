from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.pledges.models import Pledge

_ONE_LINE = {"td": {"class": "text-nowrap"}}


class PledgeTable(tables.Table):
    number = tables.Column(_("Number"), linkify=("pledges:detail", {"pk": tables.A("pk")}))
    host = tables.Column(_("Host"), accessor="host_name", order_by="placement__opening__union__name_key")
    guest = tables.Column(
        _("Guest"), accessor="guest_name", order_by="placement__application__union__name_key"
    )
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

    def render_state(self, record: Pledge) -> SafeString:
        awaited = [str(party.get_side_display()) for party in record.awaited]
        badge = format_html(
            '<span class="ls-state ls-state-{}">{}</span>', record.state, record.get_state_display()
        )
        if len(awaited) != 1:
            return badge
        return format_html("{} <small>{}</small>", badge, _("Turn: %s") % awaited[0])
