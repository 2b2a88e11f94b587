"""The county approves a leaving, or does not; whoever began it may withdraw it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.queries import require
from lianshou.kernel.privacy.rules import tells_a_number
from lianshou.kinds.aid.actions.leaving.holding import held, put_row, refuse, trace, turn_back
from lianshou.kinds.aid.enums import LeaveReason, LeaveState, LeaveStep
from lianshou.kinds.aid.models import Leaving, LeavingStep
from lianshou.kinds.aid.queries import leaving as queries
from lianshou.kinds.aid.rules.leaving.deciding import why_not_pass_notice, why_not_say


@transaction.atomic
def approve_leaving(*, actor: Any, leaving: Leaving, now: datetime) -> LeavingStep:
    """Approve a leaving whose steps before were all passed, by somebody who entered none of them.

    Raises PermissionDenied, or Refused NOT_UNDER_WAY / NOT_ITS_TURN / OWN_STEP, or what the notice waits for anew. Leaves
    ``leaving.passed``, and where no letter is asked for ``leaving.done`` and ``household.ended``.
    """
    leaving = _decided(actor, leaving)
    if LeaveStep.NOTICE in leaving.order:
        refuse(queries.why_not_notice(leaving, today=timezone.localdate(now)))
        refuse(why_not_pass_notice(bar=None, is_listed=queries.notice_of_leaving(leaving) is not None))
    facts = {"step": LeaveStep.APPROVAL, "is_passed": True, "held_on": timezone.localdate(now)}
    return put_row(actor, leaving, now, **facts)


@transaction.atomic
def refuse_leaving(*, actor: Any, leaving: Leaving, words: str, now: datetime) -> LeavingStep:
    """Do not approve a leaving: the household stays on file, and reads why.

    Raises PermissionDenied, or Refused NOT_UNDER_WAY / NOT_ITS_TURN / OWN_STEP / WORDS_MISSING / WORDS_PERSONAL. Leaves
    ``leaving.refused``.
    """
    leaving = _decided(actor, leaving)
    refuse(why_not_say(words, tells_a_number=tells_a_number(words)))
    facts = {"step": LeaveStep.APPROVAL, "is_passed": False, "held_on": timezone.localdate(now)}
    return put_row(actor, leaving, now, words=words.strip(), **facts)


def _decided(actor: Any, leaving: Leaving) -> Leaving:
    require(actor, "review.decide", on=leaving.household.union)
    leaving = held(leaving)
    refuse(queries.why_not_approve_leaving(leaving, actor=actor))
    return leaving


@transaction.atomic
def withdraw_leaving(*, actor: Any, leaving: Leaving, words: str, now: datetime) -> Leaving:
    """Take a leaving back before it is over: the household stays on file.

    Raises PermissionDenied, or Refused NOT_UNDER_WAY / WORDS_MISSING / WORDS_PERSONAL. Leaves ``leaving.withdrawn``.
    """
    require(actor, "person.edit", on=leaving.household.union)
    leaving = held(leaving)
    refuse(None if leaving.state == LeaveState.OPEN else LeaveReason.NOT_UNDER_WAY)
    refuse(why_not_say(words, tells_a_number=tells_a_number(words)))
    turn_back(leaving, LeaveState.WITHDRAWN, words.strip(), timezone.localdate(now))
    trace("leaving.withdrawn", actor, leaving, now)
    return leaving
