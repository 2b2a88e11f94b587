from __future__ import annotations

import pytest
import time_machine
from click.testing import CliRunner
from tests.factories.calendars import confirmed
from tests.factories.notices import WEDNESDAY, heard, posted
from tests.factories.world import World

from lianshou.cli.main import main
from lianshou.kernel.notices.actions import settle_objection
from lianshou.kernel.notices.models import Objection

pytestmark = pytest.mark.django_db


@time_machine.travel("2021-06-25", tick=False)
def test_objectors_whose_time_is_over_are_erased_once(world: World) -> None:
    confirmed(2020)
    row = heard(world, posted(world))
    settle_objection(
        actor=world.officer, objection=row, outcome="dismissed", answer="查无此事", now=WEDNESDAY
    )
    outputs = [CliRunner().invoke(main, ["retention", "erase-objectors"]).output for _ in range(2)]
    assert [output.split(" / ")[1] for output in outputs] == ["1 objectors erased\n", "0 objectors erased\n"]
    assert Objection.objects.values_list("name", "contact").get() == ("", "")
