from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.placement.models import Placement
from lianshou.kinds.events.models import Answer, Attendance, Event
from lianshou.kinds.events.rules.deciding import why_not_answer


@transaction.atomic
def answer_event(
    *,
    actor: Any,
    event: Event,
    seat: Placement,
    score: int,
    words: str,
    now: datetime,
    number: UUID | None = None,
) -> None:
    """Say how an event was, once, without a name.

    The place is marked as answered and the answer kept apart from it. No line in the book: it would tell, by its moment and
    its actor, whose answer is whose. ``number`` is drawn by chance unless it is given (the demonstration repeats itself).

    Raises PermissionDenied for somebody else's place, or Refused NOT_ATTENDED / ANSWERED.
    """
    person = seat.application.person
    if person is None or person.account_id != actor.pk or seat.opening_id != event.opening_id:
        raise PermissionDenied("answer_event")
    noted = Attendance.objects.admitted().select_for_update().filter(placement=seat).first()
    if reason := why_not_answer(attended=noted is not None, answered=noted is not None and noted.answered):
        raise Refused(reason)
    assert noted is not None  # noqa: S101  # nosec B101  the rule has refused it
    noted.answered = True
    noted.save(update_fields=["answered"])
    Answer.objects.create(id=number or uuid4(), event=event, score=score, words=words.strip()[:200])
