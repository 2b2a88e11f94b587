"""The exact optimum of a county: shortest augmenting paths, guest by guest, with prices kept between them.

Method: successive shortest paths for minimum-cost flow (Ahuja, Magnanti & Orlin, *Network Flows*, 1993,
ch. 9), on the graph of hosts only, dense, in the manner of Jonker & Volgenant (*Computing* 38, 1987) with
capacities instead of single columns. Each path is found by label-correcting on reduced costs, a whole
frontier at a time, which costs numpy few calls. Memory O(guests × hosts + hosts²); a county takes
milliseconds. Guests and hosts are worked on in the order of their ids, so shuffled input gives the same
pairs, ties included.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, Ints, Problem, Room, frozen


@dataclass(frozen=True, eq=False)
class Result:
    """An arrangement with its proof, in the order of the problem's guests and hosts.

    ``host_of`` int64 (guests,), ``LEFT_OUT`` where there is no host; ``cost`` its cost by
    ``Problem.cost_of``; ``host_prices`` int64 (hosts,) one optimal dual price per host (see
    ``host_price_range`` for all of them); ``guest_values`` int64 (guests,) the cheapest ``cost + price``
    open to the guest, being left out included; ``bound`` the dual objective, computed from the prices
    alone: no arrangement can cost less.
    """

    problem: Problem
    host_of: Ints
    cost: int
    bound: int
    host_prices: Ints
    guest_values: Ints

    @property
    def optimal(self) -> bool:
        return self.cost == self.bound

    @property
    def loads(self) -> Ints:
        """How many guests each host has, int64 (hosts,)."""
        return np.array(self.problem.loads_of(self.host_of), dtype=np.int64)

    @property
    def pairs(self) -> dict[str, str | None]:
        """Guest id → host id, None where left out."""
        hosts = self.problem.hosts
        picks = zip(self.problem.guests, self.host_of.tolist(), strict=True)
        return {guest: None if j == LEFT_OUT else hosts[j] for guest, j in picks}


def solve(problem: Problem, *, progress: Callable[[int, int], None] | None = None) -> Result:
    """The cheapest arrangement and the prices that prove it.

    ``progress(done, guests)`` is called once per guest. Raises nothing of its own: leaving
    everybody out but the locked is always an arrangement.
    """
    board = _Board(problem)
    total = len(problem.guests)
    for guest in range(total):
        board.place(guest)
        if progress is not None:
            progress(guest + 1, total)
    host_of, prices = board.host_of(), board.host_prices()
    return Result(
        problem=problem,
        host_of=host_of,
        cost=problem.cost_of(host_of),
        bound=dual_objective(problem, prices),
        host_prices=prices,
        guest_values=guest_values(problem, prices),
    )


def guest_values(problem: Problem, host_prices: Ints) -> Ints:
    """What each guest pays at these prices, int64 (guests,): the cheapest ``cost + price``, or ``left_out``.

    A locked guest pays its own host's, whatever else is cheaper.
    """
    values = (problem.open_costs + np.append(host_prices, np.int64(0))).min(axis=1)
    locked = np.flatnonzero(problem.locked_host != LEFT_OUT)
    host = problem.locked_host[locked]
    values[locked] = problem.costs[locked, host] + host_prices[host]
    return frozen(values)


def dual_objective(problem: Problem, host_prices: Ints) -> int:
    """The bound that these host prices prove, whatever they are: guests' values less what the hosts earn."""
    rooms = zip(problem.rooms, host_prices.tolist(), strict=True)
    values = guest_values(problem, host_prices).tolist()
    return int(sum(values)) - sum(_earned(room, price, len(values)) for room, price in rooms)


def _earned(room: Room, price: int, guests: int) -> int:
    """The most a host earns by letting places at ``price``, to one guest more than there are at the most.

    The one more holds the price down to that of the next place even at a host that has every guest.
    """
    earned = 0
    for k in range(1, min(room.most, guests + 1) + 1):
        gain = price - room.marginal(k)
        if gain <= 0:  # the staircase is convex: no later place gains
            break
        earned += gain
    return earned


class _Board:
    """The state of the search, in canonical order; column ``out`` (the last) is "left out".

    ``prices`` (hosts + 1,): never above the next place's price, never below the last used one's. ``ways``
    (hosts + 1, hosts + 1): the least ``c[g, k] - c[g, j]`` over the movable guests g now at j. Nobody
    leaves "left out" on a shortest path, since the path could end there for nothing; its row stays
    closed.
    """

    def __init__(self, problem: Problem) -> None:
        self._guest_order, self._host_order = problem.canonical_order
        hosts = len(problem.hosts)
        self._out = hosts
        columns = np.append(self._host_order, np.int64(hosts))
        self._costs = problem.open_costs[np.ix_(self._guest_order, columns)]
        self._rooms = [problem.rooms[j] for j in self._host_order]
        self._locked = _ranked(problem.locked_host[self._guest_order], self._host_order)
        self._loads = [0] * hosts
        self._members: list[list[int]] = [[] for _ in range(hosts + 1)]
        self._ways = np.full((hosts + 1, hosts + 1), IMPOSSIBLE, dtype=np.int64)
        self._nexts = np.zeros(hosts + 1, dtype=np.int64)
        self._prices = np.zeros(hosts + 1, dtype=np.int64)
        self._seat_locked()

    def place(self, guest: int) -> None:
        """Find the guest a place by the cheapest chain of moves, and keep the prices right; locked ones sit."""
        if self._locked[guest] != LEFT_OUT:
            return
        reach, came, limit, end = self._search(guest)
        self._prices += np.maximum(limit - reach, 0)
        self._push(guest, came, end)

    def host_of(self) -> Ints:
        ranks = self._locked.copy()
        for host, members in enumerate(self._members[:-1]):
            ranks[members] = host
        found = np.full_like(ranks, LEFT_OUT)
        served = ranks != LEFT_OUT
        found[self._guest_order[served]] = self._host_order[ranks[served]]
        return frozen(found)

    def host_prices(self) -> Ints:
        prices = np.empty(self._out, dtype=np.int64)
        prices[self._host_order] = self._prices[:-1]
        return frozen(prices)

    def _seat_locked(self) -> None:
        for host in self._locked[self._locked != LEFT_OUT]:
            self._loads[host] += 1
        for host, room in enumerate(self._rooms):
            load = self._loads[host]
            self._nexts[host] = self._next_price(host)
            used = room.marginal(load) if load else 0
            self._prices[host] = room.marginal(load + 1) if load < room.most else used

    def _next_price(self, host: int) -> int:
        room, load = self._rooms[host], self._loads[host]
        return room.marginal(load + 1) if load < room.most else IMPOSSIBLE

    def _search(self, guest: int) -> tuple[Ints, Ints, int, int]:
        """Reduced distances to every host, where each came from, the least one to a place, and its host."""
        prices, ways = self._prices, self._ways
        reach = self._costs[guest] + prices
        reach -= reach.min()
        came = np.full(len(prices), LEFT_OUT, dtype=np.int64)
        slack = self._nexts - prices
        ends = reach + slack
        limit = ends.min()
        frontier = np.flatnonzero(reach < limit)
        columns = np.arange(len(prices))
        while frontier.size:
            steps = ways[frontier] + (reach - prices)[frontier, None]
            best = steps.argmin(axis=0)
            found = steps[best, columns] + prices
            better = found < reach
            reach = np.where(better, found, reach)
            came = np.where(better, frontier[best], came)
            ends = reach + slack
            limit = ends.min()
            frontier = np.flatnonzero(better & (reach < limit))
        return reach, came, int(limit), int(ends.argmin())

    def _push(self, guest: int, came: Ints, end: int) -> None:
        """Move one guest along every step of the path that ends at a place of host ``end``."""
        touched = [end]
        host = end
        while (source := int(came[host])) != LEFT_OUT:
            mover = self._mover(source, host)
            self._members[source].remove(mover)
            self._members[host].append(mover)
            touched.append(source)
            host = source
        self._members[host].append(guest)
        if end != self._out:
            self._loads[end] += 1
            self._nexts[end] = self._next_price(end)
        for host in touched:
            self._refresh(host)

    def _mover(self, source: int, host: int) -> int:
        members = self._members[source]
        extra = self._costs[members, host] - self._costs[members, source]
        return members[int(extra.argmin())]

    def _refresh(self, host: int) -> None:
        if host != self._out:
            rows = self._costs[self._members[host]]
            self._ways[host] = (rows - rows[:, host, None]).min(axis=0)


def _ranked(hosts: Ints, host_order: Ints) -> Ints:
    """Host indices as ranks in ``host_order``; ``LEFT_OUT`` stays."""
    rank = np.full(len(host_order) + 1, LEFT_OUT, dtype=np.int64)
    rank[host_order] = np.arange(len(host_order))
    return rank[hosts]
