from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.pairing import matched
from tests.factories.world import World, make_world

from lianshou.kernel.placement.models import MatchRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_a_run_opens_to_its_input_and_result(client: Client, world: World) -> None:
    run = matched(world)
    client.force_login(world.officer)
    assert client.get(reverse("placement:run", args=[run.pk])).status_code == 200
    frozen = json.loads(client.get(reverse("placement:input", args=[run.pk])).content)
    result = json.loads(client.get(reverse("placement:result", args=[run.pk])).content)
    assert (frozen, result) == (run.input, run.result)


def test_a_run_without_a_result_has_none_to_show(client: Client, world: World) -> None:
    run = matched(world)
    MatchRun.objects.update(result=None)
    client.force_login(world.officer)
    assert client.get(reverse("placement:result", args=[run.pk])).status_code == 404


@pytest.mark.parametrize("name", ["run", "input", "result"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("foreign_officer", 404), ("host_account", 403), ("audit_admin", 403), ("nobody", 403)],
)
def test_a_run_is_for_its_own_desk(client: Client, world: World, name: str, who: str, status: int) -> None:
    run = matched(world)
    client.force_login(getattr(world, who))
    assert client.get(reverse(f"placement:{name}", args=[run.pk])).status_code == status
