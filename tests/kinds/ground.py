"""What a kind's course runs on: a small county, a programme of the kind, and chance with a seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from tests.factories.world import World

from lianshou.core.kinds import Step
from lianshou.kernel.programmes.models import Programme

_FAMILY, _GIVEN = "甲乙丙丁戊己庚辛", "春夏秋冬梅兰竹菊"


@dataclass
class Ground:
    """``programme`` is fresh; ``now`` is the morning of its preparation."""

    world: World
    programme: Programme
    random: Random
    now: datetime

    def name(self) -> str:
        """A made-up name of a person or a unit."""
        return "".join(self.random.choices(_FAMILY, k=1) + self.random.choices(_GIVEN, k=2)) + str(
            self.random.randrange(1000)
        )


Course = Mapping[Step, Callable[[Ground], None]]
"""How a kind goes through each of its steps, in its own order: the COURSE of tests/kinds/<slug>/course.py."""
