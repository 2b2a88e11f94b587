"""The figure of applications, to programmes of every kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from lianshou.core.figures import Breakdown, Figure, RowColumn, under
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.intake.enums import State
from lianshou.kernel.intake.models import Application
from lianshou.kernel.programmes.figures import cuts_by_programme


def figures() -> tuple[Figure, ...]:
    """The figure of applications."""
    return under(Wording("工会、项目和申请", "Unions, programmes, applications"), _APPLICATIONS)


def applications(*, actor: Any, today: date) -> QuerySet[Application]:
    """Applications that were not withdrawn, by the union that runs the programme."""
    del today
    scope = scope_of(actor=actor, verb="figure.view")
    return Application.objects.within(scope).exclude(state=State.WITHDRAWN).order_by("-pk")


_APPLICATIONS = Figure(
    slug="applications",
    title=Wording("申请", "Applications"),
    definition=Wording(
        "向各类项目提出的申请，本人或单位撤回的不计，按提交日期、主办工会统计。",
        "Applications to programmes of every kind, without those withdrawn, by the day they were sent in and the union that runs "
        "the programme.",
    ),
    unit=Unit.PAPER,
    facts=applications,
    columns=(
        RowColumn(
            title=Wording("编号", "Number"),
            value=lambda row: row.pk,
            link=lambda row: reverse("applications:detail", args=[row.pk]),
            sort="pk",
        ),
        RowColumn(title=Wording("所在单位", "Of"), value=lambda row: row.union.name),
        RowColumn(title=Wording("项目", "Programme"), value=lambda row: row.programme.title),
        RowColumn(title=Wording("主办工会", "Union"), value=lambda row: row.programme.union.name),
        RowColumn(title=Wording("状态", "State"), value=lambda row: row.get_state_display(), sort="state"),
        RowColumn(
            title=Wording("提交日期", "Sent in on"),
            value=lambda row: timezone.localdate(row.submitted_at),
            sort="submitted_at",
        ),
    ),
    dress=lambda rows: rows.select_related("union", "programme__union").defer("closing_words"),
    year="programme__year",
    on="submitted_at",
    path="programme__union__path",
    through="programme",
    breakdowns=(
        *cuts_by_programme("programme__"),
        Breakdown(
            slug="state",
            title=Wording("状态", "State"),
            key="state",
            label=lambda value: State(value).label,
            order=tuple(State.values),
        ),
    ),
)
