"""Setting up how a federation has applications approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.review.models import Ladder, Rung
from lianshou.kernel.review.rules import why_not_configure
from lianshou.kernel.unions.enums import FEDERATIONS
from lianshou.kernel.unions.models import Union


@dataclass(frozen=True)
class NewRung:
    """A level to be: either ``level`` of the tree or one ``union``, the role that acts, its working days, the reminder before,
    and whether approving and refusing there want a second factor."""

    role: str
    days: int
    remind_days: int
    level: str = ""
    union: Union | None = None
    asks_factor: bool = False


@transaction.atomic
def configure_ladder(
    *, actor: Any, union: Union, kind: str, title: str, rungs: Sequence[NewRung], now: datetime
) -> Ladder:
    """Set up approvals of a kind for a federation, in place of those in force; what is under way keeps its own.

    Raises PermissionDenied, or Refused with a ``review.enums.Reason``. Leaves ``ladder.configured``, and
    ``ladder.retired`` for the one replaced.
    """
    require(actor, "ladder.edit", on=union)
    plain = [(one.level, one.union is not None, one.days, one.remind_days) for one in rungs]
    if reason := why_not_configure(is_federation=union.level in FEDERATIONS, rungs=plain):
        raise Refused(reason)
    Union.objects.admitted().select_for_update().get(pk=union.pk)
    for old in Ladder.objects.admitted().filter(union=union, kind=kind, retired_at=None):
        _retire(actor, old, now)
    ladder = Ladder.objects.create(union=union, kind=kind, title=title.strip(), made_by=actor, made_at=now)
    Rung.objects.bulk_create(
        Rung(
            ladder=ladder,
            position=position,
            level=one.level,
            union=one.union,
            role=one.role,
            days=one.days,
            remind_days=one.remind_days,
            asks_factor=one.asks_factor,
        )
        for position, one in enumerate(rungs, start=1)
    )
    told = {"kind": kind, "levels": len(rungs)}
    record(actor=actor, verb="ladder.configured", subject=ladder, at=now, union_path=union.path, **told)
    return ladder


@transaction.atomic
def retire_ladder(*, actor: Any, ladder: Ladder, now: datetime) -> Ladder:
    """Put a ladder out of force: new applications are accepted at once again; what is under way goes on.

    Raises PermissionDenied. Leaves ``ladder.retired`` where it was in force.
    """
    require(actor, "ladder.edit", on=ladder.union)
    ladder = (
        Ladder.objects.admitted().select_for_update(of=("self",)).select_related("union").get(pk=ladder.pk)
    )
    if ladder.retired_at is None:
        _retire(actor, ladder, now)
    return ladder


def _retire(actor: Any, ladder: Ladder, now: datetime) -> None:
    ladder.retired_at = now
    ladder.save(update_fields=["retired_at"])
    record(actor=actor, verb="ladder.retired", subject=ladder, at=now, union_path=ladder.union.path)
