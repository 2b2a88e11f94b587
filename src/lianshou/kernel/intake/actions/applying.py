from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.gates import approval_gate
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.actions.holding import refuse
from lianshou.kernel.intake.enums import Channel, Reason, State
from lianshou.kernel.intake.models import Application
from lianshou.kernel.intake.rules import why_not_pass, why_not_withdraw
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.rules import why_not_prepare
from lianshou.kernel.unions.models import Union


@transaction.atomic
def accept_application(
    *, actor: Any, programme: Programme, union: Union, channel: str, now: datetime
) -> Application:
    """Enter a union as one that asks for a place; one that asks already keeps its application.

    Where the federation wants applications approved first, a new one is submitted and sent on its way instead.
    Raises PermissionDenied, or Refused WRONG_STATE. Leaves ``application.accepted`` or ``application.submitted``.
    """
    require(actor, "intake.import", on=programme.union)
    refuse(Reason.WRONG_STATE if why_not_prepare(state=programme.state) else None)
    known = (
        Application.objects.admitted()
        .filter(programme=programme, union=union, person=None)
        .exclude(state=State.WITHDRAWN)
        .first()
    )
    if known is not None:
        return known
    gated = approval_gate.asks(programme=programme)
    application = Application.objects.create(
        programme=programme,
        union=union,
        state=State.SUBMITTED if gated else State.ACCEPTED,
        channel=channel or Channel.TYPED,
        submitted_at=now,
        submitted_by=actor,
    )
    verb = f"application.{application.state}"
    record(actor=actor, verb=verb, subject=application, at=now, union_path=union.path)
    if gated:
        approval_gate.begin(actor=actor, application=application, now=now)
    return application


@transaction.atomic
def pass_application(*, actor: Any, application: Application, state: State, now: datetime) -> Application:
    """Take an application from one state to the next; the caller has asked whether the actor may. Who waits in line for a
    seat has no place yet: those behind the gate are told.

    Raises Refused NO_WAY / PLACED. Leaves ``application.<state>``.
    """
    application = (
        Application.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("union")
        .get(pk=application.pk)
    )
    placed = application.placements.exclude(state__in=("ended", "queued")).exists()
    refuse(why_not_pass(before=application.state, after=state, placed=placed))
    application.state = state
    application.save(update_fields=["state"])
    path = application.union.path
    record(actor=actor, verb=f"application.{state}", subject=application, at=now, union_path=path)
    if state in (State.ACCEPTED, State.REFUSED):
        approval_gate.passed(actor=actor, application=application, now=now)
    return application


@transaction.atomic
def withdraw_application(*, actor: Any, application: Application, now: datetime) -> Application:
    """Take an application back.

    Raises PermissionDenied, or Refused PLACED / WITHDRAWN / WRONG_STATE. Leaves ``application.withdrawn``.
    """
    application = (
        Application.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("programme__union", "union")
        .get(pk=application.pk)
    )
    programme = application.programme
    require(actor, "placement.edit", on=programme.union)
    placed = application.placements.exclude(state="ended").exists()
    preparing = why_not_prepare(state=programme.state) is None
    refuse(why_not_withdraw(preparing=preparing, state=application.state, placed=placed))
    application.state = State.WITHDRAWN
    application.save(update_fields=["state"])
    record(
        actor=actor,
        verb="application.withdrawn",
        subject=application,
        at=now,
        union_path=application.union.path,
    )
    return application
