from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.engines.matching.changes import Shift
from lianshou.engines.matching.goals.fairness import Goal, LevelRoom, fairest, worst_first
from lianshou.engines.matching.problem import LEFT_OUT, Flaw, ProblemError, Room
from lianshou.engines.matching.solver import solve

WIDE = Room(low=0, high=9, most=9, under=0, over=0)


def worst(problem, picks):
    return max((int(problem.costs[i, j]) for i, j in enumerate(picks) if j >= 0), default=None)


def squares(problem, picks):
    return sum(picks.count(j) ** 2 for j in range(len(problem.hosts)))


def as_good(every_arrangement, result):
    """All arrangements of the optimum's cost that leave out no more guests."""
    most = list(result.host_of).count(LEFT_OUT)
    return [
        picks
        for picks, cost in every_arrangement(result.problem)
        if cost == result.cost and picks.count(LEFT_OUT) <= most
    ]


@pytest.mark.parametrize("seed", range(200))
def test_fairest_has_the_cheapest_dearest_pair_of_all_optima(draw_problem, every_arrangement, seed):
    problem = draw_problem(seed, guests=6, hosts=3, spread=[2, 3, 12][seed % 3], dear=[4, 30][seed % 2])
    result = solve(problem)
    found = fairest(result, goal=Goal.WORST_COST)
    every = [worst(problem, picks) for picks in as_good(every_arrangement, result)]
    least = None if None in every else min(every)
    assert (found.worst, found.cost, found.violations()) == (least, result.cost, [])
    assert (found.worst_before, found.cost_before) == (worst(problem, result.host_of.tolist()), result.cost)
    assert found.beyond is None or found.beyond.bound > result.cost
    assert found.host_of.tolist().count(LEFT_OUT) <= result.host_of.tolist().count(LEFT_OUT)


@pytest.mark.parametrize("seed", range(200))
def test_fairest_has_the_least_squares_of_all_optima(draw_problem, every_arrangement, seed):
    problem = draw_problem(seed, guests=6, hosts=3, spread=[0, 2, 3][seed % 3], dear=[4, 30][seed % 2])
    result = solve(problem)
    found = fairest(result, goal=Goal.LEVEL_LOADS)
    least = min(squares(problem, picks) for picks in as_good(every_arrangement, result))
    assert (squares(problem, found.host_of.tolist()), found.cost, found.violations()) == (
        least,
        result.cost,
        [],
    )


@pytest.mark.parametrize("seed", range(200))
def test_worst_first_serves_most_then_spares_the_worst_then_saves(draw_problem, every_arrangement, seed):
    problem = draw_problem(
        seed, guests=6, hosts=3, spread=[2, 12, 500][seed % 3], dear=[4, 30, 900][seed % 3]
    )
    found = worst_first(problem)
    lowest = -(10**9)
    right = min(
        (picks.count(LEFT_OUT), lowest if worst(problem, picks) is None else worst(problem, picks), cost)
        for picks, cost in every_arrangement(problem)
    )
    picks = found.host_of.tolist()
    assert (
        picks.count(LEFT_OUT),
        lowest if found.worst is None else found.worst,
        found.cost,
    ) == right
    assert (found.violations(), found.most_served.cost) == ([], right[0])
    assert found.beyond is None or found.beyond.bound > found.most_served.cost
    assert found.cost_before == solve(problem).cost


@pytest.mark.parametrize("seed", range(8))
def test_a_town_is_made_fairer_and_proven(draw_town, seed):
    result = solve(draw_town(seed))
    level, first = fairest(result, goal=Goal.LEVEL_LOADS), worst_first(result.problem)
    assert (level.cost, level.violations(), first.violations()) == (result.cost, [], [])
    assert sum(load**2 for load in level.loads) <= sum(load**2 for load in level.loads_before)
    assert first.host_of.tolist().count(LEFT_OUT) <= result.host_of.tolist().count(LEFT_OUT)


def test_fairest_spares_the_worst_guest_for_nothing(pair_up):
    problem = pair_up([[0, 5], [5, 10]])
    found = fairest(solve(problem), goal=Goal.WORST_COST)
    assert (found.worst, found.host_of.tolist(), found.cost) == (5, [1, 0], 10)
    assert (found.reached.cost, found.beyond.optimal, found.beyond.cost > 10) == (10, True, True)


def test_fairest_cannot_spare_who_is_locked(pair_up):
    problem = pair_up([[0, 90], [5, 10]], locked={"g0": "h1"})
    found = fairest(solve(problem), goal=Goal.WORST_COST)
    assert (found.worst, found.beyond, found.shifts) == (90, None, ())


def test_fairest_levels_loads_for_nothing(pair_up):
    found = fairest(solve(pair_up([[7, 7]] * 4, rooms=(WIDE, WIDE))), goal=Goal.LEVEL_LOADS)
    assert (found.loads, found.cost, found.violations()) == ([2, 2], 28, [])


def test_fairest_does_not_level_at_the_least_cost(pair_up):
    found = fairest(solve(pair_up([[6, 7]] * 4, rooms=(WIDE, WIDE))), goal=Goal.LEVEL_LOADS)
    assert (found.loads, found.loads_before, found.shifts) == ([4, 0], [4, 0], ())


@pytest.mark.parametrize("goal", Goal)
def test_fairest_leaves_nobody_out_for_fairness(pair_up, goal):
    found = fairest(solve(pair_up([[7]], left_out=np.array([7]), locked={"g0": "h0"})), goal=goal)
    assert found.host_of.tolist() == [0]


@pytest.mark.parametrize("goal", Goal)
def test_fairest_takes_nobody_and_nobody_served(pair_up, goal):
    empty = pair_up(np.zeros((0, 2), dtype=np.int64))
    alone = pair_up([[9, 9]], left_out=np.array([1]))
    assert [fairest(solve(problem), goal=goal).host_of.tolist() for problem in (empty, alone)] == [[], [-1]]


def test_fairest_refuses_a_result_without_proof(pair_up):
    with pytest.raises(ValueError, match="not proven"):
        fairest(replace(solve(pair_up([[1]])), bound=0), goal=Goal.WORST_COST)


def test_fairest_refuses_prices_that_could_overflow(pair_up):
    result = solve(pair_up([[2**50, 0], [0, 2**50]], left_out=np.array([2**54, 2**54])))
    with pytest.raises(ProblemError) as caught:
        fairest(result, goal=Goal.LEVEL_LOADS)
    assert caught.value.reason is Flaw.TOO_LARGE


def test_worst_first_pays_for_the_worst_guest(pair_up):
    found = worst_first(pair_up([[0, 60], [70, 100]]))
    assert (found.worst_before, found.worst, found.cost_before, found.cost) == (100, 70, 100, 130)
    assert found.shifts == (Shift(0, 0, 1), Shift(1, 1, 0))


def test_worst_first_serves_whom_the_optimum_leaves_out(pair_up):
    found = worst_first(pair_up([[50]], left_out=np.array([49])))
    assert (found.host_of.tolist(), found.cost, found.cost_before) == ([0], 50, 49)


@given(
    st.lists(st.integers(0, 6), min_size=3, max_size=3).map(sorted),
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, 9),
)
def test_level_room_is_a_staircase_that_adds_up(stairs, under, over, guests):
    room, plain = LevelRoom(*stairs, under, over), Room(*stairs, under, over)
    prices = [room.marginal(k) for k in range(1, room.most + 1)]
    assert prices == sorted(prices)
    assert prices == [plain.marginal(k) + 2 * k - 1 for k in range(1, plain.most + 1)]
    assert [room.total(load) for load in range(room.most + 1)] == [
        sum(prices[:k]) for k in range(len(prices) + 1)
    ]
    assert room.magnitude(guests) >= sum(abs(price) for price in prices[: guests + 1])
