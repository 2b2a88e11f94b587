"""Many steps at once, each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.review.actions.climbing import approve_step
from lianshou.kernel.review.enums import Reason
from lianshou.kernel.review.models import Ascent


@dataclass(frozen=True)
class Batch:
    """What a bulk approval did: how many went on, and which were left out, with the reason."""

    approved: int
    left_out: tuple[tuple[Ascent, Reason], ...]


@transaction.atomic
def approve_many(
    *, actor: Any, chosen: Sequence[tuple[Ascent, int]], now: datetime, is_confirmed: bool = False
) -> Batch:
    """Approve every chosen step that the actor may, each by itself; gives what was left out, and why.

    Raises PermissionDenied, or Refused NOTHING_CHOSEN. Leaves ``ascent.approved`` for each.
    """
    require(actor, "approval.act")
    if not chosen:
        raise Refused(Reason.NOTHING_CHOSEN)
    approved, left_out = 0, []
    for ascent, seen in chosen:
        try:
            with transaction.atomic():
                approve_step(actor=actor, ascent=ascent, now=now, seen=seen, is_confirmed=is_confirmed)
            approved += 1
        except Refused as refusal:
            left_out.append((ascent, Reason(refusal.reason.value)))
    return Batch(approved, tuple(left_out))
