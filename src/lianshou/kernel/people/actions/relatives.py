from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.people.enums import Reason
from lianshou.kernel.people.models import Person, Relative
from lianshou.kernel.people.rules import faults_of, tidied, why_not_days, with_birth


@transaction.atomic
def add_relative(
    *, actor: Any, person: Person, relation: str, name: str, now: datetime, **facts: Any
) -> Relative:
    """Enter a member of a person's family.

    Raises PermissionDenied, or Refused with a ``people.enums.Reason``. Leaves ``relative.added``.
    """
    require(actor, "person.edit", on=person.union)
    relative = Relative(person=person, relation=relation)
    _change(relative, {"name": name, **facts}, now)
    relative.save()
    path = person.union.path
    record(actor=actor, verb="relative.added", subject=relative, at=now, union_path=path, relation=relation)
    return relative


@transaction.atomic
def edit_relative(*, actor: Any, relative: Relative, now: datetime, **facts: Any) -> Relative:
    """Change facts of a relative; only what differs is written. Leaves ``relative.edited`` with the names of the fields.

    Raises PermissionDenied, or Refused with a ``people.enums.Reason``.
    """
    union = relative.person.union
    require(actor, "person.edit", on=union)
    rows = Relative.objects.admitted().select_related("person__union").select_for_update(of=("self",))
    relative = rows.get(pk=relative.pk)
    if changed := _change(relative, facts, now):
        relative.save()
        path = union.path
        record(actor=actor, verb="relative.edited", subject=relative, at=now, union_path=path, fields=changed)
    return relative


@transaction.atomic
def remove_relative(*, actor: Any, relative: Relative, now: datetime) -> None:
    """Strike a relative from the register, with everything known of them. Leaves ``relative.removed``.

    Raises PermissionDenied.
    """
    union = relative.person.union
    require(actor, "person.edit", on=union)
    record(actor=actor, verb="relative.removed", subject=relative, at=now, union_path=union.path)
    relative.delete()


def _change(relative: Relative, facts: dict[str, Any], now: datetime) -> list[str]:
    """Set what differs and tell its names; Refused when it cannot be right."""
    given, today = with_birth(tidied(facts)), timezone.localdate(now)
    after = {
        key: given.get(key, getattr(relative, key)) for key in ("name", "birth_on", "id_number", "relation")
    }
    if reason := _why_not(relative, after, given, today):
        raise Refused(reason)
    changed = sorted(key for key, value in after.items() if getattr(relative, key) != value)
    for key in changed:
        setattr(relative, key, after[key])
    return changed


def _why_not(relative: Relative, after: dict[str, Any], given: dict[str, Any], today: Any) -> Reason | None:
    if not after["name"]:
        return Reason.NO_NAME
    if faults_of(given, today=today):
        return Reason.NOT_SOUND
    if after["id_number"] and after["id_number"] == relative.person.id_number:
        return Reason.SAME_IDENTITY
    days = {"birth_on": after["birth_on"], "id_number": after["id_number"]}
    return why_not_days(**days, joined_on=None, left_on=None, today=today)
