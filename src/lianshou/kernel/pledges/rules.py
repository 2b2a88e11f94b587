"""Pure decisions about issuing, agreeing, signing and ending."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date

from lianshou.kernel.pledges.enums import Reason, State

_OPEN = frozenset({State.DRAFTED, State.AGREED})


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


def why_not_agree(*, state: str, is_party: bool, agreed: bool, today: date, ends_on: date) -> Reason | None:
    """The first reason to refuse that a side agrees, or None. ``agreed``: nothing of the actor's is left to agree."""
    if not is_party:
        return Reason.NOT_A_PARTY
    if state == State.ENDED or today > ends_on:
        return Reason.ENDED
    if agreed:
        return Reason.ALREADY_AGREED
    return None if state == State.DRAFTED else Reason.NOT_DRAFTED


def why_not_sign(*, state: str, is_party: bool, signed: bool, today: date, ends_on: date) -> Reason | None:
    """The first reason to refuse a signature, or None. ``signed``: nothing of the actor's is left to sign."""
    if not is_party:
        return Reason.NOT_A_PARTY
    if state == State.ENDED or today > ends_on:
        return Reason.ENDED
    if signed:
        return Reason.ALREADY_SIGNED
    return None if state == State.AGREED else Reason.NOT_AGREED


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
        (state == State.ENDED, Reason.ENDED),
        (not words.strip(), Reason.REASON_MISSING),
        (ended_on > today, Reason.DAY_IN_FUTURE),
        (began_on is not None and ended_on < began_on, Reason.DAY_BEFORE_START),
    ]
    return next((reason for fails, reason in checks if fails), None)


def state_after(*, state: str, agreed: Iterable[bool], signed: Iterable[bool]) -> State:
    """Where a pledge stands once its sides have agreed and signed so far; what has ended stays ended."""
    if state == State.ENDED:
        return State.ENDED
    if all(signed):
        return State.IN_FORCE
    return State.AGREED if all(agreed) else State.DRAFTED


def numbers_of(*, prefix: str, year: int, first: int, count: int) -> list[str]:
    """The next ``count`` numbers of a series: 阜联手〔2020〕1号, 阜联手〔2020〕2号, …"""
    return [f"{prefix}〔{year}〕{first + place}号" for place in range(count)]


def proposed_prefix(*, federation: str, paper: str, last_number: str) -> str:
    """What stands before the year: as in the federation's last number; at first its own first character and the paper's."""
    if "〔" in last_number:
        return last_number.split("〔")[0]
    initial = federation[:1]
    return f"{initial}{paper}" if "\u4e00" <= initial <= "\u9fff" else paper


def digest_of(context: Mapping[str, object]) -> str:
    """SHA-256 over the frozen words of a pledge: what exactly was agreed and signed."""
    text = json.dumps(context, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
