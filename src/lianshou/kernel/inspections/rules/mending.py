"""Pure decisions about findings, from the day they are found until they are struck off, and about pressing for them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from lianshou.kernel.inspections.enums import Reason, State, Step

_OPEN = frozenset({State.FOUND, State.MENDING})
_ORDER = tuple(Step)


def why_not_find(*, text: str, found_on: date, today: date, inside: bool) -> Reason | None:
    """The first reason to refuse a finding, or None."""
    if not text.strip():
        return Reason.TEXT_MISSING
    if found_on > today:
        return Reason.IN_FUTURE
    return None if inside else Reason.NOT_BELOW


def why_not_assign(
    *, state: str, named: bool, todo: str, due_on: date, today: date, was: date | None = None, why: str = ""
) -> Reason | None:
    """The first reason to refuse an order to mend, or None; it can be given anew until it is reported as mended. To put off
    the day that it was to be mended by needs a reason.
    """
    if state not in _OPEN:
        return Reason.WRONG_STATE
    if not named:
        return Reason.NOBODY
    if not todo.strip():
        return Reason.TEXT_MISSING
    if due_on < today and due_on != was:
        return Reason.DUE_PASSED
    return Reason.WHY_PUT_OFF if was is not None and due_on > was and not why.strip() else None


def why_not_report(*, state: str, words: str) -> Reason | None:
    """The first reason to refuse a report of mending, or None."""
    if state != State.MENDING:
        return Reason.WRONG_STATE
    return None if words.strip() else Reason.WORDS_MISSING


def why_not_verify(*, state: str, own: bool, returns: bool = False, words: str = "") -> Reason | None:
    """The first reason to refuse verifying a mending, or with ``returns`` sending it back with words; four eyes see either."""
    if state != State.REPORTED:
        return Reason.WRONG_STATE
    if own:
        return Reason.OWN
    return Reason.WORDS_MISSING if returns and not words.strip() else None


def why_not_strike(*, state: str) -> Reason | None:
    """Only what was verified is struck off."""
    return None if state == State.VERIFIED else Reason.WRONG_STATE


def next_step(taken: Collection[str]) -> Step | None:
    """The step of pressing that comes next, None after the last."""
    return next((step for step in _ORDER if step not in taken), None)


def why_not_urge(*, step: str, taken: Collection[str], overdue: bool, prefix: str = "") -> Reason | None:
    """The first reason to refuse a step of pressing, or None; only upward and in order."""
    if not overdue:
        return Reason.NOT_OVERDUE
    if next_step(taken) != step:
        return Reason.OUT_OF_TURN
    return Reason.PREFIX_MISSING if step == Step.LETTER and not prefix.strip() else None
