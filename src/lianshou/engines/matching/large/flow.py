"""Shortest augmenting paths with kept prices, in both directions (Ahuja, Magnanti & Orlin, *Network Flows*, ch. 9).

``place`` finds a waiting guest the cheapest chain of moves to a place; ``relieve`` does so for a unit without
a place at a host; ``refill`` pulls the best chain into a place that fell empty. Each is one Dijkstra over
hosts with reduced costs, and leaves all arcs, staircases and prices in complementary slackness.
"""

from __future__ import annotations

from lianshou.engines.matching.large.board import (
    CROWDED,
    HEAPED,
    HOLLOW,
    NOBODY,
    SCANNED,
    TICK,
    WAIT,
    Board,
    Scratch,
    load_down,
    load_up,
    next_price,
    seat,
    set_price,
    unseat,
    used_price,
    write,
)
from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.tree import FAR
from lianshou.engines.matching.problem import LEFT_OUT


@compiled
def _sift_up(s: Scratch, at: int) -> None:
    host = s.heap[at]
    label = s.label[host]
    while at > 0:
        above = (at - 1) // 2
        other = s.heap[above]
        if s.label[other] <= label:
            break
        s.heap[at], s.heap_at[other] = other, at
        at = above
    s.heap[at], s.heap_at[host] = host, at


@compiled
def _pop(s: Scratch) -> int:
    """The nearest host of the heap."""
    top = s.heap[0]
    s.tally[HEAPED] -= 1
    count = s.tally[HEAPED]
    if count > 0:
        host = s.heap[count]
        label = s.label[host]
        at = 0
        while 2 * at + 1 < count:
            below = 2 * at + 1
            if below + 1 < count and s.label[s.heap[below + 1]] < s.label[s.heap[below]]:
                below += 1
            other = s.heap[below]
            if s.label[other] >= label:
                break
            s.heap[at], s.heap_at[other] = other, at
            at = below
        s.heap[at], s.heap_at[host] = host, at
    return top


@compiled
def _start(s: Scratch) -> None:
    s.tally[TICK] += 1
    s.tally[HEAPED] = 0
    s.tally[SCANNED] = 0


@compiled
def _reach(s: Scratch, host: int, label: int, via: int, cost: int, onward: int) -> bool:
    """Give the host a smaller label, if it is one."""
    if s.stamp[host] != s.tally[TICK]:
        s.stamp[host] = s.tally[TICK]
        s.heap[s.tally[HEAPED]] = host
        s.heap_at[host] = s.tally[HEAPED]
        s.tally[HEAPED] += 1
    elif label >= s.label[host]:
        return False
    s.label[host], s.via[host], s.via_cost[host], s.onward[host] = label, via, cost, onward
    _sift_up(s, s.heap_at[host])
    return True


@compiled
def _scan(s: Scratch, limit: int) -> int:
    """The next host to look at, or NOBODY when none is nearer than the limit."""
    if s.tally[HEAPED] == 0 or s.label[s.heap[0]] >= limit:
        return NOBODY
    host = _pop(s)
    s.scanned[s.tally[SCANNED]] = host
    s.tally[SCANNED] += 1
    return host


@compiled
def _shift_prices(b: Board, limit: int, sign: int) -> None:
    s = b.scratch
    for at in range(s.tally[SCANNED]):
        host = s.scanned[at]
        set_price(b, host, b.price[host] + sign * (limit - s.label[host]))


@compiled
def _spare(b: Board, host: int) -> int:
    """What ending a path at the host costs beyond its price."""
    return 0 if b.phantom[host] > 0 else next_price(b, host) - b.price[host]


@compiled
def _spread(b: Board, guest: int, base: int, limit: int, end: int, last: int) -> tuple[int, int, int]:
    """Along every arc of a guest who starts at ``base``: the least length of a path found, its end, its last mover."""
    s, arcs = b.scratch, b.arcs
    arc = b.first_arc[guest]
    while arc != NOBODY:
        host = arcs.host[arc]
        label = base + arcs.cost[arc] + b.price[host]
        if label < limit and _reach(s, host, label, guest, arcs.cost[arc], NOBODY):
            whole = label + _spare(b, host)
            if whole < limit:
                limit, end, last = whole, host, guest
        arc = arcs.next_of_guest[arc]
    if base + b.left_out[guest] < limit:
        limit, end, last = base + b.left_out[guest], LEFT_OUT, guest
    return limit, end, last


@compiled
def _forward(b: Board, limit: int, end: int, last: int) -> tuple[int, int, int]:
    """Dijkstra from the labels given; the length, the end (a host or LEFT_OUT) and the last mover."""
    s = b.scratch
    host = _scan(s, limit)
    while host != NOBODY:
        base = s.label[host] - b.price[host]
        member = b.first_member[host]
        while member != NOBODY:
            limit, end, last = _spread(b, member, base - b.paid[member], limit, end, last)
            member = b.next_member[member]
        host = _scan(s, limit)
    _shift_prices(b, limit, 1)
    return limit, end, last


@compiled
def _push(b: Board, end: int, last: int, guest: int, root: int) -> None:
    """Make the moves of the path that ends at ``end``; it began with a waiting guest, or at the host ``root``."""
    s = b.scratch
    host = end
    if end == LEFT_OUT:
        host = b.host_of[last]
        unseat(b, last)
        seat(b, last, LEFT_OUT, b.left_out[last])
        if last == guest:
            return
    elif b.phantom[end] > 0:
        write(b, b.at.phantom + end, b.phantom[end] - 1)
    else:
        load_up(b, end)
    while host != root:
        mover = s.via[host]
        origin = b.host_of[mover]
        unseat(b, mover)
        seat(b, mover, host, s.via_cost[host])
        if mover == guest:
            return
        host = origin


@compiled
def place(b: Board) -> None:
    """Find the last waiting guest its place, or leave it out."""
    s = b.scratch
    s.tally[WAIT] -= 1
    guest = s.waiting[s.tally[WAIT]]
    _start(s)
    limit, end, last = _spread(b, guest, 0, FAR, LEFT_OUT, guest)
    limit, end, last = _forward(b, limit, end, last)
    _push(b, end, last, guest, NOBODY)


@compiled
def relieve(b: Board) -> None:
    """Find a place for one unit too many at the last crowded host: there, or by moving one of its members on."""
    s = b.scratch
    root = s.crowded[s.tally[CROWDED] - 1]
    _start(s)
    _reach(s, root, 0, NOBODY, 0, NOBODY)
    limit, end, last = _forward(b, _spare(b, root), root, NOBODY)
    _push(b, end, last, NOBODY, root)
    write(b, b.at.crowd + root, b.crowd[root] - 1)
    if b.crowd[root] == 0:
        s.tally[CROWDED] -= 1


@compiled
def _pull(b: Board, host: int, limit: int, end: int, last: int) -> tuple[int, int, int]:
    """Along every arc into a host: who would come, and at what loss; as ``_spread``, against the arcs."""
    s, arcs = b.scratch, b.arcs
    arc = b.first_into[host]
    while arc != NOBODY:
        guest = arcs.guest[arc]
        origin = b.host_of[guest]
        if b.fixed[guest] == 0 and origin >= LEFT_OUT and origin != host:
            label = s.label[host] + arcs.cost[arc] + b.price[host] - b.paid[guest]
            if origin == LEFT_OUT:
                if label < limit:
                    limit, end, last = label, host, arc
            else:
                label -= b.price[origin]
                if label < limit and _reach(s, origin, label, guest, arcs.cost[arc], host):
                    whole = label + b.price[origin] - used_price(b, origin)
                    if whole < limit:
                        limit, end, last = whole, origin, NOBODY
        arc = arcs.next_of_host[arc]
    return limit, end, last


@compiled
def refill(b: Board) -> None:
    """Fill one place held by a phantom at the last hollow host by the best chain, or give a place up at its end."""
    s = b.scratch
    root = s.hollow[s.tally[HOLLOW] - 1]
    if b.phantom[root] == 0:  # a path has ended here meanwhile
        s.tally[HOLLOW] -= 1
        return
    _start(s)
    _reach(s, root, 0, NOBODY, 0, NOBODY)
    limit, end, last = b.price[root] - used_price(b, root), root, NOBODY
    host = _scan(s, limit)
    while host != NOBODY:
        limit, end, last = _pull(b, host, limit, end, last)
        host = _scan(s, limit)
    _shift_prices(b, limit, -1)
    host = end
    if last == NOBODY:
        load_down(b, end)
    else:
        guest = b.arcs.guest[last]
        unseat(b, guest)
        seat(b, guest, end, b.arcs.cost[last])
    while host != root:
        mover, onward = s.via[host], s.onward[host]
        unseat(b, mover)
        seat(b, mover, onward, s.via_cost[host])
        host = onward
    write(b, b.at.phantom + root, b.phantom[root] - 1)
