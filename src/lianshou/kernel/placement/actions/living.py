from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.actions import record
from lianshou.kernel.placement.enums import State
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.placement.rules import why_not_activate, why_not_end


@transaction.atomic
def activate_placement(*, actor: Any, placement: Placement, starts_on: date, now: datetime) -> Placement:
    """Let an approved placement begin; the caller (its agreement) has asked the permission of its own verb.

    Raises Refused NOT_APPROVED. Leaves ``placement.active``.
    """
    placement = _locked(placement)
    if reason := why_not_activate(state=placement.state):
        raise Refused(reason)
    placement.state, placement.starts_on = State.ACTIVE, starts_on
    placement.save(update_fields=["state", "starts_on"])
    _trace(actor, "placement.active", placement, now)
    return placement


@transaction.atomic
def end_placement(*, actor: Any, placement: Placement, ended_on: date, now: datetime) -> Placement:
    """Let a placement end; the caller (its agreement) has asked the permission of its own verb.

    Raises Refused ALREADY_ENDED. Leaves ``placement.ended``.
    """
    placement = _locked(placement)
    if reason := why_not_end(state=placement.state):
        raise Refused(reason)
    placement.state, placement.ends_on = State.ENDED, ended_on
    placement.save(update_fields=["state", "ends_on"])
    _trace(actor, "placement.ended", placement, now)
    return placement


def _locked(placement: Placement) -> Placement:
    return (
        Placement.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("programme__union")
        .get(pk=placement.pk)
    )


def _trace(actor: Any, verb: str, placement: Placement, now: datetime) -> None:
    record(actor=actor, verb=verb, subject=placement, at=now, union_path=placement.programme.union.path)
