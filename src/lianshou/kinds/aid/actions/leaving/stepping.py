"""A household begins to leave, and goes step by step up to the approval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.privacy.rules import tells_a_number
from lianshou.kinds.aid.actions.holding import held_household
from lianshou.kinds.aid.actions.leaving.holding import held, put_row, refuse, trace
from lianshou.kinds.aid.actions.verifying import ask_in_programme
from lianshou.kinds.aid.enums import LeaveReason, LeaveStep, Proposer, State
from lianshou.kinds.aid.models import Helping, Household, Leaving, LeavingStep
from lianshou.kinds.aid.queries import leaving as queries
from lianshou.kinds.aid.queries import programmes_to_ask_in
from lianshou.kinds.aid.rules.leaving.deciding import (
    order_of,
    why_not_begin,
    why_not_pass_notice,
    why_not_say,
    why_not_study,
    why_not_take,
)
from lianshou.kinds.aid.rules.leaving.months import (
    Month,
    why_not_reckon,
)


@dataclass(frozen=True, kw_only=True)
class Stepped:
    """What is told of a step; the rest belongs to single steps."""

    is_passed: bool = True
    held_on: date | None = None
    words: str = ""
    months: Sequence[Month] = ()
    present: int = 0
    minutes: str = ""


@transaction.atomic
def begin_leaving(
    *, actor: Any, household: Household, ground: str, words: str, now: datetime, proposer: str = Proposer.SELF
) -> Leaving:
    """Begin the leaving of a household with the steps that its region asks for on this day. Its helper may begin it on their
    word, whoever writes in the file on any.

    Raises PermissionDenied, or Refused with a LeaveReason (FILE_ENDED, UNDER_WAY, GROUND_MISSING, MERGED, NOT_ON_FILE,
    WORDS_MISSING, WORDS_PERSONAL). Leaves ``leaving.begun``.
    """
    proposer = _let_in(actor, household, proposer)
    household = held_household(household)
    is_open = queries.open_leaving(household) is not None
    said: dict[str, Any] = {"words": words, "tells_a_number": tells_a_number(words)}
    refuse(why_not_begin(state=household.state, ground=ground, is_open=is_open, **said))
    today = timezone.localdate(now)
    told = queries.leave_settings(union=household.union, on=today)
    order = order_of(told.steps[ground], is_on_file=household.state == State.ON_FILE)
    made: Leaving = Leaving.objects.create(
        household=household,
        person=household.head,
        ground=ground,
        proposer=proposer,
        words=words.strip(),
        order=order,
        waits_at=order[0],
        since=today,
        begun_on=today,
        begun_by=actor,
        category=household.category,
        cause=household.cause,
        persons=household.persons,
    )
    trace("leaving.begun", actor, made, now, ground=ground, proposer=str(proposer))
    _join_the_only_programme(actor, made, now)
    return made


def _let_in(actor: Any, household: Household, proposer: str) -> Proposer:
    """On whose word, for who may: the helper speaks for themselves."""
    if may(actor, "person.edit", on=household.union):
        return Proposer(proposer)
    helps = Helping.objects.admitted().filter(
        household=household, ends_on=None, helper__person__account=actor.pk
    )
    if not helps.exists():
        raise PermissionDenied
    return Proposer.HELPER


@transaction.atomic
def take_step(*, actor: Any, leaving: Leaving, step: str, told: Stepped, now: datetime) -> LeavingStep:
    """Enter the step that is next as passed or not passed; never changed afterwards. What is not passed turns the leaving back
    with its words; the approval has actions of its own.

    Raises PermissionDenied, or Refused with a LeaveReason (NOT_UNDER_WAY, NOT_ITS_TURN, AHEAD, BEFORE_LAST, WORDS_MISSING,
    WORDS_PERSONAL; NO_MONTHS, MONTH_TWICE, MONTH_AHEAD, NOT_ABOVE; FEW_THERE, NO_MINUTES; what the notice waits for). Leaves
    ``leaving.passed`` or ``leaving.refused``; with the last step ``leaving.done`` and ``household.ended``; ``household.asked`` where
    the notice is next and only one programme fits.
    """
    require(actor, "person.edit", on=leaving.household.union)
    leaving, today = held(leaving), timezone.localdate(now)
    refuse(LeaveReason.NOT_ITS_TURN if step == LeaveStep.APPROVAL or step not in leaving.order else None)
    held_on = told.held_on or today
    refuse(
        why_not_take(
            state=leaving.state,
            step=step,
            waits_at=leaving.waits_at,
            held_on=held_on,
            today=today,
            rows=queries.rows_of_leaving(leaving),
            begun_on=leaving.begun_on,
        )
    )
    words, has_number = told.words.strip(), tells_a_number(told.words)
    if not told.is_passed:
        refuse(why_not_say(words, tells_a_number=has_number))
    refuse(LeaveReason.WORDS_PERSONAL if has_number else None)
    facts = _OF[LeaveStep(step)](leaving, told, today)
    common = {"step": step, "is_passed": told.is_passed, "held_on": held_on, "words": words}
    row = put_row(actor, leaving, now, **common | facts)
    _join_the_only_programme(actor, leaving, now)
    return row


def _join_the_only_programme(actor: Any, leaving: Leaving, now: datetime) -> None:
    """Let a household whose notice is next ask in the programme that fits, where it is in none and only one does."""
    household = leaving.household
    if leaving.waits_at != LeaveStep.NOTICE or not queries.needs_programme(household):
        return
    fitting = programmes_to_ask_in(union=household.union)[:2]
    if len(fitting) != 1:
        return
    try:
        with transaction.atomic():
            leaving.household = ask_in_programme(
                actor=actor, household=household, programme=fitting[0], now=now
            )
    except (Refused, PermissionDenied):  # left to be chosen on the page of the leaving
        return


def _income(leaving: Leaving, told: Stepped, today: date) -> dict[str, Any]:
    if told.months or told.is_passed:
        refuse(why_not_reckon(told.months, today=today))
        found = queries.reckoning_for(leaving=leaving, months=told.months, today=today)
        refuse(LeaveReason.NOT_ABOVE if told.is_passed and not found.is_met else None)
        leaving.reckoning = found.as_json()
    return {}


def _study(leaving: Leaving, told: Stepped, today: date) -> dict[str, Any]:
    least = queries.leave_settings(union=leaving.household.union, on=told.held_on or today).study_present
    refuse(why_not_study(present=told.present, least=least, minutes=told.minutes))
    return {"present": told.present, "minutes": told.minutes.strip()[:60]}


def _notice(leaving: Leaving, told: Stepped, today: date) -> dict[str, Any]:
    notice = queries.notice_of_leaving(leaving)
    if told.is_passed:
        refuse(queries.why_not_notice(leaving, today=today))
        refuse(why_not_pass_notice(bar=None, is_listed=notice is not None))
    in_time = queries.is_leaving_notice_in_time(leaving, notice) if notice and told.is_passed else None
    return {"notice": notice, "is_in_time": in_time}


def _letter(_leaving: Leaving, told: Stepped, _today: date) -> dict[str, Any]:
    return {"minutes": told.minutes.strip()[:60], "is_passed": True}


_OF = {
    LeaveStep.INCOME: _income,
    LeaveStep.STUDY: _study,
    LeaveStep.NOTICE: _notice,
    LeaveStep.LETTER: _letter,
}


@transaction.atomic
def pass_leaving_notices(*, actor: Any, leavings: Iterable[Leaving], now: datetime) -> int:
    """Enter the public notice as passed for every one of these whose window is over and free of objections; the others are left
    as they are. Raises PermissionDenied. Leaves ``leaving.passed`` for each; gives how many.
    """
    done = 0
    for one in leavings:
        try:
            with transaction.atomic():
                take_step(actor=actor, leaving=one, step=LeaveStep.NOTICE, told=Stepped(), now=now)
        except Refused:
            continue
        done += 1
    return done
