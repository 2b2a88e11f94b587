from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.intake.models import Application
from lianshou.kernel.review.actions.assigning import drop_assignment
from lianshou.kernel.review.actions.climbing import end_by_withdrawal
from lianshou.kernel.review.enums import AssignmentState
from lianshou.kernel.review.models import Ascent, Assignment
from lianshou.kernel.review.models.climbing import OPEN_STATES


@transaction.atomic
def close_withdrawn(*, actor: Any, application: Application, now: datetime) -> None:
    """Behind the gate: a withdrawn application comes to the end of its climb, and nobody has to mark it any more.

    Leaves ``ascent.withdrawn`` and ``assignment.dropped``.
    """
    if application.state != ApplicationState.WITHDRAWN:
        return
    climbing = Ascent.objects.admitted().filter(application=application, state__in=OPEN_STATES)
    related = ("application__union", "application__person", "application__programme__union", "rung", "ladder")
    for ascent in climbing.select_for_update(of=("self",)).select_related(*related):
        end_by_withdrawal(actor=actor, ascent=ascent, now=now)
    waiting = Assignment.objects.admitted().filter(application=application, state=AssignmentState.WAITING)
    for assignment in waiting.select_related("reviewer__round__programme__union"):
        drop_assignment(actor=actor, assignment=assignment, now=now)
