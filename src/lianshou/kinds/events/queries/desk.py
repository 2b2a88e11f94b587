from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lianshou.core.records import Reach
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.placement.enums import SEATED
from lianshou.kernel.placement.enums import State as SeatState
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.events.models import Answer, Event
from lianshou.kinds.events.rules.columns import OTHER_NAME, WHOSE, other_name, twice, unknown, whose
from lianshou.kinds.events.rules.deciding import Satisfaction, satisfaction_of, why_not_note


def programmes_of_events(*, actor: Any, verb: str = "placement.view") -> QuerySet[Programme]:
    """The programmes of this kind in the subtrees where the actor may do ``verb``."""
    found = Programme.objects.within(scope_of(actor=actor, verb=verb)).filter(kind="events")
    return found.select_related("union")


def events_in_scope(*, actor: Any, verb: str = "placement.view") -> QuerySet[Event]:
    """The events of programmes in the subtrees where the actor may do ``verb``."""
    return events_within(scope_of(actor=actor, verb=verb))


def events_within(scope: Scope) -> QuerySet[Event]:
    """The events of programmes inside a scope that the caller was given."""
    found = Event.objects.within(scope)
    return found.select_related("opening__programme__union", "opening__union", "followup")


def events_listed(*, programme: Programme) -> QuerySet[Event]:
    """The events of a programme with how many wait and how many were there; the caller has been let in to it."""
    return (
        Event.objects.admitted()
        .filter(opening__programme=programme)
        .select_related("opening__programme")
        .annotate(
            title=F("opening__name"),
            most=F("opening__most"),
            taken=F("opening__taken"),
            queued=_seats(Q(state=SeatState.QUEUED)),
            attended=_seats(Q(attendance__isnull=False)),
        )
    )


def _seats(which: Q) -> Coalesce:
    """How many seats of an event are so; a join for each would multiply them with one another."""
    seats = (
        Placement.objects.admitted().filter(which, opening=OuterRef("opening")).order_by().values("opening")
    )
    return Coalesce(Subquery(seats.annotate(n=Count("pk")).values("n")), 0)


def with_title(events: QuerySet[Event], words: str) -> QuerySet[Event]:
    """Narrow to events whose title or place holds the words."""
    return events.filter(Q(opening__name__icontains=words) | Q(place__icontains=words))


def seats_of(*, event: Event) -> QuerySet[Placement]:
    """Who has a place and who waits, by ticket; the caller has been let in to the event."""
    return (
        Placement.objects.admitted()
        .filter(opening=event.opening_id, state__in=SEATED)
        .select_related("application__person", "application__union", "attendance")
        .order_by("state", "ticket")
    )


def with_person(seats: QuerySet[Placement], words: str) -> QuerySet[Placement]:
    """Narrow to places of persons or units whose name or pinyin holds the words."""
    return seats.filter(
        Q(application__person__search__icontains=words) | Q(application__union__search__icontains=words)
    )


def satisfaction(*, event: Event) -> Satisfaction | None:
    """What may be told of the answers; None below five."""
    return satisfaction_of(
        list(Answer.objects.admitted().filter(event=event).values_list("score", flat=True))
    )


def lines_said(*, event: Event) -> list[str]:
    """What people wrote, in an order that says nothing about when; nothing below five answers."""
    if satisfaction(event=event) is None:
        return []
    return list(
        Answer.objects.admitted().filter(event=event).exclude(words="").values_list("words", flat=True)
    )


def check_attendance(*, rows: Sequence[Row], programme: Programme) -> list[Problem]:
    """What no single cell of a list of attendance shows: numbers twice, unknown ones, names that do not fit."""
    numbers: list[Any] = [row.values["number"] for row in rows if row.values.get("number")]
    seats = seats_by_number(programme, numbers)
    problems = twice(rows)
    for row in rows:
        number: Any = row.values.get("number")
        seat = seats.get(number)
        if number is not None and seat is None:
            problems.append(unknown(row))
        elif seat is not None and row.values.get("person") not in (None, str(seat.application)):
            problems.append(other_name(row, str(seat.application)))
        elif seat is not None and row.broken:
            problems.append(whose(row, str(seat.application), seat.application.union.name))
    return problems


def is_warning(problem: Problem) -> bool:
    """A name that does not fit stops nothing: the number counts. Nor does the word whose row it is that needs a correction."""
    return problem.code in (OTHER_NAME, WHOSE)


def seats_by_number(programme: Programme, numbers: Sequence[tuple[int, int]]) -> Mapping[Any, Placement]:
    """The places of a programme by the opening and the ticket; the caller has been let in to it."""
    seats = (
        Placement.objects.admitted()
        .filter(programme=programme, opening__in={number[0] for number in numbers}, state__in=SEATED)
        .select_related("application__person", "application__union", "opening__event", "attendance")
    )
    return {(seat.opening_id, seat.ticket): seat for seat in seats}


def is_on_the_day(*, event: Event, now: datetime) -> bool:
    """Whether attendance is noted by hand at this moment."""
    return why_not_note(state=event.state, starts_at=event.starts_at, now=now, has_place=True) is None


def reaches_of_event(event: Event) -> dict[str, Reach]:
    """Where a post must stand to see an event at the desk, and to run it."""
    return dict.fromkeys(("placement.view", "placement.edit"), Reach((event.opening.programme.union.path,)))
