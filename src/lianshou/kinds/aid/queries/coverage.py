"""The network of a union: what there is on the five levels, what is missing, and where its people go meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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

from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.rules.ranges import STEP, lineage
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import children_of
from lianshou.kinds.aid.enums import StationSort, Tier
from lianshou.kinds.aid.models import Station
from lianshou.kinds.aid.queries.network import RUNNING, public_stations
from lianshou.kinds.aid.rules.network import STREET_WORDS

_LOCAL = (Tier.TOWNSHIP, Tier.STREET)
MOST_ON_MAP = 1500


def tier_proposed(*, union: Union) -> str:
    """At which of the five levels a union usually keeps its station."""
    found = unions_expected(scope=Scope((union.path,))).filter(pk=union.pk).values_list("tier", flat=True)
    return found.first() or (Tier.ENTERPRISE if union.level == Level.ENTERPRISE else "")


def unions_expected(*, scope: Scope) -> QuerySet[Any]:
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


def gaps_below(*, union: Union) -> QuerySet[Any]:
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
    rows = Station.objects.within(scope).filter(RUNNING).order_by()
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
    rows = Station.objects.within(Scope((union.path,))).filter(RUNNING, longitude__isnull=False)
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
    own = Station.objects.admitted().filter(RUNNING, union=OuterRef("pk"))
    fits = (
        Q(tier=OuterRef("level"))
        | Q(union__level=Level.TOWNSHIP, tier__in=_LOCAL)
        | Q(union__level=Level.ENTERPRISE)
    )
    return Exists(own.filter(fits))


def _served() -> Any:
    """Whether somebody keeps a station for the division of a township's federation, which a code of nine digits names."""
    serving = Station.objects.admitted().filter(
        RUNNING, division_code=OuterRef("division_code"), tier__in=_LOCAL
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
        TierLine(
            tier=tier,
            centres=number(tier, StationSort.CENTRE),
            stations=number(tier, StationSort.STATION),
            points=number(tier, StationSort.POINT),
            expected=due(tier, 0),
            covered=due(tier, 1),
        )
        for tier in Tier
    )


def _rank(station: Station) -> tuple[int, Any, int]:
    return StationSort.values.index(station.sort), station.opened_on, station.pk
