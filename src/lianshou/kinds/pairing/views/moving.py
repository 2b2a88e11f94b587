from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.models import Opening
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.pairing import actions, queries
from lianshou.kinds.pairing.forms import ReasonForm
from lianshou.kinds.pairing.views.finding import (
    application_or_404,
    around,
    number_in,
    opening_or_404,
    programme_or_404,
)
from lianshou.web.doors import opens
from lianshou.web.fragments import wants_fragment


@opens("placement.edit")
@require_GET
def move(request: HttpRequest, pk: int, application: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    require(request.user, "placement.edit", on=programme.union)
    guest = application_or_404(request, programme, application)
    asked = number_in(request.GET.get("to", ""))
    to = opening_or_404(request, programme, asked) if asked else None
    return _page(request, programme, guest, to, ReasonForm())


@opens(post="placement.edit")
@require_POST
def confirm_move(request: HttpRequest, pk: int, application: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    require(request.user, "placement.edit", on=programme.union)
    guest = application_or_404(request, programme, application)
    to = opening_or_404(request, programme, number_in(request.POST.get("to", "")))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, programme, guest, to, form)
    try:
        placed = actions.move_guest(
            actor=request.user,
            application=guest,
            opening=to,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, programme, guest, to, form)
    messages.success(
        request,
        _("%(guest)s is with %(host)s now, and is kept there by the next matching.")
        % {"guest": guest.union.name, "host": to.union.name},
    )
    return redirect("pairing:pair", pk, placed.pk)


def _page(
    request: HttpRequest, programme: Programme, guest: Application, to: Opening | None, form: ReasonForm
) -> HttpResponse:
    offer = queries.choices_of(programme=programme, application=guest, to=to)
    context: dict[str, Any] = around(request, programme, tab="pairs") | {
        "application": guest,
        "to": to,
        "form": form,
        "offer": offer,
    }
    page = "pairing/move.html#price" if wants_fragment(request) else "pairing/move.html"
    return render(request, page, context, status=422 if form.errors else 200)
