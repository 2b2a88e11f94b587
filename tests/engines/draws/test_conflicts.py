"""Conflicts against trying out every set of demands."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import HealthCheck, given, settings
from numpy.typing import NDArray
from tests.engines.draws.worlds import person, problems

from lianshou.engines.draws.conflicts import (
    Change,
    Demand,
    End,
    conflict_of,
    conflict_said,
    demands_of,
    way_said,
)
from lianshou.engines.draws.problem import Problem, Quota
from lianshou.engines.draws.shape import Shape, shape_of


def everything(shape: Shape) -> NDArray[np.int64]:
    """Every selection, a column each, whatever rules it breaks."""
    ranges = (np.arange(one.size + 1) for one in shape.profiles)
    return np.stack([one.ravel() for one in np.meshgrid(*ranges, indexing="ij")])


def short(shape: Shape, demand: Demand, selections: NDArray[np.int64]) -> NDArray[np.int64]:
    """By how much each selection misses a demand."""
    total = np.array([one.adds[demand.row] for one in shape.profiles]) @ selections
    over = total - demand.limit
    return {
        End.PLACES: np.abs(over),
        End.LEAST: np.maximum(-over, 0),
        End.MOST: np.maximum(over, 0),
    }[demand.end]


def met(shape: Shape, demands: list[Demand]) -> bool:
    """Whether some panel meets them, by trying all."""
    selections = everything(shape)
    missed = sum((short(shape, one, selections) for one in demands), np.zeros(selections.shape[1], int))
    return bool((missed == 0).any())


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(most=7))
def test_conflict_is_a_smallest_one_and_every_way_helps(problem: Problem) -> None:
    shape = shape_of(problem)
    if not shape.profiles:
        return
    demands = list(demands_of(shape))
    conflict = conflict_of(shape)
    assert (conflict is None) == met(shape, demands)
    if conflict is None:
        return
    size = len(conflict.smallest)
    assert not met(shape, list(conflict.smallest))
    for fewer in range(size):
        assert all(met(shape, list(some)) for some in combinations(demands, fewer))
    assert conflict.ways  # loosening everything always helps
    for way in conflict.ways:
        changed = {one.demand: one.to for one in way}
        assert met(shape, [Demand(one.row, one.end, changed.get(one, one.limit)) for one in demands])
    # no selection breaks the demands by less in all than the first way loosens them, none breaks fewer than the shortest
    selections = everything(shape)
    missed = np.array([short(shape, one, selections) for one in demands])
    assert sum(one.size for one in conflict.ways[0]) == missed.sum(axis=0).min()
    assert min(len(way) for way in conflict.ways) == (missed > 0).sum(axis=0).min()


WOMEN = tuple(person(one, 性别="女" if one <= 2 else "男") for one in range(1, 9))


def test_conflict_in_words() -> None:
    shape = shape_of(Problem(5, WOMEN, (Quota("性别", "女", 2, 2), Quota("性别", "男", 0, 2))))
    conflict = conflict_of(shape)
    assert conflict is not None
    assert {one.end for one in conflict.smallest} == {End.PLACES, End.MOST}
    assert conflict_said(shape, conflict).zh == (
        "这几条不能同时做到，去掉其中任何一条就可以：一共选5个名额；“性别：男”至多2个（其余可选的有2个）。"
    )
    assert {way_said(shape, way).zh for way in conflict.ways} == {
        "总名额由5个改为4个",
        "“性别：男”的最多数由2改为3",
    }
    assert {way_said(shape, way).en for way in conflict.ways} == {
        "4 places instead of 5",
        "at most 3 instead of 2 of “性别: 男”",
    }


def test_least_beyond_the_list_is_a_conflict_of_its_own() -> None:
    shape = shape_of(Problem(3, WOMEN, (Quota("性别", "女", 3),)))
    conflict = conflict_of(shape)
    assert conflict is not None
    assert conflict.smallest == (Demand(1, End.LEAST, 3),)
    assert conflict.ways == ((Change(Demand(1, End.LEAST, 3), 2),),)
    assert "名单上可选的有2个" in conflict_said(shape, conflict).zh


def test_couples_cannot_fill_an_odd_number_of_places() -> None:
    people = tuple(person(one, unit=str((one + 1) // 2)) for one in range(1, 9))
    conflict = conflict_of(shape_of(Problem(3, people)))
    assert conflict is not None
    assert conflict.smallest == (Demand(0, End.PLACES, 3),)
    assert {one.to for way in conflict.ways for one in way} <= {2, 4}


def test_nobody_left_to_draw_is_a_conflict() -> None:
    conflict = conflict_of(shape_of(Problem(1, (person(1, excluded="请假"),))))
    assert conflict is not None
    assert conflict.ways == ((Change(Demand(0, End.PLACES, 1), 0),),)
