"""The stations of the network: who sees which, and what everybody may know of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import (
    Case,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language

from lianshou.china.divisions import name_of
from lianshou.china.working_days import UnconfirmedYear, WorkingDays
from lianshou.core.panels import Panel
from lianshou.core.records import Reach
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.audit.queries import Change, changes_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.rules.ranges import next_path
from lianshou.kernel.programmes.queries import working_days
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import names_in_scope, unions_in_scope
from lianshou.kinds.aid.enums import StationSort, StationState, Tier
from lianshou.kinds.aid.models import Station
from lianshou.kinds.aid.rules.network import Hours

RUNNING = Q(closed_on=None)
_LATEST = 100


def stations_in_scope(*, actor: Any, verb: str = "union.view") -> QuerySet[Station]:
    """The stations kept by unions in scope, in the order of the tree."""
    found = Station.objects.within(scope_of(actor=actor, verb=verb)).select_related("union")
    return found.order_by("union__path", "pk")


def stations_to_count(*, actor: Any, today: Any) -> QuerySet[Station]:
    """The stations that run, inside the actor's scope for figures."""
    return Station.objects.within(scope_of(actor=actor, verb="figure.view")).filter(RUNNING)


def centres_of_counties(*, actor: Any, today: Any) -> QuerySet[Station]:
    """The service centres that run at county level, kept by county federations."""
    found = stations_to_count(actor=actor, today=today)
    return found.filter(tier=Tier.COUNTY, sort=StationSort.CENTRE, union__level=Level.COUNTY)


def count_stations(scope: Scope) -> int:
    """How many stations run in a subtree."""
    return Station.objects.within(scope).filter(RUNNING).count()


def stations_within(scope: Scope) -> QuerySet[Station]:
    """The stations inside a scope that the caller was given."""
    return Station.objects.within(scope)


def reaches_of_station(station: Station) -> dict[str, Reach]:
    """Where a post must stand to see a station, and to change it."""
    here = Reach((station.union.path,))
    return dict.fromkeys(("union.view", "union.edit"), here)


def union_panel(*, actor: Any, subject: Union) -> Panel | None:
    """The stations that a union keeps, on its page; for those to whom the network is open."""
    if not scope_of(actor=actor, verb="union.view").covers(subject.path):
        return None
    own = Station.objects.within(Scope((subject.path,))).filter(RUNNING, union=subject).order_by("pk")[:10]
    return Panel(template="aid/network_panel.html", context={"union": subject, "stations": own})


def stations_with_words(rows: QuerySet[Station], words: str) -> QuerySet[Station]:
    """Narrow to stations whose name (or its pinyin), area, address or union holds every word."""
    for word in words.lower().split():
        rows = rows.filter(Q(search__contains=word) | Q(union__search__icontains=word))
    return rows


def stations_standing(rows: QuerySet[Station], state: str) -> QuerySet[Station]:
    """Narrow to stations that run, or that were closed."""
    return rows.filter(closed_on__isnull=state == StationState.OPEN)


def stations_below(rows: QuerySet[Station], union: Union) -> QuerySet[Station]:
    """Narrow to the stations of a union and of everything below it."""
    return rows.filter(union__path__gte=union.path, union__path__lt=next_path(union.path))


def unions_to_keep(*, actor: Any) -> QuerySet[Union]:
    """The unions for which the actor may open a station."""
    return unions_in_scope(actor=actor, verb="union.edit").filter(dissolved_on=None)


def has_twin(station: Station) -> bool:
    """Whether the same union keeps another station of the same name that runs."""
    twins = Station.objects.admitted().filter(RUNNING, union=station.union, name=station.name)
    return twins.exclude(pk=station.pk).exists()


def changes_of_station(*, actor: Any, station: Station) -> list[Change]:
    """The latest changes of a station that the caller has been let in to, newest first; opening hours once and in words."""
    rows = Station.history.filter(id=station.pk)
    label = capfirst(str(Station._meta.get_field("hours_kept").verbose_name))
    kept = list(rows.order_by("history_id").values_list("entry", "hours_kept"))
    said = {entry: (_said(before), _said(after)) for (_e, before), (entry, after) in pairwise(kept)}
    found: list[Change] = []
    told: set[int | None] = set()
    for change in changes_of(rows, names=names_in_scope(actor=actor)):
        if not change.field.startswith(label):
            found.append(change)
        elif change.entry not in told and change.entry in said:
            told.add(change.entry)
            before, after = said[change.entry]
            found.append(replace(change, field=label, before=before, after=after))
    return found[:_LATEST]


def _said(kept: dict[str, Any]) -> str:
    words = Hours.read(kept).words
    return words.en if (get_language() or "").startswith("en") else words.zh


# the public page


def public_stations() -> QuerySet[Station]:
    """The stations that run, for everybody: they stand on a door in the street."""
    found = Station.objects.admitted().filter(RUNNING).select_related("union")
    tiers = Case(*(When(tier=tier, then=Value(n)) for n, tier in enumerate(Tier.values)))
    sorts = Case(*(When(sort=sort, then=Value(n)) for n, sort in enumerate(StationSort.values)))
    return found.order_by("division_code", tiers, sorts, "name", "pk")


def station_of(union: Union) -> Station | None:
    """The station of a federation to which everybody can be sent: of those that run the one of its highest level, a centre before a
    station before a point.
    """
    return public_stations().filter(union=union).first()


def counties_served() -> list[tuple[str, str]]:
    """Code and name of every county that has a station, to choose from."""
    codes = public_stations().annotate(county_code=Substr("division_code", 1, 6)).order_by()
    found = sorted(set(codes.values_list("county_code", flat=True)))
    return [(code, name_of(code) or code) for code in found]


def region_served(code: str) -> str:
    """The county of a division code where a station serves it, as the public page takes it; else nothing."""
    county = code[:6]
    return county if county in dict(counties_served()) else ""


def serving_county(rows: QuerySet[Station], code: str) -> QuerySet[Station]:
    """Narrow to the stations that serve a county or a place in it."""
    return rows.filter(division_code__startswith=code)


@dataclass(frozen=True)
class Clock:
    """A moment with the calendar of working days, read once for a page; ``is_working`` is None where the year is unconfirmed."""

    now: datetime
    is_working: bool | None

    @classmethod
    def at(cls, now: datetime) -> Clock:
        return cls(timezone.localtime(now), _worked(working_days(), now))

    def is_open(self, station: Station) -> bool:
        """Whether somebody is there now."""
        return station.hours.is_open(self.now.date(), self.now.time(), is_working=self.is_working)


def _worked(known: WorkingDays, now: datetime) -> bool | None:
    try:
        return known.is_working(timezone.localdate(now))
    except UnconfirmedYear:
        return None
