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
    assert outputs == [
        f"已提醒 {n} 件，提级督办 0 件，发出摘要 0 份 / {n} reminded, 0 escalated, 0 digests sent\n"
        for n in (1, 0)
    ]
