"""Aid is planned: for one household or for many, all or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lianshou.core.quantities import yuan_text
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.funds.actions import NewPayment, plan_payments
from lianshou.kernel.funds.enums import Reason as FundsReason
from lianshou.kernel.funds.models import Budget, Payment
from lianshou.kernel.guard.models import Scope
from lianshou.kinds.aid.actions.aiding.holding import held_project, refuse
from lianshou.kinds.aid.actions.holding import held_households, note
from lianshou.kinds.aid.enums import AidReason, Nature
from lianshou.kinds.aid.models import Aid, AidProject, Household, Member, Recipient
from lianshou.kinds.aid.queries import aiding as queries
from lianshou.kinds.aid.rules.aiding.deciding import why_not_aid, why_not_household

_OF_FUNDS = {
    FundsReason.OVER_CEILING: AidReason.BUDGET_LEFT,
    FundsReason.AMOUNT: AidReason.AMOUNT,
}


@dataclass(frozen=True, kw_only=True)
class NewAid:
    """What is planned for one member of a household; without an account that of the head counts, from the register or the survey."""

    household: Household
    member: int
    amount_fen: int = 0
    bank_name: str = ""
    account: str = ""


@dataclass(frozen=True)
class Barred:
    """Somebody who cannot be given it, and why: the aid they have already, or what the ceiling leaves in fen."""

    household: Household
    reason: AidReason
    earlier: Aid | None = None
    left: int | None = None

    @property
    def why(self) -> str:
        """The reason in the reader's language, with what it hangs on."""
        return queries.barred_said(reason=self.reason, earlier=self.earlier, left=self.left)

    @property
    def sentence(self) -> str:
        """Whose it is, and why."""
        return _("%(who)s: %(why)s") % {"who": self.household, "why": self.why}


class Unaided(Refused):
    """Nothing was planned, for some of those chosen cannot be given it."""

    def __init__(self, barred: Sequence[Barred]) -> None:
        super().__init__(barred[0].reason)
        self.barred = tuple(barred)

    @property
    def sentence(self) -> str:
        """Everybody who cannot be given it, and why."""
        return " ".join(one.sentence for one in self.barred)


@transaction.atomic
def plan_aids(
    *, actor: Any, project: AidProject, new: Sequence[NewAid], now: datetime, budget: Budget | None = None
) -> list[Aid]:
    """Plan aid from a project for one person or many, all or none; money becomes payments of the funds that another person approves.

    The households are held, and the budget from its check on. Raises PermissionDenied; Unaided with everybody who is barred
    (PROJECT_CLOSED, NOT_ON_FILE, OUTSIDE, NOBODY, GIVEN_ALREADY, AMOUNT, NO_MONEY, OVER_CEILING); or Refused (NOTHING_CHOSEN,
    NO_BUDGET, OTHER_BUDGET, EARMARKED, BUDGET_LEFT). Leaves ``aid.planned`` for each, and ``payment.planned`` for money.
    """
    refuse(None if new else AidReason.NOTHING_CHOSEN)
    for household in {one.household.pk: one.household for one in new}.values():
        require(actor, "placement.edit", on=household.union)
    project = held_project(project)
    held = held_households(*(one.household for one in new))
    members = {one.pk: one for one in Member.objects.admitted().filter(household__in=list(held))}
    refuse(_why_not_budget(project, budget))
    barred = _barred(project, new, held, members)
    if barred:
        raise Unaided(barred)
    try:
        with transaction.atomic():
            recipients = _recipients(new, held, members)
            made = [_recorded(actor, project, one, held, recipients, now) for one in new]
            payments = _payments(actor, project, budget, new, held, now)
            for aid, payment in zip(made, payments, strict=True):
                aid.payment = payment
                aid.save()
    except IntegrityError as error:  # in the same moment, from a file that nobody here sees
        raise Refused(AidReason.GIVEN_ALREADY) from error
    for aid in made:
        note("aid.planned", actor=actor, household=aid.household, now=now, words=project.title)
    return made


def _why_not_budget(project: AidProject, budget: Budget | None) -> AidReason | None:
    if project.nature != Nature.MONEY:
        return None if budget is None else AidReason.NO_MONEY
    if budget is None:
        return AidReason.NO_BUDGET
    if budget.programme_id != project.programme_id:
        return AidReason.OTHER_BUDGET
    return None if queries.pays_for(budget=budget, project=project) else AidReason.EARMARKED


def _barred(
    project: AidProject,
    new: Sequence[NewAid],
    held: Mapping[int, Household],
    members: Mapping[int, Member],
) -> list[Barred]:
    """Everybody of those chosen who cannot be given it; who is chosen twice has the first already."""
    below = Scope((project.union.path,))
    standing = queries.standing_of(
        members=[members[one.member] for one in new if one.member in members], project=project
    )
    found, within = [], dict.fromkeys(members, 0)
    for one in new:
        household = held[one.household.pk]
        member = members.get(one.member)
        fits = member is not None and member.household_id == household.pk and member.is_standing
        has = standing.get(one.member, queries.Standing(project.ceiling_fen))
        has = has.and_more(within.get(one.member, 0))
        reason = why_not_household(
            state=household.state,
            is_closed=project.closed_on is not None,
            is_inside=below.covers(household.union.path),
        ) or why_not_aid(
            nature=project.nature,
            has_person=fits,
            has_it=bool(has.aids) or bool(has.more),
            is_often=project.is_often,
            amount=one.amount_fen,
            room=has.room,
        )
        if reason is not None:
            found.append(Barred(household, reason, has.earlier, has.room.left))
        if one.member in within:
            within[one.member] += max(one.amount_fen, 1)
    return found


def _recorded(
    actor: Any,
    project: AidProject,
    one: NewAid,
    held: Mapping[int, Household],
    recipients: Mapping[int, Recipient],
    now: datetime,
) -> Aid:
    """The aid as a row that is not written yet."""
    household = held[one.household.pk]
    return Aid(
        project=project,
        household=household,
        recipient=recipients[one.member],
        sort=project.sort,
        year=project.year,
        nature=project.nature,
        is_once=not project.is_often,
        amount_fen=one.amount_fen,
        entered_by=actor,
        entered_at=now,
    )


def _recipients(
    new: Sequence[NewAid], held: Mapping[int, Household], members: Mapping[int, Member]
) -> dict[int, Recipient]:
    """Who these members are among those who receive aid, as they stand in their files today, by the id of the member."""
    chosen = [members[pk] for pk in dict.fromkeys(one.member for one in new)]
    known = queries.recipients_like(members=chosen)
    found = {}
    for member in chosen:
        household = held[member.household_id]
        one = known.get(member.pk) or Recipient()
        one.household, one.person, one.member = household, household.head, member
        one.is_head, one.relation = member.is_head, member.relation
        one.name, one.id_number = member.name, member.id_number
        one.save()
        found[member.pk] = one
    return found


def _payments(
    actor: Any,
    project: AidProject,
    budget: Budget | None,
    new: Sequence[NewAid],
    held: Mapping[int, Household],
    now: datetime,
) -> Sequence[Payment | None]:
    """The payments of the funds for each, to the head of the household; nothing for what is no money."""
    if budget is None:
        return [None] * len(new)
    accounts = queries.accounts_of(held.values())
    asked = []
    for one in new:
        household = held[one.household.pk]
        bank_name, account = accounts.get(household.pk, ("", ""))
        if one.account:
            bank_name, account = one.bank_name, one.account
        asks = household.application if household.application_id else None
        asked.append(
            NewPayment(
                amount_fen=one.amount_fen,
                purpose=project.title,
                person=household.head,
                bank_name=bank_name,
                account=account,
                application=asks if asks and asks.programme_id == project.programme_id else None,
            )
        )
    try:
        return plan_payments(actor=actor, budget=budget, new=asked, now=now)
    except Refused as refused:
        reason = _OF_FUNDS.get(refused.reason)  # type: ignore[call-overload]
        if reason is None:
            raise
        left = yuan_text(queries.left_of_budget(budget))
        raise Refused(reason, about=_("%(yuan)s yuan left") % {"yuan": left}) from refused
