"""Lists of inspections: a unit, a finding, a field visit for each of many unions."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.lengths.listing import NOW, TODAY, Listed, Stock

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
    Visit,
    VisitLine,
)

_DAYS: dict[str, Any] = {"starts_on": TODAY, "ends_on": TODAY}


def checklists(stock: Stock, numbers: range) -> None:
    Checklist.objects.bulk_create(
        Checklist(title=f"督查表{n}", union=union, points=10, made_by=user, made_at=NOW)
        for n, union, user in zip(numbers, stock.unions(numbers), stock.users(numbers), strict=True)
    )


def plans(stock: Stock, numbers: range) -> None:
    Plan.objects.bulk_create(
        Plan(title=f"督查{n}", union=union, year=2020, basis="文", made_by=user, made_at=NOW, **_DAYS)
        for n, union, user in zip(numbers, stock.unions(numbers), stock.users(numbers), strict=True)
    )


def _checklist(stock: Stock) -> Checklist:
    facts = {"points": 10, "made_by": stock.seer, "made_at": NOW}
    found: Checklist = stock.once(
        "checklist", lambda: Checklist.objects.create(title="表", union=stock.world.county, **facts)
    )
    return found


def _plan(stock: Stock) -> Plan:
    facts = {"year": 2020, "basis": "文", "made_by": stock.seer, "made_at": NOW, **_DAYS}
    found: Plan = stock.once(
        "plan", lambda: Plan.objects.create(title="督查", union=stock.world.county, **facts)
    )
    return found


def visits(stock: Stock, numbers: range) -> None:
    """Each at another unit, by another group."""
    plan, checklist = _plan(stock), _checklist(stock)
    stratum = stock.once(
        "stratum", lambda: Stratum.objects.create(plan=plan, sort="all", checklist=checklist)
    )
    unions = stock.unions(numbers)
    groups = Group.objects.bulk_create(
        Group(plan=plan, name=f"组{n}", leader=user)
        for n, user in zip(numbers, stock.users(numbers), strict=True)
    )
    facts: dict[str, Any] = {"plan": plan, "stratum": stratum, "checklist": checklist, "planned_on": TODAY}
    Visit.objects.bulk_create(
        Visit(union=union, covered=union, group=group, recorded_by=group.leader, **facts)
        for union, group in zip(unions, groups, strict=True)
    )


def groups(stock: Stock, numbers: range) -> None:
    for group, union in zip(_groups(stock, numbers), stock.unions(numbers), strict=True):
        group.covers.add(union)
        group.members.add(group.leader)


def _groups(stock: Stock, numbers: range) -> list[Group]:
    return Group.objects.bulk_create(
        Group(plan=_plan(stock), name=f"队{n}", leader=user)
        for n, user in zip(numbers, stock.users(numbers), strict=True)
    )


def cells(stock: Stock, numbers: range) -> None:
    """A draw that was made, with a cell for each of many unions."""
    facts = {"seed": "s", "commitment": "0" * 64, "digest": "0" * 64, "announced_by": stock.seer}
    facts |= {"announced_at": NOW, "drawn_by": stock.seer, "drawn_at": NOW, "cells": []}
    found = stock.once("draw", lambda: Draw.objects.create(plan=_plan(stock), **facts))
    for union in stock.unions(numbers):
        candidates = [[str(union.pk), union.name]]
        found.cells.append(
            {"key": f"{union.pk}/all", "title": union.name, "count": 1, "candidates": candidates}
        )
    found.save()


def _findings(stock: Stock, numbers: range, **facts: Any) -> None:
    usual: dict[str, Any] = {"source": "report", "found_on": TODAY, "found_at": NOW, "state": "mending"}
    usual |= {"due_on": date(2020, 6, 1), "todo": "改", "laid_by": stock.world.county}
    Finding.objects.bulk_create(
        Finding(text=f"问题{n}", union=union, found_by=user, person=user, **usual | facts)
        for n, union, user in zip(numbers, stock.unions(numbers), stock.users(numbers), strict=True)
    )


def findings(stock: Stock, numbers: range) -> None:
    _findings(stock, numbers)


def _visit(stock: Stock) -> Visit:
    def made() -> Visit:
        visits(stock, range(9000, 9001))
        return Visit.objects.get(union=stock.unions(range(9000, 9001))[0])

    found: Visit = stock.once("visit", made)
    return found


def findings_of_a_visit(stock: Stock, numbers: range) -> None:
    _findings(stock, numbers, visit=_visit(stock))


def marks(stock: Stock, numbers: range) -> None:
    checklist = _visit(stock).checklist
    lines = ChecklistLine.objects.bulk_create(
        ChecklistLine(checklist=checklist, number=n + 1, text=f"行{n}", points=1) for n in numbers
    )
    VisitLine.objects.bulk_create(VisitLine(visit=_visit(stock), line=line, score=1) for line in lines)


def lines(stock: Stock, numbers: range) -> None:
    ChecklistLine.objects.bulk_create(
        ChecklistLine(checklist=_checklist(stock), number=n + 5000, text=f"行{n}", points=1) for n in numbers
    )


def field_visits(stock: Stock, numbers: range) -> None:
    facts = {"who": "组", "visited_on": TODAY, "helped_with": "建会", "recorded_at": NOW}
    FieldVisit.objects.bulk_create(
        FieldVisit(union=union, home=stock.world.county, recorded_by=user, **facts)
        for union, user in zip(stock.unions(numbers), stock.users(numbers), strict=True)
    )


def _going(stock: Stock) -> FieldVisit:
    facts = {"who": "组", "visited_on": TODAY, "helped_with": "建会", "recorded_at": NOW}
    facts |= {"recorded_by": stock.seer, "home": stock.world.county, "union": stock.world.host}
    found: FieldVisit = stock.once("going", lambda: FieldVisit.objects.create(**facts))
    return found


def problems(stock: Stock, numbers: range) -> None:
    """Each raised on another visit, solved by another union and person."""
    field_visits(stock, numbers)
    found = FieldVisit.objects.filter(union__in=stock.unions(numbers)).order_by("pk")
    _problems(stock, numbers, list(found))


def problems_of_a_visit(stock: Stock, numbers: range) -> None:
    _problems(stock, numbers, [_going(stock) for _n in numbers])


def _problems(stock: Stock, numbers: range, visits: list[FieldVisit]) -> None:
    facts = {"raised_at": NOW, "solved_on": TODAY, "solution": "已解决"}
    Problem.objects.bulk_create(
        Problem(text=f"难题{n}", visit=visit, assigned_to=union, solved_by=user, **facts)
        for n, visit, union, user in zip(
            numbers, visits, stock.unions(numbers), stock.users(numbers), strict=True
        )
    )


def _of_plan(stock: Stock) -> dict[str, Any]:
    return {"pk": _plan(stock).pk}


def _of_visit(stock: Stock) -> dict[str, Any]:
    return {"pk": _visit(stock).pk}


INSPECTIONS = (
    Listed("PlanTable", "inspections:plans", plans, "inspections:export_plans"),
    Listed("ChecklistTable", "inspections:checklists", checklists, "inspections:export_checklists"),
    Listed("VisitTable", "inspections:visits", visits, "inspections:export_visits"),
    Listed("FindingTable", "inspections:findings", findings, "inspections:export_findings"),
    Listed("FieldVisitTable", "inspections:field_visits", field_visits, "inspections:export_field_visits"),
    Listed("ProblemTable", "inspections:problems", problems, "inspections:export_problems"),
    Listed("visits", "inspections:plan", visits, where=_of_plan, name="visits"),
    Listed("groups", "inspections:plan", groups, where=_of_plan, name="groups"),
    Listed("result", "inspections:lots", cells, where=_of_plan),
    Listed("findings", "inspections:visit", findings_of_a_visit, where=_of_visit, name="findings"),
    Listed("marks", "inspections:visit", marks, where=_of_visit, name="marks"),
    Listed("lines", "inspections:checklist", lines, where=lambda stock: {"pk": _checklist(stock).pk}),
    Listed(
        "problems",
        "inspections:field_visit",
        problems_of_a_visit,
        where=lambda stock: {"pk": _going(stock).pk},
    ),
)
