"""The proof over all pairs, and the loop that earns it: price, add what undercuts, release, repair, again.

The certificate is (P, V): ``cost + P >= V`` for every pair. When prices have moved, only two kinds of pair can
break it: those of a guest whose value rose above V, searched among all hosts, and those of a host whose
price fell below P, searched among all guests. V is taken *after* the arcs found are added: it is the least
over all pairs then, while the value before it was only the least over the arcs known. P and V are replaced at
one fixed set of prices, never in the middle of a repair.
"""

from __future__ import annotations

from typing import Final

from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.board import (
    NOBODY,
    Board,
    key_host,
    link,
    note_guest,
    note_host,
    release,
    set_value,
    value_of,
    wait,
    write_guest,
    write_host,
)
from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.cost import RENEWAL, pair_cost, squared_chord
from lianshou.engines.matching.large.flow import place, refill, relieve
from lianshou.engines.matching.large.table import cheapest_of_column, cheapest_of_row
from lianshou.engines.matching.large.tree import FAR, Found, cheapest, key_all
from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, Ints

DONE: Final = 0
LOG_FULL: Final = 1
ARCS_FULL: Final = 2
_PER_STEP: Final = 24
_PER_ANSWER: Final = 48
_PER_CHANGE: Final = 64


@compiled
def cost_of_pair(b: Board, guest: int, host: int) -> int:
    """The cost with renewal; ``IMPOSSIBLE`` when forbidden or beyond the wall."""
    if len(b.table) > 0:
        told: int = b.table[guest, host]
        return told
    starts, hosts = b.closed_hosts
    for at in range(starts[guest], starts[guest + 1]):
        if hosts[at] == host:
            return IMPOSSIBLE
    square = squared_chord(b.guests, guest, b.hosts, host)
    cost = pair_cost(b.rates, b.guests, guest, b.hosts, host, square)
    if cost < IMPOSSIBLE and b.guest[guest, col.EXISTING] == host:
        cost -= b.rates[RENEWAL]
    return cost


@compiled
def hosts_below(b: Board, guest: int, budget: int, found: Found) -> int:
    """The cheapest hosts with ``cost + price < budget``, as ``tree.cheapest``; without renewal."""
    if len(b.table) > 0:
        return cheapest_of_row(b, guest, budget, found)
    return cheapest(
        b.host_tree, b.host_keys, b.hosts, b.price, b.rates, b.guests, guest, b.closed_hosts, budget, found,
    )  # fmt: skip


@compiled
def guests_below(b: Board, host: int, budget: int, found: Found) -> int:
    """The guests with the least ``cost - V < budget``, as ``tree.cheapest``; without renewal."""
    if len(b.table) > 0:
        return cheapest_of_column(b, host, budget, found)
    return cheapest(
        b.guest_tree, b.guest_keys, b.guests, b.guest_price, b.rates, b.hosts, host,
        b.closed_guests, budget, found,
    )  # fmt: skip


@compiled
def link_known(b: Board, guest: int) -> int:
    """Give the guest its arc to last year's host, which no search finds; its sum, ``FAR`` where there is none."""
    known = b.guest[guest, col.EXISTING]
    if known == LEFT_OUT:
        return FAR
    cost = cost_of_pair(b, guest, known)
    if cost >= IMPOSSIBLE:
        return FAR
    link(b, guest, known, cost)
    total: int = cost + b.price[known]
    return total


@compiled
def offer(b: Board, found: Found, first: int, step: int) -> None:
    """Give every ``step``-th free guest from ``first`` on its first arcs, the cheapest at the prices of now, and let it wait.

    Last year's host is among them in any case. Until the first pass of pricing, PROVEN_VALUE bounds only the
    pairs *without* an arc: placing only raises prices, and who pays no more by then needs no search.
    """
    items, costs, totals = found[0], found[1], found[2]
    for guest in range(first, len(b.guest), step):
        if b.guest[guest, col.FIXED] == 1:
            continue
        link_known(b, guest)
        budget = b.guest[guest, col.OUT_PRICE]
        count = hosts_below(b, guest, budget, found)
        for at in range(count - 1, -1, -1):
            if items[at] != b.guest[guest, col.EXISTING]:
                link(b, guest, items[at], costs[at])
        write_guest(b, guest, col.PROVEN_VALUE, budget if count < len(items) else totals[count - 1])
        wait(b, guest)


@compiled
def place_in_rounds(b: Board, found: Found, rounds: int) -> None:
    """Offer and place in ``rounds``, each spread over the whole map: later guests are offered what is left."""
    tally = b.scratch.tally
    tally[col.RISING] = 1
    for first in range(rounds):
        key_all(b.host_tree, b.host_keys, b.price)
        offer(b, found, first, rounds)
        while tally[col.WAIT] > 0:
            place(b)
    tally[col.RISING] = 0
    for host in range(len(b.price)):
        note_host(b, host)


@compiled
def _gather(b: Board) -> None:
    """Bring the host tree up to date, and note every guest whose value may have moved."""
    s = b.scratch
    for at in range(s.tally[col.TOUCHES]):
        host = s.host[at, col.TOUCHED]
        key_host(b, host)
        member = b.host[host, col.FIRST_MEMBER]
        while member != NOBODY:
            note_guest(b, member)
            member = b.guest[member, col.NEXT_MEMBER]


@compiled
def _lacks(b: Board, per_guest: int, per_host: int) -> int:
    """What must grow before the next pass; generous, since a pass cannot stop in the middle."""
    s = b.scratch
    guests, hosts = s.tally[col.CHANGES], s.tally[col.TOUCHES]
    arcs = guests * per_guest + hosts * per_host
    if len(b.arcs) - b.cells[col.ARCS] < arcs:
        return ARCS_FULL
    rows = (guests + hosts) * _PER_CHANGE + arcs * _PER_ANSWER
    if s.tally[col.LOGGING] and len(b.log) - s.tally[col.LOGGED] < rows:
        return LOG_FULL
    return DONE


@compiled
def _hold(b: Board, guest: int, host: int, cost: int) -> None:
    """Write an arc behind the others, to be taken up when its guest's turn comes."""
    row = b.cells[col.ARCS] + b.scratch.tally[col.OFFERED]
    b.arcs[row, col.ARC_GUEST], b.arcs[row, col.ARC_HOST], b.arcs[row, col.ARC_COST] = guest, host, cost
    b.scratch.tally[col.OFFERED] += 1


@compiled
def _price_guest(b: Board, guest: int, found: Found) -> None:
    """Restate V for a guest, and hold the arcs that undercut what it pays."""
    items, costs, totals = found[0], found[1], found[2]
    value = value_of(b, guest)
    if value > b.guest[guest, col.PROVEN_VALUE]:
        count = hosts_below(b, guest, value, found)
        for at in range(count):
            _hold(b, guest, items[at], costs[at])
        if count > 0:
            value = totals[0]
    if value != -b.guest_price[guest]:  # not PROVEN_VALUE: what ``offer`` wrote there, the tree does not know
        set_value(b, guest, value)


@compiled
def _price_host(b: Board, host: int, found: Found) -> None:
    """Restate P for a host, unless too many guests want it at once; hold the arcs of those who do."""
    items, costs = found[0], found[1]
    price = b.price[host]
    count = 0
    if price < b.host[host, col.PROVEN_PRICE]:
        count = guests_below(b, host, -price, found)
        for at in range(count):
            _hold(b, items[at], host, costs[at])
            set_value(b, items[at], costs[at] + price)
    if count < len(items):
        if price != b.host[host, col.PROVEN_PRICE]:
            write_host(b, host, col.PROVEN_PRICE, price)
    else:
        note_host(b, host)  # the rest in the next pass; the old P still holds


@compiled
def certify(b: Board, by_guest: Found, by_host: Found) -> None:
    """One pricing pass at the prices of now; the arcs that undercut are held for ``repair``."""
    s = b.scratch
    for at in range(s.tally[col.CHANGES]):
        guest = s.guest[at, col.CHANGED]
        s.guest[guest, col.IS_CHANGED] = 0
        _price_guest(b, guest, by_guest)
    s.tally[col.CHANGES] = 0
    hosts = s.tally[col.TOUCHES]
    s.tally[col.TOUCHES] = 0
    for at in range(hosts):  # a host noted again takes a seat of the list that has been read
        host = s.host[at, col.TOUCHED]
        s.host[host, col.IS_TOUCHED] = 0
        _price_host(b, host, by_host)


@compiled
def take_up(b: Board) -> None:
    """Add the held arcs of the next guest, and release it if one still undercuts what it pays by now.

    One guest at a time: its own old place then stays near, and bounds the search for a new one.
    """
    tally = b.scratch.tally
    guest = b.arcs[b.cells[col.ARCS], col.ARC_GUEST]
    value = value_of(b, guest)
    undercut = False
    while tally[col.OFFERED] > 0 and b.arcs[b.cells[col.ARCS], col.ARC_GUEST] == guest:
        row = b.cells[col.ARCS]
        host, cost = b.arcs[row, col.ARC_HOST], b.arcs[row, col.ARC_COST]
        link(b, guest, host, cost)
        tally[col.OFFERED] -= 1
        if cost + b.price[host] < value:
            undercut = True
    note_guest(b, guest)  # its V was stated as if it would pay the new arcs: price it again even if it stays
    if undercut:
        release(b, guest)
        wait(b, guest)


@compiled
def repair(b: Board) -> int:
    """Make room, place, refill, take up until nothing waits; ``LOG_FULL`` when the log must grow first."""
    tally = b.scratch.tally
    rows = _PER_STEP * (len(b.price) + 4)
    while tally[col.CROWDING] + tally[col.WAIT] + tally[col.HOLLOWED] + tally[col.OFFERED] > 0:
        if tally[col.LOGGING] and len(b.log) - tally[col.LOGGED] < rows:
            return LOG_FULL
        if tally[col.CROWDING] > 0:
            relieve(b)
        elif tally[col.WAIT] > 0:
            place(b)
        elif tally[col.HOLLOWED] > 0:
            refill(b)
        else:
            take_up(b)
    return DONE


@compiled
def settle(b: Board, by_guest: Found, by_host: Found, passes: Ints) -> int:
    """Repair and price in turn until no pair undercuts; ``DONE``, or what must grow before it is called again."""
    while True:
        lack = repair(b)
        if lack != DONE:
            return lack
        _gather(b)
        lack = _lacks(b, len(by_guest[0]), len(by_host[0]))
        if lack != DONE:
            return lack
        passes[0] += 1
        certify(b, by_guest, by_host)
        if b.scratch.tally[col.OFFERED] + b.scratch.tally[col.TOUCHES] == 0:
            return DONE
