from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.review import actions
from lianshou.kernel.review.enums import ConflictState, RoundState
from lianshou.kernel.review.forms import (
    CriterionForm,
    ReviewerForm,
    RoundFilter,
    RoundForm,
    SettleConflictForm,
)
from lianshou.kernel.review.models import Round
from lianshou.kernel.review.queries import rounds as queries
from lianshou.kernel.review.tables import RoundTable
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("review.view")
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    require(request.user, "review.view")
    found = _narrowed(request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(RoundTable(found.qs))
    context = {
        "table": table,
        "filter": found,
        "runs": may(request.user, "review.run"),
        "any": queries.rounds_in_scope(actor=request.user).exists(),
    }
    return render(request, "review/rounds.html", context)


@opens("review.view")
@require_safe
def rounds_export(request: HttpRequest) -> HttpResponse:
    require(request.user, "review.view")
    table = RoundTable(_narrowed(request).qs)
    name = str(table.caption)
    return attachment(table_workbook(table, title=name, language=page_language()), f"{name}.xlsx")


@opens("review.run", post="review.run")
@require_http_methods(["GET", "HEAD", "POST"])
def new_round(request: HttpRequest) -> HttpResponse:
    require(request.user, "review.run")
    data = request.POST if request.method == "POST" else None
    form = RoundForm(data, actor=request.user, initial={"programme": request.GET.get("programme")})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_round(actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("closes_on", refusal.sentence)
        else:
            messages.success(request, _("The round is set up. Now the criteria and the reviewers."))
            return redirect("review:round", pk=made.pk)
    return render(request, "review/new_round.html", {"form": form}, status=422 if form.errors else 200)


@opens("review.view")
@require_safe
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _round(request, pk))


@opens(post="review.run")
@require_POST
def add_criterion(request: HttpRequest, pk: int) -> HttpResponse:
    round = _round(request, pk, "review.run")
    form = CriterionForm(request.POST, round=round)
    if form.is_valid():
        try:
            actions.add_criterion(actor=request.user, round=round, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The criterion is on the list."))
            return redirect("review:round", pk=pk)
    return _page(request, round, criterion_form=form)


@opens(post="review.run")
@require_POST
def remove_criterion(request: HttpRequest, pk: int) -> HttpResponse:
    criterion = get_object_or_404(queries.criteria_in_scope(actor=request.user), pk=pk)
    return acted(
        request,
        lambda: actions.remove_criterion(actor=request.user, criterion=criterion, now=timezone.now()),
        _("The criterion is off the list."),
        "review:round",
        pk=criterion.round_id,
    )


@opens(post="review.run")
@require_POST
def add_reviewer(request: HttpRequest, pk: int) -> HttpResponse:
    round = _round(request, pk, "review.run")
    form = ReviewerForm(request.POST, people=queries.accounts_fit_to_review(round=round))
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_reviewer(
                actor=request.user,
                round=round,
                user=given["user"],
                fields=given["fields_known"],
                most=given["most"],
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("user", refusal.sentence)
        else:
            messages.success(request, _("The reviewer is on the list."))
            return redirect("review:round", pk=pk)
    return _page(request, round, reviewer_form=form)


@opens(post="review.run")
@require_POST
def remove_reviewer(request: HttpRequest, pk: int) -> HttpResponse:
    reviewer = get_object_or_404(queries.reviewers_in_scope(actor=request.user), pk=pk)
    return acted(
        request,
        lambda: actions.remove_reviewer(actor=request.user, reviewer=reviewer, now=timezone.now()),
        _("The reviewer is off the list."),
        "review:round",
        pk=reviewer.round_id,
    )


@opens(post="review.run")
@require_POST
def open_round(request: HttpRequest, pk: int) -> HttpResponse:
    round = _round(request, pk, "review.run")
    return acted(
        request,
        lambda: actions.open_round(actor=request.user, round=round, now=timezone.now()),
        _("The round is open. Now assign the reviewers."),
        "review:board" if round.criteria.exists() and round.reviewers.exists() else "review:round",
        pk=pk,
    )


@opens("review.view")
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    round = _round(request, pk)
    page = Paginator(queries.applications_of(round), 25).get_page(request.GET.get("page"))
    conflicts = list(queries.conflicts_of(round)[:200])
    context = {
        "round": round,
        "page": page,
        "seats": queries.board_of(round, page.object_list),
        "reviewers": queries.reviewers_of(round),
        "conflicts": conflicts,
        "to_settle": sum(one.state == ConflictState.OPEN for one in conflicts),
        "settle_form": SettleConflictForm(),
        "runs": may(request.user, "review.run", on=round.programme.union),
        "tab": "board",
    }
    return render(request, "review/board.html", context)


@opens(post="review.run")
@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    round = _round(request, pk, "review.run")
    try:
        made = actions.assign_reviewers(actor=request.user, round=round, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("review:board", pk=pk)
    words = ngettext("%(n)s assignment made.", "%(n)s assignments made.", made.made) % {"n": made.made}
    messages.success(request, words)
    if made.conflicts:
        messages.warning(
            request,
            ngettext(
                "%(n)s conflict of interest found.", "%(n)s conflicts of interest found.", made.conflicts
            )
            % {"n": made.conflicts},
        )
    if made.short:
        messages.warning(
            request,
            ngettext(
                "%(n)s review has nobody: add reviewers, or settle conflicts.",
                "%(n)s reviews have nobody: add reviewers, or settle conflicts.",
                made.short,
            )
            % {"n": made.short},
        )
    return redirect("review:board", pk=pk)


@opens(post="review.run")
@require_POST
def settle_conflict(request: HttpRequest, pk: int) -> HttpResponse:
    conflict = get_object_or_404(queries.conflicts_in_scope(actor=request.user), pk=pk)
    form = SettleConflictForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose whether the conflict stands."))
        return redirect("review:board", pk=conflict.reviewer.round_id)
    given = form.cleaned_data
    return acted(
        request,
        lambda: actions.settle_conflict(
            actor=request.user,
            conflict=conflict,
            dismiss=given["dismiss"] == "yes",
            words=given["words"],
            now=timezone.now(),
        ),
        _("The conflict is settled."),
        "review:board",
        pk=conflict.reviewer.round_id,
    )


def _page(request: HttpRequest, round: Round, **forms: Any) -> HttpResponse:
    runs = may(request.user, "review.run", on=round.programme.union)
    context: dict[str, Any] = {
        "round": round,
        "criteria": round.criteria.all(),
        "reviewers": queries.reviewers_of(round),
        "applications": queries.applications_of(round).count(),
        "late": queries.late_of(round).count(),
        "runs": runs,
        "preparing": round.state == RoundState.PREPARING,
        "closed": round.state == RoundState.CLOSED,
        "tab": "round",
    }
    if runs and round.state != RoundState.CLOSED:
        people = queries.accounts_fit_to_review(round=round)
        context |= {
            "criterion_form": CriterionForm(round=round),
            "reviewer_form": ReviewerForm(people=people),
        }
    return render(request, "review/round.html", context | forms, status=422 if forms else 200)


def _round(request: HttpRequest, pk: int, verb: str = "review.view") -> Round:
    return get_object_or_404(queries.rounds_in_scope(actor=request.user, verb=verb), pk=pk)


def _narrowed(request: HttpRequest) -> RoundFilter:
    found = RoundFilter(request.GET, queryset=queries.rounds_listed(actor=request.user), request=request)
    found.form.is_valid()
    return found
