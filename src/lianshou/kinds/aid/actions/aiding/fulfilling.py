from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.queries import require
from lianshou.kinds.aid.actions.aiding.holding import held_aid, refuse
from lianshou.kinds.aid.actions.holding import held_household, note
from lianshou.kinds.aid.enums import AidState
from lianshou.kinds.aid.models import Aid
from lianshou.kinds.aid.rules.aiding.deciding import why_not_fulfil


@transaction.atomic
def fulfil_aid(*, actor: Any, aid: Aid, given_on: date, provider: str, now: datetime, hours: int = 0) -> Aid:
    """Enter that a training, a service or a job was given: on which day, by whom, how many hours; or correct what was entered.

    Raises PermissionDenied, or Refused with an AidReason (IS_MONEY, ENDED, IN_FUTURE, OTHER_YEAR, NO_HOURS, NO_PROVIDER). Leaves
    ``aid.given``, or ``aid.corrected``.
    """
    require(actor, "placement.edit", on=aid.household.union)
    household = held_household(aid.household)
    aid = held_aid(aid)
    refuse(
        why_not_fulfil(
            state=aid.state,
            nature=aid.nature,
            given_on=given_on,
            today=timezone.localdate(now),
            year=aid.year,
            hours=hours,
            provider=provider,
        )
    )
    verb = "aid.corrected" if aid.state == AidState.GIVEN else "aid.given"
    aid.state, aid.given_on, aid.hours, aid.provider = AidState.GIVEN, given_on, hours, provider.strip()
    aid.save()
    note(verb, actor=actor, household=household, now=now, words=aid.project.title)
    return aid
