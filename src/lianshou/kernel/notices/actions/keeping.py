"""What time does to objections: last days that become certain, names and contacts that are erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.deadlines import deadlines
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.notices.enums import OPEN_OBJECTIONS
from lianshou.kernel.notices.models import Objection
from lianshou.kernel.notices.queries.objections import objectors_due
from lianshou.kernel.unions.models import Union


@transaction.atomic
def recount_answers(*, actor: Any, now: datetime) -> int:
    """Count the provisional last days of answers again; gives how many are certain now.

    Part of confirming a calendar by ``actor``, whose entry in the book says how many.
    """
    waiting = Objection.objects.admitted().filter(is_provisional=True, state__in=OPEN_OBJECTIONS)
    rows = waiting.select_for_update(of=("self",)).select_related("notice__programme__union").order_by("pk")
    certain = 0
    for row in rows:
        if row.counted_from is None:
            continue
        region = row.notice.programme.union.division_code
        due = deadlines.due(row.counted_from, row.counted_days or 0, region=region)
        row.due_on, row.is_provisional = due.on, due.is_provisional
        row.save(update_fields=["due_on", "is_provisional"])
        certain += not due.is_provisional
    return certain


@transaction.atomic
def erase_objectors(*, actor: Any, union: Union | None, now: datetime) -> int:
    """Erase who objected, and how to reach them, where the time after the outcome is over; words and outcome stay.

    ``union`` narrows to its branch; without it, and without ``actor``, the machine itself does it for everybody. Raises
    PermissionDenied. Leaves ``objection.erased`` for each; gives how many.
    """
    if actor is not None:
        require(actor, "objection.handle", on=union)
    scope = Scope((union.path,)) if union else Scope((), everything=True)
    rows = objectors_due(today=timezone.localdate(now), scope=scope)
    held = (
        Objection.objects.admitted().select_for_update(of=("self",)).filter(pk__in=[row.pk for row in rows])
    )
    for row in held.select_related("notice__programme__union").order_by("pk"):
        row.name, row.contact, row.erased_at = "", "", now
        row.save(update_fields=["name", "contact", "erased_at"])
        path = row.notice.programme.union.path
        record(actor=actor, verb="objection.erased", subject=row, at=now, union_path=path)
    return len(rows)
