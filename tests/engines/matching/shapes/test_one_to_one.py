import os
from pathlib import Path

import numpy as np
import pytest

from lianshou.engines.matching.problem import Problem, Room, Term
from lianshou.engines.matching.shapes.flaws import ShapeError, ShapeFlaw
from lianshou.engines.matching.shapes.one_to_one import solve_one_to_one
from lianshou.engines.matching.solver import solve
from lianshou.engines.matching.verifier import verify_result

PUBLISHED = {100: 305, 200: 475, 300: 626, 400: 804, 500: 991, 600: 1176, 700: 1362, 800: 1552}
"""Optima of the assignment instances of the OR-Library (Beasley, *J. of the OR Society* 41, 1990)."""
FOLDER = os.environ.get("LIANSHOU_OR_LIBRARY", "")


def table(costs: np.ndarray, *, left_out: int) -> Problem:
    n, m = costs.shape
    return Problem(
        guests=tuple(f"g{i}" for i in range(n)),
        hosts=tuple(f"h{j}" for j in range(m)),
        terms=(Term("cost", costs),),
        rooms=(Room(low=0, high=1, most=1, under=0, over=0),) * m,
        left_out=np.full(n, left_out),
        allowed=np.ones((n, m), dtype=np.bool_),
        locked={},
    )


def with_known_optimum(seed: int, *, size: int, slack: int) -> tuple[Problem, int]:
    """Duals and a pairing first, then costs: their sum on the pairing, never less elsewhere, so that it is optimal."""
    draw = np.random.default_rng(seed)
    u, v = draw.integers(1, 1000, size), draw.integers(1, 1000, size)
    costs = u[:, None] + v + draw.integers(0, slack, (size, size))
    pairing = draw.permutation(size)
    costs[np.arange(size), pairing] = u + v[pairing]
    return table(costs, left_out=10**6), int(u.sum() + v.sum())


@pytest.mark.parametrize("seed", range(150))
def test_solve_one_to_one_costs_what_the_ordinary_engine_finds(draw_single, seed):
    problem = draw_single(
        seed, guests=9, hosts=8, spread=[1, 12, 5000][seed % 3], dear=[3, 30, 20000][seed // 3 % 3]
    )
    result = solve_one_to_one(problem)
    assert (result.cost, result.bound, verify_result(result)) == (solve(problem).cost, result.cost, [])


@pytest.mark.parametrize("seed", range(60))
def test_solve_one_to_one_costs_what_trying_everything_costs(draw_single, best_by_hand, seed):
    problem = draw_single(seed, guests=5, hosts=4, spread=[1, 12][seed % 2])
    assert solve_one_to_one(problem).cost == best_by_hand(problem)


@pytest.mark.parametrize(("size", "slack"), [(200, 3), (400, 40), (800, 2000)])
def test_solve_one_to_one_finds_the_optimum_an_instance_was_made_from(size, slack):
    problem, best = with_known_optimum(size, size=size, slack=slack)
    result = solve_one_to_one(problem)
    assert (result.cost, result.bound, verify_result(result)) == (best, best, [])


@pytest.mark.skipif(not FOLDER, reason="LIANSHOU_OR_LIBRARY does not name a folder with assign100.txt and on")
@pytest.mark.parametrize("size", PUBLISHED)
def test_solve_one_to_one_finds_the_published_optimum(size):
    numbers = (Path(FOLDER) / f"assign{size}.txt").read_text(encoding="ascii").split()
    assert int(numbers[0]) == size
    costs = np.array(numbers[1 : size * size + 1], dtype=np.int64).reshape(size, size)
    result = solve_one_to_one(table(costs, left_out=10**6))
    assert (result.cost, result.bound) == (PUBLISHED[size],) * 2


@pytest.mark.parametrize("size", [200, 400])
def test_the_ordinary_engine_finds_the_optimum_an_instance_was_made_from(size):
    problem, best = with_known_optimum(size, size=size, slack=20)
    result = solve(problem)
    assert (result.cost, result.bound) == (best, best)


def test_solve_one_to_one_stays_exact_just_below_what_a_float_holds():
    costs = np.array([[2**49, 2**49 + 1], [2**49 + 1, 2**49 + 3]])
    problem = table(costs, left_out=2**50)
    result = solve_one_to_one(problem)
    assert (result.cost, result.bound) == (2**50 + 2, 2**50 + 2)


def test_solve_one_to_one_refuses_costs_that_a_float_cannot_hold():
    with pytest.raises(ShapeError) as caught:
        solve_one_to_one(table(np.array([[1, 2], [3, 4]]), left_out=2**52))
    assert caught.value.reason is ShapeFlaw.TOO_LARGE_FOR_FLOATS


def test_solve_one_to_one_refuses_a_host_with_two_places(pair_up):
    rooms = (Room(0, 1, 1, 0, 0), Room(0, 1, 2, 0, 0))
    with pytest.raises(ShapeError) as caught:
        solve_one_to_one(pair_up([[1, 2]], rooms=rooms))
    assert (caught.value.reason, caught.value.subject) == (ShapeFlaw.NOT_ONE_TO_ONE, ("h1",))
    assert str(caught.value) == "NOT_ONE_TO_ONE: a host has more than one place: h1"
