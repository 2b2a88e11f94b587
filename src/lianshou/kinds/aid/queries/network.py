"""The stations of the network: who sees which, and where one is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Length, Substr
from django.utils import timezone

from lianshou.china.divisions import name_of
from lianshou.china.working_days import UnconfirmedYear, WorkingDays
from lianshou.core.panels import Panel
from lianshou.core.records import Reach
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.audit.queries import Change, changes_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.rules.ranges import STEP, lineage, next_path
from lianshou.kernel.programmes.queries import working_days
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import children_of, names_in_scope, unions_in_scope
from lianshou.kinds.aid.enums import StationSort, StationState, Tier
from lianshou.kinds.aid.models import Station
from lianshou.kinds.aid.rules.network import STREET_WORDS

_RUNNING = Q(closed_on=None)
_LOCAL = (Tier.TOWNSHIP, Tier.STREET)
MOST_ON_MAP = 1500


def stations_in_scope(*, actor: Any, verb: str = "union.view") -> QuerySet[Station]:
    """The stations kept by unions in scope, in the order of the tree."""
    found = Station.objects.within(scope_of(actor=actor, verb=verb)).select_related("union")
    return found.order_by("union__path", "pk")


def stations_to_count(*, actor: Any, today: Any) -> QuerySet[Station]:
    """The stations that run, inside the actor's scope for figures."""
    return Station.objects.within(scope_of(actor=actor, verb="figure.view")).filter(_RUNNING)


def centres_of_counties(*, actor: Any, today: Any) -> QuerySet[Station]:
    """The service centres that run at county level, kept by county federations."""
    found = stations_to_count(actor=actor, today=today)
    return found.filter(tier=Tier.COUNTY, sort=StationSort.CENTRE, union__level=Level.COUNTY)


def count_stations(scope: Scope) -> int:
    """How many stations run in a subtree."""
    return Station.objects.within(scope).filter(_RUNNING).count()


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
    own = Station.objects.within(Scope((subject.path,))).filter(_RUNNING, union=subject).order_by("pk")[:10]
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


def tier_proposed(*, union: Union) -> str:
    """At which of the five levels a union usually keeps its station."""
    found = unions_expected(scope=Scope((union.path,))).filter(pk=union.pk).values_list("tier", flat=True)
    return found.first() or (Tier.ENTERPRISE if union.level == Level.ENTERPRISE else "")


def has_twin(station: Station) -> bool:
    """Whether the same union keeps another station of the same name that runs."""
    twins = Station.objects.admitted().filter(_RUNNING, union=station.union, name=station.name)
    return twins.exclude(pk=station.pk).exists()


def changes_of_station(*, actor: Any, station: Station) -> list[Change]:
    """What changed in a station that the caller has been let in to, the latest first."""
    return changes_of(Station.history.filter(id=station.pk), names=names_in_scope(actor=actor))


# the public page


def public_stations() -> QuerySet[Station]:
    """The stations that run, for everybody: they stand on a door in the street."""
    found = Station.objects.admitted().filter(_RUNNING).select_related("union")
    tiers = Case(*(When(tier=tier, then=Value(n)) for n, tier in enumerate(Tier.values)))
    sorts = Case(*(When(sort=sort, then=Value(n)) for n, sort in enumerate(StationSort.values)))
    return found.order_by("division_code", tiers, sorts, "name", "pk")


def counties_served() -> list[tuple[str, str]]:
    """Code and name of every county that has a station, to choose from."""
    codes = public_stations().annotate(county_code=Substr("division_code", 1, 6)).order_by()
    found = sorted(set(codes.values_list("county_code", flat=True)))
    return [(code, name_of(code) or code) for code in found]


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


# the network of a union, and its gaps


def unions_expected(*, scope: Scope) -> QuerySet[Union]:
    """The unions of a scope that should have a station of their own, with their ``tier`` and whether it is ``covered``.

    City and county federations, those of townships and streets, and the units directly below a city (市属企事业单位). A
    federation of a township is covered too by a station of its level that somebody above runs for its very division.
    """
    above = Union.objects.admitted().filter(
        level=Level.CITY, path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - STEP)
    )
    street = Q(pk__in=[])
    for word in STREET_WORDS:
        street |= Q(name__contains=word)
    tier = Case(
        When(level=Level.CITY, then=Value(Tier.CITY.value)),
        When(level=Level.COUNTY, then=Value(Tier.COUNTY.value)),
        When(street, level=Level.TOWNSHIP, then=Value(Tier.STREET.value)),
        When(level=Level.TOWNSHIP, then=Value(Tier.TOWNSHIP.value)),
        When(Exists(above), level=Level.ENTERPRISE, then=Value(Tier.ENTERPRISE.value)),
        default=Value(""),
        output_field=CharField(),
    )
    found = Union.objects.within(scope).filter(dissolved_on=None).annotate(tier=tier).exclude(tier="")
    is_covered = Q(_own()) | Q(level=Level.TOWNSHIP) & Q(_served())
    return found.annotate(covered=ExpressionWrapper(is_covered, output_field=BooleanField())).order_by("path")


def gaps_below(*, union: Union) -> QuerySet[Union]:
    """The unions below one (itself included) that should have a station and have none."""
    return unions_expected(scope=Scope((union.path,))).filter(covered=False)


def nearest_above(unions: Iterable[Union]) -> dict[int, Station]:
    """For each union the station of the nearest union above it that keeps one: the highest sort, then the oldest.

    Everybody may know it: it is what the public page shows.
    """
    wanted = list(unions)
    paths = {path for one in wanted for path in lineage(one.path)[:-1]}
    best: dict[str, Station] = {}
    for station in public_stations().filter(union__path__in=paths):
        kept = best.get(station.union.path)
        if kept is None or _rank(station) < _rank(kept):
            best[station.union.path] = station
    found: dict[int, Station] = {}
    for one in wanted:
        station_above = next((best[p] for p in reversed(lineage(one.path)[:-1]) if p in best), None)
        if station_above is not None:
            found[one.pk] = station_above
    return found


@dataclass(frozen=True)
class TierLine:
    """One of the five levels below a union: its stations by sort, how many unions should have one, how many have."""

    tier: Tier
    centres: int
    stations: int
    points: int
    expected: int
    covered: int

    @property
    def total(self) -> int:
        return self.centres + self.stations + self.points

    @property
    def gaps(self) -> int:
        return self.expected - self.covered

    @property
    def is_of_something(self) -> bool:
        return bool(self.total or self.expected)

    @property
    def shade(self) -> str:
        """How well it is covered: ``none`` (of nothing expected), ``full``, ``part`` or ``empty``."""
        if not self.expected:
            return "none"
        return "full" if not self.gaps else "part" if self.covered else "empty"


@dataclass(frozen=True)
class Branch:
    """A federation directly below the one that is looked at, with the levels that there are."""

    union: Union
    lines: tuple[TierLine, ...]

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def gaps(self) -> int:
        return sum(line.gaps for line in self.lines)


@dataclass(frozen=True)
class Network:
    """What there is below a union and what is missing: in all, and for each federation directly below it."""

    union: Union
    lines: tuple[TierLine, ...]
    branches: tuple[Branch, ...]
    tiers: tuple[Tier, ...]
    """The levels of which any branch has something to tell."""

    @property
    def sums(self) -> tuple[int, int, int]:
        """All centres, stations and points."""
        return (
            sum(line.centres for line in self.lines),
            sum(line.stations for line in self.lines),
            sum(line.points for line in self.lines),
        )

    @property
    def total(self) -> int:
        return sum(self.sums)

    @property
    def gaps(self) -> int:
        return sum(line.gaps for line in self.lines)

    @property
    def expected(self) -> int:
        return sum(line.expected for line in self.lines)


def network_of(*, union: Union) -> Network:
    """The network of a union that the caller has been let in to, by three statements however large it is."""
    scope, size = Scope((union.path,)), len(union.path) + STEP
    kept: dict[tuple[str, str, str], int] = {}
    rows = Station.objects.within(scope).filter(_RUNNING).order_by()
    for head, tier, sort, count in rows.values_list(Substr("union__path", 1, size), "tier", "sort").annotate(
        n=Count("pk")
    ):
        kept[head, tier, sort] = count
    asked: dict[tuple[str, str], tuple[int, int]] = {}
    due = unions_expected(scope=scope).order_by()
    for head, tier, count, covered in due.values_list(Substr("path", 1, size), "tier").annotate(
        n=Count("pk"), had=Count("pk", filter=Q(covered=True))
    ):
        asked[head, tier] = (count, covered)
    heads = {head for head, *_rest in kept} | {head for head, _tier in asked}
    told = [
        Branch(child, _lines({child.path}, kept, asked))
        for child in children_of(union=union).exclude(level=Level.ENTERPRISE)
        if child.path in heads
    ]
    tiers = tuple(tier for n, tier in enumerate(Tier) if any(one.lines[n].is_of_something for one in told))
    branches = tuple(
        Branch(one.union, tuple(line for line in one.lines if line.tier in tiers)) for one in told
    )
    return Network(union, _lines(heads, kept, asked), branches, tiers)


def stations_on_map(*, union: Union) -> list[Station]:
    """The stations below a union that have a point and run, for its map."""
    rows = Station.objects.within(Scope((union.path,))).filter(_RUNNING, longitude__isnull=False)
    return list(rows.select_related("union").order_by("union__path", "pk")[:MOST_ON_MAP])


def gaps_on_map(*, union: Union) -> list[Union]:
    """The unions without a station that have a point, for the map."""
    return list(gaps_below(union=union).filter(longitude__isnull=False)[:MOST_ON_MAP])


def gaps_with_words(rows: QuerySet[Union], words: str) -> QuerySet[Union]:
    """Narrow to unions whose name or pinyin holds every word."""
    for word in words.split():
        rows = rows.filter(search__icontains=word)
    return rows


def _own() -> Any:
    """Whether a union keeps a station of its level: a township's may count as a street's, a unit's is whatever it keeps."""
    own = Station.objects.admitted().filter(_RUNNING, union=OuterRef("pk"))
    fits = (
        Q(tier=OuterRef("level"))
        | Q(union__level=Level.TOWNSHIP, tier__in=_LOCAL)
        | Q(union__level=Level.ENTERPRISE)
    )
    return Exists(own.filter(fits))


def _served() -> Any:
    """Whether somebody keeps a station for the division of a township's federation, which a code of nine digits names."""
    serving = Station.objects.admitted().filter(
        _RUNNING, division_code=OuterRef("division_code"), tier__in=_LOCAL
    )
    return Exists(serving.annotate(digits=Length("division_code")).filter(digits__gte=9))


def _lines(
    heads: Iterable[str], kept: dict[tuple[str, str, str], int], asked: dict[tuple[str, str], tuple[int, int]]
) -> tuple[TierLine, ...]:
    wanted = list(heads)

    def number(tier: Tier, sort: StationSort) -> int:
        return sum(kept.get((head, tier.value, sort.value), 0) for head in wanted)

    def due(tier: Tier, place: int) -> int:
        return sum(asked.get((head, tier.value), (0, 0))[place] for head in wanted)

    return tuple(
        TierLine(tier, *(number(tier, sort) for sort in StationSort), due(tier, 0), due(tier, 1))
        for tier in Tier
    )


def _rank(station: Station) -> tuple[int, Any, int]:
    return StationSort.values.index(station.sort), station.opened_on, station.pk
