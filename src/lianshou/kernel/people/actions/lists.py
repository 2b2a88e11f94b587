from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.people.actions.persons import add_person, edit_person
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.people.queries import people_in_scope, same_persons
from lianshou.kernel.people.rules.listing import facts_of_row
from lianshou.kernel.unions.models import Union


@dataclass(frozen=True)
class Entered:
    """How many persons a list brought, how many of those on record it met, and who all of them are."""

    added: int
    known: int
    people: tuple[int, ...]


@transaction.atomic
def enter_persons(*, actor: Any, union: Union, rows: Sequence[Mapping[str, Any]], now: datetime) -> Entered:
    """Enter a list of persons, all or nothing: each at the ``union`` of its row, or else at ``union``.

    Somebody on record (by identity number; without one by name and telephone in the same union) takes the facts that the
    row fills in. Raises PermissionDenied, or Refused with a ``people.enums.Reason``. Leaves ``person.added`` or
    ``person.edited`` for each, and ``persons.entered`` with the counts.
    """
    require(actor, "person.edit", on=union)
    known = same_persons(
        people=people_in_scope(actor=actor, verb="person.edit"),
        rows=[{**row, "union": row.get("union") or union} for row in rows],
    )
    people = tuple(
        _enter(actor, row, known.get(place), row.get("union") or union, now).pk
        for place, row in enumerate(rows)
    )
    counts = Entered(added=len(rows) - len(known), known=len(known), people=people)
    path = union.path
    record(
        actor=actor, verb="persons.entered", subject=union, at=now, union_path=path,
        added=counts.added, known=counts.known,
    )  # fmt: skip
    return counts


def _enter(actor: Any, row: Mapping[str, Any], known: Person | None, union: Union, now: datetime) -> Person:
    facts, position = facts_of_row(row), row.get("position") or ""
    if known is None:
        return add_person(actor=actor, union=union, now=now, position=position, **facts)
    person = edit_person(actor=actor, person=known, now=now, **facts)
    held = Office.objects.admitted().filter(
        person=person, union=person.union, position=position, ends_on=None
    )
    if position and not held.admitted().exists():
        today = timezone.localdate(now)
        Office.objects.create(person=person, union=person.union, position=position, starts_on=today)
    return person
