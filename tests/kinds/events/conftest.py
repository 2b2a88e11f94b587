from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from tests.factories.events import NOW, opened
from tests.factories.world import World

from lianshou.kinds.events.models import Event


@pytest.fixture
def event(world: World) -> Event:
    """An event with two seats, open for sign-up a week before it begins."""
    return opened(world)


@pytest.fixture
def desk(client: Client, world: World) -> Iterator[Client]:
    """The officer of the county at the desk, a week before the event."""
    with time_machine.travel(NOW, tick=False):
        client.force_login(world.officer)
        yield client
