"""The tables of aid."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _


class EntryTable(tables.Table):
    """Who takes part."""

    union = tables.Column(
        verbose_name=_("Union"), accessor="application__union__name", order_by="application__union__search"
    )
    wish = tables.Column(verbose_name=_("What the union wishes for"))

    caption = _("Unions taking part")

    class Meta:
        order_by = ("union",)
        empty_text = _("No union fits these words.")
