"""Events in the world of ``world``: a programme of the county, an event with few seats, people to sign up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.factories.access import UserFactory
from tests.factories.people import PersonFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.world import World

from lianshou.kernel.people.models import Person
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.events.actions import add_event, join_event, note_attendance, open_event
from lianshou.kinds.events.enums import Way
from lianshou.kinds.events.models import Event

NOW = datetime(2020, 6, 24, 1, 0, tzinfo=UTC)
STARTS = datetime(2020, 7, 1, 6, 0, tzinfo=UTC)


def programme(world: World, union: Union | None = None) -> Programme:
    """A programme of events run by the county, or by ``union``."""
    made: Programme = ProgrammeFactory(
        kind="events",
        union=union or world.county,
        title="2020年职工活动",
        pillar="cohesion",
        year=2020,
        round=1,
    )
    return made


def facts(**changes: Any) -> dict[str, Any]:
    """What an action takes to plan an event."""
    return {
        "title": "劳模宣讲会",
        "sort": "lecture",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=2),
        "closes_at": STARTS - timedelta(days=1),
        "place": "县工人文化宫",
        "most": 2,
    } | changes


def draft(world: World, of: Programme | None = None, **changes: Any) -> Event:
    return add_event(actor=world.officer, programme=of or programme(world), now=NOW, **facts(**changes))


def opened(world: World, of: Programme | None = None, **changes: Any) -> Event:
    return open_event(actor=world.officer, event=draft(world, of, **changes), now=NOW)


def workers(union: Union, count: int, *, accounts: bool = False) -> list[Person]:
    """Members of a union, with accounts of their own where wished."""
    return [
        PersonFactory(union=union, account=UserFactory() if accounts else None) for _number in range(count)
    ]


def seated(world: World, event: Event, people: list[Person]) -> list[Placement]:
    """The people signed up by the officer, in this order."""
    return [
        join_event(actor=world.officer, event=event, people=[person], now=NOW).seats[0] for person in people
    ]


def attended(world: World, event: Event, seats: list[Placement]) -> None:
    for seat in seats:
        note_attendance(actor=world.officer, event=event, seat=seat, way=Way.HAND, now=STARTS)
