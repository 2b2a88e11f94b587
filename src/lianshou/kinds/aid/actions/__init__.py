from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.actions import accept_application
from lianshou.kernel.intake.enums import Channel
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.models import Entry
from lianshou.kinds.aid.queries import entries_of
from lianshou.kinds.aid.rules.entering import why_not_enter


@transaction.atomic
def enter_union(*, actor: Any, programme: Programme, union: Union, wish: str, now: datetime) -> Entry:
    """Let a union take part.

    Raises PermissionDenied, or Refused with a reason of this kind or of intake. Leaves ``application.accepted`` and
    ``aid.entered``.
    """
    require(actor, "intake.import", on=programme.union)
    entered = entries_of(programme=programme).filter(application__union=union).exists()
    if reason := why_not_enter(wish=wish, entered=entered):
        raise Refused(reason)
    application = accept_application(
        actor=actor, programme=programme, union=union, channel=Channel.TYPED, now=now
    )
    entry = Entry.objects.create(application=application, wish=wish.strip())
    record(actor=actor, verb="aid.entered", subject=entry, at=now, union_path=programme.union.path)
    return entry
