"""The last layer: the approval, by somebody who entered nothing of the round."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.queries import require
from lianshou.kernel.privacy.rules import tells_a_number
from lianshou.kinds.aid.actions.holding import held_household, refuse
from lianshou.kinds.aid.actions.verifying.rounds import begin_round, put_step
from lianshou.kinds.aid.enums import Layer, Reason, State
from lianshou.kinds.aid.models import Household, Verification, VerificationStep
from lianshou.kinds.aid.queries.verifying import rows_of, surveyors_of, why_not_approve_now
from lianshou.kinds.aid.rules.verifying import why_not_approve, why_not_say


def pass_approval(*, actor: Any, household: Household, now: datetime) -> None:
    """The gate before a household is put on file, and the row of the approval; the caller holds the file and has been let in.

    Raises Refused LAYERS_OPEN / OWN_LAYER, or what the public notice waits for. Leaves ``verification.passed``.
    """
    verification = begin_round(actor=actor, household=household, now=now)
    refuse(why_not_approve_now(verification=verification, actor=actor, today=timezone.localdate(now)))
    facts = {"layer": Layer.APPROVAL, "is_passed": True, "held_on": timezone.localdate(now)}
    put_step(actor, verification, now, **facts)


@transaction.atomic
def refuse_approval(*, actor: Any, household: Household, words: str, now: datetime) -> VerificationStep:
    """Do not approve, with words that the household reads; what was missing may be done again, and then decided on anew.

    Raises PermissionDenied, or Refused NOT_CHECKING / LAYERS_OPEN / OWN_LAYER / WORDS_MISSING / WORDS_PERSONAL. Leaves
    ``verification.refused``.
    """
    require(actor, "review.decide", on=household.union)
    household = held_household(household)
    refuse(None if household.state == State.CHECKING else Reason.NOT_CHECKING)
    verification: Verification = begin_round(actor=actor, household=household, now=now)
    refuse(
        why_not_approve(
            order=verification.order,
            rows=rows_of(verification),
            actor=actor.pk,
            surveyed_by=surveyors_of(household),
        )
    )
    refuse(why_not_say(is_passed=False, words=words, tells_a_number=tells_a_number(words)))
    facts = {"layer": Layer.APPROVAL, "is_passed": False, "words": words.strip()}
    return put_step(actor, verification, now, held_on=timezone.localdate(now), **facts)
