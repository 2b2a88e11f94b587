from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.audit.actions import record
from lianshou.kernel.placement.queries import runs_under_way


@transaction.atomic
def hand_over_runs(
    *, actor: Any, leaving: Any, to: Any, last_day: date, first_day: date, now: datetime
) -> int:
    """Make the successor answer for the computations under way that the leaving account asked for, where the actor may hand over.

    Part of handing duties over. Leaves ``run.handed_over`` for each; who asked stands in ``run.started``.
    """
    scope = scope_of(actor=actor, verb="duty.hand_over")
    found = runs_under_way(accounts=[leaving.pk]).filter(scope.q("programme__union__path"))
    runs = list(found.select_related("programme__union").select_for_update(of=("self",)).order_by("pk"))
    for run in runs:
        run.asked_by = to
        run.save(update_fields=["asked_by"])
        path = run.programme.union.path
        record(actor=actor, verb="run.handed_over", subject=run, at=now, union_path=path, to=to.pk)
    return len(runs)
