from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.audit.actions import record
from lianshou.kernel.notices.enums import OPEN_OBJECTIONS
from lianshou.kernel.notices.models import Objection


@transaction.atomic
def hand_over_objections(
    *, actor: Any, leaving: Any, to: Any, last_day: date, first_day: date, now: datetime
) -> int:
    """Make the successor handle the objections that the leaving account took up and has not settled.

    Part of handing duties over. Leaves ``objection.handed_over`` for each.
    """
    scope = scope_of(actor=actor, verb="duty.hand_over")
    rows = (
        Objection.objects.admitted()
        .filter(scope.q("notice__programme__union__path"), handled_by=leaving, state__in=OPEN_OBJECTIONS)
        .select_related("notice__programme__union")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    for objection in (found := list(rows)):
        objection.handled_by = to
        objection.save(update_fields=["handled_by"])
        path = objection.notice.programme.union.path
        record(
            actor=actor, verb="objection.handed_over", subject=objection, at=now, union_path=path, to=to.pk
        )
    return len(found)
