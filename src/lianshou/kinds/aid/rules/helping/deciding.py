"""What may be done with helpers, helping and visits: values in, a reason or None out."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from lianshou.kinds.aid.enums import Fallen, HelpReason, State
from lianshou.kinds.aid.rules.helping.facing import Apart

_APART = {
    Apart.SELF: HelpReason.SELF,
    Apart.RELATIVE: HelpReason.RELATIVE,
    Apart.SUPERIOR: HelpReason.SUPERIOR,
}
MOST_LOAD = 50


def why_not_enlist(*, is_helper: bool, has_left: bool, most: int) -> HelpReason | None:
    """Why a person cannot become a helper, or None."""
    if is_helper:
        return HelpReason.HELPS_ALREADY
    if has_left:
        return HelpReason.PERSON_LEFT
    return None if 1 <= most <= MOST_LOAD else HelpReason.LOAD


def why_not_assign(
    *, state: str, helper_left: bool, same: bool, apart: Apart | None, reason: str
) -> HelpReason | None:
    """Why a helper cannot be given to a household by hand, or None."""
    if state != State.ON_FILE:
        return HelpReason.NOT_ON_FILE
    if helper_left:
        return HelpReason.HELPER_LEFT
    if same:
        return HelpReason.SAME_HELPER
    if apart is not None:
        return _APART[apart]
    return None if reason.strip() else HelpReason.REASON_MISSING


def why_pair_fell(
    *, state: str, is_inside: bool, before: int | None, now: int | None, helper_left: bool, is_apart: bool
) -> Fallen | None:
    """Why a pair that was proposed no longer holds, or None. ``before`` is the helper whom the household had when it was proposed,
    ``now`` the one whom it has; ``is_inside`` says whether its file is still below the union that asked.
    """
    if state != State.ON_FILE:
        return Fallen.NOT_ON_FILE
    if not is_inside:
        return Fallen.MOVED
    if now != before:
        return Fallen.HELPED
    if helper_left:
        return Fallen.HELPER_LEFT
    return Fallen.APART if is_apart else None


def why_not_visit(
    *, ended: bool, visited_on: date, starts_on: date, today: date, duties: Collection[str], found: str,
    next_on: date | None,
) -> HelpReason | None:  # fmt: skip
    """Why a visit cannot be entered, or None."""
    if ended:
        return HelpReason.ENDED
    if visited_on > today:
        return HelpReason.IN_FUTURE
    if visited_on < starts_on:
        return HelpReason.BEFORE_START
    if not duties:
        return HelpReason.NO_DUTY
    if not found.strip():
        return HelpReason.NOTHING_FOUND
    return HelpReason.NEXT_TOO_EARLY if next_on is not None and next_on <= visited_on else None


def why_not_leave(
    *, has_left: bool, until: date, since: date, open_ones: Collection[int], shared: Mapping[int, int],
    leaving: int, standing: Collection[int],
) -> HelpReason | None:  # fmt: skip
    """Why a helper cannot leave, or None. ``open_ones`` are the open helpings, ``shared`` gives each its successor, who must be
    one of the ``standing`` helpers and not the one who leaves."""
    if has_left:
        return HelpReason.HELPER_LEFT
    if until < since:
        return HelpReason.BEFORE_START
    if set(open_ones) - shared.keys():
        return HelpReason.ORPHANED
    heirs = {shared[one] for one in open_ones}
    return HelpReason.NO_SUCCESSOR if leaving in heirs or heirs - set(standing) else None


def apart_reason(apart: Apart) -> HelpReason:
    """The refusal for two whom a rule keeps apart."""
    return _APART[apart]


def due_after(day: date, months: int, *, next_on: date | None = None) -> date:
    """By when a household is visited next: ``months`` after a day, or the day agreed upon where that is earlier."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    latest = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return min(next_on, latest) if next_on is not None else latest


def told_duties(given: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """The duties of a visit in words, as they were called on its day: what is ticked and known."""
    return [known[key] for key in known if key in set(given)]
