from __future__ import annotations

import pytest

from lianshou.engines.matching import explanation
from lianshou.engines.matching.large import ExactPrices, Revision, small_problem
from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT
from lianshou.engines.matching.solver import solve


@pytest.mark.parametrize("count", [1, 3, 20])
@pytest.mark.parametrize("seed", range(8))
def test_next_best_equals_that_of_the_light_engine(draw_map, regime, seed, count):
    problem = regime(draw_map(seed))
    revision = Revision(problem)
    found = ExactPrices(revision).next_best(count=count)
    prices = explanation.price_of_forcing(solve(small_problem(problem)))
    costs = small_problem(problem).costs
    for guest, home in enumerate(revision.hosts_by_row().tolist()):
        others = [j for j in range(len(problem.hosts)) if j != home and prices[guest, j] < IMPOSSIBLE]
        wanted = sorted((int(prices[guest, j]), int(costs[guest, j]), j) for j in others)[:count]
        known = found.hosts[guest] != LEFT_OUT
        columns = (found.extra[guest], found.costs[guest], found.hosts[guest])
        assert list(zip(*(column[known].tolist() for column in columns), strict=True)) == wanted


def test_an_absent_guest_has_no_options(draw_map):
    revision = Revision(draw_map(2, locks=0.0))
    revision.withdraw_guest(0)
    assert ExactPrices(revision).next_best().hosts[0].tolist() == [LEFT_OUT] * 3
