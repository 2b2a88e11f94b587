from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.intake.models import Import


class ImportTable(tables.Table):
    """The lists that were taken in, with what became of their rows; nothing of the rows themselves."""

    file_name = tables.Column(verbose_name=pgettext_lazy("import", "File"))
    union = tables.Column(verbose_name=_("Union"), order_by=("union__search", "pk"))
    uploaded_by = tables.Column(verbose_name=_("Uploaded by"), order_by=("uploaded_by__name", "pk"))
    uploaded_at = tables.DateTimeColumn(verbose_name=_("Uploaded at"), short=True)
    stage = tables.Column(verbose_name=_("State"))
    bad = tables.Column(verbose_name=pgettext_lazy("import", "To correct"), attrs={"td": {"class": "ls-num"}})
    good = tables.Column(verbose_name=pgettext_lazy("import", "Ready"), attrs={"td": {"class": "ls-num"}})
    taken = tables.Column(
        verbose_name=pgettext_lazy("import", "Taken over"), attrs={"td": {"class": "ls-num"}}
    )

    caption = _("Lists taken in")

    class Meta:
        order_by = ("-uploaded_at",)
        empty_text = _("No list was taken in yet.")

    def render_file_name(self, record: Import) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("intake:detail", args=[record.pk]), record.file_name
        )

    def render_stage(self, record: Import) -> str:
        return str(record.get_stage_display())


class StandingTable(tables.Table):
    """The unions whose files of the superior's archive wait for a second person, with a button for each."""

    union = tables.Column(
        verbose_name=pgettext_lazy("file", "Union that keeps it"), accessor="union__name", orderable=False
    )
    n = tables.Column(
        verbose_name=pgettext_lazy("standing", "Waiting"), orderable=False, attrs={"td": {"class": "ls-num"}}
    )
    out = tables.Column(
        verbose_name=_("In no hardship by their survey"), orderable=False, attrs={"td": {"class": "ls-num"}}
    )
    act = tables.TemplateColumn(
        template_name="aid/importing/file_act.html",
        verbose_name=pgettext_lazy("standing", "Act"),
        orderable=False,
        empty_values=(),
    )

    caption = _("From the superior's archive, waiting for you")
