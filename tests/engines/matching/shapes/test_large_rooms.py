import sys

import numpy as np
import pytest

from lianshou.engines.matching.problem import Problem, Room, Term
from lianshou.engines.matching.shapes.flaws import ShapeError, ShapeFlaw
from lianshou.engines.matching.shapes.large_rooms import solve_large_rooms
from lianshou.engines.matching.solver import solve
from lianshou.engines.matching.verifier import verify_result


def batches(seed: int, *, guests: int = 600, hosts: int = 8, fill: float) -> Problem:
    """Batches of recuperation: few hosts, ``fill`` places for every guest, some pairs closed."""
    draw = np.random.default_rng(seed)
    here, there = draw.integers(0, 500, (guests, 2)), draw.integers(0, 500, (hosts, 2))
    most = int(guests * fill / hosts)
    return Problem(
        guests=tuple(f"g{i}" for i in draw.permutation(guests)),
        hosts=tuple(f"h{j}" for j in draw.permutation(hosts)),
        terms=(Term("distance", np.abs(here[:, None] - there).sum(axis=2)),),
        rooms=(Room(low=most // 2, high=most - 9, most=most, under=50, over=7),) * hosts,
        left_out=draw.choice([300, 2000], guests),
        allowed=draw.random((guests, hosts)) < 0.9,
        locked={},
    )


@pytest.mark.parametrize("seed", range(150))
def test_solve_large_rooms_costs_what_the_ordinary_engine_finds(draw_problem, seed):
    problem = draw_problem(
        seed, guests=12, hosts=6, spread=[1, 12, 5000][seed % 3], dear=[3, 30, 20000][seed // 3 % 3]
    )
    result = solve_large_rooms(problem)
    assert (result.cost, result.bound, verify_result(result)) == (solve(problem).cost, result.cost, [])


@pytest.mark.parametrize("fill", [0.6, 1.0, 1.5])
@pytest.mark.parametrize("seed", range(4))
def test_solve_large_rooms_fills_batches_as_the_ordinary_engine_does(seed, fill):
    problem = batches(seed, fill=fill)
    result = solve_large_rooms(problem)
    assert (result.cost, result.bound, verify_result(result)) == (solve(problem).cost, result.cost, [])


def test_solve_large_rooms_costs_what_trying_everything_costs(draw_problem, best_by_hand):
    for seed in range(40):
        problem = draw_problem(seed, guests=5, hosts=3)
        assert solve_large_rooms(problem).cost == best_by_hand(problem)


def test_solve_large_rooms_refuses_what_could_overflow(pair_up):
    left_out = np.array([2**55] + [1] * 61)
    with pytest.raises(ShapeError) as caught:
        solve_large_rooms(pair_up([[1]] * 62, left_out=left_out))
    assert caught.value.reason is ShapeFlaw.TOO_LARGE_FOR_FLOW


def test_solve_large_rooms_names_the_extra_that_is_missing(pair_up, monkeypatch):
    monkeypatch.setitem(sys.modules, "ortools.graph.python.min_cost_flow", None)
    with pytest.raises(ShapeError) as caught:
        solve_large_rooms(pair_up([[1]]))
    missing = ("ortools.graph.python.min_cost_flow",)
    assert (caught.value.reason, caught.value.subject) == (ShapeFlaw.EXTRA_MISSING, missing)
    assert "pip install 'lianshou[large]'" in caught.value.wording.zh
