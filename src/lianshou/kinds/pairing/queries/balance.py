"""Distance against industry: what the matching of the present lists would be at other weights; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lianshou.core.wording import Wording
from lianshou.engines.matching import ProblemError
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.pairing.queries.instance import instance_of, standing_pairs
from lianshou.kinds.pairing.queries.trying import too_many
from lianshou.kinds.pairing.rules.asking import stand
from lianshou.kinds.pairing.rules.balancing import curve
from lianshou.kinds.pairing.rules.facts import Instance

Json = dict[str, Any]


@dataclass(frozen=True)
class Balance:
    """The points of the curve, or what stands against it; ``standing`` when no pairs differ from the point of now."""

    ready: bool
    too_many: bool = False
    wrong: Wording | None = None
    points: tuple[Json, ...] = ()
    standing: bool = True

    def settings_at(self, factor: str) -> Json | None:
        """What to write into the settings to get to the point of this factor; None when there is none."""
        return next((point["settings"] for point in self.points if str(point["factor"]) == factor), None)


def balance_of(*, programme: Programme) -> Balance:
    """The best matching of the present lists for several weights of distance against industry."""
    instance = instance_of(programme=programme)
    if not (instance.hosts and instance.guests):
        return Balance(ready=False)
    if too_many(guests=len(instance.guests)):
        return Balance(ready=True, too_many=True)
    try:
        points = tuple(curve(instance)["points"])
        return Balance(ready=True, points=points, standing=_is_standing(programme, instance))
    except ProblemError as error:
        return Balance(ready=True, wrong=error.wording)


def _is_standing(programme: Programme, instance: Instance) -> bool:
    """Whether the pairs as they stand are a best arrangement at the present weights, or none stand yet."""
    pairs = standing_pairs(programme=programme)
    return not pairs["pairs"] or stand(instance, pairs).is_optimal
