from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from lianshou.core.kinds import registry
from lianshou.core.panels import Panel
from lianshou.core.parameters import declared
from lianshou.core.spine import spine
from lianshou.kernel.programmes.enums import CalendarState, ParameterState
from lianshou.kernel.programmes.models import CalendarYear, Counted, Parameter, Programme
from lianshou.kernel.programmes.queries import kind_title
from lianshou.kernel.programmes.queries.settings import SettingLine, region_said
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


_ONE_LINE = {"td": {"class": "text-nowrap"}}
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


class SettingTable(tables.Table):
    """Settings as ``queries.settings.SettingLine`` tells them, in one region on one day."""

    title = tables.Column(verbose_name=pgettext_lazy("setting", "Setting"), accessor="key", order_by="zh")
    owner = tables.Column(verbose_name=_("Part"), order_by="part")
    value = tables.Column(verbose_name=pgettext_lazy("setting", "Value"), accessor="said", orderable=False)
    where = tables.Column(
        verbose_name=pgettext_lazy("setting", "Set by"), empty_values=(), order_by="rank", attrs=_ONE_LINE
    )
    starts_on = tables.DateColumn(
        verbose_name=pgettext_lazy("setting", "From the day"), short=True, default="", attrs=_ONE_LINE
    )
    source = tables.Column(
        verbose_name=pgettext_lazy("setting", "Source"), accessor="paper", empty_values=(), orderable=False
    )
    coming = tables.Column(verbose_name=pgettext_lazy("setting", "To come"), empty_values=(), orderable=False)

    class Meta:
        empty_text = _("No setting fits these filters.")

    caption = _("Settings by region and date")

    def render_title(self, record: SettingLine) -> SafeString:
        address = reverse("programmes:setting", args=[record.key])
        return format_html('<a href="{}">{}</a>', address, say(record.setting.title))

    def value_title(self, record: SettingLine) -> str:
        return say(record.setting.title)

    def render_owner(self, record: SettingLine) -> str:
        return say(record.owner)

    def render_value(self, record: SettingLine) -> str:
        return say(record.said)

    def render_where(self, record: SettingLine) -> str:
        return say(record.where) if record.where else str(_("As delivered"))

    def render_source(self, record: SettingLine) -> str:
        return record.paper or say(record.setting.source)

    def render_coming(self, record: SettingLine) -> str | SafeString:
        waits = format_html('<span class="ls-badge ls-badge-warn">{}</span>', _waiting(record.waiting))
        return format_html("{} {}", self.value_coming(record), waits if record.waiting else "")

    def value_coming(self, record: SettingLine) -> str:
        if record.next is None:
            return ""
        return f"{date_format(record.next.starts_on, 'SHORT_DATE_FORMAT')} {say(record.setting.say(record.next.value))}"


class ValueTable(tables.Table):
    """The values of one setting, latest first."""

    starts_on = tables.DateColumn(verbose_name=pgettext_lazy("setting", "From the day"), short=True)
    region = tables.Column(verbose_name=_("Region"))
    value = tables.Column(verbose_name=pgettext_lazy("setting", "Value"), orderable=False)
    document_no = tables.Column(verbose_name=pgettext_lazy("setting", "Document"), empty_values=())
    state = tables.Column(verbose_name=_("State"))
    set_by = tables.Column(verbose_name=_("Entered by"), order_by="set_by__name", default="")
    decided_by = tables.Column(
        verbose_name=pgettext_lazy("setting", "Decided by"), order_by="decided_by__name", default=""
    )

    class Meta:
        empty_text = _("No federation has set a value yet.")

    caption = pgettext_lazy("setting", "Values")

    def render_region(self, value: str) -> str:
        return say(region_said(value))

    def render_value(self, record: Parameter) -> str:
        return say(declared[record.key].say(record.value))

    def render_document_no(self, record: Parameter) -> str:
        return f"{record.source} {record.document_no}".strip()

    def render_state(self, record: Parameter) -> SafeString:
        tone = _VALUE_TONES.get(record.state, "")
        badge = format_html('<span class="ls-badge {}">{}</span>', tone, record.get_state_display())
        return format_html("{} {}", badge, record.words) if record.words else badge


def provisional(record: Counted) -> SafeString:
    """The mark of a last day that was counted without the calendar of a year that nobody has confirmed yet."""
    return mark_safe(render_to_string("programmes/provisional.html", {"row": record}).strip())  # noqa: S308  # nosec B308 B703  our own template


def _waiting(count: int) -> str:
    return ngettext("%(n)s waiting", "%(n)s waiting", count) % {"n": count}


_VALUE_TONES: dict[str, str] = {
    ParameterState.PROPOSED: "ls-badge-warn",
    ParameterState.STANDING: "ls-badge-good",
}
