"""Whether aid can be planned, given, cancelled: values in, a reason or None out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lianshou.kinds.aid.enums import AidReason, AidState, Ground, Nature, State

_STAYS = frozenset({Ground.OUT, Ground.GUARANTEED, Ground.MOVED})
"""Ends of a file after which what was approved already is still paid."""


@dataclass(frozen=True)
class Room:
    """What a person may still have of a sort in a year: the ceiling (0: none) and what is planned or given of it, in fen."""

    ceiling: int
    taken: int

    @property
    def left(self) -> int | None:
        """What is left; None without a ceiling."""
        return max(self.ceiling - self.taken, 0) if self.ceiling else None

    def bears(self, amount: int) -> bool:
        """Whether ``amount`` still fits."""
        return self.left is None or amount <= self.left


def why_not_project(
    *, title: str, is_known: bool, is_taken: bool, is_of_kind: bool, ceiling: int, most: int
) -> AidReason | None:
    """Why a project cannot be entered; ``ceiling`` is its own (0: that of its sort), ``most`` that of its sort (0: none)."""
    checks = [
        (not title.strip(), AidReason.NO_TITLE),
        (not is_known, AidReason.UNKNOWN_SORT),
        (not is_of_kind, AidReason.OTHER_KIND),
        (is_taken, AidReason.SAME_TITLE),
        (bool(most) and ceiling > most, AidReason.ABOVE_SORT),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_household(*, state: str, is_closed: bool, is_inside: bool) -> AidReason | None:
    """Why nobody of a household can be given anything from a project."""
    checks = [
        (is_closed, AidReason.PROJECT_CLOSED),
        (state != State.ON_FILE, AidReason.NOT_ON_FILE),
        (not is_inside, AidReason.OUTSIDE),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_aid(
    *, nature: str, has_person: bool, has_it: bool, is_often: bool, amount: int, room: Room
) -> AidReason | None:
    """Why one person cannot be given ``amount`` from a project of a household's that may; ``has_it``: this sort, this year."""
    is_money = nature == Nature.MONEY
    checks = [
        (not has_person, AidReason.NOBODY),
        (has_it and not is_often, AidReason.GIVEN_ALREADY),
        (is_money and amount <= 0, AidReason.AMOUNT),
        (not is_money and amount != 0, AidReason.NO_MONEY),
        (is_money and not room.bears(amount), AidReason.OVER_CEILING),
    ]
    return next((reason for fails, reason in checks if fails), None)


def needs_hours(nature: str) -> bool:
    """Whether its hours are told of what is given."""
    return nature in (Nature.TRAINING, Nature.SERVICE)


def why_not_fulfil(
    *, state: str, nature: str, given_on: date, today: date, year: int, hours: int, provider: str
) -> AidReason | None:
    """Why a service cannot be entered as given, or what was entered of it corrected."""
    checks = [
        (nature == Nature.MONEY, AidReason.IS_MONEY),
        (state == AidState.ENDED, AidReason.ENDED),
        (given_on > today, AidReason.IN_FUTURE),
        (given_on.year != year, AidReason.OTHER_YEAR),
        (needs_hours(nature) and hours <= 0, AidReason.NO_HOURS),
        (not provider.strip(), AidReason.NO_PROVIDER),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_say(*, words: str, tells_a_number: bool) -> AidReason | None:
    """A reason is given in words, and nobody's numbers stand in it."""
    if not words.strip():
        return AidReason.WORDS_MISSING
    return AidReason.WORDS_PERSONAL if tells_a_number else None


def why_not_cancel(*, state: str, is_on_its_way: bool) -> AidReason | None:
    """Why aid cannot be cancelled; money ``is_on_its_way`` once it is on a list for the bank or paid."""
    if state == AidState.ENDED:
        return AidReason.ENDED
    return AidReason.PAID if is_on_its_way else None


def is_dropped(*, ground: str, is_approved: bool) -> bool:
    """Whether what was not given yet is cancelled when a file ends: what was approved before is still paid to those who left
    hardship, are guaranteed or moved; nobody else gets anything of a file that has ended.
    """
    return not (is_approved and ground in _STAYS)
