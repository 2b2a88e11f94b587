from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.funds import actions, queries
from lianshou.kernel.funds.forms import (
    AccountForm,
    BatchFilter,
    BudgetFilter,
    BudgetForm,
    CeilingForm,
    PayForm,
    PaymentFilter,
    PaymentForm,
    ReasonForm,
    SourceFilter,
    SourceForm,
)
from lianshou.kernel.funds.models import Payment
from lianshou.kernel.funds.tables import BatchTable, BudgetTable, PaymentTable, SourceTable
from lianshou.web.api import Acting, Item, Listing, Reading, act_at, list_at, orders_of, read_at, router_for
from lianshou.web.yuan import YuanField

router = router_for(pgettext_lazy("api", "Money"))


class SourceItem(Item):
    id: int
    union_id: int
    title: str
    year: int
    sort: str
    amount_fen: int
    document_no: str


class BudgetItem(Item):
    id: int
    source_id: int
    programme_id: int
    item: str
    ceiling_fen: int


class BatchItem(Item):
    id: int
    union_id: int
    number: int
    state: str
    entries: int
    amount_fen: int
    failed: int
    made_at: datetime
    answered_at: datetime | None


class PaymentItem(Item):
    """Bank and account stand in ``masked``."""

    id: int
    budget_id: int
    payee_sort: str
    payee: str
    person_id: int | None
    union_id: int | None
    masked: dict[str, str]
    amount_fen: int
    purpose: str
    state: str
    entered_at: datetime
    approved_at: datetime | None
    batch_id: int | None
    paid_on: date | None
    receipt_no: str
    failure: str
    end_reason: str

    @staticmethod
    def resolve_masked(payment: Payment) -> dict[str, str]:
        return dict(payment.masked)


class PlanForm(AccountForm):
    """A payment as a program sends it: the payee by number, or an outside body by name."""

    person = forms.IntegerField(label=_("Person"), required=False, min_value=1)
    union = forms.IntegerField(label=_("Union"), required=False, min_value=1)
    outside = forms.CharField(label=_("Who is paid"), max_length=120, required=False)
    amount_fen = YuanField(label=_("Amount (yuan)"))
    purpose = forms.CharField(label=_("What the payment is for"), max_length=120)


class NumberForm(forms.Form):
    """The number of a receipt; its file goes in on the desk."""

    number = forms.CharField(label=_("Number of the receipt or invoice"), max_length=60)


def _payment(request: HttpRequest, pk: int) -> Payment | None:
    return queries.payments_listed(actor=request.user).filter(pk=pk).first()


def _source(request: HttpRequest, pk: int) -> Any:
    return queries.sources_listed(actor=request.user).filter(pk=pk).first()


def _budget(request: HttpRequest, pk: int) -> Any:
    return queries.budgets_listed(actor=request.user).filter(pk=pk).first()


def _plan(request: HttpRequest, budget: Any, data: Any) -> PaymentForm:
    """The page's own form, for the payee that is named; a payee out of reach is nobody."""
    person = union = None
    if number := data.pop("person", [None])[0]:
        person = queries.persons_to_pay(actor=request.user, words="").filter(pk=number).first()
    elif number := data.pop("union", [None])[0]:
        union = queries.unions_to_pay(actor=request.user, words="").filter(pk=number).first()
    return PaymentForm(data, person=person, union=union)


def _set_budget(actor: Any, source: Any, now: datetime, said: Any) -> Any:
    facts = {key: value for key, value in said.items() if key != "amount_fen"}
    return actions.set_budget(actor=actor, source=source, now=now, ceiling_fen=said["amount_fen"], **facts)


def _change_ceiling(actor: Any, budget: Any, now: datetime, said: Any) -> Any:
    fen, words = said["amount_fen"], said["words"]
    return actions.change_ceiling(actor=actor, budget=budget, ceiling_fen=fen, words=words, now=now)


list_at(
    router,
    Listing(
        path="/sources",
        name="sources",
        door="fund.view",
        item=SourceItem,
        rows=lambda request: queries.sources_listed(actor=request.user),
        filters=SourceFilter,
        orders=orders_of(SourceTable, first=("-year", "union__path", "pk")),
        pages=("funds:sources", "funds:export_sources"),
        told=pgettext_lazy("api", "Sources of money"),
    ),
)
list_at(
    router,
    Listing(
        path="/budgets",
        name="budgets",
        door="fund.view",
        item=BudgetItem,
        rows=lambda request: queries.budgets_listed(actor=request.user),
        filters=BudgetFilter,
        orders=orders_of(BudgetTable),
        pages=("funds:budgets", "funds:export_budgets"),
        told=pgettext_lazy("api", "Budgets"),
    ),
)
list_at(
    router,
    Listing(
        path="/payments",
        name="payments",
        door="fund.view",
        item=PaymentItem,
        rows=lambda request: queries.payments_listed(actor=request.user),
        filters=PaymentFilter,
        orders=orders_of(PaymentTable, first=("-entered_at", "-pk")),
        pages=("funds:payments", "funds:export_payments"),
        told=pgettext_lazy("api", "Payments"),
    ),
)
list_at(
    router,
    Listing(
        path="/batches",
        name="batches",
        door="fund.view",
        item=BatchItem,
        rows=lambda request: queries.batches_in_scope(actor=request.user),
        filters=BatchFilter,
        orders=orders_of(BatchTable),
        pages=("funds:batches", "funds:export_batches"),
        told=pgettext_lazy("api", "Lists for the bank"),
    ),
)
for _reading in (
    Reading(
        path="/sources/{int:pk}",
        name="source",
        door="fund.view",
        item=SourceItem,
        find=_source,
        label="funds.source",
        told=pgettext_lazy("api", "A source of money"),
    ),
    Reading(
        path="/budgets/{int:pk}",
        name="budget",
        door="fund.view",
        item=BudgetItem,
        find=_budget,
        label="funds.budget",
        told=pgettext_lazy("api", "A budget"),
    ),
    Reading(
        path="/payments/{int:pk}",
        name="payment",
        door="fund.view",
        item=PaymentItem,
        find=_payment,
        label="funds.payment",
        told=pgettext_lazy("api", "A payment"),
    ),
):
    read_at(router, _reading)
act_at(
    router,
    Acting(
        path="/sources",
        name="record_source",
        door="fund.budget",
        find=lambda request: request,
        form=SourceForm,
        fill=lambda request, found, data: SourceForm(data, actor=request.user),
        act=lambda actor, found, now, said: actions.record_source(actor=actor, now=now, **said),
        item=SourceItem,
        status=201,
        told=pgettext_lazy("api", "Record a source of money"),
    ),
)
act_at(
    router,
    Acting(
        path="/sources/{int:pk}/budgets",
        name="set_budget",
        door="fund.budget",
        find=_source,
        form=BudgetForm,
        fill=lambda request, source, data: BudgetForm(data, actor=request.user, source=source),
        act=_set_budget,
        item=BudgetItem,
        status=201,
        told=pgettext_lazy("api", "Set a budget of a source"),
    ),
)
act_at(
    router,
    Acting(
        path="/budgets/{int:pk}/ceiling",
        name="change_ceiling",
        door="fund.budget",
        find=_budget,
        form=CeilingForm,
        act=_change_ceiling,
        item=BudgetItem,
        told=pgettext_lazy("api", "Change the ceiling of a budget"),
    ),
)
act_at(
    router,
    Acting(
        path="/budgets/{int:pk}/payments",
        name="plan_payment",
        door="fund.plan",
        find=lambda request, pk: queries.budgets_to_plan(actor=request.user).filter(pk=pk).first(),
        form=PlanForm,
        fill=_plan,
        facts=lambda form: {"new": form.new},
        act=lambda actor, found, now, said: actions.plan_payment(actor=actor, budget=found, now=now, **said),
        item=PaymentItem,
        status=201,
        told=pgettext_lazy("api", "Enter a payment"),
    ),
)


def _verb(path: str, name: str, door: str, act: Any, form: Any, told: Any) -> None:
    act_at(
        router,
        Acting(
            path=f"/payments/{{int:pk}}/{path}",
            name=name,
            door=door,
            find=_payment,
            form=form,
            act=lambda actor, found, now, said: act(actor=actor, payment=found, now=now, **said),
            item=PaymentItem,
            told=told,
        ),
    )


_verb(
    "approve",
    "approve_payment",
    "fund.approve",
    actions.approve_payment,
    None,
    pgettext_lazy("api", "Approve a payment"),
)
_verb(
    "refuse",
    "refuse_payment",
    "fund.approve",
    actions.refuse_payment,
    ReasonForm,
    pgettext_lazy("api", "Refuse a payment"),
)
_verb(
    "cancel",
    "cancel_payment",
    "fund.plan",
    actions.cancel_payment,
    ReasonForm,
    pgettext_lazy("api", "Cancel a payment"),
)
_verb("pay", "pay", "fund.pay", actions.pay, PayForm, pgettext_lazy("api", "A payment was paid"))
_verb(
    "receipt",
    "receipt",
    "fund.receipt",
    actions.receipt,
    NumberForm,
    pgettext_lazy("api", "The receipt of a payment"),
)
