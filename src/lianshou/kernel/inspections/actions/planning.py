from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import require
from lianshou.kernel.inspections.actions.holding import held_plan, note, refuse
from lianshou.kernel.inspections.enums import Reason, Sort, Stage
from lianshou.kernel.inspections.models import Checklist, ChecklistLine, Group, Plan, Stratum
from lianshou.kernel.inspections.rules import (
    NewLine,
    why_not_list,
    why_not_make_plan,
    why_not_set_group,
    why_not_set_stratum,
)
from lianshou.kernel.unions.models import Union


@transaction.atomic
def make_checklist(
    *,
    actor: Any,
    union: Union,
    title: str,
    lines: Sequence[NewLine],
    now: datetime,
    sort: str = Sort.ALL,
    pass_mark: int = 0,
) -> Checklist:
    """Set up a checklist, which is never changed afterwards; a new version is another one.

    Raises PermissionDenied, or Refused TITLE_MISSING / NO_LINES / TOO_MANY_LINES / PASS_MARK. Leaves ``checklist.made``.
    """
    require(actor, "inspection.plan", on=union)
    refuse(why_not_list(title=title, pass_mark=pass_mark, lines=lines))
    made = Checklist.objects.create(
        union=union,
        title=title.strip(),
        sort=sort,
        pass_mark=pass_mark,
        points=sum(line.points for line in lines),
        made_by=actor,
        made_at=now,
    )
    ChecklistLine.objects.bulk_create(
        ChecklistLine(
            checklist=made,
            number=number,
            text=line.text.strip(),
            points=line.points,
            is_mandatory=line.is_mandatory,
        )
        for number, line in enumerate(lines, start=1)
    )
    note("checklist.made", actor=actor, subject=made, union=union, now=now, lines=len(lines))
    return made


@transaction.atomic
def make_plan(
    *,
    actor: Any,
    union: Union,
    title: str,
    basis: str,
    starts_on: date,
    ends_on: date,
    now: datetime,
) -> Plan:
    """Begin an inspection of the units below ``union``.

    Raises PermissionDenied, or Refused TITLE_MISSING / BASIS_MISSING / ENDS_BEFORE. Leaves ``inspection.planned``.
    """
    require(actor, "inspection.plan", on=union)
    refuse(why_not_make_plan(title=title, basis=basis, starts_on=starts_on, ends_on=ends_on))
    plan = Plan.objects.create(
        union=union,
        year=starts_on.year,
        title=title.strip(),
        basis=basis.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        made_by=actor,
        made_at=now,
    )
    note("inspection.planned", actor=actor, subject=plan, union=union, now=now, words=plan.basis)
    return plan


@transaction.atomic
def set_group(
    *,
    actor: Any,
    plan: Plan,
    name: str,
    leader: User,
    members: Sequence[User],
    covers: Sequence[Union],
    now: datetime,
) -> Group:
    """Set a group of a plan, or another leader, members or cover of the group of that name.

    Raises PermissionDenied, or Refused TITLE_MISSING / TOO_LATE / NOT_BELOW / COVERED_TWICE. Leaves ``inspection.grouped``.
    """
    require(actor, "inspection.plan", on=plan.union)
    plan = held_plan(plan)
    refuse(None if name.strip() else Reason.TITLE_MISSING)
    group = Group.objects.admitted().filter(plan=plan, name=name.strip()).first()
    wanted = {union.pk for union in covers}
    has = set(group.covers.values_list("pk", flat=True)) if group else set()
    others = Group.objects.admitted().filter(plan=plan).exclude(name=name.strip())
    reason = why_not_set_group(
        stage=plan.stage,
        changes_cover=has != wanted,
        inside=bool(covers)
        and all(one.path.startswith(plan.union.path) and one.pk != plan.union_id for one in covers),
        twice=others.filter(covers__in=wanted).exists(),
    )
    refuse(reason)
    group = group or Group(plan=plan, name=name.strip())
    group.leader = leader
    group.save()
    group.members.set([one for one in members if one.pk != leader.pk])
    group.covers.set(covers)
    note(
        "inspection.grouped", actor=actor, subject=plan, union=plan.union, now=now,
        group=group.name, covers=sorted(wanted),
    )  # fmt: skip
    return group


@transaction.atomic
def set_stratum(
    *,
    actor: Any,
    plan: Plan,
    sort: str,
    count: int,
    checklist: Checklist,
    now: datetime,
    months: int | None = None,
) -> Stratum:
    """Say of which unions so many are drawn for each union covered, and by which checklist; the same stratum again is changed.

    Raises PermissionDenied, or Refused TOO_LATE / MONTHS_MISSING. Leaves ``inspection.layered``.
    """
    require(actor, "inspection.plan", on=plan.union)
    require(actor, "inspection.view", on=checklist.union)
    plan = held_plan(plan)
    refuse(why_not_set_stratum(stage=plan.stage, sort=sort, months=months))
    stratum, _new = Stratum.objects.admitted().update_or_create(
        plan=plan,
        sort=sort,
        defaults={
            "months": months if sort == Sort.NEW else None,
            "count": count,
            "checklist": checklist,
        },
    )
    told = {"stratum": sort, "count": count}
    note("inspection.layered", actor=actor, subject=plan, union=plan.union, now=now, **told)
    return stratum


@transaction.atomic
def discard_plan(*, actor: Any, plan: Plan, now: datetime) -> None:
    """Throw a plan away before anything of its draw was announced.

    Raises PermissionDenied, or Refused WRONG_STAGE. Leaves ``inspection.discarded`` with its title.
    """
    require(actor, "inspection.plan", on=plan.union)
    plan = held_plan(plan)
    refuse(None if plan.stage == Stage.PREPARING else Reason.WRONG_STAGE)
    note("inspection.discarded", actor=actor, subject=plan, union=plan.union, now=now, title=plan.title)
    plan.delete()
