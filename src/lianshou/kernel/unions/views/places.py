from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig, Table

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.unions import actions, queries
from lianshou.kernel.unions.exports import blank_book
from lianshou.kernel.unions.forms import PlacesForm
from lianshou.kernel.unions.rules import LISTS, PlaceList
from lianshou.kernel.unions.tables import IndustryTable, PlaceTable, ZoneTable
from lianshou.web.doors import opens
from lianshou.web.workbooks import attachment

_ENTER = {
    "places": actions.enter_places,
    "zones": actions.enter_zones,
    "industries": actions.enter_industries,
}


@opens("place.import")
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    require(request.user, "place.import")
    slug = request.GET.get("list", "places")
    return _page(request, slug, _form(request, slug))


@opens(post="place.import")
@require_POST
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    listing = _listing(slug)
    require(request.user, listing.verb)
    form = _form(request, slug)
    if form.is_valid():
        try:
            count = _ENTER[slug](actor=request.user, rows=form.rows, now=timezone.now())
        except Refused as refused:
            form.add_error("file", refused.sentence)
        else:
            said = ngettext("%(n)s row is entered.", "%(n)s rows are entered.", count)
            messages.success(request, said % {"n": count})
            return redirect(f"{reverse('unions:places')}?list={slug}")
    return _page(request, slug, form)


@opens("place.import")
@require_safe
def template(request: HttpRequest, slug: str) -> HttpResponse:
    require(request.user, "place.import")
    return attachment(blank_book(_listing(slug)), f"{slug}.xlsx")


def _listing(slug: str) -> PlaceList:
    if slug not in LISTS:
        raise Http404(slug)
    return LISTS[slug]


def _form(request: HttpRequest, slug: str) -> PlacesForm:
    areas = queries.own_areas(actor=request.user, verb="place.import")
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return PlacesForm(*data, listing=_listing(slug), areas=areas)


def _page(request: HttpRequest, slug: str, form: PlacesForm) -> HttpResponse:
    table = RequestConfig(request, paginate={"per_page": 25}).configure(_table(request, slug))
    context = {
        "slug": slug,
        "lists": LISTS,
        "listing": LISTS[slug],
        "form": form,
        "table": table,
    }
    return render(request, "unions/places.html", context, status=422 if form.errors else 200)


def _table(request: HttpRequest, slug: str) -> Table:
    areas: dict[str, Any] = {"areas": queries.own_areas(actor=request.user, verb="place.import")}
    if slug == "places":
        return PlaceTable(queries.places_within(**areas))
    return (
        ZoneTable(queries.zones_within(**areas))
        if slug == "zones"
        else IndustryTable(queries.finer_industries())
    )
