from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.kernel.access.queries import may, require
from lianshou.kernel.inspections import actions, queries
from lianshou.kernel.inspections.forms import (
    FieldVisitFilter,
    FieldVisitForm,
    ProblemFilter,
    ProblemForm,
    SolutionForm,
)
from lianshou.kernel.inspections.models import FieldVisit
from lianshou.kernel.inspections.tables import FieldVisitTable, ProblemTable
from lianshou.kernel.inspections.views.frame import done, form_page, list_book, list_page, sent
from lianshou.web.doors import opens


@opens("inspection.view")
@require_safe
def field_visits(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.view")
    rows = queries.field_visits_in_scope(actor=request.user)
    records = may(request.user, "inspection.record")
    return list_page(request, "field_visits", FieldVisitTable, FieldVisitFilter, rows, records=records)


@opens("inspection.view")
@require_safe
def export_field_visits(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.view")
    rows = queries.field_visits_in_scope(actor=request.user)
    return list_book(request, FieldVisitTable, FieldVisitFilter, rows)


@opens("inspection.record", post="inspection.record")
@require_http_methods(["GET", "HEAD", "POST"])
def new_field_visit(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.record")
    initial = {"visited_on": timezone.localdate()}
    form = FieldVisitForm(request.POST or None, actor=request.user, initial=initial)
    made: list[FieldVisit] = []

    def act() -> None:
        made.append(actions.record_field_visit(actor=request.user, now=timezone.now(), **form.facts))

    said = _("The field visit is on record. Add the problems that were raised.")
    if request.method == "POST" and done(request, form, act, said):
        return redirect("inspections:field_visit", made[0].pk)
    back = reverse("inspections:field_visits")
    title = _("Record a field visit")
    return form_page(request, form, title=title, back=back, back_label=_("Going down to help"))


@opens("inspection.view")
@require_safe
def field_visit(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _field_visit(request, pk))


@opens(post="inspection.record")
@require_POST
def raise_problem(request: HttpRequest, pk: int) -> HttpResponse:
    found = _field_visit(request, pk)
    require(request.user, "inspection.record", on=found.home)
    form = ProblemForm(request.POST, prefix="problem", actor=request.user)

    def act() -> None:
        actions.raise_problem(actor=request.user, visit=found, now=timezone.now(), **form.cleaned_data)

    return sent(
        request, form, act, _("The problem is taken down."),
        to=("inspections:field_visit", pk), again=lambda: _page(request, found, problem_form=form),
    )  # fmt: skip


@opens("inspection.mend", post="inspection.mend")
@require_http_methods(["GET", "HEAD", "POST"])
def solve(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.problems_in_scope(actor=request.user), pk=pk)
    require(request.user, "inspection.mend", on=queries.where_solved(actor=request.user, problem=found))
    form = SolutionForm(request.POST or None, initial={"solved_on": timezone.localdate()})

    def act() -> None:
        actions.solve_problem(actor=request.user, problem=found, now=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and done(request, form, act, _("The problem is solved.")):
        return redirect("inspections:field_visit", found.visit_id)
    back = reverse("inspections:field_visit", args=[found.visit_id])
    return form_page(
        request,
        form,
        title=_("Solve the problem"),
        back=back,
        back_label=str(found.visit.union),
        lead=found.text,
    )


@opens("inspection.view")
@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.view")
    rows = queries.problems_in_scope(actor=request.user)
    return list_page(request, "problems", ProblemTable, ProblemFilter, rows)


@opens("inspection.view")
@require_safe
def export_problems(request: HttpRequest) -> HttpResponse:
    require(request.user, "inspection.view")
    return list_book(request, ProblemTable, ProblemFilter, queries.problems_in_scope(actor=request.user))


def _field_visit(request: HttpRequest, pk: int) -> FieldVisit:
    return get_object_or_404(queries.field_visits_in_scope(actor=request.user), pk=pk)


def _page(request: HttpRequest, found: FieldVisit, **forms: Any) -> HttpResponse:
    records = may(request.user, "inspection.record", on=found.home)
    problems = [
        (one, queries.solves(actor=request.user, problem=one)) for one in queries.problems_of(visit=found)
    ]
    context: dict[str, Any] = {"visit": found, "problems": problems, "records": records}
    if records:
        context["problem_form"] = ProblemForm(prefix="problem", actor=request.user)
    return render(request, "inspections/field_visit.html", context | forms, status=422 if forms else 200)
