"""Pure decisions about persons and relatives: ages, days that fit, what a search box was asked for."""

from __future__ import annotations

from datetime import date

from lianshou.china.names import pinyin_key

CHILD_UNDER = 14
"""个人信息保护法 art. 28: what is known about anybody younger is sensitive."""


def age_on(*, birth_on: date, on: date) -> int:
    """Full years on a day; somebody born on 29 February is a year older on 1 March."""
    return on.year - birth_on.year - ((on.month, on.day) < (birth_on.month, birth_on.day))


def is_child(*, birth_on: date | None, on: date) -> bool:
    """Whether somebody is under 14 on a day; not when the birth is unknown."""
    return birth_on is not None and age_on(birth_on=birth_on, on=on) < CHILD_UNDER


def search_key(name: str) -> str:
    """What a person is found by: the sound first, so that ordering by it is ordering by pinyin, then initials and name."""
    sound, _, initials = pinyin_key(name, person=True).partition(" ")
    return f"{sound[:120]} {initials[:38]} {name[:40]}"
