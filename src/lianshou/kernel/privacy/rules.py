"""Pure decisions about looking at what is personal: one record for a short time, a list by two persons."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from lianshou.kernel.privacy.enums import Purpose, Reason, State

_NUMBER = re.compile(r"\d(?: ?\d){6}|\d{3}[-–—]\d{4}[-–—]\d{4}")


def why_not_reveal(
    *, purpose: str, words: str, filled: bool, within_the_hour: int, most_per_hour: int
) -> Reason | None:
    """The first reason why a record's values are not shown, or None."""
    if not filled:
        return Reason.NOTHING_HERE
    if within_the_hour >= most_per_hour:
        return Reason.TOO_MANY
    return _why_not_purpose(purpose, words)


def why_not_serve(*, is_own: bool, until: datetime, now: datetime) -> Reason | None:
    """Why values that were revealed are not served once more, or None while the time runs."""
    if not is_own:
        return Reason.NOT_YOURS
    return Reason.TIME_OVER if now >= until else None


def why_not_ask(*, fields: int, rows: int, purpose: str, words: str, recipient: str) -> Reason | None:
    """The first reason why an unmasked export cannot be asked for, or None."""
    if not fields:
        return Reason.NO_FIELDS
    if not rows:
        return Reason.NO_ROWS
    if not recipient.strip():
        return Reason.RECIPIENT_MISSING
    return _why_not_purpose(purpose, words)


def why_not_decide(*, state: str, is_asker: bool, words: str = "") -> Reason | None:
    """The first reason why somebody cannot approve or refuse a request, or None."""
    if is_asker:
        return Reason.SAME_PERSON
    if state != State.ASKED:
        return Reason.DECIDED
    return Reason.WORDS_PERSONAL if tells_a_number(words) else None


def why_not_refuse(*, state: str, is_asker: bool, words: str) -> Reason | None:
    """Like ``why_not_decide``; a refusal also says why."""
    if reason := why_not_decide(state=state, is_asker=is_asker):
        return reason
    if not words.strip():
        return Reason.WORDS_MISSING
    return Reason.WORDS_PERSONAL if tells_a_number(words) else None


def why_not_withdraw(*, state: str, is_asker: bool) -> Reason | None:
    """The first reason why a request cannot be taken back, or None; only while nobody has decided."""
    if not is_asker:
        return Reason.NOT_YOURS
    return None if state == State.ASKED else Reason.DECIDED


def why_not_fetch(
    *, state: str, is_asker: bool, expires_at: datetime | None, fetched: int, most: int, now: datetime
) -> Reason | None:
    """The first reason why an approved list cannot be fetched (again), or None."""
    if not is_asker:
        return Reason.NOT_YOURS
    if state != State.APPROVED or expires_at is None:
        return Reason.NOT_APPROVED
    if now >= expires_at:
        return Reason.EXPIRED
    return Reason.FETCHED_OUT if fetched >= most else None


def _why_not_purpose(purpose: str, words: str) -> Reason | None:
    if purpose == Purpose.OTHER and not words.strip():
        return Reason.WORDS_MISSING
    return Reason.WORDS_PERSONAL if tells_a_number(words) else None


def tells_a_number(words: str) -> bool:
    """Whether free words hold what looks like a telephone, identity or card number: seven digits or more in a row, however
    they are spaced. Years, document numbers and sums stay possible."""
    return _NUMBER.search(unicodedata.normalize("NFKC", words)) is not None
