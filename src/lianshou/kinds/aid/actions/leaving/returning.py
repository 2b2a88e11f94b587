"""A household falls back: its old file is taken up again, with all that stands in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.privacy.rules import tells_a_number
from lianshou.kinds.aid.actions.holding import held_household, note
from lianshou.kinds.aid.actions.leaving.holding import refuse
from lianshou.kinds.aid.actions.leaving.warning import settle
from lianshou.kinds.aid.actions.surveying import put_begun
from lianshou.kinds.aid.actions.verifying.rounds import begin_round
from lianshou.kinds.aid.enums import STANDING_ALARMS, Alarm, CallState, LeaveReason, Mode, State
from lianshou.kinds.aid.models import Call, Household, Leaving, Member, Return, ReturnWarning
from lianshou.kinds.aid.queries import draft_of
from lianshou.kinds.aid.queries import leaving as queries
from lianshou.kinds.aid.rules.leaving.deciding import why_not_return


@transaction.atomic
def take_up_again(*, actor: Any, household: Household, words: str, now: datetime) -> Return:
    """Take the file of a household up again that left hardship and fell back: the same file, with its number and history. It goes
    through verification anew; a survey begins with the answers of the last one; identity numbers stand again.

    Raises PermissionDenied, or Refused NOT_ENDED / NOT_RETURNING / HELD_AGAIN / WORDS_MISSING / WORDS_PERSONAL. Leaves
    ``household.returned``, ``warning.settled`` for each that stood, ``verification.begun`` and ``survey.begun``.
    """
    require(actor, "person.edit", on=household.union)
    household, today = held_household(household), timezone.localdate(now)
    leaving = queries.last_left(household)
    refuse(
        why_not_return(
            state=household.state,
            ground=household.ground,
            has_left=leaving is not None,
            held=queries.held_elsewhere(household),
            words=words,
            tells_a_number=tells_a_number(words),
        )
    )
    assert leaving is not None  # noqa: S101  the rule has refused otherwise
    made: Return = Return.objects.create(
        household=household, leaving=leaving, words=words.strip(), begun_on=today, begun_by=actor
    )
    _reopen(household)
    _close_follow_up(actor, leaving, today, now)
    note("household.returned", actor=actor, household=household, now=now, words=words.strip())
    begin_round(actor=actor, household=household, now=now)
    if draft_of(household) is None:
        put_begun(actor, household, Mode.DESK, now)
    return made


def _reopen(household: Household) -> None:
    """The file stands again; what it was found to be is found anew. Two who open one at once meet at the constraints."""
    household.state, household.ground, household.ended_on = State.ASKED, "", None
    if queries.needs_programme(household):
        household.application = None
    try:
        with transaction.atomic():
            household.save()
            Member.objects.admitted().filter(household=household).update(is_standing=True)
    except IntegrityError as error:
        raise Refused(LeaveReason.HELD_AGAIN) from error


def _close_follow_up(actor: Any, leaving: Leaving, today: date, now: datetime) -> None:
    """Calls that were still due are not needed, warnings came true."""
    Call.objects.admitted().filter(leaving=leaving, state=CallState.DUE).update(
        state=CallState.DROPPED, closed_on=today
    )
    rows = ReturnWarning.objects.admitted().select_for_update(of=("self",))
    for one in rows.filter(leaving=leaving, state__in=STANDING_ALARMS).order_by("pk"):
        one.household = leaving.household
        settle(actor, one, Alarm.RETURNED, "", now)
