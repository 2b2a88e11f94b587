"""Shortest augmenting paths with kept prices, in both directions (Ahuja, Magnanti & Orlin, *Network Flows*, ch. 9).

``place`` finds a waiting guest the cheapest chain of moves to a place; ``relieve`` does so for a unit without
a place at a host; ``refill`` pulls the best chain into a place that fell empty. Each is one Dijkstra over
hosts with reduced costs, and leaves all arcs, staircases and prices in complementary slackness.
"""

from __future__ import annotations

from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.board import (
    NOBODY,
    Board,
    Scratch,
    load_down,
    load_up,
    next_price,
    seat,
    set_price,
    unseat,
    used_price,
    write_host,
)
from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.tree import FAR
from lianshou.engines.matching.problem import LEFT_OUT


@compiled
def _sift_up(s: Scratch, at: int) -> None:
    host = s.host[at, col.HEAP]
    label = s.host[host, col.LABEL]
    while at > 0:
        above = (at - 1) // 2
        other = s.host[above, col.HEAP]
        if s.host[other, col.LABEL] <= label:
            break
        s.host[at, col.HEAP], s.host[other, col.HEAP_AT] = other, at
        at = above
    s.host[at, col.HEAP], s.host[host, col.HEAP_AT] = host, at


@compiled
def _pop(s: Scratch) -> int:
    """The nearest host of the heap."""
    top: int = s.host[0, col.HEAP]
    s.tally[col.HEAPED] -= 1
    count = s.tally[col.HEAPED]
    if count > 0:
        host = s.host[count, col.HEAP]
        label = s.host[host, col.LABEL]
        at = 0
        while 2 * at + 1 < count:
            below = 2 * at + 1
            if (
                below + 1 < count
                and s.host[s.host[below + 1, col.HEAP], col.LABEL]
                < s.host[s.host[below, col.HEAP], col.LABEL]
            ):
                below += 1
            other = s.host[below, col.HEAP]
            if s.host[other, col.LABEL] >= label:
                break
            s.host[at, col.HEAP], s.host[other, col.HEAP_AT] = other, at
            at = below
        s.host[at, col.HEAP], s.host[host, col.HEAP_AT] = host, at
    return top


@compiled
def start(s: Scratch) -> None:
    s.tally[col.TICK] += 1
    s.tally[col.HEAPED] = 0
    s.tally[col.SEEN] = 0


@compiled
def reach(s: Scratch, host: int, label: int, via: int, cost: int, onward: int) -> bool:
    """Give the host a smaller label, if it is one."""
    if s.host[host, col.STAMP] != s.tally[col.TICK]:
        s.host[host, col.STAMP] = s.tally[col.TICK]
        s.host[s.tally[col.HEAPED], col.HEAP] = host
        s.host[host, col.HEAP_AT] = s.tally[col.HEAPED]
        s.tally[col.HEAPED] += 1
    elif label >= s.host[host, col.LABEL]:
        return False
    s.host[host, col.LABEL], s.host[host, col.VIA], s.host[host, col.VIA_COST], s.host[host, col.ONWARD] = (
        label,
        via,
        cost,
        onward,
    )
    _sift_up(s, s.host[host, col.HEAP_AT])
    return True


@compiled
def scan(s: Scratch, limit: int) -> int:
    """The next host to look at, or NOBODY when none is nearer than the limit."""
    if s.tally[col.HEAPED] == 0 or s.host[s.host[0, col.HEAP], col.LABEL] >= limit:
        return NOBODY
    host = _pop(s)
    s.host[s.tally[col.SEEN], col.SCANNED] = host
    s.tally[col.SEEN] += 1
    return host


@compiled
def _shift_prices(b: Board, limit: int, sign: int) -> None:
    s = b.scratch
    for at in range(s.tally[col.SEEN]):
        host = s.host[at, col.SCANNED]
        set_price(b, host, b.price[host] + sign * (limit - s.host[host, col.LABEL]))


@compiled
def _spare(b: Board, host: int) -> int:
    """What ending a path at the host costs beyond its price."""
    return 0 if b.host[host, col.PHANTOM] > 0 else next_price(b, host) - b.price[host]


@compiled
def _spread(b: Board, guest: int, base: int, limit: int, end: int, last: int) -> tuple[int, int, int]:
    """Along every arc of a guest who starts at ``base``: the least length of a path found, its end, its last mover."""
    s, arcs = b.scratch, b.arcs
    home, second = b.guest[guest, col.HOST_OF], b.guest[guest, col.OUT_PRICE]
    arc = b.guest[guest, col.FIRST_ARC]
    while arc != NOBODY:
        host = arcs[arc, col.ARC_HOST]
        whole = arcs[arc, col.ARC_COST] + b.price[host]
        if host != home and whole < second:
            second = whole
        label = base + whole
        if label < limit and reach(s, host, label, guest, arcs[arc, col.ARC_COST], NOBODY):
            whole = label + _spare(b, host)
            if whole < limit:
                limit, end, last = whole, host, guest
        arc = arcs[arc, col.ARC_NEXT_OF_GUEST]
    if base + b.guest[guest, col.OUT_PRICE] < limit:
        limit, end, last = base + b.guest[guest, col.OUT_PRICE], LEFT_OUT, guest
    s.guest[guest, col.SECOND] = second
    return limit, end, last


@compiled
def _keep(s: Scratch, host: int, member: int, bound: int) -> int:
    """Note a member among the few of its host with the least bounds; the bound of the one who is not among them."""
    at = col.KEPT - 1
    least_off: int = s.host[host, col.KEPT_BOUND + at]
    if bound >= least_off:
        return bound
    while at > 0 and s.host[host, col.KEPT_BOUND + at - 1] > bound:
        s.host[host, col.KEPT_BOUND + at] = s.host[host, col.KEPT_BOUND + at - 1]
        s.host[host, col.KEPT_MEMBER + at] = s.host[host, col.KEPT_MEMBER + at - 1]
        at -= 1
    s.host[host, col.KEPT_BOUND + at], s.host[host, col.KEPT_MEMBER + at] = bound, member
    return least_off


@compiled
def _visit_all(b: Board, host: int, base: int, limit: int, end: int, last: int) -> tuple[int, int, int]:
    """Along the arcs of every member who may still shorten the path; the few who might again are noted."""
    s = b.scratch
    rising = s.tally[col.RISING] == 1
    for at in range(col.KEPT):
        s.host[host, col.KEPT_BOUND + at], s.host[host, col.KEPT_MEMBER + at] = FAR, NOBODY
    rest = FAR
    member = b.host[host, col.FIRST_MEMBER]
    while member != NOBODY:
        paid = b.guest[member, col.PAID]
        if not rising or base - paid + s.guest[member, col.SECOND] < limit:
            limit, end, last = _spread(b, member, base - paid, limit, end, last)
        rest = min(rest, _keep(s, host, member, s.guest[member, col.SECOND] - paid))
        member = b.guest[member, col.NEXT_MEMBER]
    s.host[host, col.REST] = rest
    return limit, end, last


@compiled
def _visit(b: Board, host: int, limit: int, end: int, last: int) -> tuple[int, int, int]:
    """Along the arcs of the members of a host who may still shorten the path.

    While prices only rise, the second best that a member had when last looked at, less what it pays, bounds what
    it has now. A host keeps the few members with the least bounds, and one bound for the rest; whoever joins it
    makes it look at all of them again.
    """
    s = b.scratch
    base = s.host[host, col.LABEL] - b.price[host]
    if s.tally[col.RISING] == 0 or s.host[host, col.REST] == -FAR:
        return _visit_all(b, host, base, limit, end, last)
    for at in range(col.KEPT):
        if base + s.host[host, col.KEPT_BOUND + at] < limit:
            member, bound = s.host[host, col.KEPT_MEMBER + at], FAR
            if b.guest[member, col.HOST_OF] == host:
                paid = b.guest[member, col.PAID]
                limit, end, last = _spread(b, member, base - paid, limit, end, last)
                bound = s.guest[member, col.SECOND] - paid
            s.host[host, col.KEPT_BOUND + at] = bound
    if base + s.host[host, col.REST] < limit:
        return _visit_all(b, host, base, limit, end, last)
    return limit, end, last


@compiled
def _forward(b: Board, limit: int, end: int, last: int) -> tuple[int, int, int]:
    """Dijkstra from the labels given; the length, the end (a host or LEFT_OUT) and the last mover."""
    s = b.scratch
    host = scan(s, limit)
    while host != NOBODY:
        limit, end, last = _visit(b, host, limit, end, last)
        host = scan(s, limit)
    _shift_prices(b, limit, 1)
    return limit, end, last


@compiled
def _push(b: Board, end: int, last: int, guest: int, root: int) -> None:
    """Make the moves of the path that ends at ``end``; it began with a waiting guest, or at the host ``root``."""
    s = b.scratch
    host = end
    if end == LEFT_OUT:
        host = b.guest[last, col.HOST_OF]
        unseat(b, last)
        seat(b, last, LEFT_OUT, b.guest[last, col.OUT_PRICE])
        if last == guest:
            return
    elif b.host[end, col.PHANTOM] > 0:
        write_host(b, end, col.PHANTOM, b.host[end, col.PHANTOM] - 1)
    else:
        load_up(b, end)
    while host != root:
        mover = s.host[host, col.VIA]
        origin = b.guest[mover, col.HOST_OF]
        unseat(b, mover)
        seat(b, mover, host, s.host[host, col.VIA_COST])
        if mover == guest:
            return
        host = origin


@compiled
def place(b: Board) -> None:
    """Find the last waiting guest its place, or leave it out."""
    s = b.scratch
    s.tally[col.WAIT] -= 1
    guest = s.guest[s.tally[col.WAIT], col.WAITING]
    start(s)
    limit, end, last = _spread(b, guest, 0, FAR, LEFT_OUT, guest)
    _, end, last = _forward(b, limit, end, last)
    _push(b, end, last, guest, NOBODY)


@compiled
def relieve(b: Board) -> None:
    """Find a place for one unit too many at the last crowded host: there, or by moving one of its members on."""
    s = b.scratch
    root = s.host[s.tally[col.CROWDING] - 1, col.CROWDED]
    start(s)
    reach(s, root, 0, NOBODY, 0, NOBODY)
    _, end, last = _forward(b, _spare(b, root), root, NOBODY)
    _push(b, end, last, NOBODY, root)
    write_host(b, root, col.CROWD, b.host[root, col.CROWD] - 1)
    if b.host[root, col.CROWD] == 0:
        s.tally[col.CROWDING] -= 1


@compiled
def _pull(b: Board, host: int, limit: int, end: int, last: int) -> tuple[int, int, int]:
    """Along every arc into a host: who would come, and at what loss; as ``_spread``, against the arcs."""
    s, arcs = b.scratch, b.arcs
    arc = b.host[host, col.FIRST_INTO]
    while arc != NOBODY:
        guest = arcs[arc, col.ARC_GUEST]
        origin = b.guest[guest, col.HOST_OF]
        if b.guest[guest, col.FIXED] == 0 and origin >= LEFT_OUT and origin != host:
            label = (
                s.host[host, col.LABEL] + arcs[arc, col.ARC_COST] + b.price[host] - b.guest[guest, col.PAID]
            )
            if origin == LEFT_OUT:
                if label < limit:
                    limit, end, last = label, host, arc
            else:
                label -= b.price[origin]
                if label < limit and reach(s, origin, label, guest, arcs[arc, col.ARC_COST], host):
                    whole = label + b.price[origin] - used_price(b, origin)
                    if whole < limit:
                        limit, end, last = whole, origin, NOBODY
        arc = arcs[arc, col.ARC_NEXT_OF_HOST]
    return limit, end, last


@compiled
def refill(b: Board) -> None:
    """Fill one place held by a phantom at the last hollow host by the best chain, or give a place up at its end."""
    s = b.scratch
    root = s.host[s.tally[col.HOLLOWED] - 1, col.HOLLOW]
    if b.host[root, col.PHANTOM] == 0:  # a path has ended here meanwhile
        s.tally[col.HOLLOWED] -= 1
        return
    start(s)
    reach(s, root, 0, NOBODY, 0, NOBODY)
    limit, end, last = b.price[root] - used_price(b, root), root, NOBODY
    host = scan(s, limit)
    while host != NOBODY:
        limit, end, last = _pull(b, host, limit, end, last)
        host = scan(s, limit)
    _shift_prices(b, limit, -1)
    host = end
    if last == NOBODY:
        load_down(b, end)
    else:
        guest = b.arcs[last, col.ARC_GUEST]
        unseat(b, guest)
        seat(b, guest, end, b.arcs[last, col.ARC_COST])
    while host != root:
        mover, onward = s.host[host, col.VIA], s.host[host, col.ONWARD]
        unseat(b, mover)
        seat(b, mover, onward, s.host[host, col.VIA_COST])
        host = onward
    write_host(b, root, col.PHANTOM, b.host[root, col.PHANTOM] - 1)
