from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.review import actions
from lianshou.kernel.review.enums import AssignmentState
from lianshou.kernel.review.forms import AssignmentFilter, MarkForm, WordsForm
from lianshou.kernel.review.models import Assignment
from lianshou.kernel.review.queries import conflicts
from lianshou.kernel.review.queries import rounds as queries
from lianshou.kernel.review.rules import why_not_mark
from lianshou.kernel.review.tables import AssignmentTable
from lianshou.web.doors import CONCERNED, opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("review.mark")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    require(request.user, "review.mark")
    everything = queries.assignments_of(actor=request.user)
    found, waiting = _narrowed(request), queries.assignments_waiting(everything).count()
    table = RequestConfig(request, paginate={"per_page": 25}).configure(AssignmentTable(found.qs))
    context = {
        "table": table,
        "filter": found,
        "show": request.GET.get("show", ""),
        "waiting": waiting,
        "done": everything.filter(state=AssignmentState.DONE).count(),
    }
    return render(request, "review/mine.html", context)


@opens("review.mark")
@require_safe
def mine_export(request: HttpRequest) -> HttpResponse:
    require(request.user, "review.mark")
    table = AssignmentTable(_narrowed(request).qs)
    name = str(table.caption)
    return attachment(table_workbook(table, title=name, language=page_language()), f"{name}.xlsx")


@opens(CONCERNED, post=CONCERNED)
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = _assignment(request, pk)
    form = _form(request.POST if request.method == "POST" else None, assignment)
    if request.method == "POST" and form.is_valid():
        finish = "draft" not in request.POST
        try:
            actions.give_marks(
                actor=request.user,
                assignment=assignment,
                marks=form.marks,
                comments=form.comments,
                note=form.cleaned_data["note"],
                finish=finish,
                now=timezone.now(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _after(request, assignment, finish)
    return _page(request, assignment, form)


@opens(post=CONCERNED)
@require_POST
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    assignment, form = _assignment(request, pk), WordsForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    try:
        actions.declare_conflict(actor=request.user, assignment=assignment, words=words, now=timezone.now())
    except Refused as refusal:
        form.add_error("words", refusal.sentence)
        return _page(request, assignment, _form(None, assignment), conflict_form=form)
    messages.success(request, _("Thank you. Somebody else reviews this application."))
    return redirect("review:mine")


def _after(request: HttpRequest, assignment: Assignment, finish: bool) -> HttpResponse:
    if not finish:
        messages.success(request, _("Kept. The marks count when you give them all."))
        return redirect("review:mark", pk=assignment.pk)
    messages.success(request, _("Your marks are given."))
    waiting = queries.assignments_waiting(queries.assignments_of(actor=request.user))
    following = waiting.filter(reviewer=assignment.reviewer_id).first()
    return redirect("review:mark", pk=following.pk) if following else redirect("review:mine")


def _page(request: HttpRequest, assignment: Assignment, form: MarkForm, **forms: Any) -> HttpResponse:
    round = assignment.reviewer.round
    own = queries.assignments_of(actor=request.user).filter(reviewer=assignment.reviewer_id)
    reason = why_not_mark(
        own=True,
        state=round.state,
        assignment=assignment.state,
        today=timezone.localdate(),
        opens_on=round.opens_on,
        closes_on=round.closes_on,
        barred=queries.is_barred(assignment),
    )
    context = {
        "assignment": assignment,
        "round": round,
        "label": queries.label_of(assignment),
        "words": [] if round.is_blind else conflicts.words_of(assignment.application.union),
        "facts": queries.facts_of(assignment),
        "form": form,
        "reason": reason,
        "number": own.filter(state=AssignmentState.DONE).count(),
        "total": own.count(),
        "conflict_form": WordsForm(),
    }
    failed = bool(form.errors or forms)
    return render(request, "review/mark.html", context | forms, status=422 if failed else 200)


def _form(data: Any, assignment: Assignment) -> MarkForm:
    criteria = assignment.reviewer.round.criteria.all()
    return MarkForm(data, criteria=criteria, marks=queries.marks_of(assignment), note=assignment.note)


def _assignment(request: HttpRequest, pk: int) -> Assignment:
    return get_object_or_404(queries.assignments_of(actor=request.user), pk=pk)


def _narrowed(request: HttpRequest) -> AssignmentFilter:
    rows = queries.assignments_of(actor=request.user)
    if request.GET.get("show") == "done":
        rows = rows.filter(state=AssignmentState.DONE)
    else:
        rows = queries.assignments_waiting(rows)
    found = AssignmentFilter(request.GET, queryset=rows, request=request)
    found.form.is_valid()
    return found
