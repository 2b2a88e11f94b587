"""Persons and relatives as the registry of what is personal knows them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lianshou.core.personal import PersonalRecord
from lianshou.core.wording import Wording
from lianshou.kernel.people.models import Person, Relative


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
    of_person=lambda person: Person.objects.admitted().filter(pk=person.pk),
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
