"""A k-d tree over one side on the unit sphere: who is cheapest for a guest (or a host) at the prices of now?

Every node holds a box, what its places could share with a seeker, and the least price below it, so that
``least cost + least price`` rules out whole regions (branch and bound; Bentley, *CACM* 18, 1975). Exact:
a bound never exceeds the integer cost it stands for. Nodes are a heap: the children of k are 2k + 1, 2k + 2.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.cost import (
    Rates,
    Side,
    least_metres,
    pair_cost,
    side_of,
    squared_chord,
)
from lianshou.engines.matching.large.places import Floats, Places
from lianshou.engines.matching.problem import Ints

FAR: Final = 2**58
"""A price at which nobody is ever found; beyond all real ones, and four of them still add up in int64."""
LEAF: Final = 8
_DEPTH: Final = 64


class Tree(NamedTuple):
    """Boxes float64 (nodes, 3); the places of node k are start[k]..stop[k] in tree order; bitmasks of what
    they hold: ``sections``, ``divisions`` (hashed to 62 bits), ``chains``, ``groups`` (hashed)."""

    low: Floats
    high: Floats
    start: Ints
    stop: Ints
    sections: Ints
    divisions: Ints
    chains: Ints
    groups: Ints
    first_leaf: int


def grow(places: Places) -> tuple[Tree, Side, Ints]:
    """The tree, its places in tree order, and that order (int64: tree position → row)."""
    count = len(places)
    leaves = 1
    while leaves * LEAF < count:
        leaves *= 2
    nodes = 2 * leaves - 1
    order, start, stop = _split(np.ascontiguousarray(places.points), nodes)
    side = side_of(places, order)
    low, high = np.full((nodes, 3), np.inf), np.full((nodes, 3), -np.inf)
    masks = np.zeros((4, nodes), dtype=np.int64)
    _fill(side, start, stop, low, high, masks)
    return Tree(low, high, start, stop, *masks, first_leaf=leaves - 1), side, order  # type: ignore[misc]


@compiled
def _split(points: Floats, nodes: int) -> tuple[Ints, Ints, Ints]:
    """Halve every node along its longest side, down to the leaves."""
    order = np.arange(len(points))
    start, stop = np.zeros(nodes, np.int64), np.zeros(nodes, np.int64)
    stop[0] = len(points)
    for node in range(nodes // 2):
        first, last = start[node], stop[node]
        mine = order[first:last]
        if last - first > 1:
            longest, widest = 0, -1.0
            for axis in range(3):
                column = points[mine, axis]
                width = column.max() - column.min()
                if width > widest:
                    longest, widest = axis, width
            order[first:last] = mine[np.argsort(points[mine, longest], kind="mergesort")]
        middle = (first + last + 1) // 2
        start[2 * node + 1], stop[2 * node + 1] = first, middle
        start[2 * node + 2], stop[2 * node + 2] = middle, last
    return order, start, stop


@compiled
def _fill(side: Side, start: Ints, stop: Ints, low: Floats, high: Floats, masks: Ints) -> None:
    for node in range(len(start) - 1, -1, -1):
        if node < len(start) // 2:
            for child in (2 * node + 1, 2 * node + 2):
                low[node] = np.minimum(low[node], low[child])
                high[node] = np.maximum(high[node], high[child])
                masks[:, node] |= masks[:, child]
            continue
        for place in range(start[node], stop[node]):
            low[node] = np.minimum(low[node], side.points[place])
            high[node] = np.maximum(high[node], side.points[place])
            industry = side.industry[place]
            masks[0, node] |= 1 << (industry // 10000)
            masks[1, node] |= 1 << (industry // 100 % 62)
            masks[2, node] |= side.chains[place]
            masks[3, node] |= 1 << (side.group[place] % 62)


@compiled
def key_all(tree: Tree, keys: Ints, prices: Ints) -> None:
    """Work out the least price of every node; ``keys`` int64 (nodes,)."""
    for node in range(len(keys) - 1, -1, -1):
        if node < tree.first_leaf:
            keys[node] = min(keys[2 * node + 1], keys[2 * node + 2])
        else:
            keys[node] = FAR
            for place in range(tree.start[node], tree.stop[node]):
                keys[node] = min(keys[node], prices[place])


@compiled
def leaf_of(tree: Tree, place: int) -> int:
    """The leaf that holds a place."""
    node = 0
    while node < tree.first_leaf:
        node = 2 * node + 1
        if place >= tree.stop[node]:
            node += 1
    return node


@compiled
def _least(tree: Tree, rates: Rates, seekers: Side, seeker: int, node: int) -> int:
    """At most the cost, without renewal, between the seeker and any place below the node; FAR beyond the wall."""
    square = 0.0
    for axis in range(3):
        x = seekers.points[seeker, axis]
        off = max(tree.low[node, axis] - x, 0.0, x - tree.high[node, axis])
        square += off * off
    metres = least_metres(square)
    if metres > rates.farthest:
        return FAR
    industry = seekers.industry[seeker]
    level = 0
    if industry == 0 or tree.sections[node] >> (industry // 10000) & 1 == 0:
        level = 4
    elif tree.divisions[node] >> (industry // 100 % 62) & 1 == 0:
        level = 3
    cost = rates.steps[level]
    if seekers.chains[seeker] & tree.chains[node] != 0:
        cost = min(cost, rates.chain)
    group = seekers.group[seeker]
    if group != 0 and tree.groups[node] >> (group % 62) & 1 == 1:
        cost -= rates.group
    return cost + metres * rates.per_km // 1000


@compiled
def _insert(items: Ints, costs: Ints, totals: Ints, count: int, item: int, cost: int, total: int) -> int:
    """Keep the list of the cheapest sorted; returns its new length."""
    room = len(items)
    at = min(count, room - 1)
    while at > 0 and totals[at - 1] > total:
        items[at], costs[at], totals[at] = items[at - 1], costs[at - 1], totals[at - 1]
        at -= 1
    items[at], costs[at], totals[at] = item, cost, total
    return min(count + 1, room)


@compiled
def _holds(starts: Ints, others: Ints, one: int, other: int) -> bool:
    for at in range(starts[one], starts[one + 1]):  # noqa: SIM110  numba compiles no generators in any()
        if others[at] == other:
            return True
    return False


@compiled
def _scan(
    tree: Tree,
    node: int,
    side: Side,
    prices: Ints,
    rates: Rates,
    seekers: Side,
    seeker: int,
    closed: tuple[Ints, Ints],
    budget: int,
    found: tuple[Ints, Ints, Ints],
    count: int,
) -> tuple[int, int]:
    """Look at every place of a leaf; the new length of the list and the new budget."""
    items, costs, totals = found
    for place in range(tree.start[node], tree.stop[node]):
        spare = budget - prices[place]
        square = squared_chord(seekers, seeker, side, place)
        if least_metres(square) * rates.per_km // 1000 - rates.group >= spare:
            continue
        cost = pair_cost(rates, seekers, seeker, side, place, square)
        if cost >= spare or _holds(closed[0], closed[1], seeker, place):
            continue
        count = _insert(items, costs, totals, count, place, cost, cost + prices[place])
        if count == len(items):
            budget = totals[count - 1]
    return count, budget


@compiled
def cheapest(
    tree: Tree,
    keys: Ints,
    side: Side,
    prices: Ints,
    rates: Rates,
    seekers: Side,
    seeker: int,
    closed: tuple[Ints, Ints],
    budget: int,
    found: tuple[Ints, Ints, Ints],
) -> int:
    """How many places have ``cost + price < budget``; fills ``found`` (places, costs, sums), the cheapest first.

    No more than ``found`` has room for, and among them always the cheapest. Renewal is not counted: that one
    pair is known beforehand. ``closed``: starts and places of the pairs forbidden to each seeker.
    """
    nodes = np.empty(_DEPTH, np.int64)
    bounds = np.empty(_DEPTH, np.int64)
    nodes[0], bounds[0] = 0, _least(tree, rates, seekers, seeker, 0) + keys[0]
    depth, count = 1, 0
    while depth > 0:
        depth -= 1
        if bounds[depth] >= budget:
            continue
        node = nodes[depth]
        if node >= tree.first_leaf:
            count, budget = _scan(
                tree, node, side, prices, rates, seekers, seeker, closed, budget, found, count
            )
            continue
        left, right = 2 * node + 1, 2 * node + 2
        one = _least(tree, rates, seekers, seeker, left) + keys[left]
        two = _least(tree, rates, seekers, seeker, right) + keys[right]
        if one < two:  # the more promising child goes on top
            left, right, one, two = right, left, two, one
        nodes[depth], bounds[depth] = left, one
        nodes[depth + 1], bounds[depth + 1] = right, two
        depth += 2
    return count
