from __future__ import annotations

import numpy as np
import pytest

from lianshou.engines.matching.large import LargeProblem, Places, Rooms, Tariff
from lianshou.engines.matching.large.cost import costs_between, rates_of, side_of
from lianshou.engines.matching.large.tree import FAR, STOP, cheapest, grow, key_all, leaf_of, search_room

NONE_CLOSED = np.zeros(101, dtype=np.int64), np.zeros(0, dtype=np.int64)


def found_below(problem, prices, *, count, budget, closed=NONE_CLOSED):
    """For every guest, what the tree finds, in rows of the hosts."""
    tree, side, order = grow(problem.hosts)
    keys, room = np.empty(len(tree.nodes), dtype=np.int64), search_room(count)
    ordered = prices[order]
    key_all(tree, keys, ordered)
    seekers = side_of(problem.guests, np.arange(len(problem.guests)))
    for guest in range(len(problem.guests)):
        number = cheapest(
            tree, keys, side, ordered, rates_of(problem.tariff), seekers, guest, closed, budget, room
        )
        yield order[room[0][:number]], room[1][:number].copy(), room[2][:number].copy()


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("count", [1, 5, 200])
def test_cheapest_finds_what_looking_at_all_finds(draw_places, seed, count):
    draw = np.random.default_rng(seed)
    guests, hosts = (draw_places(draw, count=size, cells=[1, 5, 400][seed % 3]) for size in (100, 150))
    tariff = Tariff(farthest=[3000, 2**40][seed % 2])
    rooms = Rooms(*np.ones((5, 150), dtype=np.int64))
    problem = LargeProblem(guests, hosts, tariff, rooms, np.ones(100, dtype=np.int64))
    prices, budget = draw.integers(-9000, 9000, 150), [4000, 30_000, 2**50][seed % 3]
    costs = costs_between(problem, np.arange(100)[:, None], np.arange(150))
    free = Tariff(per_km=1000, industry=(0,) * 5, chain=0, group=0, renewal=0)
    apart = costs_between(
        LargeProblem(guests, hosts, free, rooms, problem.left_out), np.arange(100)[:, None], np.arange(150)
    )
    sums = np.where(apart <= tariff.farthest, costs + prices, 2**58)
    for guest, (places, paid, totals) in enumerate(found_below(problem, prices, count=count, budget=budget)):
        wanted = np.sort(sums[guest][sums[guest] < budget])[:count]
        assert totals.tolist() == wanted.tolist()
        assert paid.tolist() == costs[guest, places].tolist()


def test_cheapest_passes_over_closed_places(draw_places):
    draw = np.random.default_rng(0)
    guests, hosts = (draw_places(draw, count=size, cells=5) for size in (100, 9))
    rooms = Rooms(*np.ones((5, 9), dtype=np.int64))
    problem = LargeProblem(guests, hosts, Tariff(), rooms, np.ones(100, dtype=np.int64))
    closed = np.arange(101) * 9, np.tile(np.arange(9), 100)
    prices = np.zeros(9, dtype=np.int64)
    assert all(
        len(places) == 0
        for places, _, _ in found_below(problem, prices, count=3, budget=2**50, closed=closed)
    )


@pytest.mark.parametrize("count", [0, 1, 8, 9, 100])
def test_grow_puts_every_place_into_one_leaf(draw_places, count):
    tree, side, order = grow(draw_places(np.random.default_rng(count), count=count, cells=9))
    assert sorted(order.tolist()) == list(range(count))
    assert (len(side.points), int(tree.nodes[0, STOP])) == (count, count)
    for place in range(count):
        leaf = leaf_of(tree, place)
        assert tree.nodes[leaf, 0] <= place < tree.nodes[leaf, 1]
        assert (tree.boxes[leaf, :3] <= side.points[place]).all()
        assert (tree.boxes[leaf, 3:] >= side.points[place]).all()


def test_grow_parts_by_industry_where_places_lie_together():
    town = np.full(16, 120.0), np.full(16, 30.0)
    industry = np.tile([13400, 23415], 8)
    zero = np.zeros(16, dtype=np.int64)
    _, side, order = grow(Places(*town, industry, zero, zero))
    assert side.traits[:, 0].tolist() == [13400] * 8 + [23415] * 8
    assert order.tolist() == [*range(0, 16, 2), *range(1, 16, 2)]


def test_nobody_is_found_at_the_price_far(draw_places):
    hosts = draw_places(np.random.default_rng(1), count=30, cells=5)
    rooms = Rooms(*np.ones((5, 30), dtype=np.int64))
    problem = LargeProblem(hosts, hosts, Tariff(), rooms, np.ones(30, dtype=np.int64))
    prices = np.full(30, FAR)
    assert all(len(places) == 0 for places, _, _ in found_below(problem, prices, count=3, budget=2**55))
