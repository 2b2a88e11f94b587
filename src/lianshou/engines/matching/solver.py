"""The exact optimum of a county: shortest augmenting paths, guest by guest, with prices kept between them.

Method: successive shortest paths for minimum-cost flow (Ahuja, Magnanti & Orlin, *Network Flows*, 1993,
ch. 9), on the graph of hosts only, dense, in the manner of Jonker & Volgenant (*Computing* 38, 1987) with
capacities instead of single columns. Each path is found by label-correcting on reduced costs, a whole
frontier at a time, which costs numpy few calls. Memory O(guests × hosts + hosts²); a county takes
milliseconds. Guests and hosts are worked on in the order of their ids, so shuffled input gives the same
pairs, ties included.

``resume`` starts from pairs and prices that were optimal before something changed: who no longer takes the
cheapest waits again, a host whose price pays for more places than it has guests holds them open, and the
same paths, forward from the waiting and backward from the held places, restore the optimum.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, Ints, Problem, Room, frozen

WAITING: Final = -2
"""In the ``host_of`` that ``resume`` starts from: this guest has yet to be placed."""


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
    waiting = np.full(len(problem.guests), WAITING, dtype=np.int64)
    return _settled(problem, _Board(problem, waiting, _opening_prices(problem)), progress)


def resume(problem: Problem, *, host_of: Ints, host_prices: Ints) -> Result:
    """The cheapest arrangement, from pairs and prices that were optimal for a problem much like this one.

    ``host_of`` int64 (guests,) may hold ``WAITING``, and pairs that are closed by now; ``host_prices`` int64
    (hosts,). As exact as ``solve`` from any start; quick when little has changed. Among equally cheap
    arrangements it may find another than ``solve``.
    """
    return _settled(problem, _Board(problem, host_of, host_prices), None)


def _settled(problem: Problem, board: _Board, progress: Callable[[int, int], None] | None) -> Result:
    total = len(problem.guests)
    for guest in range(total):
        board.place(guest)
        if progress is not None:
            progress(guest + 1, total)
    board.fill()
    host_of, prices = board.host_of(), board.host_prices()
    return Result(
        problem=problem,
        host_of=host_of,
        cost=problem.cost_of(host_of),
        bound=dual_objective(problem, prices),
        host_prices=prices,
        guest_values=guest_values(problem, prices),
    )


def _opening_prices(problem: Problem) -> Ints:
    """Every host at the price of its next place, or the last one that its locked guests use up."""
    loads = problem.loads_of(problem.locked_host)
    return np.array(
        [_steps(room, load)[load < room.most] for room, load in zip(problem.rooms, loads, strict=True)],
        dtype=np.int64,
    )


def _steps(room: Room, load: int) -> tuple[int, int]:
    """The prices of the last place used and of the next one; 0 and ``IMPOSSIBLE`` where there is none."""
    used = room.marginal(load) if load else 0
    return used, room.marginal(load + 1) if load < room.most else IMPOSSIBLE


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
    (hosts + 1, hosts + 1): the least ``c[g, k] - c[g, j]`` over the movable guests g now at j. A host's load
    counts the places it holds open (``held``) for the price's sake; ``fill`` ends with none. On a path
    forward nobody leaves "left out", since the path could end there for nothing; so its row of ``ways``
    is only kept while filling.
    """

    def __init__(self, problem: Problem, host_of: Ints, host_prices: Ints) -> None:
        self._guest_order, self._host_order = problem.canonical_order
        hosts = len(problem.hosts)
        self._out = hosts
        columns = np.append(self._host_order, np.int64(hosts))
        self._costs = problem.open_costs[np.ix_(self._guest_order, columns)]
        self._rooms = [problem.rooms[j] for j in self._host_order]
        self._prices = np.append(host_prices[self._host_order], np.int64(0))
        self._locked = self._ranked(problem.locked_host)
        self._free = self._locked == self._out
        self._waiting: set[int] = set()
        self._members: list[list[int]] = [[] for _ in range(hosts + 1)]
        self._loads = np.bincount(self._locked, minlength=hosts + 1)[:hosts].tolist()
        self._held = [0] * hosts
        self._lasts = np.zeros(hosts + 1, dtype=np.int64)
        self._nexts = np.zeros(hosts + 1, dtype=np.int64)
        self._seat(self._ranked(host_of))
        for host in range(hosts):
            self._fit(host)
        self._ways = np.full((hosts + 1, hosts + 1), IMPOSSIBLE, dtype=np.int64)
        for host in range(hosts):
            self._refresh(host)

    def place(self, guest: int) -> None:
        """Find a waiting guest a place by the cheapest chain of moves, and keep the prices right."""
        if guest not in self._waiting:
            return
        self._waiting.remove(guest)
        reach, came, limit, end = self._search(guest)
        self._prices += np.maximum(limit - reach, 0)
        self._push(guest, came, end)

    def fill(self) -> None:
        """Give every place held open to whoever gains by it, or give it up; nobody may be waiting any more."""
        if any(self._held):
            self._refresh(self._out)
        for host in range(self._out):
            while self._held[host]:
                far, onward, limit, start = self._search_back(host)
                self._prices -= np.maximum(limit - far, 0)
                self._pull(start, onward, host)

    def host_of(self) -> Ints:
        ranks = self._locked.copy()
        for host, members in enumerate(self._members):
            ranks[members] = host
        found = np.empty_like(ranks)
        found[self._guest_order] = np.append(self._host_order, LEFT_OUT)[ranks]
        return frozen(found)

    def host_prices(self) -> Ints:
        prices = np.empty(self._out, dtype=np.int64)
        prices[self._host_order] = self._prices[:-1]
        return frozen(prices)

    def _ranked(self, host_of: Ints) -> Ints:
        """Hosts of guests as columns, both in canonical order; ``WAITING`` stays."""
        rank = np.full(self._out + 2, WAITING, dtype=np.int64)
        rank[self._host_order] = np.arange(self._out)
        rank[LEFT_OUT] = self._out
        return rank[host_of[self._guest_order]]

    def _seat(self, at: Ints) -> None:
        """Guests stay where that is still the cheapest for them at these prices; the others wait."""
        sums = self._costs + self._prices
        own = np.take_along_axis(sums, np.where(at == WAITING, self._out, at)[:, None], axis=1)[:, 0]
        content = (at != WAITING) & (own == sums.min(axis=1, initial=IMPOSSIBLE))
        for guest in np.flatnonzero(self._free).tolist():
            if not content[guest]:
                self._waiting.add(guest)
                continue
            self._members[at[guest]].append(guest)
            if at[guest] != self._out:
                self._loads[at[guest]] += 1

    def _fit(self, host: int) -> None:
        """As many units as the price pays for: guests too many wait, places too many are held open."""
        room, price, load = self._rooms[host], int(self._prices[host]), self._loads[host]
        places = range(1, min(room.most, len(self._free) + 1) + 1)
        least = bisect_left(places, price, key=room.marginal)
        most = bisect_right(places, price, key=room.marginal)
        for _ in range(min(load - most, len(self._members[host]))):
            self._waiting.add(self._members[host].pop())
            load -= 1
        if load > most:  # all locked: no one minds what the price is
            self._prices[host] = _steps(room, load)[load < room.most]
        self._held[host] = max(0, least - load)
        self._set_load(host, max(load, least))

    def _set_load(self, host: int, load: int) -> None:
        """A place held open waits for the first to come, at the price of now."""
        used, following = _steps(self._rooms[host], load)
        self._loads[host] = load
        self._lasts[host] = used if load else -IMPOSSIBLE
        self._nexts[host] = self._prices[host] if self._held[host] else following

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

    def _search_back(self, host: int) -> tuple[Ints, Ints, int, int]:
        """Reduced distances from every node to the host, the next node, the least from a place given up, its node."""
        prices, ways = self._prices, self._ways
        rows = np.arange(len(prices))
        far = np.full(len(prices), IMPOSSIBLE, dtype=np.int64)
        far[host] = 0
        onward = np.full(len(prices), LEFT_OUT, dtype=np.int64)
        slack = prices - self._lasts
        starts = far + slack
        limit = starts.min()
        frontier = np.flatnonzero(far < limit)
        while frontier.size:
            steps = ways[:, frontier] + (far + prices)[frontier]
            best = steps.argmin(axis=1)
            found = steps[rows, best] - prices
            better = found < far
            far = np.where(better, found, far)
            onward = np.where(better, frontier[best], onward)
            starts = far + slack
            limit = starts.min()
            frontier = np.flatnonzero(better & (far < limit))
        return far, onward, int(limit), int(starts.argmin())

    def _push(self, guest: int, came: Ints, end: int) -> None:
        """Move one guest along every step of the path that ends at a place of host ``end``."""
        path = [end]
        while (source := int(came[path[-1]])) != LEFT_OUT:
            path.append(source)
        for target, source in pairwise(path):
            self._shift(source, target)
        self._members[path[-1]].append(guest)
        if end != self._out:
            taken = self._held[end] > 0
            self._held[end] -= taken
            self._set_load(end, self._loads[end] + (not taken))
        for host in path:
            if host != self._out:
                self._refresh(host)

    def _pull(self, start: int, onward: Ints, host: int) -> None:
        """Give up a place at ``start`` and move one guest along every step from there to the place held open."""
        path = [start]
        while path[-1] != host:
            path.append(int(onward[path[-1]]))
        for target, source in pairwise(reversed(path)):
            self._shift(source, target)
        self._held[host] -= 1
        if start != self._out:
            self._set_load(start, self._loads[start] - 1)
        for node in path:
            self._refresh(node)

    def _shift(self, source: int, target: int) -> None:
        """The guest who minds least goes from one to the other."""
        members = self._members[source]
        extra = self._costs[members, target] - self._costs[members, source]
        self._members[target].append(members.pop(int(extra.argmin())))

    def _refresh(self, host: int) -> None:
        rows = self._costs[self._members[host]]
        self._ways[host] = (rows - rows[:, host, None]).min(axis=0, initial=IMPOSSIBLE)
