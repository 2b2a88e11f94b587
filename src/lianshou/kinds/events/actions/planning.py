from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.followups.actions import NewPhoto, record_activity
from lianshou.kernel.followups.enums import Sort as ActivitySort
from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.placement.actions import offer_seats, set_seats
from lianshou.kernel.placement.enums import OpeningState
from lianshou.kernel.placement.models import Opening
from lianshou.kernel.programmes.actions import close_programme, start_programme
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.events.enums import Ground, Reason, Sort, State
from lianshou.kinds.events.models import Attendance, Event
from lianshou.kinds.events.rules.deciding import (
    why_not_call_off,
    why_not_finish,
    why_not_pass,
    why_not_plan,
    why_not_show_photos,
)

_FILED_UNDER = {
    Sort.TOUR: ActivitySort.VISIT,
    Sort.LECTURE: ActivitySort.TRAINING,
    Sort.STUDY: ActivitySort.TRAINING,
}


@transaction.atomic
def add_event(
    *,
    actor: Any,
    programme: Programme,
    title: str,
    sort: str,
    starts_at: datetime,
    ends_at: datetime,
    closes_at: datetime,
    place: str,
    most: int,
    now: datetime,
    low: int = 0,
    about: str = "",
) -> Event:
    """Plan an event with ``most`` seats; nobody sees it before it is opened for sign-up.

    Raises PermissionDenied, or Refused with an ``events.enums.Reason`` or one of placement. Leaves ``event.planned``.
    """
    _refuse(
        why_not_plan(
            title=title,
            title_taken=_is_taken(programme, title),
            starts_at=starts_at,
            ends_at=ends_at,
            closes_at=closes_at,
        )
    )
    opening = offer_seats(
        actor=actor, programme=programme, union=programme.union, name=title, low=low, most=most, now=now
    )
    event = Event.objects.create(
        opening=opening,
        sort=sort,
        starts_at=starts_at,
        ends_at=ends_at,
        closes_at=closes_at,
        place=place.strip(),
        about=about.strip(),
    )
    _trace(actor, "event.planned", event, now)
    return event


@transaction.atomic
def edit_event(
    *,
    actor: Any,
    event: Event,
    title: str,
    sort: str,
    starts_at: datetime,
    ends_at: datetime,
    closes_at: datetime,
    place: str,
    most: int,
    now: datetime,
    low: int = 0,
    about: str = "",
) -> Event:
    """Change the facts of an event that has not been held; more seats go to those who wait.

    Raises PermissionDenied, or Refused with an ``events.enums.Reason`` or one of placement. Leaves ``event.changed``.
    """
    event = _locked(actor, event)
    _refuse(None if event.state in (State.DRAFT, State.OPEN) else Reason.WRONG_STATE)
    programme = event.opening.programme
    _refuse(
        why_not_plan(
            title=title,
            title_taken=title.strip() != event.opening.name and _is_taken(programme, title),
            starts_at=starts_at,
            ends_at=ends_at,
            closes_at=closes_at,
        )
    )
    if (event.opening.low, event.opening.most) != (low, most):
        set_seats(actor=actor, opening=event.opening, low=low, most=most, now=now)
    Opening.objects.admitted().filter(pk=event.opening_id).update(name=title.strip())
    event.sort, event.place, event.about = sort, place.strip(), about.strip()
    event.starts_at, event.ends_at, event.closes_at = starts_at, ends_at, closes_at
    event.save(update_fields=["sort", "place", "about", "starts_at", "ends_at", "closes_at"])
    event.opening.refresh_from_db()
    _trace(actor, "event.changed", event, now)
    return event


@transaction.atomic
def open_event(*, actor: Any, event: Event, now: datetime) -> Event:
    """Open an event for sign-up; the first one lets its programme run.

    Raises PermissionDenied, or Refused WRONG_STATE. Leaves ``event.opened``.
    """
    event = _locked(actor, event)
    _refuse(why_not_pass(before=event.state, after=State.OPEN))
    start_programme(actor=actor, programme=event.opening.programme, now=now)
    return _passed(actor, event, State.OPEN, "event.opened", now)


@transaction.atomic
def finish_event(*, actor: Any, event: Event, now: datetime) -> Event:
    """Note that an event was held; nobody signs up any more, attendance can still be noted.

    Raises PermissionDenied, or Refused WRONG_STATE / NOT_STARTED. Leaves ``event.held``.
    """
    event = _locked(actor, event)
    _refuse(why_not_finish(state=event.state, starts_at=event.starts_at, now=now))
    _close(event, OpeningState.CLOSED)
    return _passed(actor, event, State.HELD, "event.held", now)


@transaction.atomic
def cancel_event(*, actor: Any, event: Event, ground: str, now: datetime, words: str = "") -> Event:
    """Call an event off for a reason, which who signed up reads on the desk.

    Raises PermissionDenied, or Refused WRONG_STATE / GROUND_MISSING. Leaves ``event.cancelled`` with the ground alone: what
    was typed stays off the book, for it may name somebody.
    """
    event = _locked(actor, event)
    _refuse(why_not_call_off(state=event.state, ground=ground, words=words))
    _close(event, OpeningState.CALLED_OFF)
    event.called_off_for, event.called_off_words = Ground(ground), words.strip()[:200]
    event.save(update_fields=["called_off_for", "called_off_words"])
    return _passed(actor, event, State.CANCELLED, "event.cancelled", now, ground=str(ground))


@transaction.atomic
def record_photos(
    *, actor: Any, event: Event, photos: Sequence[NewPhoto], consent: bool, note: str, now: datetime
) -> FollowUp:
    """Record an event as an activity with its photographs, each with its credit, once those shown have agreed.

    Raises PermissionDenied, or Refused with a reason of events or follow-ups. Leaves ``event.photographed`` and the traces
    of the activity.
    """
    event = _locked(actor, event)
    reason = why_not_show_photos(state=event.state, has_photos=event.followup_id is not None, consent=consent)
    _refuse(reason)
    there = Attendance.objects.admitted().filter(placement__opening=event.opening_id).count()
    followup = record_activity(
        actor=actor,
        programme=event.opening.programme,
        sort=_FILED_UNDER.get(Sort(event.sort), ActivitySort.MUTUAL_ACTIVITY),
        title=event.opening.name,
        happened_on=timezone.localdate(event.starts_at),
        place=event.place,
        people=there or event.opening.taken,
        minutes=int((event.ends_at - event.starts_at).total_seconds() // 60),
        note=note,
        photos=photos,
        now=now,
    )
    event.followup = followup
    event.save(update_fields=["followup"])
    _trace(actor, "event.photographed", event, now, consent=True)
    return followup


@transaction.atomic
def close_events(*, actor: Any, programme: Programme, now: datetime) -> Programme:
    """Close a programme of events once none of them is open. Raises PermissionDenied, or Refused. Leaves ``programme.closed``."""
    require(actor, "programme.create", on=programme.union)
    still = Event.objects.admitted().filter(opening__programme=programme, state__in=(State.DRAFT, State.OPEN))
    _refuse(Reason.RUNNING_EVENTS if still.exists() else None)
    return close_programme(actor=actor, programme=programme, now=now)


def _is_taken(programme: Programme, title: str) -> bool:
    openings = Opening.objects.admitted().filter(programme=programme, union=programme.union_id)
    return openings.filter(name=title.strip(), state=OpeningState.OPEN).exists()


def _close(event: Event, state: OpeningState) -> None:
    event.opening.state = state
    event.opening.save(update_fields=["state"])


def _passed(actor: Any, event: Event, state: State, verb: str, now: datetime, **details: Any) -> Event:
    event.state = state
    event.save(update_fields=["state"])
    _trace(actor, verb, event, now, **details)
    return event


def _locked(actor: Any, event: Event) -> Event:
    """The event under the lock of its opening, which every sign-up takes too."""
    openings = Opening.objects.admitted().select_for_update(of=("self",)).select_related("programme__union")
    opening = openings.get(pk=event.opening_id)
    require(actor, "placement.edit", on=opening.programme.union)
    found = Event.objects.admitted().select_for_update().get(pk=event.pk)
    found.opening = opening
    return found


def _refuse(reason: Reason | None) -> None:
    if reason is not None:
        raise Refused(reason)


def _trace(actor: Any, verb: str, event: Event, now: datetime, **details: Any) -> None:
    path = event.opening.programme.union.path
    record(actor=actor, verb=verb, subject=event, at=now, union_path=path, **details)
