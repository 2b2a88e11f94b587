from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.followups.models import FollowUp


class FollowUpTable(tables.Table):
    title = tables.Column(
        pgettext_lazy("activity", "Title"), linkify=("followups:detail", {"pk": tables.A("pk")})
    )
    happened_on = tables.DateColumn(verbose_name=_("Day"), short=True, attrs={"td": {"class": "text-nowrap"}})
    sort = tables.Column(_("Sort"))
    host = tables.Column(_("Host"), accessor="host_name", order_by="placement__opening__union__name_key")
    guest = tables.Column(
        _("Guest"), accessor="guest_name", order_by="placement__application__union__name_key"
    )
    place = tables.Column(_("Where it happened"), default="")
    people = tables.Column(
        _("People taking part"), attrs={"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}
    )
    photo_count = tables.Column(
        _("Photographs"), attrs={"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}
    )

    class Meta:
        model = FollowUp
        fields = ("title", "happened_on", "sort", "host", "guest", "place", "people", "photo_count")
        empty_text = _("No activity fits these filters.")

    caption = _("Activities")
