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
from lianshou.engines.matching.large.residual import (
    BEYOND,
    Keyed,
    Search,
    Web,
    chooses,
    label_empty,
    label_home,
    label_into,
    label_out,
    reduced_cost,
    store_labels,
    way_home,
    weave,
)
from lianshou.engines.matching.large.solving import Engine
from lianshou.engines.matching.large.tree import FAR, Tree, key_all, search_room
from lianshou.engines.matching.problem import ABSENT, IMPOSSIBLE, LEFT_OUT, Ints, frozen


class ExactPrices:
    """The exact prices of the state that an engine or a revision has now; after a change they mean nothing.

    Guests and hosts are rows. Time: two passes over the guests and one over the hosts, like one pricing pass;
    memory O(guests + hosts + arcs that can matter). Methods raise IndexError for an unknown row.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._search = _search(engine)
        self._web = _web(self._search)

    def forcing(self, guest: int, host: int) -> int | None:
        """Exact extra cost to everybody if the guest had to be with this host: 0 for its own, None when that cannot be
        (closed pair, guest locked, pinned or absent, only locked or pinned guests in a full host)."""
        price = int(self.forcings(np.array([[guest, host]], dtype=np.int64))[0])
        return None if price == IMPOSSIBLE else price

    def forcings(self, pairs: Ints) -> Ints:
        """The same for pairs of rows, int64 (pairs, 2), each forced alone: int64 (pairs,), ``IMPOSSIBLE`` for None."""
        engine = self._engine
        _check_rows(pairs[:, 0], len(engine.guest_at))
        _check_rows(pairs[:, 1], len(engine.host_at))
        guests, hosts = engine.guest_at[pairs[:, 0]], engine.host_at[pairs[:, 1]]
        order = np.argsort(self._search.board.guest[guests, col.HOST_OF], kind="stable")
        found = np.empty(len(pairs), dtype=np.int64)
        force_each(self._search, self._web, guests[order], hosts[order], found)
        prices = np.empty_like(found)
        prices[order] = found
        return prices

    def host_price_range(self) -> tuple[Ints, Ints]:
        """The lowest and highest optimal price of every host, int64 (hosts,) each; as ``explanation.host_price_range``.

        Unbounded ends read ``-IMPOSSIBLE`` (nobody could come) and ``IMPOSSIBLE`` (no place can be freed).
        """
        price, web, at = self._search.board.price, self._web, self._engine.host_at
        lowest = np.where(web.into < BEYOND, price - web.into, np.int64(-IMPOSSIBLE))
        highest = np.where(web.out < BEYOND, price + web.out, np.int64(IMPOSSIBLE))
        return frozen(lowest[at]), frozen(highest[at])

    def next_best(self, *, count: int = 3) -> Options:
        """The ``count`` other hosts of every guest that cost everybody least, exactly."""
        engine, shape = self._engine, (len(self._engine.guest_order), count)
        hosts, costs, extra = (np.full(shape, fill, dtype=np.int64) for fill in (LEFT_OUT, 0, 0))
        fill_options(self._search, self._web, Lists(hosts, costs, extra, engine.host_order))
        at = engine.guest_at
        rows = np.where(hosts == LEFT_OUT, LEFT_OUT, engine.host_order[hosts])
        return Options(hosts=frozen(rows[at]), costs=frozen(costs[at]), extra=frozen(extra[at]))


def _check_rows(rows: Ints, count: int) -> None:
    """A negative row would quietly mean another."""
    if len(rows) and not (rows.min() >= 0 and rows.max() < count):
        raise IndexError(f"rows lie between 0 and {count - 1}")


def _search(engine: Engine) -> Search:
    b = engine.board
    m, n = len(b.price), len(b.guest)
    known = b.guest[:, col.EXISTING]
    renewed = np.flatnonzero(known != LEFT_OUT)
    starts = np.concatenate([[0], np.cumsum(np.bincount(known[renewed], minlength=m))]).astype(np.int64)
    return Search(
        board=b,
        work=Scratch(
            tally=np.zeros(col.TALLIES, dtype=np.int64),
            host=np.zeros((m, col.HOST_WORK), dtype=np.int64),
            guest=np.empty((0, col.GUEST_WORK), dtype=np.int64),
        ),
        guests=Keyed(b.guest_tree, b.guests, *_far(b.guest_tree, n)),
        hosts=Keyed(b.host_tree, b.hosts, *_far(b.host_tree, m)),
        walk=(np.empty(64, dtype=np.int64), np.empty(64, dtype=np.int64)),
        known=(starts, renewed[np.argsort(known[renewed], kind="stable")]),
    )


def _far(tree: Tree, places: int) -> tuple[Ints, Ints]:
    return np.full(places, FAR, dtype=np.int64), np.full(len(tree.nodes), FAR, dtype=np.int64)


def _web(q: Search) -> Web:
    """All distances and arcs; the hosts stay keyed with their highest price, for the options of the guests."""
    b = q.board
    out, into = np.empty_like(b.price), np.empty_like(b.price)
    label_out(q)
    store_labels(q, out)
    label_into(q)
    store_labels(q, into)
    web = _woven(q, out, into)
    q.guests.prices[:] = _come_prices(b, into)
    key_all(q.guests.tree, q.guests.keys, q.guests.prices)
    label_empty(q, into, search_room(1))
    q.hosts.prices[:] = np.where(out < BEYOND, b.price + out, FAR)
    key_all(q.hosts.tree, q.hosts.keys, q.hosts.prices)
    return web


def _woven(q: Search, out: Ints, into: Ints) -> Web:
    arcs = 8 * len(out) + 64
    web = Web(out, into, np.zeros(len(out) + 1, dtype=np.int64), *np.empty((2, arcs), dtype=np.int64))
    first = 0
    while (first := weave(q, web, first)) < len(out):
        tails, lengths = (np.concatenate([column, np.empty_like(column)]) for column in web[3:])
        web = web._replace(tails=tails, lengths=lengths)
    return web


def _come_prices(b: Board, into: Ints) -> Ints:
    """``into - v`` of each guest's host, 0 for the outside; FAR for those who cannot move."""
    host_of = b.guest[:, col.HOST_OF]
    seated = host_of >= 0
    paid = np.where(seated, into[host_of] - b.price[host_of], 0) - b.guest[:, col.PAID]
    moves = (b.guest[:, col.FIXED] == 0) & (host_of != ABSENT)
    prices: Ints = np.where(moves, paid, FAR)
    return prices


@compiled
def force_each(q: Search, web: Web, guests: Ints, hosts: Ints, prices: Ints) -> None:
    """The exact price of every pair, guests of one host in a row; ``IMPOSSIBLE`` where it cannot be."""
    b = q.board
    labelled = WAITING
    for at in range(len(guests)):
        guest, host, prices[at] = guests[at], hosts[at], IMPOSSIBLE
        home = b.guest[guest, col.HOST_OF]
        if home == host:
            prices[at] = 0
        elif chooses(b, guest):
            if labelled != home:
                label_home(q.work, web, home, FAR)
                labelled = home
            price = reduced_cost(b, guest, host) + way_home(q.work, web, host, home)
            if price < BEYOND:
                prices[at] = price
