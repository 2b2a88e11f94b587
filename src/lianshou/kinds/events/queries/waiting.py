"""What waits for somebody in events, one click from the act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianshou.core.kinds import MOST_ITEMS, Errand, InboxItem
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.intake.queries import imports_waiting_for
from lianshou.kernel.placement.enums import State as SeatState
from lianshou.kinds.events.enums import State
from lianshou.kinds.events.models import Event
from lianshou.kinds.events.queries.desk import events_in_scope
from lianshou.kinds.events.queries.mine import own_seats

_PATIENCE = timedelta(days=7)
"""How long after an event its attendance and photographs may be missing before that is overdue."""


def waiting_for(*, actor: Any, today: date) -> list[InboxItem]:
    """The own promotions and questions, those of the people one signs up, and the events to finish."""
    day = timezone.make_aware(datetime.combine(today, time()))
    return [*_own(actor, day), *_of_my_people(actor, day), *_lists(actor), *_to_finish(actor, day)]


def _own(actor: Any, day: datetime) -> Iterator[InboxItem]:
    for seat in own_seats(actor=actor):
        event = seat.opening.event
        if seat.promoted_at and seat.state == SeatState.PLACED and event.is_open and event.starts_at >= day:
            yield _item(_("You moved up: you have a place at “%(title)s”") % {"title": event}, event, "join")
        attendance = getattr(seat, "attendance", None)
        if attendance and not attendance.answered and event.ends_at >= day - _PATIENCE * 2:
            yield _item(
                _("How was “%(title)s”? Half a minute, without your name") % {"title": event}, event, "say"
            )


def _of_my_people(actor: Any, day: datetime) -> Iterator[InboxItem]:
    scope = scope_of(actor=actor, verb="seat.take")
    if not scope or scope_of(actor=actor, verb="placement.edit"):
        return  # who runs events sees the queue on the desk of each
    moved = Q(opening__placements__promoted_at__gte=day - _PATIENCE) & Q(
        opening__placements__state=SeatState.PLACED
    )
    mine = moved & scope.q("opening__placements__application__union__path")
    others = mine & ~Q(opening__placements__application__person__account=actor.pk)
    events = Event.objects.admitted().filter(state=State.OPEN, starts_at__gte=day).select_related("opening")
    found = events.annotate(moved=Count("opening__placements", filter=others, distinct=True)).filter(
        moved__gt=0
    )
    for event in found.order_by("starts_at", "pk"):
        n = vars(event)["moved"]
        words = ngettext(
            "%(n)d of your people moved up at “%(title)s”: tell them",
            "%(n)d of your people moved up at “%(title)s”: tell them",
            n,
        )
        yield _item(words % {"n": n, "title": event}, event, "join")


def _lists(actor: Any) -> Iterator[InboxItem]:
    found = imports_waiting_for(actor=actor).filter(programme__kind="events").select_related("union")
    for batch in found[:MOST_ITEMS]:
        yield InboxItem(
            key=f"import:{batch.pk}",
            errand=Errand.LIST,
            title=_("A list of attendance to check and take over"),
            detail=f"{batch.programme} · {batch.file_name}",
            url=reverse("intake:detail", args=[batch.pk]),
            owner=batch.union.path,
            verb="intake.import",
            since=timezone.localdate(batch.uploaded_at),
            programme=batch.programme_id,
        )


def _to_finish(actor: Any, day: datetime) -> Iterator[InboxItem]:
    over = events_in_scope(actor=actor, verb="placement.edit").filter(state=State.OPEN, ends_at__lt=day)
    for event in over.order_by("ends_at", "pk")[:MOST_ITEMS]:
        yield InboxItem(
            key=f"event:finish:{event.pk}",
            errand=Errand.EVENT,
            title=_("“%(title)s” is over: attendance, photographs, finish") % {"title": event},
            detail=_detail(event),
            url=reverse("events:event", args=[event.pk]),
            owner=event.opening.programme.union.path,
            verb="placement.edit",
            due_on=timezone.localdate(event.ends_at) + _PATIENCE,
            since=timezone.localdate(event.ends_at),
            programme=event.opening.programme_id,
            overdue=event.ends_at < day - _PATIENCE,
        )


def _item(title: str, event: Event, to: str) -> InboxItem:
    return InboxItem(
        key=f"event:{to}:{event.pk}",
        errand=Errand.EVENT,
        title=title,
        detail=_detail(event),
        url=reverse(f"events:{to}", args=[event.pk]),
        programme=event.opening.programme_id,
    )


def _detail(event: Event) -> str:
    starts = date_format(timezone.localtime(event.starts_at), "SHORT_DATETIME_FORMAT")
    return f"{starts} · {event.place}"
