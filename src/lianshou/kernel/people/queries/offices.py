from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.people.enums import Position
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.unions.models import Union


def offices_in_scope(*, actor: Any) -> QuerySet[Office]:
    """The offices of the unions where the actor may see persons."""
    scope = scope_of(actor=actor, verb="person.view")
    return Office.objects.within(scope).select_related("person", "union")


def offices_of(*, union: Union) -> QuerySet[Office]:
    """Everybody who holds or held office in a union that the caller has been let in to."""
    return Office.objects.filter(union=union).admitted().select_related("person").order_by("-starts_on", "pk")


def offices_of_person(*, person: Person) -> QuerySet[Office]:
    """The offices of a person whom the caller has been let in to, those still held first."""
    return person.offices.select_related("union").order_by(
        F("ends_on").desc(nulls_first=True), "-starts_on", "pk"
    )


def chairs_of(unions: Iterable[Union]) -> dict[int, Person]:
    """The sitting chair of each union, by the union's id; the caller has already been let in to the unions."""
    offices = Office.objects.filter(union__in=list(unions), position=Position.CHAIR, ends_on=None)
    return {office.union_id: office.person for office in offices.select_related("person").admitted()}
