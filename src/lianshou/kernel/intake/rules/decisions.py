"""The first reason to refuse, or None."""

from __future__ import annotations

from lianshou.kernel.intake.enums import Reason, RowState, State

# state → the states that an application may pass to
PASSAGES: dict[State, frozenset[State]] = {
    State.SUBMITTED: frozenset({State.IN_REVIEW, State.ACCEPTED, State.REFUSED}),
    State.IN_REVIEW: frozenset({State.RETURNED, State.ACCEPTED, State.REFUSED}),
    State.RETURNED: frozenset({State.IN_REVIEW}),
    State.ACCEPTED: frozenset({State.REFUSED}),  # a round may refuse what was taken in at once
    State.REFUSED: frozenset({State.IN_REVIEW, State.ACCEPTED}),  # an appeal, and one that was granted
    State.WITHDRAWN: frozenset(),
}


def why_not_open(*, preparing: bool, size: int, most: int) -> Reason | None:
    """A list is taken in only while its programme is in preparation, from a file of bearable size."""
    if not preparing:
        return Reason.WRONG_STATE
    return Reason.TOO_LARGE if size > most else None


def why_not_correct(*, preparing: bool, state: str) -> Reason | None:
    """A row may be corrected or set aside until it has been taken over."""
    if not preparing:
        return Reason.WRONG_STATE
    return Reason.ROW_TAKEN if state == RowState.TAKEN else None


def why_not_restore(*, preparing: bool, state: str) -> Reason | None:
    """Only a row that was set aside comes back."""
    if not preparing:
        return Reason.WRONG_STATE
    return None if state == RowState.DROPPED else Reason.NOT_DROPPED


def why_not_take(*, preparing: bool, good: int) -> Reason | None:
    """Sound rows become records only while the programme is in preparation."""
    if not preparing:
        return Reason.WRONG_STATE
    return None if good else Reason.NOTHING_TO_TAKE


def why_not_undo(*, taken: int) -> Reason | None:
    """A file is discarded as a whole only while nothing came of it."""
    return Reason.SOME_TAKEN if taken else None


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
