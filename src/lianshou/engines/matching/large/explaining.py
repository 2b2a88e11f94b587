"""What a solved matching says about each guest: its cheapest hosts at the prices of now, its own among them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.board import NOBODY, Board
from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.pricing import cost_of_pair
from lianshou.engines.matching.large.solving import Engine
from lianshou.engines.matching.large.tree import Found, cheapest, search_room
from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, Ints

_ANY = 2**57


@dataclass(frozen=True, eq=False)
class Options:
    """The cheapest hosts of every guest, int64 (guests, count), cheapest first; ``LEFT_OUT`` beyond the last.

    ``hosts`` rows; ``costs`` of the pair; ``extra``: ``cost + price`` less what the guest pays now. That is a *lower
    bound* on what moving the guest there would cost everybody (0 for its own host): the exact price is
    ``Revision.price_of_forcing``.
    """

    hosts: Ints
    costs: Ints
    extra: Ints


def options(engine: Engine, *, count: int = 4) -> Options:
    """The options of every guest, one search each. A locked or pinned guest has them too; an absent one none."""
    board, shape = engine.board, (len(engine.guest_order), count)
    hosts, costs, sums = (np.full(shape, fill, dtype=np.int64) for fill in (NOBODY, 0, 0))
    _fill(board, search_room(count), hosts, costs, sums)
    paid = np.where(board.guest[:, col.HOST_OF] >= 0, board.price[board.guest[:, col.HOST_OF]], 0)
    extra = np.where(hosts != NOBODY, sums - (board.guest[:, col.PAID] + paid)[:, None], 0)
    rows = np.where(hosts != NOBODY, engine.host_order[hosts], LEFT_OUT)
    at = engine.guest_at
    return Options(hosts=rows[at], costs=costs[at], extra=extra[at])


@compiled
def _fill(b: Board, found: Found, hosts: Ints, costs: Ints, sums: Ints) -> None:
    for guest in range(len(b.guest)):
        if b.guest[guest, col.HOST_OF] < LEFT_OUT:
            continue
        count = cheapest(
            b.host_tree, b.host_keys, b.hosts, b.price, b.rates, b.guests, guest, b.closed_hosts, _ANY, found,
        )  # fmt: skip
        known = b.guest[guest, col.EXISTING]
        count = _with_renewal(b, guest, known, found, count) if known != LEFT_OUT else count
        for at in range(count):
            hosts[guest, at], costs[guest, at], sums[guest, at] = found[0][at], found[1][at], found[2][at]


@compiled
def _with_renewal(b: Board, guest: int, known: int, found: Found, count: int) -> int:
    """Put last year's host where it belongs in the list: the tree counts it without its renewal."""
    items, costs, totals = found[0], found[1], found[2]
    cost = cost_of_pair(b, guest, known)
    if cost >= IMPOSSIBLE:
        return count
    total = cost + b.price[known]
    at = 0
    while at < count and items[at] != known:
        at += 1
    if at == count:
        if count < len(items):
            count += 1
        elif totals[count - 1] <= total:
            return count
        at = count - 1
    while at > 0 and totals[at - 1] > total:
        items[at], costs[at], totals[at] = items[at - 1], costs[at - 1], totals[at - 1]
        at -= 1
    items[at], costs[at], totals[at] = known, cost, total
    return count
