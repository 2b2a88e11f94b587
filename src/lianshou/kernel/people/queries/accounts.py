from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lianshou.china.telephones import normalise
from lianshou.kernel.access.models import User
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.people.queries.offices import in_office
from lianshou.kernel.unions.models import Union


def account_by_phone(*, phone: str) -> User | None:
    """The account of the one person with this telephone number; None when nobody has it, or more than one account would answer.

    Asked before anybody has logged in, so nobody's scope applies: the answer is only ever sent to that telephone.
    """
    held = holders_of_phone(phone=phone).filter(account__is_active=True)
    accounts = [person.account for person in held.select_related("account")[:2]]
    return accounts[0] if len(accounts) == 1 else None


def holders_of_phone(*, phone: str) -> QuerySet[Person]:
    """Everybody with this telephone number, in whatever union: only for deciding whom a code would reach."""
    index: Any = Person._meta.get_field("phone_index")
    return Person.objects.admitted().filter(phone_index__in=index.candidates(normalise(phone)))


def people_to_open_for(*, union: Union, most: int = 20) -> list[Person]:
    """Persons of a union, which the caller has been let in to, who have a telephone and no account, and hold no office now."""
    held = in_office(timezone.localdate())
    sitting = Office.objects.admitted().filter(held, union=union).values("person")
    people = Person.objects.admitted().filter(union=union, account=None, left_on=None).exclude(pk__in=sitting)
    return list(people.exclude(phone_index="").order_by("search", "pk")[:most])
