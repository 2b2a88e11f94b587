from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianshou.core.kinds import registry
from lianshou.core.refusals import Refused
from lianshou.kernel.audit.enums import verb_said
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.placement.models import MatchRun
from lianshou.kernel.placement.queries import comes_out_the_same, runs_in_scope
from lianshou.web.doors import opens
from lianshou.web.workbooks import attachment

MOST_AT_ONCE = 500
"""Placements of a run that is computed again while the reader waits; more are left to the command."""


@opens("placement.view")
@require_GET
def run(request: HttpRequest, pk: int) -> HttpResponse:
    found = _run(request, pk)
    context = {
        "run": found,
        "programme": found.programme,
        "home": registry[found.programme.kind].home(found.programme_id),
        "history": [(line, verb_said(line.verb)) for line in history_of(found)[:20]],
    }
    return render(request, "placement/run.html", context)


@opens("placement.view")
@require_GET
def frozen_input(request: HttpRequest, pk: int) -> HttpResponse:
    found = _run(request, pk)
    return _json(found.input, f"run-{found.number}-input.json")


@opens("placement.view")
@require_GET
def result(request: HttpRequest, pk: int) -> HttpResponse:
    found = _run(request, pk)
    if found.result is None:
        raise Http404("no result")
    return _json(found.result, f"run-{found.number}-result.json")


@opens(post="placement.view")
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    found = _run(request, pk)
    if found.total > MOST_AT_ONCE:
        messages.info(
            request, _("So large a run is computed again on the machine: lianshou rerun %(pk)s.") % {"pk": pk}
        )
        return redirect("placement:run", pk=pk)
    try:
        same = comes_out_the_same(run=found)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        words = _("Computed again from the frozen input: the same pairs, with the same reasons.")
        differs = _("Computed again from the frozen input: the result differs from the one on record.")
        (messages.success if same else messages.error)(request, words if same else differs)
    return redirect("placement:run", pk=pk)


def _run(request: HttpRequest, pk: int) -> MatchRun:
    return get_object_or_404(runs_in_scope(actor=request.user), pk=pk)


def _json(value: Any, name: str) -> HttpResponse:
    content = json.dumps(value, ensure_ascii=False, indent=2).encode()
    return attachment(content, name, content_type="application/json")
