from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.placement.enums import State
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.placement.queries import why_not_approve_now, why_not_reopen_now
from lianshou.kernel.programmes.actions import pass_programme
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme


@transaction.atomic
def approve_placements(*, actor: Any, programme: Programme, now: datetime) -> int:
    """Approve every proposal of a programme at once, and the programme with them; gives how many.

    Raises PermissionDenied, or Refused with a ``placement.enums.Reason`` or a ``notices.enums.Bar``. Leaves ``placements.approved``.
    """
    programme = _locked(actor, programme)
    proposed = Placement.objects.admitted().filter(programme=programme, state=State.PROPOSED)
    reason = why_not_approve_now(actor=actor, programme=programme, today=timezone.localdate(now))
    if reason:
        raise Refused(reason)
    approved = proposed.update(state=State.APPROVED)
    _trace(actor, "placements.approved", programme, now, approved)
    pass_programme(actor=actor, programme=programme, to=ProgrammeState.APPROVED, now=now)
    return approved


@transaction.atomic
def reopen_placements(*, actor: Any, programme: Programme, now: datetime) -> int:
    """Take an approval back, so that lists and pairs can change again; gives how many became proposals.

    Raises PermissionDenied, or Refused WRONG_STATE / AGREEMENTS_ISSUED. Leaves ``placements.reopened``.
    """
    programme = _locked(actor, programme)
    approved = Placement.objects.admitted().filter(programme=programme, state=State.APPROVED)
    reason = why_not_reopen_now(programme=programme)
    if reason:
        raise Refused(reason)
    reopened = approved.update(state=State.PROPOSED)
    _trace(actor, "placements.reopened", programme, now, reopened)
    pass_programme(actor=actor, programme=programme, to=ProgrammeState.PREPARING, now=now)
    return reopened


def _locked(actor: Any, programme: Programme) -> Programme:
    require(actor, "programme.approve", on=programme.union)
    return (
        Programme.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("union")
        .get(pk=programme.pk)
    )


def _trace(actor: Any, verb: str, programme: Programme, now: datetime, count: int) -> None:
    record(
        actor=actor, verb=verb, subject=programme, at=now, union_path=programme.union.path, placements=count
    )
