"""Erasing what is kept about a person while the rows stay, so that figures stay true."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.people.models import Person
from lianshou.kernel.rights.enums import KeptClass, Reason
from lianshou.kernel.rights.models import Hold
from lianshou.kernel.rights.queries.kept import KeptModel, filled_values, kept_models
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
    """Erase unless a hold is in place; the caller has asked the permission."""
    person = (
        Person.objects.admitted().select_for_update(of=("self",)).select_related("union").get(pk=person.pk)
    )
    if Hold.objects.admitted().filter(person=person, lifted_at=None).exists():
        raise Refused(Reason.HELD)
    erased = sum(_erase_in(kept, person, classes) for kept in kept_models())
    path = person.union.path
    record(
        actor=actor,
        verb="personal.erased",
        subject=person,
        at=now,
        union_path=path,
        classes=sorted(classes),
        values=erased,
        basis=basis,
    )
    if KeptClass.NAME in classes:
        _anonymise(person, now)
        record(actor=actor, verb="person.anonymised", subject=person, at=now, union_path=path, basis=basis)
    return erased


def _erase_in(kept: KeptModel, person: Person, classes: Collection[str]) -> int:
    """Empty the sealed fields of these classes in one table and in its history; gives how many values had been there."""
    fields = kept.fields(classes)
    if not fields:
        return 0
    empty = {field.name: field.empty for field in fields} | {name: "" for name in kept.indexes(classes)}
    rows = kept.rows(person)
    erased = filled_values(rows, fields)
    if erased:
        rows.update(**empty)
    if (history := kept.history(person)) is not None:
        history.update(**empty)
    return erased


def _anonymise(person: Person, now: datetime) -> None:
    """Take the name and the account from a person; a number keeps the row apart from others."""
    name = anonymous_name(person.pk)
    person.name, person.account, person.anonymised_on = name, None, timezone.localdate(now)
    person.save(update_fields=["name", "account", "anonymised_on"])
    for kept in kept_models():
        if kept.model is Person and (history := kept.history(person)) is not None:
            history.update(name=name, account=None)
