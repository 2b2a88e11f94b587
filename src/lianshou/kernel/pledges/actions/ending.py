from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.queries import require
from lianshou.kernel.placement.actions import end_placement
from lianshou.kernel.pledges.actions.holding import locked, note, refuse
from lianshou.kernel.pledges.actions.numbering import void_number_of
from lianshou.kernel.pledges.enums import State
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.pledges.rules import why_not_end


@transaction.atomic
def end_pledge(*, actor: Any, pledge: Pledge, reason: str, ended_on: date, now: datetime) -> Pledge:
    """End an agreement before its time, or withdraw one that was never signed; its placement ends with it.

    The number of one that was never in force is void. Raises PermissionDenied, or Refused with a
    ``pledges.enums.Reason``. Leaves ``pledge.ended`` with the reason.
    """
    require(actor, "pledge.issue", on=pledge.programme.union)
    pledge = locked(pledge)
    began_on = pledge.placement.starts_on if pledge.placement else None
    today = timezone.localdate(now)
    refuse(why_not_end(state=pledge.state, ended_on=ended_on, words=reason, today=today, began_on=began_on))
    end(pledge, actor=actor, reason=reason.strip(), ended_on=ended_on, now=now)
    return pledge


def end(pledge: Pledge, *, actor: Any, reason: str, ended_on: date, now: datetime) -> None:
    """Write that a pledge in hand has ended."""
    pledge.state, pledge.ended_on, pledge.end_reason = State.ENDED, ended_on, reason
    pledge.save(update_fields=["state", "ended_on", "end_reason"])
    if pledge.in_force_at is None:
        void_number_of(pledge, actor=actor, reason=reason, now=now)
    note("pledge.ended", actor=actor, pledge=pledge, now=now, reason=reason, ended_on=str(ended_on))
    if pledge.placement is not None:
        end_placement(actor=actor, placement=pledge.placement, ended_on=ended_on, now=now)
