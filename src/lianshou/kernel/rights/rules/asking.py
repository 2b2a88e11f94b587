"""Requests of persons: when they are due, and whether they may be asked, answered and taken back."""

from __future__ import annotations

from datetime import date, timedelta

from lianshou.kernel.rights.enums import Reason, RequestKind, RequestState


def due_on(*, asked_on: date, days: int) -> date:
    """The last day on which a request is answered in time."""
    return asked_on + timedelta(days=days)


def is_overdue(*, state: str, due: date, today: date) -> bool:
    return state == RequestState.OPEN and today > due


def why_not_ask(
    *, kind: str, words: str, field: str, value: str, known_field: bool, readable: bool, same_open: bool
) -> Reason | None:
    """The first reason why a request cannot be sent, or None."""
    correcting = kind == RequestKind.CORRECT
    checks = [
        (correcting and not (field and value.strip()), Reason.VALUE_MISSING),
        (correcting and not known_field, Reason.NO_SUCH_FIELD),
        (correcting and not readable, Reason.NOT_READABLE),
        (not correcting and not words.strip(), Reason.WORDS_MISSING),
        (same_open, Reason.SAME_OPEN),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_answer(*, state: str, own: bool, words: str, refusing: bool, why: str) -> Reason | None:
    """The first reason why a request cannot be granted or refused; a refusal gives its reason and its words."""
    checks = [
        (state != RequestState.OPEN, Reason.NOT_OPEN),
        (own, Reason.OWN_REQUEST),
        (refusing and not why, Reason.REASON_MISSING),
        (not words.strip(), Reason.REASON_MISSING if refusing else Reason.WORDS_MISSING),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_take_back(*, state: str, own: bool) -> Reason | None:
    """Whether the person may take a request back."""
    if not own:
        return Reason.NOT_YOURS
    return None if state == RequestState.OPEN else Reason.NOT_OPEN
