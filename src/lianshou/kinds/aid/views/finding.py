"""What everybody may read without an account: where a station is, and when somebody is there."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lianshou.china.divisions import full_name_of
from lianshou.kinds.aid.forms.network import NearFilter
from lianshou.kinds.aid.queries import network as queries
from lianshou.web.doors import PUBLIC, opens

PER_PAGE = 20
MOST_ON_POSTER = 40


@opens(PUBLIC)
@require_safe
def stations(request: HttpRequest) -> HttpResponse:
    rows, near = queries.public_stations(), NearFilter(request.GET)
    page = Paginator(near.narrowed(rows), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": near,
        "page": page,
        "shown": _with_clock(page.object_list),
        "any": bool(page.object_list) or rows.exists(),
        "county": near.cleaned_data.get("county", ""),
    }
    return render(request, "aid/stations_public.html", context)


@opens(PUBLIC)
@require_safe
def poster(request: HttpRequest) -> HttpResponse:
    """The stations of a county on a sheet of A4, to be put up where people come by."""
    near = NearFilter(request.GET)
    county = near.cleaned_data.get("county", "")
    rows = near.narrowed(queries.public_stations()) if county else queries.public_stations().none()
    context = {
        "filter": near,
        "stations": rows[:MOST_ON_POSTER],
        "county": full_name_of(county) or county,
        "today": timezone.localdate(),
    }
    return render(request, "aid/station_poster.html", context)


def _with_clock(stations: Any) -> list[tuple[Any, bool]]:
    clock = queries.Clock.at(timezone.now())
    return [(station, clock.is_open(station)) for station in stations]
