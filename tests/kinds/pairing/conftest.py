"""The officer of a test's own county at the desk."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.world import World


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world.officer)
    return client
