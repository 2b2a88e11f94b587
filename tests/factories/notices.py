"""Programmes with applicants, and notices of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tests.factories.intake import ApplicationFactory
from tests.factories.people import PersonFactory
from tests.factories.world import World

from lianshou.core.kinds import Step, registry
from lianshou.kernel.intake.models import Application
from lianshou.kernel.notices.actions import Received, draft_notice, hear_objection, object_to, post_notice
from lianshou.kernel.notices.models import Notice, Objection
from lianshou.kernel.people.models import Person
from lianshou.kernel.programmes.models import Programme

WEDNESDAY = datetime(2020, 6, 24, 5, 0, tzinfo=UTC)
"""The day before the Dragon Boat Festival of 2020: Thursday and Friday are off, Sunday the 28th is worked."""
NAMES = ("欧阳丹青", "雀金丝", "柳叶")
MASKED = ["欧**青", "雀*丝", "柳*"]


def applicants(world: World, *names: str, programme: Programme | None = None) -> list[Application]:
    """Persons of the guest union who ask in the programme of the world."""
    people: list[Person] = [PersonFactory(name=name, union=world.guest) for name in names or NAMES]
    asked = programme or world.programme
    return [ApplicationFactory(programme=asked, union=world.guest, person=one) for one in people]


def drafted(world: World, *, now: datetime = WEDNESDAY, **facts: Any) -> Notice:
    """A draft of the officer about the programme of the world."""
    words: dict[str, Any] = {
        "programme": world.programme,
        "title": "2020年联手兴家名单公示",
        "text": "经审核，现予公示。",
        "decides": "确定名单",
        "telephone": "0515-00000000",
    }
    return draft_notice(actor=world.officer, now=now, **(words | facts))


def posted(world: World, *, now: datetime = WEDNESDAY, **facts: Any) -> Notice:
    """A posted notice; applicants are there already, or come now."""
    programme = facts.get("programme", world.programme)
    if not Application.objects.filter(programme=programme).exists():
        applicants(world, programme=programme)
    return post_notice(actor=world.officer, notice=drafted(world, now=now, **facts), now=now)


def objected(notice: Notice, *, now: datetime = WEDNESDAY, actor: Any = None, **facts: Any) -> Received:
    """An objection from the public page, with a name."""
    words = {"words": "此人已在外地参评。", "name": "金不换", "contact": "13987654309"}
    return object_to(actor=actor, notice=notice, now=now, **(words | facts))


def heard(world: World, notice: Notice, *, now: datetime = WEDNESDAY, **facts: Any) -> Objection:
    """An objection that the officer took up."""
    return hear_objection(
        actor=world.officer, objection=objected(notice, now=now, **facts).objection, now=now
    )


@contextmanager
def kind_needs_notice(slug: str = "pairing") -> Iterator[None]:
    """A kind that says for a while that it needs a public notice."""
    kinds = registry._kinds
    before = kinds[slug]
    kinds[slug] = replace(before, needs_notice=True, steps=before.steps | {Step.NOTICE})
    try:
        yield
    finally:
        kinds[slug] = before


@contextmanager
def kind_lists(keys: set[int] | None, slug: str = "pairing") -> Iterator[None]:
    """A kind that says for a while which applications its notices list."""
    kinds = registry._kinds
    before = kinds[slug]
    kinds[slug] = replace(before, notice_lists=lambda **_: keys)
    try:
        yield
    finally:
        kinds[slug] = before
