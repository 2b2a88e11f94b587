from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may
from lianshou.kernel.intake.models import Application
from lianshou.kernel.review import actions
from lianshou.kernel.review.enums import RoundState
from lianshou.kernel.review.exports import results_book
from lianshou.kernel.review.forms import DecideForm, LineForm, ResultFilter, SettleForm
from lianshou.kernel.review.models import Round
from lianshou.kernel.review.queries import rounds as queries
from lianshou.kernel.review.tables import ResultTable
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment


@opens("review.view")
@require_safe
def results(request: HttpRequest, pk: int) -> HttpResponse:
    return _results(request, _round(request, pk), LineForm())


@opens("review.view")
@require_safe
def results_export(request: HttpRequest, pk: int) -> HttpResponse:
    round = _round(request, pk)
    lines = ResultFilter(request.GET).narrow(queries.results_of(round))
    content = results_book(round=round, lines=lines, language=page_language())
    return attachment(content, f"{round.programme.title}-{round.title}.xlsx")


@opens("review.view")
@require_safe
def marks(request: HttpRequest, pk: int, application: int) -> HttpResponse:
    round = _round(request, pk)
    return _marks(request, round, _application(round, application))


@opens(post="review.decide")
@require_POST
def decide(request: HttpRequest, pk: int, application: int) -> HttpResponse:
    round = _round(request, pk, "review.decide")
    found, form = _application(round, application), DecideForm(request.POST)
    if form.is_valid():
        try:
            actions.decide_application(
                actor=request.user, round=round, application=found, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error("reason", refusal.sentence)
        else:
            messages.success(request, _("The decision is put down; it counts when the round is closed."))
            return redirect("review:results", pk=pk)
    return _marks(request, round, found, decide_form=form)


@opens(post="review.decide")
@require_POST
def draw_line(request: HttpRequest, pk: int) -> HttpResponse:
    round = _round(request, pk, "review.decide")
    form = LineForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            drawn = actions.decide_by_line(
                actor=request.user,
                round=round,
                least=given["least"],
                reason=given["line_reason"],
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("line_reason", refusal.sentence)
        else:
            words = _("%(a)s accepted, %(r)s refused, %(o)s left out because nobody has marked them.")
            counts = {"a": drawn.accepted, "r": drawn.refused, "o": drawn.left_out}
            messages.success(request, words % counts)
            return redirect("review:results", pk=pk)
    return _results(request, round, form, status=422)


@opens(post="review.decide")
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    round = _round(request, pk, "review.decide")
    return acted(
        request,
        lambda: actions.close_round(actor=request.user, round=round, now=timezone.now()),
        _("The round is closed. The applicants can read the decisions."),
        "review:results",
        pk=pk,
    )


@opens(post="review.decide")
@require_POST
def settle_decision(request: HttpRequest, pk: int, application: int) -> HttpResponse:
    round = _round(request, pk, "review.decide")
    decision = get_object_or_404(
        queries.decisions_in_scope(actor=request.user, verb="review.decide"),
        round=round,
        application=application,
    )
    form = SettleForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.settle_decision_appeal(
                actor=request.user,
                decision=decision,
                grant=given["grant"] == "yes",
                words=given["words"],
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("words", refusal.sentence)
        else:
            messages.success(request, _("The appeal is settled."))
            return redirect("review:marks", pk=pk, application=application)
    return _marks(request, round, decision.application, settle_form=form)


def _results(request: HttpRequest, round: Round, line_form: LineForm, *, status: int = 200) -> HttpResponse:
    lines = queries.results_of(round)
    found = ResultFilter(request.GET)
    table = ResultTable(found.narrow(lines), round=round)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {
        "round": round,
        "filter": found,
        "table": table,
        "total": len(lines),
        "given": sum(line.result.done for line in lines),
        "wanted": sum(line.result.wanted for line in lines),
        "divided": sum(line.result.is_divided for line in lines),
        "undecided": sum(line.decision is None for line in lines),
        "decides": round.state == RoundState.OPEN
        and may(request.user, "review.decide", on=round.programme.union),
        "line_form": line_form,
        "tab": "results",
    }
    return render(request, "review/results.html", context, status=status)


def _marks(request: HttpRequest, round: Round, application: Application, **forms: Any) -> HttpResponse:
    line = next(one for one in queries.results_of(round) if one.application.pk == application.pk)
    decides = may(request.user, "review.decide", on=round.programme.union)
    decision = line.decision
    initial = {"verdict": decision.verdict, "reason": decision.reason} if decision else {}
    appealed = decision is not None and decision.appealed_at is not None
    context = {
        "round": round,
        "line": line,
        "application": application,
        "reviews": queries.reviews_of(round, application),
        "decision": decision,
        "decide_form": DecideForm(initial=initial) if decides and round.state == RoundState.OPEN else None,
        "settle_form": SettleForm()
        if decides and decision and appealed and not decision.answered_at
        else None,
        "is_refuser": decision is not None and decision.decided_by_id == request.user.pk,
        "tab": "results",
    }
    return render(request, "review/marks.html", context | forms, status=422 if forms else 200)


def _round(request: HttpRequest, pk: int, verb: str = "review.view") -> Round:
    return get_object_or_404(queries.rounds_in_scope(actor=request.user, verb=verb), pk=pk)


def _application(round: Round, application: int) -> Application:
    return get_object_or_404(queries.applications_of(round), pk=application)
