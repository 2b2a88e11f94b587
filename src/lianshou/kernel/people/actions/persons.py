from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.actions import dismiss
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.people.enums import Position, Reason
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.people.queries import holder_of_identity, people_in_scope
from lianshou.kernel.people.rules import (
    faults_of,
    search_key,
    tidied,
    why_not_days,
    why_not_identity,
    why_not_leave,
    with_birth,
)
from lianshou.kernel.unions.models import Union

FACTS = (
    "name",
    "phone",
    "email",
    "address",
    "id_number",
    "birth_on",
    "bank_name",
    "bank_card",
    "joined_on",
    "left_on",
)


@transaction.atomic
def add_person(
    *, actor: Any, union: Union, name: str, now: datetime, position: str = "", **facts: Any
) -> Person:
    """Enter a person at ``union``, with an office when ``position`` names one; the day of birth comes from the number.

    Raises PermissionDenied, or Refused with a ``people.enums.Reason``. Leaves ``person.added`` with the names of the
    fields that were filled in, never their values.
    """
    require(actor, "person.edit", on=union)
    given = with_birth(tidied({"name": name, **facts}))
    today = timezone.localdate(now)
    person = Person(union=union)
    _check(actor, person, given, today)
    for key, value in given.items():
        setattr(person, key, value)
    person.search = search_key(person.name)
    _save(person)
    if position:
        Office.objects.create(person=person, union=union, position=position, starts_on=today)
    filled = sorted(key for key, value in given.items() if value)
    record(actor=actor, verb="person.added", subject=person, at=now, union_path=union.path, fields=filled)
    return person


@transaction.atomic
def edit_person(
    *, actor: Any, person: Person, now: datetime, union: Union | None = None, **facts: Any
) -> Person:
    """Change facts of a person, or move the person to ``union``; only what differs is written.

    Raises PermissionDenied (on either union), or Refused with a ``people.enums.Reason``. Leaves ``person.edited`` with the
    names of the fields.
    """
    require(actor, "person.edit", on=person.union)
    person = _held(person)
    given = with_birth(tidied(facts))
    _check(actor, person, given, timezone.localdate(now))
    changed = sorted(key for key, value in given.items() if getattr(person, key) != value)
    for key in changed:
        setattr(person, key, given[key])
    if union is not None and union.pk != person.union_id:
        require(actor, "person.edit", on=union)
        person.union = union
        changed.append("union")
    if changed:
        person.search = search_key(person.name)
        _save(person)
        path = person.union.path
        record(actor=actor, verb="person.edited", subject=person, at=now, union_path=path, fields=changed)
    return person


@transaction.atomic
def mark_left(*, actor: Any, person: Person, left_on: date, now: datetime) -> Person:
    """Say that a person has left: offices that are still held end on that day, and posts of a chair with them.

    Raises PermissionDenied, or Refused HAS_LEFT / LEFT_IN_FUTURE / LEFT_BEFORE_JOINING. Leaves ``person.left``.
    """
    require(actor, "person.edit", on=person.union)
    person = _held(person)
    reason = why_not_leave(
        left_on=person.left_on, joined_on=person.joined_on, day=left_on, today=timezone.localdate(now)
    )
    if reason:
        raise Refused(reason)
    still = person.offices.filter(Q(ends_on=None) | Q(ends_on__gt=left_on)).select_related("union")
    for office in still:
        _leave_office(actor, person, office, left_on, now)
    person.left_on = left_on
    person.save(update_fields=["left_on"])
    record(actor=actor, verb="person.left", subject=person, at=now, union_path=person.union.path)
    return person


@transaction.atomic
def take_back(*, actor: Any, person: Person, now: datetime) -> Person:
    """Take a person back who was marked as having left; offices are given anew.

    Raises PermissionDenied, or Refused HAS_NOT_LEFT. Leaves ``person.returned``.
    """
    require(actor, "person.edit", on=person.union)
    person = _held(person)
    if person.left_on is None:
        raise Refused(Reason.HAS_NOT_LEFT)
    person.left_on = None
    person.save(update_fields=["left_on"])
    record(actor=actor, verb="person.returned", subject=person, at=now, union_path=person.union.path)
    return person


def _leave_office(actor: Any, person: Person, office: Office, left_on: date, now: datetime) -> None:
    """End an office with its holder's leaving, not before it began."""
    require(actor, "person.edit", on=office.union)
    if office.position == Position.CHAIR and person.account_id:
        dismiss(actor=actor, accounts=[person.account_id], union=office.union, role=Role.CHAIR, now=now)
    office.ends_on = max(left_on, office.starts_on or left_on)
    office.save(update_fields=["ends_on"])


def _held(person: Person) -> Person:
    """The row as it is now, held until the end of the transaction."""
    rows = Person.objects.admitted().select_related("union").select_for_update(of=("self",))
    return rows.get(pk=person.pk)


def _check(actor: Any, person: Person, given: dict[str, Any], today: date) -> None:
    if unknown := given.keys() - set(FACTS):
        raise TypeError(f"no fact of a person: {sorted(unknown)}")
    now = {key: given.get(key, getattr(person, key)) for key in FACTS}
    if not now["name"]:
        raise Refused(Reason.NO_NAME)
    if faults_of(given, today=today):
        raise Refused(Reason.NOT_SOUND)
    days = {key: now[key] for key in ("birth_on", "id_number", "joined_on", "left_on")}
    if reason := why_not_days(**days, today=today):
        raise Refused(reason)
    if number := given.get("id_number"):
        _check_identity(actor, number, but=person.pk)


def _check_identity(actor: Any, number: str, *, but: int | None) -> None:
    holder = holder_of_identity(number, but=but)
    seen = holder is not None and people_in_scope(actor=actor).filter(pk=holder.pk).exists()
    if reason := why_not_identity(taken_in_sight=seen, taken=holder is not None):
        raise Refused(reason)


def _save(person: Person) -> None:
    """Two who enter the same number at once meet at the constraint."""
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise Refused(Reason.IDENTITY_ELSEWHERE) from error
