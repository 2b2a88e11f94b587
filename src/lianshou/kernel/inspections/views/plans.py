from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.inspections import actions, queries
from lianshou.kernel.inspections.enums import Stage
from lianshou.kernel.inspections.forms import DaysForm, GroupForm, PlanFilter, PlanForm, StratumForm
from lianshou.kernel.inspections.models import Plan
from lianshou.kernel.inspections.tables import PlanTable
from lianshou.kernel.inspections.views.frame import done, form_page, list_book, list_page, sent
from lianshou.web.acting import acted
from lianshou.web.doors import opens


@opens("inspection.view")
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.view")
    rows = queries.plans_in_scope(actor=request.user)
    return list_page(
        request, "plans", PlanTable, PlanFilter, rows, plans=may(request.user, "inspection.plan")
    )


@opens("inspection.view")
@require_safe
def export_plans(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.view")
    return list_book(request, PlanTable, PlanFilter, queries.plans_in_scope(actor=request.user))


@opens("inspection.plan", post="inspection.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def new_plan(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.plan")
    today = timezone.localdate()
    form = PlanForm(request.POST or None, actor=request.user, initial={"starts_on": today, "ends_on": today})
    made: list[Plan] = []

    def act() -> None:
        made.append(actions.make_plan(actor=request.user, now=timezone.now(), **form.cleaned_data))

    if request.method == "POST" and done(request, form, act, _("Planned. Now set its groups and strata.")):
        return redirect("inspections:plan", made[0].pk)
    return form_page(
        request,
        form,
        title=_("Plan an inspection"),
        back=reverse("inspections:plans"),
        back_label=_("Inspections"),
    )


@opens("inspection.view", is_shared=True)
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _plan(request, pk))


@opens(post="inspection.plan")
@require_POST
def group(request: HttpRequest, pk: int) -> HttpResponse:
    found = _plan(request, pk)
    require(request.user, "inspection.plan", on=found.union)
    form = GroupForm(request.POST, prefix="group", actor=request.user, plan=found)

    def act() -> None:
        actions.set_group(actor=request.user, plan=found, now=timezone.now(), **form.facts)

    return sent(
        request, form, act, _("The group is set."),
        to=("inspections:plan", pk), again=lambda: _page(request, found, group_form=form),
    )  # fmt: skip


@opens(post="inspection.plan")
@require_POST
def stratum(request: HttpRequest, pk: int) -> HttpResponse:
    found = _plan(request, pk)
    require(request.user, "inspection.plan", on=found.union)
    form = StratumForm(request.POST, prefix="stratum", actor=request.user)

    def act() -> None:
        actions.set_stratum(actor=request.user, plan=found, now=timezone.now(), **form.cleaned_data)

    return sent(
        request, form, act, _("The stratum is set."),
        to=("inspections:plan", pk), again=lambda: _page(request, found, stratum_form=form),
    )  # fmt: skip


@opens(post="inspection.plan")
@require_POST
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    found = _plan(request, pk)
    require(request.user, "inspection.plan", on=found.union)
    return acted(
        request,
        lambda: actions.announce_draw(actor=request.user, plan=found, now=timezone.now()),
        _("The hash of the seed is told, and the candidates are frozen."),
        "inspections:plan",
        pk,
    )


@opens(post="inspection.plan")
@require_POST
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    found = _plan(request, pk)
    require(request.user, "inspection.plan", on=found.union)
    return acted(
        request,
        lambda: actions.draw_units(actor=request.user, plan=found, now=timezone.now()),
        _("Drawn. The seed is told, and everybody can compute it again."),
        "inspections:lots",
        pk,
    )


@opens(post="inspection.plan")
@require_POST
def discard_plan(request: HttpRequest, pk: int) -> HttpResponse:
    found = _plan(request, pk)
    require(request.user, "inspection.plan", on=found.union)
    try:
        actions.discard_plan(actor=request.user, plan=found, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("inspections:plan", pk)
    messages.success(request, _("The plan is thrown away."))
    return redirect("inspections:plans")


@opens("inspection.view", is_shared=True)
@require_safe
def lots(request: HttpRequest, pk: int) -> HttpResponse:
    found = _plan(request, pk)
    drawing = queries.draw_of(found)
    if drawing is None:
        return redirect("inspections:plan", pk)
    context = {
        "plan": found,
        "draw": drawing,
        "result": queries.result_of(drawing),
        "draws": found.stage == Stage.ANNOUNCED and may(request.user, "inspection.plan", on=found.union),
    }
    return render(request, "inspections/draw.html", context)


@opens("inspection.view", is_shared=True)
@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    drawing = queries.draw_of(_plan(request, pk))
    if drawing is None or drawing.drawn_at is None:
        raise Http404
    answer = JsonResponse(queries.proof_of(drawing), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="draw-{pk}.json"'
    return answer


@opens("inspection.plan", post="inspection.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def fix(request: HttpRequest, pk: int) -> HttpResponse:
    found = _plan(request, pk)
    require(request.user, "inspection.plan", on=found.union)
    unions = [union for one in queries.groups_of(plan=found) for union in one.covers.all()]
    form = DaysForm(request.POST or None, plan=found, unions=unions)

    def act() -> None:
        over = form.cleaned_data["over_reason"]
        actions.fix_visits(
            actor=request.user, plan=found, days=form.days, now=timezone.now(), over_reason=over
        )

    if request.method == "POST" and done(request, form, act, _("The visits are fixed.")):
        return redirect("inspections:plan", pk)
    back = reverse("inspections:plan", args=[pk])
    return form_page(request, form, title=_("Fix the visits"), back=back, back_label=found.title)


def _plan(request: HttpRequest, pk: int) -> Plan:
    return get_object_or_404(queries.plans_in_scope(actor=request.user), pk=pk)


def _page(request: HttpRequest, found: Plan, **forms: Any) -> HttpResponse:
    actor = request.user
    plans = may(actor, "inspection.plan", on=found.union)
    context: dict[str, Any] = {
        "plan": found,
        "groups": queries.groups_of(plan=found),
        "strata": queries.strata_of(plan=found),
        "draw": queries.draw_of(found),
        "visits": queries.visits_in_scope(actor=actor).filter(plan=found),
        "steps": queries.history(about=found),
        "plans": plans,
        "prepares": plans and found.stage == Stage.PREPARING,
        "draws": plans and found.stage == Stage.ANNOUNCED,
        "fixes": plans and found.stage == Stage.DRAWN,
    }
    if plans:
        context["group_form"] = GroupForm(prefix="group", actor=actor, plan=found)
        context["stratum_form"] = StratumForm(prefix="stratum", actor=actor)
    return render(request, "inspections/plan.html", context | forms, status=422 if forms else 200)
