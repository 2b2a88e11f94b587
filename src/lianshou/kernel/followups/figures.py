"""The figure of activities in the course of programmes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from lianshou.core.figures import Breakdown, Figure, RowColumn, under
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.followups.enums import Sort
from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.programmes.figures import cuts_by_programme


def figures() -> tuple[Figure, ...]:
    """The figure of activities."""
    return under(Wording("工会、项目和申请", "Unions, programmes, applications"), _FOLLOWUPS)


def activities(*, actor: Any, today: date) -> QuerySet[FollowUp]:
    """Activities on record and not taken back, by the union that runs the programme."""
    del today
    scope = scope_of(actor=actor, verb="figure.view")
    return FollowUp.objects.within(scope, "programme__union__path").filter(removed_at=None).order_by("-pk")


_FOLLOWUPS = Figure(
    slug="followups",
    title=Wording("走访和活动", "Visits and activities"),
    definition=Wording(
        "项目实施中登记的走访、互动、培训和设施共享的次数，已撤回的不计，按发生日期、主办工会统计。",
        "Visits, mutual activities, trainings and shared facilities on record in programmes, each once, without those taken back, "
        "by the day they happened and the union that runs the programme.",
    ),
    unit=Unit.ACTIVITY,
    facts=activities,
    columns=(
        RowColumn(
            title=Wording("内容", "What"),
            value=lambda row: row.title,
            link=lambda row: reverse("followups:detail", args=[row.pk]),
            sort="title",
        ),
        RowColumn(title=Wording("类别", "Sort"), value=lambda row: row.get_sort_display(), sort="sort"),
        RowColumn(title=Wording("日期", "Day"), value=lambda row: row.happened_on, sort="happened_on"),
        RowColumn(title=Wording("项目", "Programme"), value=lambda row: row.programme.title),
        RowColumn(title=Wording("主办工会", "Union"), value=lambda row: row.programme.union.name),
    ),
    dress=lambda rows: rows.select_related("programme__union"),
    year="programme__year",
    on="happened_on",
    path="programme__union__path",
    through="programme",
    counter="次",
    breakdowns=(
        *cuts_by_programme("programme__"),
        Breakdown(
            slug="sort",
            title=Wording("类别", "Sort"),
            key="sort",
            label=lambda value: Sort(value).label,
            order=tuple(Sort.values),
        ),
    ),
)
