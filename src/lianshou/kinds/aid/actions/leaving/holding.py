"""What every action of leaving does first and last."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.actions import record
from lianshou.kinds.aid.actions.deciding import close_file
from lianshou.kinds.aid.actions.helping import standing
from lianshou.kinds.aid.actions.holding import held_household
from lianshou.kinds.aid.enums import LeaveReason, LeaveState
from lianshou.kinds.aid.models import Call, Household, Leaving, LeavingStep
from lianshou.kinds.aid.queries import leaving as queries
from lianshou.kinds.aid.rules.leaving.deciding import after, next_step


def refuse(reason: LeaveReason | None) -> None:
    """Raise Refused where there is a reason."""
    if reason is not None:
        raise Refused(reason)


def held(leaving: Leaving) -> Leaving:
    """The leaving as it stands now, held after its file, so that two who act on both never wait for each other."""
    household = held_household(Household(pk=leaving.household_id))
    found: Leaving = Leaving.objects.admitted().select_for_update(of=("self",)).get(pk=leaving.pk)
    found.household = household
    return found


def put_row(actor: Any, leaving: Leaving, now: datetime, **facts: Any) -> LeavingStep:
    """Write a row of a step and let the leaving follow it; the caller has been let in, and holds the leaving.

    What was not passed turns the leaving back: the household stays on file. The last step ends the file. Leaves
    ``leaving.passed`` or ``leaving.refused``, and ``leaving.done`` with ``household.ended``.
    """
    row = LeavingStep.objects.create(leaving=leaving, done_by=actor, done_at=now, **facts)
    today = timezone.localdate(now)
    trace("leaving.passed" if row.is_passed else "leaving.refused", actor, leaving, now, step=str(row.step))
    if not row.is_passed:
        turn_back(leaving, LeaveState.REFUSED, row.words, today)
        return row
    coming = next_step(leaving.order, queries.rows_of_leaving(leaving))
    if coming:
        leaving.waits_at, leaving.since = coming, today
        leaving.save()
    else:
        _leave(actor, leaving, now)
    return row


def turn_back(leaving: Leaving, state: str, words: str, today: date) -> None:
    """A leaving that came to nothing; the file stands as before."""
    leaving.state, leaving.waits_at, leaving.ended_on = state, "", today
    leaving.closing_words = words
    leaving.save()


def _leave(actor: Any, leaving: Leaving, now: datetime) -> None:
    """The file ends with the ground; follow-up begins where the ground has it."""
    household, today = leaving.household, timezone.localdate(now)
    told = queries.leave_settings(union=household.union, on=today)
    helping = standing(household)
    follows = bool(told.steps.get(leaving.ground, {}).get("follow")) and household.filed_on is not None
    leaving.category, leaving.cause, leaving.persons = household.category, household.cause, household.persons
    leaving.helper = helping.helper if helping else None
    leaving.state, leaving.waits_at, leaving.ended_on = LeaveState.DONE, "", today
    if follows:
        months = max([told.follow_months, *told.calls])
        leaving.follow_until = after(today, months)
    keeps_helper = follows and told.follow_visits
    close_file(actor=actor, household=household, ground=leaving.ground, now=now, keeps_helper=keeps_helper)
    leaving.facts = queries.facts_of_register(household)
    leaving.save()
    if follows:
        for months in told.calls:
            Call.objects.create(
                leaving=leaving, household=household, months=months, due_on=after(today, months)
            )
    trace("leaving.done", actor, leaving, now, ground=leaving.ground)


def trace(verb: str, actor: Any, leaving: Leaving, now: datetime, **details: Any) -> None:
    """A line in the book about a leaving, under the union that keeps the file."""
    household = leaving.household
    told = {"household": household.number} | details
    record(actor=actor, verb=verb, subject=leaving, at=now, union_path=household.union.path, **told)
