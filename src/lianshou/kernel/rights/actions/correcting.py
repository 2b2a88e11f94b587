"""Seeing and writing what somebody says is right."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.people.actions import edit_person, edit_relative
from lianshou.kernel.people.models import Relative
from lianshou.kernel.rights.enums import Reason, RequestState
from lianshou.kernel.rights.models import PersonRequest
from lianshou.kernel.rights.queries.own import field_called


@transaction.atomic
def show_proposed(*, actor: Any, request: PersonRequest, now: datetime) -> str:
    """The value that a request proposes, for whoever answers it. Raises PermissionDenied, or Refused. Leaves ``request.shown``."""
    require(actor, "request.answer", on=request.person.union)
    if request.state != RequestState.OPEN or not request.value:
        raise Refused(Reason.NOT_OPEN)
    person = request.person
    record(
        actor=actor,
        verb="request.shown",
        subject=person,
        at=now,
        union_path=person.union.path,
        request=request.pk,
        field=request.field,
    )
    return str(request.value)


def correct_value(*, actor: Any, request: PersonRequest, now: datetime) -> None:
    """Write a granted correction into its record, by the action of people that an officer would use.

    Raises PermissionDenied, Refused NO_SUCH_FIELD when the record is gone, BAD_VALUE when the field cannot hold it, or
    what the action refuses. Leaves ``personal.corrected`` beside what the action leaves.
    """
    found = field_called(person=request.person, field=request.field, row=request.row)
    if found is None:
        raise Refused(Reason.NO_SUCH_FIELD)
    try:
        facts = {found.one.name: found.read(request.value)}
    except ValueError as error:
        raise Refused(Reason.BAD_VALUE) from error
    if isinstance(found.row, Relative):
        edit_relative(actor=actor, relative=found.row, now=now, **facts)
    else:
        edit_person(actor=actor, person=found.row, now=now, **facts)
    person, path = request.person, request.person.union.path
    told: dict[str, Any] = {"request": request.pk, "field": request.field}
    record(actor=actor, verb="personal.corrected", subject=person, at=now, union_path=path, **told)
