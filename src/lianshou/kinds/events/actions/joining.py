from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.people.models import Person
from lianshou.kernel.placement.actions import give_up_seat, sign_up
from lianshou.kernel.placement.enums import Reason as SeatReason
from lianshou.kernel.placement.enums import State as SeatState
from lianshou.kernel.placement.models import Placement
from lianshou.kinds.events.enums import Reason
from lianshou.kinds.events.models import Event
from lianshou.kinds.events.rules.deciding import why_not_join, why_not_leave


@dataclass(frozen=True)
class Joined:
    """What became of a sign-up of several: the new places, and those who had signed up before."""

    seats: tuple[Placement, ...]
    before: tuple[Person, ...]

    @property
    def placed(self) -> list[Placement]:
        return [seat for seat in self.seats if seat.state == SeatState.PLACED]

    @property
    def queued(self) -> list[Placement]:
        return [seat for seat in self._waiting() if seat.application.state == ApplicationState.ACCEPTED]

    @property
    def to_approve(self) -> list[Placement]:
        return [seat for seat in self._waiting() if seat.application.state != ApplicationState.ACCEPTED]

    def _waiting(self) -> list[Placement]:
        return [seat for seat in self.seats if seat.state == SeatState.QUEUED]


@transaction.atomic
def join_event(*, actor: Any, event: Event, people: Sequence[Person], now: datetime) -> Joined:
    """Sign people up, in the order given and all in one transaction; who has signed up before keeps their place.

    Raises PermissionDenied, or Refused NOBODY_CHOSEN / WRONG_STATE / SIGN_UP_OVER, or a reason of placement; one person
    alone who had signed up before is refused SIGNED_UP_ALREADY. Leaves ``seat.placed`` or ``seat.queued`` for each.
    """
    if reason := why_not_join(state=event.state, closes_at=event.closes_at, now=now):
        raise Refused(reason)
    if not people:
        raise Refused(Reason.NOBODY_CHOSEN)
    seats, before = [], []
    for person in people:
        try:
            with transaction.atomic():
                union = person.union
                seats.append(sign_up(actor=actor, opening=event.opening, union=union, person=person, now=now))
        except Refused as refusal:
            if refusal.reason is not SeatReason.SIGNED_UP_ALREADY or len(people) == 1:
                raise
            before.append(person)
    return Joined(tuple(seats), tuple(before))


@transaction.atomic
def leave_event(*, actor: Any, event: Event, seat: Placement, now: datetime) -> Placement | None:
    """Give a place, or a place in the queue, up before the event begins; who has it next is returned.

    Raises PermissionDenied, or Refused WRONG_STATE / SIGN_UP_OVER / NO_SEAT_HELD. Leaves ``seat.given_up``, ``seat.promoted``.
    """
    if reason := why_not_leave(state=event.state, starts_at=event.starts_at, now=now):
        raise Refused(reason)
    return give_up_seat(actor=actor, placement=seat, now=now)
