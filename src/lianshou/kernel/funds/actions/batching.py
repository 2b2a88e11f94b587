from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.funds.actions.holding import held_batch, held_payments, note
from lianshou.kernel.funds.actions.paying import mark_paid
from lianshou.kernel.funds.enums import BatchState, Reason, State
from lianshou.kernel.funds.models import Batch, Payment
from lianshou.kernel.funds.queries import next_number, payments_of_batch, payments_to_batch
from lianshou.kernel.funds.rules import why_not_answer, why_not_batch
from lianshou.kernel.unions.models import Union

_MOST_NAMED = 20


class NotListed(Refused):
    """A bank's answer names payments that are not on the list; the sentence says which."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__(Reason.NOT_IN_BATCH)
        self.numbers = numbers

    @property
    def sentence(self) -> str:
        shown = ", ".join(map(str, self.numbers[:_MOST_NAMED])) + (
            "…" if len(self.numbers) > _MOST_NAMED else ""
        )
        return _("Not on this list: payment number %(numbers)s.") % {"numbers": shown}


@transaction.atomic
def make_batch(*, actor: Any, union: Union, now: datetime) -> Batch:
    """Put every approved payment from a union's money that has an account and is on no list on a new one.

    Raises PermissionDenied, or Refused NOTHING_TO_PAY. Leaves ``batch.made``, and ``payment.batched`` for each.
    """
    require(actor, "fund.pay", on=union)
    Union.objects.admitted().select_for_update().get(pk=union.pk)  # two lists at once take one number each
    waiting = payments_to_batch(actor=actor, union=union).values_list("pk", flat=True)
    payments = [one for one in held_payments(waiting) if _why_not(one) is None]
    if not payments:
        raise Refused(Reason.NOTHING_TO_PAY)
    amount = sum(payment.amount_fen for payment in payments)
    batch = Batch.objects.create(
        union=union,
        number=next_number(union=union),
        made_by=actor,
        made_at=now,
        entries=len(payments),
        amount_fen=amount,
    )
    for payment in payments:
        payment.batch = batch
        payment.save(update_fields=["batch"])
        note("payment.batched", actor=actor, payment=payment, now=now, batch=batch.pk)
    pks = [payment.pk for payment in payments]
    _note("batch.made", actor, batch, now, entries=len(payments), amount_fen=amount, payments=pks)
    return batch


@transaction.atomic
def answer_batch(
    *,
    actor: Any,
    batch: Batch,
    failures: Mapping[int, str],
    paid_on: date,
    now: datetime,
    named: list[int] | None = None,
    amounts: Mapping[int, int] | None = None,
) -> Batch:
    """Take the bank's answer: what it names in ``failures`` (by the payment's number, with its words) was not paid.

    ``named`` are the payments that the answer speaks of (all of the list without it); those it does not name stay
    approved and come off the list, so that they can be put on another; those that failed come off it too and are back
    where they were entered: the account is corrected, then another person approves them anew. ``amounts`` are what
    the bank says it paid, in fen. Raises PermissionDenied, or Refused with a ``funds.enums.Reason``. Leaves
    ``batch.answered``, and ``payment.paid``, ``payment.failed`` or ``payment.unbatched`` for each.
    """
    require(actor, "fund.pay", on=batch.union)
    batch = held_batch(batch)
    payments = held_payments(payments_of_batch(batch=batch).values_list("pk", flat=True))
    listed = {payment.pk: payment.amount_fen for payment in payments}
    told = sorted(listed) if named is None else named
    reason = why_not_answer(
        state=batch.state,
        named=[*told, *(pk for pk in failures if pk not in told)],
        listed=listed,
        amounts=dict(amounts or {}),
        paid_on=paid_on,
        today=timezone.localdate(now),
    )
    if reason is Reason.NOT_IN_BATCH:
        raise NotListed(sorted({*told, *failures} - listed.keys()))
    if reason:
        raise Refused(reason)
    for payment in payments:
        if payment.pk in failures:
            _failed(actor, payment, failures[payment.pk], now)
        elif payment.pk in told:
            mark_paid(actor=actor, payment=payment, paid_on=paid_on, now=now)
        else:
            _freed(actor, payment, now)
    batch.state, batch.answered_at, batch.failed = BatchState.ANSWERED, now, len(failures)
    batch.save(update_fields=["state", "answered_at", "failed"])
    unnamed = sorted(set(listed) - set(told) - set(failures))
    counts = {"failed": len(failures), "unnamed": len(unnamed)}
    _note("batch.answered", actor, batch, now, **counts, not_paid=sorted(failures), freed=unnamed)
    return batch


@transaction.atomic
def drop_batch(*, actor: Any, batch: Batch, words: str, now: datetime) -> Batch:
    """Drop a list that did not go to the bank; its payments stay approved and wait for another.

    Raises PermissionDenied, or Refused BATCH_ANSWERED / WORDS_MISSING. Leaves ``batch.dropped``.
    """
    require(actor, "fund.pay", on=batch.union)
    batch = held_batch(batch)
    if batch.state != BatchState.OPEN:
        raise Refused(Reason.BATCH_ANSWERED)
    if not words.strip():
        raise Refused(Reason.WORDS_MISSING)
    for payment in held_payments(payments_of_batch(batch=batch).values_list("pk", flat=True)):
        _freed(actor, payment, now)
    batch.state, batch.answered_at, batch.words = BatchState.DROPPED, now, words.strip()
    batch.save(update_fields=["state", "answered_at", "words"])
    _note("batch.dropped", actor, batch, now, reason=batch.words)
    return batch


def _why_not(payment: Payment) -> Reason | None:
    in_batch = payment.batch_id is not None
    return why_not_batch(state=payment.state, in_batch=in_batch, has_account=bool(payment.account))


def _failed(actor: Any, payment: Payment, words: str, now: datetime) -> None:
    payment.batch, payment.failure = None, words.strip()[:120] or _("The bank gave no reason.")
    payment.state, payment.approved_by, payment.approved_at = State.PLANNED, None, None
    payment.save(update_fields=["batch", "failure", "state", "approved_by", "approved_at"])
    note("payment.failed", actor=actor, payment=payment, now=now)


def _freed(actor: Any, payment: Payment, now: datetime) -> None:
    payment.batch = None
    payment.save(update_fields=["batch"])
    note("payment.unbatched", actor=actor, payment=payment, now=now)


def _note(verb: str, actor: Any, batch: Batch, now: datetime, **details: Any) -> None:
    record(actor=actor, verb=verb, subject=batch, at=now, union_path=batch.union.path, **details)
