"""The named counts of this kind."""

from __future__ import annotations

from django.urls import reverse

from lianshou.core.figures import Breakdown, Figure, Ratio, RowColumn
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kinds.aid.enums import StationSort, Tier
from lianshou.kinds.aid.queries import entries_in_scope
from lianshou.kinds.aid.queries.network import centres_of_counties, stations_to_count

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


def figures() -> tuple[Figure | Ratio, ...]:
    """Every figure, in the order in which it is read."""
    return (
        Figure(
            slug="aid-entries",
            title=Wording("困难职工帮扶参加单位", "Aid to workers in hardship: unions taking part"),
            definition=Wording(
                "参加困难职工帮扶的单位，每个项目计一次。", "Unions that take part, once for each programme."
            ),
            unit=Unit.ENTRY,
            facts=entries_in_scope,
            columns=(
                RowColumn(
                    title=Wording("单位", "Union"),
                    value=lambda row: row.application.union.name,
                    link=lambda row: reverse("unions:detail", args=[row.application.union_id]),
                    sort="application__union__name",
                ),
                RowColumn(title=Wording("愿望", "Wish"), value=lambda row: row.wish, sort="wish"),
            ),
            dress=lambda rows: rows.select_related("application__union"),
            year="application__programme__year",
            path="application__programme__union__path",
            breakdowns=(
                Breakdown(slug="year", title=Wording("年度", "Year"), key="application__programme__year"),
            ),
        ),
        STATIONS,
        COUNTY_CENTRES,
    )
