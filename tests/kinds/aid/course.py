"""How this kind goes through each of its steps; tests/kinds/test_every_kind.py runs it."""

from __future__ import annotations

from tests.kinds.ground import Course, Ground

from lianshou.core.kinds import Step
from lianshou.kinds.aid.actions import enter_union


def ask(ground: Ground) -> None:
    enter_union(
        actor=ground.world.officer,
        programme=ground.programme,
        union=ground.world.guest,
        wish=ground.name(),
        now=ground.now,
    )


COURSE: Course = {Step.APPLICATION: ask}
