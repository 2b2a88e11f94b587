from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from lianshou.core.payouts import payouts
from lianshou.core.refusals import Refused
from lianshou.formats.pictures import PictureError, clean_picture
from lianshou.kernel.access.queries import require
from lianshou.kernel.funds.actions.holding import held_payment, note
from lianshou.kernel.funds.enums import State
from lianshou.kernel.funds.models import Payment
from lianshou.kernel.funds.queries import approved_on, receipt_limit
from lianshou.kernel.funds.rules import why_not_pay, why_not_receipt


@transaction.atomic
def pay(*, actor: Any, payment: Payment, paid_on: date, now: datetime) -> Payment:
    """Record that an approved payment was paid outside a list for the bank: in cash, by cheque, by hand.

    Raises PermissionDenied, or Refused with a ``funds.enums.Reason``. Leaves ``payment.paid``.
    """
    require(actor, "fund.pay", on=payment.budget.source.union)
    payment = held_payment(payment)
    reason = why_not_pay(
        state=payment.state,
        in_batch=payment.batch_id is not None,
        paid_on=paid_on,
        approved_on=approved_on(payment),
        today=timezone.localdate(now),
    )
    if reason:
        raise Refused(reason)
    mark_paid(actor=actor, payment=payment, paid_on=paid_on, now=now)
    return payment


@transaction.atomic
def receipt(
    *, actor: Any, payment: Payment, now: datetime, number: str = "", content: bytes = b""
) -> Payment:
    """Put the receipt to a payment: its number, or its file (PDF, or a picture that is made anew), or both.

    Raises PermissionDenied, or Refused with a ``funds.enums.Reason``. Leaves ``payment.receipted``.
    """
    require(actor, "fund.receipt", on=payment.budget.programme.union)
    payment = held_payment(payment)
    kept, suffix = _readable(content) if len(content) <= receipt_limit() else (content, "")
    reason = why_not_receipt(
        state=payment.state,
        number=number,
        size=len(content),
        limit=receipt_limit(),
        is_readable=bool(suffix),
    )
    if reason:
        raise Refused(reason)
    if content:
        payment.receipt.save(f"{uuid4().hex}.{suffix}", ContentFile(kept), save=False)
    payment.receipt_no, payment.receipted_at, payment.state = number.strip(), now, State.RECEIPTED
    payment.save(update_fields=["receipt", "receipt_no", "receipted_at", "state"])
    note("payment.receipted", actor=actor, payment=payment, now=now, has_file=bool(content))
    return payment


def mark_paid(*, actor: Any, payment: Payment, paid_on: date, now: datetime) -> None:
    """Move a held payment that may be paid to paid; the caller has asked permission and rule inside ``transaction.atomic()``."""
    payment.state, payment.paid_on, payment.paid_by, payment.failure = State.PAID, paid_on, actor, ""
    payment.save(update_fields=["state", "paid_on", "paid_by", "failure"])
    note("payment.paid", actor=actor, payment=payment, now=now, on=str(paid_on))
    payouts.paid(actor=actor, payment=payment, paid_on=paid_on, now=now)


def _readable(content: bytes) -> tuple[bytes, str]:
    """The file as it is kept and the ending of its name; no ending for what is neither PDF nor picture."""
    if content.startswith(b"%PDF-"):
        return content, "pdf"
    try:
        return clean_picture(content)[0].content, "jpg"
    except PictureError:
        return content, ""
