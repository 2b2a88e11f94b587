"""The figures of the register: unions, and model homes by their highest level."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Value, When
from django.urls import reverse

from lianshou.core.figures import Breakdown, Figure, RowColumn, under
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.unions.enums import HonourLevel, HonourTitle, Level
from lianshou.kernel.unions.models import Honour, Union
from lianshou.kernel.unions.queries import unions_in_scope


def figures() -> tuple[Figure, ...]:
    """The figures of the register."""
    return under(Wording("工会、项目和申请", "Unions, programmes, applications"), _UNIONS, _MODEL_HOMES)


def standing_unions(*, actor: Any, today: date) -> QuerySet[Union]:
    """The unions that have not been dissolved."""
    return unions_in_scope(actor=actor, verb="figure.view").filter(dissolved_on=None)


def highest_honours(*, actor: Any, today: date) -> QuerySet[Any]:
    """The highest model-home honour that each union holds."""
    ranks = [When(level=level, then=Value(rank)) for rank, level in enumerate(HonourLevel.values)]
    ranked = Honour.objects.admitted().annotate(rank=Case(*ranks, output_field=IntegerField()))
    held = ranked.filter(title=HonourTitle.MODEL_HOME, withdrawn_on=None)
    higher = held.filter(union=OuterRef("union"), rank__gt=OuterRef("rank"))
    scope = scope_of(actor=actor, verb="figure.view")
    return held.within(scope).filter(~Exists(higher))


def _dressed(rows: QuerySet[Union]) -> QuerySet[Union]:
    return rows.select_related("zone").prefetch_related("honours")


def _honours(union: Union) -> str:
    held = [honour for honour in union.honours.all() if honour.withdrawn_on is None]
    return "、".join(f"{honour} {honour.granted_on:%Y-%m}" for honour in held)


_COLUMNS = (
    RowColumn(
        title=Wording("工会", "Union"),
        value=lambda union: union.name,
        link=lambda union: reverse("unions:detail", args=[union.pk]),
        sort="search",
    ),
    RowColumn(title=Wording("层级", "Level"), value=lambda union: union.get_level_display(), sort="level"),
    RowColumn(title=Wording("乡镇街道", "Township"), value=lambda union: union.township, sort="township"),
    RowColumn(title=Wording("建会时间", "Founded"), value=lambda union: union.founded_on, sort="founded_on"),
    RowColumn(title=Wording("荣誉", "Honours"), value=_honours),
)
_UNIONS = Figure(
    slug="unions",
    title=Wording("工会组织", "Unions"),
    definition=Wording(
        "登记在册、没有撤销的工会组织，含各级总工会。",
        "Unions on the register that have not been dissolved, federations included.",
    ),
    unit=Unit.UNION,
    facts=standing_unions,
    columns=_COLUMNS,
    dress=_dressed,
    year="founded_on__year",
    on="founded_on",
    path="path",
    breakdowns=(
        Breakdown(
            slug="level",
            title=Wording("层级", "Level"),
            key="level",
            label=lambda value: Level(value).label,
            order=tuple(Level.values),
        ),
        Breakdown(
            slug="new-sector",
            title=Wording("两新组织", "New sector"),
            key="is_new_sector",
            label=lambda value: Wording("是", "yes") if value in (True, "True") else Wording("否", "no"),
        ),
        Breakdown(slug="township", title=Wording("乡镇街道", "Township"), key="township", largest_first=True),
    ),
)
_MODEL_HOMES = Figure(
    slug="model-homes",
    title=Wording("模范职工之家", "Model homes"),
    definition=Wording(
        "持有县级以上模范职工之家称号的工会，每家只计一次，按其最高级别归类。",
        "Unions that hold a model-home honour; each counts once, under its highest level.",
    ),
    unit=Unit.UNION,
    facts=highest_honours,
    each="union",
    columns=_COLUMNS,
    dress=_dressed,
    year="granted_on__year",
    on="granted_on",
    path="union__path",
    breakdowns=(
        Breakdown(
            slug="level",
            title=Wording("级别", "Level"),
            key="level",
            label=lambda value: HonourLevel(value).label,
            order=tuple(reversed(HonourLevel.values)),
        ),
        Breakdown(
            slug="township", title=Wording("乡镇街道", "Township"), key="union__township", largest_first=True
        ),
    ),
)
