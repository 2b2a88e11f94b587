from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching import explanation
from lianshou.engines.matching.large import ExactPrices, Revision, Rooms, Tariff, small_problem, solve
from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, ProblemError
from lianshou.engines.matching.solver import solve as solve_small

DEAR = 300_000


def tight(problem):
    """Barely room for all, and leaving out is dear: long chains, walls everywhere."""
    count, hosts = len(problem.guests), len(problem.hosts)
    most = np.maximum(problem.rooms.most, -(-count // hosts))
    rooms = Rooms(problem.rooms.low, problem.rooms.high, most, problem.rooms.under, problem.rooms.over)
    return replace(problem, rooms=rooms, left_out=np.full(count, DEAR))


def roomy(problem):
    """Three times the room: nobody is left out, some hosts stay empty."""
    columns = (problem.rooms.low, problem.rooms.high * 3, problem.rooms.most * 3 + 1)
    rooms = Rooms(*columns, problem.rooms.under, problem.rooms.over)
    return replace(problem, rooms=rooms, left_out=np.full(len(problem.guests), DEAR))


def left_out(problem):
    """Leaving out is cheap, and many are."""
    return replace(problem, left_out=problem.left_out // 8)


def closed(problem):
    """Two hosts in three take nobody but those locked to them."""
    shut = np.arange(len(problem.hosts)) % 3 > 0
    held = np.bincount(problem.locked[problem.locked >= 0], minlength=len(problem.hosts))
    low, high, most = (
        np.where(shut, np.minimum(column, held), column)
        for column in (problem.rooms.low, problem.rooms.high, problem.rooms.most)
    )
    return replace(problem, rooms=Rooms(low, high, most, problem.rooms.under, problem.rooms.over))


def tied(problem):
    """One cost for every pair: every way is as good as many others."""
    flat = Tariff(per_km=0, industry=(0,) * 5, chain=0, group=0, renewal=2000)
    return replace(problem, tariff=flat, left_out=np.full(len(problem.guests), 3000))


def as_drawn(problem):
    return problem


REGIMES = [as_drawn, tight, roomy, left_out, closed, tied]


def every_pair(problem):
    return np.argwhere(np.ones((len(problem.guests), len(problem.hosts)), dtype=bool))


@pytest.fixture(params=REGIMES, ids=lambda regime: regime.__name__)
def regime(request):
    return request.param


@pytest.mark.parametrize("seed", range(40))
def test_forcings_equal_those_of_the_light_engine_for_every_pair(draw_map, regime, seed):
    problem = regime(draw_map(seed))
    wanted = explanation.price_of_forcing(solve_small(small_problem(problem)))
    found = ExactPrices(Revision(problem)).forcings(every_pair(problem))
    assert found.reshape(wanted.shape).tolist() == wanted.tolist()


@pytest.mark.parametrize("seed", range(40))
def test_forcings_equal_forcing_each_pair_in_a_revision(draw_map, regime, seed):
    problem = regime(draw_map(seed, guests=25, hosts=8))
    revision = Revision(problem)
    pairs = every_pair(problem)
    pairs = pairs[problem.locked[pairs[:, 0]] != pairs[:, 1]]  # a revision refuses to force the locked at all
    before = revision.board.cells.copy()
    found = [None if price == IMPOSSIBLE else price for price in ExactPrices(revision).forcings(pairs).tolist()]
    assert (revision.board.cells == before).all()
    assert found == revision.prices_of_forcing(pairs)


@pytest.mark.parametrize("seed", range(40))
def test_host_price_range_equals_that_of_the_light_engine(draw_map, regime, seed):
    problem = regime(draw_map(seed))
    wanted = explanation.host_price_range(solve_small(small_problem(problem)))
    found = ExactPrices(Revision(problem)).host_price_range()
    assert [ends.tolist() for ends in found] == [ends.tolist() for ends in wanted]


@pytest.mark.parametrize("count", [1, 3, 20])
@pytest.mark.parametrize("seed", range(20))
def test_next_best_equals_that_of_the_light_engine(draw_map, regime, seed, count):
    problem = regime(draw_map(seed))
    revision = Revision(problem)
    found = ExactPrices(revision).next_best(count=count)
    prices = explanation.price_of_forcing(solve_small(small_problem(problem)))
    costs = small_problem(problem).costs
    for guest, home in enumerate(revision.hosts_by_row().tolist()):
        others = [j for j in range(len(problem.hosts)) if j != home and prices[guest, j] < IMPOSSIBLE]
        wanted = sorted((int(prices[guest, j]), int(costs[guest, j]), j) for j in others)[:count]
        known = found.hosts[guest] != LEFT_OUT
        columns = (found.extra[guest], found.costs[guest], found.hosts[guest])
        assert list(zip(*(column[known].tolist() for column in columns), strict=True)) == wanted


@pytest.mark.parametrize("seed", range(30))
def test_forcings_after_changes_equal_those_of_a_fresh_start(draw_map, seed):
    problem = tight(draw_map(seed, guests=30, hosts=8, locks=0.0))
    if len(problem.guests) < 2:
        return
    revision, draw = Revision(problem), np.random.default_rng(seed)
    for _ in range(3):
        try:
            revision.force(int(draw.integers(0, len(problem.guests))), int(draw.integers(0, len(problem.hosts))))
            revision.withdraw_host(int(draw.integers(0, len(problem.hosts))))
        except ProblemError:
            continue
    now = revision.problem_of_now()
    pairs = every_pair(problem)
    fresh = ExactPrices(Revision(now))
    assert ExactPrices(revision).forcings(pairs).tolist() == fresh.forcings(pairs).tolist()
    ends = zip(ExactPrices(revision).host_price_range(), fresh.host_price_range(), strict=True)
    assert all(one.tolist() == other.tolist() for one, other in ends)


def test_forcing_is_the_extra_cost_of_a_cold_solve_with_the_pair_locked(draw_map):
    problem = tight(draw_map(11, locks=0.0))
    exact, before = ExactPrices(Revision(problem)), solve(problem).cost
    for guest, host in every_pair(problem)[::17].tolist():
        locked = problem.locked.copy()
        locked[guest] = host
        price = exact.forcing(guest, host)
        if price is not None:
            assert price == solve(replace(problem, locked=locked)).cost - before


def test_an_absent_guest_can_be_forced_nowhere_and_has_no_next_best(draw_map):
    problem = draw_map(2, locks=0.0)
    revision = Revision(problem)
    revision.withdraw_guest(0)
    exact = ExactPrices(revision)
    assert [exact.forcing(0, host) for host in range(len(problem.hosts))] == [None] * len(problem.hosts)
    assert exact.next_best().hosts[0].tolist() == [LEFT_OUT] * 3


@pytest.mark.parametrize("pair", [(-1, 0), (0, -1), (10**6, 0), (0, 10**6)])
def test_forcing_raises_for_an_unknown_row(draw_map, pair):
    with pytest.raises(IndexError):
        ExactPrices(Revision(draw_map(2))).forcing(*pair)
