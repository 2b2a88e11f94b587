from __future__ import annotations

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
