from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lianshou.core.panels import payment_board
from lianshou.core.quantities import Quantity, Unit
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.funds import actions, queries
from lianshou.kernel.funds.exports import payments_book
from lianshou.kernel.funds.forms import AccountForm, PayForm, PaymentFilter, ReasonForm, ReceiptForm
from lianshou.kernel.funds.models import Payment
from lianshou.kernel.funds.tables import DecidingTable, PaymentTable
from lianshou.kernel.funds.views.frame import paged, tabs
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.files import private_file
from lianshou.web.workbooks import attachment

_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg"}
_MOST = 1000


@opens("fund.view")
@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    require(request.user, "fund.view")
    narrowed = _narrowed(request)
    deciding = bool(narrowed.form.cleaned_data.get("mine")) and may(request.user, "fund.approve")
    table = (DecidingTable if deciding else PaymentTable)(narrowed.qs)
    shown = paged(request, table)
    money = queries.sum_of(narrowed.qs)
    context = {
        "tabs": tabs("funds:payments"),
        "table": shown,
        "filter": narrowed,
        "deciding": deciding,
        "all": _seen(shown.paginator.count, money),
        "is_narrowed": any(
            value not in (None, "") for name, value in narrowed.form.cleaned_data.items() if name != "mine"
        ),
        "waiting": queries.payments_waiting_for(actor=request.user).count(),
        "money": Quantity(money, Unit.FEN),
        "any": queries.payments_in_scope(actor=request.user).exists(),
    }
    return render(request, "funds/payments.html", context)


@opens("fund.view")
@require_safe
def export_payments(request: HttpRequest) -> HttpResponse:
    require(request.user, "fund.view")
    return attachment(payments_book(_narrowed(request).qs), _("Payments") + ".xlsx")


@opens(post="fund.approve")
@require_POST
def approve_many(request: HttpRequest) -> HttpResponse:
    """Those that are ticked, or with ``all`` every one that waits and fits the filters; says how many were left out, and why.

    ``all`` tells what the page showed, so that nobody approves what came to the list after it was read.
    """
    require(request.user, "fund.approve")
    if seen := request.POST.get("all"):
        waiting = queries.payments_waiting_for(actor=request.user).values("pk")
        fitting = _narrowed(request).qs.filter(pk__in=waiting)
        if seen != _seen(fitting.count(), queries.sum_of(fitting)):
            messages.error(
                request, _("The list has changed since you read it. Look at it again, then approve.")
            )
            return redirect(f"{reverse('funds:payments')}?{request.GET.urlencode() or 'mine=1'}")
        chosen = list(fitting.order_by("pk").values_list("pk", flat=True)[:_MOST])
    else:
        ticked = request.POST.getlist("chosen")[:_MOST]
        chosen = [int(one) for one in ticked if one.isascii() and one.isdigit() and len(one) < 19]
    if not chosen:
        messages.info(request, _("Nothing was chosen."))
        return redirect(f"{reverse('funds:payments')}?mine=1")
    decided = actions.approve_payments(actor=request.user, payments=chosen, now=timezone.now())
    context = {
        "decided": decided,
        "count": len(decided.approved),
        "money": Quantity(decided.amount_fen, Unit.FEN),
        "left_out": sorted(decided.left_out.items(), key=lambda pair: -pair[1]),
        "unseen": len(set(chosen)) - len(decided.approved) - sum(decided.left_out.values()),
        "waiting": queries.payments_waiting_for(actor=request.user).count(),
    }
    return render(request, "funds/approved.html", context)


@opens("fund.view")
@require_safe
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _payment(request, pk))


@opens(post="fund.approve")
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    found = _payment(request, pk)
    require(request.user, "fund.approve", on=found.budget.programme.union)
    return acted(
        request,
        lambda: actions.approve_payment(actor=request.user, payment=found, now=timezone.now()),
        _("The payment is approved."),
        "funds:payment",
        pk,
    )


@opens(post="fund.approve")
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    found = _payment(request, pk)
    require(request.user, "fund.approve", on=found.budget.programme.union)
    form = ReasonForm(request.POST, prefix="refuse")
    return _done(request, found, form, "refuse_form", actions.refuse_payment, _("The payment is refused."))


@opens(post="fund.plan")
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = _payment(request, pk)
    form = ReasonForm(request.POST, prefix="cancel")
    return _done(request, found, form, "cancel_form", actions.cancel_payment, _("The payment is cancelled."))


@opens(post="fund.plan")
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    found = _payment(request, pk)
    form = AccountForm(request.POST, is_card=found.person is not None)
    said = _("The account is corrected; the payment waits for approval anew.")
    return _done(request, found, form, "account_form", actions.correct_account, said)


@opens(post="fund.pay")
@require_POST
def record_paid(request: HttpRequest, pk: int) -> HttpResponse:
    found = _payment(request, pk)
    form = PayForm(request.POST)
    return _done(request, found, form, "pay_form", actions.pay, _("The payment is recorded as paid."))


@opens(post="fund.receipt")
@require_POST
def record_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    found = _payment(request, pk)
    form = ReceiptForm(request.POST, request.FILES)

    def act(*, file: bytes, **facts: Any) -> None:
        actions.receipt(content=file, **facts)

    return _done(request, found, form, "receipt_form", act, _("The receipt is on record."))


@opens("fund.view")
@require_safe
def show_receipt(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _payment(request, pk)
    if not found.receipt:
        raise Http404
    suffix = str(found.receipt.name).rpartition(".")[2]
    download = suffix == "pdf"
    name = f"receipt-{pk}.{suffix}"
    return private_file(found.receipt, name=name, content_type=_TYPES[suffix], download=download)


def _done(
    request: HttpRequest, found: Payment, form: Any, name: str, act: Callable[..., object], words: str
) -> HttpResponse:
    if form.is_valid():
        try:
            act(actor=request.user, payment=found, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, words)
            return redirect("funds:payment", found.pk)
    return _page(request, found, **{name: form})


def _page(request: HttpRequest, found: Payment, **forms: Any) -> HttpResponse:
    acts = queries.acts_of(actor=request.user, payment=found, today=timezone.localdate())
    context = {
        "payment": found,
        "money": Quantity(found.amount_fen, Unit.FEN),
        "masked": found.masked,
        "acts": acts,
        "steps": queries.history(payment=found),
        "refuse_form": ReasonForm(prefix="refuse"),
        "cancel_form": ReasonForm(prefix="cancel"),
        "account_form": AccountForm(is_card=found.person is not None),
        "pay_form": PayForm(initial={"paid_on": timezone.localdate()}),
        "receipt_form": ReceiptForm(),
        "panels": list(payment_board.panels(actor=request.user, subject=found)),
        "reveals": may(request.user, "personal.reveal", on=found.budget.programme.union),
        "sees_person": found.person is not None and may(request.user, "person.view", on=found.person.union),
    }
    answer = render(request, "funds/payment.html", context | forms, status=422 if forms else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def _payment(request: HttpRequest, pk: int) -> Payment:
    return get_object_or_404(queries.payments_listed(actor=request.user), pk=pk)


def _seen(count: int, fen: int) -> str:
    """What a page of payments showed, briefly: how many, and their sum."""
    return f"{count}:{fen}"


def _narrowed(request: HttpRequest) -> PaymentFilter:
    found = PaymentFilter(request.GET, queryset=queries.payments_listed(actor=request.user), request=request)
    found.form.is_valid()
    return found
