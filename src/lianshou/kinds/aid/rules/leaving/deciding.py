"""Which step of leaving is next and why one cannot be taken; calls, warnings, coming back."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianshou.kernel.notices.enums import Bar
from lianshou.kinds.aid.enums import Alarm, CallState, Ground, LeaveReason, LeaveState, LeaveStep, State

RETURNING = (Ground.OUT, Ground.GUARANTEED)
"""The grounds after which a household that falls back takes its old file up again."""
_NEED_A_FILE = RETURNING
_BEFORE_FILE = (LeaveStep.APPROVAL, LeaveStep.LETTER)


@dataclass(frozen=True, slots=True)
class Gone:
    """A step as it was done once."""

    step: str
    is_passed: bool
    by: int
    held_on: date


def order_of(cells: Mapping[str, int], *, is_on_file: bool) -> list[str]:
    """The steps that a ground asks for by a row of the setting (1 asks for it), in their order; the approval always.

    Of a household that was never on file no income, study or notice is asked: nothing was granted.
    """
    asked = [one for one in LeaveStep if one == LeaveStep.APPROVAL or cells.get(one.value)]
    return [str(one) for one in asked if is_on_file or one in _BEFORE_FILE]


def next_step(order: Sequence[str], rows: Sequence[Gone]) -> str:
    """The step that comes next; empty once all were passed. A leaving with a row that was not passed is over."""
    passed = {row.step for row in rows if row.is_passed}
    return next((one for one in order if one not in passed), "")


def why_not_begin(
    *, state: str, ground: str, is_open: bool, words: str, tells_a_number: bool
) -> LeaveReason | None:
    """Why a household cannot begin to leave, or None."""
    if state == State.ENDED:
        return LeaveReason.FILE_ENDED
    if is_open:
        return LeaveReason.UNDER_WAY
    if ground == Ground.MERGED:
        return LeaveReason.MERGED
    if ground not in Ground.values:
        return LeaveReason.GROUND_MISSING
    if state != State.ON_FILE and ground in _NEED_A_FILE:
        return LeaveReason.NOT_ON_FILE
    return why_not_say(words, tells_a_number=tells_a_number)


def why_not_say(words: str, *, tells_a_number: bool) -> LeaveReason | None:
    """Words are there, and nobody's numbers stand in them."""
    if len(words.strip()) < 4:
        return LeaveReason.WORDS_MISSING
    return LeaveReason.WORDS_PERSONAL if tells_a_number else None


def why_not_take(
    *, state: str, step: str, waits_at: str, held_on: date, today: date, rows: Sequence[Gone], begun_on: date
) -> LeaveReason | None:
    """Why a step cannot be entered now, or None: the leaving is over, another step is next, or the day does not fit."""
    if state != LeaveState.OPEN:
        return LeaveReason.NOT_UNDER_WAY
    if step != waits_at:
        return LeaveReason.NOT_ITS_TURN
    if held_on > today:
        return LeaveReason.AHEAD
    return LeaveReason.BEFORE_LAST if held_on < max([begun_on, *(row.held_on for row in rows)]) else None


def why_not_study(*, present: int, least: int, minutes: str) -> LeaveReason | None:
    """Why a study does not count, or None."""
    if present < least:
        return LeaveReason.FEW_THERE
    return None if minutes.strip() else LeaveReason.NO_MINUTES


_BARS = {
    Bar.OBJECTION_OPEN: LeaveReason.NOTICE_OBJECTION,
    Bar.WINDOW_OPEN: LeaveReason.NOTICE_RUNS,
    Bar.UPHELD: LeaveReason.NOTICE_UPHELD,
}


def why_not_pass_notice(*, bar: Any, is_listed: bool) -> LeaveReason | None:
    """What the kernel's bar of a notice means for a household that leaves."""
    if not is_listed:
        return LeaveReason.NOTICE_NOT_POSTED
    return _BARS.get(bar, LeaveReason.NOTICE_NOT_POSTED) if bar else None


def why_not_approve(
    *, state: str, waits_at: str, actor: int, rows: Sequence[Gone], begun_by: int
) -> LeaveReason | None:
    """Why the actor cannot decide: steps are open, or some of it is their own."""
    if state != LeaveState.OPEN:
        return LeaveReason.NOT_UNDER_WAY
    if waits_at != LeaveStep.APPROVAL:
        return LeaveReason.NOT_ITS_TURN
    return LeaveReason.OWN_STEP if actor in {begun_by, *(row.by for row in rows)} else None


def after(day: date, months: int) -> date:
    """So many months after a day; the last day of a month where it has no such day."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def why_not_call(
    *, state: str, called_on: date, left_on: date, today: date, is_reached: bool, said: str
) -> LeaveReason | None:
    """Why a call cannot be entered, or None."""
    if state != CallState.DUE:
        return LeaveReason.CALL_OVER
    if called_on > today:
        return LeaveReason.AHEAD
    if called_on < left_on:
        return LeaveReason.CALL_EARLY
    return LeaveReason.NOTHING_SAID if is_reached and len(said.strip()) < 2 else None


def state_after(*, is_reached: bool, missed: int, most: int) -> CallState:
    """What a call is after a try, the ``missed`` of now included: reached, still due, or missed as often as is asked."""
    if is_reached:
        return CallState.REACHED
    return CallState.MISSED if missed >= most else CallState.DUE


def why_not_warn(
    *, is_followed: bool, signal: str, known: Collection[str], standing: Collection[str]
) -> LeaveReason | None:
    """Why no warning can be raised, or None."""
    if not is_followed:
        return LeaveReason.NOT_FOLLOWED
    if signal not in known:
        return LeaveReason.NO_SIGNAL
    return LeaveReason.WARNED if signal in standing else None


def why_not_settle(*, state: str, to: str, words: str, tells_a_number: bool) -> LeaveReason | None:
    """Why a warning cannot be settled so, or None: what is dismissed says why."""
    if state not in (Alarm.OPEN, Alarm.LOOKED_AT):
        return LeaveReason.WARNING_OVER
    if to == Alarm.DISMISSED:
        return why_not_say(words, tells_a_number=tells_a_number)
    return LeaveReason.WORDS_PERSONAL if tells_a_number else None


def why_not_return(
    *, state: str, ground: str, has_left: bool, held: bool, words: str, tells_a_number: bool
) -> LeaveReason | None:
    """Why a file cannot be taken up again, or None; ``held``: somebody of it stands in another file now."""
    if state != State.ENDED:
        return LeaveReason.NOT_ENDED
    if ground not in RETURNING or not has_left:
        return LeaveReason.NOT_RETURNING
    if held:
        return LeaveReason.HELD_AGAIN
    return why_not_say(words, tells_a_number=tells_a_number)


def signals_of_facts(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What changes in the register warn of: ``left``, the day on which the head left the unit, and ``elsewhere``, that a member
    stands in another file by now."""
    found = []
    if now.get("left") and not before.get("left"):
        found.append("lost_job")
    if now.get("elsewhere") and not before.get("elsewhere"):
        found.append("other")
    return found
