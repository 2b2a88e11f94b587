"""Exact prices for an arrangement that another solver found: they prove it, or show that it is no optimum.

Method: with the arrangement given, the highest optimal price of a host is its shortest distance to the
sink of the residual graph (Ahuja, Magnanti & Orlin, ch. 9), found by label-correcting, a whole frontier at
a time. All in int64; whatever arithmetic the solver used is of no account.
"""

from __future__ import annotations

from itertools import groupby

import numpy as np

from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, Ints, Problem, Room, frozen
from lianshou.engines.matching.solver import Result, dual_objective, guest_values

_OPEN = IMPOSSIBLE // 2  # distances at or beyond this went through an arc that does not exist


def stairs(room: Room, guests: int) -> list[tuple[int, int]]:
    """The staircase of a room as (price, how many places at it), for at most ``guests`` guests."""
    prices = (room.marginal(k) for k in range(1, min(room.most, guests) + 1))
    return [(price, sum(1 for _ in places)) for price, places in groupby(prices)]


def proven(problem: Problem, host_of: Ints) -> Result:
    """The arrangement with the prices that prove it. Raises ValueError when it is not the cheapest there is."""
    prices = highest_prices(problem, host_of)
    return Result(
        problem=problem,
        host_of=frozen(host_of),
        cost=problem.cost_of(host_of),
        bound=dual_objective(problem, prices),
        host_prices=prices,
        guest_values=guest_values(problem, prices),
    )


def highest_prices(problem: Problem, host_of: Ints) -> Ints:
    """The highest optimal price of every host, int64 (hosts,), from an optimal ``host_of`` int64 (guests,).

    A host with no finite highest price (no place can ever be freed) gets the least that keeps everybody
    else away. Raises ValueError when the arrangement is not optimal. Memory O(guests × hosts).
    """
    ways = _ways(problem, host_of)
    ends = np.minimum(ways[-1], _next_prices(problem, host_of))
    prices = _distances(ways[:-1], ends)
    return frozen(_with_closed(problem, host_of, prices))


def _ways(problem: Problem, host_of: Ints) -> Ints:
    """int64 (hosts + 1, hosts): the least extra cost for anyone movable at column j to go to row k, or out."""
    hosts = len(problem.hosts)
    ways = np.full((hosts + 1, hosts), IMPOSSIBLE, dtype=np.int64)
    movers = np.flatnonzero((problem.locked_host == LEFT_OUT) & (host_of != LEFT_OUT))
    movers = movers[np.argsort(host_of[movers], kind="stable")]
    at, starts = np.unique(host_of[movers], return_index=True)
    if movers.size:
        extra = problem.open_costs[movers] - problem.costs[movers, host_of[movers]][:, None]
        ways[:, at] = np.minimum.reduceat(extra, starts, axis=0).T
    return ways


def _next_prices(problem: Problem, host_of: Ints) -> Ints:
    rows = zip(problem.rooms, problem.loads_of(host_of), strict=True)
    nexts = [room.marginal(load + 1) if load < room.most else IMPOSSIBLE for room, load in rows]
    return np.array(nexts, dtype=np.int64)


def _distances(ways: Ints, ends: Ints) -> Ints:
    """From every column to the sink. A frontier that is not spent after as many rounds as hosts went in a circle."""
    far = np.where(ends < _OPEN, ends, np.int64(IMPOSSIBLE))
    frontier = np.flatnonzero(far < _OPEN)
    for _ in range(len(far) + 1):
        if not frontier.size:
            return far
        found = (ways[frontier] + far[frontier, None]).min(axis=0)
        better = (found < far) & (found < _OPEN)
        far = np.where(better, found, far)
        frontier = np.flatnonzero(better)
    raise ValueError("the arrangement is not the cheapest there is")


def _with_closed(problem: Problem, host_of: Ints, prices: Ints) -> Ints:
    """Prices for the hosts that have none: never below the last used place, and nobody would come."""
    closed = np.flatnonzero(prices >= _OPEN)
    if not closed.size:
        return prices
    values, loads = guest_values(problem, prices), problem.loads_of(host_of)
    free = problem.locked_host == LEFT_OUT
    for host in closed.tolist():
        envious = free & problem.allowed[:, host]
        wished = (values - problem.costs[:, host])[envious]
        used = problem.rooms[host].marginal(loads[host]) if loads[host] else 0
        prices[host] = wished.max(initial=used)
    return prices
