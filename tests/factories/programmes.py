"""Programmes."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from lianshou.kernel.programmes.models import Parameter, Programme


class ProgrammeFactory(DjangoModelFactory[Programme]):
    class Meta:
        model = Programme

    kind = "pairing"
    title = factory.LazyAttribute(lambda o: f"{o.year}年联手兴家")
    union = factory.SubFactory("tests.factories.unions.UnionFactory", level="county")
    pillar = "self_building"
    year = 2020
    round = factory.Sequence(lambda n: n + 1)
    starts_on = factory.LazyAttribute(lambda o: date(o.year, 1, 1))
    ends_on = factory.LazyAttribute(lambda o: date(o.year, 12, 31))


class ParameterFactory(DjangoModelFactory[Parameter]):
    class Meta:
        model = Parameter

    key = "notice.working_days"
    region = ""
    starts_on = date(2017, 1, 1)
    value = 1
