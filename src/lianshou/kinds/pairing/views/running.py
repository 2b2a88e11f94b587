from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lianshou.kernel.placement.actions import start_run
from lianshou.kernel.placement.enums import RunState
from lianshou.kernel.placement.queries import runs_in_scope
from lianshou.kernel.placement.rules import is_stale
from lianshou.kernel.placement.tasks import compute_run
from lianshou.kinds.pairing.views.finding import around, programme_or_404
from lianshou.web.doors import opens
from lianshou.web.fragments import wants_fragment


@opens(post="match.run")
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    made = start_run(
        actor=request.user,
        programme=programme,
        now=timezone.now(),
        enqueue=lambda run: compute_run.enqueue(run),
        keep=request.POST.get("keep") == "1",
    )
    return redirect("pairing:run", pk, made.number)


@opens("placement.view")
@require_GET
def run(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    found = get_object_or_404(runs_in_scope(actor=request.user), programme=programme, number=number)
    under_way = found.state in (RunState.QUEUED, RunState.RUNNING)
    heard_at = found.beat_at or found.asked_at
    result = found.result or {}
    context = around(request, programme, tab="run") | {
        "run": found,
        "under_way": under_way,
        "silent": is_stale(state=found.state, heard_at=heard_at, now=timezone.now()),
        "result": result,
        "warned": [host for host in result.get("hosts", ()) if host["warning"]],
    }
    page = "pairing/run.html#state" if wants_fragment(request) else "pairing/run.html"
    return render(request, page, context)
