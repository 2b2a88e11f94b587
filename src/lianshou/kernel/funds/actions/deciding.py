from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.payouts import payouts
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.funds.actions.holding import held_payment, held_payments, note
from lianshou.kernel.funds.enums import Reason, State
from lianshou.kernel.funds.models import Payment
from lianshou.kernel.funds.queries import is_own, is_payee, payments_in_scope
from lianshou.kernel.funds.rules import why_not_approve, why_not_cancel, why_not_refuse


@dataclass(frozen=True)
class Decided:
    """What became of many: those that were approved, and how many were left out for which reason."""

    approved: tuple[Payment, ...]
    left_out: dict[Reason, int]

    @property
    def amount_fen(self) -> int:
        return sum(payment.amount_fen for payment in self.approved)


@transaction.atomic
def approve_payment(*, actor: Any, payment: Payment, now: datetime) -> Payment:
    """Let a payment be paid; never by whoever entered it, nor by whoever receives it.

    Raises PermissionDenied, or Refused with a ``funds.enums.Reason``. Leaves ``payment.approved``.
    """
    require(actor, "fund.approve", on=payment.budget.programme.union)
    payment = held_payment(payment)
    if reason := _why_not(actor, payment):
        raise Refused(reason)
    _approve(actor, payment, now)
    return payment


@transaction.atomic
def approve_payments(*, actor: Any, payments: Collection[int], now: datetime) -> Decided:
    """Approve those of ``payments`` (ids) that can be, and say how many were left out and why.

    What does not lie in the actor's scope is left out without a word. Raises PermissionDenied. Leaves
    ``payment.approved`` for each.
    """
    require(actor, "fund.approve")
    seen = payments_in_scope(actor=actor, verb="fund.approve").filter(pk__in=payments)
    mine = [one.pk for one in seen if may(actor, "fund.approve", on=one.budget.programme.union)]
    approved, left_out = [], Counter[Reason]()
    for payment in held_payments(mine):
        if reason := _why_not(actor, payment):
            left_out[reason] += 1
        else:
            _approve(actor, payment, now)
            approved.append(payment)
    return Decided(tuple(approved), dict(left_out))


@transaction.atomic
def refuse_payment(*, actor: Any, payment: Payment, words: str, now: datetime) -> Payment:
    """Say no to a planned payment and why; the budget has its money back.

    Raises PermissionDenied, or Refused with a ``funds.enums.Reason``. Leaves ``payment.refused`` with the reason.
    """
    require(actor, "fund.approve", on=payment.budget.programme.union)
    payment = held_payment(payment)
    if reason := why_not_refuse(state=payment.state, is_own=is_own(actor, payment), words=words):
        raise Refused(reason)
    return _end(actor, payment, State.REFUSED, words, now)


@transaction.atomic
def cancel_payment(*, actor: Any, payment: Payment, words: str, now: datetime) -> Payment:
    """Take a payment back before the money is on its way; the budget has it back.

    Raises PermissionDenied, or Refused with a ``funds.enums.Reason``. Leaves ``payment.cancelled`` with the reason.
    """
    if not may(actor, "fund.pay", on=payment.budget.source.union):
        require(actor, "fund.plan", on=payment.budget.programme.union)
    payment = held_payment(payment)
    in_batch = payment.batch_id is not None
    if reason := why_not_cancel(state=payment.state, in_batch=in_batch, words=words):
        raise Refused(reason)
    return _end(actor, payment, State.CANCELLED, words, now)


@transaction.atomic
def drop_payment(*, actor: Any, payment: Payment, words: str, now: datetime) -> bool:
    """Cancel a payment because what it was for has ended, where that still can be; the caller has asked permission there.

    Gives whether it was cancelled: not once the money is on its way. Leaves ``payment.cancelled`` with the reason.
    """
    payment = held_payment(payment)
    if why_not_cancel(state=payment.state, in_batch=payment.batch_id is not None, words=words):
        return False
    _end(actor, payment, State.CANCELLED, words, now)
    return True


def _why_not(actor: Any, payment: Payment) -> Reason | None:
    return why_not_approve(
        state=payment.state,
        is_own=is_own(actor, payment),
        is_payee=is_payee(actor, payment),
        has_failed=bool(payment.failure),
    )


def _approve(actor: Any, payment: Payment, now: datetime) -> None:
    payment.state, payment.approved_by, payment.approved_at = State.APPROVED, actor, now
    payment.save(update_fields=["state", "approved_by", "approved_at"])
    note("payment.approved", actor=actor, payment=payment, now=now, amount_fen=payment.amount_fen)


def _end(actor: Any, payment: Payment, state: State, words: str, now: datetime) -> Payment:
    payment.state, payment.ended_at, payment.end_reason = state, now, words.strip()
    payment.save(update_fields=["state", "ended_at", "end_reason"])
    note(f"payment.{state.value}", actor=actor, payment=payment, now=now, reason=payment.end_reason)
    payouts.ended(actor=actor, payment=payment, words=payment.end_reason, now=now)
    return payment
