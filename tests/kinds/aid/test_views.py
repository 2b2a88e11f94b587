from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.programmes import ProgrammeFactory
from tests.factories.world import World

from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.aid.models import Entry


@pytest.fixture
def programme(world: World) -> Programme:
    made: Programme = ProgrammeFactory(kind="aid", union=world.county, title="困难职工帮扶")
    return made


def test_union_is_entered_listed_exported_and_the_programme_closed(
    client: Client, world: World, programme: Programme
) -> None:
    def at(name: str) -> str:
        return reverse(f"aid:{name}", args=[programme.pk])

    client.force_login(world.officer)
    assert client.get(at("desk")).status_code == 200
    form = {"union": world.guest.pk, "wish": "一起学"}
    answers = [client.post(at("new"), form).status_code for _turn in range(2)]
    assert (answers, Entry.objects.count()) == ([302, 422], 1)
    assert [row.record.wish for row in client.get(at("desk")).context["table"].rows] == ["一起学"]
    assert client.get(at("export")).status_code == 200
    client.post(at("start"))
    client.post(at("close"))
    programme.refresh_from_db()
    assert programme.state == "closed"
