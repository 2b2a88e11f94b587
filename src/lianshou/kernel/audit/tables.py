from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ChangeTable(tables.Table):
    """What changed in a record, field by field."""

    at = tables.DateTimeColumn(verbose_name=_("When"), short=True, order_by="order")
    by = tables.Column(verbose_name=_("By whom"))
    what = tables.Column(verbose_name=_("What was done"), orderable=False)
    record = tables.Column(verbose_name=pgettext_lazy("book", "Record"))
    field = tables.Column(verbose_name=_("Field"), empty_values=(None,))
    before = tables.Column(verbose_name=_("Before"), orderable=False)
    after = tables.Column(verbose_name=_("After"), orderable=False)

    class Meta:
        order_by = "-at"
        empty_text = _("Nothing has changed since the history began.")

    caption = _("What changed")

    def render_field(self, value: str) -> str:
        return value or "–"
