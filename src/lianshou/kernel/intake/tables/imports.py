from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.intake.models import Import
from lianshou.kernel.intake.queries import list_of
from lianshou.web.templatetags.web import say

_NUM = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}


class ImportTable(tables.Table):
    """The lists that were taken in, with what became of their rows; nothing of the rows themselves."""

    file_name = tables.Column(pgettext_lazy("import", "File"))
    list_slug = tables.Column(pgettext_lazy("import", "List"))
    programme = tables.Column(_("Programme"), order_by=("programme__title", "pk"))
    union = tables.Column(_("Union"), order_by=("union__search", "pk"))
    uploaded_by = tables.Column(_("Uploaded by"), order_by=("uploaded_by__name", "pk"))
    uploaded_at = tables.DateTimeColumn(verbose_name=_("Uploaded at"), short=True)
    stage = tables.Column(_("State"))
    bad = tables.Column(pgettext_lazy("import", "To correct"), attrs=_NUM)
    good = tables.Column(pgettext_lazy("import", "Ready"), attrs=_NUM)
    taken = tables.Column(pgettext_lazy("import", "Taken over"), attrs=_NUM)

    caption = _("Lists taken in")

    class Meta:
        model = Import
        fields = (
            *("file_name", "list_slug", "programme", "union", "uploaded_by"),
            *("uploaded_at", "stage", "bad", "good", "taken"),
        )
        order_by = ("-uploaded_at",)
        empty_text = _("No upload fits these filters.")

    def render_file_name(self, record: Import) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("intake:detail", args=[record.pk]), record.file_name
        )

    def value_file_name(self, record: Import) -> str:
        return record.file_name

    def render_list_slug(self, record: Import) -> str:
        return say(list_of(record).title)

    def render_stage(self, record: Import) -> str:
        return str(record.get_stage_display())
