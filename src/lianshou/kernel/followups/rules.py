"""Pure decisions about activities and their photographs."""

from __future__ import annotations

from datetime import date

from lianshou.kernel.followups.enums import Reason

MOST_PHOTOS = 9
"""Photographs of one activity."""


def why_not_record(
    *, running: bool, is_concerned: bool, title: str, happened_on: date, starts_on: date | None, today: date
) -> Reason | None:
    """The first reason to refuse recording an activity, or None."""
    checks = [
        (not is_concerned, Reason.NOT_A_PARTY),
        (not running, Reason.NOT_RUNNING),
        (not title.strip(), Reason.TITLE_MISSING),
        (happened_on > today, Reason.IN_THE_FUTURE),
        (starts_on is not None and happened_on < starts_on, Reason.BEFORE_START),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_add_photo(
    *, is_concerned: bool, removed: bool, count: int, size: int, limit: int, credit: str
) -> Reason | None:
    """The first reason to refuse one more photograph of ``size`` bytes, ``count`` being there already, or None."""
    checks = [
        (not is_concerned, Reason.NOT_A_PARTY),
        (removed, Reason.REMOVED),
        (count >= MOST_PHOTOS, Reason.TOO_MANY),
        (size > limit, Reason.TOO_LARGE),
        (not credit.strip(), Reason.CREDIT_MISSING),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_remove(*, is_concerned: bool, removed: bool, words: str) -> Reason | None:
    """The first reason to refuse taking an activity back, or None."""
    if not is_concerned:
        return Reason.NOT_A_PARTY
    if removed:
        return Reason.REMOVED
    return None if words.strip() else Reason.REASON_MISSING


def credit_of(words: str) -> str:
    """Who took a photograph, without the 摄 that pages put behind the name: "姚海翔 摄" gives "姚海翔"."""
    return words.strip().removesuffix("摄").strip() or words.strip()
