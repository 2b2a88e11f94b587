"""The figures of inspections: visits made, findings and those struck off, field visits, problems solved through them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from lianshou.core.figures import Breakdown, Figure, Ratio, RowColumn, under
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kernel.inspections.enums import Severity, Source, State
from lianshou.kernel.inspections.models import FieldVisit, Finding, Problem, Visit
from lianshou.kernel.inspections.queries import (
    field_visits_in_scope,
    findings_in_scope,
    overdue_findings,
    problems_in_scope,
    visits_in_scope,
)

_VERB = "figure.view"


def figures() -> tuple[Figure | Ratio, ...]:
    """The figures of inspections, in the order in which things happen."""
    found: tuple[Figure | Ratio, ...] = (_VISITS, _FINDINGS, _OPEN, _OVERDUE, _STRUCK, _RATE)
    below: tuple[Figure | Ratio, ...] = (_FIELD_VISITS, _PROBLEMS, _SOLVED, _SOLVED_RATE)
    return (
        *under(Wording("督查整改", "Inspections and mending"), *found),
        *under(Wording("下沉基层", "At the grass roots"), *below),
    )


def visits_made(*, actor: Any, today: date) -> QuerySet[Visit]:
    """The visits of inspections that were made."""
    return visits_in_scope(actor=actor, verb=_VERB).filter(visited_on__isnull=False)


def findings_made(*, actor: Any, today: date) -> QuerySet[Finding]:
    """Every finding."""
    return findings_in_scope(actor=actor, verb=_VERB)


def findings_open(*, actor: Any, today: date) -> QuerySet[Finding]:
    """The findings that were not struck off."""
    return findings_made(actor=actor, today=today).exclude(state=State.STRUCK)


def findings_overdue(*, actor: Any, today: date) -> QuerySet[Finding]:
    """The findings that should have been reported as mended by now."""
    return overdue_findings(findings_made(actor=actor, today=today), today)


def findings_struck(*, actor: Any, today: date) -> QuerySet[Finding]:
    """The findings that were struck off."""
    return findings_made(actor=actor, today=today).filter(state=State.STRUCK)


def field_visits_made(*, actor: Any, today: date) -> QuerySet[FieldVisit]:
    """Every field visit."""
    return field_visits_in_scope(actor=actor, verb=_VERB)


def problems_raised(*, actor: Any, today: date) -> QuerySet[Problem]:
    """Every problem that was raised on a field visit."""
    return problems_in_scope(actor=actor, verb=_VERB)


def problems_solved(*, actor: Any, today: date) -> QuerySet[Problem]:
    """Those problems that were solved."""
    return problems_raised(actor=actor, today=today).filter(solved_on__isnull=False)


_VISITS = Figure(
    slug="inspections",
    title=Wording("督查走访", "Inspections carried out"),
    definition=Wording(
        "已经登记结果的督查走访，每到一个单位算一次，按到访日期。",
        "Visits of inspections with a result on record, one for each unit, by the day of the visit.",
    ),
    unit=Unit.ACTIVITY,
    counter="次",
    facts=visits_made,
    columns=(
        RowColumn(
            title=Wording("被督查单位", "Unit"),
            value=lambda visit: visit.union.name,
            link=lambda visit: reverse("inspections:visit", args=[visit.pk]),
            sort="union__search",
        ),
        RowColumn(title=Wording("督查方案", "Inspection"), value=lambda visit: visit.plan.title),
        RowColumn(title=Wording("到访日期", "Day"), value=lambda visit: visit.visited_on, sort="visited_on"),
        RowColumn(title=Wording("得分", "Points"), value=lambda visit: visit.score, sort="score"),
        RowColumn(
            title=Wording("是否合格", "Passed"),
            value=lambda visit: Wording("合格", "yes") if visit.is_passed else Wording("不合格", "no"),
            sort="is_passed",
        ),
    ),
    year="visited_on__year",
    on="visited_on",
    path="union__path",
    breakdowns=(
        Breakdown(
            slug="passed",
            title=Wording("是否合格", "Passed"),
            key="is_passed",
            label=lambda value: (
                Wording("合格", "yes") if value in (True, "True", 1, "1") else Wording("不合格", "no")
            ),
        ),
        Breakdown(
            slug="plan", title=Wording("督查方案", "Inspection"), key="plan__title", largest_first=True
        ),
    ),
)
_FINDING_COLUMNS = (
    RowColumn(
        title=Wording("问题", "Finding"),
        value=lambda finding: finding.text,
        link=lambda finding: reverse("inspections:finding", args=[finding.pk]),
        sort="text",
    ),
    RowColumn(title=Wording("单位", "Unit"), value=lambda finding: finding.union.name, sort="union__search"),
    RowColumn(
        title=Wording("状态", "State"), value=lambda finding: finding.get_state_display(), sort="state"
    ),
    RowColumn(title=Wording("发现日期", "Found"), value=lambda finding: finding.found_on, sort="found_on"),
    RowColumn(title=Wording("整改时限", "Due"), value=lambda finding: finding.due_on, sort="due_on"),
    RowColumn(
        title=Wording("销号日期", "Struck off"), value=lambda finding: finding.struck_on, sort="struck_on"
    ),
)
_FINDING_CUTS = (
    Breakdown(
        slug="source",
        title=Wording("来源", "Source"),
        key="source",
        label=lambda value: Source(value).label,
        order=tuple(Source.values),
    ),
    Breakdown(
        slug="severity",
        title=Wording("程度", "Severity"),
        key="severity",
        label=lambda value: Severity(value).label,
        order=tuple(Severity.values),
    ),
)


def _finding(slug: str, title: Wording, definition: Wording, facts: Any) -> Figure:
    return Figure(
        slug=slug,
        title=title,
        definition=definition,
        unit=Unit.ITEM,
        facts=facts,
        columns=_FINDING_COLUMNS,
        year="found_on__year",
        on="found_on",
        path="union__path",
        breakdowns=_FINDING_CUTS,
    )


_FINDINGS = _finding(
    "findings",
    Wording("督查发现问题", "Findings"),
    Wording("登记的全部问题，按发现日期。", "Every finding on record, by the day on which it was found."),
    findings_made,
)
_OPEN = _finding(
    "findings-open",
    Wording("未销号问题", "Findings open"),
    Wording(
        "至今没有销号的问题，按发现日期。",
        "Findings not struck off until now, by the day on which they were found.",
    ),
    findings_open,
)
_OVERDUE = _finding(
    "findings-overdue",
    Wording("逾期未整改问题", "Findings overdue"),
    Wording(
        "过了整改时限、至今没有报告整改完成的问题，按发现日期。",
        "Findings whose day has passed and that nobody has reported as mended, by the day on which they were found.",
    ),
    findings_overdue,
)
_STRUCK = _finding(
    "findings-struck",
    Wording("已销号问题", "Findings struck off"),
    Wording(
        "整改完成、经核实后销号的问题，按发现日期。",
        "Findings that were mended, verified and struck off, by the day on which they were found.",
    ),
    findings_struck,
)
_RATE = Ratio(
    slug="mending-rate",
    title=Wording("整改销号率", "Share of findings struck off"),
    definition=Wording("已销号问题与发现问题之比。", "Findings struck off out of all findings."),
    numerator="findings-struck",
    denominator="findings",
)
_FIELD_VISITS = Figure(
    slug="field-visits",
    title=Wording("下沉基层", "Field visits"),
    definition=Wording(
        "上级工会人员到下级工会走访、帮助工作，每到一个单位算一次，按到访日期。",
        "Visits of people of a higher union to one below, one for each union, by the day of the visit.",
    ),
    unit=Unit.ACTIVITY,
    counter="次",
    facts=field_visits_made,
    columns=(
        RowColumn(
            title=Wording("到访单位", "Union visited"),
            value=lambda visit: visit.union.name,
            link=lambda visit: reverse("inspections:field_visit", args=[visit.pk]),
            sort="union__search",
        ),
        RowColumn(title=Wording("下沉单位", "From"), value=lambda visit: visit.home.name),
        RowColumn(title=Wording("日期", "Day"), value=lambda visit: visit.visited_on, sort="visited_on"),
        RowColumn(title=Wording("帮助内容", "Help"), value=lambda visit: visit.helped_with),
    ),
    year="visited_on__year",
    on="visited_on",
    path="union__path",
    breakdowns=(
        Breakdown(slug="from", title=Wording("下沉单位", "From"), key="home__name", largest_first=True),
    ),
)


def _problem(slug: str, title: Wording, definition: Wording, facts: Any) -> Figure:
    return Figure(
        slug=slug,
        title=title,
        definition=definition,
        unit=Unit.ITEM,
        facts=facts,
        columns=(
            RowColumn(
                title=Wording("难题", "Problem"),
                value=lambda problem: problem.text,
                link=lambda problem: reverse("inspections:field_visit", args=[problem.visit_id]),
                sort="text",
            ),
            RowColumn(title=Wording("提出单位", "Union"), value=lambda problem: problem.visit.union.name),
            RowColumn(title=Wording("解决单位", "Solved by"), value=lambda problem: problem.assigned_to.name),
            RowColumn(
                title=Wording("解决日期", "Solved"), value=lambda problem: problem.solved_on, sort="solved_on"
            ),
        ),
        year="visit__visited_on__year",
        on="visit__visited_on",
        path="visit__union__path",
        breakdowns=(
            Breakdown(
                slug="solver",
                title=Wording("解决单位", "Solved by"),
                key="assigned_to__name",
                largest_first=True,
            ),
        ),
    )


_PROBLEMS = _problem(
    "problems",
    Wording("基层反映难题", "Problems raised"),
    Wording(
        "下沉走访中基层提出的难题，按走访日期。", "Problems raised on field visits, by the day of the visit."
    ),
    problems_raised,
)
_SOLVED = _problem(
    "problems-solved",
    Wording("下沉解决难题", "Problems solved"),
    Wording(
        "下沉走访中提出、已经解决的难题，按走访日期。",
        "Problems raised on field visits that were solved, by the day of the visit.",
    ),
    problems_solved,
)
_SOLVED_RATE = Ratio(
    slug="problems-solved-rate",
    title=Wording("难题解决率", "Share of problems solved"),
    definition=Wording("已解决难题与基层反映难题之比。", "Problems solved out of all that were raised."),
    numerator="problems-solved",
    denominator="problems",
)
