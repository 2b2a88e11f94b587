from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from lianshou.core.kinds import registry
from lianshou.core.panels import Panel
from lianshou.core.spine import spine
from lianshou.kernel.programmes.enums import CalendarState
from lianshou.kernel.programmes.models import CalendarYear, Programme
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


_NUM = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}


class CalendarTable(tables.Table):
    year = tables.Column(
        verbose_name=_("Year"), linkify=lambda record: reverse("programmes:calendar", args=[record.year])
    )
    state = tables.Column(verbose_name=_("State"))
    rests = tables.Column(verbose_name=_("Holidays on weekdays"), attrs=_NUM)
    swapped = tables.Column(verbose_name=_("Swapped working days"), attrs=_NUM)
    document_no = tables.Column(verbose_name=_("By the notice"), default="")
    confirmed_by = tables.Column(verbose_name=_("Confirmed by"), order_by="confirmed_by__name", default="")
    confirmed_at = tables.DateTimeColumn(verbose_name=_("Confirmed at"), short=True, default="")

    class Meta:
        empty_text = _("No calendar fits these filters.")

    caption = _("Working-day calendars")

    def render_year(self, value: int) -> str:
        return str(value)

    def render_state(self, record: CalendarYear) -> SafeString:
        return format_html(
            '<span class="ls-badge ls-badge-{}">{}</span>', _TONES[record.state], record.get_state_display()
        )

    def value_state(self, record: CalendarYear) -> str:
        return record.get_state_display()


_TONES: dict[str, str] = {CalendarState.PROPOSED: "warn", CalendarState.CONFIRMED: "good"}


def steps_panel(*, actor: Any, subject: Programme) -> Panel | None:
    """Where a programme stands: its steps, and first what waits for the actor."""
    lines = spine.lines(actor=actor, programme=subject, today=timezone.localdate())
    if not lines:
        return None
    todos = [line.todo for line in lines if line.todo is not None]
    return Panel(template="programmes/steps_panel.html", context={"lines": lines, "todos": todos})
