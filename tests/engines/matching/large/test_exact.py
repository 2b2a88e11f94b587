from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching import explanation
from lianshou.engines.matching.large import ExactPrices, Revision, small_problem, solve
from lianshou.engines.matching.problem import IMPOSSIBLE, ProblemError
from lianshou.engines.matching.solver import solve as solve_small


def every_pair(problem):
    return np.argwhere(np.ones((len(problem.guests), len(problem.hosts)), dtype=bool))


@pytest.mark.parametrize("seed", range(16))
def test_forcings_equal_those_of_the_light_engine_for_every_pair(draw_map, regime, seed):
    problem = regime(draw_map(seed))
    wanted = explanation.price_of_forcing(solve_small(small_problem(problem)))
    found = ExactPrices(Revision(problem)).forcings(every_pair(problem))
    assert found.reshape(wanted.shape).tolist() == wanted.tolist()


@pytest.mark.parametrize("seed", range(16))
def test_forcings_equal_forcing_each_pair_in_a_revision(draw_map, regime, seed):
    problem = regime(draw_map(seed, guests=25, hosts=8))
    revision = Revision(problem)
    pairs = every_pair(problem)
    pairs = pairs[problem.locked[pairs[:, 0]] != pairs[:, 1]]  # a revision refuses to force the locked at all
    before = revision.board.cells.copy()
    found = [
        None if price == IMPOSSIBLE else price for price in ExactPrices(revision).forcings(pairs).tolist()
    ]
    assert (revision.board.cells == before).all()
    assert found == revision.prices_of_forcing(pairs)


@pytest.mark.parametrize("seed", range(16))
def test_host_price_range_equals_that_of_the_light_engine(draw_map, regime, seed):
    problem = regime(draw_map(seed))
    wanted = explanation.host_price_range(solve_small(small_problem(problem)))
    found = ExactPrices(Revision(problem)).host_price_range()
    assert [ends.tolist() for ends in found] == [ends.tolist() for ends in wanted]


@pytest.mark.parametrize("seed", range(12))
def test_forcings_after_changes_equal_those_of_a_fresh_start(draw_map, regime, seed):
    problem = regime(draw_map(seed, guests=30, hosts=8, locks=0.0))
    if len(problem.guests) < 2:
        return
    revision, draw = Revision(problem), np.random.default_rng(seed)
    for _ in range(3):
        try:
            revision.force(
                int(draw.integers(0, len(problem.guests))), int(draw.integers(0, len(problem.hosts)))
            )
            revision.withdraw_host(int(draw.integers(0, len(problem.hosts))))
        except ProblemError:
            continue
    now = revision.problem_of_now()
    pairs = every_pair(problem)
    fresh = ExactPrices(Revision(now))
    assert ExactPrices(revision).forcings(pairs).tolist() == fresh.forcings(pairs).tolist()
    ends = zip(ExactPrices(revision).host_price_range(), fresh.host_price_range(), strict=True)
    assert all(one.tolist() == other.tolist() for one, other in ends)


@pytest.mark.parametrize("seed", range(10))
def test_forcing_is_the_extra_cost_of_a_cold_solve_with_the_pair_locked(draw_map, regime, seed):
    problem = regime(draw_map(seed, guests=60, hosts=20))
    exact, before = ExactPrices(Revision(problem)), solve(problem).cost
    for guest, host in every_pair(problem)[:: 17 + seed].tolist():
        locked = problem.locked.copy()
        locked[guest] = host
        price = exact.forcing(guest, host)
        if price is not None:
            assert price == solve(replace(problem, locked=locked)).cost - before


def test_an_absent_guest_can_be_forced_nowhere(draw_map):
    problem = draw_map(2, locks=0.0)
    revision = Revision(problem)
    revision.withdraw_guest(0)
    exact = ExactPrices(revision)
    assert [exact.forcing(0, host) for host in range(len(problem.hosts))] == [None] * len(problem.hosts)


@pytest.mark.parametrize("pair", [(-1, 0), (0, -1), (10**6, 0), (0, 10**6)])
def test_forcing_raises_for_an_unknown_row(draw_map, pair):
    with pytest.raises(IndexError):
        ExactPrices(Revision(draw_map(2))).forcing(*pair)
