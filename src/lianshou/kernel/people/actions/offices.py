from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.people.enums import Position, Reason
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.people.rules import why_not_give_office


@transaction.atomic
def give_office(*, actor: Any, person: Person, position: str, starts_on: date, now: datetime) -> Office:
    """Give a person an office in the person's own union; a chair is named on the page of the union instead.

    Raises PermissionDenied, or Refused HAS_LEFT / HELD_ALREADY / CHAIR_ELSEWHERE / STARTS_IN_FUTURE. Leaves ``office.given``.
    """
    require(actor, "person.edit", on=person.union)
    held = person.offices.filter(union=person.union, position=position, ends_on=None).exists()
    reason = why_not_give_office(
        position=position,
        held=held,
        left_on=person.left_on,
        starts_on=starts_on,
        today=timezone.localdate(now),
    )
    if reason:
        raise Refused(reason)
    office = Office.objects.create(person=person, union=person.union, position=position, starts_on=starts_on)
    path = person.union.path
    record(actor=actor, verb="office.given", subject=office, at=now, union_path=path, position=position)
    return office


@transaction.atomic
def end_office(*, actor: Any, office: Office, now: datetime) -> Office:
    """End an office today; a chair steps down by the naming of the next. Leaves ``office.ended``.

    Raises PermissionDenied, or Refused HAS_ENDED / CHAIR_ELSEWHERE.
    """
    require(actor, "person.edit", on=office.union)
    office = (
        Office.objects.admitted().select_related("union").select_for_update(of=("self",)).get(pk=office.pk)
    )
    if office.ends_on is not None:
        raise Refused(Reason.HAS_ENDED)
    if office.position == Position.CHAIR:
        raise Refused(Reason.CHAIR_ELSEWHERE)
    office.ends_on = timezone.localdate(now)
    office.save(update_fields=["ends_on"])
    path = office.union.path
    record(
        actor=actor, verb="office.ended", subject=office, at=now, union_path=path, position=office.position
    )
    return office
