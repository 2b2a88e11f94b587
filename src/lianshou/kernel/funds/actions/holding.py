"""Holding rows, always in this order: source, budget, batch, payments by number. Nobody waits for somebody who waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lianshou.kernel.audit.actions import record
from lianshou.kernel.funds.models import Batch, Budget, Payment, Source

_WITH = ("budget__source__union", "budget__programme__union", "person", "union", "batch")


def held_source(source: Source) -> Source:
    """The source as it stands now, nobody else giving budgets from it."""
    return Source.objects.admitted().select_for_update(of=("self",)).select_related("union").get(pk=source.pk)


def held_budget(budget: Budget) -> Budget:
    """The budget as it stands now, nobody else entering payments for it."""
    rows = Budget.objects.admitted().select_for_update(of=("self",))
    return rows.select_related("source__union", "programme__union").get(pk=budget.pk)


def held_batch(batch: Batch) -> Batch:
    """The list as it stands now, nobody else answering it."""
    return Batch.objects.admitted().select_for_update(of=("self",)).select_related("union").get(pk=batch.pk)


def held_payment(payment: Payment) -> Payment:
    """The payment as it stands now, nobody else moving it on."""
    return held_payments([payment.pk])[0]


def held_payments(pks: Iterable[int]) -> list[Payment]:
    """Payments as they stand now, in the order of their numbers."""
    rows = Payment.objects.admitted().filter(pk__in=list(pks)).order_by("pk")
    return list(rows.select_for_update(of=("self",)).select_related(*_WITH))


def note(verb: str, *, actor: Any, payment: Payment, now: datetime, **details: Any) -> None:
    """Write a line about a payment into the book: of the amount, never of the payee."""
    path = payment.budget.programme.union.path
    record(actor=actor, verb=verb, subject=payment, at=now, union_path=path, **details)
