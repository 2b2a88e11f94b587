"""What everybody may ask without logging in; nothing of it is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lianshou.kinds.aid.forms.self_test import SelfTestForm
from lianshou.kinds.aid.queries.network import region_served, station_of
from lianshou.kinds.aid.queries.public import probable_outcome
from lianshou.kinds.aid.rules.computing import papers_needed
from lianshou.web.doors import PUBLIC, opens


@opens(PUBLIC, post=PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@cache_control(no_store=True)
def self_test(request: HttpRequest) -> HttpResponse:
    """The answer stands on the page that it was asked on, and nowhere else: no row, no session, no line of a log."""
    form = SelfTestForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        facts = form.facts
        context["outcome"] = probable_outcome(facts=facts, region=form.region, today=timezone.localdate())
        context["papers"] = papers_needed(facts)
        context["federation"] = form.chosen
        context["station"] = station_of(form.chosen) if form.chosen else None
        context["county"] = region_served(form.region)
    return render(request, "aid/public/self_test.html", context, status=422 if form.errors else 200)
