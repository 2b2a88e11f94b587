"""Warnings that a household may fall back: raised and settled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.privacy.rules import tells_a_number
from lianshou.kinds.aid.actions.holding import held_household
from lianshou.kinds.aid.actions.leaving.holding import refuse
from lianshou.kinds.aid.enums import Alarm, LeaveReason, Source
from lianshou.kinds.aid.models import Household, Leaving, ReturnWarning
from lianshou.kinds.aid.queries import leaving as queries
from lianshou.kinds.aid.rules.leaving.deciding import why_not_settle, why_not_warn


@transaction.atomic
def raise_warning(
    *, actor: Any, household: Household, signal: str, said: str, now: datetime
) -> ReturnWarning:
    """Raise a warning by hand about a household that is followed up; ``said`` is kept sealed.

    Raises PermissionDenied, or Refused NOT_FOLLOWED / NO_SIGNAL / WARNED / NOTHING_SAID. Leaves ``warning.raised``.
    """
    require(actor, "person.edit", on=household.union)
    household, today = held_household(household), timezone.localdate(now)
    refuse(None if len(said.strip()) > 1 else LeaveReason.NOTHING_SAID)
    leaving = queries.being_followed(household, today=today)
    known = queries.leave_settings(union=household.union, on=today).weights
    standing = queries.standing_signals(household)
    is_followed = leaving is not None
    refuse(why_not_warn(is_followed=is_followed, signal=signal, known=known, standing=standing))
    assert leaving is not None  # noqa: S101  the rule has refused otherwise
    return put_warning(actor, leaving, signal, known[signal], Source.HAND, said, now)


def put_warning(
    actor: Any, leaving: Leaving, signal: str, weight: int, source: str, said: str, now: datetime
) -> ReturnWarning:
    """Write a warning; the caller has decided that it stands on the list once. Leaves ``warning.raised``."""
    made: ReturnWarning = ReturnWarning.objects.create(
        household=leaving.household,
        leaving=leaving,
        person_id=leaving.person_id,
        signal=signal,
        weight=weight,
        source=source,
        said=said.strip(),
        raised_on=timezone.localdate(now),
        raised_by=actor,
    )
    _trace("warning.raised", actor, made, now, signal=signal, source=str(source))
    return made


@transaction.atomic
def settle_warning(
    *, actor: Any, warning: ReturnWarning, to: str, now: datetime, words: str = ""
) -> ReturnWarning:
    """Say that a warning is being looked into, or dismiss it with a reason. That the household returned is said by taking its file up again.

    Raises PermissionDenied, or Refused WARNING_OVER / WORDS_MISSING / WORDS_PERSONAL. Leaves ``warning.settled``.
    """
    require(actor, "person.edit", on=warning.household.union)
    household = held_household(warning.household)
    warning = ReturnWarning.objects.admitted().select_for_update(of=("self",)).get(pk=warning.pk)
    warning.household = household
    to = Alarm.DISMISSED if to == Alarm.DISMISSED else Alarm.LOOKED_AT
    refuse(why_not_settle(state=warning.state, to=to, words=words, tells_a_number=tells_a_number(words)))
    settle(actor, warning, to, words, now)
    return warning


def settle(actor: Any, warning: ReturnWarning, to: str, words: str, now: datetime) -> None:
    """Write how a warning that is held came out. Leaves ``warning.settled``."""
    warning.state, warning.words = to, words.strip()
    if to != Alarm.LOOKED_AT:
        warning.settled_on, warning.settled_by = timezone.localdate(now), actor
    warning.save()
    _trace("warning.settled", actor, warning, now, state=str(to))


def _trace(verb: str, actor: Any, warning: ReturnWarning, now: datetime, **details: Any) -> None:
    household = warning.household
    told = {"household": household.number} | details
    record(actor=actor, verb=verb, subject=warning, at=now, union_path=household.union.path, **told)
