"""What the head of a household does on the own page, and how the union answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kinds.aid.actions.deciding import close_file
from lianshou.kinds.aid.actions.holding import held_household, note
from lianshou.kinds.aid.enums import Ground
from lianshou.kinds.aid.enums.own import WRITTEN, ConcernKind, ConcernReason
from lianshou.kinds.aid.models import Concern, Household
from lianshou.kinds.aid.rules.concerns import why_not_answer, why_not_say, why_not_withdraw


@transaction.atomic
def say_concern(*, actor: Any, household: Household, kind: str, now: datetime, words: str = "") -> Concern:
    """The head says something of the own household: a wish, an objection, that it gives the file up, or yes or no to photographs.

    Raises PermissionDenied for everybody but the head, or Refused with a ConcernReason. Leaves ``household.said`` without the
    words.
    """
    household = _own(actor, household)
    kind = ConcernKind(kind)
    waiting = Concern.objects.admitted().filter(household=household, kind=kind, answered_at=None)
    waits = kind in WRITTEN and waiting.exists()
    _refuse(why_not_say(kind=kind, words=words, state=household.state, waits=waits))
    made = Concern(
        household=household, person=household.head, kind=kind, words=words.strip(), said_by=actor, said_at=now
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise Refused(ConcernReason.WAITS) from error
    note("household.said", actor=actor, household=household, now=now, kind=str(kind))
    return made


@transaction.atomic
def answer_concern(*, actor: Any, concern: Concern, answer: str, now: datetime) -> Concern:
    """Answer what a household said; it reads the answer on its page.

    Raises PermissionDenied, also for one's own household, or Refused (ANSWERED, NO_ANSWER). Leaves ``household.answered``.
    """
    household = held_household(concern.household)
    require(actor, "person.edit", on=household.union)
    held: Concern = Concern.objects.admitted().select_for_update(of=("self",)).get(pk=concern.pk)
    if held.said_by_id == actor.pk:
        raise PermissionDenied("household.answer")
    _refuse(why_not_answer(waits=held.waits, answer=answer))
    held.answer, held.answered_by, held.answered_at = answer.strip(), actor, now
    held.save(update_fields=["answer", "answered_by", "answered_at"])
    note("household.answered", actor=actor, household=household, now=now, kind=held.kind)
    return held


@transaction.atomic
def withdraw_own(*, actor: Any, household: Household, now: datetime) -> Household:
    """The head withdraws the application before the file is in force: the file ends, withdrawn by the household.

    Raises PermissionDenied for everybody but the head, or Refused (FILE_ENDED, ON_FILE). Leaves ``household.withdrew`` and
    ``household.ended``.
    """
    household = _own(actor, household)
    _refuse(why_not_withdraw(state=household.state))
    note("household.withdrew", actor=actor, household=household, now=now)
    close_file(actor=actor, household=household, ground=Ground.WITHDRAWN, now=now)
    return household


@transaction.atomic
def show_own_outcome(*, actor: Any, household: Household, now: datetime) -> None:
    """Say that the head looks at the own computation in clear. Raises PermissionDenied. Leaves ``household.saw_own``."""
    household = _own(actor, household)
    note("household.saw_own", actor=actor, household=household, now=now)


def _own(actor: Any, household: Household) -> Household:
    """The file of the actor, held."""
    held = held_household(household)
    if held.head.account_id is None or held.head.account_id != getattr(actor, "pk", None):
        raise PermissionDenied("household.own")
    return held


def _refuse(reason: ConcernReason | None) -> None:
    if reason is not None:
        raise Refused(reason)
