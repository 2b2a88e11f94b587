from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import ancestors_in_scope, places_within, tops_in_scope, unions_in_scope
from lianshou.kinds.aid.actions import network as actions
from lianshou.kinds.aid.exports.network import network_map
from lianshou.kinds.aid.forms.network import (
    USUAL,
    ClosingForm,
    GapFilter,
    StationFilter,
    StationForm,
    known_station,
)
from lianshou.kinds.aid.models import Station
from lianshou.kinds.aid.queries import coverage
from lianshou.kinds.aid.queries import network as queries
from lianshou.kinds.aid.tables.network import GapTable, StationTable
from lianshou.kinds.aid.views.frame import PER_PAGE
from lianshou.kinds.aid.views.listing import Listed
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook

_STATIONS = Listed(
    table=StationTable,
    off_screen=StationTable.IN_THE_BOOK_ONLY,
    filters=StationFilter,
    rows=lambda request: queries.stations_in_scope(actor=request.user),
    verb="union.view",
)
_WIDE = (Level.NATION, Level.PROVINCE, Level.CITY)
"""Levels whose map would be covered by the names of townships."""


@opens("union.view")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The network of the first union where the reader's posts stand."""
    top = tops_in_scope(actor=request.user).first()
    if top is None:
        raise PermissionDenied("union.view")
    return _network_page(request, top)


@opens("union.view")
@require_safe
def network(request: HttpRequest, pk: int) -> HttpResponse:
    return _network_page(request, _union(request, pk))


@opens("union.view")
@require_safe
def gaps(request: HttpRequest, pk: int) -> HttpResponse:
    union = _union(request, pk)
    rows = coverage.gaps_below(union=union)
    found = _narrowed(request, GapFilter, rows)
    table = RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(GapTable(found.qs))
    table.above = coverage.nearest_above(row.record for row in table.page.object_list)
    context = {
        "union": union,
        "table": table,
        "filter": found,
        "any": rows.exists(),
        **_above(request, union),
    }
    return render(request, "aid/network_gaps.html", context)


@opens("union.view")
@require_safe
def export_gaps(request: HttpRequest, pk: int) -> HttpResponse:
    union = _union(request, pk)
    found = _narrowed(request, GapFilter, coverage.gaps_below(union=union))
    rows = list(found.qs)
    table = GapTable(found.qs)
    RequestConfig(request, paginate=False).configure(table)
    table.above = coverage.nearest_above(rows)
    title = str(table.caption)
    return attachment(
        table_workbook(table, title=title, language=page_language()), f"{union.name} {title}.xlsx"
    )


@opens("union.view")
@require_safe
def stations(request: HttpRequest) -> HttpResponse:
    return _STATIONS.page(request, "aid/stations.html", may_open=may(request.user, "union.edit"))


@opens("union.view")
@require_safe
def export_stations(request: HttpRequest) -> HttpResponse:
    return _STATIONS.book(request)


@opens("union.view")
@require_safe
def station(request: HttpRequest, pk: int) -> HttpResponse:
    return _station_page(request, _station(request, pk))


@opens("union.edit", post="union.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def open_station(request: HttpRequest) -> HttpResponse:
    require(request.user, "union.edit")
    form = StationForm(request.POST or None, actor=request.user, initial=_proposed(request))
    made: list[Station] = []

    def act() -> None:
        made.append(actions.open_station(actor=request.user, now=timezone.now(), **form.facts))

    if request.method == "POST" and _done(request, form, act, _("The station is on record.")):
        return redirect("aid:station", made[0].pk)
    return _form_page(request, form, {"title": _("Open a station")})


@opens("union.edit", post="union.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def change_station(request: HttpRequest, pk: int) -> HttpResponse:
    found = _station(request, pk, verb="union.edit")
    form = StationForm(request.POST or None, actor=request.user, station=found, initial=known_station(found))

    def act() -> None:
        actions.change_station(actor=request.user, station=found, now=timezone.now(), **form.facts)

    if request.method == "POST" and _done(request, form, act, _("Saved.")):
        return redirect("aid:station", pk)
    return _form_page(request, form, {"title": _("Change the station"), "station": found})


@opens("union.edit", post="union.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def close_station(request: HttpRequest, pk: int) -> HttpResponse:
    found = _station(request, pk, verb="union.edit")
    form = ClosingForm(request.POST or None, initial={"closed_on": timezone.localdate()})

    def act() -> None:
        actions.close_station(actor=request.user, station=found, now=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and _done(request, form, act, _("The station is closed.")):
        return redirect("aid:station", pk)
    context = {"form": form, "station": found}
    return render(request, "aid/station_close.html", context, status=422 if form.errors else 200)


def _network_page(request: HttpRequest, union: Union) -> HttpResponse:
    found = coverage.network_of(union=union)
    svg = network_map(
        stations=coverage.stations_on_map(union=union),
        gaps=coverage.gaps_on_map(union=union),
        places=() if union.level in _WIDE else places_within(areas=[union.division_code]),
    )
    context = {
        "union": union,
        "network": found,
        "svg": svg,
        "tops": tops_in_scope(actor=request.user)[:20],
        "may_open": may(request.user, "union.edit", on=union),
        **_above(request, union),
    }
    return render(request, "aid/network.html", context)


def _station_page(request: HttpRequest, found: Station) -> HttpResponse:
    clock = queries.Clock.at(timezone.now())
    context = {
        "station": found,
        "changes": queries.changes_of_station(actor=request.user, station=found),
        "is_open_now": found.closed_on is None and clock.is_open(found),
        "calendar_known": clock.is_working is not None,
        "may_change": found.closed_on is None and may(request.user, "union.edit", on=found.union),
    }
    return render(request, "aid/station.html", context)


def _form_page(request: HttpRequest, form: StationForm, more: dict[str, Any]) -> HttpResponse:
    context = {"form": form} | more
    return render(request, "aid/station_form.html", context, status=422 if form.errors else 200)


def _proposed(request: HttpRequest) -> dict[str, Any]:
    """What a new station starts with: the usual hours, and what the register knows of the union in the address."""
    asked = request.GET.get("union", "")
    union = None
    if asked.isdecimal() and len(asked) < 19:
        union = queries.unions_to_keep(actor=request.user).filter(pk=asked).first()
    known: dict[str, Any] = {"opened_on": timezone.localdate()}
    if union is not None:
        known |= {"union": union.pk, "division_code": union.division_code, "address": union.address}
        known["tier"] = coverage.tier_proposed(union=union)
    return USUAL | known


def _done(request: HttpRequest, form: Any, act: Callable[[], None], words: str) -> bool:
    """Whether a valid form's act was done; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, words)
    return True


def _above(request: HttpRequest, union: Union) -> dict[str, Any]:
    return {"above": ancestors_in_scope(actor=request.user, union=union)}


def _narrowed(request: HttpRequest, filters: Any, rows: Any) -> Any:
    found = filters(request.GET, queryset=rows, request=request)
    found.form.is_valid()
    return found


def _union(request: HttpRequest, pk: int) -> Union:
    return get_object_or_404(unions_in_scope(actor=request.user), pk=pk)


def _station(request: HttpRequest, pk: int, *, verb: str = "union.view") -> Station:
    return get_object_or_404(queries.stations_in_scope(actor=request.user, verb=verb), pk=pk)
