from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.intake.models import Application
from lianshou.kernel.people.models import Person
from lianshou.kernel.placement.enums import State as SeatState
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.events.actions.joining import join_event, leave_event
from lianshou.kinds.events.enums import Reason
from lianshou.kinds.events.queries.mine import events_to_choose


@transaction.atomic
def join_by_form(
    *,
    actor: Any,
    programme: Programme,
    union: Union,
    person: Person,
    values: Mapping[str, str],
    now: datetime,
) -> Application:
    """Sign a person up for the event that the form names.

    Raises and leaves as ``join_event``; Refused WRONG_STATE for an event that is not open.
    """
    del union  # the person's own
    event = events_to_choose(programme=programme).filter(pk=int(values["event"])).first()
    if event is None:
        raise Refused(Reason.WRONG_STATE)
    joined = join_event(actor=actor, event=event, people=[person], now=now)
    application: Application = joined.seats[0].application
    return application


@transaction.atomic
def move_by_form(
    *,
    actor: Any,
    application: Application,
    values: Mapping[str, str],
    before: Mapping[str, str],
    now: datetime,
) -> None:
    """Move the place in line to the event that a corrected form names; the old place is given up.

    Part of ``correct_application``. Raises and leaves as ``join_event`` and ``leave_event``; Refused WRONG_STATE for an event
    that is not open.
    """
    if values["event"] == before.get("event"):
        return
    programme, person = application.programme, application.person
    assert person is not None  # noqa: S101  # nosec B101  a person signs up by this form
    event = events_to_choose(programme=programme).filter(pk=int(values["event"])).first()
    if event is None:
        raise Refused(Reason.WRONG_STATE)
    join_event(actor=actor, event=event, people=[person], now=now)
    left = (
        Placement.objects.admitted()
        .filter(application=application, opening__event__pk=int(before["event"]))
        .exclude(state=SeatState.ENDED)
        .select_related("opening__event")
        .first()
    )
    if left is not None:
        leave_event(actor=actor, event=left.opening.event, seat=left, now=now)
