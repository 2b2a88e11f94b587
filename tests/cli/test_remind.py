from __future__ import annotations

import pytest
from click.testing import CliRunner
from tests.factories.review import climb_of
from tests.factories.world import World

from lianshou.cli.main import main

pytestmark = pytest.mark.django_db


def test_what_is_due_is_reminded_of_once(world: World) -> None:
    climb_of(world).ascent()
    outputs = [CliRunner().invoke(main, ["remind"]).output for _ in range(2)]
    assert outputs == ["已提醒 1 件 / 1 reminded\n", "已提醒 0 件 / 0 reminded\n"]
