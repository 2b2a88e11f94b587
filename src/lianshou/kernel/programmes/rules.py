"""Pure decisions about the life of a programme."""

from __future__ import annotations

from datetime import date

from lianshou.kernel.programmes.enums import Reason, State

# state → the states it may pass to
PASSAGES: dict[State, frozenset[State]] = {
    State.PREPARING: frozenset({State.APPROVED}),
    State.APPROVED: frozenset({State.PREPARING, State.RUNNING}),
    State.RUNNING: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}


def why_not_pass(*, before: str, after: str) -> Reason | None:
    """Whether a programme may pass from one state to another."""
    return None if State(after) in PASSAGES[State(before)] else Reason.WRONG_STATE


def why_not_create(*, starts_on: date, ends_on: date, exists: bool) -> Reason | None:
    """The first reason to refuse a new programme, or None."""
    if ends_on < starts_on:
        return Reason.ENDS_BEFORE_START
    return Reason.ROUND_EXISTS if exists else None


def why_not_prepare(*, state: str) -> Reason | None:
    """Lists, holds and matchings may change only while the programme is in preparation."""
    return None if state == State.PREPARING else Reason.WRONG_STATE
