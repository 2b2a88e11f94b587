"""Large openings: recuperation batches and the like, few hosts with hundreds of places each.

Why beside the ordinary engine: that one looks for a path per guest and sorts through everybody in a room
at each step, while a flow of many guests through few hosts is what a scaling algorithm does best.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from lianshou.engines.matching.problem import LEFT_OUT, Ints, Problem
from lianshou.engines.matching.shapes.flaws import ShapeError, ShapeFlaw, need
from lianshou.engines.matching.shapes.prices import proven, stairs
from lianshou.engines.matching.solver import Result

_RANGE = 2**61  # |cost| × nodes beyond 2**62 is refused by OR-Tools; one bit is kept in hand


def solve_large_rooms(problem: Problem) -> Result:
    """The cheapest arrangement with its proof, by one cold flow over all allowed pairs.

    Solved by OR-Tools' SimpleMinCostFlow (cost scaling; Goldberg & Tarjan, *Math. of OR* 15, 1990) in int64;
    it hides its prices, so they are found afterwards. Guests and hosts are taken in the order of the ids.
    Memory O(guests × hosts). Raises ShapeError: TOO_LARGE_FOR_FLOW, EXTRA_MISSING, SOLVER_FAILED.
    """
    if (flaw := why_not_large_rooms(problem)) is not None:
        raise ShapeError(flaw, ("costs",))
    flow = need("ortools.graph.python.min_cost_flow").SimpleMinCostFlow()
    arcs = _add_pairs(flow, problem)
    _add_ends(flow, problem)
    if (status := flow.solve()) != flow.OPTIMAL:
        raise ShapeError(ShapeFlaw.SOLVER_FAILED, (str(status),))
    used = flow.flows(np.arange(len(arcs[0]), dtype=np.int64)) > 0
    host_of = np.full(len(problem.guests), LEFT_OUT, dtype=np.int64)
    host_of[arcs[0][used]] = arcs[1][used]
    return proven(problem, host_of)


def why_not_large_rooms(problem: Problem) -> ShapeFlaw | None:
    """Why this shape is not for ``solve_large_rooms``, or None."""
    guests, nodes = len(problem.guests), len(problem.guests) + len(problem.hosts) + 1
    pairs = int(np.abs(np.where(problem.allowed, problem.costs, 0)).max(initial=0))
    places = max((abs(price) for room in problem.rooms for price, _ in stairs(room, guests)), default=0)
    largest = max(pairs, places, int(problem.left_out.max(initial=0)))
    return ShapeFlaw.TOO_LARGE_FOR_FLOW if largest * nodes >= _RANGE else None


def _add_pairs(flow: Any, problem: Problem) -> tuple[Ints, Ints]:
    """One arc per pair, first of all arcs; a locked guest has but one. Nodes: guests, hosts, sink."""
    n = len(problem.guests)
    guest_order, host_order = problem.canonical_order
    free = problem.locked_host == LEFT_OUT
    own = problem.locked_host[:, None] == np.arange(len(problem.hosts))
    usable = np.where(free[:, None], problem.allowed, own)[np.ix_(guest_order, host_order)]
    rows, columns = np.nonzero(usable)
    guests, hosts = guest_order[rows], host_order[columns]
    _add(flow, guests, n + hosts, np.ones_like(guests), problem.costs[guests, hosts])
    return guests, hosts


def _add_ends(flow: Any, problem: Problem) -> None:
    """Left out or a place of a host, and everybody on the way."""
    n, m = len(problem.guests), len(problem.hosts)
    free = np.flatnonzero(problem.locked_host == LEFT_OUT)
    _add(flow, free, np.full_like(free, n + m), np.ones_like(free), problem.left_out[free])
    rows = [
        (n + j, n + m, places, price)
        for j in problem.canonical_order[1].tolist()
        for price, places in stairs(problem.rooms[j], n)
    ]
    _add(flow, *np.array(rows, dtype=np.int64).reshape(-1, 4).T.copy())
    supplies = np.concatenate([np.ones(n), np.zeros(m), [-n]]).astype(np.int64)
    flow.set_nodes_supplies(np.arange(n + m + 1, dtype=np.int64), supplies)


def _add(flow: Any, tails: Ints, heads: Ints, places: Ints, prices: Ints) -> None:
    """int64 throughout: the vectorised call would cut floats without a word."""
    if len(tails):
        flow.add_arcs_with_capacity_and_unit_cost(tails, heads, places, prices)
