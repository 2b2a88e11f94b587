from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse

from lianshou.china.working_days import SpecialDay, WorkingDays, days_of
from lianshou.core.kinds import registry
from lianshou.core.records import Reach
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.audit.queries import Change, changes_of, history_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.programmes.enums import CalendarState, DaySort
from lianshou.kernel.programmes.models import CalendarDay, CalendarYear, Programme
from lianshou.kernel.unions.enums import FEDERATIONS
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import names_in_scope, unions_in_scope


def programmes_in_scope(*, actor: Any, verb: str = "programme.view") -> QuerySet[Programme]:
    """The programmes run inside the subtrees of the posts that grant ``verb``, newest first."""
    return Programme.objects.within(scope_of(actor=actor, verb=verb)).select_related("union")


def changes_in(*, actor: Any, programme: Programme) -> list[Change]:
    """What changed in a programme that the caller has been let in to."""
    return changes_of(Programme.history.filter(id=programme.pk), names=names_in_scope(actor=actor))


def kind_title(programme: Programme) -> Wording:
    """The kind of a programme in words; its slug when the kind is no longer installed."""
    slug = programme.kind
    return registry[slug].title if slug in registry else Wording(slug, slug)


def years_in_scope(*, actor: Any) -> list[int]:
    """The years that have programmes the actor may see, latest first."""
    years = programmes_in_scope(actor=actor).order_by("-year").values_list("year", flat=True).distinct()
    return list(years)


def programmes_of_year(*, actor: Any, year: int) -> dict[str, Programme]:
    """The latest round of each kind in a year, by the slug of the kind."""
    found = programmes_in_scope(actor=actor).filter(year=year).order_by("round", "pk")
    return {programme.kind: programme for programme in found}


def homes_of_programmes(*, actor: Any) -> QuerySet[Union]:
    """The federations that the actor may open programmes for, from the top down."""
    return unions_in_scope(actor=actor, verb="programme.create").filter(level__in=FEDERATIONS)


def next_round(*, kind: str, union: Union, year: int) -> int:
    """The number after the last round that a union has of a kind in a year."""
    rounds = Programme.objects.admitted().filter(kind=kind, union=union, year=year)
    return (rounds.aggregate(last=Max("round"))["last"] or 0) + 1


def programmes_within(scope: Scope) -> QuerySet[Programme]:
    """The programmes run inside a scope that the caller was given."""
    return Programme.objects.within(scope).select_related("union")


def reaches_of_programme(programme: Programme) -> dict[str, Reach]:
    """Where a post must stand to see a programme, and to run it."""
    acts = ("intake.import", "match.run", "placement.edit", "programme.approve", "pledge.issue")
    return dict.fromkeys(("programme.view", "placement.view", *acts), Reach((programme.union.path,)))


def home_of(programme: Programme) -> str:
    """The address of a programme's own desk; the list where its kind is no longer installed."""
    slug = programme.kind
    return registry[slug].home(programme.pk) if slug in registry else reverse("programmes:list")


def count_programmes(scope: Scope) -> int:
    """How many programmes are run by the unions of a subtree."""
    return Programme.objects.within(scope).count()


def working_days(*, region: str = "") -> WorkingDays:
    """The working days of every confirmed year, as ``region`` (a division code) has them: the longest region wins.

    A year that nobody has confirmed is none of them: counting into it raises UnconfirmedYear.
    """
    confirmed = CalendarYear.objects.filter(state=CalendarState.CONFIRMED).order_by("region", "pk")
    best: dict[int, int] = {}  # the longest fitting region comes last
    for calendar in sorted(confirmed, key=lambda one: len(one.region)):
        if region.startswith(calendar.region):
            best[calendar.year] = calendar.pk
    rows = CalendarDay.objects.filter(calendar__in=best.values()).values_list("day", "is_working", "name")
    return WorkingDays.of(years=best, days=[SpecialDay(*row) for row in rows])


def unconfirmed_years(*, first: date, last: date, region: str = "") -> list[int]:
    """The years between two days of which no calendar is confirmed, for pages that announce it."""
    known = working_days(region=region).years
    return [year for year in range(first.year, last.year + 1) if year not in known]


def calendars() -> QuerySet[CalendarYear]:
    """Every calendar, latest first, with the number of its holidays and swapped working days."""
    found = CalendarYear.objects.select_related("proposed_by", "confirmed_by").annotate(
        rests=Count("days", filter=Q(days__is_working=False)),
        swapped=Count("days", filter=Q(days__is_working=True)),
    )
    return found.order_by("-year", "region")


def sort_of(*, calendar: CalendarYear, day: date) -> tuple[DaySort, str]:
    """What a day is in a calendar, and its name."""
    row = calendar.days.filter(day=day).first()
    return (row.sort, row.name) if row else (DaySort.ORDINARY, "")


def months_of(
    calendar: CalendarYear,
) -> list[tuple[date, list[list[tuple[date, CalendarDay | None] | None]]]]:
    """A calendar as a wall calendar: by month its weeks from Monday on, each day with its special day; None outside."""
    special = {row.day: row for row in calendar.days.all()}
    first = date(calendar.year, 1, 1)
    months: list[tuple[date, list[list[tuple[date, CalendarDay | None] | None]]]] = []
    for day in days_of(first, date(calendar.year, 12, 31)):
        if day.day == 1:
            months.append((day, [[None] * day.weekday()]))
        elif day.weekday() == 0:
            months[-1][1].append([])
        months[-1][1][-1].append((day, special.get(day)))
    return months


def calendar_steps(*, calendar: CalendarYear) -> QuerySet[Entry]:
    """What the book tells of a calendar, latest first."""
    return history_of(calendar).order_by("-pk")
