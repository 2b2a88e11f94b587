from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.queries import open_imports


@transaction.atomic
def hand_over_imports(
    *, actor: Any, leaving: Any, to: Any, last_day: date, first_day: date, now: datetime
) -> int:
    """Make the successor answer for the uploads of the leaving account that are still open, where the actor may hand over.

    Part of handing duties over. Leaves ``import.handed_over`` for each; who uploaded it stands in ``import.opened``.
    """
    scope = scope_of(actor=actor, verb="duty.hand_over")
    found = open_imports(accounts=[leaving.pk]).filter(scope.q("union__path"))
    batches = list(found.select_related("union").select_for_update(of=("self",)).order_by("pk"))
    for batch in batches:
        batch.uploaded_by = to
        batch.save(update_fields=["uploaded_by"])
        path = batch.union.path
        record(actor=actor, verb="import.handed_over", subject=batch, at=now, union_path=path, to=to.pk)
    return len(batches)
