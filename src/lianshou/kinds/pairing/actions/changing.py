from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.intake.actions import withdraw_application
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.actions import drop_proposals, place_application, set_room
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kernel.placement.queries import open_openings
from lianshou.kernel.programmes.actions import change_settings
from lianshou.kernel.programmes.enums import Reason as ProgrammeReason
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.rules import why_not_prepare
from lianshou.kinds.pairing.queries import instance_of, merged, settings_of, standing_pairs
from lianshou.kinds.pairing.rules.settings import RoomRange, Settings
from lianshou.kinds.pairing.rules.solving import price_move


@transaction.atomic
def move_guest(
    *, actor: Any, application: Application, opening: Opening, reason: str, now: datetime
) -> Placement:
    """Put a guest to a host by hand, with the terms of the new pair on record, and lock it there.

    Raises PermissionDenied, or Refused with a ``placement.enums.Reason``. Leaves ``placement.moved``.
    """
    programme = opening.programme
    placed = place_application(
        actor=actor, application=application, opening=opening, reason=reason, now=now, reasons={}
    )
    placed.reasons = reasons_by_hand(programme=programme, application=application, opening=opening)
    placed.save(update_fields=["reasons"])
    return placed


def reasons_by_hand(*, programme: Programme, application: Application, opening: Opening) -> dict[str, Any]:
    """The terms and the sentence of a pair that a person made."""
    guest, host = str(application.pk), str(opening.pk)
    pairs = standing_pairs(programme=programme)
    instance = instance_of(programme=programme)
    free = replace(instance, locks=tuple(pair for pair in instance.locks if pair[0] != guest))
    # the sentence gives facts; that a person decided stands beside it
    priced = price_move(free, pairs, guest, host)
    return {
        "guest": guest,
        "guest_name": priced["guest_name"],
        "host": host,
        "host_name": priced["to_name"],
        **priced["after"],
        "locked": True,
        "renewed": False,
        "next_best": [],
    }


@transaction.atomic
def withdraw_guest(*, actor: Any, application: Application, now: datetime) -> Application:
    """Take a guest off the list; its proposal and its holds go with it.

    Raises PermissionDenied, or Refused with a reason of placement or intake. Leaves ``application.withdrawn``.
    """
    drop_proposals(actor=actor, application=application, now=now)
    return withdraw_application(actor=actor, application=application, now=now)


@transaction.atomic
def change_numbers(
    *, actor: Any, programme: Programme, numbers: Mapping[str, Any], now: datetime
) -> Programme:
    """Change the numbers of a programme; hosts whose room followed their level follow the new one.

    Raises PermissionDenied, SettingsError, or Refused WRONG_STATE / ROOM_TAKEN. Leaves ``programme.settings``.
    """
    require(actor, "programme.create", on=programme.union)
    programme = (
        Programme.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("union")
        .get(pk=programme.pk)
    )
    if why_not_prepare(state=programme.state):
        raise Refused(ProgrammeReason.WRONG_STATE)
    before = settings_of(programme=programme)
    wanted = merged(programme.settings, numbers)
    Settings.of(wanted)
    programme = change_settings(actor=actor, programme=programme, settings=wanted, now=now)
    after = settings_of(programme=programme)
    for opening in open_openings(programme=programme).select_related("pairing", "union", "programme__union"):
        old, new = _of_level(before, opening), _of_level(after, opening)
        if old != new and (opening.low, opening.high, opening.most) == (old.low, old.high, old.most):
            set_room(actor=actor, opening=opening, low=new.low, high=new.high, most=new.most, now=now)
    return programme


def _of_level(settings: Settings, opening: Opening) -> RoomRange:
    room: RoomRange = getattr(settings.rooms, opening.pairing.level)
    return room
