from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.actions.holding import hold
from lianshou.kernel.placement.enums import OpeningState, Origin, Reason, State, Verdict
from lianshou.kernel.placement.models import Hold, Opening, Placement
from lianshou.kernel.placement.rules import why_not_give_reason, why_not_move, why_not_release
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.rules import why_not_prepare


@transaction.atomic
def move_placement(
    *,
    actor: Any,
    placement: Placement,
    opening: Opening,
    reason: str,
    now: datetime,
    reasons: Mapping[str, Any] | None = None,
) -> Placement:
    """Put a proposal into another opening by hand: it is locked there, so that a new computation keeps it.

    ``reasons`` are the terms of the new pair. Raises PermissionDenied, or Refused with a ``placement.enums.Reason``.
    Leaves ``placement.moved``.
    """
    return place_application(
        actor=actor,
        application=placement.application,
        opening=opening,
        reason=reason,
        now=now,
        reasons=reasons,
    )


@transaction.atomic
def place_application(
    *,
    actor: Any,
    application: Application,
    opening: Opening,
    reason: str,
    now: datetime,
    reasons: Mapping[str, Any] | None = None,
) -> Placement:
    """Put an application into an opening by hand, wherever it was before, and lock it there.

    Respects the wall and the word of a person who wants the two apart; an earlier lock elsewhere gives way.
    Raises PermissionDenied, or Refused with a ``placement.enums.Reason``. Leaves ``placement.moved``.
    """
    programme = (
        Programme.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("union")
        .get(pk=opening.programme_id)
    )
    require(actor, "placement.edit", on=programme.union)
    opening = Opening.objects.admitted().select_for_update().get(pk=opening.pk)
    current = Placement.objects.admitted().filter(application=application).exclude(state=State.ENDED).first()
    refusal = _why_not(programme, application, opening, current) or why_not_give_reason(reason)
    if refusal:
        raise Refused(refusal)
    before = current.opening_id if current else None
    placed = current or Placement(programme=programme, application=application)
    placed.opening, placed.origin, placed.run = opening, Origin.MANUAL, None
    placed.reason, placed.reasons = reason.strip()[:200], dict(reasons or {})
    placed.save()
    Hold.objects.admitted().filter(application=application, verdict=Verdict.LOCK).exclude(
        opening=opening
    ).delete()
    hold(actor=actor, application=application, opening=opening, verdict=Verdict.LOCK, reason=reason, now=now)
    record(
        actor=actor,
        verb="placement.moved",
        subject=placed,
        at=now,
        union_path=programme.union.path,
        before=before,
        after=opening.pk,
    )
    return placed


@transaction.atomic
def drop_proposals(*, actor: Any, application: Application, now: datetime) -> None:
    """Let go of an application's proposal and of every hold on it, before it is withdrawn.

    Raises PermissionDenied, or Refused NOT_PROPOSED / WRONG_STATE. Leaves ``placement.dropped`` when there was one.
    """
    programme = Programme.objects.admitted().select_related("union").get(pk=application.programme_id)
    require(actor, "placement.edit", on=programme.union)
    live = Placement.objects.admitted().filter(application=application).exclude(state=State.ENDED)
    states = frozenset(live.values_list("state", flat=True))
    preparing = why_not_prepare(state=programme.state) is None
    if reason := why_not_release(preparing=preparing, states=states):
        raise Refused(reason)
    for placement in live:
        _drop(actor, placement, programme.union.path, now)
    Hold.objects.admitted().filter(application=application).delete()


@transaction.atomic
def drop_placement(*, actor: Any, placement: Placement, now: datetime) -> None:
    """Let go of one proposal; holds on its application stay.

    Raises PermissionDenied, or Refused NOT_PROPOSED / WRONG_STATE. Leaves ``placement.dropped``.
    """
    programme = Programme.objects.admitted().select_related("union").get(pk=placement.programme_id)
    require(actor, "placement.edit", on=programme.union)
    preparing = why_not_prepare(state=programme.state) is None
    if reason := why_not_release(preparing=preparing, states=frozenset({placement.state})):
        raise Refused(reason)
    _drop(actor, placement, programme.union.path, now)


def _drop(actor: Any, placement: Placement, path: str, now: datetime) -> None:
    record(actor=actor, verb="placement.dropped", subject=placement, at=now, union_path=path)
    placement.delete()


def _why_not(
    programme: Programme, application: Application, opening: Opening, current: Placement | None
) -> Reason | None:
    if application.state == ApplicationState.WITHDRAWN:
        return Reason.WITHDRAWN
    if current is not None and current.state != State.PROPOSED:
        return Reason.NOT_PROPOSED
    there = Placement.objects.admitted().filter(opening=opening).exclude(state=State.ENDED)
    apart = Hold.objects.admitted().filter(application=application, opening=opening, verdict=Verdict.FORBID)
    return why_not_move(
        preparing=why_not_prepare(state=programme.state) is None,
        one_programme=application.programme_id == programme.pk,
        same_opening=current is not None and current.opening_id == opening.pk,
        forbidden=apart.exists(),
        load=there.exclude(application=application).count(),
        most=opening.most,
        closed=opening.state != OpeningState.OPEN,
    )
