"""The changes of a revision on the board, compiled: each leaves its guests waiting and its hosts crowded or hollow for
``settle`` to repair."""

from __future__ import annotations

from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.board import (
    NOBODY,
    WAITING,
    Board,
    crowd,
    hollow,
    load_down,
    load_up,
    marginal,
    note_guest,
    note_host,
    release,
    seat,
    undo,
    unseat,
    wait,
    write_guest,
    write_host,
)
from lianshou.engines.matching.large.closing import link_once
from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.pricing import DONE, cost_of_pair, settle
from lianshou.engines.matching.large.tree import Found
from lianshou.engines.matching.problem import ABSENT, IMPOSSIBLE, LEFT_OUT, Ints


@compiled
def seats_left(b: Board, host: int) -> bool:
    """Whether some place of the host is not held by a locked or pinned guest."""
    free: bool = b.host[host, col.LOAD] < b.host[host, col.MOST]
    held: bool = b.host[host, col.FIRST_MEMBER] != NOBODY
    return free or held


@compiled
def pin(b: Board, guest: int, host: int, cost: int) -> None:
    """Fix the guest at the host: its own place there if it has one, else one unit too many."""
    stays = b.guest[guest, col.HOST_OF] == host
    if stays:
        unseat(b, guest)
    else:
        release(b, guest)
        crowd(b, host)
    write_guest(b, guest, col.FIXED, 1)
    seat(b, guest, host, cost)


@compiled
def probe(
    b: Board, pairs: Ints, prices: Ints, start: int, by_guest: Found, by_host: Found, passes: Ints
) -> int:
    """Force each pair from ``start`` on, note its price, take it back; ``IMPOSSIBLE`` where it cannot be.

    Returns how many are done. When one runs out of room, it is left half done, with the total before it in
    its price.
    """
    tally = b.scratch.tally
    mark = tally[col.LOGGED]
    for at in range(start, len(pairs)):
        guest, host = pairs[at]
        cost = cost_of_pair(b, guest, host)
        stays = b.guest[guest, col.FIXED] == 1 or b.guest[guest, col.HOST_OF] == ABSENT
        if stays or cost == IMPOSSIBLE or not seats_left(b, host):
            prices[at] = IMPOSSIBLE
            continue
        prices[at] = b.cells[col.TOTAL]
        pin(b, guest, host, cost)
        if settle(b, by_guest, by_host, passes) != DONE:
            return at
        prices[at] = b.cells[col.TOTAL] - prices[at]
        undo(b, mark)
    return len(pairs)


@compiled
def loosen(b: Board, guest: int) -> None:
    """Let a fixed guest look for a place; its own is held for it, and no search would find last year's host."""
    host, known = b.guest[guest, col.HOST_OF], b.guest[guest, col.EXISTING]
    release(b, guest)
    write_guest(b, guest, col.FIXED, 0)
    link_once(b, guest, host)
    if known != LEFT_OUT:
        link_once(b, guest, known)
    wait(b, guest)


@compiled
def leave(b: Board, guest: int) -> None:
    """Take a guest out of the problem."""
    release(b, guest)
    write_guest(b, guest, col.HOST_OF, ABSENT)
    note_guest(b, guest)


@compiled
def come(b: Board, guest: int) -> None:
    """Let an absent guest wait for a place; it may never have been offered last year's host, which no search finds."""
    known = b.guest[guest, col.EXISTING]
    if known != LEFT_OUT:
        link_once(b, guest, known)
    write_guest(b, guest, col.HOST_OF, WAITING)
    wait(b, guest)


@compiled
def fit(b: Board, host: int, low: int, high: int, most: int, under: int, over: int) -> None:
    """Another staircase: the units are taken off the old one and put on the new one as its prices allow."""
    load = b.host[host, col.LOAD]
    for _ in range(load):
        load_down(b, host)
    write_host(b, host, col.LOW, low)
    write_host(b, host, col.HIGH, high)
    write_host(b, host, col.MOST, most)
    write_host(b, host, col.UNDER, under)
    write_host(b, host, col.OVER, over)
    price = b.price[host]
    for k in range(1, load + 1):
        if k <= most and marginal(b, host, k) <= price:
            load_up(b, host)
        else:
            crowd(b, host)
    if b.host[host, col.LOAD] == load:
        _open(b, host, price)
    note_host(b, host)


@compiled
def _open(b: Board, host: int, price: int) -> None:
    """Places cheaper than the price of now are held for guests to come."""
    load = b.host[host, col.LOAD]
    room = min(b.host[host, col.MOST], len(b.guest) + 1)
    while load < room and marginal(b, host, load + 1) < price:
        load_up(b, host)
        load += 1
        hollow(b, host)
