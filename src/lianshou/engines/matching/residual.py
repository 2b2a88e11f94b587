"""What an optimum leaves open: the residual graph on hosts, "left out" and the sink, and its shortest paths.

Nodes: hosts 0..m-1 in canonical order, ``out`` = m, ``sink`` = m + 1. Arc j → k: the least ``c[g, k] -
c[g, j]`` over the movable guests g now at j. Arc j → sink: the price of the next place of j; sink → j:
minus the price of the last used one. At an optimum no cycle is negative (Ahuja, Magnanti & Orlin, ch. 9),
so shortest paths exist.
"""

from __future__ import annotations

import numpy as np

from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, Bools, Ints, frozen
from lianshou.engines.matching.solver import Result

_OPEN = IMPOSSIBLE // 2  # distances at or beyond this went through an arc that does not exist


class Residual:
    """The residual graph of an optimal result. Guests and hosts go in and out in the problem's own order.

    Raises ValueError when the result is not optimal: its shortest paths would mean nothing.
    """

    def __init__(self, result: Result) -> None:
        if not result.optimal:
            raise ValueError("the result is not proven optimal")
        problem = result.problem
        self._guest_order, self._host_order = problem.canonical_order
        self._hosts = len(problem.hosts)
        self.out, self.sink = self._hosts, self._hosts + 1
        self._node = np.empty(self._hosts + 1, dtype=np.int64)
        self._node[self._host_order] = np.arange(self._hosts)
        self._node[LEFT_OUT] = self.out
        self._guest_rank = np.argsort(self._guest_order)
        columns = np.append(self._host_order, np.int64(self._hosts))
        self._costs = problem.open_costs[np.ix_(self._guest_order, columns)]
        self._at = self._node[result.host_of[self._guest_order]]
        self._movable = problem.locked_host[self._guest_order] == LEFT_OUT
        self._ways = self._arcs(result)
        self._distances: dict[int, tuple[Ints, Ints]] = {}  # all guests of a host ask for the same

    def _arcs(self, result: Result) -> Ints:
        ways = np.full((self._hosts + 2, self._hosts + 2), IMPOSSIBLE, dtype=np.int64)
        for node in range(self._hosts + 1):
            rows = self._costs[self._members(node)]
            if len(rows):
                ways[node, : self.sink] = (rows - rows[:, node, None]).min(axis=0)
        loads = result.problem.loads_of(result.host_of)
        for node, host in enumerate(self._host_order.tolist()):
            room, load = result.problem.rooms[host], loads[host]
            if load < room.most:
                ways[node, self.sink] = room.marginal(load + 1)
            if load > 0:
                ways[self.sink, node] = -room.marginal(load)
        ways[self.out, self.sink] = 0
        if (result.host_of == LEFT_OUT).any():
            ways[self.sink, self.out] = 0
        return np.where(ways < _OPEN, ways, np.int64(IMPOSSIBLE))

    def _members(self, node: int) -> Ints:
        return np.flatnonzero((self._at == node) & self._movable)

    def node_of(self, host: int) -> int:
        """The node of a host's index, or of ``LEFT_OUT``."""
        return int(self._node[host])

    def distances_to(self, node: int) -> tuple[Ints, Ints]:
        """Shortest distance from every node, ``IMPOSSIBLE`` if there is none, and the next node on the way.

        Among equally short ways the one with the fewest arcs is taken.
        """
        if node not in self._distances:
            self._distances[node] = _shortest(self._ways, node)
        return self._distances[node]

    def host_distances(self) -> tuple[Ints, Ints]:
        """From every host to the sink and back: int64 (hosts,) each, ``IMPOSSIBLE`` where there is no way."""
        outward, inward = self.distances_to(self.sink)[0], _shortest(self._ways.T, self.sink)[0]
        return outward[self._node[:-1]], inward[self._node[:-1]]

    def forcing_prices(self) -> Ints:
        """Extra cost of the cheapest cycle through every arc guest → host, int64 (guests, hosts)."""
        between = self._all_distances()
        stay = np.take_along_axis(self._costs, self._at[:, None], axis=1)
        pairs, back = self._costs[:, : self._hosts], between[: self._hosts, self._at].T
        possible = (pairs < _OPEN) & (back < _OPEN) & self._movable[:, None]
        prices = np.where(possible, pairs - stay + back, np.int64(IMPOSSIBLE))
        served = np.flatnonzero(self._at != self.out)
        prices[served, self._at[served]] = 0
        return self._in_own_order(prices)

    def forcing_row(self, guest: int) -> tuple[Ints, Ints]:
        """For one guest: the extra cost of every node (hosts, then out), and each one's next back."""
        rank = int(self._guest_rank[guest])
        at = int(self._at[rank])
        back, onward = self.distances_to(at)
        row, back = self._costs[rank], back[: self.sink]
        possible: Bools = (row < _OPEN) & (back < _OPEN) & self._movable[rank]
        prices = np.where(possible, row - row[at] + back, np.int64(IMPOSSIBLE))
        prices[at] = 0
        return prices, onward

    def host_prices_of(self, guest: int) -> Ints:
        """For one guest: the extra cost of every host, int64 (hosts,), in the problem's order."""
        return self.forcing_row(guest)[0][self._node[:-1]]

    def forced(self, host_of: Ints, *, guest: int, host: int) -> Ints:
        """The cheapest arrangement with the guest at this host, which must be possible; a shortest chain of moves."""
        _, onward = self.forcing_row(guest)
        return self.rearranged(host_of, guest=guest, node=self.node_of(host), onward=onward)

    def rearranged(self, host_of: Ints, *, guest: int, node: int, onward: Ints) -> Ints:
        """The arrangement once ``guest`` goes to ``node`` and each step onward, to its old place, moves one."""
        changed = host_of.copy()
        home = int(self._at[self._guest_rank[guest]])
        changed[guest] = self._host_at(node)
        while node != home:
            following = int(onward[node])
            if self.sink not in (node, following):
                mover = self._mover(node, following)
                changed[self._guest_order[mover]] = self._host_at(following)
            node = following
        return frozen(changed)

    def _host_at(self, node: int) -> int:
        return LEFT_OUT if node == self.out else int(self._host_order[node])

    def _mover(self, node: int, following: int) -> int:
        members = self._members(node)
        extra = self._costs[members, following] - self._costs[members, node]
        return int(members[extra.argmin()])

    def _in_own_order(self, prices: Ints) -> Ints:
        return frozen(prices[self._guest_rank][:, self._node[:-1]])

    def _all_distances(self) -> Ints:
        """Between all nodes, by Floyd & Warshall; the nodes are few."""
        between = self._ways.copy()
        for middle in range(len(between)):
            np.minimum(between, between[:, middle, None] + between[middle], out=between)
        return between


def _shortest(ways: Ints, target: int) -> tuple[Ints, Ints]:
    """Distances of all nodes to ``target`` by label-correcting in rounds, and each one's next node, or -1."""
    far = np.full(len(ways), IMPOSSIBLE, dtype=np.int64)
    onward = np.full(len(ways), -1, dtype=np.int64)
    far[target] = 0
    nodes = np.arange(len(ways))
    better: Bools = nodes == target
    while better.any():
        steps = ways + far
        best = steps.argmin(axis=1)
        found = steps[nodes, best]
        better = (found < far) & (found < _OPEN)
        far = np.where(better, found, far)
        onward = np.where(better, best, onward)
    return far, onward
