from __future__ import annotations

import numpy as np
import pytest

from lianshou.engines.matching.large import Revision, options, small_problem
from lianshou.engines.matching.large.solving import Engine


@pytest.mark.parametrize("count", [1, 4, 20])
@pytest.mark.parametrize("seed", range(40))
def test_options_are_the_cheapest_of_all_hosts_at_the_prices_of_now(draw_map, seed, count):
    problem = draw_map(seed, locks=0.0)
    engine = Engine(problem)
    result, dense, found = engine.result(), small_problem(problem), options(engine, count=count)
    for guest in range(len(problem.guests)):
        sums = (dense.costs[guest] + result.host_prices)[dense.allowed[guest]]
        hosts = found.hosts[guest][found.hosts[guest] >= 0]
        assert len(set(hosts.tolist())) == len(hosts) == min(count, len(sums))
        assert found.costs[guest, : len(hosts)].tolist() == dense.costs[guest, hosts].tolist()
        ours = found.costs[guest, : len(hosts)] + result.host_prices[hosts]
        assert ours.tolist() == np.sort(sums)[:count].tolist()
        assert found.extra[guest, : len(hosts)].tolist() == (ours - result.guest_values[guest]).tolist()


@pytest.mark.parametrize("seed", range(20))
def test_extra_never_exceeds_the_exact_price_of_forcing(draw_map, seed):
    revision = Revision(draw_map(seed, locks=0.0))
    found = options(revision)
    pairs = np.argwhere(found.hosts >= 0)
    forced = np.column_stack([pairs[:, 0], found.hosts[tuple(pairs.T)]])
    for pair, price in zip(pairs.tolist(), revision.prices_of_forcing(forced), strict=True):
        assert price is None or found.extra[tuple(pair)] <= price


def test_an_absent_guest_has_no_options(draw_map):
    revision = Revision(draw_map(2, locks=0.0))
    revision.withdraw_guest(0)
    assert (options(revision).hosts[0] == -1).all()
