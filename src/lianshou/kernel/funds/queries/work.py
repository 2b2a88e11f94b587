"""What other parts of the house ask: my work, duties, who can see a payment, what is personal in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet, Sum
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianshou.core.duties import DutyRow
from lianshou.core.kinds import MOST_ITEMS, Errand, InboxItem
from lianshou.core.personal import PersonalRecord
from lianshou.core.quantities import yuan_text
from lianshou.core.records import Reach
from lianshou.core.takings import Taking
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may
from lianshou.kernel.funds.enums import State
from lianshou.kernel.funds.models import Payment, Source
from lianshou.kernel.funds.queries.batches import batches_in_scope
from lianshou.kernel.funds.queries.payments import (
    payments_in_scope,
    payments_to_correct,
    payments_to_pay,
    payments_to_receipt,
    payments_waiting_for,
)
from lianshou.kernel.guard.models import Scope

RECEIPT_DAYS = 30
"""Days after which a payment without a receipt is overdue."""
_OPEN = (State.PLANNED, State.APPROVED, State.PAID)
_RUN_BY, _HOLDER = "budget__programme__union__path", "budget__source__union__path"


def desk_items(*, actor: Any, today: date) -> list[InboxItem]:
    """Payments to approve, to pay, to bring receipts for; lists that the bank has not answered; own ones that wait."""
    return [
        *_to_approve(actor),
        *_to_pay(actor),
        *_to_receipt(actor, today),
        *_at_the_bank(actor),
        *_to_correct(actor),
        *_own_waiting(actor),
    ]


def _to_approve(actor: Any) -> list[InboxItem]:
    if not may(actor, "fund.approve"):
        return []

    def words(n: int) -> str:
        return ngettext("%(n)s payment waits for approval", "%(n)s payments wait for approval", n)

    return _items(payments_waiting_for(actor=actor), words, "?mine=1", "fund.approve")


def _to_pay(actor: Any) -> list[InboxItem]:
    if not may(actor, "fund.pay"):
        return []

    def words(n: int) -> str:
        return ngettext("%(n)s approved payment is to be paid", "%(n)s approved payments are to be paid", n)

    return _items(
        payments_to_pay(actor=actor), words, "", "fund.pay", url=reverse("funds:batches"), of=_HOLDER
    )


def _to_receipt(actor: Any, today: date) -> list[InboxItem]:
    if not may(actor, "fund.receipt"):
        return []
    found, late = payments_to_receipt(actor=actor), today - timedelta(days=RECEIPT_DAYS)

    def overdue(n: int) -> str:
        return ngettext(
            "%(n)s payment is without a receipt for over a month",
            "%(n)s payments are without a receipt for over a month",
            n,
        )

    def fresh(n: int) -> str:
        return ngettext("%(n)s payment needs its receipt", "%(n)s payments need their receipts", n)

    until = f"?state=paid&until={late.isoformat()}"
    since = f"?state=paid&since={(late + timedelta(days=1)).isoformat()}"
    return [
        *_items(found.filter(paid_on__lte=late), overdue, until, "fund.receipt", overdue=True),
        *_items(found.filter(paid_on__gt=late), fresh, since, "fund.receipt"),
    ]


def _at_the_bank(actor: Any) -> list[InboxItem]:
    if not may(actor, "fund.pay"):
        return []
    return [
        InboxItem(
            key=f"batch:{batch.pk}",
            errand=Errand.MONEY,
            title=_("List %(batch)s for the bank waits for its answer") % {"batch": batch},
            detail=_("%(money)s yuan") % {"money": yuan_text(batch.amount_fen)},
            url=reverse("funds:batch", args=[batch.pk]),
            owner=batch.union.path,
            verb="fund.pay",
            since=localdate(batch.made_at),
        )
        for batch in batches_in_scope(actor=actor, verb="fund.pay").filter(state="open")[:MOST_ITEMS]
    ]


def _to_correct(actor: Any) -> list[InboxItem]:
    """One item for each, with the bank's words."""
    return [
        InboxItem(
            key=f"payment:correct:{payment.pk}",
            errand=Errand.MONEY,
            title=_("The bank did not pay %(payee)s: correct the account") % {"payee": payment.payee},
            detail=_("%(money)s yuan") % {"money": yuan_text(payment.amount_fen)} + f" · {payment.failure}",
            url=reverse("funds:payment", args=[payment.pk]),
            owner=payment.budget.programme.union.path,
            verb="fund.plan",
            is_own=True,
        )
        for payment in payments_to_correct(actor=actor)[:MOST_ITEMS]
    ]


def _own_waiting(actor: Any) -> list[InboxItem]:
    if not may(actor, "fund.plan"):
        return []

    def words(n: int) -> str:
        return ngettext("%(n)s payment that you entered", "%(n)s payments that you entered", n)

    own = payments_in_scope(actor=actor).filter(state=State.PLANNED, failure="", entered_by=actor.pk)
    return _items(own, words, "?state=planned&own=1&failed=false", "fund.plan", waiting=True)


def _items(
    found: QuerySet[Payment],
    title: Callable[[int], str],
    query: str,
    verb: str,
    *,
    url: str = "",
    of: str = _RUN_BY,
    overdue: bool = False,
    waiting: bool = False,
) -> list[InboxItem]:
    """One item for the payments of each union, in one query; ``of`` is the path of the union whose turn it is.

    What one entered oneself is one's own, wherever it stands. A late receipt is due so many days after the payment.
    """
    groups = (
        found.order_by().values_list(of).annotate(n=Count("pk"), fen=Sum("amount_fen"), paid=Min("paid_on"))
    )
    return [
        InboxItem(
            key=f"payments:{verb}:{'late:' if overdue else ''}{path}",
            errand=Errand.MONEY,
            title=title(n) % {"n": n},
            detail=_("%(money)s yuan") % {"money": yuan_text(fen)},
            url=url or reverse("funds:payments") + query,
            owner=path,
            verb=verb,
            is_own=waiting,
            due_on=paid + timedelta(days=RECEIPT_DAYS) if paid else None,
            since=paid,
            overdue=overdue,
            waiting=waiting,
        )
        for path, n, fen, paid in groups.order_by(of)[:MOST_ITEMS]
    ]


def duty_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many payments that each account entered are not done with."""
    del today
    open_ones = Payment.objects.admitted().filter(entered_by__in=accounts, state__in=_OPEN).order_by()
    return dict(open_ones.values_list("entered_by").annotate(n=Count("pk")))


def duty_rows(*, actor: Any, account: Any, today: date) -> Iterable[DutyRow]:
    """Those that the actor may see."""
    del today
    mine = payments_in_scope(actor=actor).filter(entered_by=account, state__in=_OPEN)
    return [DutyRow(str(one), reverse("funds:payment", args=[one.pk])) for one in mine]


def payments_within(scope: Scope) -> QuerySet[Payment]:
    """The payments inside a scope that the caller was given."""
    related = ("budget__source__union", "budget__programme__union", "person__account", "person__union")
    return Payment.objects.within(scope).select_related(*related)


def reaches_of_payment(payment: Payment) -> dict[str, Reach]:
    """Where a post must stand: who runs the programme enters, approves and brings receipts; whose money it is pays."""
    run_by, holder = payment.budget.programme.union.path, payment.budget.source.union.path
    deciding = dict.fromkeys(("fund.plan", "fund.approve", "fund.receipt"), Reach((run_by,)))
    return {"fund.view": Reach((run_by, holder)), "fund.pay": Reach((holder,)), **deciding}


def account_paid(payment: Payment) -> Any:
    """The account of the person who is paid, or None."""
    return payment.person.account if payment.person else None


def sources_of_subtree(scope: Scope) -> int:
    """How many sources the unions of a subtree have."""
    return Source.objects.within(scope).count()


def payments_taken_along(person: Any) -> list[tuple[str, ...]]:
    """Every payment to a person in hand, oldest first, the account under its mask: whole it stands among what is kept."""
    rows = Payment.objects.admitted().filter(person=person).order_by("pk")
    mask = Payment._meta.get_field("account").masked
    return [
        (
            one.purpose,
            yuan_text(one.amount_fen),
            str(one.get_state_display()),
            one.paid_on.isoformat() if one.paid_on else "",
            str(mask(one.account)),
            one.budget.programme.title,
            str(one.budget.programme.union),
        )
        for one in rows.select_related("budget__programme__union")
    ]


PAYMENTS = Taking(
    slug="payments",
    title=Wording("付款记录", "Payments"),
    keys=("purpose", "yuan", "state", "paid_on", "account", "programme", "union"),
    columns=(
        (Wording("用途", "For"), 30),
        (Wording("金额（元）", "Amount (yuan)"), 16),
        (Wording("状态", "State"), 12),
        (Wording("付款日期", "Paid on"), 14),
        (Wording("收款账号", "Account"), 24),
        (Wording("项目", "Programme"), 36),
        (Wording("发放单位", "By"), 30),
    ),
    rows=payments_taken_along,
)

PAYMENT = PersonalRecord(
    slug="payment",
    title=Wording("付款", "Payment"),
    model=Payment,
    union_of=lambda payment: payment.budget.programme.union,
    person_of=lambda payment: payment.person,
    name_of=lambda payment: payment.payee,
    page_of=lambda payment: reverse("funds:payment", args=[payment.pk]),
    within=payments_within,
    of_person=lambda person: Payment.objects.admitted().filter(person=person),
)
