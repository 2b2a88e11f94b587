"""From one state of a payment to the next: planned → approved → paid → receipted, or refused, or cancelled."""

from __future__ import annotations

from datetime import date

from lianshou.kernel.funds.enums import BatchState, Reason, State

ENDED = frozenset({State.REFUSED, State.CANCELLED})
LIVE = frozenset(State) - ENDED
"""What counts against a budget."""
MOVED = frozenset({State.PAID, State.RECEIPTED})
"""Where the money has left the account."""


def why_not_approve(*, state: str, is_own: bool, is_payee: bool, has_failed: bool = False) -> Reason | None:
    """The first reason why somebody cannot approve a payment, or None; ``has_failed``: the bank refused the account it has."""
    if state != State.PLANNED:
        return Reason.NOT_PLANNED
    if is_own:
        return Reason.OWN
    if is_payee:
        return Reason.OWN_PAYEE
    return Reason.NOT_CORRECTED if has_failed else None


def why_not_refuse(*, state: str, is_own: bool, words: str) -> Reason | None:
    """The first reason why a payment cannot be refused, or None; whoever entered it cancels it instead."""
    if state != State.PLANNED:
        return Reason.NOT_PLANNED
    if is_own:
        return Reason.OWN
    return None if words.strip() else Reason.WORDS_MISSING


def why_not_cancel(*, state: str, in_batch: bool, words: str) -> Reason | None:
    """The first reason why a payment cannot be cancelled, or None: not once the money may be on its way."""
    checks = [
        (state in ENDED, Reason.ENDED),
        (state in MOVED, Reason.MOVED),
        (in_batch, Reason.IN_BATCH),
        (not words.strip(), Reason.WORDS_MISSING),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_correct(*, state: str, in_batch: bool) -> Reason | None:
    """The first reason why the bank account of a payment cannot be corrected, or None."""
    checks = [
        (state in ENDED, Reason.ENDED),
        (state in MOVED, Reason.MOVED),
        (in_batch, Reason.IN_BATCH),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_batch(*, state: str, in_batch: bool, has_account: bool) -> Reason | None:
    """The first reason why a payment does not go on a list for the bank, or None."""
    if state != State.APPROVED:
        return Reason.NOT_APPROVED
    if in_batch:
        return Reason.IN_BATCH
    return None if has_account else Reason.NO_ACCOUNT


def why_not_pay(
    *, state: str, in_batch: bool, paid_on: date, approved_on: date | None, today: date
) -> Reason | None:
    """The first reason why a payment cannot be recorded as paid by hand, or None."""
    checks = [
        (state != State.APPROVED, Reason.NOT_APPROVED),
        (in_batch, Reason.IN_BATCH),
        (paid_on > today, Reason.IN_FUTURE),
        (approved_on is not None and paid_on < approved_on, Reason.BEFORE_APPROVAL),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_receipt(*, state: str, number: str, size: int, limit: int, is_readable: bool) -> Reason | None:
    """The first reason why a receipt cannot be put to a payment, or None; ``size`` is that of its file, 0 without one."""
    checks = [
        (state != State.PAID, Reason.NOT_PAID),
        (not number.strip() and not size, Reason.RECEIPT_MISSING),
        (size > limit, Reason.RECEIPT_TOO_LARGE),
        (bool(size) and not is_readable, Reason.NOT_A_RECEIPT),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_answer(
    *,
    state: str,
    named: list[int],
    listed: dict[int, int],
    amounts: dict[int, int],
    paid_on: date,
    today: date,
) -> Reason | None:
    """The first reason why a bank's answer cannot be taken for a list, or None.

    ``named`` are the payments that it names, ``listed`` the amounts on the list, ``amounts`` those that the answer gives.
    """
    checks = [
        (state != BatchState.OPEN, Reason.BATCH_ANSWERED),
        (not named, Reason.NOTHING_CHOSEN),
        (len(set(named)) < len(named), Reason.TWICE),
        (not set(named) <= listed.keys(), Reason.NOT_IN_BATCH),
        (any(amounts[pk] != listed.get(pk) for pk in amounts), Reason.OTHER_AMOUNT),
        (paid_on > today, Reason.IN_FUTURE),
    ]
    return next((reason for fails, reason in checks if fails), None)
