from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.placement.enums import State as SeatState
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.events.enums import Reason, Way
from lianshou.kinds.events.models import Attendance, Event
from lianshou.kinds.events.rules.deciding import why_not_note, why_not_scan


@transaction.atomic
def scan_code(*, actor: Any, event: Event, seat: Placement | None, now: datetime) -> Attendance:
    """Sign the actor in, who scanned the code on the spot; a second scan changes nothing.

    Raises PermissionDenied for somebody else's place, or Refused WRONG_STATE / TOO_EARLY / TOO_LATE / NO_PLACE.
    Leaves ``seat.attended``.
    """
    if seat is not None and (
        seat.application.person is None or seat.application.person.account_id != actor.pk
    ):
        raise PermissionDenied("scan_code")
    reason = why_not_scan(
        state=event.state,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        now=now,
        has_place=seat is not None and seat.state == SeatState.PLACED,
    )
    if reason or seat is None:
        raise Refused(reason or Reason.NO_PLACE)
    return _noted(actor, seat, Way.SCANNED, now)


@transaction.atomic
def note_attendance(*, actor: Any, event: Event, seat: Placement, way: str, now: datetime) -> Attendance:
    """Note somebody down as present; who is noted already stays as noted first.

    Raises PermissionDenied, or Refused WRONG_STATE / TOO_EARLY / NO_PLACE. Leaves ``seat.attended``.
    """
    require(actor, "placement.edit", on=event.opening.programme.union)
    has_place = seat.state == SeatState.PLACED and seat.opening_id == event.opening_id
    reason = why_not_note(state=event.state, starts_at=event.starts_at, now=now, has_place=has_place)
    if reason:
        raise Refused(reason)
    return _noted(actor, seat, Way(way), now)


@transaction.atomic
def undo_attendance(*, actor: Any, event: Event, seat: Placement, now: datetime) -> None:
    """Take a tick back that was set by mistake; who has answered already was there, and stays.

    Raises PermissionDenied, or Refused ANSWERED. Leaves ``seat.attendance_undone`` when there was one.
    """
    require(actor, "placement.edit", on=event.opening.programme.union)
    noted = Attendance.objects.admitted().select_for_update().filter(placement=seat).first()
    if noted is None:
        return
    if noted.answered:
        raise Refused(Reason.ANSWERED)
    noted.delete()
    path = event.opening.programme.union.path
    record(actor=actor, verb="seat.attendance_undone", subject=seat, at=now, union_path=path)


@transaction.atomic
def take_attendance(*, actor: Any, programme: Programme, values: Mapping[str, object], now: datetime) -> None:
    """Take one sound row of a list of attendance over: who was there is noted, who was not is left as it is.

    Raises PermissionDenied, or Refused UNKNOWN_SEAT or as ``note_attendance``. Leaves ``seat.attended``.
    """
    require(actor, "placement.edit", on=programme.union)
    number: Any = values["number"]
    seats = Placement.objects.admitted().select_related("opening__event", "opening__programme__union")
    seat = seats.filter(programme=programme, opening=number[0], ticket=number[1]).first()
    if seat is None:
        raise Refused(Reason.UNKNOWN_SEAT)
    if values.get("attended"):
        note_attendance(actor=actor, event=seat.opening.event, seat=seat, way=Way.PAPER, now=now)


def _noted(actor: Any, seat: Placement, way: Way, now: datetime) -> Attendance:
    noted, is_new = Attendance.objects.admitted().get_or_create(
        placement=seat, defaults={"attended_at": now, "way": way}
    )
    if is_new:
        path = seat.programme.union.path
        record(actor=actor, verb="seat.attended", subject=seat, at=now, union_path=path, way=str(way))
    return noted
