from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.inbox import actions
from lianshou.kernel.inbox.forms import AnswerForm, EscalationFilter, RuleForm
from lianshou.kernel.inbox.models import Escalation
from lianshou.kernel.inbox.queries import escalations as known
from lianshou.kernel.inbox.tables import EscalationTable
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("escalation.view")
@require_safe
def escalated(request: HttpRequest) -> HttpResponse:
    everything = known.escalations_in_scope(actor=request.user)
    found = EscalationFilter(request.GET, queryset=everything, request=request)
    table = EscalationTable(found.qs, request=request)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {
        "filter": found,
        "table": table,
        "any": everything.exists(),
        "may_rule": may(request.user, "escalation.rule"),
    }
    return render(request, "inbox/escalated.html", context)


@opens("escalation.view")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    everything = known.escalations_in_scope(actor=request.user)
    found = EscalationFilter(request.GET, queryset=everything, request=request)
    table = EscalationTable(found.qs, order_by=request.GET.get("sort") or None)
    content = table_workbook(table, title=str(table.caption), language=page_language())
    return attachment(content, f"{table.caption}-{timezone.localdate():%Y%m%d}.xlsx")


@opens("escalation.view")
@require_safe
def escalation(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _escalation(request, pk), AnswerForm())


@opens(post="escalation.answer")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _escalation(request, pk), AnswerForm(request.POST)
    require(request.user, "escalation.answer", on=found.union)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        actions.answer_escalation(
            actor=request.user, escalation=found, now=timezone.now(), **form.cleaned_data
        )
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, found, form)
    messages.success(request, _("Answered: the union above sees it, and waits until that day."))
    return redirect("inbox:escalation", pk)


@opens("escalation.view", post="escalation.rule")
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    form = RuleForm(request.POST or None, actor=request.user)
    if form.is_valid():
        given = form.cleaned_data
        require(request.user, "escalation.rule", on=given["union"])

        def act() -> None:
            actions.set_rule(actor=request.user, now=timezone.now(), **given)

        return acted(request, act, _("The rule holds from now on."), "inbox:rules")
    context = {
        "form": form,
        "rules": known.rules_in_scope(actor=request.user),
        "may_rule": may(request.user, "escalation.rule"),
    }
    return render(request, "inbox/rules.html", context, status=422 if form.errors else 200)


@opens(post="escalation.rule")
@require_POST
def end_rule(request: HttpRequest, pk: int) -> HttpResponse:
    rule = get_object_or_404(known.rules_in_scope(actor=request.user), pk=pk)

    def act() -> None:
        actions.end_rule(actor=request.user, rule=rule, now=timezone.now())

    return acted(request, act, _("The rule holds no longer."), "inbox:rules")


def _escalation(request: HttpRequest, pk: int) -> Escalation:
    found: Escalation = get_object_or_404(known.escalations_in_scope(actor=request.user), pk=pk)
    return found


def _page(request: HttpRequest, found: Escalation, form: AnswerForm) -> HttpResponse:
    may_answer = may(request.user, "escalation.answer", on=found.union)
    context = {
        "escalation": found,
        "form": form,
        "state": found.state_on(timezone.localdate()),
        "answers": may_answer and found.done_at is None and found.answered_at is None,
    }
    return render(request, "inbox/escalation.html", context, status=422 if form.errors else 200)
