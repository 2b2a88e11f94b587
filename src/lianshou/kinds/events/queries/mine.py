"""What somebody has to do with events: those they can sign up for, their places, the panel of their desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from lianshou.core.panels import Panel
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries import with_words
from lianshou.kernel.placement.enums import SEATED
from lianshou.kernel.placement.enums import State as SeatState
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.rights.queries.own import own_person
from lianshou.kinds.events.enums import State
from lianshou.kinds.events.models import Event


def events_for(*, actor: Any) -> QuerySet[Event]:
    """The events, not drafts, that the actor can have to do with: run by a union above or at their own union, or above, at or
    below the unions for whose people they sign up."""
    scope, person = scope_of(actor=actor, verb="seat.take"), own_person(actor=actor)
    paths = [*scope.paths, *([person.union.path] if person else [])]
    above = {path for own in paths for path in lineage(own)}
    field = "opening__programme__union__path"
    reached = Q(**{f"{field}__in": above}) | (scope.q(field) if scope else Q(pk__in=[]))
    found = Event.objects.admitted().filter(reached).exclude(state=State.DRAFT)
    return found.select_related("opening__programme__union")


def open_events(*, actor: Any) -> QuerySet[Event]:
    """Those that are open for sign-up now and have not begun, the next one first, with how many wait."""
    waiting = Placement.objects.admitted().filter(opening=OuterRef("opening"), state=SeatState.QUEUED)
    counted = waiting.order_by().values("opening").annotate(n=Count("pk")).values("n")
    found = events_for(actor=actor).filter(state=State.OPEN, starts_at__gt=timezone.now())
    return found.annotate(queued=Subquery(counted), is_mine=Exists(_own(actor))).order_by("starts_at", "pk")


def events_to_choose(*, programme: Any) -> QuerySet[Event]:
    """The events of a programme that can be signed up for now; the caller has been let in to it."""
    now = timezone.now()
    found = Event.objects.admitted().filter(
        opening__programme=programme, state=State.OPEN, closes_at__gte=now
    )
    return found.select_related("opening__programme__union").order_by("starts_at", "pk")


def _own(actor: Any) -> QuerySet[Placement]:
    return Placement.objects.admitted().filter(
        opening=OuterRef("opening"), application__person__account=actor.pk, state__in=SEATED
    )


def own_seats(*, actor: Any) -> QuerySet[Placement]:
    """The actor's own places and places in queues, the next event first."""
    return (
        Placement.objects.admitted()
        .filter(application__person__account=actor.pk, state__in=SEATED, opening__event__isnull=False)
        .select_related("opening__event", "opening__programme__union", "application__person", "attendance")
        .annotate(ahead=_ahead())
        .order_by("opening__event__starts_at", "pk")
    )


def seats_to_tend(*, actor: Any, event: Event) -> QuerySet[Placement]:
    """The places at an event that the actor may give up: the own one, and those of people of the unions they sign up for."""
    scope = scope_of(actor=actor, verb="seat.take")
    below = scope.q("application__union__path") if scope else Q(pk__in=[])
    return (
        Placement.objects.admitted()
        .filter(Q(application__person__account=actor.pk) | below, opening=event.opening_id, state__in=SEATED)
        .select_related(
            "opening", "application__person", "application__union", "programme__union", "attendance"
        )
        .annotate(ahead=_ahead())
        .order_by("state", "ticket")
    )


def own_seat(*, actor: Any, event: Event) -> Placement | None:
    """The actor's own place at an event, or place in its queue."""
    return own_seats(actor=actor).filter(opening=event.opening_id).first()


def people_to_join(*, actor: Any, event: Event) -> QuerySet[Person]:
    """Those for whom the actor signs up and who belong to the union that runs the event, or below."""
    found = Person.objects.within(scope_of(actor=actor, verb="seat.take"))
    inside = Scope((event.opening.programme.union.path,)).q("union_path")
    return found.filter(inside, left_on=None).select_related("union").order_by("search", "pk")


def queue_length(*, event: Event) -> int:
    """How many wait at an event; the caller has been let in to it."""
    return Placement.objects.admitted().filter(opening=event.opening_id, state=SeatState.QUEUED).count()


def people_to_sign_up(*, actor: Any, event: Event, words: str = "") -> QuerySet[Person]:
    """Of them, who has no place and waits for none yet."""
    seated = Placement.objects.admitted().filter(
        opening=event.opening_id, application__person=OuterRef("pk"), state__in=SEATED
    )
    found = people_to_join(actor=actor, event=event).filter(~Exists(seated))
    return with_words(found, words) if words else found


def _ahead() -> Subquery:
    """How many tickets wait before this one."""
    before = Placement.objects.admitted().filter(
        opening=OuterRef("opening"), state=SeatState.QUEUED, ticket__lt=OuterRef("ticket")
    )
    return Subquery(before.order_by().values("opening").annotate(n=Count("pk")).values("n"))


def seats_panel(*, actor: Any, subject: None) -> Panel | None:
    """What stands on everybody's start page: the own places to come, and that there is something to sign up for."""
    day = timezone.now() - timedelta(days=7)
    found = own_seats(actor=actor).filter(opening__event__ends_at__gte=day)
    live = Q(opening__event__ends_at__gt=timezone.now()) & ~Q(opening__event__state=State.CANCELLED)
    to_say = Q(attendance__isnull=False, attendance__answered=False)
    turn = Case(When(live, then=0), When(to_say, then=1), default=2)
    seats = list(found.annotate(turn=turn).order_by("turn", "opening__event__starts_at", "pk"))
    offered = open_events(actor=actor).count()
    if not (seats or offered):
        return None
    context = {"seats": seats[:_SHOWN], "more": len(seats) > _SHOWN, "all": len(seats), "offered": offered}
    return Panel(template="events/panel.html", context=context)


_SHOWN = 6
"""So many of the own places stand on the start page: those to come first, then what can be answered, what is over or called off last."""
