"""Pure decisions about the accounts of chairs: whether one can be opened, its user name and its first password."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lianshou.kernel.people.enums import Reason

# no letter or digit that could be taken for another on paper
CLEAR_LETTERS = "abcdefghijkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY"
CLEAR_DIGITS = "34679"
_LENGTH = 10


def why_not_open(*, has_chair: bool, has_account: bool) -> Reason | None:
    """The first reason why no account can be opened for the chair of a union, or None."""
    if not has_chair:
        return Reason.NO_CHAIR
    return Reason.HAS_ACCOUNT if has_account else None


def username_of(*, initials: str, union: int, taken: Callable[[str], bool]) -> str:
    """The initials of a chair and the number of the union, "lmy12"; with "-2", "-3" … while that is taken."""
    letters = "".join(letter for letter in initials.lower() if letter.isascii() and letter.isalpha())[:8]
    plain = f"{letters or 'chair'}{union}"
    name, turn = plain, 1
    while taken(name):
        turn += 1
        name = f"{plain}-{turn}"
    return name


def password_of(*, choose: Callable[[Sequence[str]], str]) -> str:
    """A first password that is easily read from paper: eight letters and, after them, two digits."""
    letters = [choose(CLEAR_LETTERS) for _place in range(_LENGTH - 2)]
    return "".join([*letters, *(choose(CLEAR_DIGITS) for _place in range(2))])
