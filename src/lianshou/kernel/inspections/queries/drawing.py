"""Who can be drawn, by the records of the register, and what a draw came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from lianshou.engines.draws import Candidate, Cell, Outcome, document_of, draw
from lianshou.kernel.inspections.enums import Sort
from lianshou.kernel.inspections.models import Draw, Plan, Stratum
from lianshou.kernel.inspections.queries.plans import groups_of, strata_of
from lianshou.kernel.unions.enums import FEDERATIONS, Grade, HonourTitle
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import below


def cells_of(*, plan: Plan) -> list[Cell]:
    """The cells of a plan as the register stands now: for each stratum every union covered, in the order of the tree."""
    covered = sorted(
        (union for group in groups_of(plan=plan) for union in group.covers.all()), key=lambda one: one.path
    )
    return [_cell(stratum, union, plan.starts_on) for stratum in strata_of(plan=plan) for union in covered]


def _cell(stratum: Stratum, union: Union, on: date) -> Cell:
    grass_roots = Union.objects.admitted().exclude(level__in=FEDERATIONS).filter(dissolved_on=None)
    found = _fitting(below(grass_roots, union), stratum, on).order_by("path").values_list("pk", "name")
    return Cell(
        f"{union.pk}/{stratum.sort}",
        f"{union.name} · {Sort(stratum.sort).label}",
        stratum.count,
        tuple(Candidate(str(pk), name) for pk, name in found),
    )


def _fitting(rows: QuerySet[Union], stratum: Stratum, on: date) -> QuerySet[Union]:
    """Model homes hold the honour or the grade of one; qualified homes have a grade below it; new ones were founded lately."""
    is_model = Q(grade__gte=Grade.MODEL_COUNTY) | Q(pk__in=_honoured(rows))
    if stratum.sort == Sort.NEW:
        return rows.filter(founded_on__gt=months_before(on, stratum.months or 0), founded_on__lte=on)
    if stratum.sort == Sort.MODEL:
        return rows.filter(is_model)
    if stratum.sort == Sort.QUALIFIED:
        return rows.filter(grade__gte=Grade.QUALIFIED).exclude(is_model)
    return rows


def _honoured(rows: QuerySet[Union]) -> QuerySet[Any]:
    held = Q(honours__title=HonourTitle.MODEL_HOME, honours__withdrawn_on=None)
    return rows.filter(held).order_by().values("pk")


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def drawn_last_time(*, plan: Plan) -> list[str]:
    """The keys of all that the last draw of the same union came to; none before the first."""
    earlier = Draw.objects.admitted().filter(plan__union=plan.union, drawn_at__isnull=False)
    last = earlier.exclude(plan=plan).order_by("-drawn_at", "-pk").first()
    return sorted(key for keys in last.drawn.values() for key in keys) if last else []


def cells_kept(found: Draw) -> list[Cell]:
    """The candidates as they were frozen."""
    return [
        Cell(
            one["key"],
            one["title"],
            one["count"],
            tuple(Candidate(key, name) for key, name in one["candidates"]),
        )
        for one in found.cells
    ]


def outcomes_of(found: Draw) -> tuple[Outcome, ...]:
    """The result of a draw that was made, computed again."""
    return draw(seed=found.seed, cells=cells_kept(found), excluded=found.excluded)


@dataclass(frozen=True)
class Drawn:
    """One cell with its candidates and who was drawn."""

    cell: Cell
    outcome: Outcome | None

    @property
    def again(self) -> list[str]:
        """The names of those drawn twice running."""
        return (
            [one.name for one in self.outcome.drawn if one.key in self.outcome.again] if self.outcome else []
        )


def result_of(found: Draw) -> list[Drawn]:
    """The cells of a draw, with what they came to once it was made."""
    outcomes = outcomes_of(found) if found.drawn_at else (None,) * len(found.cells)
    return [Drawn(cell, outcome) for cell, outcome in zip(cells_kept(found), outcomes, strict=True)]


def draw_of(plan: Plan) -> Draw | None:
    """The draw of a plan that the caller has been let in to."""
    return Draw.objects.admitted().filter(plan=plan).select_related("announced_by", "drawn_by").first()


def proof_of(found: Draw) -> dict[str, Any]:
    """A draw that was made as a document that `lianshou draw verify` computes again."""
    plan = found.plan
    return document_of(
        seed=found.seed,
        commitment=found.commitment,
        digest=found.digest,
        cells=cells_kept(found),
        excluded=found.excluded,
        outcomes=outcomes_of(found),
        told={
            "union": plan.union.name,
            "title": plan.title,
            "announced_at": found.announced_at.isoformat(),
            "drawn_at": found.drawn_at.isoformat() if found.drawn_at else "",
        },
    )
