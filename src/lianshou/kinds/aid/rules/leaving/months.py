"""The income of a household month by month against the line of each month: whole numbers compared, exact fractions shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from lianshou.kinds.aid.enums import Ground, LeaveReason
from lianshou.kinds.aid.rules.computing.outcome import half_up
from lianshou.kinds.aid.rules.settings.lines import exceeds

MOST_MONTHS = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of a household: what came in, what had to go out, what a guarantee paid (fen), for how many persons."""

    month: str
    income_fen: int
    expense_fen: int = 0
    guarantee_fen: int = 0
    persons: int = 1

    @property
    def net_fen(self) -> int:
        """Income less rigid expenses, never below zero; and the guarantee."""
        return max(self.income_fen - self.expense_fen, 0) + self.guarantee_fen

    def as_json(self) -> dict[str, Any]:
        return {
            "month": self.month,
            "income_fen": self.income_fen,
            "expense_fen": self.expense_fen,
            "guarantee_fen": self.guarantee_fen,
            "persons": self.persons,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A month beside the line of that month: fen a person, exactly, and whether it lies above."""

    month: Month
    line_fen: int
    is_above: bool

    @property
    def each(self) -> Fraction:
        return Fraction(self.month.net_fen, self.month.persons)

    @property
    def each_fen(self) -> int:
        """As it is shown: rounded half up to whole fen."""
        return half_up(self.each)


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """The months in their order, and what follows: ``run`` months in a row up to the last one lie above, ``needed`` are asked for.

    ``gaps`` are months of that stretch that nobody entered; ``is_stale`` that the last one lies too far back.
    """

    rows: tuple[Judged, ...]
    needed: int
    boundary: str
    run: int
    gaps: tuple[str, ...]
    is_stale: bool
    newest: str

    @property
    def is_met(self) -> bool:
        return self.run >= self.needed and not self.is_stale

    @property
    def has_guarantee(self) -> bool:
        """Whether a guarantee counts in any of the months."""
        return any(one.month.guarantee_fen for one in self.rows)

    @property
    def below(self) -> tuple[Judged, ...]:
        """The months of the stretch asked for that do not lie above the line."""
        return tuple(one for one in self.rows[-self.needed :] if not one.is_above)

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": [
                one.month.as_json()
                | {"line_fen": one.line_fen, "is_above": one.is_above, "each": str(one.each)}
                for one in self.rows
            ],
            "needed": self.needed,
            "boundary": self.boundary,
            "run": self.run,
            "gaps": list(self.gaps),
            "is_stale": self.is_stale,
            "newest": self.newest,
        }


def from_json(given: Mapping[str, Any]) -> Reckoning | None:
    """The reckoning that ``as_json`` gave; None for nothing."""
    if not given:
        return None
    rows = []
    for one in given["rows"]:
        told = dict(one)
        line, above, _each = told.pop("line_fen"), told.pop("is_above"), told.pop("each")
        rows.append(Judged(month=Month(**told), line_fen=line, is_above=above))
    return Reckoning(
        rows=tuple(rows),
        needed=given["needed"],
        boundary=given["boundary"],
        run=given["run"],
        gaps=tuple(given["gaps"]),
        is_stale=given["is_stale"],
        newest=given["newest"],
    )


def month_of(day: date) -> str:
    """The month of a day: 2026-05."""
    return f"{day.year:04d}-{day.month:02d}"


def moved(month: str, by: int) -> str:
    """A month so many months on (or back)."""
    year, number = month.split("-")
    at = int(year) * 12 + int(number) - 1 + by
    return f"{at // 12:04d}-{at % 12 + 1:02d}"


def first_of(month: str) -> date:
    """The first day of a month, whose line counts for it."""
    year, number = month.split("-")
    return date(int(year), int(number), 1)


def why_not_reckon(months: Sequence[Month], *, today: date) -> LeaveReason | None:
    """Why months cannot be reckoned, or None: none, one twice, one that is not over."""
    if not months:
        return LeaveReason.NO_MONTHS
    keys = [one.month for one in months]
    if len(set(keys)) < len(keys):
        return LeaveReason.MONTH_TWICE
    return LeaveReason.MONTH_AHEAD if max(keys) >= month_of(today) else None


def reckon(
    months: Sequence[Month], *, lines: Mapping[str, int], needed: int, boundary: str, newest: str
) -> Reckoning:
    """Compare each month with its line (``lines``, fen by month) as ``boundary`` says; ``newest`` is the earliest month at which
    the stretch may end. Months in a row are counted back from the last one; a month that is missing ends the row.
    """
    ordered = sorted(months, key=lambda one: one.month)
    rows = tuple(
        Judged(
            month=one,
            line_fen=lines[one.month],
            is_above=exceeds(one.net_fen, boundary, lines[one.month] * one.persons),
        )
        for one in ordered
    )
    last = ordered[-1].month if ordered else newest
    by_key = {one.month.month: one for one in rows}
    run = 0
    while (found := by_key.get(moved(last, -run))) is not None and found.is_above:
        run += 1
    asked = [moved(last, -back) for back in range(needed)]
    gaps = tuple(sorted(one for one in asked if one not in by_key))
    return Reckoning(
        rows=rows,
        needed=needed,
        boundary=boundary,
        run=run,
        gaps=gaps,
        is_stale=bool(ordered) and last < newest,
        newest=newest,
    )


def needs_many(ground: str) -> bool:
    """Whether a ground asks for months in a row of the household's own income; a guarantee asks for what is paid with it."""
    return ground == Ground.OUT
