from __future__ import annotations

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from lianshou.core.kinds import registry
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import kind_title
from lianshou.web.templatetags.web import say


class ProgrammeTable(tables.Table):
    title = tables.Column(verbose_name=_("Programme"))
    kind = tables.Column(verbose_name=_("Kind"))
    union = tables.Column(verbose_name=_("Run by"), order_by="union__search")
    year = tables.Column(verbose_name=_("Year"), order_by=("year", "round"))
    round = tables.Column(verbose_name=_("Round"), orderable=False)
    starts_on = tables.DateColumn(verbose_name=_("Starts on"), short=True)
    ends_on = tables.DateColumn(verbose_name=_("Ends on"), short=True)
    state = tables.Column(verbose_name=_("State"))

    class Meta:
        empty_text = _("No programme fits these filters.")

    caption = _("Programmes")

    def render_title(self, record: Programme) -> str:
        if record.kind not in registry:
            return record.title
        return format_html('<a href="{}">{}</a>', registry[record.kind].home(record.pk), record.title)

    def render_kind(self, record: Programme) -> str:
        return say(kind_title(record))

    def render_year(self, value: int) -> str:
        return str(value)

    def render_state(self, record: Programme) -> str:
        return format_html(
            '<span class="ls-badge ls-badge-{}">{}</span>', record.state, record.get_state_display()
        )
