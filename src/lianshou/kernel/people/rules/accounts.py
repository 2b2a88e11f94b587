"""Pure decisions about the accounts of chairs: whether one can be opened, and its user name."""

from __future__ import annotations

import re
from collections.abc import Callable

from lianshou.kernel.people.enums import Reason


def why_not_open(*, has_chair: bool, has_account: bool) -> Reason | None:
    """The first reason why no account can be opened for the chair of a union, or None."""
    if not has_chair:
        return Reason.NO_CHAIR
    return Reason.HAS_ACCOUNT if has_account else None


_MOBILE = re.compile(r"1[3-9]\d{9}")


def why_not_open_worker(*, phone: str, has_account: bool, is_shared: bool) -> Reason | None:
    """The first reason why a person gets no light account, entered by codes, or None."""
    if has_account:
        return Reason.PERSON_HAS_ACCOUNT
    if not _MOBILE.fullmatch(phone):
        return Reason.NO_PHONE
    return Reason.PHONE_SHARED if is_shared else None


def username_of(*, initials: str, union: int, taken: Callable[[str], bool]) -> str:
    """The initials of a chair and the number of the union, "lmy12"; with "-2", "-3" … while that is taken."""
    letters = "".join(letter for letter in initials.lower() if letter.isascii() and letter.isalpha())[:8]
    plain = f"{letters or 'chair'}{union}"
    name, turn = plain, 1
    while taken(name):
        turn += 1
        name = f"{plain}-{turn}"
    return name
