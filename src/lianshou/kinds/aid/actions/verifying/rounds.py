"""A round of verification: begun with the layers of the region, kept in step with its rows, ended by the last of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lianshou.kernel.audit.actions import record
from lianshou.kinds.aid.enums import Layer, Mode, Sort, State
from lianshou.kinds.aid.models import Household, Return, Survey, Verification, VerificationStep
from lianshou.kinds.aid.queries.verifying import door_pictures, layers_for, rows_of, visits_for
from lianshou.kinds.aid.rules.verifying import next_layer, why_not_take


def begin_round(*, actor: Any, household: Household, now: datetime) -> Verification:
    """The open round of a file that is held; where there is none, one begins with the layers of its region today.

    Leaves ``verification.begun`` for a new one.
    """
    found = Verification.objects.admitted().filter(household=household, ended_on=None).first()
    if found is not None:
        return found
    today = timezone.localdate(now)
    sort = _sort_of(household)
    order = layers_for(union=household.union, sort=sort, on=today)
    made = Verification.objects.create(
        household=household, sort=sort, order=order, waits_at=order[0], since=today, begun_on=today
    )
    trace("verification.begun", actor, made, now, sort=str(sort))
    return made


def _sort_of(household: Household) -> Sort:
    """Why a file is verified: to be put on file, again on file, or taken up again."""
    if household.state == State.ON_FILE:
        return Sort.AGAIN
    came_back = Return.objects.admitted().filter(household=household, filed_on=None).exists()
    return Sort.RETURN if came_back else Sort.FIRST


def put_step(actor: Any, verification: Verification, now: datetime, **facts: Any) -> VerificationStep:
    """Write a row of a layer and let the round follow it; the caller has been let in, and holds the file.

    Leaves ``verification.passed`` or ``verification.refused``.
    """
    step = VerificationStep.objects.create(verification=verification, done_by=actor, done_at=now, **facts)
    follow(verification, timezone.localdate(now))
    verb = "verification.passed" if step.is_passed else "verification.refused"
    trace(verb, actor, verification, now, layer=str(step.layer))
    return step


def follow(verification: Verification, today: date) -> None:
    """Where a round waits now, by its rows; a round whose layers all stand has ended."""
    coming = next_layer(verification.order, rows_of(verification))
    if coming != verification.waits_at:
        verification.waits_at, verification.since = coming, today
    verification.ended_on = None if coming else today
    verification.save()


def end_round(household: Household, today: date) -> None:
    """The open round of a file that has ended, ended with it; the file is held."""
    for one in Verification.objects.admitted().filter(household=household, ended_on=None):
        one.waits_at, one.ended_on = "", today
        one.save()


def follow_visit(*, actor: Any, survey: Survey, now: datetime) -> None:
    """A visit by two with a photograph that was just handed in is the layer of the visit, where its turn has come.

    Begins a round where a household on file is visited again. Leaves ``verification.passed``.
    """
    if survey.mode != Mode.VISIT or not door_pictures(survey):
        return
    household = survey.household
    verification = begin_round(actor=actor, household=household, now=now)
    reason = why_not_take(
        layer=Layer.VISIT,
        order=verification.order,
        rows=rows_of(verification),
        state=household.state,
        actor=actor.pk,
    )
    is_next = verification.waits_at == Layer.VISIT
    if reason is None and is_next and survey in visits_for(verification):
        facts = {"layer": Layer.VISIT, "is_passed": True, "held_on": survey.taken_on, "survey": survey}
        put_step(actor, verification, now, **facts)


def trace(verb: str, actor: Any, verification: Verification, now: datetime, **details: Any) -> None:
    """A line in the book about a round, under the union that keeps the file."""
    household = verification.household
    told = {"household": household.number} | details
    record(actor=actor, verb=verb, subject=verification, at=now, union_path=household.union.path, **told)
