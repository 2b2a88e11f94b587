from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from django.utils import timezone
from tests.factories.world import World

from lianshou.cli.main import main
from lianshou.kinds.aid.actions import Payee, compare_civil_list
from lianshou.kinds.aid.models import CivilLine, CivilList

pytestmark = pytest.mark.django_db


def test_reports_whose_days_are_over_are_erased_once(world: World) -> None:
    now = timezone.now()
    rows = [Payee(name="吴远山", id_number="11010519491231002X")]
    told: dict[str, Any] = {"actor": world.officer, "union": world.county, "title": "名单", "rows": rows}
    compare_civil_list(drawn_on=timezone.localdate(now), now=now, **told)
    with time_machine.travel(now + timedelta(days=31), tick=False):
        outputs = [CliRunner().invoke(main, ["retention", "kinds"]).output for _ in range(2)]
    assert [output.split(" / ")[1] for output in outputs] == ["1 erased\n", "0 erased\n"]
    assert (CivilLine.objects.count(), CivilList.objects.get().rows) == (0, 1)
