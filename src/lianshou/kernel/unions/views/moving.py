from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.unions import actions, queries
from lianshou.kernel.unions.forms import MoveForm
from lianshou.kernel.unions.models import Union
from lianshou.web.doors import opens
from lianshou.web.fragments import wants_fragment

_MOST = 20


@opens("union.move", post="union.move")
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    return _resettle(request, pk, merging=False)


@opens("union.move", post="union.move")
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    return _resettle(request, pk, merging=True)


def _resettle(request: HttpRequest, pk: int, *, merging: bool) -> HttpResponse:
    """Choose where to, look at what goes along, say why."""
    union = get_object_or_404(queries.unions_in_scope(actor=request.user, verb="union.move"), pk=pk)
    require(request.user, "union.move", on=queries.parent_of(union=union) or union)
    asked = (request.POST if request.method == "POST" else request.GET).get("to", "")
    if not asked:
        return _choose(request, union, merging=merging)
    goals = queries.unions_in_scope(actor=request.user, verb="union.move")
    goal = get_object_or_404(goals, pk=asked if asked.isdigit() else 0)
    form = MoveForm(request.POST if request.method == "POST" else None, initial={"to": goal.pk})
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(request, union, goal, words=form.cleaned_data["reason"], merging=merging)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return redirect("unions:detail", union.pk)
    at_hand = queries.merge_at_hand if merging else queries.move_at_hand
    plan = at_hand(actor=request.user, union=union, goal=goal)
    context = {"union": union, "goal": goal, "plan": plan, "form": form, "merging": merging}
    return render(request, "unions/move.html", context, status=422 if form.errors else 200)


def _choose(request: HttpRequest, union: Union, *, merging: bool) -> HttpResponse:
    words = request.GET.get("q", "")
    goals = queries.goals_of(actor=request.user, union=union, words=words, merging=merging)
    found = list(goals[: _MOST + 1])
    context = {"union": union, "words": words, "found": found[:_MOST], "more": len(found) > _MOST}
    template = "unions/move_to.html#found" if wants_fragment(request) else "unions/move_to.html"
    return render(request, template, {**context, "merging": merging})


def _carry_out(request: HttpRequest, union: Union, goal: Union, *, words: str, merging: bool) -> None:
    told: dict[str, Any] = {"actor": request.user, "now": timezone.now(), "reason": words}
    if merging:
        actions.merge_unions(from_union=union, into=goal, **told)
        said = _("“%(name)s” has been merged into “%(goal)s”.")
    else:
        actions.move_union(union=union, new_parent=goal, **told)
        said = _("“%(name)s” now stands below “%(goal)s”.")
    messages.success(request, said % {"name": union.name, "goal": goal.name})
