"""Who can see a person, as the registry of records asks it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from lianshou.core.records import Reach, RecordType
from lianshou.core.wording import Wording
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.models import Person


def persons_within(scope: Scope) -> QuerySet[Person]:
    """The persons of unions inside a scope that the caller was given."""
    return Person.objects.within(scope).select_related("union", "account")


def reaches_of_person(person: Person) -> dict[str, Reach]:
    """Where a post must stand to see a person, and what is personal about them."""
    here = Reach((person.union.path,))
    return dict.fromkeys(("person.view", "person.edit", "personal.reveal", "consent.record"), here)


PERSON_SEEN = RecordType(
    slug="person",
    title=Wording("人员", "Person"),
    verb="person.view",
    within=persons_within,
    reaches=reaches_of_person,
    name=lambda person: str(person.name),
    url=lambda person: reverse("people:detail", args=[person.pk]),
    owner=lambda person: person.account,
)
