from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.rights.queries.own import own_person
from lianshou.kinds.events import actions
from lianshou.kinds.events.forms import CallOffForm, EventFilter, EventForm, SeatFilter
from lianshou.kinds.events.models import Event
from lianshou.kinds.events.queries import desk, mine
from lianshou.kinds.events.tables import EventTable
from lianshou.web.api import (
    Acting,
    Item,
    Listing,
    Reading,
    act_at,
    calling,
    list_at,
    orders_of,
    read_at,
    router_for,
)
from lianshou.web.doors import ANYONE, CONCERNED

router = router_for(pgettext_lazy("api", "Events"))


class EventItem(Item):
    id: int
    opening_id: int
    programme_id: int
    title: str
    sort: str
    place: str
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
    most: int
    taken: int
    state: str
    called_off_for: str
    called_off_words: str

    @staticmethod
    def resolve_programme_id(event: Event) -> int:
        return event.opening.programme_id

    @staticmethod
    def resolve_title(event: Event) -> str:
        return event.opening.name

    @staticmethod
    def resolve_most(event: Event) -> int:
        return event.opening.most

    @staticmethod
    def resolve_taken(event: Event) -> int:
        return event.opening.taken


class SeatItem(Item):
    id: int
    opening_id: int
    person_id: int | None
    union_id: int
    state: str
    ticket: int | None
    asked_at: datetime | None
    was_there: bool

    @staticmethod
    def resolve_person_id(seat: Placement) -> int | None:
        return seat.application.person_id

    @staticmethod
    def resolve_union_id(seat: Placement) -> int:
        return seat.application.union_id

    @staticmethod
    def resolve_was_there(seat: Placement) -> bool:
        return hasattr(seat, "attendance")


class JoinedItem(Item):
    seats: list[SeatItem]


class JoinForm(forms.Form):
    """Who is signed up: the account's own person, or persons of one's unions by their numbers."""

    me = forms.BooleanField(label=_("The account's own person"), required=False)
    people: Any = forms.ModelMultipleChoiceField(label=_("Persons"), queryset=None, required=False)

    def __init__(self, data: Any, *, actor: Any, event: Event) -> None:
        super().__init__(data)
        self.actor = actor
        self.fields["people"].queryset = mine.people_to_join(actor=actor, event=event)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Any]:
        own = own_person(actor=self.actor) if self.cleaned_data["me"] else None
        return [own] if own else list(self.cleaned_data["people"])


def _programme(request: HttpRequest, pk: int, verb: str = "placement.view") -> Programme | None:
    return desk.programmes_of_events(actor=request.user, verb=verb).filter(pk=pk).first()


def _event(request: HttpRequest, pk: int, verb: str = "placement.view") -> Event | None:
    return desk.events_in_scope(actor=request.user, verb=verb).filter(pk=pk).first()


def _to_join(request: HttpRequest, pk: int) -> Event | None:
    return mine.events_for(actor=request.user).filter(pk=pk).first()


def _events(request: HttpRequest, pk: int) -> Any:
    programme = _programme(request, pk)
    if programme is None:
        raise Http404
    return desk.events_listed(programme=programme).select_related("opening__programme", "opening")


def _seats(request: HttpRequest, pk: int) -> Any:
    event = _event(request, pk)
    if event is None:
        raise Http404
    return desk.seats_of(event=event).select_related("opening__event", "application", "attendance")


def _own_seat(request: HttpRequest, pk: int, seat: int) -> Any:
    event = _to_join(request, pk)
    found = mine.seats_to_tend(actor=request.user, event=event).filter(pk=seat).first() if event else None
    return (event, found) if found else None


def _leave(actor: Any, found: Any, now: datetime, said: Any) -> Any:
    event, seat = found
    actions.leave_event(actor=actor, event=event, seat=seat, now=now)
    seat.refresh_from_db()
    return seat


def _join(actor: Any, event: Any, now: datetime, said: Any) -> Any:
    return actions.join_event(actor=actor, event=event, people=said["people"], now=now)


list_at(
    router,
    Listing(
        path="/programmes/{int:pk}/events",
        name="events",
        door="placement.view",
        item=EventItem,
        rows=_events,
        filters=EventFilter,
        orders=orders_of(EventTable, first=("-starts_at", "-pk")),
        pages=("events:list", "events:export"),
        told=pgettext_lazy("api", "The events of a programme"),
    ),
)
list_at(
    router,
    Listing(
        path="/events/{int:pk}/seats",
        name="seats",
        door="placement.view",
        item=SeatItem,
        rows=_seats,
        filters=SeatFilter,
        orders={"usual": ("state", "ticket"), "id": ("pk",), "-id": ("-pk",)},
        pages=("events:seats", "events:seats_export"),
        told=pgettext_lazy("api", "Who has a place at an event, and who waits"),
    ),
)
list_at(
    router,
    Listing(
        path="/events/open",
        name="open_events",
        door=ANYONE,
        item=EventItem,
        rows=lambda request: mine.open_events(actor=request.user),
        orders={"usual": ("starts_at",), "id": ("pk",)},
        pages=("events:mine",),
        told=pgettext_lazy("api", "What one can sign up for"),
    ),
)
read_at(
    router,
    Reading(
        path="/events/{int:pk}",
        name="event",
        door="placement.view",
        item=EventItem,
        find=_event,
        label="events.event",
        told=pgettext_lazy("api", "An event"),
    ),
)
act_at(
    router,
    Acting(
        path="/programmes/{int:pk}/events",
        name="add_event",
        door="placement.edit",
        find=lambda request, pk: _programme(request, pk, "placement.edit"),
        form=EventForm,
        facts=lambda form: form.facts,
        act=lambda actor, found, now, said: actions.add_event(actor=actor, programme=found, now=now, **said),
        item=EventItem,
        status=201,
        told=pgettext_lazy("api", "Plan an event"),
    ),
)
for _name, _act, _told in (
    ("open", actions.open_event, pgettext_lazy("api", "Open an event for sign-up")),
    ("finish", actions.finish_event, pgettext_lazy("api", "An event was held")),
):
    act_at(
        router,
        Acting(
            path=f"/events/{{int:pk}}/{_name}",
            name=f"{_name}_event",
            door="placement.edit",
            find=lambda request, pk: _event(request, pk, "placement.edit"),
            act=calling(_act, "event"),
            item=EventItem,
            told=_told,
        ),
    )
act_at(
    router,
    Acting(
        path="/events/{int:pk}/cancel",
        name="cancel_event",
        door="placement.edit",
        find=lambda request, pk: _event(request, pk, "placement.edit"),
        form=CallOffForm,
        act=lambda actor, found, now, said: actions.cancel_event(actor=actor, event=found, now=now, **said),
        item=EventItem,
        told=pgettext_lazy("api", "Call an event off"),
    ),
)
act_at(
    router,
    Acting(
        path="/events/{int:pk}/join",
        name="join_event",
        door=CONCERNED,
        is_shared=True,
        find=_to_join,
        form=JoinForm,
        fill=lambda request, event, data: JoinForm(data, actor=request.user, event=event),
        facts=lambda form: {"people": form.chosen},
        act=_join,
        item=JoinedItem,
        status=201,
        told=pgettext_lazy("api", "Sign oneself up, or people of one's unions"),
    ),
)
act_at(
    router,
    Acting(
        path="/events/{int:pk}/seats/{int:seat}/leave",
        name="leave_event",
        door=CONCERNED,
        find=_own_seat,
        act=_leave,
        item=SeatItem,
        told=pgettext_lazy("api", "Give a place up"),
    ),
)
