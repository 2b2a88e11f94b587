from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.enums import Reason, Verdict
from lianshou.kernel.placement.models import Hold, Opening
from lianshou.kernel.placement.rules import why_not_hold
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.rules import why_not_prepare


@transaction.atomic
def hold(
    *, actor: Any, application: Application, opening: Opening, verdict: str, reason: str, now: datetime
) -> Hold:
    """Tell the engine to keep two together or apart; the same word again only changes its reason.

    Raises PermissionDenied, or Refused with a ``placement.enums.Reason``. Leaves ``hold.placed``.
    """
    programme = (
        Programme.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("union")
        .get(pk=opening.programme_id)
    )
    require(actor, "placement.edit", on=programme.union)
    found = Hold.objects.admitted().filter(application=application)
    same = found.filter(opening=opening).first()
    locks = (
        Hold.objects.admitted().filter(opening=opening, verdict=Verdict.LOCK).exclude(application=application)
    )
    refusal = why_not_hold(
        preparing=why_not_prepare(state=programme.state) is None,
        one_programme=application.programme_id == programme.pk,
        verdict=verdict,
        same_pair=same.verdict if same else None,
        locked_elsewhere=found.filter(verdict=Verdict.LOCK).exclude(opening=opening).exists(),
        free=locks.count() < opening.most,
    )
    if refusal:
        raise Refused(refusal)
    made, _ = Hold.objects.admitted().update_or_create(
        application=application,
        opening=opening,
        defaults={
            "programme": programme,
            "verdict": verdict,
            "reason": reason.strip()[:200],
            "held_by": actor,
            "held_at": now,
        },
    )
    record(
        actor=actor,
        verb="hold.placed",
        subject=made,
        at=now,
        union_path=programme.union.path,
        verdict=verdict,
    )
    return made


@transaction.atomic
def release(*, actor: Any, hold: Hold, now: datetime) -> None:
    """Take a hold off; who is with whom does not change by itself.

    Raises PermissionDenied, or Refused WRONG_STATE. Leaves ``hold.released``.
    """
    programme = Programme.objects.admitted().select_related("union").get(pk=hold.programme_id)
    require(actor, "placement.edit", on=programme.union)
    if why_not_prepare(state=programme.state):
        raise Refused(Reason.WRONG_STATE)
    record(
        actor=actor,
        verb="hold.released",
        subject=hold,
        at=now,
        union_path=programme.union.path,
        verdict=hold.verdict,
        application=hold.application_id,
        opening=hold.opening_id,
    )
    hold.delete()
