from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.placement.models import Placement
from lianshou.kinds.events.models import Event

_NUMBER = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}


class EventTable(tables.Table):
    """The events of a programme with their seats."""

    title = tables.Column(verbose_name=_("Event"), order_by="opening__name")
    sort = tables.Column(verbose_name=_("Sort"))
    starts_at = tables.DateTimeColumn(
        verbose_name=pgettext_lazy("event", "Starts"), short=True, attrs={"td": {"class": "text-nowrap"}}
    )
    place = tables.Column(verbose_name=pgettext_lazy("event", "Place"))
    most = tables.Column(verbose_name=pgettext_lazy("event", "Places"), attrs=_NUMBER)
    taken = tables.Column(verbose_name=pgettext_lazy("seats", "Taken"), attrs=_NUMBER)
    queued = tables.Column(verbose_name=pgettext_lazy("event", "Waiting"), attrs=_NUMBER)
    attended = tables.Column(verbose_name=_("Were there"), attrs=_NUMBER)
    state = tables.Column(verbose_name=_("State"))

    caption = pgettext_lazy("kind", "Events")

    class Meta:
        order_by = ("-starts_at",)
        empty_text = _("No event fits these filters.")

    def render_title(self, record: Event, value: str) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("events:event", args=[record.pk]), value)

    def value_title(self, value: str) -> str:
        return value

    def render_taken(self, record: Event, value: int) -> SafeString:
        return _seats(record, value, "state=placed")

    def value_taken(self, value: int) -> int:
        return value

    def render_queued(self, record: Event, value: int) -> SafeString | str:
        """Nobody waits for what is over or called off."""
        return "–" if record.is_past else _seats(record, value, "state=queued")

    def value_queued(self, record: Event, value: int) -> int | str:
        return "" if record.is_past else value

    def render_attended(self, record: Event, value: int) -> SafeString:
        return _seats(record, value, "there=yes")

    def value_attended(self, value: int) -> int:
        return value

    def render_state(self, record: Event) -> SafeString:
        return state_badge(record)

    def value_state(self, record: Event) -> str:
        return str(record.get_state_display())


def _seats(event: Event, n: int, which: str) -> SafeString:
    """A number that opens to the places it counts."""
    return format_html('<a href="{}?{}">{}</a>', reverse("events:seats", args=[event.pk]), which, n)


class SeatTable(tables.Table):
    """Who has a place and who waits, by ticket."""

    who = tables.Column(
        verbose_name=pgettext_lazy("person", "Name"),
        accessor="application",
        order_by="application__person__search",
    )
    union = tables.Column(
        verbose_name=_("Unit"), accessor="application__union__name", order_by="application__union__search"
    )
    ticket = tables.Column(verbose_name=_("Ticket"), attrs=_NUMBER)
    state = tables.Column(verbose_name=_("State"), order_by=("state", "ticket"))
    asked_at = tables.DateTimeColumn(verbose_name=_("Signed up at"), short=True)
    attendance = tables.Column(
        verbose_name=_("Attendance"), accessor="pk", order_by="attendance__attended_at"
    )

    caption = pgettext_lazy("event", "Places")

    class Meta:
        order_by = ("state",)
        empty_text = _("Nobody fits these filters.")

    def __init__(self, *args: Any, notes: bool, csrf: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notes, self.csrf = notes, csrf

    def render_attendance(self, record: Placement) -> SafeString | str:
        noted = getattr(record, "attendance", None)
        if noted is not None:
            return format_html(
                '<span class="ls-badge ls-badge-good">{}</span> <span class="ls-muted">{}</span>',
                _("was there"),
                noted.get_way_display(),
            )
        if record.state != "placed" or not self.notes:
            return "–"
        return format_html(
            '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<input type="hidden" name="seat" value="{}"><button class="btn btn-sm btn-outline-primary">{}'
            '<span class="visually-hidden"> {}</span></button></form>',
            reverse("events:attend", args=[record.opening.event.pk]),
            self.csrf,
            record.pk,
            _("Note as present"),
            record.application,
        )

    def value_attendance(self, record: Placement) -> str:
        return str(_("was there")) if hasattr(record, "attendance") else ""

    def value_who(self, value: object) -> str:
        return str(value)


def state_badge(event: Event) -> SafeString:
    """The state of an event as a badge."""
    good = {"open": "good", "cancelled": "warn"}.get(event.state, "plain")
    return format_html('<span class="ls-badge ls-badge-{}">{}</span>', good, event.get_state_display())
