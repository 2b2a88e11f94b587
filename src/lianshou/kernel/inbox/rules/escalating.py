"""What goes up, by which rule, and when an answer postpones it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lianshou.kernel.inbox.enums import Errand, Reason

MOST_DAYS = 30
ROLES = ("officer", "approver", "leader")
"""The posts to which something can be escalated."""
NEVER = frozenset({Errand.ESCALATED.value, Errand.SYSTEM.value})
"""What is escalated already, and what administrators look after."""


@dataclass(frozen=True)
class Rule:
    """A rule as it decides: where it holds, for which sort (all when empty), after how many working days, to which role."""

    pk: int
    path: str
    errand: str
    days: int
    role: str


def rule_for(rules: Iterable[Rule], *, level: str, errand: str) -> Rule | None:
    """The rule that holds for an item at the union of path ``level``: the nearest, and there the most particular."""
    holding = [one for one in rules if level.startswith(one.path) and one.errand in ("", errand)]
    return max(holding, key=lambda one: (len(one.path), bool(one.errand)), default=None)


def is_to_go_up(*, due_on: date, days: int, today: date, add: Callable[[date, int], date]) -> bool:
    """Whether ``days`` working days have passed since the last day in time; ``add`` counts them."""
    return today > add(due_on, days)


def why_not_answer(
    *, done: bool, answered: bool, words: str, until: date | None, today: date
) -> Reason | None:
    """The first reason to refuse an answer, or None."""
    if done:
        return Reason.NO_LONGER_OPEN
    if answered:
        return Reason.ANSWERED
    if not words.strip():
        return Reason.ANSWER_MISSING
    if until is None or until <= today:
        return Reason.DAY_PAST
    return Reason.DAY_TOO_LATE if until > today + timedelta(days=MOST_DAYS) else None
