import numpy as np
import pytest

from lianshou.engines.matching.explanation import host_price_range
from lianshou.engines.matching.problem import IMPOSSIBLE, Room
from lianshou.engines.matching.shapes.prices import highest_prices, proven, stairs
from lianshou.engines.matching.solver import solve
from lianshou.engines.matching.verifier import verify_result


@pytest.mark.parametrize("seed", range(150))
def test_highest_prices_are_the_upper_ends_of_the_ranges(draw_problem, seed):
    result = solve(draw_problem(seed, guests=9, hosts=5))
    upper = host_price_range(result)[1]
    prices = highest_prices(result.problem, result.host_of)
    bounded = upper < IMPOSSIBLE
    assert prices[bounded].tolist() == upper[bounded].tolist()


@pytest.mark.parametrize("seed", range(100))
def test_proven_gives_a_proof_that_the_verifier_accepts(draw_problem, seed):
    problem = draw_problem(seed, guests=9, hosts=5, spread=[1, 40][seed % 2])
    result = proven(problem, solve(problem).host_of)
    assert (result.bound, verify_result(result)) == (result.cost, [])


def test_proven_refuses_an_arrangement_that_is_not_the_cheapest(pair_up):
    with pytest.raises(ValueError, match="not the cheapest"):
        proven(pair_up([[0, 9], [9, 0]]), np.array([1, 0]))


def test_proven_of_a_lone_mistake_shows_a_bound_below_the_cost(pair_up):
    result = proven(pair_up([[0, 9]]), np.array([1]))
    assert (result.cost, result.bound, result.optimal) == (9, 0, False)


def test_stairs_join_places_of_one_price():
    assert stairs(Room(low=2, high=4, most=7, under=9, over=5), 6) == [(-9, 2), (0, 2), (5, 1), (10, 1)]
    assert stairs(Room(low=0, high=4, most=900, under=9, over=0), 600) == [(0, 600)]
