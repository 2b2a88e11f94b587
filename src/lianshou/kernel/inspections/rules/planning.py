"""Pure decisions about checklists, plans, groups, strata and the draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lianshou.kernel.inspections.enums import Reason, Sort, Stage

MOST_LINES = 200


@dataclass(frozen=True)
class NewLine:
    """A line of a checklist as it is typed."""

    text: str
    points: int
    is_mandatory: bool = False


def why_not_list(*, title: str, pass_mark: int, lines: Sequence[NewLine]) -> Reason | None:
    """The first reason to refuse a checklist, or None."""
    if not title.strip():
        return Reason.TITLE_MISSING
    if not lines:
        return Reason.NO_LINES
    if len(lines) > MOST_LINES:
        return Reason.TOO_MANY_LINES
    return Reason.PASS_MARK if pass_mark > sum(line.points for line in lines) else None


def why_not_make_plan(*, title: str, basis: str, starts_on: date, ends_on: date) -> Reason | None:
    """The first reason to refuse a plan, or None."""
    if not title.strip():
        return Reason.TITLE_MISSING
    if not basis.strip():
        return Reason.BASIS_MISSING
    return Reason.ENDS_BEFORE if ends_on < starts_on else None


def why_not_set_group(*, stage: str, changes_cover: bool, inside: bool, twice: bool) -> Reason | None:
    """The first reason to refuse a group, or None; who is in it can be changed at any time, what it covers only before the seed."""
    if stage != Stage.PREPARING and changes_cover:
        return Reason.TOO_LATE
    if not inside:
        return Reason.NOT_BELOW
    return Reason.COVERED_TWICE if twice else None


def why_not_set_stratum(*, stage: str, sort: str, months: int | None) -> Reason | None:
    """The first reason to refuse a stratum, or None."""
    if stage != Stage.PREPARING:
        return Reason.TOO_LATE
    return Reason.MONTHS_MISSING if sort == Sort.NEW and not months else None


def why_not_announce(*, stage: str, groups: int, strata: int, candidates: int) -> Reason | None:
    """The first reason to refuse announcing a seed, or None."""
    if stage != Stage.PREPARING:
        return Reason.WRONG_STAGE
    if not groups or not strata:
        return Reason.NOTHING_TO_DRAW
    return None if candidates else Reason.NO_CANDIDATES


def why_not_draw(*, stage: str) -> Reason | None:
    """A draw comes once, after the seed was announced."""
    return None if stage == Stage.ANNOUNCED else Reason.WRONG_STAGE


def why_not_fix(
    *, stage: str, days: Sequence[date], starts_on: date, ends_on: date, over: bool, words: str
) -> Reason | None:
    """The first reason to refuse the days of visits, or None; ``over`` says that a union has its limit of the month."""
    if stage != Stage.DRAWN:
        return Reason.WRONG_STAGE
    if any(not starts_on <= day <= ends_on for day in days):
        return Reason.DAY_OUTSIDE
    return Reason.OVER_LIMIT if over and not words.strip() else None


def why_not_move(*, visited: bool, day: date, starts_on: date, ends_on: date, words: str) -> Reason | None:
    """The first reason to refuse another day of a visit, or None."""
    if visited:
        return Reason.VISITED
    if not starts_on <= day <= ends_on:
        return Reason.DAY_OUTSIDE
    return None if words.strip() else Reason.WHY_MISSING
