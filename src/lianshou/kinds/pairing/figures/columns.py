"""What stands in the rows behind the figures of pairing."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from lianshou.core.figures import RowColumn
from lianshou.core.wording import Wording
from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.unions.models import Union

_SIGNED = Q(pledge__in_force_at__isnull=False)


def _union_url(union: Union) -> str:
    return reverse("unions:detail", args=[union.pk])


def dress_unions(rows: QuerySet[Union]) -> QuerySet[Union]:
    """Hosts with their rounds and load."""
    signed = Q(openings__placements__pledge__in_force_at__isnull=False)
    taken = Placement.objects.admitted().filter(_SIGNED, opening=OuterRef("pk"))
    order = ("programme__year", "programme__round", "pk")
    entries = Opening.objects.admitted().filter(Exists(taken)).select_related("programme").order_by(*order)
    return (
        rows.select_related("zone")
        .annotate(load=Count("openings__placements", filter=signed, distinct=True))
        .prefetch_related("honours", Prefetch("openings", entries, to_attr="entries"))
    )


def dress_entries(rows: QuerySet[Opening]) -> QuerySet[Opening]:
    """Host entries with their union, round and load."""
    signed = Q(placements__pledge__in_force_at__isnull=False)
    return rows.select_related("union__zone", "programme", "pairing").annotate(
        load=Count("placements", filter=signed)
    )


def dress_guests(rows: QuerySet[Union]) -> QuerySet[Union]:
    """Guests with the hosts that took them, their rises and honours."""
    taken = (
        Placement.objects.admitted()
        .filter(_SIGNED)
        .select_related("opening__union", "programme", "pledge")
        .order_by("pk")
    )
    placements = Prefetch("applications__placements", taken, to_attr="signed")
    return rows.select_related("zone").prefetch_related(
        "applications", placements, "grade_changes", "honours"
    )


def dress_pairings(rows: QuerySet[Placement]) -> QuerySet[Placement]:
    return rows.select_related("application__union__zone", "opening__union", "programme", "pledge")


def dress_pledges(rows: QuerySet[Pledge]) -> QuerySet[Pledge]:
    return rows.select_related("placement__application__union", "placement__opening__union", "programme")


def dress_activities(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    return rows.select_related("placement__application__union", "placement__opening__union")


def _pairings_of(guest: Any) -> list[Placement]:
    return [placement for application in guest.applications.all() for placement in application.signed]


def _hosts_of(guest: Any) -> str:
    return "、".join(dict.fromkeys(placement.opening.union.name for placement in _pairings_of(guest)))


def _years_of(guest: Any) -> str:
    return "、".join(dict.fromkeys(str(placement.programme.year) for placement in _pairings_of(guest)))


def _rises_of(guest: Any) -> list[Any]:
    began = min(placement.pledge.starts_on for placement in _pairings_of(guest))
    changes = [
        change for change in guest.grade_changes.all() if change.is_rise and change.changed_on >= began
    ]
    return sorted(changes, key=lambda change: (change.changed_on, change.after))


def _rise(guest: Any) -> str:
    rises = _rises_of(guest)
    return f"{rises[0].get_before_display()} → {rises[-1].get_after_display()}"


def _honour_names(union: Any) -> str:
    return "、".join(
        f"{honour} {honour.granted_on:%Y-%m}" for honour in union.honours.all() if not honour.withdrawn_on
    )


def _level_of(entry: Any) -> Any:
    return entry.pairing.get_level_display() if hasattr(entry, "pairing") else None


NAME = RowColumn(title=Wording("工会", "Union"), value=lambda union: union.name, link=_union_url, sort="name")
TOWNSHIP = RowColumn(
    title=Wording("乡镇街道", "Township"), value=lambda union: union.township, sort="township"
)
ZONE = RowColumn(title=Wording("园区", "Zone"), value=lambda union: union.zone, sort="zone__name")
INDUSTRY = RowColumn(
    title=Wording("行业", "Industry"),
    value=lambda union: union.industry_words or union.industry_code,
    sort="industry_code",
)
FOUNDED = RowColumn(
    title=Wording("建会时间", "Founded"), value=lambda union: union.founded_on, sort="founded_on"
)
HONOURS = RowColumn(title=Wording("荣誉", "Honours"), value=_honour_names)
LOAD = RowColumn(title=Wording("联手家数", "Guests"), value=lambda row: row.load, sort="load")
HOSTS = RowColumn(title=Wording("帮带方", "Host"), value=_hosts_of)
YEARS = RowColumn(title=Wording("联手年度", "Paired in"), value=_years_of)

HOST_COLUMNS = (
    NAME,
    HONOURS,
    TOWNSHIP,
    ZONE,
    RowColumn(
        title=Wording("联手年度", "Rounds"),
        value=lambda union: "、".join(str(entry.programme.year) for entry in union.entries),
    ),
    LOAD,
)
ENTRY_COLUMNS = (
    RowColumn(
        title=Wording("帮带方", "Host"),
        value=lambda entry: entry.union.name,
        link=lambda entry: _union_url(entry.union),
        sort="union__name",
    ),
    RowColumn(
        title=Wording("轮次", "Round"), value=lambda entry: entry.programme.title, sort="programme__year"
    ),
    RowColumn(title=Wording("荣誉级别", "Honour"), value=_level_of),
    RowColumn(
        title=Wording("乡镇街道", "Township"),
        value=lambda entry: entry.union.township,
        sort="union__township",
    ),
    LOAD,
)
GUEST_COLUMNS = (NAME, TOWNSHIP, ZONE, INDUSTRY, FOUNDED, HOSTS, YEARS)
UPGRADED_COLUMNS = (
    NAME,
    HOSTS,
    YEARS,
    RowColumn(title=Wording("档次变化", "Rise"), value=_rise),
    RowColumn(title=Wording("升档时间", "Raised on"), value=lambda guest: _rises_of(guest)[-1].changed_on),
)
HONOURED_COLUMNS = (NAME, HONOURS, TOWNSHIP, HOSTS, YEARS)
PAIRING_COLUMNS = (
    RowColumn(
        title=Wording("被帮带方", "Guest"),
        value=lambda row: row.application.union.name,
        link=lambda row: _union_url(row.application.union),
        sort="application__union__name",
    ),
    RowColumn(
        title=Wording("帮带方", "Host"),
        value=lambda row: row.opening.union.name,
        link=lambda row: _union_url(row.opening.union),
        sort="opening__union__name",
    ),
    RowColumn(title=Wording("轮次", "Round"), value=lambda row: row.programme.title, sort="programme__year"),
    RowColumn(
        title=Wording("协议书", "Agreement"),
        value=lambda row: row.pledge.number,
        link=lambda row: reverse("pledges:detail", args=[row.pledge.pk]),
        sort="pledge__number",
    ),
)
PLEDGE_COLUMNS = (
    RowColumn(
        title=Wording("编号", "Number"),
        value=lambda pledge: pledge.number,
        link=lambda pledge: reverse("pledges:detail", args=[pledge.pk]),
        sort="number",
    ),
    RowColumn(
        title=Wording("帮带方", "Host"),
        value=lambda pledge: pledge.placement.opening.union.name,
        sort="placement__opening__union__name",
    ),
    RowColumn(
        title=Wording("被帮带方", "Guest"),
        value=lambda pledge: pledge.placement.application.union.name,
        sort="placement__application__union__name",
    ),
    RowColumn(title=Wording("起", "From"), value=lambda pledge: pledge.starts_on, sort="starts_on"),
    RowColumn(title=Wording("止", "To"), value=lambda pledge: pledge.ends_on, sort="ends_on"),
    RowColumn(title=Wording("状态", "State"), value=lambda pledge: pledge.get_state_display(), sort="state"),
)
ACTIVITY_COLUMNS = (
    RowColumn(title=Wording("日期", "Day"), value=lambda row: row.happened_on, sort="happened_on"),
    RowColumn(
        title=Wording("活动", "Activity"),
        value=lambda row: row.title,
        link=lambda row: reverse("followups:detail", args=[row.pk]),
        sort="title",
    ),
    RowColumn(title=Wording("类别", "Sort"), value=lambda row: row.get_sort_display(), sort="sort"),
    RowColumn(
        title=Wording("帮带方", "Host"), value=lambda row: row.placement and row.placement.opening.union.name
    ),
    RowColumn(
        title=Wording("被帮带方", "Guest"),
        value=lambda row: row.placement and row.placement.application.union.name,
    ),
    RowColumn(title=Wording("参加人数", "People"), value=lambda row: row.people, sort="people"),
)
