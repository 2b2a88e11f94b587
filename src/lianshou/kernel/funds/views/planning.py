from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.funds import actions, queries
from lianshou.kernel.funds.forms import PaymentForm, SeveralForm
from lianshou.kernel.funds.models import Budget
from lianshou.kernel.funds.views.frame import status_of
from lianshou.web.doors import opens

AT_ONCE = 100
_CHOICES = 20


@opens("fund.plan", post="fund.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One payment: first who is paid, then how much and what for."""
    budget = _budget(request, pk)
    payee = _payee(request)
    if payee is None:
        return _choose(request, budget)
    form = PaymentForm(request.POST or None, **payee)
    if form.is_valid():
        try:
            made = actions.plan_payment(actor=request.user, budget=budget, new=form.new, now=timezone.now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The payment is entered and waits for another person's approval."))
            return redirect("funds:payment", made.pk)
    context = {"form": form, "budget": budget, "bearing": queries.bearing_of_budget(budget), **payee}
    answer = render(request, "funds/plan.html", context, status=status_of(form))
    answer["Cache-Control"] = "no-store"
    return answer


@opens("fund.plan", post="fund.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def several(request: HttpRequest, pk: int) -> HttpResponse:
    """Many payments at once, for those whom a programme has placed."""
    budget = _budget(request, pk)
    page = Paginator(queries.placements_to_pay(budget=budget), AT_ONCE).get_page(request.GET.get("page"))
    candidates = queries.candidates_among(budget=budget, placements=list(page.object_list))
    form = SeveralForm(request.POST or None, candidates=candidates)
    if form.is_valid():
        try:
            made = actions.plan_payments(actor=request.user, budget=budget, new=form.new, now=timezone.now())
        except Refused as refused:
            form.refuse(refused)
        else:
            words = ngettext("%(n)s payment is entered.", "%(n)s payments are entered.", len(made))
            messages.success(request, words % {"n": len(made)})
            return redirect("funds:budget", budget.pk)
    context = {
        "form": form,
        "budget": budget,
        "page": page,
        "bearing": queries.bearing_of_budget(budget),
    }
    return render(request, "funds/several.html", context, status=status_of(form))


def _choose(request: HttpRequest, budget: Budget) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:60]
    context: dict[str, Any] = {"budget": budget, "words": words}
    if words:
        context |= {
            "people": queries.persons_to_pay(actor=request.user, words=words)[:_CHOICES],
            "unions": queries.unions_to_pay(actor=request.user, words=words)[:_CHOICES],
        }
    return render(request, "funds/choose.html", context)


def _payee(request: HttpRequest) -> dict[str, Any] | None:
    """Whom the address names: a person or a union in scope, or an outside body; None where it names nobody yet."""
    if person := request.GET.get("person"):
        found = queries.persons_to_pay(actor=request.user, words="")
        return {"person": get_object_or_404(found, pk=_whole(person)), "union": None}
    if union := request.GET.get("payee"):
        unions = queries.unions_to_pay(actor=request.user, words="")
        return {"union": get_object_or_404(unions, pk=_whole(union)), "person": None}
    return {"person": None, "union": None} if request.GET.get("outside") else None


def _budget(request: HttpRequest, pk: int) -> Budget:
    budget = get_object_or_404(queries.budgets_to_plan(actor=request.user), pk=pk)
    require(request.user, "fund.plan", on=budget.programme.union)
    return budget


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Http404
    return int(text)
