"""What may be done with a file and a survey: values in, a reason or None out."""

from __future__ import annotations

import re
from datetime import date

from lianshou.kinds.aid.enums import Ground, Mode, Reason, State
from lianshou.kinds.aid.rules.facts import Category

LEAST_AT_THE_DOOR = 2
MOST_PICTURES = 12
_PARTED = re.compile(r"[\s、，,;；/]+")


def names_in(text: str) -> list[str]:
    """The names in a line: 周小雨、陆青苗."""
    return list(dict.fromkeys(name for name in _PARTED.split(text) if name))


def why_not_hold(*, held: bool, in_sight: bool) -> Reason | None:
    """Why an identity number cannot stand in another file; nothing is said of a file out of sight."""
    if not held:
        return None
    return Reason.HELD_IN_SIGHT if in_sight else Reason.HELD_ELSEWHERE


def why_not_begin(*, state: str, has_draft: bool) -> Reason | None:
    """Why no survey of a household can be begun, or None."""
    if state == State.ENDED:
        return Reason.ENDED
    return Reason.DRAFT_OPEN if has_draft else None


def why_not_hand_in(
    *,
    is_draft: bool,
    state: str,
    mode: str,
    takers: int,
    taken_on: date,
    today: date,
    pictures: int,
    consent: bool,
) -> Reason | None:
    """The first reason why a survey cannot be handed in, its answers apart, or None."""
    if not is_draft:
        return Reason.NO_DRAFT
    if state == State.ENDED:
        return Reason.ENDED
    if taken_on > today:
        return Reason.IN_FUTURE
    if mode == Mode.VISIT and takers < LEAST_AT_THE_DOOR:
        return Reason.FEW_TAKERS
    if pictures > MOST_PICTURES:
        return Reason.TOO_MANY
    return Reason.CONSENT_MISSING if pictures and not consent else None


BESIDE = (Reason.IN_FUTURE, Reason.FEW_TAKERS, Reason.TOO_MANY, Reason.CONSENT_MISSING)
"""What is put right on the page itself, beside the answers, and so is told together with what is wrong with them."""


def why_not_add_pictures(*, is_draft: bool, state: str, pictures: int, consent: bool) -> Reason | None:
    """Why pictures cannot be added to a survey that was handed in, ``pictures`` with the new ones, or None."""
    if is_draft:
        return Reason.DRAFT_FIRST
    if state == State.ENDED:
        return Reason.ENDED
    if pictures > MOST_PICTURES:
        return Reason.TOO_MANY
    return None if consent else Reason.CONSENT_MISSING


def why_not_put_on_file(*, state: str, category: str, is_own: bool) -> Reason | None:
    """Why a household cannot be put on file, or None."""
    if state != State.CHECKING:
        return Reason.ENDED if state == State.ENDED else Reason.NOT_CHECKING
    if category in ("", Category.NONE):
        return Reason.NOT_IN_HARDSHIP
    return Reason.OWN_SURVEY if is_own else None


def why_not_end(*, state: str, ground: str) -> Reason | None:
    """Why a file cannot end, or None."""
    if state == State.ENDED:
        return Reason.ENDED
    return None if ground in Ground.values else Reason.GROUND_MISSING


def why_not_merge(*, states: tuple[str, str], same: bool, has_draft: bool) -> Reason | None:
    """Why two files cannot become one, or None."""
    if same:
        return Reason.SAME_FILE
    if State.ENDED in states:
        return Reason.ENDED
    return Reason.DRAFT_FIRST if has_draft else None


def why_not_split(*, state: str, has_draft: bool, has_head: bool, has_number: bool) -> Reason | None:
    """Why a household cannot be split, or None."""
    if state == State.ENDED:
        return Reason.ENDED
    if has_draft:
        return Reason.DRAFT_FIRST
    if not has_head:
        return Reason.NO_NEW_HEAD
    return None if has_number else Reason.NO_IDENTITY


def number_of(*, division: str, year: int, running: int) -> str:
    """The number of a file: 450103-2021-00012."""
    return f"{division or '000000'}-{year}-{running:05d}"
