"""What is published before the draw: the problem, everybody's chance with its proof, and the lottery; one digest over all."""

from __future__ import annotations

from typing import Any

from lianshou.engines.draws.canonical import hash_of
from lianshou.engines.draws.conflicts import Conflict, conflict_of
from lianshou.engines.draws.fairness.lottery import Lottery, fairest
from lianshou.engines.draws.problem import Problem
from lianshou.engines.draws.shape import Shape, shape_of

SCHEMA = "lianshou.draws.announcement/1"

Json = dict[str, Any]


class NoPanelError(ValueError):
    """No selection keeps the rules; ``conflict`` says which of them, and what would help."""

    def __init__(self, shape: Shape, conflict: Conflict) -> None:
        super().__init__(f"{len(conflict.smallest)} demands cannot be met together")
        self.shape, self.conflict = shape, conflict


def announcement_of(problem: Problem) -> Json:
    """The announcement with its ``digest``. Raises NoPanelError; SolvingError where exact arithmetic does not confirm a result."""
    shape = shape_of(problem)
    lottery = fairest(shape)
    if lottery is None:
        conflict = conflict_of(shape)
        if conflict is None:
            raise AssertionError("no lottery and no conflict")
        raise NoPanelError(shape, conflict)
    told = {"schema": SCHEMA, "problem": problem.json, **_told(shape, lottery)}
    return {**told, "digest": hash_of(told)}


def _told(shape: Shape, lottery: Lottery) -> Json:
    """Fractions and weights as text: programs that read JSON numbers as floats would spoil them."""
    return {
        "profiles": [[list(unit.members) for unit in profile.units] for profile in shape.profiles],
        "levels": [
            [str(level.chance), list(level.profiles), [str(price) for price in level.prices]]
            for level in lottery.levels
        ],
        "cuts": [[list(cut.adds), cut.most, tree] for cut, tree in lottery.cuts],
        "total": str(lottery.total),
        "panels": [
            [str(weight), [[one, count] for one, count in enumerate(counts) if count]]
            for weight, counts in lottery.panels
        ],
    }
