"""Payments in the actor's scope, their payees, and what can be done with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, F, Q, QuerySet, Sum, When
from django.utils import timezone

from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.funds.enums import Event, Reason, State
from lianshou.kernel.funds.models import Budget, Payment
from lianshou.kernel.funds.rules import (
    LIVE,
    why_not_approve,
    why_not_cancel,
    why_not_correct,
    why_not_pay,
    why_not_receipt,
)
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries import people_in_scope
from lianshou.kernel.people.queries import with_words as people_with_words
from lianshou.kernel.placement.enums import State as PlacementState
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import matching_words, unions_in_scope

_WITH = ("budget__source__union", "budget__programme__union", "person__union", "union", "batch")
_NO_BAR = (Reason.OWN_PAYEE, Reason.NOT_CORRECTED)
"""What keeps somebody from approving a payment but not from refusing it."""


def payments_in_scope(*, actor: Any, verb: str = "fund.view") -> QuerySet[Payment]:
    """The payments of budgets in the actor's scope."""
    return Payment.objects.within(scope_of(actor=actor, verb=verb)).select_related(*_WITH)


def payments_listed(*, actor: Any) -> QuerySet[Payment]:
    """Those payments as a list shows them, the latest first; ``payee_name`` is what they are sorted by."""
    name = Case(
        When(person__isnull=False, then=F("person__name")),
        When(union__isnull=False, then=F("union__name")),
        default=F("outside"),
        output_field=CharField(),
    )
    found = payments_in_scope(actor=actor).select_related("entered_by", "approved_by", *_WITH)
    return found.annotate(payee_name=name).order_by("-entered_at", "-pk")


def payments_with_words(payments: QuerySet[Payment], words: str) -> QuerySet[Payment]:
    """Narrow to payments whose payee, purpose or receipt holds the words; a whole number also finds the payment's own."""
    holds = (
        Q(purpose__icontains=words)
        | Q(outside__icontains=words)
        | Q(person__search__icontains=words.lower())
        | Q(union__search__icontains=words.lower())
        | Q(receipt_no__icontains=words)
    )
    if words.isascii() and words.isdigit() and len(words) < 10:
        holds |= Q(pk=int(words))
    return payments.filter(holds)


def sum_of(payments: QuerySet[Payment]) -> int:
    """What payments add up to, in fen."""
    added: int = payments.order_by().aggregate(n=Sum("amount_fen", default=0))["n"]
    return added


def payments_waiting_for(*, actor: Any) -> QuerySet[Payment]:
    """The planned payments that the actor may approve: entered by others, not to themselves, not to be corrected first."""
    deciding = Payment.objects.within(
        scope_of(actor=actor, verb="fund.approve"), "budget__programme__union__path"
    )
    return (
        deciding.filter(state=State.PLANNED, failure="")
        .exclude(entered_by=getattr(actor, "pk", None))
        .exclude(person__account=getattr(actor, "pk", None), person__isnull=False)
        .select_related(*_WITH)
    )


def payments_to_correct(*, actor: Any) -> QuerySet[Payment]:
    """The payments that the actor entered and the bank did not pay, until their accounts are corrected."""
    mine = payments_in_scope(actor=actor).filter(entered_by=getattr(actor, "pk", None))
    return mine.filter(state=State.PLANNED).exclude(failure="").order_by("pk")


def payments_to_pay(*, actor: Any) -> QuerySet[Payment]:
    """The approved payments on no list, from sources that the actor pays from."""
    paying = Payment.objects.within(scope_of(actor=actor, verb="fund.pay"), "budget__source__union__path")
    return paying.filter(state=State.APPROVED, batch=None).select_related(*_WITH)


def payments_to_receipt(*, actor: Any) -> QuerySet[Payment]:
    """The paid payments without a receipt, of programmes whose receipts the actor brings in."""
    found = Payment.objects.within(
        scope_of(actor=actor, verb="fund.receipt"), "budget__programme__union__path"
    )
    return found.filter(state=State.PAID).select_related(*_WITH)


def payments_of_person(*, person: Person) -> QuerySet[Payment]:
    """What was paid to a person; the caller is that person, or has been let in to them."""
    paid = Payment.objects.admitted().filter(person=person, paid_on__isnull=False)
    return paid.select_related("budget__programme__union").order_by("-paid_on", "-pk")


def persons_to_pay(*, actor: Any, words: str) -> QuerySet[Person]:
    """The persons of unions where the actor enters payments, by name or pinyin."""
    return people_with_words(people_in_scope(actor=actor, verb="fund.plan"), words).order_by("search", "pk")


def unions_to_pay(*, actor: Any, words: str) -> QuerySet[Union]:
    """The unions where the actor enters payments, by name or pinyin."""
    return matching_words(unions_in_scope(actor=actor, verb="fund.plan"), words).order_by("name_key", "pk")


@dataclass(frozen=True)
class Candidate:
    """Somebody in a programme who could be paid from a budget: through a placement, with what they were given before."""

    placement: Placement
    payee: Person | Union
    has_account: bool
    before_fen: int

    @property
    def key(self) -> str:
        return str(self.placement.pk)


def placements_to_pay(*, budget: Budget) -> QuerySet[Placement]:
    """The placements of a budget's programme that hold, in the order of their names; the caller has been let in to it."""
    held = (PlacementState.APPROVED, PlacementState.ACTIVE)
    return (
        Placement.objects.admitted()
        .filter(programme=budget.programme_id, state__in=held)
        .select_related("application__union", "application__person", "opening__union")
        .order_by("application__union__name_key", "pk")
    )


def candidates_among(*, budget: Budget, placements: Sequence[Placement]) -> list[Candidate]:
    """Those placements as payees, with what each was promised from this budget already."""
    given = Payment.objects.admitted().filter(budget=budget, placement__in=placements, state__in=LIVE)
    before = dict(given.order_by().values_list("placement").annotate(n=Sum("amount_fen")))
    return [
        Candidate(
            placement=one,
            payee=one.application.person or one.application.union,
            has_account=bool(one.application.person and one.application.person.bank_card),
            before_fen=before.get(one.pk, 0),
        )
        for one in placements
    ]


@dataclass(frozen=True)
class Act:
    """One thing that can be done to a payment: whether it is for the actor to do at all, and why not now."""

    offered: bool
    reason: Reason | None


def acts_of(*, actor: Any, payment: Payment, today: date) -> dict[str, Act]:
    """What the actor can do with a payment today, by the same rules that guard the writes."""
    run_by, holder = payment.budget.programme.union, payment.budget.source.union
    approves, plans = may(actor, "fund.approve", on=run_by), may(actor, "fund.plan", on=run_by)
    pays, receipts = may(actor, "fund.pay", on=holder), may(actor, "fund.receipt", on=run_by)
    in_batch = payment.batch_id is not None
    state, given = payment.state, "x"
    deciding = why_not_approve(
        state=state,
        is_own=is_own(actor, payment),
        is_payee=is_payee(actor, payment),
        has_failed=bool(payment.failure),
    )
    paying = why_not_pay(state=state, in_batch=in_batch, paid_on=today, approved_on=None, today=today)
    receipting = why_not_receipt(state=state, number=given, size=0, limit=0, is_readable=True)
    return {
        "approve": Act(approves, deciding),
        "refuse": Act(approves, None if deciding in _NO_BAR else deciding),
        "cancel": Act(plans or pays, why_not_cancel(state=state, in_batch=in_batch, words=given)),
        "correct": Act(plans or pays, why_not_correct(state=state, in_batch=in_batch)),
        "pay": Act(pays, paying),
        "receipt": Act(receipts, receipting),
    }


def is_own(actor: Any, payment: Payment) -> bool:
    """Whether the actor entered the payment, so that another person must approve it."""
    return payment.entered_by_id == getattr(actor, "pk", None)


def is_payee(actor: Any, payment: Payment) -> bool:
    """Whether the payment is to the actor."""
    person = payment.person
    return person is not None and person.account_id is not None and person.account_id == actor.pk


@dataclass(frozen=True)
class Step:
    """One line of a payment's life."""

    label: str
    at: Any
    by: str
    words: str


def history(*, payment: Payment) -> list[Step]:
    """The life of a payment from the book, oldest first; the caller has been let in to it."""
    labels = dict(Event.choices)
    lines = history_of(payment).filter(verb__in=labels).order_by("pk")
    return [
        Step(str(labels[line.verb]), line.at, line.actor_name, line.details.get("reason", ""))
        for line in lines
    ]


def receipt_limit() -> int:
    """The bytes that the file of a receipt may have."""
    return int(settings.LIANSHOU_PHOTO_LIMIT)


def approved_on(payment: Payment) -> date | None:
    """The day of approval where the union is."""
    return timezone.localdate(payment.approved_at) if payment.approved_at else None
