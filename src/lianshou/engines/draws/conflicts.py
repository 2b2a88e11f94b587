"""Why no panel keeps the rules: a smallest set of demands that cannot all be met, and the nearest changes that would help."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lianshou.core.wording import Wording, join
from lianshou.engines.draws.fairness.linear import SolvingError, System
from lianshou.engines.draws.shape import Shape


class End(StrEnum):
    PLACES = "places"
    LEAST = "least"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing asked of a panel: the places, or one end of a quota; ``row`` is that of the rule."""

    row: int
    end: End
    limit: int


@dataclass(frozen=True, slots=True)
class Change:
    """A demand with another limit."""

    demand: Demand
    to: int

    @property
    def size(self) -> int:
        return abs(self.to - self.demand.limit)


@dataclass(frozen=True, slots=True)
class Conflict:
    """``smallest``: no panel meets these together, any fewer can be met. ``ways``: changes, each of which is enough."""

    smallest: tuple[Demand, ...]
    ways: tuple[tuple[Change, ...], ...]


def conflict_of(shape: Shape) -> Conflict | None:
    """What stands in the way of any panel, or None when there is one."""
    demands = demands_of(shape)
    if _changed(shape, demands, changeable=()) is not None:
        return None
    smallest = _smallest(shape, demands)
    ways = [
        _changed(shape, demands, changeable=demands),
        _changed(shape, demands, changeable=demands, fewest=True),
    ]
    ways += [_changed(shape, demands, changeable=[one]) for one in smallest]
    found = dict.fromkeys(way for way in ways if way)
    return Conflict(smallest, tuple(sorted(found, key=lambda way: (sum(one.size for one in way), len(way)))))


def demands_of(shape: Shape) -> tuple[Demand, ...]:
    """Everything that is asked; a quota without a most, or with a least of 0, asks nothing by it."""
    found = [Demand(0, End.PLACES, shape.rules[0].least)]
    for row, rule in enumerate(shape.rules[1:], start=1):
        if rule.least:
            found.append(Demand(row, End.LEAST, rule.least))
        if rule.quota is not None and rule.quota.most is not None:
            found.append(Demand(row, End.MOST, rule.quota.most))
    return tuple(found)


def _smallest(shape: Shape, demands: Sequence[Demand]) -> tuple[Demand, ...]:
    """Of all sets of demands that cannot be met together, one with the fewest: it hits the leavings of every set that can."""
    leavings: list[set[Demand]] = []
    while True:
        hit = _hitting(demands, leavings)
        most = _greatest(shape, demands, hit)
        if most is None:
            return hit
        leavings.append(set(demands) - most)


def _hitting(demands: Sequence[Demand], leavings: Sequence[Collection[Demand]]) -> tuple[Demand, ...]:
    """The fewest demands of which each of ``leavings`` has one."""
    if not leavings:
        return ()
    rows = np.array([[float(one in left) for one in demands] for left in leavings])
    count = len(demands)
    ones, most = np.ones(len(rows)), np.full(len(rows), np.inf)
    found = System(rows, ones, most, np.zeros(count), np.ones(count)).best(-np.ones(count), whole=True)
    if found is None:
        raise SolvingError("nothing hits all leavings")
    return tuple(one for one, taken in zip(demands, found, strict=True) if taken)


def _greatest(shape: Shape, demands: Sequence[Demand], kept: Collection[Demand]) -> set[Demand] | None:
    """The most demands, all of ``kept`` among them, that one panel meets; None when ``kept`` cannot be met."""
    count, extra = len(shape.profiles), len(demands)
    rows, least, most = [], [], []
    for place, demand in enumerate(demands):
        adds = [one.adds[demand.row] for one in shape.profiles]
        reach = sum(add * one.size for add, one in zip(adds, shape.profiles, strict=True)) + demand.limit
        for sign in _signs(demand):  # sign × Σ adds × count ≤ sign × limit, or the demand is given up
            rows.append(
                [*(sign * add for add in adds), *(-reach if place == other else 0 for other in range(extra))]
            )
            least.append(-np.inf)
            most.append(sign * demand.limit)
    system = System(
        np.array(rows, dtype=np.float64),
        np.array(least),
        np.array(most, dtype=np.float64),
        np.zeros(count + extra),
        np.array(
            [*(one.size for one in shape.profiles), *(0 if one in kept else 1 for one in demands)],
            dtype=np.float64,
        ),
    )
    found = system.best([*[0.0] * count, *[-1.0] * extra], whole=True)
    if found is None:
        return None
    return {one for one, given_up in zip(demands, found[count:], strict=True) if not given_up}


def _changed(
    shape: Shape, demands: Sequence[Demand], *, changeable: Collection[Demand], fewest: bool = False
) -> tuple[Change, ...] | None:
    """The least changes of ``changeable`` (in places altogether, or in the number of demands) so that a panel can be; None where
    none helps, empty where none is needed.
    """
    count, extra = len(shape.profiles), len(demands)
    reach = sum(one.size * max(one.adds) for one in shape.profiles) + max(one.limit for one in demands) + 1
    # unknowns: counts, what each demand is loosened by, whether it is loosened at all
    rows, most = [], []
    for place, demand in enumerate(demands):
        adds = [one.adds[demand.row] for one in shape.profiles]
        own = [float(place == other) for other in range(extra)]
        for sign in _signs(demand):
            rows.append([*(sign * add for add in adds), *(-one for one in own), *[0.0] * extra])
            most.append(sign * demand.limit)
        rows.append([*[0.0] * count, *own, *(-reach * one for one in own)])
        most.append(0)
    free = [1.0 if one in changeable else 0.0 for one in demands]
    upper = np.array([*(float(one.size) for one in shape.profiles), *(reach * one for one in free), *free])
    system = System(
        np.array(rows, dtype=np.float64),
        np.full(len(rows), -np.inf),
        np.array(most, dtype=np.float64),
        np.zeros(len(upper)),
        upper,
    )
    prices = (1.0, float(reach * extra)) if fewest else (1.0, 1.0 / (extra + 1))
    found = system.best([*[0.0] * count, *[-prices[0]] * extra, *[-prices[1]] * extra], whole=True)
    if found is None:
        return None
    total = shape.sums([int(one) for one in found[:count]])
    return tuple(
        Change(one, total[one.row])
        for one, by in zip(demands, found[count : count + extra], strict=True)
        if by
    )


def _signs(demand: Demand) -> tuple[int, ...]:
    return {End.PLACES: (1, -1), End.MOST: (1,), End.LEAST: (-1,)}[demand.end]


def demand_said(shape: Shape, demand: Demand) -> Wording:
    """The demand in words, with how many there are for a least, and how many others for a most."""
    if demand.end is End.PLACES:
        return _PLACES.fill(limit=demand.limit)
    quota = shape.rules[demand.row].quota
    there = sum(one.adds[demand.row] * one.size for one in shape.profiles)
    others = sum(one.adds[0] * one.size for one in shape.profiles) - there
    words = _LEAST if demand.end is End.LEAST else _MOST
    return words.fill(
        attribute=quota and quota.attribute,
        value=quota and quota.value,
        limit=demand.limit,
        there=there,
        others=others,
        of="人" if any(one.adds[0] > 1 for one in shape.profiles) else "个",
    )


def conflict_said(shape: Shape, conflict: Conflict) -> Wording:
    """Which demands cannot be met together."""
    parts = [demand_said(shape, one) for one in conflict.smallest]
    return (_ALONE if len(parts) == 1 else _TOGETHER).fill(demands=join(parts, zh="；", en="; "))


def way_said(shape: Shape, way: Sequence[Change]) -> Wording:
    """One way out."""
    return join([_change_said(shape, one) for one in way], zh="，同时", en=", and ")


def _change_said(shape: Shape, change: Change) -> Wording:
    quota = shape.rules[change.demand.row].quota
    return _CHANGED[change.demand.end].fill(
        attribute=quota and quota.attribute,
        value=quota and quota.value,
        was=change.demand.limit,
        to=change.to,
    )


_PLACES = Wording("一共选{limit}个名额", "{limit} places in all")
_LEAST = Wording(
    "“{attribute}：{value}”至少{limit}{of}（名单上可选的有{there}{of}）",
    "at least {limit} of “{attribute}: {value}” ({there} can be drawn)",
)
_MOST = Wording(
    "“{attribute}：{value}”至多{limit}{of}（其余可选的有{others}{of}）",
    "at most {limit} of “{attribute}: {value}” ({others} others can be drawn)",
)
_ALONE = Wording("这一条无法做到：{demands}。", "This cannot be met: {demands}.")
_TOGETHER = Wording(
    "这几条不能同时做到，去掉其中任何一条就可以：{demands}。",
    "These cannot be met together; without any one of them they can: {demands}.",
)
_CHANGED = {
    End.PLACES: Wording("总名额由{was}个改为{to}个", "{to} places instead of {was}"),
    End.LEAST: Wording(
        "“{attribute}：{value}”的最少数由{was}改为{to}",
        "at least {to} instead of {was} of “{attribute}: {value}”",
    ),
    End.MOST: Wording(
        "“{attribute}：{value}”的最多数由{was}改为{to}",
        "at most {to} instead of {was} of “{attribute}: {value}”",
    ),
}
