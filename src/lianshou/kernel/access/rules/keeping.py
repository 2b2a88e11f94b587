"""Pure decisions about accounts: names and first passwords, closing, unlocking, leaving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from lianshou.kernel.access.enums import Reason

# no letter or digit that could be taken for another on paper
CLEAR_LETTERS = "abcdefghijkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY"
CLEAR_DIGITS = "34679"
_LENGTH = 10
_CAPITALS = next(place for place, letter in enumerate(CLEAR_LETTERS) if letter.isupper())
_NAME_LENGTH = 30


def password_of(*, choose: Callable[[Sequence[str]], str]) -> str:
    """A first password that is easily read from paper: eight letters, small and capital, and after them two digits."""
    capitals, small = CLEAR_LETTERS[_CAPITALS:], CLEAR_LETTERS[:_CAPITALS]
    letters = [choose(capitals), choose(small), *(choose(CLEAR_LETTERS) for _place in range(_LENGTH - 4))]
    return "".join([*letters, *(choose(CLEAR_DIGITS) for _place in range(2))])


def proposed_username(*, sound: str, taken: Callable[[str], bool]) -> str:
    """The sound of a name, "wangqihang"; with 2, 3 … after it while that is taken."""
    letters = "".join(letter for letter in sound.lower() if letter.isascii() and letter.isalnum())
    plain = letters[:_NAME_LENGTH] or "user"
    name, turn = plain, 1
    while taken(name):
        turn += 1
        name = f"{plain}{turn}"
    return name


def why_not_take_address(*, taken: bool) -> Reason | None:
    """An address enters one account: no second one takes it."""
    return Reason.ADDRESS_TAKEN if taken else None


def why_not_close(*, is_closed: bool, is_self: bool, is_last_admin: bool) -> Reason | None:
    """The first reason why an account stays open, or None; the last who can administer accounts stays."""
    if is_closed:
        return Reason.ACCOUNT_CLOSED
    if is_self:
        return Reason.OWN_ACCOUNT
    return Reason.LAST_ADMIN if is_last_admin else None


def why_not_reopen(*, is_closed: bool) -> Reason | None:
    """Only a closed account is opened again."""
    return None if is_closed else Reason.ACCOUNT_OPEN


def why_not_unlock(*, failures: int, locked_until: datetime | None, now: datetime) -> Reason | None:
    """Nothing to unlock where no attempt failed and no lock stands."""
    is_locked = locked_until is not None and locked_until > now
    return None if is_locked or failures else Reason.NOT_LOCKED


def why_not_renew_password(*, is_closed: bool, is_self: bool) -> Reason | None:
    """The first reason why no new first password is made, or None; the own password is changed, not renewed."""
    if is_closed:
        return Reason.ACCOUNT_CLOSED
    return Reason.OWN_PASSWORD if is_self else None


def why_not_hand_over(
    *, is_same: bool, takes_it_oneself: bool, is_open: bool, last_day: date, today: date
) -> Reason | None:
    """The first reason why somebody's duties cannot go to a successor with ``last_day``, or None.

    ``is_same`` when both are one, ``takes_it_oneself`` when whoever does it would be the successor, ``is_open`` unless the
    successor's account is closed.
    """
    if is_same:
        return Reason.SAME_PERSON
    if takes_it_oneself:
        return Reason.NOT_YOUR_OWN
    if not is_open:
        return Reason.ACCOUNT_CLOSED
    return Reason.IN_THE_PAST if last_day < today else None
