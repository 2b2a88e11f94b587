from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions.aiding.ending import drop_aid_of
from lianshou.kinds.aid.actions.helping import end_help_of
from lianshou.kinds.aid.actions.holding import held_household, note, refuse
from lianshou.kinds.aid.actions.verifying.deciding import pass_approval
from lianshou.kinds.aid.actions.verifying.rounds import end_round
from lianshou.kinds.aid.enums import Level, Reason, State
from lianshou.kinds.aid.models import Household, Member, Return
from lianshou.kinds.aid.queries import last_survey
from lianshou.kinds.aid.rules.deciding import why_not_end, why_not_put_on_file
from lianshou.kinds.aid.rules.form import CAUSES
from lianshou.kinds.aid.rules.form.sections import MOST_SECONDARY


@transaction.atomic
def put_on_file(*, actor: Any, household: Household, now: datetime, level: str = "") -> Household:
    """Put a household whose survey has been handed in on file, in the archive of ``level``; one that was taken up again, again,
    and one that stood in the superior's archive when it was imported from the day from then.

    Raises PermissionDenied, or Refused NOT_CHECKING / NOT_IN_HARDSHIP / OWN_SURVEY / ENDED, or what bars the approval
    (LAYERS_OPEN / OWN_LAYER, or the public notice). Leaves ``verification.passed`` and ``household.filed``.
    """
    require(actor, "review.decide", on=household.union)
    household = held_household(household)
    last = last_survey(household)
    is_own = last is not None and last.handed_in_by_id == actor.pk
    refuse(why_not_put_on_file(state=household.state, category=household.category, is_own=is_own))
    pass_approval(actor=actor, household=household, now=now)
    today = timezone.localdate(now)
    household.state = State.ON_FILE
    household.filed_on = household.filed_on or household.outer_filed_on or today
    household.level = Level(level) if level else household.level
    household.save()
    Return.objects.admitted().filter(household=household, filed_on=None).update(filed_on=today)
    note("household.filed", actor=actor, household=household, now=now, level=household.level)
    return household


@transaction.atomic
def set_causes(
    *, actor: Any, household: Household, cause: str, secondary: Sequence[str], now: datetime, words: str
) -> Household:
    """Set the causes of a household otherwise than its last survey says, with the reason in words.

    Raises PermissionDenied, or Refused ENDED / GROUND_MISSING. Leaves ``household.caused``.
    """
    require(actor, "person.edit", on=household.union)
    household = held_household(household)
    known = dict(CAUSES)
    beside = [key for key in dict.fromkeys(secondary) if key in known and key != cause][:MOST_SECONDARY]
    refuse(Reason.ENDED if household.state == State.ENDED else None)
    refuse(None if cause in known and words.strip() else Reason.GROUND_MISSING)
    was = household.cause
    household.cause, household.secondary = cause, beside
    household.save()
    note("household.caused", actor=actor, household=household, now=now, was=was, cause=cause)
    return household


def close_file(
    *, actor: Any, household: Household, ground: str, now: datetime, keeps_helper: bool = False
) -> Household:
    """End the file of a household that is held; the identity numbers in it may stand in another file from now on. The caller has
    been let in: a household leaves step by step (see actions/leaving). ``keeps_helper``: who helps goes on during follow-up.

    Raises Refused ENDED / GROUND_MISSING. Leaves ``household.ended``.
    """
    refuse(why_not_end(state=household.state, ground=ground))
    household.state, household.ground, household.ended_on = State.ENDED, ground, timezone.localdate(now)
    household.save()
    Member.objects.admitted().filter(household=household).update(is_standing=False)
    end_round(household, household.ended_on)
    if not keeps_helper:
        end_help_of(actor, household, now)
    drop_aid_of(actor, household, now)
    note("household.ended", actor=actor, household=household, now=now, ground=ground)
    return household


@transaction.atomic
def move_file(*, actor: Any, household: Household, union: Union, consent: bool, now: datetime) -> Household:
    """Let another union keep the file, once the household agreed; what is in it goes along.

    Raises PermissionDenied (on either union), or Refused ENDED / SAME_UNION / CONSENT_MISSING. Leaves ``household.moved`` where
    the file was and where it is.
    """
    require(actor, "person.edit", on=household.union)
    require(actor, "person.edit", on=union)
    household = held_household(household)
    if household.state == State.ENDED:
        raise Refused(Reason.ENDED)
    refuse(Reason.SAME_UNION if household.union_id == union.pk else None)
    refuse(None if consent else Reason.CONSENT_MISSING)
    was = household.union
    household.union = union
    household.save()
    note("household.moved", actor=actor, household=household, now=now, was=was.name, to=union.name)
    return household
