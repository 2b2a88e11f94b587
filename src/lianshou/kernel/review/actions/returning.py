"""Returning and refusing what climbs no ladder: it stands on a ladder of one rung, the organiser's, and from there is dealt with as
any other application: sent in again, appealed against, handed on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import Held
from lianshou.kernel.intake.actions import pass_application
from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.intake.models import Application
from lianshou.kernel.review.actions.climbing import refuse_step, return_step
from lianshou.kernel.review.actions.counting import count_step
from lianshou.kernel.review.enums import Reason
from lianshou.kernel.review.models import Ascent, Ladder, Rung
from lianshou.kernel.review.models.climbing import OPEN_STATES
from lianshou.kernel.review.queries.climbing import organiser_seat
from lianshou.kernel.unions.models import Union


@transaction.atomic
def turn_back(
    *,
    actor: Any,
    application: Application,
    words: str,
    is_refused: bool,
    now: datetime,
    is_confirmed: bool = False,
) -> Ascent:
    """Part of deciding a submitted application without a ladder: return it to be completed, or refuse it.

    Raises PermissionDenied, or Refused with a ``review.enums.Reason``. Leaves ``ascent.returned`` or ``ascent.refused``.
    """
    ascent = _taken_up(actor, application, now)
    if is_refused:
        return refuse_step(actor=actor, ascent=ascent, words=words, now=now, is_confirmed=is_confirmed)
    return return_step(actor=actor, ascent=ascent, words=words, now=now)


def _taken_up(actor: Any, application: Application, now: datetime) -> Ascent:
    """The application on the organiser's own rung, its turn the organiser's. No step says so: nobody has sent it up."""
    seat = organiser_seat(actor=actor, programme=application.programme)
    if seat is None:
        raise PermissionDenied("intake.import")
    if application.ascents.filter(state__in=OPEN_STATES).exists():
        raise Refused(Reason.UNDER_WAY)
    rung = _rung(actor, application.programme.kind, seat, now)
    ascent = Ascent(
        ladder=rung.ladder,
        application=application,
        rung=rung,
        union_id=seat.union,
        arrived_at=now,
        submitted_by=application.submitted_by or actor,
    )
    count_step(ascent, now)
    ascent.save()
    pass_application(actor=actor, application=application, state=ApplicationState.IN_REVIEW, now=now)
    return ascent


def _rung(actor: Any, kind: str, seat: Held, now: datetime) -> Rung:
    """The one rung of the organiser's ladder, laid out the first time; it is never in force, so nothing climbs it by itself."""
    Union.objects.admitted().select_for_update().get(pk=seat.union)
    rungs = Rung.objects.admitted().filter(
        ladder__union=seat.union, ladder__kind=kind, ladder__is_direct=True, role=seat.role
    )
    found = rungs.select_related("ladder").first()
    if found is not None:
        return found
    ladder = Ladder.objects.create(
        union_id=seat.union,
        kind=kind,
        title=_("Decided by the organiser"),
        made_by=actor,
        made_at=now,
        retired_at=now,
        is_direct=True,
    )
    return Rung.objects.create(
        ladder=ladder,
        position=1,
        union_id=seat.union,
        role=seat.role,
        days=settings.LIANSHOU_APPROVAL_DAYS,
        remind_days=min(settings.LIANSHOU_APPROVAL_REMIND, settings.LIANSHOU_APPROVAL_DAYS - 1),
    )
