from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.enums import Position
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.unions.models import Union


def offices_in_scope(*, actor: Any) -> QuerySet[Office]:
    return Office.objects.within(scope_of(actor=actor, verb="person.view")).select_related("person", "union")


def people_in_scope(*, actor: Any) -> QuerySet[Person]:
    """The persons of the unions where the actor may see persons."""
    return Person.objects.within(scope_of(actor=actor, verb="person.view")).select_related("union")


def offices_of(*, union: Union) -> QuerySet[Office]:
    """Everybody who holds or held office in a union that the caller has been let in to."""
    return Office.objects.admitted().filter(union=union).select_related("person").order_by("-starts_on", "pk")


def chairs_of(unions: Iterable[Union]) -> dict[int, Person]:
    """The sitting chair of each union, by the union's id; the caller has already been let in to the unions."""
    offices = Office.objects.admitted().filter(union__in=list(unions), position=Position.CHAIR, ends_on=None)
    return {office.union_id: office.person for office in offices.select_related("person")}


def count_persons(scope: Scope) -> int:
    """How many persons belong to the unions of a subtree."""
    return Person.objects.within(scope).count()
