"""Issuing, agreeing, signing, joining, leaving, evaluating, renewing and ending."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from lianshou.kernel.pledges.enums import Reason, Sort, State

_OPEN = frozenset({State.DRAFTED, State.AGREED})
LAST_DAYS = timedelta(days=90)
"""How long before its last day an agreement may be evaluated and renewed."""
LIVING = frozenset({State.IN_FORCE, State.EXPIRED, State.JUDGED})
"""Once in force and not yet over with: it may still be renewed or ended."""

# state → the states that a pledge may pass to
PASSAGES: dict[State, frozenset[State]] = {
    State.DRAFTED: frozenset({State.AGREED, State.IN_FORCE, State.ENDED}),
    State.AGREED: frozenset({State.IN_FORCE, State.ENDED}),
    State.IN_FORCE: frozenset({State.EXPIRED, State.JUDGED, State.RENEWED, State.ENDED}),
    State.EXPIRED: frozenset({State.JUDGED, State.RENEWED, State.ENDED}),
    State.JUDGED: frozenset({State.RENEWED, State.ENDED}),
    State.RENEWED: frozenset(),
    State.ENDED: frozenset(),
}


def may_pass(before: str, after: str) -> bool:
    """Whether a pledge may pass from one state to the other."""
    return State(after) in PASSAGES[State(before)]


def why_not_issue(
    *, programme_approved: bool, has_paper: bool, waiting: int, prefix: str, today: date, ends_on: date
) -> Reason | None:
    """The first reason why no agreements can be issued for a programme, or None."""
    checks = [
        (not has_paper, Reason.NO_PAPER),
        (not programme_approved, Reason.WRONG_STATE),
        (today > ends_on, Reason.ENDED),
        (waiting == 0, Reason.NOTHING_TO_ISSUE),
        (not prefix.strip(), Reason.PREFIX_MISSING),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_agree(
    *, state: str, is_party: bool, agreed: bool, today: date, ends_on: date, is_late: bool = False
) -> Reason | None:
    """The first reason to refuse that a side agrees, or None. ``agreed``: nothing of the actor's is left to agree;
    ``is_late``: it is a member of an agreement of several, which need not wait for it."""
    if not is_party:
        return Reason.NOT_A_PARTY
    if state == State.ENDED or today > ends_on:
        return Reason.ENDED
    if agreed:
        return Reason.ALREADY_AGREED
    open_to = (State.DRAFTED, State.AGREED, State.IN_FORCE) if is_late else (State.DRAFTED,)
    return None if state in open_to else Reason.NOT_DRAFTED


def why_not_sign(
    *, state: str, is_party: bool, signed: bool, today: date, ends_on: date, is_late: bool = False
) -> Reason | None:
    """The first reason to refuse a signature, or None. ``signed``: nothing of the actor's is left to sign; ``is_late``: the
    party agreed, and the agreement of several came into force without its signature."""
    if not is_party:
        return Reason.NOT_A_PARTY
    if state == State.ENDED or today > ends_on:
        return Reason.ENDED
    if signed:
        return Reason.ALREADY_SIGNED
    open_to = (State.AGREED, State.IN_FORCE) if is_late else (State.AGREED,)
    return None if state in open_to else Reason.NOT_AGREED


def why_not_record_paper(
    *, state: str, signed_on: date, names: Iterable[str], today: date, ends_on: date
) -> Reason | None:
    """The first reason to refuse recording that both chairs signed on paper, or None."""
    checks = [
        (state == State.ENDED or signed_on > ends_on, Reason.ENDED),
        (state not in _OPEN, Reason.IN_FORCE),
        (signed_on > today, Reason.DAY_IN_FUTURE),
        (not all(name.strip() for name in names), Reason.NAME_MISSING),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_end(
    *, state: str, ended_on: date, words: str, today: date, began_on: date | None
) -> Reason | None:
    """The first reason to refuse ending an agreement before its time, or None."""
    checks = [
        (not may_pass(state, State.ENDED), Reason.ENDED),
        (not words.strip(), Reason.REASON_MISSING),
        (ended_on > today, Reason.DAY_IN_FUTURE),
        (began_on is not None and ended_on < began_on, Reason.DAY_BEFORE_START),
    ]
    return next((reason for fails, reason in checks if fails), None)


def state_after(
    *,
    state: str,
    agreed: Sequence[bool],
    signed: Sequence[bool],
    needed: int | None = None,
    lead: bool = True,
) -> State:
    """Where a pledge stands once its sides have agreed and signed so far; what was in force once is moved by other acts.

    ``needed`` signatures suffice, when ``lead``, the leading party, is among those who have agreed and signed.
    """
    before = State(state)
    if before not in _OPEN:
        return before
    if needed is None:
        return State.IN_FORCE if all(signed) else (State.AGREED if all(agreed) else State.DRAFTED)
    if lead and sum(signed) >= needed:
        return State.IN_FORCE
    return State.AGREED if sum(agreed) >= needed else before


def why_not_draw_up(*, members: Sequence[int], hub: int, words: str, needed: int | None) -> Reason | None:
    """The first reason to refuse an agreement of several, or None. Unions by their ids."""
    parties = len(members) + 1
    checks = [
        (len(members) < 2, Reason.TOO_FEW),
        (len({hub, *members}) != parties, Reason.TWICE),
        (not words.strip(), Reason.WORDS_MISSING),
        (needed is not None and not 2 <= needed <= parties, Reason.NEEDED_WRONG),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_join(*, sort: str, state: str, is_party: bool, words: str) -> Reason | None:
    """The first reason to refuse that a union joins by a supplement, or None."""
    checks = [
        (sort != Sort.MANY, Reason.NOT_MANY),
        (state != State.IN_FORCE, Reason.NOT_IN_FORCE),
        (is_party, Reason.ALREADY_PARTY),
        (not words.strip(), Reason.REASON_MISSING),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_leave(*, sort: str, state: str, left_on: date, today: date, words: str) -> Reason | None:
    """The first reason to refuse that a party leaves, or None."""
    checks = [
        (sort != Sort.MANY, Reason.NOT_MANY),
        (state != State.IN_FORCE, Reason.NOT_IN_FORCE),
        (left_on > today, Reason.DAY_IN_FUTURE),
        (not words.strip(), Reason.REASON_MISSING),
    ]
    return next((reason for fails, reason in checks if fails), None)


def ends_with(*, leaving_ends: bool, is_lead: bool, staying: int) -> bool:
    """Whether an agreement of several ends when one leaves: its leading party, the second last, or by what was agreed."""
    return leaving_ends or is_lead or staying < 2


def why_not_send(*, receivers: int, words: str, most: int) -> Reason | None:
    """The first reason to refuse letters, or None."""
    checks = [
        (receivers == 0, Reason.NO_RECEIVER),
        (receivers > most, Reason.TOO_MANY),
        (not words.strip(), Reason.WORDS_MISSING),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_judge(
    *, state: str, is_party: bool, judged: bool, words: str, today: date, ends_on: date
) -> Reason | None:
    """The first reason to refuse that a side evaluates an agreement, or None."""
    checks = [
        (not is_party, Reason.NOT_A_PARTY),
        (state not in (State.IN_FORCE, State.EXPIRED), Reason.NOT_IN_FORCE),
        (judged, Reason.ALREADY_JUDGED),
        (today < ends_on - LAST_DAYS, Reason.TOO_EARLY),
        (not words.strip(), Reason.REASON_MISSING),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_renew(
    *,
    state: str,
    judged_first: bool,
    renewing: bool,
    today: date,
    ends_on: date,
    term: tuple[date, date] | None,
    sort: str = Sort.PAIR,
) -> Reason | None:
    """The first reason to refuse a renewal, or None. ``term`` is the new one, None while it is not known yet."""
    starts, ends = term or (ends_on + timedelta(days=1), ends_on + timedelta(days=2))
    checks = [
        (sort not in (Sort.PAIR, Sort.MANY) or state not in LIVING, Reason.NOT_IN_FORCE),
        (renewing, Reason.ALREADY_RENEWED),
        (judged_first and state != State.JUDGED, Reason.NOT_JUDGED),
        (today < ends_on - LAST_DAYS, Reason.TOO_EARLY),
        (starts <= ends_on or ends <= starts, Reason.TERM_WRONG),
    ]
    return next((reason for fails, reason in checks if fails), None)


def digest_of(context: Mapping[str, object]) -> str:
    """SHA-256 over the frozen words of a pledge: what exactly was agreed and signed."""
    text = json.dumps(context, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
