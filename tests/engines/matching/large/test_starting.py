from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching.large import ABSENT, Start, check, solve
from lianshou.engines.matching.problem import LEFT_OUT, Flaw, ProblemError


def absurd(draw, problem):
    """Anybody anywhere, at any price."""
    n, m = len(problem.guests), len(problem.hosts)
    scale = int(draw.choice([1, 9000, 2**58]))
    return Start(draw.integers(-1, m, n), draw.integers(-scale, scale + 1, m))


@pytest.mark.parametrize("seed", range(200))
def test_solve_from_any_start_costs_what_a_cold_solve_costs(draw_map, seed):
    problem = draw_map(seed, cells=[2, 6, 60][seed % 3], spread=[3, 9000][seed % 2])
    result = solve(problem, start=absurd(np.random.default_rng(seed), problem))
    assert (result.cost, result.bound, check(result)) == (solve(problem).cost, result.cost, [])


@pytest.mark.parametrize("seed", range(60))
def test_solve_from_the_answer_to_another_question_is_exact(draw_map, seed):
    """Other weights and other rooms: what reweighing and joined parts bring."""
    problem = draw_map(seed)
    before = solve(problem)
    tariff = replace(problem.tariff, per_km=problem.tariff.per_km // 2, industry=(0, 1, 2, 3, 4000))
    rooms = replace(problem.rooms, over=problem.rooms.over // 3, most=problem.rooms.most + 1)
    asked = replace(problem, tariff=tariff, rooms=rooms)
    result = solve(asked, start=Start(before.host_of, before.host_prices))
    assert (result.cost, result.bound, check(result)) == (solve(asked).cost, result.cost, [])


@pytest.mark.parametrize("seed", range(5))
def test_solve_from_the_optimum_keeps_it_in_one_pass_and_two_arcs_a_guest(draw_map, seed):
    problem = draw_map(seed, guests=2500, hosts=500, cells=400)
    cold = solve(problem)
    warm = solve(problem, start=Start(cold.host_of, cold.host_prices))
    assert (warm.host_of == cold.host_of).all()
    assert (warm.cost, warm.bound, warm.passes) == (cold.cost, cold.cost, 1)
    assert warm.arcs <= 2 * len(problem.guests)


def test_solve_lets_the_absent_stay_away(draw_map):
    problem = draw_map(4, locks=0.0)
    cold = solve(problem)
    given = cold.host_of.copy()
    given[::2] = ABSENT
    host_of = solve(problem, start=Start(given, cold.host_prices)).host_of
    assert ((host_of == ABSENT) == (given == ABSENT)).all()


@pytest.mark.parametrize(
    ("host_of", "reason"),
    [
        ([0] * 3, Flaw.SHAPE),
        ([99] * 40, Flaw.UNKNOWN_INDEX),
        ([-2] * 40, Flaw.UNKNOWN_INDEX),
        ([[0]] * 40, Flaw.SHAPE),
        ([0.0] * 40, Flaw.DTYPE),
    ],
)
def test_solve_refuses_a_start_that_does_not_fit(draw_map, host_of, reason):
    problem = next(found for seed in range(999) if len((found := draw_map(seed)).guests) == 40)
    prices = np.zeros(len(problem.hosts), dtype=np.int64)
    with pytest.raises(ProblemError) as refused:
        solve(problem, start=Start(np.array(host_of), prices))
    assert refused.value.reason is reason


def test_a_start_is_a_copy_of_what_it_is_given():
    host_of = np.array([LEFT_OUT])
    start = Start(host_of, np.array([0]))
    host_of[0] = 0
    assert start.host_of.tolist() == [LEFT_OUT]
