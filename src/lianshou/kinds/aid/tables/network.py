from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import StationState, Tier
from lianshou.kinds.aid.models import Station
from lianshou.web.templatetags.web import say

_NUM: dict[str, dict[str, str]] = {"td": {"class": "ls-num"}, "th": {"class": "ls-num"}}
_DAY = {"td": {"class": "text-nowrap"}}


class StationTable(tables.Table):
    """Stations as officers see them."""

    name = tables.Column(_("Name"), order_by=("search", "pk"), attrs={"td": {"class": "nw-wide"}})
    tier = tables.Column(pgettext_lazy("network", "Level"), order_by=("tier", "pk"))
    sort = tables.Column(pgettext_lazy("network", "Sort"), order_by=("sort", "pk"))
    union = tables.Column(_("Union that keeps it"), order_by=("union__name_key", "pk"))
    county = tables.Column(_("County or district"), order_by=("division_code", "pk"))
    address = tables.Column(_("Address"), orderable=False)
    hours_said = tables.Column(_("Opening hours"), orderable=False, attrs={"td": {"class": "nw-hours-said"}})
    phone = tables.Column(_("Telephone of the office"), orderable=False, attrs=_DAY)
    staff = tables.Column(_("Persons who work there"), attrs=_NUM)
    opened_on = tables.DateColumn(
        verbose_name=pgettext_lazy("network", "Opened on"),
        short=True,
        attrs=_DAY,
        order_by=("opened_on", "pk"),
    )
    state = tables.Column(_("State"), accessor="closed_on", empty_values=(), order_by=("closed_on", "pk"))

    class Meta:
        model = Station
        fields = (
            "name", "tier", "sort", "union", "county", "address", "hours_said", "phone", "staff", "opened_on", "state",
        )  # fmt: skip
        empty_text = ""

    caption = pgettext_lazy("network", "Stations")
    IN_THE_BOOK_ONLY = ("address", "county", "sort", "staff", "opened_on")
    """Columns for which a screen has no room."""

    def render_name(self, record: Station) -> SafeString:
        url = reverse("aid:station", args=[record.pk])
        told = (url, record.name, record.get_sort_display(), record.address)
        return format_html('<a href="{}">{}</a><br><small>{} · {}</small>', *told)

    def value_name(self, record: Station) -> str:
        return record.name

    def render_hours_said(self, record: Station) -> str:
        return say(record.hours_said)

    value_hours_said = render_hours_said

    def render_state(self, record: Station) -> SafeString:
        state = _state(record)
        tone = "ls-badge-good" if state is StationState.OPEN else ""
        return format_html('<span class="ls-badge {}">{}</span>', tone, state.label)

    def value_state(self, record: Station) -> str:
        return str(_state(record).label)


def _state(station: Station) -> StationState:
    return StationState.OPEN if station.closed_on is None else StationState.CLOSED


class GapTable(tables.Table):
    """Unions that should have a station and have none, with the nearest one above them."""

    name = tables.Column(
        _("Union"), linkify=("unions:detail", {"pk": tables.A("pk")}), order_by=("search", "pk")
    )
    tier = tables.Column(pgettext_lazy("network", "Level"), order_by=("tier", "path"))
    township = tables.Column(_("Township or street"), order_by=("township", "path"))
    nearest = tables.Column(_("Nearest station above"), empty_values=(), orderable=False)
    phone = tables.Column(_("Telephone of the office"), empty_values=(), orderable=False, attrs=_DAY)

    class Meta:
        model = Union
        fields = ("name", "tier", "township", "nearest", "phone")
        empty_text = ""

    caption = _("Unions without a station")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.above: Mapping[int, Station] = {}

    def render_tier(self, value: str) -> str:
        return str(Tier(value).label)

    value_tier = render_tier

    def render_nearest(self, record: Union) -> Any:
        station = self.above.get(record.pk)
        return format_html("{}<br><small>{}</small>", station.name, station.address) if station else "–"

    def value_nearest(self, record: Union) -> str:
        station = self.above.get(record.pk)
        return f"{station.name} {station.address}" if station else ""

    def render_phone(self, record: Union) -> str:
        station = self.above.get(record.pk)
        return station.phone if station else "–"

    def value_phone(self, record: Union) -> str:
        return self.above[record.pk].phone if record.pk in self.above else ""
