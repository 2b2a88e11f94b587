"""What the acts on rounds begin and end with; no act by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.review.enums import Reason
from lianshou.kernel.review.models import Assignment, Round


def held_round(actor: Any, round: Round, verb: str) -> Round:
    """The round as it stands, its row held until the transaction ends, for an actor who may ``verb`` there."""
    require(actor, verb, on=round.programme.union)
    return (
        Round.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("programme__union")
        .get(pk=round.pk)
    )


def tell_of_round(actor: Any, verb: str, round: Round, now: datetime, **told: Any) -> None:
    """A line of the book about a round."""
    path = round.programme.union.path
    record(actor=actor, verb=verb, subject=round, at=now, union_path=path, **told)


def refuse_for(reason: Reason | None) -> None:
    """Raise Refused where a rule gave a reason."""
    if reason is not None:
        raise Refused(reason)


def held_assignment(assignment: Assignment) -> Assignment:
    """The assignment as it stands, its row held until the transaction ends; its round cannot be closed meanwhile."""
    Round.objects.admitted().select_for_update().get(pk=assignment.reviewer.round_id)
    return (
        Assignment.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("reviewer__round__programme__union", "reviewer__user", "application__union")
        .get(pk=assignment.pk)
    )
