from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.privacy.models import UnmaskedExport
from lianshou.kernel.privacy.queries import Looker, field_titles, listing_of
from lianshou.web.templatetags.web import say

_NUM = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}


class ExportTable(tables.Table):
    asked_at = tables.DateTimeColumn(verbose_name=_("Asked"), short=True)
    listing = tables.Column(verbose_name=_("List asked for"), orderable=False)
    fields_shown = tables.Column(
        verbose_name=_("Fields in clear"), accessor="fields", orderable=False, empty_values=()
    )
    rows = tables.Column(verbose_name=_("Rows"), attrs=_NUM)
    union = tables.Column(verbose_name=_("Union"), order_by="union__name")
    asked_by = tables.Column(verbose_name=_("Asked by"), order_by="asked_by__name")
    state = tables.Column(verbose_name=_("State"))
    decided_by = tables.Column(verbose_name=_("Decided by"), order_by="decided_by__name")
    fetched = tables.Column(verbose_name=_("Fetched"), attrs=_NUM)

    class Meta:
        empty_text = _("No request.")

    caption = _("Unmasked exports")

    def render_listing(self, record: UnmaskedExport) -> str:
        address = reverse("privacy:request", args=[record.pk])
        return format_html('<a href="{}">{} {}</a>', address, say(listing_of(record).title), record.pk)

    def render_fields_shown(self, record: UnmaskedExport) -> str:
        return "、".join(field_titles(record))


class LookerTable(tables.Table):
    account = tables.Column(verbose_name=_("Account"), order_by="account__name")
    reveals = tables.Column(verbose_name=_("Times shown"), attrs=_NUM)
    persons = tables.Column(verbose_name=_("Persons"), attrs=_NUM)
    busiest = tables.Column(verbose_name=_("Most on one day"), attrs=_NUM)
    fetches = tables.Column(verbose_name=_("Unmasked lists fetched"), attrs=_NUM)

    class Meta:
        empty_text = _("Nobody looked at personal values.")

    caption = _("Who looked at personal values")

    def render_busiest(self, value: int, record: Looker) -> Any:
        badge = format_html(' <span class="ls-badge ls-badge-warn">{}</span>', _("Unusually many"))
        return format_html("{}{}", value, badge if record.is_noted else "")
