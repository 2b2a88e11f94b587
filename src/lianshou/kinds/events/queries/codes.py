"""Codes that are scanned: signed, so that nobody makes one up; they name a record and carry nothing personal."""

from __future__ import annotations

from typing import Any

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare

from lianshou.kernel.placement.models import Placement
from lianshou.kinds.events.models import Event
from lianshou.kinds.events.queries.desk import events_in_scope

_HERE, _SEAT = Signer(salt="lianshou.events.here"), Signer(salt="lianshou.events.seat", sep=".")


def code_of_event(event: Event) -> str:
    """What the poster on the spot carries."""
    return _HERE.signature(str(event.pk))


def is_code_of(*, event: Event, code: str) -> bool:
    return constant_time_compare(code, code_of_event(event))


def code_of_seat(seat: Placement) -> str:
    """What somebody who has a place shows at the door."""
    return _SEAT.sign(str(seat.pk))


def seat_of_code(*, actor: Any, code: str) -> Placement | None:
    """The place that a shown code names, of an event that the actor runs; None for any other."""
    try:
        pk = int(_SEAT.unsign(code))
    except (BadSignature, ValueError):
        return None
    events = events_in_scope(actor=actor, verb="placement.edit")
    seats = Placement.objects.admitted().filter(pk=pk, opening__in=events.order_by().values("opening"))
    related = (
        "opening__event__opening__programme__union",
        "application__person",
        "application__union",
        "attendance",
    )
    return seats.select_related(*related).first()
