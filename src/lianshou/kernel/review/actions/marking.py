"""Giving marks: kept as they are typed, counted when they are complete."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.audit.actions import record
from lianshou.kernel.privacy.rules import tells_a_number
from lianshou.kernel.review.actions.holding import held_assignment, refuse_for
from lianshou.kernel.review.enums import AssignmentState, Reason
from lianshou.kernel.review.models import Assignment, Mark
from lianshou.kernel.review.queries.rounds import is_barred, marks_of, scales_of
from lianshou.kernel.review.rules import why_not_mark


@transaction.atomic
def give_marks(
    *,
    actor: Any,
    assignment: Assignment,
    marks: Mapping[int, Decimal | None],
    now: datetime,
    comments: Mapping[int, str] | None = None,
    note: str = "",
    finish: bool = True,
) -> Assignment:
    """Keep the reviewer's marks and comments by criterion; with ``finish`` they count, and none may be missing.

    Marks that count can be changed until the last day of the round. Raises Refused with a ``review.enums.Reason``. Leaves
    ``marks.given``, or ``marks.saved`` for a draft.
    """
    assignment = held_assignment(assignment)
    round = assignment.reviewer.round
    refuse_for(
        why_not_mark(
            own=assignment.reviewer.user_id == actor.pk,
            state=round.state,
            assignment=assignment.state,
            today=timezone.localdate(now),
            opens_on=round.opens_on,
            closes_on=round.closes_on,
            barred=is_barred(assignment),
        )
    )
    scales = scales_of(round)
    given = {key: value for key, value in marks.items() if key in scales and value is not None}
    sound = all(scales[key].holds(value) for key, value in given.items())
    refuse_for(None if sound else Reason.OFF_SCALE)
    said = [note, *(comments or {}).values()]
    refuse_for(Reason.WORDS_PERSONAL if any(map(tells_a_number, said)) else None)
    refuse_for(Reason.MARK_MISSING if finish and len(given) < len(scales) else None)
    before = marks_of(assignment)
    for key in scales:
        mark = before.get(key) or Mark(assignment=assignment, criterion_id=key)
        mark.value, mark.comment = given.get(key), (comments or {}).get(key, "").strip()[:500]
        mark.save()
    assignment.note = note.strip()
    assignment.state = AssignmentState.DONE if finish else AssignmentState.WAITING
    assignment.done_at = now if finish else None
    assignment.save(update_fields=["note", "state", "done_at"])
    verb = "marks.given" if finish else "marks.saved"
    path = round.programme.union.path
    record(actor=actor, verb=verb, subject=assignment, at=now, union_path=path, given=len(given))
    return assignment
