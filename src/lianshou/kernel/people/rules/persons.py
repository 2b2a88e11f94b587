"""Pure decisions about persons and relatives: ages, days that fit, what a search box was asked for."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

from lianshou.china import identity_numbers, telephones
from lianshou.china.names import parted_sound, pinyin_key
from lianshou.china.text import tidy
from lianshou.kernel.people.enums import Position, Reason

CHILD_UNDER = 14
"""个人信息保护法 art. 28: what is known about anybody younger is sensitive."""
_PARTED = str.maketrans("", "", " -‐‑–—－　")


def age_on(*, birth_on: date, on: date) -> int:
    """Full years on a day; somebody born on 29 February is a year older on 1 March."""
    return on.year - birth_on.year - ((on.month, on.day) < (birth_on.month, birth_on.day))


def is_child(*, birth_on: date | None, on: date) -> bool:
    """Whether somebody is under 14 on a day; not when the birth is unknown."""
    return birth_on is not None and age_on(birth_on=birth_on, on=on) < CHILD_UNDER


@lru_cache(maxsize=8192)  # names come back in a long list, and finding their sounds takes longest
def search_key(name: str) -> str:
    """What a person is found by: the syllables first, so that ordering by it is ordering by pinyin (陈升 before 程金), then
    the sound in one, initials and name."""
    sound, _, initials = pinyin_key(name, person=True).partition(" ")
    return f"{parted_sound(name)[:79]} {sound[:60]} {initials[:18]} {name[:40]}"


class Sought(StrEnum):
    """What somebody who typed into the search box looks for."""

    WORDS = "words"
    PHONE = "phone"
    IDENTITY = "id_number"


def sought(text: str) -> tuple[Sought, str]:
    """What a search means, and the value as it is kept: a whole number is looked up exactly, anything else by name."""
    if identity_numbers.looks_like_number(text):
        return Sought.IDENTITY, identity_numbers.normalise(text)
    if telephones.why_not_phone(text) is None:
        return Sought.PHONE, telephones.normalise(text)
    return Sought.WORDS, tidy(text)


def is_personal_number(text: str) -> bool:
    """Whether words hold a number that must not stand in an address: a telephone, or any run of eight digits."""
    return sought(text)[0] is not Sought.WORDS or re.search(r"\d{8}", text.translate(_PARTED)) is not None


def why_not_leave(*, left_on: date | None, joined_on: date | None, day: date, today: date) -> Reason | None:
    """The first reason why a person cannot be marked as having left on ``day``, or None."""
    if left_on is not None:
        return Reason.HAS_LEFT
    if day > today:
        return Reason.LEFT_IN_FUTURE
    return Reason.LEFT_BEFORE_JOINING if joined_on and day < joined_on else None


def why_not_identity(*, taken_in_sight: bool, taken: bool) -> Reason | None:
    """Why an identity number cannot be given to a person: another has it. Nothing is said of a person out of sight."""
    if taken_in_sight:
        return Reason.IDENTITY_TAKEN
    return Reason.IDENTITY_ELSEWHERE if taken else None


def why_not_give_office(
    *, position: str, held: bool, left_on: date | None, starts_on: date, today: date
) -> Reason | None:
    """The first reason why a person cannot be given an office, or None; chairs are named by their union."""
    if position == Position.CHAIR:
        return Reason.CHAIR_ELSEWHERE
    if left_on is not None:
        return Reason.HAS_LEFT
    if starts_on > today:
        return Reason.STARTS_IN_FUTURE
    return Reason.HELD_ALREADY if held else None
