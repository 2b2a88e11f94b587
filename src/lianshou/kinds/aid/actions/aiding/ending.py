"""Aid is cancelled, follows its payment, and what becomes of it when its file ends or is merged."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.funds.actions import cancel_payment, drop_payment
from lianshou.kernel.funds.enums import State as PaymentState
from lianshou.kernel.funds.models import Payment
from lianshou.kernel.privacy.rules import tells_a_number
from lianshou.kinds.aid.actions.aiding.holding import held_aid, refuse
from lianshou.kinds.aid.actions.holding import held_household, note
from lianshou.kinds.aid.enums import AidReason, AidState, Ground
from lianshou.kinds.aid.models import Aid, Household, LongTerm, Recipient
from lianshou.kinds.aid.rules.aiding.deciding import is_dropped, why_not_cancel, why_not_say


@transaction.atomic
def cancel_aid(*, actor: Any, aid: Aid, words: str, now: datetime) -> Aid:
    """Cancel aid with a reason; its payment is cancelled with it, and the budget has the money back.

    Raises PermissionDenied, or Refused with an AidReason (ENDED, PAID, WORDS_MISSING, WORDS_PERSONAL). Leaves ``aid.cancelled``,
    and ``payment.cancelled`` for money.
    """
    require(actor, "placement.edit", on=aid.household.union)
    household = held_household(aid.household)
    refuse(why_not_say(words=words, tells_a_number=tells_a_number(words)))
    if aid.payment is not None and aid.state != AidState.ENDED:
        try:
            cancel_payment(actor=actor, payment=aid.payment, words=words, now=now)
        except Refused as refused:
            raise Refused(AidReason.PAID) from refused
        return held_aid(aid)
    aid = held_aid(aid)
    refuse(why_not_cancel(state=aid.state, is_on_its_way=False))
    _end(actor, aid, household, words.strip(), now)
    return aid


@transaction.atomic
def payment_paid(*, actor: Any, payment: Payment, paid_on: date, now: datetime) -> None:
    """The money of some aid was paid: it is given on that day. Leaves ``aid.given``."""
    aid = _of_payment(payment)
    if aid is not None:
        aid.state, aid.given_on = AidState.GIVEN, paid_on
        aid.save(update_fields=["state", "given_on"])
        note("aid.given", actor=actor, household=aid.household, now=now, words=aid.project.title)


@transaction.atomic
def payment_ended(*, actor: Any, payment: Payment, words: str, now: datetime) -> None:
    """The payment of some aid was refused or cancelled: the aid is cancelled for the same reason. Leaves ``aid.cancelled``."""
    aid = _of_payment(payment)
    if aid is not None:
        _end(actor, aid, aid.household, words, now)


def drop_aid_of(actor: Any, household: Household, now: datetime) -> int:
    """The file of a household ended: cancel what was not given yet, but for what was approved before for those who left hardship
    or moved, and what the bank has already. Gives how many were cancelled; ends the mark for long-term aid.
    """
    dropped = 0
    words = _("The file ended: %(ground)s") % {"ground": Ground(household.ground).label}
    planned = (
        Aid.objects.admitted().filter(household=household, state=AidState.PLANNED).order_by("payment", "pk")
    )
    for aid in planned.select_related("payment"):
        approved = aid.payment is not None and aid.payment.state == PaymentState.APPROVED
        if not is_dropped(ground=household.ground, is_approved=approved):
            continue
        if aid.payment is None:
            _end(actor, held_aid(aid), household, words, now)
            dropped += 1
        else:
            dropped += drop_payment(actor=actor, payment=aid.payment, words=words, now=now)
    marks = LongTerm.objects.admitted().filter(household=household, until=None)
    marks.update(until=timezone.localdate(now))
    return dropped


def carry_aid(actor: Any, other: Household, household: Household, now: datetime) -> int:
    """The file ``other`` was merged into ``household``: what was not given yet goes along, and whoever receives aid stands there now.
    Gives how many went along. Leaves ``aid.carried`` where there were any.
    """
    Recipient.objects.admitted().filter(household=other).update(household=household)
    open_aid = Aid.objects.admitted().filter(household=other, state=AidState.PLANNED)
    carried: int = open_aid.update(household=household)
    if carried:
        note("aid.carried", actor=actor, household=household, now=now, words=other.number)
    today = timezone.localdate(now)
    LongTerm.objects.admitted().filter(household=other, until=None).update(until=today)
    return carried


def _of_payment(payment: Payment) -> Aid | None:
    """The aid that hangs on a payment that is held, and has not been given or cancelled yet."""
    rows = (
        Aid.objects.admitted().select_for_update(of=("self",)).select_related("household__union", "project")
    )
    found: Aid | None = rows.filter(payment=payment, state=AidState.PLANNED).first()
    return found


def _end(actor: Any, aid: Aid, household: Household, words: str, now: datetime) -> None:
    aid.state, aid.ended_on, aid.end_reason = AidState.ENDED, timezone.localdate(now), words[:200]
    aid.given_on = None
    aid.save(update_fields=["state", "ended_on", "end_reason", "given_on"])
    note(
        "aid.cancelled",
        actor=actor,
        household=household,
        now=now,
        words=aid.project.title,
        reason=aid.end_reason,
    )
