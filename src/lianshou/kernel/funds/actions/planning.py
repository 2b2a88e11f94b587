from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.funds.actions.holding import held_budget, held_payment, note
from lianshou.kernel.funds.enums import PayeeSort, State
from lianshou.kernel.funds.models import Budget, Payment
from lianshou.kernel.funds.queries import bearing_of_budget
from lianshou.kernel.funds.rules import why_not_correct, why_not_plan
from lianshou.kernel.intake.models import Application
from lianshou.kernel.people.models import Person
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.unions.models import Union


@dataclass(frozen=True, kw_only=True)
class NewPayment:
    """A payment to be entered: one payee (a person, a union or an outside body), how much, and what it hangs on.

    Without an account given, a person's own bank card is taken.
    """

    amount_fen: int
    purpose: str
    person: Person | None = None
    union: Union | None = None
    outside: str = ""
    bank_name: str = ""
    account: str = ""
    placement: Placement | None = None
    followup: FollowUp | None = None
    application: Application | None = None

    @property
    def sort(self) -> PayeeSort | None:
        """The sort of its payee, None unless there is exactly one."""
        given = {
            PayeeSort.PERSON: self.person is not None,
            PayeeSort.UNION: self.union is not None,
            PayeeSort.OUTSIDE: bool(self.outside.strip()),
        }
        found = [sort for sort, is_given in given.items() if is_given]
        return found[0] if len(found) == 1 else None

    def belongs_to(self, programme_id: int) -> bool:
        """Whether everything it hangs on is of this programme."""
        links = (self.placement, self.followup, self.application)
        return all(link is None or link.programme_id == programme_id for link in links)


@transaction.atomic
def plan_payment(*, actor: Any, budget: Budget, new: NewPayment, now: datetime) -> Payment:
    """Enter one payment; raises and leaves what ``plan_payments`` does."""
    return plan_payments(actor=actor, budget=budget, new=[new], now=now)[0]


@transaction.atomic
def plan_payments(*, actor: Any, budget: Budget, new: Sequence[NewPayment], now: datetime) -> list[Payment]:
    """Enter payments from one budget, all or none; together with what is taken they stay within its ceiling.

    The budget is held from the check to the end of the transaction. Raises PermissionDenied, or Refused with a
    ``funds.enums.Reason``. Leaves ``payment.planned`` for each.
    """
    require(actor, "fund.plan", on=budget.programme.union)
    budget = held_budget(budget)
    reason = why_not_plan(
        budget=bearing_of_budget(budget),
        amount=sum(one.amount_fen for one in new),
        lowest=min((one.amount_fen for one in new), default=0),
        purpose="".join(one.purpose for one in new) if all(one.purpose.strip() for one in new) else "",
        has_payee=bool(new) and all(one.sort is not None for one in new),
        fits=all(one.belongs_to(budget.programme_id) for one in new),
    )
    if reason:
        raise Refused(reason)
    return [_entered(actor, budget, one, now) for one in new]


@transaction.atomic
def correct_account(*, actor: Any, payment: Payment, bank_name: str, account: str, now: datetime) -> Payment:
    """Put another bank account to a payment; whoever does it has entered it now, so that another person approves it anew.

    Raises PermissionDenied, or Refused with a ``funds.enums.Reason``. Leaves ``payment.corrected``.
    """
    budget = payment.budget
    if not may(actor, "fund.pay", on=budget.source.union):
        require(actor, "fund.plan", on=budget.programme.union)
    payment = held_payment(payment)
    if reason := why_not_correct(state=payment.state, in_batch=payment.batch_id is not None):
        raise Refused(reason)
    payment.bank_name, payment.account = bank_name.strip(), account.strip()
    payment.has_account, payment.state = bool(payment.account), State.PLANNED
    payment.entered_by, payment.approved_by, payment.approved_at = actor, None, None
    payment.failure = ""
    payment.save()
    note("payment.corrected", actor=actor, payment=payment, now=now)
    return payment


def _entered(actor: Any, budget: Budget, new: NewPayment, now: datetime) -> Payment:
    bank_name, account = new.bank_name.strip(), new.account.strip()
    if new.person is not None and not account:
        bank_name, account = new.person.bank_name, new.person.bank_card
    payment = Payment(
        budget=budget,
        payee_sort=new.sort or "",
        person=new.person,
        union=new.union,
        outside=new.outside.strip(),
        bank_name=bank_name,
        account=account,
        has_account=bool(account),
        amount_fen=new.amount_fen,
        purpose=new.purpose.strip(),
        placement=new.placement,
        followup=new.followup,
        application=new.application,
        entered_by=actor,
        entered_at=now,
    )
    payment.save()
    note("payment.planned", actor=actor, payment=payment, now=now, amount_fen=payment.amount_fen)
    return payment
