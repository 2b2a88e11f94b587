from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianshou.core.kinds import registry
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.programmes.enums import Reason
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.rules import why_not_create, why_not_pass
from lianshou.kernel.unions.models import Union


@transaction.atomic
def create_programme(
    *,
    actor: Any,
    kind: str,
    union: Union,
    title: str,
    year: int,
    round: int,
    starts_on: date,
    ends_on: date,
    now: datetime,
    settings: dict[str, Any] | None = None,
) -> Programme:
    """Open a programme of ``kind`` run by ``union``.

    Raises PermissionDenied, or Refused with a ``programmes.enums.Reason``. Leaves ``programme.created``.
    """
    require(actor, "programme.create", on=union)
    if kind not in registry:
        raise Refused(Reason.UNKNOWN_KIND)
    exists = Programme.objects.admitted().filter(kind=kind, union=union, year=year, round=round).exists()
    if reason := why_not_create(starts_on=starts_on, ends_on=ends_on, exists=exists):
        raise Refused(reason)
    programme = Programme.objects.create(
        kind=kind,
        union=union,
        title=title,
        pillar=registry[kind].pillar,
        year=year,
        round=round,
        starts_on=starts_on,
        ends_on=ends_on,
        settings=settings or {},
    )
    record(actor=actor, verb="programme.created", subject=programme, at=now, union_path=union.path)
    return programme


@transaction.atomic
def pass_programme(*, actor: Any, programme: Programme, to: str, now: datetime) -> Programme:
    """Let the programme pass to the state ``to``; the caller has asked the permission of its own verb.

    Raises Refused WRONG_STATE. Leaves ``programme.<state>``.
    """
    programme = Programme.objects.admitted().select_for_update().select_related("union").get(pk=programme.pk)
    if reason := why_not_pass(before=programme.state, after=to):
        raise Refused(reason)
    programme.state = to
    programme.save(update_fields=["state"])
    record(actor=actor, verb=f"programme.{to}", subject=programme, at=now, union_path=programme.union.path)
    return programme


@transaction.atomic
def change_settings(
    *, actor: Any, programme: Programme, settings: dict[str, Any], now: datetime
) -> Programme:
    """Replace the kind's settings of this programme; the kind has validated them. Leaves ``programme.settings``."""
    require(actor, "programme.create", on=programme.union)
    programme.settings = settings
    programme.save(update_fields=["settings"])
    record(
        actor=actor,
        verb="programme.settings",
        subject=programme,
        at=now,
        union_path=programme.union.path,
        settings=settings,
    )
    return programme
