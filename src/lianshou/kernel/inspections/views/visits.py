from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lianshou.kernel.access.queries import may, require
from lianshou.kernel.inspections import actions, queries
from lianshou.kernel.inspections.forms import MoveForm, VisitFilter, VisitForm
from lianshou.kernel.inspections.models import Visit
from lianshou.kernel.inspections.tables import VisitTable
from lianshou.kernel.inspections.views.frame import done, form_page, list_book, list_page
from lianshou.web.doors import opens


@opens("inspection.view")
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.view")
    rows = queries.visits_in_scope(actor=request.user)
    return list_page(request, "visits", VisitTable, VisitFilter, rows)


@opens("inspection.view")
@require_safe
def export_visits(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.view")
    return list_book(request, VisitTable, VisitFilter, queries.visits_in_scope(actor=request.user))


@opens("inspection.view")
@require_safe
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visit(request, pk)
    context = {
        "visit": found,
        "marks": queries.marks_of(visit=found),
        "findings": queries.findings_in_scope(actor=request.user).filter(visit=found),
        "draw": queries.draw_of(found.plan),
        "lines": queries.lines_of(checklist=found.checklist),
        "records": found.visited_on is None and may(request.user, "inspection.record", on=found.plan.union),
        "moves": found.visited_on is None and may(request.user, "inspection.plan", on=found.plan.union),
        "steps": queries.history(about=found),
    }
    return render(request, "inspections/visit.html", context)


@opens("inspection.plan", post="inspection.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def move_visit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visit(request, pk)
    require(request.user, "inspection.plan", on=found.plan.union)
    form = MoveForm(request.POST or None, initial={"planned_on": found.planned_on})

    def act() -> None:
        actions.move_visit(actor=request.user, visit=found, now=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and done(request, form, act, _("The visit has another day.")):
        return redirect("inspections:visit", pk)
    back = reverse("inspections:visit", args=[pk])
    lead = f"{found.plan} · {found.plan.starts_on} – {found.plan.ends_on}"
    return form_page(request, form, title=_("Another day"), back=back, back_label=str(found.union), lead=lead)


@opens("inspection.record", post="inspection.record")
@require_http_methods(["GET", "HEAD", "POST"])
def record_visit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visit(request, pk)
    require(request.user, "inspection.record", on=found.plan.union)
    lines = list(queries.lines_of(checklist=found.checklist))
    initial = {"visited_on": timezone.localdate()}
    form = VisitForm(request.POST or None, lines=lines, initial=initial)

    def act() -> None:
        said = {name: form.cleaned_data[name] for name in ("visited_on", "words")}
        actions.record_visit(actor=request.user, visit=found, marks=form.marks, now=timezone.now(), **said)

    if request.method == "POST" and done(request, form, act, _("The visit is on record.")):
        return redirect("inspections:visit", pk)
    context = {"visit": found, "form": form}
    return render(request, "inspections/record.html", context, status=422 if form.errors else 200)


def _visit(request: HttpRequest, pk: int) -> Visit:
    return get_object_or_404(queries.visits_in_scope(actor=request.user), pk=pk)
