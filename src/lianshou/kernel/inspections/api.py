from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import pgettext_lazy
from ninja import Router
from pydantic import Field

from lianshou.kernel.inspections import actions, queries
from lianshou.kernel.inspections.forms import (
    AssignForm,
    ChecklistFilter,
    FieldVisitFilter,
    FindingFilter,
    FindingForm,
    MarksForm,
    MendingForm,
    PlanFilter,
    ProblemFilter,
    ReturnForm,
    SolutionForm,
    VisitFilter,
)
from lianshou.kernel.inspections.models import Finding
from lianshou.kernel.inspections.tables import (
    ChecklistTable,
    FieldVisitTable,
    FindingTable,
    PlanTable,
    ProblemTable,
    VisitTable,
)
from lianshou.web.api import Acting, Item, Listing, Reading, act_at, list_at, orders_of, read_at
from lianshou.web.api.single import calling

router = Router(tags=["inspections"])


class ChecklistItem(Item):
    id: int
    union_id: int
    title: str
    sort: str
    points: int
    pass_mark: int


class PlanItem(Item):
    id: int
    union_id: int
    year: int
    title: str
    basis: str
    starts_on: date
    ends_on: date
    stage: str


class VisitItem(Item):
    id: int
    plan_id: int
    union_id: int
    covered_id: int
    checklist_id: int
    stratum: str = Field(validation_alias="stratum.sort")
    group: str = Field(validation_alias="group.name")
    planned_on: date
    visited_on: date | None
    score: int | None
    is_passed: bool | None
    note: str
    over_reason: str


class FindingItem(Item):
    id: int
    laid_by_id: int
    union_id: int
    visit_id: int | None
    source: str
    text: str
    place: str
    severity: str
    found_on: date
    state: str
    answerable: str
    todo: str
    due_on: date | None
    told: str
    returned: str
    struck_on: date | None


class FieldVisitItem(Item):
    id: int
    home_id: int
    union_id: int
    who: str
    visited_on: date
    helped_with: str


class ProblemItem(Item):
    id: int
    visit_id: int
    text: str
    raised_by: str
    assigned_to_id: int
    due_on: date | None
    solved_on: date | None
    solution: str


def _finder(rows: Any) -> Any:
    def find(request: HttpRequest, pk: int) -> Any:
        return rows(actor=request.user).filter(pk=pk).first()

    return find


_finding = _finder(queries.findings_in_scope)
_visit = _finder(queries.visits_in_scope)
_problem = _finder(queries.problems_in_scope)


def _list(
    name: str, item: Any, rows: Any, filters: Any, table: Any, first: tuple[str, ...], told: Any
) -> None:
    path = name.replace("_", "-")
    list_at(
        router,
        Listing(
            path=f"/inspections/{path}",
            name=f"inspection_{name}",
            door="inspection.view",
            item=item,
            rows=lambda request: rows(actor=request.user),
            filters=filters,
            orders=orders_of(table, first=first),
            pages=(f"inspections:{name}", f"inspections:export_{name}"),
            told=told,
        ),
    )


_list(
    "plans", PlanItem, queries.plans_in_scope, PlanFilter, PlanTable,
    ("-starts_on", "-pk"), pgettext_lazy("api", "Inspections"),
)  # fmt: skip
_list(
    "checklists", ChecklistItem, queries.checklists_in_scope, ChecklistFilter, ChecklistTable,
    ("-pk",), pgettext_lazy("api", "Checklists"),
)  # fmt: skip
_list(
    "visits", VisitItem, queries.visits_in_scope, VisitFilter, VisitTable,
    ("planned_on", "pk"), pgettext_lazy("api", "Visits of inspections"),
)  # fmt: skip
_list(
    "findings", FindingItem, queries.findings_in_scope, FindingFilter, FindingTable,
    ("-pk",), pgettext_lazy("api", "Findings"),
)  # fmt: skip
_list(
    "field_visits", FieldVisitItem, queries.field_visits_in_scope, FieldVisitFilter, FieldVisitTable,
    ("-visited_on", "-pk"), pgettext_lazy("api", "Field visits"),
)  # fmt: skip
_list(
    "problems", ProblemItem, queries.problems_in_scope, ProblemFilter, ProblemTable,
    ("-pk",), pgettext_lazy("api", "Problems of the grass roots"),
)  # fmt: skip


def _read(name: str, item: Any, find: Any, label: str, told: Any, *, is_shared: bool = False) -> None:
    path = name.replace("_", "-")
    read_at(
        router,
        Reading(
            path=f"/inspections/{path}s/{{int:pk}}",
            name=f"inspection_{name}",
            door="inspection.view",
            item=item,
            find=find,
            label=label,
            told=told,
            is_shared=is_shared,
        ),
    )


_read(
    "plan",
    PlanItem,
    _finder(queries.plans_in_scope),
    "inspections.plan",
    pgettext_lazy("api", "An inspection"),
    is_shared=True,
)
_read("visit", VisitItem, _visit, "inspections.visit", pgettext_lazy("api", "A visit of an inspection"))
_read("finding", FindingItem, _finding, "inspections.finding", pgettext_lazy("api", "A finding"))
_read(
    "field_visit", FieldVisitItem, _finder(queries.field_visits_in_scope), "inspections.fieldvisit",
    pgettext_lazy("api", "A field visit"),
)  # fmt: skip


def _lines(visit: Any) -> list[Any]:
    return list(queries.lines_of(checklist=visit.checklist))


act_at(
    router,
    Acting(
        path="/inspections/visits/{int:pk}/record",
        name="record_inspection",
        door="inspection.record",
        find=_visit,
        form=MarksForm,
        fill=lambda request, visit, data: MarksForm(data, lines=_lines(visit)),
        act=calling(actions.record_visit, "visit"),
        item=VisitItem,
        told=pgettext_lazy("api", "Record a visit of an inspection"),
    ),
)


def _act_on_finding(name: str, door: str, action: Any, told: Any, **more: Any) -> None:
    act_at(
        router,
        Acting(
            path=f"/inspections/findings/{{int:pk}}/{name}",
            name=f"{name}_finding",
            door=door,
            find=_finding,
            act=calling(action, "finding"),
            item=FindingItem,
            told=told,
            **more,
        ),
    )


_act_on_finding(
    "assign", "inspection.record", actions.assign_mending, pgettext_lazy("api", "Say who mends a finding"),
    form=AssignForm,
    fill=lambda request, finding, data: AssignForm(data, actor=request.user, finding=finding),
)  # fmt: skip
_act_on_finding(
    "report", "inspection.mend", actions.report_mending, pgettext_lazy("api", "Report a finding as mended"),
    form=MendingForm,
)  # fmt: skip
_act_on_finding(
    "verify", "inspection.verify", actions.verify_mending, pgettext_lazy("api", "Verify a mending")
)
_act_on_finding(
    "return", "inspection.verify", actions.return_mending, pgettext_lazy("api", "Send a mending back"),
    form=ReturnForm,
)  # fmt: skip
_act_on_finding("strike", "inspection.plan", actions.strike_off, pgettext_lazy("api", "Strike a finding off"))
act_at(
    router,
    Acting(
        path="/inspections/problems/{int:pk}/solve",
        name="solve_problem",
        door="inspection.mend",
        find=_problem,
        form=SolutionForm,
        act=calling(actions.solve_problem, "problem"),
        item=ProblemItem,
        told=pgettext_lazy("api", "Solve a problem of the grass roots"),
    ),
)


def _record_finding(actor: Any, found: Any, now: Any, said: Any) -> Finding:
    return actions.find(actor=actor, now=now, **said)


act_at(
    router,
    Acting(
        path="/inspections/findings",
        name="record_finding",
        door="inspection.record",
        find=lambda request: request.user,
        form=FindingForm,
        fill=lambda request, found, data: FindingForm(data, actor=request.user),
        facts=lambda form: form.facts,
        act=_record_finding,
        item=FindingItem,
        status=201,
        told=pgettext_lazy("api", "Record a finding"),
    ),
)
