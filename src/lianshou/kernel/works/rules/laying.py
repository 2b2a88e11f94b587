"""Pure decisions about portfolios, tasks, shares, progress and highlights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lianshou.kernel.works.enums import Reason, State

MOST_FILES = 9
"""Files of evidence with one report."""
Checks = Sequence[tuple[bool, Reason]]


@dataclass(frozen=True)
class Load:
    """How many tasks a superior has laid on a union in a month, and how many it may."""

    laid: int
    limit: int

    @property
    def is_full(self) -> bool:
        """Whether one more needs a reason."""
        return self.laid >= self.limit

    @property
    def is_over(self) -> bool:
        return self.laid > self.limit


def why_not_lay(
    *,
    title: str,
    goal: int | None,
    unit: str,
    starts_on: date,
    due_on: date,
    year: int,
    inside: bool,
    same_unit: bool,
    same_person: bool,
) -> Reason | None:
    """The first reason to refuse a line of a portfolio, or None."""
    return _first(
        [
            (not title.strip(), Reason.TITLE_MISSING),
            ((goal is None) != (not unit), Reason.GOAL_WITHOUT_UNIT),
            (goal is not None and goal < 1, Reason.GOAL),
            (due_on < starts_on, Reason.DUE_BEFORE_START),
            (due_on.year != year, Reason.OTHER_YEAR),
            (not inside, Reason.OUTSIDE),
            (not same_unit, Reason.OTHER_UNIT),
            (not same_person, Reason.OTHER_PERSON),
        ]
    )


def why_not_burden(*, is_own: bool, load: Load, reason: str) -> Reason | None:
    """Why one more task may not be laid on a union this month; what a union sets itself is no load from above."""
    return Reason.OVER_LIMIT if not is_own and load.is_full and not reason.strip() else None


def why_not_split(
    *,
    ended: bool,
    split: bool,
    reported: bool,
    goal: int | None,
    parts: Sequence[int | None],
    twice: bool,
    below: bool,
) -> Reason | None:
    """The first reason to refuse these shares of a task, or None; ``parts`` are theirs, None where nothing is counted."""
    given = [part for part in parts if part is not None]
    return _first(
        [
            (ended, Reason.ENDED),
            (split, Reason.IS_SPLIT),
            (reported, Reason.HAS_PROGRESS),
            (not parts, Reason.NO_SHARES),
            (twice, Reason.SHARE_TWICE),
            (not below, Reason.NOT_BELOW),
            (any(part < 1 for part in given), Reason.GOAL),
            (goal is not None and sum(given) != goal, Reason.SUM_DIFFERS),
        ]
    )


def why_not_report(*, ended: bool, split: bool, fed: bool) -> Reason | None:
    """Why progress cannot be typed for a task, or None; the same greys out the form."""
    return _first([(ended, Reason.ENDED), (split, Reason.IS_SPLIT), (fed, Reason.IS_FED)])


def why_not_take(
    *, counted: bool, value: int | None, before: int, note: str, happened_on: date, today: date, files: int
) -> Reason | None:
    """Why this report cannot be taken, or None; ``value`` is all that is done by now."""
    return _first(
        [
            (counted and value is None, Reason.VALUE_MISSING),
            (not note.strip() and counted and value is not None and value < before, Reason.LESS_THAN_BEFORE),
            (not note.strip() and not counted, Reason.NOTE_MISSING),
            (happened_on > today, Reason.IN_FUTURE),
            (files > MOST_FILES, Reason.TOO_MANY_FILES),
        ]
    )


def why_not_change(
    *,
    ended: bool,
    split: bool,
    starts_on: date,
    due_on: date,
    year: int,
    goal: int | None,
    counted: bool,
    words: str,
) -> Reason | None:
    """Why goal or days of a task cannot be changed so, or None."""
    return _first(
        [
            (ended, Reason.ENDED),
            (split, Reason.GOAL_OF_SHARES),
            (counted and (goal is None or goal < 1), Reason.GOAL),
            (due_on < starts_on, Reason.DUE_BEFORE_START),
            (due_on.year != year, Reason.OTHER_YEAR),
            (not words.strip(), Reason.REASON_MISSING),
        ]
    )


def why_not_withdraw(*, ended: bool, is_share: bool, words: str) -> Reason | None:
    """Why a task cannot be withdrawn, or None; a share goes with the whole, or the sum would no longer be right."""
    return _first(
        [(ended, Reason.ENDED), (is_share, Reason.SUM_DIFFERS), (not words.strip(), Reason.REASON_MISSING)]
    )


def why_not_feed(
    *, ended: bool, is_share: bool, known: bool, same_unit: bool, reported: bool, words: str
) -> Reason | None:
    """Why a figure cannot feed a task, or None; shares are fed with the whole. In place of what was reported it needs a reason."""
    return _first(
        [
            (ended, Reason.ENDED),
            (is_share, Reason.NOT_YOURS),
            (not known or not same_unit, Reason.NO_FIGURE),
            (reported and not words.strip(), Reason.REASON_MISSING),
        ]
    )


def why_not_offer(*, state: str) -> Reason | None:
    """Why a highlight cannot be offered, or None."""
    return None if state == State.KEPT else Reason.WRONG_STATE


def why_not_choose(*, state: str, is_own: bool) -> Reason | None:
    """Why a highlight cannot be chosen for the bulletin, or None."""
    return _first([(state != State.OFFERED, Reason.WRONG_STATE), (is_own, Reason.OWN)])


def _first(checks: Checks) -> Reason | None:
    return next((reason for fails, reason in checks if fails), None)
