from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.people.enums import Position
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.unions.models import Union


def offices_in_scope(*, actor: Any) -> QuerySet[Office]:
    return Office.objects.filter(scope_of(actor=actor, verb="person.view").q("union__path")).select_related(
        "person", "union"
    )


def people_in_scope(*, actor: Any) -> QuerySet[Person]:
    """The persons of the unions where the actor may see persons."""
    return Person.objects.filter(scope_of(actor=actor, verb="person.view").q("union__path")).select_related(
        "union"
    )


def offices_of(*, union: Union) -> QuerySet[Office]:
    """Everybody who holds or held office in a union that the caller has been let in to."""
    return Office.objects.filter(union=union).select_related("person").order_by("-starts_on", "pk")


def chairs_of(unions: Iterable[Union]) -> dict[int, Person]:
    """The sitting chair of each union, by the union's id; the caller has already been let in to the unions."""
    offices = Office.objects.filter(union__in=list(unions), position=Position.CHAIR, ends_on=None)
    return {office.union_id: office.person for office in offices.select_related("person")}


def account_by_phone(*, phone: str) -> User | None:
    """The account of the one person with this telephone number; None when nobody has it, or more than one account would answer.

    Asked before anybody has logged in, so nobody's scope applies: the answer is only ever sent to that telephone.
    """
    found = Person.objects.filter(phone=phone, account__is_active=True).select_related("account")[:2]
    accounts = [person.account for person in found]
    return accounts[0] if len(accounts) == 1 else None


def people_to_open_for(*, union: Union, most: int = 20) -> list[Person]:
    """Persons of a union, which the caller has been let in to, who have a telephone and no account, and hold no office now."""
    sitting = Office.objects.filter(union=union, ends_on=None).values("person")
    people = Person.objects.filter(union=union, account=None).exclude(pk__in=sitting).order_by("name", "pk")
    return [person for person in people[: most * 2] if person.phone][:most]
