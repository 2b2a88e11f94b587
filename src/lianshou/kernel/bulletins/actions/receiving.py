from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.kernel.access.queries import require
from lianshou.kernel.bulletins.actions.countersigning import speaks_from_above
from lianshou.kernel.bulletins.actions.holding import note, refuse
from lianshou.kernel.bulletins.models import Receipt
from lianshou.kernel.bulletins.rules.receiving import why_not_acknowledge


@transaction.atomic
def acknowledge_bulletin(*, actor: Any, receipt: Receipt, now: datetime, words: str = "") -> Receipt:
    """Say for one's union that an issued bulletin was received, and what was done.

    Raises PermissionDenied, or Refused NOT_ISSUED_YET / ANSWERED / NOT_OF_THAT_UNION. Leaves ``bulletin.acknowledged``.
    """
    require(actor, "bulletin.acknowledge", on=receipt.union)
    receipt = (
        Receipt.objects.admitted()
        .select_related("union", "bulletin__union")
        .select_for_update(of=("self",))
        .get(pk=receipt.pk)
    )
    refuse(
        why_not_acknowledge(
            state=receipt.bulletin.state,
            done=receipt.acknowledged_at is not None,
            speaks_from_above=speaks_from_above(actor, receipt),
        )
    )
    receipt.words, receipt.acknowledged_by, receipt.acknowledged_at = words.strip()[:400], actor, now
    receipt.save()
    note("bulletin.acknowledged", actor=actor, bulletin=receipt.bulletin, now=now, union=receipt.union.name)
    return receipt
