from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from lianshou.kernel.intake.queries import undecided_of
from lianshou.kernel.placement.actions import approve_placements, reopen_placements
from lianshou.kernel.placement.queries import why_not_approve_now, why_not_reopen_now
from lianshou.kinds.pairing import queries
from lianshou.kinds.pairing.views.finding import around, programme_or_404
from lianshou.web.doors import opens


@opens("placement.view")
@require_GET
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk, verb="placement.view")
    context = around(request, programme, tab="approval") | {
        "undecided": undecided_of(programme=programme),
        "checks": queries.checks_of(programme=programme),
        "why_not_approve": why_not_approve_now(
            actor=request.user, programme=programme, today=timezone.localdate()
        ),
        "why_not_reopen": why_not_reopen_now(programme=programme),
    }
    return render(request, "pairing/approval.html", context)


@opens(post="programme.approve")
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    n = approve_placements(actor=request.user, programme=programme, now=timezone.now())
    messages.success(request, ngettext("%(n)d pair approved.", "%(n)d pairs approved.", n) % {"n": n})
    return redirect("pairing:desk", pk)


@opens(post="programme.approve")
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    reopen_placements(actor=request.user, programme=programme, now=timezone.now())
    messages.success(request, _("The programme is in preparation again."))
    return redirect("pairing:desk", pk)
