"""The named counts of this kind."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lianshou.core.figures import Breakdown, Figure, Ratio, RowColumn
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kinds.aid.enums import StationSort, Tier
from lianshou.kinds.aid.figures.columns import Of, file_columns, told_of
from lianshou.kinds.aid.models import Household
from lianshou.kinds.aid.models.households import CATEGORIES_BY_KEY, CAUSES_BY_KEY
from lianshou.kinds.aid.queries import households_counted, households_opened, persons_counted
from lianshou.kinds.aid.queries.helping import helped_counted, overdue_counted, visits_counted
from lianshou.kinds.aid.queries.network import centres_of_counties, stations_to_count


def _words(words: Any) -> Any:
    return words or "–"


def _columns(way: str, of: Of) -> tuple[RowColumn, ...]:
    """The columns of a file; ``way`` leads to it from the row, ``of`` gives it."""
    return (
        *file_columns(way, of),
        RowColumn(
            title=Wording("困难类别", "Category"),
            value=told_of(of, lambda one: _words(one.category_words)),
            sort=f"{way}category",
        ),
        RowColumn(
            title=Wording("主要致困原因", "Main cause"),
            value=told_of(of, lambda one: _words(one.cause_words)),
            sort=f"{way}cause",
        ),
    )


def category_said(key: Any) -> Any:
    """A category in words."""
    return CATEGORIES_BY_KEY.get(key, "–")


def cause_said(key: Any) -> Any:
    """A cause in words."""
    return CAUSES_BY_KEY.get(key, "–")


def _household(row: Household) -> Household:
    return row


_BY = (
    Breakdown(slug="category", title=Wording("困难类别", "Category"), key="category", label=category_said),
    Breakdown(slug="cause", title=Wording("主要致困原因", "Main cause"), key="cause", label=cause_said),
)


STATIONS = Figure(
    slug="aid-stations",
    title=Wording("帮扶网络站点", "Stations of the aid network"),
    definition=Wording(
        "正常服务的职工服务中心、工作站、服务点，每个计一次，按五级网络归类。",
        "Service centres, stations and points that run, each once, under their level of the five.",
    ),
    unit=Unit.ITEM,
    facts=stations_to_count,
    columns=(
        RowColumn(
            title=Wording("名称", "Name"),
            value=lambda row: row.name,
            link=lambda row: reverse("aid:station", args=[row.pk]),
            sort="search",
        ),
        RowColumn(title=Wording("级别", "Level"), value=lambda row: row.get_tier_display(), sort="tier"),
        RowColumn(title=Wording("类别", "Sort"), value=lambda row: row.get_sort_display(), sort="sort"),
        RowColumn(title=Wording("设立工会", "Union"), value=lambda row: row.union.name, sort="union__name"),
        RowColumn(title=Wording("县（区）", "County"), value=lambda row: row.county, sort="division_code"),
        RowColumn(title=Wording("设立日期", "Opened on"), value=lambda row: row.opened_on, sort="opened_on"),
    ),
    dress=lambda rows: rows.select_related("union"),
    year="opened_on__year",
    on="opened_on",
    path="union__path",
    breakdowns=(
        Breakdown(
            slug="tier",
            title=Wording("级别", "Level"),
            key="tier",
            label=lambda value: Tier(value).label,
            order=tuple(Tier.values),
        ),
        Breakdown(
            slug="sort",
            title=Wording("类别", "Sort"),
            key="sort",
            label=lambda value: StationSort(value).label,
            order=tuple(StationSort.values),
        ),
    ),
)
COUNTY_CENTRES = Figure(
    slug="aid-county-centres",
    title=Wording("成立职工服务中心的县（区）总工会", "County federations with a service centre"),
    definition=Wording(
        "设有正常服务的职工服务中心的县（区）级总工会，每家计一次；开发区总工会同为县级。",
        "Federations at county level that keep a service centre which runs, each once; those of development zones included.",
    ),
    unit=Unit.UNION,
    facts=centres_of_counties,
    each="union",
    columns=(
        RowColumn(
            title=Wording("工会", "Union"),
            value=lambda union: union.name,
            link=lambda union: reverse("aid:network", args=[union.pk]),
            sort="search",
        ),
    ),
    year="opened_on__year",
    on="opened_on",
    path="union__path",
    beside="aid-stations",
)


def figures() -> tuple[Figure, ...]:
    """The households, everybody in them, the files."""
    return (
        Figure(
            slug="aid-households",
            title=Wording("在档困难职工家庭", "Households on file"),
            definition=Wording(
                "状态为在档的困难职工家庭，一户计一次。", "Households whose file is in force, once each."
            ),
            unit=Unit.HOUSEHOLD,
            facts=households_counted,
            columns=_columns("", _household),
            dress=lambda rows: rows.select_related("union", "head"),
            year="opened_year",
            on="opened_on",
            path="union_path",
            breakdowns=_BY,
        ),
        Figure(
            slug="aid-persons",
            title=Wording("在档困难职工家庭人口", "Persons in households on file"),
            definition=Wording(
                "在档困难职工家庭的成员，含职工本人。",
                "Members of households on file, the workers among them.",
            ),
            unit=Unit.PERSON,
            facts=persons_counted,
            columns=_columns("household__", lambda row: row.household),
            dress=lambda rows: rows.select_related("household__union", "household__head"),
            year="household__opened_year",
            on="household__opened_on",
            path="household__union_path",
        ),
        Figure(
            slug="aid-files",
            title=Wording("建档登记户数", "Files opened"),
            definition=Wording(
                "登记过的困难职工家庭档案，含已结束的。", "Every file that was opened, ended ones too."
            ),
            unit=Unit.HOUSEHOLD,
            facts=households_opened,
            columns=_columns("", _household),
            dress=lambda rows: rows.select_related("union", "head"),
            year="opened_year",
            on="opened_on",
            path="union_path",
        ),
    )


def network() -> tuple[Figure, ...]:
    """The stations, and the counties that have a centre."""
    return (STATIONS, COUNTY_CENTRES)


def helping() -> tuple[Figure | Ratio, ...]:
    """Helpers, visits, and what is overdue."""
    return (
        Figure(
            slug="aid-helped",
            title=Wording("已结对的在档家庭", "Households on file with a helper"),
            definition=Wording(
                "在档困难职工家庭中已有帮扶责任人的，一户计一次。",
                "Households on file that have a helper, once each.",
            ),
            unit=Unit.HOUSEHOLD,
            facts=helped_counted,
            columns=_columns("", _household),
            dress=lambda rows: rows.select_related("union", "head"),
            year="opened_year",
            on="opened_on",
            path="union_path",
            breakdowns=_BY,
        ),
        Ratio(
            slug="aid-pairing-rate",
            title=Wording("结对率", "Pairing rate"),
            definition=Wording(
                "已结对的在档家庭 ÷ 在档困难职工家庭。", "Households with a helper ÷ households on file."
            ),
            numerator="aid-helped",
            denominator="aid-households",
        ),
        Figure(
            slug="aid-visits",
            title=Wording("走访次数", "Visits to households"),
            definition=Wording(
                "帮扶责任人登记的走访，走访一次计一次。", "Visits that helpers logged, each of them once."
            ),
            unit=Unit.ACTIVITY,
            counter="次",
            facts=visits_counted,
            columns=_columns("helping__household__", lambda row: row.helping.household),
            dress=lambda rows: rows.select_related("helping__household__union", "helping__household__head"),
            year="visited_year",
            on="visited_on",
            path="helping__household__union_path",
        ),
        Figure(
            slug="aid-visits-overdue",
            title=Wording("逾期未走访的家庭", "Households whose visit is overdue"),
            definition=Wording(
                "在档、已结对，到期未走访的困难职工家庭，一户计一次。",
                "Households on file with a helper whose next visit is past its day, once each.",
            ),
            unit=Unit.HOUSEHOLD,
            facts=overdue_counted,
            columns=_columns("household__", lambda row: row.household),
            dress=lambda rows: rows.select_related("household__union", "household__head"),
            year="household__opened_year",
            on="household__opened_on",
            path="household__union_path",
        ),
    )
