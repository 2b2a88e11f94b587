"""The rival of ``complete``: the same arcs, trees and pricing, but OR-Tools' SimpleMinCostFlow solves every pass anew.

Its duals are hidden; the maximum host prices are recovered by label-correcting on the residual graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import perf_counter

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.compiling import compiled, compiled_with_memory
from lianshou.engines.matching.large.cost import costs_between
from lianshou.engines.matching.large.places import LargeProblem
from lianshou.engines.matching.large.pricing import offer
from lianshou.engines.matching.large.solving import cost_of, lay_out
from lianshou.engines.matching.large.tree import FAR, cheapest, key_all, search_room
from lianshou.engines.matching.problem import LEFT_OUT, Ints


def solve_by_or_tools(problem: LargeProblem, *, per_pass: int = 3) -> tuple[int, int]:
    """Cost of the optimum over all pairs and the number of passes; no locks."""
    board, guest_order, host_order = lay_out(problem, 5)
    offer(board, search_room(5))
    count = int(board.cells[col.ARCS])
    arcs = board.arcs[:count, :3].copy()
    stairs = _stairs(board.host, len(board.guest))
    passes = 0
    while True:
        passes += 1
        host_of = flow(arcs, board.guest[:, col.OUT_PRICE], stairs, len(board.price))
        prices, values = _duals(
            arcs, board.guest[:, col.OUT_PRICE].copy(), host_of, _nexts(board.host, host_of)
        )
        key_all(board.host_tree, board.host_keys, prices)
        new = np.empty((len(values) * per_pass, 3), dtype=np.int64)
        found = search_room(per_pass)
        more = _price(
            board.host_tree, board.host_keys, board.hosts, prices, board.rates, board.guests,
            board.closed_hosts, values, found, new,
        )  # fmt: skip
        if more == 0:
            break
        arcs = np.concatenate([arcs, new[:more]])
    return cost_of(problem, _rows(host_of, guest_order, host_order)), passes


def solve_whole(problem: LargeProblem) -> tuple[int, float]:
    """The optimum with every pair an arc, and the seconds that building took; walls are not looked at."""
    start = perf_counter()
    board, guest_order, host_order = lay_out(problem, 1)
    n, m = len(guest_order), len(host_order)
    arcs = np.empty((n, m, 3), dtype=np.int64)
    arcs[:, :, 0], arcs[:, :, 1] = np.arange(n)[:, None], np.arange(m)
    for first in range(0, n, 200):
        rows = guest_order[first : first + 200, None]
        arcs[first : first + 200, :, 2] = costs_between(problem, rows, host_order)
    closed = np.ones((n, m), dtype=np.bool_)
    closed[
        np.argsort(guest_order)[problem.forbidden[:, 0]], np.argsort(host_order)[problem.forbidden[:, 1]]
    ] = False
    pairs = arcs[closed]
    del arcs
    built = perf_counter() - start
    host_of = flow(pairs, board.guest[:, col.OUT_PRICE], _stairs(board.host, n), m)
    return cost_of(problem, _rows(host_of, guest_order, host_order)), built


def _rows(host_of: Ints, guest_order: Ints, host_order: Ints) -> Ints:
    rows = np.full(len(host_of), LEFT_OUT)
    rows[guest_order] = np.where(host_of >= 0, host_order[host_of], LEFT_OUT)
    return rows


def _stairs(host: Ints, guests: int) -> tuple[Ints, Ints, Ints]:
    """Arcs host → sink: host, how many places, at what price."""
    return stairs_of(host[:, col.LOW : col.OVER + 1].tolist(), guests)


def stairs_of(rooms: Iterable[Sequence[int]], guests: int) -> tuple[Ints, Ints, Ints]:
    """The same from rows of low, high, most, under, over."""
    rows = []
    for j, (low, high, most, under, over) in enumerate(rooms):
        rows += [(j, low, -under)] * (low > 0) + [(j, high - low, 0)] * (high > low)
        rows += [(j, 1, over * k) for k in range(1, min(most, guests) - high + 1)]
    return tuple(np.array(rows, dtype=np.int64).reshape(-1, 3).T)  # type: ignore[return-value]


def flow(arcs: Ints, out: Ints, stairs: tuple[Ints, Ints, Ints], hosts: int) -> Ints:
    n = len(out)
    sink = n + hosts
    guests = np.arange(n)
    tails = np.concatenate([arcs[:, 0], n + stairs[0], guests])
    heads = np.concatenate([n + arcs[:, 1], np.full(len(stairs[0]) + n, sink)])
    rooms = np.concatenate([np.ones(len(arcs), dtype=np.int64), stairs[1], np.ones(n, dtype=np.int64)])
    costs = np.concatenate([arcs[:, 2], stairs[2], out])
    solver = SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, rooms, costs)
    solver.set_nodes_supplies(np.append(guests, sink), np.append(np.ones(n, dtype=np.int64), -n))
    status = solver.solve()
    assert status == solver.OPTIMAL, status
    flows = solver.flows(numbers[: len(arcs)])
    host_of = np.full(n, LEFT_OUT, dtype=np.int64)
    used = np.flatnonzero(flows)
    host_of[arcs[used, 0]] = arcs[used, 1]
    return host_of


def _nexts(host: Ints, host_of: Ints) -> Ints:
    load = np.bincount(host_of[host_of >= 0], minlength=len(host))
    low, high, most, under, over = host[:, col.LOW : col.OVER + 1].T
    price = np.where(load < low, -under, over * np.maximum(load + 1 - high, 0))
    return np.where(load < most, price, FAR // 4)


def _duals(arcs: Ints, out: Ints, host_of: Ints, prices: Ints) -> tuple[Ints, Ints]:
    """Maximum host prices, from those of the next places down, and the guests' values."""
    own = arcs[host_of[arcs[:, 0]] == arcs[:, 1]]
    paid = np.zeros_like(out)
    paid[own[:, 0]] = own[:, 2]
    np.minimum.at(prices, own[:, 1], out[own[:, 0]] - own[:, 2])
    into = np.argsort(arcs[:, 1], kind="stable")
    starts = np.searchsorted(arcs[into, 1], np.arange(len(prices) + 1))
    _correct(arcs, into, starts, host_of, paid, prices)
    return prices, _values(arcs, out, prices)


@compiled
def _values(arcs: Ints, values: Ints, prices: Ints) -> Ints:
    for at in range(len(arcs)):
        values[arcs[at, 0]] = min(values[arcs[at, 0]], arcs[at, 2] + prices[arcs[at, 1]])
    return values


@compiled_with_memory
def _correct(arcs: Ints, into: Ints, starts: Ints, host_of: Ints, paid: Ints, prices: Ints) -> None:
    """Label-correcting with a queue: ``p_j <= p_k + c_ik - c_ij`` for every guest i at j with an arc to k."""
    m = len(prices)
    queue, queued = np.arange(m), np.ones(m, np.bool_)
    first, length = 0, m
    while length > 0:
        k = queue[first]
        first, length = (first + 1) % m, length - 1
        queued[k] = False
        for at in into[starts[k] : starts[k + 1]]:
            i = arcs[at, 0]
            j = host_of[i]
            price = prices[k] + arcs[at, 2] - paid[i]
            if j >= 0 and j != k and price < prices[j]:
                prices[j] = price
                if not queued[j]:
                    queue[(first + length) % m] = j
                    length += 1
                    queued[j] = True


@compiled
def _price(tree, keys, side, prices, rates, seekers, closed, values, found, new):  # type: ignore[no-untyped-def]
    more = 0
    for guest in range(len(values)):
        count = cheapest(tree, keys, side, prices, rates, seekers, guest, closed, values[guest], found)
        for at in range(count):
            new[more, 0], new[more, 1], new[more, 2] = guest, found[0][at], found[1][at]
            more += 1
    return more
