from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kinds.aid.models import ColumnMap


class ColumnMapTable(tables.Table):
    """The layouts that the reader may use."""

    name = tables.Column(verbose_name=pgettext_lazy("layout", "Name"))
    union = tables.Column(verbose_name=_("Union that keeps the layout"), order_by=("union__search", "pk"))
    vintage = tables.Column(verbose_name=_("Form of the year"))
    columns = tables.Column(
        verbose_name=pgettext_lazy("layout", "Columns"),
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": "ls-num"}},
    )
    spread = tables.Column(verbose_name=pgettext_lazy("layout", "Members"))

    caption = _("Layouts of exports")

    class Meta:
        order_by = ("name",)
        empty_text = _("No layout of your own yet.")

    def __init__(self, *args: object, asked: str = "", **kwargs: object) -> None:
        self.asked = asked
        super().__init__(*args, **kwargs)

    def render_name(self, record: ColumnMap) -> str:
        url = reverse("aid:shape", args=[record.pk])
        return format_html('<a href="{}{}">{}</a>', url, f"?{self.asked}" if self.asked else "", record.name)

    def value_name(self, record: ColumnMap) -> str:
        return record.name

    def render_columns(self, record: ColumnMap) -> int:
        return len(record.lines) + len(record.member_lines)

    def render_spread(self, record: ColumnMap) -> str:
        return str(record.get_spread_display())
