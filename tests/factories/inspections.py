"""Inspections in the world of ``world``: the city inspects its counties by a checklist; findings, letters, field visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from tests.factories.access import person_with
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.inspections import actions
from lianshou.kernel.inspections.models import (
    Checklist,
    ChecklistLine,
    Draw,
    FieldVisit,
    Finding,
    Group,
    Plan,
    Problem,
    Stratum,
    Urging,
    Visit,
)
from lianshou.kernel.inspections.rules import NewLine
from lianshou.kernel.unions.enums import Grade
from lianshou.kernel.unions.models import Union

NOON = datetime(2020, 6, 24, 4, 0, tzinfo=UTC)
TODAY = date(2020, 6, 24)
LINES = (
    NewLine("工会组织健全，按期换届", 10, True),
    NewLine("会员信息完整", 20),
    NewLine("职工活动有记录", 30),
)


@dataclass(frozen=True)
class Desk:
    """The city's office: two officers and an approver, a checklist."""

    world: World
    officer: User
    second: User
    approver: User
    checklist: Checklist

    def plan(self, **changes: Any) -> Plan:
        """An inspection of June with a group for both counties and new unions drawn, not announced yet."""
        facts: dict[str, Any] = {
            "union": self.world.city,
            "title": "2020年上半年督查",
            "basis": "盐工发〔2020〕6号",
            "starts_on": date(2020, 6, 1),
            "ends_on": date(2020, 6, 30),
        }
        plan = actions.make_plan(actor=self.officer, now=NOON, **(facts | changes))
        self.group(plan)
        self.stratum(plan)
        return plan

    def group(self, plan: Plan, **changes: Any) -> Group:
        facts: dict[str, Any] = {
            "name": "第一组",
            "leader": self.officer,
            "members": [self.second],
            "covers": [self.world.county, self.world.foreign_county],
        }
        return actions.set_group(actor=self.officer, plan=plan, now=NOON, **(facts | changes))

    def stratum(self, plan: Plan, **changes: Any) -> Stratum:
        facts: dict[str, Any] = {"sort": "new", "months": 12, "count": 2, "checklist": self.checklist}
        return actions.set_stratum(actor=self.officer, plan=plan, now=NOON, **(facts | changes))

    def drawn(self, plan: Plan, seed: str = "a seed") -> Draw:
        actions.announce_draw(actor=self.officer, plan=plan, now=NOON, seed=seed)
        return actions.draw_units(actor=self.officer, plan=plan, now=NOON)

    def visit(self, plan: Plan) -> Visit:
        """The first visit of a plan that is drawn and fixed."""
        self.drawn(plan)
        return actions.fix_visits(actor=self.officer, plan=plan, days={}, now=NOON)[0]

    def finding(self, **changes: Any) -> Finding:
        facts: dict[str, Any] = {
            "laid_by": self.world.city,
            "union": self.world.guest,
            "text": "换届逾期",
            "found_on": TODAY,
        }
        return actions.find(actor=self.officer, now=NOON, **(facts | changes))

    def assigned(self, **changes: Any) -> Finding:
        """A finding that the chair of the guest is to mend by tomorrow."""
        facts: dict[str, Any] = {"todo": "完成换届", "due_on": date(2020, 6, 25), "person_name": "主席"}
        found = self.finding()
        return actions.assign_mending(actor=self.officer, finding=found, now=NOON, **(facts | changes))


def make_desk(world: World) -> Desk:
    """Everything through the real actions; each county gets five new unions."""
    officer = person_with(Role.OFFICER, world.city, name="马督查", username="cityofficer")
    second = person_with(Role.OFFICER, world.city, name="牛督查", username="cityofficer2")
    approver = person_with(Role.APPROVER, world.city, name="杨核实", username="cityapprover")
    for county in (world.county, world.foreign_county):
        for n in range(5):
            UnionFactory(
                parent=county, name=f"{county.name}新建{n}", founded_on=date(2020, 3, 1), grade=Grade.NONE
            )
    checklist = actions.make_checklist(
        actor=officer, union=world.city, title="新组建工会督查考核表", lines=LINES, now=NOON, pass_mark=40
    )
    return Desk(world, officer, second, approver, checklist)


def laid_inspections(*, union: Union, unit: Union, by: User) -> dict[str, int]:
    """One row of each sort: an inspection of ``union`` at ``unit``, a finding with a letter, a field visit; their numbers."""
    made: dict[str, Any] = {"made_by": by, "made_at": NOON}
    checklist = Checklist.objects.create(union=union, title=f"{unit}督查表", points=10, **made)
    ChecklistLine.objects.create(checklist=checklist, number=1, text="组织健全", points=10)
    plan = Plan.objects.create(
        union=union,
        year=2020,
        title=f"{unit}督查",
        basis="文件",
        stage="drawn",
        starts_on=TODAY,
        ends_on=TODAY,
        **made,
    )
    group = Group.objects.create(plan=plan, name="组", leader=by)
    group.covers.add(unit)
    stratum = Stratum.objects.create(plan=plan, sort="all", checklist=checklist)
    cell = {
        "key": f"{unit.pk}/all",
        "title": unit.name,
        "count": 1,
        "candidates": [[str(unit.pk), unit.name]],
    }
    Draw.objects.create(
        plan=plan, seed="seed", commitment="0" * 64, digest="0" * 64, cells=[cell], announced_by=by,
        announced_at=NOON, drawn_by=by, drawn_at=NOON, drawn={cell["key"]: [str(unit.pk)]},
    )  # fmt: skip
    visit = Visit.objects.create(
        plan=plan, group=group, stratum=stratum, checklist=checklist, covered=unit, union=unit, planned_on=TODAY
    )  # fmt: skip
    finding = Finding.objects.create(
        laid_by=union, union=unit, source="report", text=f"{unit}问题", found_on=TODAY, found_by=by,
        found_at=NOON, state="mending", due_on=date(2020, 6, 1), todo="整改", person_name="主席",
    )  # fmt: skip
    urging = Urging.objects.create(
        finding=finding, step="letter", number=f"督〔2020〕{finding.pk}号", made_on=TODAY, **made
    )
    going = FieldVisit.objects.create(
        home=union, union=unit, who="帮扶组", visited_on=TODAY, helped_with="建会", recorded_by=by, recorded_at=NOON
    )  # fmt: skip
    problem = Problem.objects.create(visit=going, text=f"{unit}难题", assigned_to=unit, raised_at=NOON)
    return {
        "checklist": checklist.pk,
        "plan": plan.pk,
        "inspection": visit.pk,
        "finding": finding.pk,
        "urging": urging.pk,
        "going": going.pk,
        "problem": problem.pk,
    }
