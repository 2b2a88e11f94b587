from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.placement.enums import OpeningState, State
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kernel.placement.rules import why_not_release, why_not_room
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.rules import why_not_prepare
from lianshou.kernel.unions.models import Union


@transaction.atomic
def offer_opening(
    *, actor: Any, programme: Programme, union: Union, low: int, high: int, most: int, now: datetime
) -> Opening:
    """Enter a union as one with room, or give its open opening this room.

    Raises PermissionDenied, or Refused with a ``placement.enums.Reason``. Leaves ``opening.offered`` or ``opening.room``.
    """
    require(actor, "intake.import", on=programme.union)
    known = (
        Opening.objects.admitted().filter(programme=programme, union=union, state=OpeningState.OPEN).first()
    )
    if known is not None:
        if (known.low, known.high, known.most) == (low, high, most):
            return known
        return set_room(actor=actor, opening=known, low=low, high=high, most=most, now=now)
    preparing = why_not_prepare(state=programme.state) is None
    if reason := why_not_room(preparing=preparing, low=low, high=high, most=most, load=0):
        raise Refused(reason)
    opening = Opening.objects.create(programme=programme, union=union, low=low, high=high, most=most)
    record(actor=actor, verb="opening.offered", subject=opening, at=now, union_path=union.path)
    return opening


@transaction.atomic
def set_room(*, actor: Any, opening: Opening, low: int, high: int, most: int, now: datetime) -> Opening:
    """Change how many an opening takes.

    Raises PermissionDenied, or Refused ROOM_ORDER / ROOM_TAKEN / WRONG_STATE. Leaves ``opening.room``.
    """
    opening = _locked(actor, opening)
    load = _live(opening).count()
    preparing = why_not_prepare(state=opening.programme.state) is None
    if reason := why_not_room(preparing=preparing, low=low, high=high, most=most, load=load):
        raise Refused(reason)
    opening.low, opening.high, opening.most = low, high, most
    opening.save(update_fields=["low", "high", "most"])
    _trace(actor, "opening.room", opening, now, low=low, high=high, most=most)
    return opening


@transaction.atomic
def close_opening(*, actor: Any, opening: Opening, now: datetime) -> Opening:
    """Take an opening out of its programme; its proposals and holds go with it.

    Raises PermissionDenied, or Refused WRONG_STATE / NOT_PROPOSED. Leaves ``opening.closed``.
    """
    opening = _locked(actor, opening)
    states = frozenset(_live(opening).values_list("state", flat=True))
    preparing = why_not_prepare(state=opening.programme.state) is None
    if reason := why_not_release(preparing=preparing, states=states):
        raise Refused(reason)
    _live(opening).delete()
    opening.holds.all().delete()
    opening.state = OpeningState.CLOSED
    opening.save(update_fields=["state"])
    _trace(actor, "opening.closed", opening, now)
    return opening


def _locked(actor: Any, opening: Opening) -> Opening:
    opening = (
        Opening.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("programme__union", "union")
        .get(pk=opening.pk)
    )
    require(actor, "placement.edit", on=opening.programme.union)
    return opening


def _live(opening: Opening) -> Any:
    return Placement.objects.admitted().filter(opening=opening).exclude(state=State.ENDED)


def _trace(actor: Any, verb: str, opening: Opening, now: datetime, **details: Any) -> None:
    record(actor=actor, verb=verb, subject=opening, at=now, union_path=opening.union.path, **details)
