"""Persons and their offices."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from lianshou.kernel.people.enums import Position
from lianshou.kernel.people.models import Office, Person


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"张{n}")
    union = factory.SubFactory("tests.factories.unions.UnionFactory")
    phone = "13912345678"


class OfficeFactory(DjangoModelFactory[Office]):
    class Meta:
        model = Office

    person = factory.SubFactory(PersonFactory)
    union = factory.SelfAttribute("person.union")
    position = Position.CHAIR
    starts_on = date(2017, 1, 1)
