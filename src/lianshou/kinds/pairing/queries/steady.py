"""Matching again with as few moves as can be, against matching anew; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianshou.core.wording import Wording
from lianshou.engines.matching import ProblemError
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.pairing.queries.instance import instance_of, kept_pairs
from lianshou.kinds.pairing.queries.trying import too_many
from lianshou.kinds.pairing.rules.steadying import least_change

_MOST_ROWS = 12

Json = dict[str, Any]


@dataclass(frozen=True)
class Steady:
    """The answer of the rules, or what stands against it; ``rows`` are points of its curve to show, by their place."""

    matched: bool
    ready: bool = False
    too_many: bool = False
    wrong: Wording | None = None
    answer: Json | None = None

    @property
    def points(self) -> list[Json]:
        return self.answer["curve"] if self.answer else []

    @property
    def settled(self) -> bool:
        """Whether the pairs as they stand are the best there is."""
        return bool(self.points) and not any(point["moves"] for point in self.points)

    @property
    def idle(self) -> bool:
        """Whether matching again with few moves would move nobody, though matching anew would."""
        return bool(self.points) and not self.points[0]["moves"]

    @property
    def rows(self) -> list[tuple[int, Json]]:
        """The first, the last, and some between when there are many."""
        last = len(self.points) - 1
        every = max(1, -(-last // (_MOST_ROWS - 1)))
        return [
            (place, point) for place, point in enumerate(self.points) if place % every == 0 or place == last
        ]


def steady_of(*, programme: Programme) -> Steady:
    """What matching again would move at least, and what each further move would save."""
    kept = kept_pairs(programme=programme)
    if not kept:
        return Steady(matched=False)
    instance = instance_of(programme=programme)
    if not (instance.hosts and instance.guests):
        return Steady(matched=True)
    if too_many(guests=len(instance.guests)):
        return Steady(matched=True, ready=True, too_many=True)
    try:
        return Steady(matched=True, ready=True, answer=least_change(instance, kept))
    except ProblemError as error:
        return Steady(matched=True, ready=True, wrong=error.wording)
