"""Unions, their places and their honours."""

from __future__ import annotations

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory
from zeal import zeal_ignore

from lianshou.china.names import pinyin_key
from lianshou.china.text import same_name_key
from lianshou.kernel.unions.enums import Grade, HonourLevel, Level
from lianshou.kernel.unions.models import GradeChange, Honour, Industry, IndustryChain, Place, Union, Zone


class UnionFactory(DjangoModelFactory[Union]):
    """A union below ``parent``, or a root without one; ``chains`` takes names."""

    class Meta:
        model = Union
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"第{n}工会")
    level = Level.ENTERPRISE
    name_key = factory.LazyAttribute(lambda o: same_name_key(o.name)[:120])
    search = factory.LazyAttribute(lambda o: f"{pinyin_key(o.name)} {o.name}"[:500])

    @classmethod
    def _create(cls, model_class: type[Union], *args: Any, **kwargs: Any) -> Union:
        parent = kwargs.pop("parent", None)
        with zeal_ignore():  # a world is planted node by node
            if parent is None:
                return Union.objects.add_root(kwargs)
            return Union.objects.add_child(parent, kwargs)

    @factory.post_generation
    def chains(self: Union, create: bool, extracted: Any, **kwargs: Any) -> None:  # type: ignore[misc]
        if create and extracted:
            with zeal_ignore():
                self.chains.set([IndustryChain.objects.get_or_create(name=name)[0] for name in extracted])


class ZoneFactory(DjangoModelFactory[Zone]):
    class Meta:
        model = Zone

    name = factory.Sequence(lambda n: f"第{n}开发区")
    division_code = "320923"


class PlaceFactory(DjangoModelFactory[Place]):
    class Meta:
        model = Place

    name = factory.Sequence(lambda n: f"第{n}镇")
    division_code = factory.Sequence(lambda n: f"320923{n:03d}")
    longitude = 119.8
    latitude = 33.78


class IndustryFactory(DjangoModelFactory[Industry]):
    class Meta:
        model = Industry

    code = "3415"
    name = "风能原动设备制造"


class HonourFactory(DjangoModelFactory[Honour]):
    class Meta:
        model = Honour

    union = factory.SubFactory(UnionFactory)
    level = HonourLevel.CITY
    granted_on = date(2018, 4, 28)


class GradeChangeFactory(DjangoModelFactory[GradeChange]):
    class Meta:
        model = GradeChange

    union = factory.SubFactory(UnionFactory)
    before = Grade.NONE
    after = Grade.QUALIFIED
    changed_on = date(2019, 5, 1)
