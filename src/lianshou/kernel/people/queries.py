from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from lianshou.core.personal import PersonalRecord
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.people.enums import Position
from lianshou.kernel.people.models import Office, Person, Relative
from lianshou.kernel.unions.models import Union


def offices_in_scope(*, actor: Any) -> QuerySet[Office]:
    scope = scope_of(actor=actor, verb="person.view")
    return Office.objects.within(scope).select_related("person", "union")


def people_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[Person]:
    """The persons of the unions in the subtrees of the actor's posts that grant ``verb``."""
    return Person.objects.within(scope_of(actor=actor, verb=verb)).select_related("union")


def relatives_in_scope(*, actor: Any, verb: str = "person.view") -> QuerySet[Relative]:
    """The relatives of those persons."""
    return Relative.objects.within(scope_of(actor=actor, verb=verb)).select_related("person__union")


def offices_of(*, union: Union) -> QuerySet[Office]:
    """Everybody who holds or held office in a union that the caller has been let in to."""
    return Office.objects.filter(union=union).admitted().select_related("person").order_by("-starts_on", "pk")


def chairs_of(unions: Iterable[Union]) -> dict[int, Person]:
    """The sitting chair of each union, by the union's id; the caller has already been let in to the unions."""
    offices = Office.objects.filter(union__in=list(unions), position=Position.CHAIR, ends_on=None)
    return {office.union_id: office.person for office in offices.select_related("person").admitted()}


def _page_of_person(person: Any) -> str:
    return reverse("people:detail", args=[person.pk])


PERSON = PersonalRecord(
    slug="person",
    title=Wording("人员", "Person"),
    model=Person,
    union_of=lambda person: person.union,
    person_of=lambda person: person,
    name_of=lambda person: str(person.name),
    page_of=_page_of_person,
    within=lambda scope: Person.objects.within(scope).select_related("union"),
    of_person=lambda person: Person.objects.filter(pk=person.pk).admitted(),
)
RELATIVE = PersonalRecord(
    slug="relative",
    title=Wording("家庭成员", "Family member"),
    model=Relative,
    union_of=lambda relative: relative.person.union,
    person_of=lambda relative: relative.person,
    name_of=lambda relative: f"{relative.person.name} · {relative.get_relation_display()}",
    page_of=lambda relative: _page_of_person(relative.person),
    within=lambda scope: Relative.objects.within(scope).select_related("person__union"),
    of_person=lambda person: person.relatives.all(),
    is_child=lambda relative, on: bool(relative.is_child(on)),
)
