from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.people.enums import Position
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.unions.models import Union


@transaction.atomic
def name_chair(*, actor: Any, union: Union, name: str, now: datetime, phone: str = "") -> Person:
    """Make ``name`` the chair of ``union``; the chair before steps down today. The same name keeps the person.

    Raises PermissionDenied. Leaves ``chair.named`` when somebody new takes office.
    """
    require(actor, "union.edit", on=union)
    today = timezone.localdate(now)
    sitting = Office.objects.filter(union=union, position=Position.CHAIR, ends_on=None).select_related(
        "person"
    )
    for office in sitting:
        if office.person.name == name:
            if phone and phone != office.person.phone:
                office.person.phone = phone
                office.person.save(update_fields=["phone"])
            return office.person
    sitting.update(ends_on=today)
    person = Person.objects.create(name=name, union=union, phone=phone)
    Office.objects.create(person=person, union=union, position=Position.CHAIR, starts_on=today)
    record(actor=actor, verb="chair.named", subject=person, at=now, union_path=union.path)
    return person


@transaction.atomic
def link_account(*, actor: Any, person: Person, account: Any, now: datetime) -> Person:
    """Say that ``account`` is this person's; leaves ``person.linked``."""
    person.account = account
    person.save(update_fields=["account"])
    record(actor=actor, verb="person.linked", subject=person, at=now, union_path=person.union.path)
    return person


@transaction.atomic
def show_phone(*, actor: Any, person: Person, now: datetime) -> str:
    """The whole telephone number of a person, with a trace.

    Raises PermissionDenied. Leaves ``phone.shown``.
    """
    require(actor, "person.view", on=person.union)
    record(actor=actor, verb="phone.shown", subject=person, at=now, union_path=person.union.path)
    return person.phone
