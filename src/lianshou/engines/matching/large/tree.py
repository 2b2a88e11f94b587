"""A k-d tree over one side, on the unit sphere and by industry: who is cheapest for a guest (or a host) at the prices of now?

Every node holds a box, what its places could share with a seeker, and the least price below it, so that
``least cost + least price`` rules out whole regions (branch and bound; Bentley, *CACM* 18, 1975). Exact:
a bound never exceeds the integer cost it stands for. Nodes are a heap: the children of k are 2k + 1, 2k + 2.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from lianshou.engines.matching.large.compiling import compiled, compiled_with_memory
from lianshou.engines.matching.large.cost import (
    CHAIN,
    CHAINS,
    FARTHEST,
    GROUP,
    INDUSTRY,
    PER_KM,
    SAME_GROUP,
    STEPS,
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
_LEVELS: Final = ((10000, 24 / 6371), (100, 16 / 6371), (10, 8 / 6371), (1, 4 / 6371))
"""Other section, division, group, class: as wide apart as so many kilometres. It only steers where nodes are halved."""


Found = tuple[Ints, Ints, Ints, Ints, Ints]
"""Room for the answers of one search: places, costs, sums, cheapest first; and two stacks for the way there."""


def search_room(count: int) -> Found:
    """Room for the ``count`` cheapest."""
    places, costs, sums = (np.empty(count, dtype=np.int64) for _ in range(3))
    return places, costs, sums, np.empty(64, dtype=np.int64), np.empty(64, dtype=np.int64)


class Tree(NamedTuple):
    """``boxes`` float64 (nodes, 6): least and greatest coordinates. ``nodes`` int64 (nodes, 6): the places
    START..STOP in tree order, and bitmasks of what they hold: SECTIONS, DIVISIONS, GROUPS (hashed), CHAINS_HELD."""

    boxes: Floats
    nodes: Ints


Seeker = tuple[float, float, float, int, int, int, int]
"""Who seeks, for the nodes' boxes and bitmasks: x, y, z, section, division, chains, group."""

START: Final = 0
STOP: Final = 1
SECTIONS: Final = 2
DIVISIONS: Final = 3
CHAINS_HELD: Final = 4
GROUPS: Final = 5


def grow(places: Places, *more: Ints) -> tuple[Tree, Side, Ints]:
    """The tree, its places in tree order, and that order (int64: tree position → row).

    Places at one point are told apart by their other columns, then by ``more``, so that the order of the rows
    matters only between exact duplicates.
    """
    count = len(places)
    leaves = 1
    while leaves * LEAF < count:
        leaves *= 2
    size = 2 * leaves - 1
    nodes = np.zeros((size, 6), dtype=np.int64)
    columns = (places.group, places.chains, places.industry, places.latitude, places.longitude)
    first = np.lexsort((*more, *columns))
    order = first[_split(places.points[first], places.industry[first], nodes)]
    side = side_of(places, order)
    boxes = np.column_stack([np.full((size, 3), np.inf), np.full((size, 3), -np.inf)])
    _fill(side, nodes, boxes)
    return Tree(boxes, nodes), side, order


@compiled
def _apart(first: int, last: int) -> float:
    """How wide the industries from ``first`` to ``last`` are, as a chord of the unit sphere."""
    for digits, width in _LEVELS:
        if first // digits != last // digits:
            return width
    return 0.0


@compiled_with_memory
def _split(points: Floats, industry: Ints, nodes: Ints) -> Ints:
    """Halve every node where it is widest, on the map or by industry, down to the leaves.

    In a town thousands lie within a few kilometres: there only the industry still tells near from far.
    """
    order = np.arange(len(points))
    nodes[0, STOP] = len(points)
    for node in range(len(nodes) // 2):
        first, last = nodes[node, START], nodes[node, STOP]
        if last - first > 1:
            mine = order[first:last]
            order[first:last] = mine[_along_widest(points[mine], industry[mine])]
        middle = (first + last + 1) // 2
        nodes[2 * node + 1, START], nodes[2 * node + 1, STOP] = first, middle
        nodes[2 * node + 2, START], nodes[2 * node + 2, STOP] = middle, last
    return order


@compiled_with_memory
def _along_widest(points: Floats, industry: Ints) -> Ints:
    """The order along the widest side: a coordinate, or the industry."""
    longest, widest = 3, _apart(industry.min(), industry.max())
    for axis in range(3):
        width = points[:, axis].max() - points[:, axis].min()
        if width > widest:
            longest, widest = axis, width
    if longest == 3:
        return np.argsort(industry, kind="mergesort")
    return np.argsort(points[:, longest], kind="mergesort")


@compiled
def _fill(side: Side, nodes: Ints, boxes: Floats) -> None:
    for node in range(len(nodes) - 1, -1, -1):
        for place in range(nodes[node, START], nodes[node, STOP] if node >= len(nodes) // 2 else 0):
            industry = side.traits[place, INDUSTRY]
            nodes[node, SECTIONS] |= 1 << (industry // 10000)
            nodes[node, DIVISIONS] |= 1 << (industry // 100 % 62)
            nodes[node, CHAINS_HELD] |= side.traits[place, CHAINS]
            nodes[node, GROUPS] |= 1 << (side.traits[place, GROUP] % 62)
            for axis in range(3):
                boxes[node, axis] = min(boxes[node, axis], side.points[place, axis])
                boxes[node, axis + 3] = max(boxes[node, axis + 3], side.points[place, axis])
        if node > 0:
            above = (node - 1) // 2
            for column in range(SECTIONS, GROUPS + 1):
                nodes[above, column] |= nodes[node, column]
            for axis in range(3):
                boxes[above, axis] = min(boxes[above, axis], boxes[node, axis])
                boxes[above, axis + 3] = max(boxes[above, axis + 3], boxes[node, axis + 3])


@compiled
def key_all(tree: Tree, keys: Ints, prices: Ints) -> None:
    """Work out the least price of every node; ``keys`` int64 (nodes,)."""
    for node in range(len(keys) - 1, -1, -1):
        if node < len(tree.nodes) // 2:
            keys[node] = min(keys[2 * node + 1], keys[2 * node + 2])
        else:
            keys[node] = FAR
            for place in range(tree.nodes[node, START], tree.nodes[node, STOP]):
                keys[node] = min(keys[node], prices[place])


@compiled
def leaf_of(tree: Tree, place: int) -> int:
    """The leaf that holds a place."""
    node = 0
    while node < len(tree.nodes) // 2:
        node = 2 * node + 1
        if place >= tree.nodes[node, STOP]:
            node += 1
    return node


@compiled
def seeker_of(seekers: Side, seeker: int) -> Seeker:
    industry, group = seekers.traits[seeker, INDUSTRY], seekers.traits[seeker, GROUP]
    return (
        seekers.points[seeker, 0],
        seekers.points[seeker, 1],
        seekers.points[seeker, 2],
        1 << (industry // 10000) if industry != 0 else 0,
        1 << (industry // 100 % 62),
        seekers.traits[seeker, CHAINS],
        1 << (group % 62) if group != 0 else 0,
    )


@compiled
def least_below(tree: Tree, rates: Ints, seeker: Seeker, node: int, price: int, budget: int) -> int:
    """At most the cost, without renewal, plus price, between the seeker and any place below the node.

    FAR beyond the wall, and when what they cannot share alone uses up the budget: no root need be taken then.
    """
    x, y, z, section, division, chains, group = seeker
    level = 0
    if tree.nodes[node, SECTIONS] & section == 0:
        level = 4
    elif tree.nodes[node, DIVISIONS] & division == 0:
        level = 3
    least: int = rates[STEPS + level]
    if chains & tree.nodes[node, CHAINS_HELD] != 0:
        least = min(least, rates[CHAIN])
    if group & tree.nodes[node, GROUPS] != 0:
        least -= rates[SAME_GROUP]
    least += price
    if least >= budget:
        return FAR
    square = 0.0
    for axis, at in enumerate((x, y, z)):
        off = max(tree.boxes[node, axis] - at, 0.0, at - tree.boxes[node, axis + 3])
        square += off * off
    metres = least_metres(square)
    return FAR if metres > rates[FARTHEST] else least + metres * rates[PER_KM] // 1000


@compiled
def insert(items: Ints, costs: Ints, totals: Ints, count: int, item: int, cost: int, total: int) -> int:
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
    rates: Ints,
    seekers: Side,
    seeker: int,
    closed: tuple[Ints, Ints],
    budget: int,
    found: Found,
    count: int,
) -> tuple[int, int]:
    """Look at every place of a leaf; the new length of the list and the new budget."""
    items, costs, totals = found[0], found[1], found[2]
    discount = rates[SAME_GROUP] if seekers.traits[seeker, GROUP] != 0 else 0
    for place in range(tree.nodes[node, START], tree.nodes[node, STOP]):
        spare = budget - prices[place]
        if spare <= -discount:
            continue
        square = squared_chord(seekers, seeker, side, place)
        if least_metres(square) * rates[PER_KM] // 1000 - discount >= spare:
            continue
        cost = pair_cost(rates, seekers, seeker, side, place, square)
        if cost >= spare or _holds(closed[0], closed[1], seeker, place):
            continue
        count = insert(items, costs, totals, count, place, cost, cost + prices[place])
        if count == len(items):
            budget = totals[count - 1]
    return count, budget


@compiled
def cheapest(
    tree: Tree,
    keys: Ints,
    side: Side,
    prices: Ints,
    rates: Ints,
    seekers: Side,
    seeker: int,
    closed: tuple[Ints, Ints],
    budget: int,
    found: Found,
) -> int:
    """How many places have ``cost + price < budget``; fills ``found`` (places, costs, sums), the cheapest first.

    No more than ``found`` has room for, and among them always the cheapest. Renewal is not counted: that one
    pair is known beforehand. ``closed``: starts and places of the pairs forbidden to each seeker.
    """
    nodes, bounds = found[3], found[4]
    if len(prices) == 0:  # the box of an empty tree has no end
        return 0
    who = seeker_of(seekers, seeker)
    nodes[0], bounds[0] = 0, least_below(tree, rates, who, 0, keys[0], budget)
    depth, count = 1, 0
    while depth > 0:
        depth -= 1
        if bounds[depth] >= budget:
            continue
        node = nodes[depth]
        if node >= len(tree.nodes) // 2:
            count, budget = _scan(
                tree, node, side, prices, rates, seekers, seeker, closed, budget, found, count
            )
            continue
        left, right = 2 * node + 1, 2 * node + 2
        one = least_below(tree, rates, who, left, keys[left], budget)
        two = least_below(tree, rates, who, right, keys[right], budget)
        if one < two:  # the more promising child goes on top
            left, right, one, two = right, left, two, one
        nodes[depth], bounds[depth] = left, one
        nodes[depth + 1], bounds[depth + 1] = right, two
        depth += 2
    return count
