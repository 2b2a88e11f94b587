from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from lianshou.china.names import pinyin_key
from lianshou.china.telephones import normalise
from lianshou.core.refusals import Refused
from lianshou.kernel.access.actions import dismiss, enter_account, enter_post
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import require
from lianshou.kernel.access.rules import password_of
from lianshou.kernel.audit.actions import record
from lianshou.kernel.people.enums import Position, Reason
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.people.queries import holders_of_phone, in_office
from lianshou.kernel.people.rules import search_key, username_of, why_not_open, why_not_open_worker
from lianshou.kernel.unions.models import Union


@transaction.atomic
def name_chair(*, actor: Any, union: Union, name: str, now: datetime, phone: str = "") -> Person:
    """Make ``name`` the chair of ``union``; the chair before steps down today and can no longer
    sign for it. The same name keeps the person.

    Raises PermissionDenied. Leaves ``chair.named`` when somebody new takes office.
    """
    require(actor, "union.edit", on=union)
    phone = normalise(phone)
    today = timezone.localdate(now)
    later = Q(ends_on=None) | Q(ends_on__gt=today)
    sitting = (
        Office.objects.admitted().filter(later, union=union, position=Position.CHAIR).select_related("person")
    )
    for office in sitting:
        if office.person.name == name:
            if phone and phone != office.person.phone:
                office.person.phone = phone
                office.person.save(update_fields=["phone"])
            return office.person
    leaving = [office.person.account_id for office in sitting if office.person.account_id]
    dismiss(actor=actor, accounts=leaving, union=union, role=Role.CHAIR, now=now)
    for office in sitting:
        office.ends_on = today
    bulk_update_with_history(sitting, Office, ["ends_on"], manager=Office.objects.admitted())
    person = Person.objects.create(name=name, search=search_key(name), union=union, phone=phone)
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
def hand_over_offices(
    *, actor: Any, leaving: User, to: User, last_day: date, first_day: date, now: datetime
) -> int:
    """Let the person of the successor's account follow in every office that the leaving account's person holds.

    A successor who is no person of the register yet is entered as one of the union. Part of handing duties over, which asks
    for the permission. Leaves ``office.handed_over`` for each.
    """
    later = Q(ends_on=None) | Q(ends_on__gt=first_day)
    offices = list(
        Office.objects.admitted()
        .filter(later, person__account=leaving)
        .select_related("union")
        .select_for_update(of=("self",))
    )
    for office in offices:
        person = Person.objects.admitted().filter(account=to).first() or Person.objects.create(
            name=to.name, union=office.union, account=to
        )
        starts_on = max(office.starts_on or first_day, first_day)
        Office.objects.create(
            person=person,
            union=office.union,
            position=office.position,
            starts_on=starts_on,
            ends_on=office.ends_on,
        )
        office.ends_on = starts_on
        office.save(update_fields=["ends_on"])
        path = office.union.path
        record(actor=actor, verb="office.handed_over", subject=office, at=now, union_path=path, to=to.pk)
    return len(offices)


@dataclass(frozen=True)
class OpenedAccount:
    """An account just opened; the password is known here and nowhere else."""

    username: str
    password: str = field(repr=False)
    person: Person
    union: Union


def open_chair_account(*, actor: Any, union: Union, now: datetime) -> OpenedAccount:
    """Open an account, with the post of chair at ``union`` alone, for its sitting chair.

    Raises PermissionDenied, and Refused without a chair or when the chair has an account.
    Leaves ``account.created``, ``post.given`` and ``person.linked``; never the password.
    """
    require(actor, "account.open", on=union)
    password, encoded = _fresh_passwords(1)[0]
    with transaction.atomic():
        person = _sitting([union]).get(union.pk)
        reason = why_not_open(has_chair=person is not None, has_account=bool(person and person.account_id))
        if person is None or reason:
            raise Refused(reason or Reason.NO_CHAIR)
        username = _open(actor=actor, union=union, person=person, encoded=encoded, now=now)
    return OpenedAccount(username=username, password=password, person=person, union=union)


def open_chair_accounts(*, actor: Any, unions: Sequence[Union], now: datetime) -> list[OpenedAccount]:
    """The same for the chair of each of ``unions`` who has none yet, all or nothing.

    Passwords are hashed, which is slow, before anything is locked. Raises PermissionDenied, and Refused when nobody is left.
    """
    for union in unions:
        require(actor, "account.open", on=union)
    fresh = _fresh_passwords(len(unions))
    opened = []
    with transaction.atomic():
        chairs = _sitting(unions)
        for union, (password, encoded) in zip(unions, fresh, strict=True):
            person = chairs.get(union.pk)
            if person is None or person.account_id:
                continue
            username = _open(actor=actor, union=union, person=person, encoded=encoded, now=now)
            opened.append(OpenedAccount(username=username, password=password, person=person, union=union))
        if not opened:
            raise Refused(Reason.NOTHING_TO_OPEN)
    return opened


@transaction.atomic
def open_worker_account(*, actor: Any, person: Person, now: datetime) -> Person:
    """Open a light account for ``person``, a worker of their union: no password, entered by a code to their telephone.

    Raises PermissionDenied, and Refused without a mobile number, with an account, or when the number enters another one.
    Leaves ``account.created``, ``post.given`` and ``person.linked``.
    """
    require(actor, "account.open", on=person.union)
    held = Person.objects.admitted().select_related("union").select_for_update(of=("self",)).get(pk=person.pk)
    shared = holders_of_phone(phone=held.phone).exclude(account=None).exclude(pk=held.pk).exists()
    if reason := why_not_open_worker(phone=held.phone, has_account=bool(held.account_id), is_shared=shared):
        raise Refused(reason)
    username = username_of(initials="worker", union=held.pk, taken=_is_taken)
    account = enter_account(actor=actor, username=username, name=held.name, password=None, now=now)
    today = timezone.localdate(now)
    enter_post(actor=actor, user=account, union=held.union, role=Role.WORKER, starts_on=today, now=now)
    return link_account(actor=actor, person=held, account=account, now=now)


def _fresh_passwords(count: int) -> list[tuple[str, str]]:
    """Passwords, each with what is stored of it; hashed side by side, for hashing lets other threads work meanwhile."""
    plain = [password_of(choose=secrets.choice) for _turn in range(count)]
    with ThreadPoolExecutor(max_workers=min(_HASHERS, os.cpu_count() or 1)) as hashers:
        return list(zip(plain, hashers.map(make_password, plain), strict=True))


_HASHERS = 4
"""So many passwords are hashed at a time, at most: the desk goes on answering others."""


def _sitting(unions: Sequence[Union]) -> dict[int, Person]:
    """The sitting chairs by union, held until the end of the transaction; one person is one object."""
    held = in_office(timezone.localdate())
    offices = Office.objects.admitted().filter(held, union__in=unions, position=Position.CHAIR)
    locked = offices.select_related("person__union").select_for_update(of=("self", "person"))
    people: dict[int, Person] = {}
    return {
        office.union_id: people.setdefault(office.person_id, office.person)
        for office in locked.order_by("pk")
    }


def _open(*, actor: Any, union: Union, person: Person, encoded: str, now: datetime) -> str:
    initials = pinyin_key(person.name, person=True).partition(" ")[2]
    username = username_of(initials=initials, union=union.pk, taken=_is_taken)
    account = enter_account(actor=actor, username=username, name=person.name, password=None, now=now)
    account.password, account.password_changed_at, account.must_change_password = encoded, now, True
    account.save(update_fields=["password", "password_changed_at", "must_change_password"])
    today = timezone.localdate(now)
    enter_post(actor=actor, user=account, union=union, role=Role.CHAIR, starts_on=today, now=now)
    link_account(actor=actor, person=person, account=account, now=now)
    return username


def _is_taken(username: str) -> bool:
    return User.objects.filter(username=username).exists()
