from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from lianshou.kernel.placement.queries import live_placements
from lianshou.kinds.pairing import queries
from lianshou.kinds.pairing.views.finding import (
    application_or_404,
    around,
    opening_or_404,
    programme_or_404,
)
from lianshou.web.doors import opens


@opens("placement.view")
@require_GET
def host(request: HttpRequest, pk: int, opening: int) -> HttpResponse:
    programme = programme_or_404(request, pk, verb="placement.view")
    found = opening_or_404(request, programme, opening)
    context = around(request, programme, tab="hosts") | {
        "opening": found,
        "placements": live_placements(programme=programme)
        .filter(opening=found)
        .order_by("application__union__search"),
        "explained": queries.host_explained(programme=programme, host=found.pk),
    }
    return render(request, "pairing/host.html", context)


@opens("placement.view")
@require_GET
def guest(request: HttpRequest, pk: int, application: int) -> HttpResponse:
    programme = programme_or_404(request, pk, verb="placement.view")
    found = application_or_404(request, programme, application)
    placed = live_placements(programme=programme).filter(application=found).first()
    if placed is not None:
        return redirect("pairing:pair", pk, placed.pk)
    context = around(request, programme, tab="pairs") | {
        "application": found,
        "explained": queries.guest_explained(programme=programme, guest=found.pk),
    }
    return render(request, "pairing/guest.html", context)
