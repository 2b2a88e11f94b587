from __future__ import annotations

import numpy as np
import pytest

from lianshou.engines.matching.large import Revision
from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.board import NOBODY
from lianshou.engines.matching.large.residual import BEYOND, open_search
from lianshou.engines.matching.large.tree import FAR
from lianshou.engines.matching.large.ways import find_ways, label_home, way_home
from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT


def raw(length, price, other):
    """A reduced length as the sum of costs that it stands for."""
    return length + price - other if length < BEYOND else IMPOSSIBLE


def homes(revision):
    return np.flatnonzero(revision.board.host[:, col.FIRST_MEMBER] != NOBODY).tolist()


@pytest.mark.parametrize("seed", range(12))
def test_ways_home_are_the_distances_of_the_whole_graph(draw_map, regime, dense, seed):
    revision = Revision(regime(draw_map(seed)))
    q, whole, price = open_search(revision), dense(revision), revision.board.price
    ways = find_ways(q)
    for home in homes(revision):
        label_home(q.work, ways, home, FAR)
        wanted = whole.distances_to(whole.node_of(revision.host_order[home]))[0]
        for host, row in enumerate(revision.host_order.tolist()):
            way = raw(way_home(q.work, ways, host, home), price[host], price[home])
            assert way == wanted[whole.node_of(row)]


@pytest.mark.parametrize("seed", range(12))
def test_ways_to_the_outside_and_from_it_are_the_distances_of_the_whole_graph(draw_map, regime, dense, seed):
    revision = Revision(regime(draw_map(seed)))
    ways, price = find_ways(open_search(revision)), revision.board.price
    outward, inward = (ends[revision.host_order].tolist() for ends in dense(revision).host_distances())
    assert [raw(length, host, 0) for length, host in zip(ways.out, price, strict=True)] == outward
    assert [raw(length, 0, host) for length, host in zip(ways.into, price, strict=True)] == inward


@pytest.mark.parametrize("limit", [1, 2000])
def test_label_home_leaves_out_what_is_no_nearer_than_the_limit(draw_map, regime, limit):
    revision = Revision(regime(draw_map(7, guests=60, hosts=20)))
    q = open_search(revision)
    ways = find_ways(q)
    for home in homes(revision):
        found = []
        for most in (FAR, limit):
            label_home(q.work, ways, home, most)
            seen = q.work.host[: q.work.tally[col.SEEN], col.SCANNED].tolist()
            found.append({host: int(q.work.host[host, col.LABEL]) for host in seen})
        assert found[1] == {host: label for host, label in found[0].items() if label < limit}


def test_for_a_guest_left_out_every_way_leads_outside(draw_map):
    q = open_search(Revision(draw_map(7)))
    ways = find_ways(q)
    label_home(q.work, ways, LEFT_OUT, FAR)
    assert [way_home(q.work, ways, host, LEFT_OUT) for host in range(len(ways.out))] == ways.out.tolist()
