"""What the writes have in common: the row in hand, a line in the book, a refusal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.actions import record
from lianshou.kernel.pledges.enums import Reason
from lianshou.kernel.pledges.models import Party, Pledge
from lianshou.kernel.pledges.rules import digest_of


def locked(pledge: Pledge) -> Pledge:
    """The pledge as it stands now, nobody else writing, its parties at hand."""
    Pledge.objects.admitted().select_for_update().get(pk=pledge.pk)
    related = Pledge.objects.admitted().select_related("programme__union", "placement", "former")
    found: Pledge = related.prefetch_related("parties__agreed_by", "parties__union").get(pk=pledge.pk)
    return found


def note(verb: str, *, actor: Any, pledge: Pledge, now: datetime, **details: Any) -> None:
    """A line in the book about a pledge."""
    path = pledge.programme.union.path
    record(actor=actor, verb=verb, subject=pledge, at=now, union_path=path, **details)


def refuse(reason: Reason | None) -> None:
    """Raise Refused for a reason."""
    if reason is not None:
        raise Refused(reason)


def what(pledge: Pledge, party: Party) -> dict[str, Any]:
    """Which side did it, and to which words; of agreements of several the union too."""
    said = {"side": party.side, "digest": digest_of(pledge.context)}
    return said | ({} if party.side in ("host", "guest") else {"union": str(party.union)})
