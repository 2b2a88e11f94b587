from __future__ import annotations

import numpy as np
import pytest

from lianshou.engines.matching.large import Revision
from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.board import NOBODY
from lianshou.engines.matching.large.pricing import cost_of_pair
from lianshou.engines.matching.large.residual import (
    begin,
    chooses,
    key_with,
    label_into,
    label_of,
    label_out,
    next_leaf,
    open_search,
)
from lianshou.engines.matching.large.tree import FAR, START, STOP
from lianshou.engines.matching.problem import IMPOSSIBLE


def labels(q):
    return np.array([label_of(q.work, host) for host in range(len(q.board.price))])


@pytest.mark.parametrize("seed", range(12))
def test_labels_are_the_reduced_distances_of_the_whole_graph(draw_map, regime, dense, seed):
    revision = Revision(regime(draw_map(seed)))
    q, order = open_search(revision), revision.host_order
    outward, inward = (ends[order] for ends in dense(revision).host_distances())
    label_out(q)
    out = labels(q)
    label_into(q)
    served = q.board.host[:, col.LOAD] > 0
    assert out.tolist() == np.where(outward < IMPOSSIBLE, outward - q.board.price, FAR).tolist()
    assert labels(q)[served].tolist() == (inward + q.board.price)[served].tolist()


@pytest.mark.parametrize("seed", range(20))
def test_next_leaf_passes_every_place_below_the_budget(draw_map, seed):
    problem = draw_map(seed, guests=80, hosts=60, cells=40)
    revision = Revision(problem)
    q, b = open_search(revision), revision.board
    draw = np.random.default_rng(seed)
    key_with(q.hosts, draw.integers(-9000, 9000, len(b.price)))
    for guest in range(len(b.guest)):
        met: list[int] = []
        node, depth = next_leaf(q.hosts, b.rates, b.guests, guest, 20_000, q.walk, begin(q.walk))
        while node != NOBODY:
            met += range(q.hosts.tree.nodes[node, START], q.hosts.tree.nodes[node, STOP])
            node, depth = next_leaf(q.hosts, b.rates, b.guests, guest, 20_000, q.walk, depth)
        known = b.guest[guest, col.EXISTING]
        sums = {host: cost_of_pair(b, guest, host) + q.hosts.prices[host] for host in range(len(b.price))}
        below = {host for host, whole in sums.items() if whole < 20_000 and host != known}
        assert below - set(met) == set()
        assert len(met) == len(set(met))


def test_nobody_chooses_who_is_locked_pinned_or_absent(draw_map):
    problem = next(p for seed in range(99) if (p := draw_map(seed, locks=0.2)).locked.max(initial=-1) >= 0)
    revision = Revision(problem)
    held = problem.locked >= 0
    gone = int(np.flatnonzero(~held)[0])
    revision.withdraw_guest(gone)
    held[gone] = True
    found = [chooses(revision.board, guest) for guest in range(len(held))]
    assert found == (~held[revision.guest_order]).tolist()
