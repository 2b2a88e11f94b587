"""The first reason to refuse, or None."""

from __future__ import annotations

from datetime import datetime, timedelta

from lianshou.core import leases
from lianshou.kernel.intake.enums import UNDER_WAY, Reason, RowState, State
from lianshou.kernel.programmes.enums import State as ProgrammeState

LEASE = timedelta(minutes=2)
"""How long a worker may be silent before another may take its job up."""
FORGET_AFTER = timedelta(days=30)
"""How long the cells of an upload are kept after the last thing that was done with it."""
SMALL_FILE, SMALL_COUNT = 200_000, 50
"""Bytes of a file, and rows, that are dealt with at once; anything larger is work in the background."""


def is_silent(*, stage: str, heard_at: datetime, now: datetime) -> bool:
    """Whether a job that should be under way has not been heard of for a lease: its process is gone."""
    return stage in UNDER_WAY and leases.is_silent(heard_at=heard_at, now=now, lease=LEASE)


def may_claim(*, stage: str, beat_at: datetime | None, now: datetime) -> bool:
    """Whether a worker may take a job: nobody has it yet, or whoever had it has fallen silent."""
    return stage in UNDER_WAY and leases.may_claim(beat_at=beat_at, now=now, lease=LEASE)


# state → the states that an application may pass to
PASSAGES: dict[State, frozenset[State]] = {
    State.SUBMITTED: frozenset({State.IN_REVIEW, State.ACCEPTED, State.REFUSED}),
    State.IN_REVIEW: frozenset({State.RETURNED, State.ACCEPTED, State.REFUSED}),
    State.RETURNED: frozenset({State.IN_REVIEW}),
    State.ACCEPTED: frozenset({State.REFUSED}),  # a round may refuse what was taken in at once
    State.REFUSED: frozenset({State.IN_REVIEW, State.ACCEPTED}),  # an appeal, and one that was granted
    State.WITHDRAWN: frozenset(),
}


def is_list_open(*, state: str, while_running: bool) -> bool:
    """Whether a list is taken in now: while its programme is prepared, or, for one that comes back later, while it runs."""
    return state == (ProgrammeState.RUNNING if while_running else ProgrammeState.PREPARING)


def why_not_open(*, preparing: bool, size: int, most: int) -> Reason | None:
    """A list is taken in only at its time (see ``is_list_open``), from a file of bearable size."""
    if not preparing:
        return Reason.WRONG_STATE
    return Reason.TOO_LARGE if size > most else None


def why_not_correct(*, preparing: bool, state: str, forgotten: bool = False) -> Reason | None:
    """A row may be corrected or set aside until it has been taken over, or its cells are erased."""
    if not preparing:
        return Reason.WRONG_STATE
    if forgotten:
        return Reason.FORGOTTEN
    return Reason.ROW_TAKEN if state == RowState.TAKEN else None


def why_not_restore(*, preparing: bool, state: str, forgotten: bool = False) -> Reason | None:
    """Only a row that was set aside comes back."""
    if not preparing:
        return Reason.WRONG_STATE
    if forgotten:
        return Reason.FORGOTTEN
    return None if state == RowState.DROPPED else Reason.NOT_DROPPED


def why_not_take(*, preparing: bool, good: int, forgotten: bool = False, busy: bool = False) -> Reason | None:
    """Sound rows become records only while the programme is in preparation."""
    if not preparing:
        return Reason.WRONG_STATE
    if forgotten or busy:
        return Reason.BUSY if busy else Reason.FORGOTTEN
    return None if good else Reason.NOTHING_TO_TAKE


def why_not_undo(*, taken: int) -> Reason | None:
    """A file is discarded as a whole only while nothing came of it."""
    return Reason.SOME_TAKEN if taken else None


def why_not_take_back(*, preparing: bool, taken: int, way: bool, busy: bool = False) -> Reason | None:
    """What an upload did is taken back while its programme is in preparation, where its list knows how."""
    if not preparing:
        return Reason.WRONG_STATE
    if busy:
        return Reason.BUSY
    if not taken:
        return Reason.NOTHING_TAKEN
    return None if way else Reason.NO_WAY_BACK


def why_not_pass(*, before: str, after: str, placed: bool) -> Reason | None:
    """Whether an application may pass from one state to another; one that has its place is not refused any more."""
    if State(after) not in PASSAGES.get(State(before), frozenset()):
        return Reason.NO_WAY
    return Reason.PLACED if placed and after == State.REFUSED else None


def why_not_withdraw(*, preparing: bool, state: str, placed: bool) -> Reason | None:
    """An application is withdrawn during preparation, and not once it has been placed."""
    if not preparing:
        return Reason.WRONG_STATE
    if state == State.WITHDRAWN:
        return Reason.WITHDRAWN
    return Reason.PLACED if placed else None
