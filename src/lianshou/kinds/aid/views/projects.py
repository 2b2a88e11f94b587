"""Aid projects: the list, one project, and giving from it to one household or many."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kinds.aid import actions
from lianshou.kinds.aid.enums import Nature
from lianshou.kinds.aid.forms.aid_narrowing import CandidateFilter, ProjectFilter
from lianshou.kinds.aid.forms.aiding import ChangeProjectForm, GiveForm, GiveManyForm, ProjectForm
from lianshou.kinds.aid.models import AidProject, Household
from lianshou.kinds.aid.queries import aiding as queries
from lianshou.kinds.aid.queries import programmes_of_kind
from lianshou.kinds.aid.tables import AidTable, ProjectTable
from lianshou.kinds.aid.views.frame import PER_PAGE, household_for
from lianshou.kinds.aid.views.listing import Listed
from lianshou.web.acting import acted
from lianshou.web.doors import opens

_FORM = ["GET", "HEAD", "POST"]
AT_ONCE = 50


_LIST = Listed(
    table=ProjectTable,
    off_screen=("ceiling_fen",),
    filters=ProjectFilter,
    rows=lambda request: queries.projects_listed(actor=request.user),
)


@opens("person.view")
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    any_closed = queries.projects_listed(actor=request.user).exclude(closed_on=None).exists()
    return _LIST.page(
        request,
        "aid/aiding/projects.html",
        without=() if any_closed else ("closed_on",),
        enters=may(request.user, "placement.edit"),
    )


@opens("person.view")
@require_safe
def export_projects(request: HttpRequest) -> HttpResponse:
    return _LIST.book(request)


@opens("placement.edit", post="placement.edit")
@require_http_methods(_FORM)
def enter_project(request: HttpRequest) -> HttpResponse:
    require(request.user, "placement.edit")
    programme = queries.programmes_to_help_in(actor=request.user).first()
    sorts = queries.sorts_for(union=programme.union, on=timezone.localdate()) if programme else {}
    start = {"programme": programme, "sort": request.GET.get("sort", "")}
    form = ProjectForm(request.POST or None, actor=request.user, sorts=sorts, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enter_project(actor=request.user, now=timezone.now(), **form.told)
        except Refused as refused:
            form.blame(refused)
        else:
            messages.success(request, _("The project is entered; now choose whom it helps."))
            return redirect("aid:project", made.pk)
    context = {"form": form, "programme": programme, "sorts": sorts.values()}
    return render(request, "aid/aiding/enter.html", context, status=422 if form.errors else 200)


@opens("person.view", is_shared=True)
@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    found = project_for(request, pk)
    edits = may(request.user, "placement.edit", on=found.union) and found.closed_on is None
    return _project(request, found, ChangeProjectForm(initial=_told(found)) if edits else None)


@opens(post="placement.edit")
@require_POST
def change_project(request: HttpRequest, pk: int) -> HttpResponse:
    found = project_for(request, pk)
    require(request.user, "placement.edit", on=found.union)
    form = ChangeProjectForm(request.POST, initial=_told(found))
    if form.is_valid():
        try:
            actions.change_project(actor=request.user, project=found, now=timezone.now(), **form.told)
        except Refused as refused:
            form.blame(refused)
        else:
            messages.success(request, _("The project is changed."))
            return redirect("aid:project", found.pk)
    return _project(request, found, form)


def _project(request: HttpRequest, found: AidProject, form: ChangeProjectForm | None) -> HttpResponse:
    """What a project is, what was planned and given from it; ``form`` to change it, for whoever may."""
    aids = queries.aids_in_scope(actor=request.user).filter(project=found)
    programmes = programmes_of_kind(actor=request.user, verb="placement.view")
    table = RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(
        AidTable(aids, exclude=("project", "sort", "year"))
    )
    context = {
        "project": found,
        "ceiling": queries.ceiling_said(found),
        "form": form,
        "edits": form is not None,
        "table": table,
        "counted": queries.counted(queries.without_cancelled(aids)),
        "helped": queries.counted(aids.filter(state="given")).households,
        "budgets": [
            queries.budget_said(one) for one in queries.budgets_of_project(actor=request.user, project=found)
        ],
        "is_money": found.nature == Nature.MONEY,
        "is_above": not may(request.user, "person.view", on=found.union),
        "sees_programme": programmes.filter(pk=found.programme_id).exists(),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "aid/aiding/project.html", context, status=status)


def _told(found: AidProject) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(found, name) for name in ("title", "document_no")}
    return told | {"ceiling_fen": found.ceiling_fen or None, "wished": found.wished or None}


@opens(post="placement.edit")
@require_POST
def close_project(request: HttpRequest, pk: int) -> HttpResponse:
    found = project_for(request, pk, verb="placement.edit")
    return acted(
        request,
        lambda: actions.close_project(actor=request.user, project=found, now=timezone.now()),
        _("The project is closed; nothing more is planned from it."),
        "aid:project",
        found.pk,
    )


@opens("placement.edit", post="placement.edit")
@require_http_methods(_FORM)
def give_many(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose households of a page, plan for all that are ticked or none."""
    found = project_for(request, pk, verb="placement.edit")
    rows = queries.households_to_help(actor=request.user, project=found)
    narrowed = CandidateFilter(request.GET, queryset=rows, request=request, year=found.year)
    narrowed.form.is_valid()
    ordered = narrowed.qs.order_by("union_path", "head__search", "pk")
    page = Paginator(ordered, AT_ONCE).get_page(request.GET.get("page"))
    candidates = queries.candidates_among(project=found, households=list(page.object_list))
    form = GiveManyForm(request.POST or None, actor=request.user, project=found, candidates=candidates)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_aids(
                actor=request.user, project=found, new=form.new, budget=form.budget, now=timezone.now()
            )
        except Refused as refused:
            form.blame(refused)
        else:
            _say_planned(request, found, len(made), sum(bool(one.why_not) for one in candidates))
            return redirect("aid:project", found.pk)
    context = {
        "project": found,
        "ceiling": queries.ceiling_said(found),
        "form": form,
        "filter": narrowed,
        "page": page,
        "any": rows.exists(),
        "is_money": found.nature == Nature.MONEY,
        "free": sum(not one.why_not for one in candidates),
    }
    return render(request, "aid/aiding/give_many.html", context, status=422 if form.errors else 200)


def _say_planned(request: HttpRequest, found: AidProject, made: int, left_out: int) -> None:
    said = ngettext("Planned for %(n)d person.", "Planned for %(n)d persons.", made) % {"n": made}
    if found.nature == Nature.MONEY:
        said += _("Another person approves the payments now.")
    messages.success(request, said)
    if left_out:
        words = ngettext(
            "%(n)d household of the page could not be chosen, for the reason beside it.",
            "%(n)d households of the page could not be chosen, for the reasons beside them.",
            left_out,
        )
        messages.info(request, words % {"n": left_out})


@opens("placement.edit", post="placement.edit")
@sensitive_post_parameters("account")
@require_http_methods(_FORM)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Aid for one household: first from which project, then how much and for whom."""
    found = household_for(request, pk, verb="placement.edit")
    several = list(queries.projects_for(household=found, year=timezone.localdate().year))
    asked = request.GET.get("project", "")
    chosen = next((one for one in several if str(one.pk) == asked), None)
    if chosen is None:
        rows = [(one, queries.plans_from(actor=request.user, project=one)) for one in several]
        context: dict[str, Any] = {"household": found, "projects": rows}
        context |= queries.panel_of(actor=request.user, household=found, aids=queries.aids_of(found))
        return render(request, "aid/aiding/choose.html", context)
    return _give_from(request, found, chosen)


def _give_from(request: HttpRequest, found: Household, chosen: AidProject) -> HttpResponse:
    candidate = queries.candidates_among(project=chosen, households=[found])[0]
    form = GiveForm(request.POST or None, actor=request.user, project=chosen, candidate=candidate)
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan_aids(
                actor=request.user, project=chosen, new=form.new, budget=form.budget, now=timezone.now()
            )
        except Refused as refused:
            form.blame(refused)
        else:
            _say_planned(request, chosen, 1, 0)
            return redirect("aid:household", found.pk)
    context = {
        "household": found,
        "project": chosen,
        "ceiling": queries.ceiling_said(chosen),
        "candidate": candidate,
        "form": form,
        "plans": queries.plans_from(actor=request.user, project=chosen),
        "has_budget": form.has_budget,
    }
    answer = render(request, "aid/aiding/give.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def project_for(request: HttpRequest, pk: int, *, verb: str = "person.view") -> AidProject:
    """The project, where the reader may do ``verb``, or look at it; else 404."""
    reads = verb == "person.view"
    found = (
        queries.projects_to_read(actor=request.user)
        if reads
        else queries.projects_in_scope(actor=request.user, verb=verb)
    )
    return get_object_or_404(found, pk=pk)
