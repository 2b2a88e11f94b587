from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.gates import approval_gate
from lianshou.core.kinds import Step, registry
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.enums import Channel
from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.intake.models import Application
from lianshou.kernel.notices.enums import Bar
from lianshou.kernel.notices.queries import bar_for
from lianshou.kernel.people.models import Person
from lianshou.kernel.placement.enums import SEATED, OpeningState, Origin, State
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kernel.placement.rules import (
    seat_or_queue,
    why_not_give_up,
    why_not_promote,
    why_not_seats,
    why_not_sign_up,
)
from lianshou.kernel.unions.models import Union


@transaction.atomic
def sign_up(
    *, actor: Any, opening: Opening, union: Union, now: datetime, person: Person | None = None
) -> Placement:
    """Ask for one seat for a person, or for a union as such: it is placed, or queued, with the next ticket.

    The ticket is drawn under the lock of the opening's row, so tickets stand in the order in which sign-ups were committed,
    and no number of clients at once gets more than ``most`` seats. A person may sign up alone; whoever holds
    "seat.take" signs up people of the unions below. Where an approval or a public notice comes first, a sign-up waits in
    line with its ticket until both are done, and holds nobody up who is ready.

    Raises PermissionDenied, or Refused NO_SEATS / SIGN_UP_CLOSED / OUTSIDE / SIGNED_UP_ALREADY / NOT_ACCEPTED, or a reason
    of review. Leaves ``seat.placed`` or ``seat.queued`` with the ticket, and the traces of a new application.
    """
    if not _is_own(actor, person):
        require(actor, "seat.take", on=union)
    opening = _locked(opening)
    known = _application(opening, union, person)
    seats = Placement.objects.admitted().filter(opening=opening, state__in=SEATED)
    reason = why_not_sign_up(
        seats=Step.SEATS in registry[opening.programme.kind].steps,
        closed=opening.state != OpeningState.OPEN,
        inside=union.path.startswith(opening.programme.union.path),
        signed_up=known is not None and seats.filter(application=known).exists(),
        refused=known is not None and known.state == ApplicationState.REFUSED,
    )
    if reason:
        raise Refused(reason)
    application = known or _applied(actor, opening, union, person, now)
    ready = application.state == ApplicationState.ACCEPTED and _bar(opening, now) is None
    waiting = ready and _queue(opening).exists()
    state = seat_or_queue(taken=opening.taken, most=opening.most, waiting=waiting, ready=ready)
    opening.last_ticket += 1
    opening.taken += state is State.PLACED
    opening.save(update_fields=["last_ticket", "taken"])
    placement = Placement.objects.create(
        programme=opening.programme,
        application=application,
        opening=opening,
        state=state,
        origin=Origin.SIGNED_UP,
        ticket=opening.last_ticket,
        asked_at=now,
    )
    _trace(actor, f"seat.{state}", placement, now)
    return placement


@transaction.atomic
def give_up_seat(*, actor: Any, placement: Placement, now: datetime) -> Placement | None:
    """Let a seat, or a place in the queue, go; the earliest ticket that waits has the seat at once, and is returned.

    The person whose seat it is may, whoever holds "seat.take" over the union, and the officer of the programme.
    Raises PermissionDenied, or Refused NO_SEAT_HELD. Leaves ``seat.given_up``, and ``seat.promoted`` for the next.
    """
    opening = _locked(placement.opening)
    placement = _seat(placement)
    _require_hand_on(actor, placement)
    if reason := why_not_give_up(state=placement.state):
        raise Refused(reason)
    if placement.state == State.PLACED:
        opening.taken -= 1
        opening.save(update_fields=["taken"])
    _ended(actor, placement, now)
    return next(iter(_promoted(actor, opening, now, most=1)), None)


@transaction.atomic
def promote_next(*, actor: Any, opening: Opening, now: datetime) -> Placement:
    """Give a free seat to the earliest ticket that waits.

    Raises PermissionDenied, or Refused NO_ROOM / NOBODY_WAITS / a ``notices.enums.Bar``. Leaves ``seat.promoted``.
    """
    opening = _locked(opening)
    require(actor, "placement.edit", on=opening.programme.union)
    waiting = _queue(opening).exists()
    if reason := why_not_promote(free=opening.free, waiting=waiting) or _bar(opening, now):
        raise Refused(reason)
    return _promoted(actor, opening, now, most=1)[0]


@transaction.atomic
def set_seats(*, actor: Any, opening: Opening, low: int, most: int, now: datetime) -> list[Placement]:
    """Change how many seats there are; more seats go to those who wait, by their tickets, who are returned.

    Raises PermissionDenied, or Refused ROOM_ORDER / SEATS_TAKEN. Leaves ``opening.room``, and ``seat.promoted`` for each.
    """
    opening = _locked(opening)
    require(actor, "placement.edit", on=opening.programme.union)
    if reason := why_not_seats(low=low, most=most, taken=opening.taken):
        raise Refused(reason)
    opening.low, opening.high, opening.most = low, most, most
    opening.save(update_fields=["low", "high", "most"])
    path = opening.programme.union.path
    record(actor=actor, verb="opening.room", subject=opening, at=now, union_path=path, low=low, most=most)
    return _promoted(actor, opening, now, most=opening.free)


@transaction.atomic
def offer_seats(
    *, actor: Any, programme: Any, union: Union, name: str, low: int, most: int, now: datetime
) -> Opening:
    """Put something with seats on offer: an event, a batch, a class.

    Raises PermissionDenied, or Refused NO_SEATS / ROOM_ORDER. Leaves ``opening.offered``.
    """
    require(actor, "placement.edit", on=programme.union)
    if reason := why_not_sign_up(
        seats=Step.SEATS in registry[programme.kind].steps,
        closed=False,
        inside=union.path.startswith(programme.union.path),
    ) or why_not_seats(low=low, most=most, taken=0):
        raise Refused(reason)
    opening = Opening.objects.create(
        programme=programme, union=union, name=name.strip(), low=low, high=most, most=most
    )
    record(actor=actor, verb="opening.offered", subject=opening, at=now, union_path=union.path)
    return opening


@transaction.atomic
def settle_seats(*, actor: Any, application: Application, now: datetime) -> None:
    """Behind the gate: an accepted application has the seats that are free, a refused one loses its places in line.

    The gate has asked who acts. Leaves ``seat.promoted`` or ``seat.given_up``.
    """
    lines = Placement.objects.admitted().filter(application=application, state=State.QUEUED)
    for placement in lines.select_related("opening").order_by("opening"):
        opening = _locked(placement.opening)
        if application.state == ApplicationState.ACCEPTED:
            _promoted(actor, opening, now, most=opening.free)
        else:
            _ended(actor, _seat(placement), now)


def _ended(actor: Any, placement: Placement, now: datetime) -> None:
    placement.state, placement.ends_on = State.ENDED, timezone.localdate(now)
    placement.save(update_fields=["state", "ends_on"])
    _trace(actor, "seat.given_up", placement, now)


def _promoted(actor: Any, opening: Opening, now: datetime, *, most: int) -> list[Placement]:
    """Give up to ``most`` free seats to the queue; the caller holds the lock of the opening and has asked who acts."""
    if opening.state != OpeningState.OPEN or _bar(opening, now):
        return []
    chosen = list(_queue(opening)[: max(min(most, opening.free), 0)])
    for placement in chosen:
        placement.state, placement.promoted_at = State.PLACED, now
        placement.save(update_fields=["state", "promoted_at"])
        _trace(actor, "seat.promoted", placement, now)
    if chosen:
        opening.taken += len(chosen)
        opening.save(update_fields=["taken"])
    return chosen


def _queue(opening: Opening) -> Any:
    """Those who wait and may have a seat, by their tickets."""
    waiting = Placement.objects.admitted().filter(
        opening=opening, state=State.QUEUED, application__state=ApplicationState.ACCEPTED
    )
    waiting = waiting.order_by("ticket")
    return waiting.select_related("programme__union", "application__union", "application__person")


def _bar(opening: Opening, now: datetime) -> Bar | None:
    """What a public notice says against giving seats today; of kinds that need one only, so that a sign-up stays short."""
    if not registry[opening.programme.kind].needs_notice:
        return None
    return bar_for(programme=opening.programme, today=timezone.localdate(now))


def _application(opening: Opening, union: Union, person: Person | None) -> Application | None:
    """The application by which somebody takes part in the programme: one, however many openings they sign up for."""
    found = Application.objects.admitted().filter(programme=opening.programme, person=person)
    found = found if person else found.filter(union=union)
    known: Application | None = found.exclude(state=ApplicationState.WITHDRAWN).first()
    return known


def _applied(actor: Any, opening: Opening, union: Union, person: Person | None, now: datetime) -> Application:
    """A new application: accepted, or sent on its way where the federation wants approval first."""
    gated = approval_gate.asks(programme=opening.programme)
    made = Application.objects.create(
        programme=opening.programme,
        union=union,
        person=person,
        state=ApplicationState.SUBMITTED if gated else ApplicationState.ACCEPTED,
        channel=Channel.TYPED,
        submitted_at=now,
        submitted_by=actor,
    )
    record(actor=actor, verb=f"application.{made.state}", subject=made, at=now, union_path=union.path)
    if gated:
        approval_gate.begin(actor=actor, application=made, now=now)
    return made


def _is_own(actor: Any, person: Person | None) -> bool:
    return person is not None and person.account_id is not None and person.account_id == actor.pk


def _require_hand_on(actor: Any, placement: Placement) -> None:
    if _is_own(actor, placement.application.person):
        return
    union = placement.programme.union
    if may(actor, "placement.edit", on=union):
        require(actor, "placement.edit", on=union)
    else:
        require(actor, "seat.take", on=placement.application.union)


def _locked(opening: Opening) -> Opening:
    """The opening under its lock; whoever changes seats or tickets takes it first, before any other row."""
    locked = Opening.objects.admitted().select_for_update(of=("self",))
    return locked.select_related("programme__union", "union").get(pk=opening.pk)


def _seat(placement: Placement) -> Placement:
    rows = Placement.objects.admitted().select_for_update(of=("self",))
    related = rows.select_related("programme__union", "application__union", "application__person")
    found: Placement = related.get(pk=placement.pk)
    return found


def _trace(actor: Any, verb: str, placement: Placement, now: datetime) -> None:
    path = placement.programme.union.path
    record(actor=actor, verb=verb, subject=placement, at=now, union_path=path, ticket=placement.ticket)
