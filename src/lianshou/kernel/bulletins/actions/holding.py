from __future__ import annotations

from datetime import datetime
from typing import Any

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.bulletins.enums import Reason, State
from lianshou.kernel.bulletins.models import Bulletin


def held(actor: Any, bulletin: Bulletin, verb: str) -> Bulletin:
    """The bulletin, locked, for an actor who may do ``verb`` at its union. Raises PermissionDenied."""
    found: Bulletin = (
        Bulletin.objects.admitted()
        .select_related("union")
        .select_for_update(of=("self",))
        .get(pk=bulletin.pk)
    )
    require(actor, verb, on=found.union)
    return found


def back_to_draft(bulletin: Bulletin, words: str) -> None:
    """A draft again, with what is to be changed: its numbers are counted anew, check and signature are gone."""
    bulletin.values.admitted().delete()
    bulletin.state, bulletin.words, bulletin.frozen_at = State.DRAFT, words.strip()[:400], None
    bulletin.checked_by = bulletin.signed_by = bulletin.signed_at = None
    bulletin.save()


def refuse(reason: Reason | None) -> None:
    if reason is not None:
        raise Refused(reason)


def note(verb: str, *, actor: Any, bulletin: Bulletin, now: datetime, **details: Any) -> None:
    path = bulletin.union.path
    record(actor=actor, verb=verb, subject=bulletin, at=now, union_path=path, **details)
