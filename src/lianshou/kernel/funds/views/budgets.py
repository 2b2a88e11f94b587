from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.core.quantities import Quantity, Unit
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.funds import actions, queries
from lianshou.kernel.funds.exports import budgets_book, sources_book
from lianshou.kernel.funds.forms import (
    BudgetFilter,
    BudgetForm,
    CeilingForm,
    SourceEditForm,
    SourceFilter,
    SourceForm,
)
from lianshou.kernel.funds.models import Budget, Source
from lianshou.kernel.funds.rules import Bearing
from lianshou.kernel.funds.tables import BudgetTable, PaymentTable, SourceTable
from lianshou.kernel.funds.views.frame import paged, status_of, tabs
from lianshou.web.doors import opens
from lianshou.web.workbooks import attachment


@opens("fund.view")
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    require(request.user, "fund.view")
    narrowed = _sources(request)
    context = {
        "tabs": tabs("funds:sources"),
        "table": paged(request, SourceTable(narrowed.qs)),
        "filter": narrowed,
        "any": queries.sources_in_scope(actor=request.user).exists(),
        "sets": may(request.user, "fund.budget"),
    }
    return render(request, "funds/sources.html", context)


@opens("fund.view")
@require_safe
def export_sources(request: HttpRequest) -> HttpResponse:
    require(request.user, "fund.view")
    return attachment(sources_book(_sources(request).qs), _("Sources of money") + ".xlsx")


@opens("fund.budget", post="fund.budget")
@require_http_methods(["GET", "HEAD", "POST"])
def new_source(request: HttpRequest) -> HttpResponse:
    require(request.user, "fund.budget")
    initial = {"year": timezone.localdate().year, "sort": "dues"}
    form = SourceForm(request.POST or None, actor=request.user, initial=initial)
    if form.is_valid():
        try:
            made = actions.record_source(actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The source is on record. Now give its budgets."))
            return redirect("funds:source", made.pk)
    context = {"form": form, "title": _("Record a source of money")}
    return render(request, "funds/source_form.html", context, status=status_of(form))


@opens("fund.view")
@require_safe
def source(request: HttpRequest, pk: int) -> HttpResponse:
    found = _source(request, pk)
    given = queries.bearing_of_source(found)
    rows = queries.budgets_listed(actor=request.user).filter(source=found)
    context = {
        "source": found,
        "given": given,
        "taken": Bearing(found.amount_fen, vars(found)["taken_fen"]),
        "money": Quantity(found.amount_fen, Unit.FEN),
        "table": paged(request, BudgetTable(rows, exclude=("source",))),
        "sets": may(request.user, "fund.budget", on=found.union),
    }
    return render(request, "funds/source.html", context)


@opens("fund.budget", post="fund.budget")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_source(request: HttpRequest, pk: int) -> HttpResponse:
    found = _source(request, pk)
    require(request.user, "fund.budget", on=found.union)
    initial = {"title": found.title, "amount_fen": found.amount_fen, "document_no": found.document_no}
    form = SourceEditForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.edit_source(actor=request.user, source=found, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("funds:source", pk)
    context = {"form": form, "title": _("Change the source"), "source": found}
    return render(request, "funds/source_form.html", context, status=status_of(form))


@opens("fund.budget", post="fund.budget")
@require_http_methods(["GET", "HEAD", "POST"])
def new_budget(request: HttpRequest, pk: int) -> HttpResponse:
    found = _source(request, pk)
    require(request.user, "fund.budget", on=found.union)
    form = BudgetForm(request.POST or None, actor=request.user, source=found)
    if form.is_valid():
        facts = form.cleaned_data
        facts["ceiling_fen"] = facts.pop("amount_fen")
        try:
            made = actions.set_budget(actor=request.user, source=found, now=timezone.now(), **facts)
        except Refused as refused:
            form.refuse(refused)
            facts["amount_fen"] = facts.pop("ceiling_fen")
        else:
            messages.success(request, _("The budget is set. Payments can be entered."))
            return redirect("funds:budget", made.pk)
    context = {"form": form, "source": found, "given": queries.bearing_of_source(found)}
    return render(request, "funds/budget_form.html", context, status=status_of(form))


@opens("fund.view")
@require_safe
def budgets(request: HttpRequest) -> HttpResponse:
    require(request.user, "fund.view")
    narrowed = _budgets(request)
    context = {
        "tabs": tabs("funds:budgets"),
        "table": paged(request, BudgetTable(narrowed.qs)),
        "filter": narrowed,
        "any": queries.budgets_in_scope(actor=request.user).exists(),
    }
    return render(request, "funds/budgets.html", context)


@opens("fund.view")
@require_safe
def export_budgets(request: HttpRequest) -> HttpResponse:
    require(request.user, "fund.view")
    return attachment(budgets_book(_budgets(request).qs), _("Budgets") + ".xlsx")


@opens("fund.view")
@require_safe
def budget(request: HttpRequest, pk: int) -> HttpResponse:
    return _budget_page(request, _budget(request, pk), CeilingForm())


@opens(post="fund.budget")
@require_POST
def ceiling(request: HttpRequest, pk: int) -> HttpResponse:
    found = _budget(request, pk)
    require(request.user, "fund.budget", on=found.source.union)
    form = CeilingForm(request.POST)
    if form.is_valid():
        facts = {"ceiling_fen": form.cleaned_data["amount_fen"], "words": form.cleaned_data["words"]}
        try:
            actions.change_ceiling(actor=request.user, budget=found, now=timezone.now(), **facts)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The ceiling is changed."))
            return redirect("funds:budget", pk)
    return _budget_page(request, found, form)


def _budget_page(request: HttpRequest, found: Any, form: CeilingForm) -> HttpResponse:
    rows = queries.payments_listed(actor=request.user).filter(budget=found)
    context = {
        "budget": found,
        "bearing": Bearing(found.ceiling_fen, found.taken_fen),
        "form": form,
        "table": paged(request, PaymentTable(rows, exclude=("item", "programme"))),
        "sets": may(request.user, "fund.budget", on=found.source.union),
        "plans": may(request.user, "fund.plan", on=found.programme.union),
    }
    return render(request, "funds/budget.html", context, status=status_of(form))


def _source(request: HttpRequest, pk: int) -> Source:
    return get_object_or_404(queries.sources_listed(actor=request.user), pk=pk)


def _budget(request: HttpRequest, pk: int) -> Budget:
    return get_object_or_404(queries.budgets_listed(actor=request.user), pk=pk)


def _sources(request: HttpRequest) -> SourceFilter:
    found = SourceFilter(request.GET, queryset=queries.sources_listed(actor=request.user), request=request)
    found.form.is_valid()
    return found


def _budgets(request: HttpRequest) -> BudgetFilter:
    found = BudgetFilter(request.GET, queryset=queries.budgets_listed(actor=request.user), request=request)
    found.form.is_valid()
    return found
