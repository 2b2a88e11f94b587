from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.intake.models import Filing
from lianshou.kernel.intake.queries import forms_to_correct, speaks_for
from lianshou.kernel.intake.tables.sheets import sheets_of
from lianshou.kernel.review import actions
from lianshou.kernel.review.forms import WordsForm
from lianshou.kernel.review.models import Ascent, Decision
from lianshou.kernel.review.queries import applicants, climbing, rounds
from lianshou.kernel.review.tables import CaseTable
from lianshou.web.doors import ANYONE, CONCERNED, opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens(ANYONE)
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    table = CaseTable(climbing.own_ascents(actor=request.user))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {"table": table, "decisions": rounds.decisions_of_applicant(actor=request.user)[:50]}
    return render(request, "review/cases.html", context)


@opens(ANYONE)
@require_safe
def cases_export(request: HttpRequest) -> HttpResponse:
    table = CaseTable(climbing.own_ascents(actor=request.user))
    name = str(table.caption)
    return attachment(table_workbook(table, title=name, language=page_language()), f"{name}.xlsx")


@opens(CONCERNED)
@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    return _case(request, _own(request, pk))


@opens(post=CONCERNED)
@require_POST
def resubmit(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, _own(request, pk), actions.resubmit, _("Sent for approval again."))


@opens(post=CONCERNED)
@require_POST
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, _own(request, pk), actions.appeal, _("Your appeal is on its way."))


@opens(CONCERNED)
@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    return _decision(request, _own_decision(request, pk))


@opens(post=CONCERNED)
@require_POST
def appeal_decision(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _own_decision(request, pk), WordsForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    try:
        actions.appeal_decision(actor=request.user, decision=found, words=words, now=timezone.now())
    except Refused as refusal:
        form.add_error("words", refusal.sentence)
        return _decision(request, found, form=form)
    messages.success(request, _("Your appeal is on its way."))
    return redirect("review:decision", pk=pk)


def _act(request: HttpRequest, ascent: Ascent, act: Callable[..., Any], said: str) -> HttpResponse:
    form = WordsForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    try:
        act(actor=request.user, ascent=ascent, words=words, now=timezone.now())
    except Refused as refusal:
        form.add_error("words", refusal.sentence)
        return _case(request, ascent, form=form)
    messages.success(request, said)
    return redirect("review:case", pk=ascent.pk)


def _case(request: HttpRequest, ascent: Ascent, **forms: Any) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "ascent": ascent,
        "sheets": sheets_of(actor=request.user, application=ascent.application),
        "corrects": _corrects(request, ascent),
        "returned": applicants.why_returned(application=ascent.application),
        "floors": climbing.floors_of(ascent=ascent),
        "steps": climbing.steps_of(ascent),
        "deeds": climbing.own_deeds_of(actor=request.user, ascent=ascent, today=today),
        "form": WordsForm(),
    }
    return render(request, "review/case.html", context | forms, status=422 if forms else 200)


def _corrects(request: HttpRequest, ascent: Ascent) -> list[Filing]:
    """The forms that the reader can correct and so send up again."""
    found = ascent.application
    if not speaks_for(actor=request.user, union=found.union, person=found.person):
        return []
    return forms_to_correct(application=found)


def _decision(request: HttpRequest, found: Decision, **forms: Any) -> HttpResponse:
    today = timezone.localdate()
    until = found.appeal_until
    context = {
        "decision": found,
        "may_appeal": found.appealed_at is None and until is not None and today <= until,
        "form": WordsForm(),
    }
    return render(request, "review/decision.html", context | forms, status=422 if forms else 200)


def _own(request: HttpRequest, pk: int) -> Ascent:
    return get_object_or_404(climbing.own_ascents(actor=request.user).select_related("ladder"), pk=pk)


def _own_decision(request: HttpRequest, pk: int) -> Decision:
    return get_object_or_404(rounds.decisions_of_applicant(actor=request.user), pk=pk)
