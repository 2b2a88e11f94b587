from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from django.db import transaction

from lianshou.engines.draws import commitment_of, digest_of
from lianshou.kernel.access.queries import require
from lianshou.kernel.inspections.actions.holding import held_plan, note, refuse
from lianshou.kernel.inspections.enums import Stage
from lianshou.kernel.inspections.models import Draw, Group, Plan, Visit
from lianshou.kernel.inspections.queries import (
    cells_of,
    drawn_last_time,
    groups_of,
    outcomes_of,
    strata_of,
)
from lianshou.kernel.inspections.rules import why_not_announce, why_not_draw, why_not_fix, why_not_move
from lianshou.kernel.unions.models import Union
from lianshou.kernel.works.queries import load_of


@transaction.atomic
def announce_draw(*, actor: Any, plan: Plan, now: datetime, seed: str = "") -> Draw:
    """Make a seed and tell its SHA-256, and freeze who can be drawn: from now on nobody can lean on the draw.

    ``seed`` is only given where it must be the same every time (demonstration, tests).
    Raises PermissionDenied, or Refused WRONG_STAGE / NOTHING_TO_DRAW / NO_CANDIDATES. Leaves ``inspection.announced``
    with the hash and the digest of the candidates.
    """
    require(actor, "inspection.plan", on=plan.union)
    plan = held_plan(plan)
    cells, excluded = cells_of(plan=plan), drawn_last_time(plan=plan)
    reason = why_not_announce(
        stage=plan.stage,
        groups=groups_of(plan=plan).count(),
        strata=strata_of(plan=plan).count(),
        candidates=sum(len(cell.candidates) for cell in cells),
    )
    refuse(reason)
    seed = seed or token_hex(16)
    found = Draw.objects.create(
        plan=plan,
        seed=seed,
        commitment=commitment_of(seed),
        announced_by=actor,
        announced_at=now,
        cells=[
            {
                "key": cell.key,
                "title": cell.title,
                "count": cell.count,
                "candidates": [[one.key, one.name] for one in cell.candidates],
            }
            for cell in cells
        ],
        excluded=excluded,
        digest=digest_of(cells=cells, excluded=excluded),
    )
    _move(plan, Stage.ANNOUNCED)
    told = {"commitment": found.commitment, "digest": found.digest}
    note("inspection.announced", actor=actor, subject=plan, union=plan.union, now=now, **told)
    return found


@transaction.atomic
def draw_units(*, actor: Any, plan: Plan, now: datetime) -> Draw:
    """Tell the seed and draw from the frozen candidates.

    Raises PermissionDenied, or Refused WRONG_STAGE. Leaves ``inspection.drawn`` with the seed and the keys drawn.
    """
    require(actor, "inspection.plan", on=plan.union)
    plan = held_plan(plan)
    refuse(why_not_draw(stage=plan.stage))
    found = Draw.objects.admitted().get(plan=plan)
    found.drawn = {one.cell: [unit.key for unit in one.drawn] for one in outcomes_of(found)}
    found.drawn_by, found.drawn_at = actor, now
    found.save(update_fields=["drawn", "drawn_by", "drawn_at"])
    _move(plan, Stage.DRAWN)
    told = {"seed": found.seed, "drawn": found.drawn}
    note("inspection.drawn", actor=actor, subject=plan, union=plan.union, now=now, **told)
    return found


@transaction.atomic
def fix_visits(
    *, actor: Any, plan: Plan, days: Mapping[int, date], now: datetime, over_reason: str = ""
) -> list[Visit]:
    """Say on which day each group comes to the units drawn in a union that it covers (``days`` by the key of that union).

    Raises PermissionDenied, or Refused WRONG_STAGE / DAY_OUTSIDE / OVER_LIMIT. Leaves ``inspection.fixed`` with the reason.
    """
    require(actor, "inspection.plan", on=plan.union)
    plan = held_plan(plan)
    wanted = _wanted(plan, days)
    full = _full(plan, wanted)
    reason = why_not_fix(
        stage=plan.stage,
        days=[visit.planned_on for visit in wanted],
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        over=bool(full),
        words=over_reason,
    )
    refuse(reason)
    for visit in wanted:
        visit.over_reason = over_reason.strip() if {visit.covered_id, visit.union_id} & full else ""
    made = Visit.objects.bulk_create(wanted)
    _move(plan, Stage.FIXED)
    words = over_reason.strip() if full else ""
    note(
        "inspection.fixed",
        actor=actor,
        subject=plan,
        union=plan.union,
        now=now,
        visits=len(made),
        words=words,
    )
    return made


@transaction.atomic
def move_visit(*, actor: Any, visit: Visit, planned_on: date, words: str, now: datetime) -> Visit:
    """Put a visit off or bring it forward within the days of its plan, and say why; beyond the limit of the month that is
    the reason that is printed.

    Raises PermissionDenied, or Refused VISITED / DAY_OUTSIDE / WHY_MISSING. Leaves ``inspection.moved`` with the words.
    """
    require(actor, "inspection.plan", on=visit.plan.union)
    rows = Visit.objects.admitted().select_for_update(of=("self",))
    visit = rows.select_related("plan__union", "covered", "union").get(pk=visit.pk)
    reason = why_not_move(
        visited=visit.visited_on is not None,
        day=planned_on,
        starts_on=visit.plan.starts_on,
        ends_on=visit.plan.ends_on,
        words=words,
    )
    refuse(reason)
    before, visit.planned_on = visit.planned_on, planned_on
    if before.replace(day=1) != planned_on.replace(day=1):
        visit.over_reason = words.strip() if _full(visit.plan, [visit]) else ""
    visit.save(update_fields=["planned_on", "over_reason"])
    told = {"words": words.strip(), "before": str(before), "after": str(planned_on)}
    note("inspection.moved", actor=actor, subject=visit, union=visit.union, now=now, **told)
    return visit


def _wanted(plan: Plan, days: Mapping[int, date]) -> list[Visit]:
    """The visits to what was drawn; none before there was a draw."""
    found = Draw.objects.admitted().filter(plan=plan).first()
    drawn = found.drawn if found else {}
    groups = {union.pk: (group, union) for group in groups_of(plan=plan) for union in group.covers.all()}
    strata = {stratum.sort: stratum for stratum in strata_of(plan=plan)}
    units = Union.objects.admitted().in_bulk(int(key) for keys in drawn.values() for key in keys)
    made = []
    for cell, keys in drawn.items():
        covered, sort = cell.split("/")
        group, union = groups[int(covered)]
        made += [
            _visit(plan, group, strata[sort], union, units[int(key)], days.get(union.pk, plan.starts_on))
            for key in keys
        ]
    return made


def _visit(plan: Plan, group: Group, stratum: Any, covered: Union, unit: Union, day: date) -> Visit:
    return Visit(
        plan=plan,
        group=group,
        stratum=stratum,
        checklist=stratum.checklist,
        covered=covered,
        union=unit,
        planned_on=day,
    )


def _full(plan: Plan, visits: list[Visit]) -> set[int]:
    """The unions concerned that have their limit of the month already."""
    concerned = {
        (union.pk, visit.planned_on.replace(day=1)): union
        for visit in visits
        for union in (visit.covered, visit.union)
    }
    return {
        union.pk
        for (_pk, month), union in concerned.items()
        if load_of(union=union, by=plan.union, on=month).is_full
    }


def _move(plan: Plan, stage: str) -> None:
    plan.stage = stage
    plan.save(update_fields=["stage"])
