"""The mark of households that cannot leave hardship (无法解困脱困)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.queries import require
from lianshou.kernel.privacy.rules import tells_a_number
from lianshou.kinds.aid.actions.aiding.holding import refuse
from lianshou.kinds.aid.actions.holding import held_household, note
from lianshou.kinds.aid.enums import AidReason, LongGround, State
from lianshou.kinds.aid.models import Household, LongTerm
from lianshou.kinds.aid.queries import aiding as queries
from lianshou.kinds.aid.rules.aiding.deciding import why_not_say


@transaction.atomic
def mark_long_term(*, actor: Any, household: Household, ground: str, words: str, now: datetime) -> LongTerm:
    """Mark a household on file as one that cannot leave hardship, with the reason; long-term projects are suggested to it.

    Raises PermissionDenied, or Refused with an AidReason (NOT_ON_FILE, LONG_ALREADY, WORDS_MISSING, WORDS_PERSONAL). Leaves
    ``household.long_term``.
    """
    require(actor, "placement.edit", on=household.union)
    household = held_household(household)
    refuse(None if household.state == State.ON_FILE else AidReason.NOT_ON_FILE)
    refuse(AidReason.LONG_ALREADY if queries.long_term_of(household) else None)
    refuse(why_not_say(words=words, tells_a_number=tells_a_number(words)))
    made: LongTerm = LongTerm.objects.create(
        household=household,
        person=household.head,
        ground=LongGround(ground),
        words=words.strip(),
        since=timezone.localdate(now),
        set_by=actor,
        set_at=now,
    )
    note("household.long_term", actor=actor, household=household, now=now, ground=made.ground)
    return made


@transaction.atomic
def unmark_long_term(*, actor: Any, household: Household, now: datetime) -> LongTerm:
    """Take the mark off a household again; what it was given stands.

    Raises PermissionDenied, or Refused NOT_LONG. Leaves ``household.not_long_term``.
    """
    require(actor, "placement.edit", on=household.union)
    household = held_household(household)
    found = queries.long_term_of(household)
    refuse(None if found else AidReason.NOT_LONG)
    assert found is not None  # noqa: S101  refused above
    found.until = timezone.localdate(now)
    found.save(update_fields=["until"])
    note("household.not_long_term", actor=actor, household=household, now=now)
    return found
