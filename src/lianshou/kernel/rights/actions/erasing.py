"""Erasing what is kept about a person while the rows stay, so that figures stay true."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.personal import PersonalRecord, personal
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.guard.models.fields import indexes_of
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.rules import search_key
from lianshou.kernel.rights.enums import KeptClass, Reason
from lianshou.kernel.rights.models import Anonymised, Hold
from lianshou.kernel.rights.queries.kept import (
    admitted,
    fields_of_class,
    filled,
    history_of_rows,
    kept_rows,
)
from lianshou.kernel.rights.rules.keeping import anonymous_name


@transaction.atomic
def erase_now(*, actor: Any, person: Person, classes: Collection[str], basis: str, now: datetime) -> int:
    """Erase these classes of everything kept about a person and their relatives, history included; gives how many values.

    "name" among the classes makes the person anonymous. The rows stay. ``basis`` is a slug that the book keeps ("request",
    "left_matchmaking" …). The person may ask it for themselves, an officer who answers requests for others. Raises
    PermissionDenied, or Refused HELD. Leaves ``personal.erased``, and ``person.anonymised``.
    """
    if person.account_id is None or person.account_id != getattr(actor, "pk", None):
        require(actor, "request.answer", on=person.union)
    return erase_unless_held(actor=actor, person=person, classes=classes, basis=basis, now=now)


def erase_unless_held(
    *, actor: Any, person: Person, classes: Collection[str], basis: str, now: datetime
) -> int:
    """Erase unless a hold is in place; the caller stands in a transaction and has asked the permission."""
    person = (
        Person.objects.admitted().select_for_update(of=("self",)).select_related("union").get(pk=person.pk)
    )
    if Hold.objects.admitted().filter(person=person, lifted_at=None).exists():
        raise Refused(Reason.HELD)
    today, path = timezone.localdate(now), person.union.path
    erased = sum(_empty(one, row, classes, today) for one, row in kept_rows(person))
    for one in personal:
        _empty_history_of_gone(one, person, classes)
    facts: dict[str, Any] = {"classes": sorted(classes), "values": erased, "basis": basis}
    record(actor=actor, verb="personal.erased", subject=person, at=now, union_path=path, **facts)
    if KeptClass.NAME in classes:
        _anonymise(person, basis, today)
        record(actor=actor, verb="person.anonymised", subject=person, at=now, union_path=path, basis=basis)
    return erased


def _empty(one: PersonalRecord, row: Any, classes: Collection[str], today: date) -> int:
    """Empty the fields of these classes in a row and in its history; gives how many had been filled."""
    fields = fields_of_class(one, row, classes, today)
    gone = [field for field in fields if filled(row, field)]
    for field in gone:
        setattr(row, field.name, field.field.empty)
    if gone:
        row.save(update_fields=[field.name for field in gone])
    if fields and (history := history_of_rows(one.model)) is not None:
        empty = {field.name: field.field.empty for field in fields}
        key = one.model._meta.pk.name
        _blank(admitted(history.model._default_manager.filter(**{key: row.pk})), one.model, empty)
    return len(gone)


def _empty_history_of_gone(one: PersonalRecord, person: Person, classes: Collection[str]) -> None:
    """History of rows that are there no more: of relatives struck from the register, for one."""
    history = history_of_rows(one.model)
    if history is None or one.model is Person or not hasattr(one.model, "person"):
        return
    wanted = {*classes, *({"relations"} if KeptClass.CHILD in classes else ())}
    empty = {field.name: field.field.empty for field in one.fields if field.data_class in wanted}
    standing = [row.pk for row in one.of_person(person)]
    rows = admitted(history.model._default_manager.filter(person=person.pk))
    if empty:
        _blank(rows.exclude(**{f"{one.model._meta.pk.name}__in": standing}), one.model, empty)


def _blank(rows: Any, model: Any, empty: dict[str, Any]) -> None:
    """Write over history in one statement: its indexes, where it has them, are emptied with their fields."""
    known = {field.name for field in rows.model._meta.concrete_fields}
    blank = empty | dict.fromkeys(indexes_of(model, empty) & known, "")
    rows.update(**blank)


def _anonymise(person: Person, basis: str, today: date) -> None:
    """Take the name and the account from a person; a number keeps the row apart from others."""
    name = anonymous_name(person.pk)
    changed = {"name": name, "search": search_key(name), "account": None}
    for key, value in changed.items():
        setattr(person, key, value)
    person.save(update_fields=[*changed])
    Anonymised.objects.admitted().update_or_create(
        person=person, defaults={"anonymised_on": today, "basis": basis}
    )
    if (history := history_of_rows(Person)) is not None:
        admitted(history.model._default_manager.filter(id=person.pk)).update(**changed)
