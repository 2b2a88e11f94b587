from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianshou.kernel.placement import actions
from lianshou.kernel.placement.enums import Verdict
from lianshou.kernel.placement.queries import holds_in_scope
from lianshou.kinds.pairing.views.finding import (
    application_or_404,
    number_in,
    opening_or_404,
    programme_or_404,
)
from lianshou.web.acting import back_to
from lianshou.web.doors import opens


@opens(post="placement.edit")
@require_POST
def hold(request: HttpRequest, pk: int, application: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    guest = application_or_404(request, programme, application)
    host = opening_or_404(request, programme, number_in(request.POST.get("opening", "")))
    verdict = Verdict.LOCK if request.POST.get("verdict") == Verdict.LOCK else Verdict.FORBID
    actions.hold(
        actor=request.user,
        application=guest,
        opening=host,
        verdict=verdict,
        reason=request.POST.get("reason", ""),
        now=timezone.now(),
    )
    if verdict == Verdict.LOCK:
        messages.success(request, _("Locked: the next matching keeps these two together."))
    else:
        messages.warning(
            request, _("Kept apart from the next matching on. Match again, or move the guest now.")
        )
    return redirect(_back(request, pk))


@opens(post="placement.edit")
@require_POST
def release(request: HttpRequest, pk: int, hold: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    found = get_object_or_404(holds_in_scope(actor=request.user), pk=hold, programme=programme)
    actions.release(actor=request.user, hold=found, now=timezone.now())
    messages.success(request, _("Released: the next matching decides freely."))
    return redirect(_back(request, pk))


def _back(request: HttpRequest, pk: int) -> str:
    """Where the form came from; else the pairs."""
    return back_to(request, reverse("pairing:pairs", args=[pk]))
