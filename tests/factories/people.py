"""Persons and their offices."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from lianshou.kernel.people.enums import Position, Relation
from lianshou.kernel.people.models import Office, Person, Relative
from lianshou.kernel.people.rules import search_key


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"张{n:04d}")  # none is part of another
    search = factory.LazyAttribute(lambda o: search_key(o.name))
    union = factory.SubFactory("tests.factories.unions.UnionFactory")
    phone = "13912345678"


class OfficeFactory(DjangoModelFactory[Office]):
    class Meta:
        model = Office

    person = factory.SubFactory(PersonFactory)
    union = factory.SelfAttribute("person.union")
    position = Position.CHAIR
    starts_on = date(2017, 1, 1)


class RelativeFactory(DjangoModelFactory[Relative]):
    class Meta:
        model = Relative

    person = factory.SubFactory(PersonFactory)
    relation = Relation.SPOUSE
    name = factory.Sequence(lambda n: f"李{n}")
