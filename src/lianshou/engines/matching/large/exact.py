"""Exact prices of a solved matching for everybody at once, read off its residual graph; the state is never touched.

What it costs everybody that guest i, now at h, must go to j is the cheapest cycle through that pair: its reduced cost
``c + p_j - v_i`` plus the shortest way from j to h (Ahuja, Magnanti & Orlin, *Network Flows*, 1993, ch. 9).
"""

from __future__ import annotations

import numpy as np

from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.board import WAITING, Board, Scratch
from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.explaining import Lists, Options, fill_options
from lianshou.engines.matching.large.residual import BEYOND, chooses, open_search, reduced_cost
from lianshou.engines.matching.large.solving import Engine
from lianshou.engines.matching.large.tree import FAR
from lianshou.engines.matching.large.ways import Ways, find_ways, label_home, way_home
from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, Ints, frozen


class ExactPrices:
    """The exact prices of the state that an engine or a revision has now; after a change they mean nothing.

    Guests and hosts are rows. Time: two passes over the guests and one over the hosts, like one pricing pass;
    memory O(guests + hosts + arcs that can matter). Methods raise IndexError for an unknown row.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._search = open_search(engine)
        self._ways = find_ways(self._search)

    def forcing(self, guest: int, host: int) -> int | None:
        """Exact extra cost to everybody if the guest had to be with this host: 0 for its own, None when that cannot be
        (closed pair, guest locked, pinned or absent, only locked or pinned guests in a full host)."""
        engine = self._engine
        _check_rows(guest, guest, len(engine.guest_at))
        _check_rows(host, host, len(engine.host_at))
        price = force_one(*self._search[:2], self._ways, engine.guest_at[guest], engine.host_at[host])
        return None if price == IMPOSSIBLE else price

    def forcings(self, pairs: Ints) -> Ints:
        """The same for pairs of rows, int64 (pairs, 2), each forced alone: int64 (pairs,), ``IMPOSSIBLE`` for None."""
        engine = self._engine
        for rows, numbers in zip(pairs.T, (engine.guest_at, engine.host_at), strict=True):
            _check_rows(int(rows.min(initial=0)), int(rows.max(initial=-1)), len(numbers))
        guests, hosts = engine.guest_at[pairs[:, 0]], engine.host_at[pairs[:, 1]]
        order = np.argsort(self._search.board.guest[guests, col.HOST_OF], kind="stable")
        found = np.empty(len(pairs), dtype=np.int64)
        force_each(*self._search[:2], self._ways, guests[order], hosts[order], found)
        prices = np.empty_like(found)
        prices[order] = found
        return prices

    def host_price_range(self) -> tuple[Ints, Ints]:
        """The lowest and highest optimal price of every host, int64 (hosts,) each; as ``explanation.host_price_range``.

        Unbounded ends read ``-IMPOSSIBLE`` (nobody could come) and ``IMPOSSIBLE`` (no place can be freed).
        """
        price, ways, at = self._search.board.price, self._ways, self._engine.host_at
        lowest = np.where(ways.into < BEYOND, price - ways.into, np.int64(-IMPOSSIBLE))
        highest = np.where(ways.out < BEYOND, price + ways.out, np.int64(IMPOSSIBLE))
        return frozen(lowest[at]), frozen(highest[at])

    def next_best(self, *, count: int = 3) -> Options:
        """The ``count`` other hosts of every guest that cost everybody least, exactly."""
        engine, shape = self._engine, (len(self._engine.guest_order), count)
        hosts, costs, extra = (np.full(shape, fill, dtype=np.int64) for fill in (LEFT_OUT, 0, 0))
        fill_options(self._search, self._ways, Lists(hosts, costs, extra, engine.host_order))
        at = engine.guest_at
        rows = np.where(hosts == LEFT_OUT, LEFT_OUT, engine.host_order[hosts])
        return Options(hosts=frozen(rows[at]), costs=frozen(costs[at]), extra=frozen(extra[at]))


def _check_rows(least: int, greatest: int, count: int) -> None:
    """A negative row would quietly mean another."""
    if least < 0 or greatest >= count:
        raise IndexError(f"rows lie between 0 and {count - 1}")


@compiled
def force_each(b: Board, work: Scratch, ways: Ways, guests: Ints, hosts: Ints, prices: Ints) -> None:
    """The exact price of every pair, guests of one host in a row; ``IMPOSSIBLE`` where it cannot be."""
    labelled = WAITING
    for at in range(len(guests)):
        home = b.guest[guests[at], col.HOST_OF]
        if labelled != home:
            label_home(work, ways, home, FAR)
            labelled = home
        prices[at] = _forced(b, work, ways, guests[at], hosts[at])


@compiled
def force_one(b: Board, work: Scratch, ways: Ways, guest: int, host: int) -> int:
    """The exact price of one pair, ``IMPOSSIBLE`` where it cannot be."""
    label_home(work, ways, b.guest[guest, col.HOST_OF], FAR)
    return _forced(b, work, ways, guest, host)


@compiled
def _forced(b: Board, work: Scratch, ways: Ways, guest: int, host: int) -> int:
    """The exact price of a pair, once the ways to the guest's home are labelled."""
    home = b.guest[guest, col.HOST_OF]
    if home == host:
        return 0
    if not chooses(b, guest):
        return IMPOSSIBLE
    price = reduced_cost(b, guest, host) + way_home(work, ways, host, home)
    return price if price < BEYOND else IMPOSSIBLE
