"""The state of a matching for the compiled code, and the only writes there are.

Everything that can change lives in one int64 array, ``cells``; the named fields are windows into it. So one
line, ``write``, keeps the undo log, and undoing restores the state exactly, trees and totals included.
Guests and hosts are numbered in the order of their trees: near places lie near in memory.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.cost import Rates, Side
from lianshou.engines.matching.large.tree import FAR, Tree, leaf_of
from lianshou.engines.matching.problem import LEFT_OUT, Ints

WAITING: Final = -2
"""In ``host_of``: to be placed."""
ABSENT: Final = -3
"""In ``host_of``: withdrawn."""
NOBODY: Final = -1
TOTAL: Final = 0
ARCS: Final = 1
COUNTERS: Final = 2
LOGGED: Final = 0
LOGGING: Final = 1
TICK: Final = 2
WAIT: Final = 3
HOLLOW: Final = 4
CROWDED: Final = 5
TOUCHED: Final = 6
CHANGED: Final = 7
HEAPED: Final = 8
SCANNED: Final = 9
TALLIES: Final = 10


class Arcs(NamedTuple):
    """The pairs priced so far, in two linked lists each: by guest and by host."""

    guest: Ints
    host: Ints
    cost: Ints
    next_of_guest: Ints
    next_of_host: Ints


class At(NamedTuple):
    """Where each window begins in ``cells``."""

    price: int
    load: int
    phantom: int
    crowd: int
    first_member: int
    first_into: int
    low: int
    high: int
    most: int
    under: int
    over: int
    proven_price: int
    host_keys: int
    host_of: int
    paid: int
    next_member: int
    last_member: int
    fixed: int
    first_arc: int
    proven_value: int
    guest_price: int
    guest_keys: int


class Scratch(NamedTuple):
    """What a search forgets; ``tally`` holds the lengths of its lists. Hosts unless told."""

    tally: Ints
    label: Ints
    stamp: Ints
    via: Ints
    via_cost: Ints
    onward: Ints
    heap: Ints
    heap_at: Ints
    scanned: Ints
    waiting: Ints  # guests
    hollow: Ints
    crowded: Ints
    touched: Ints
    is_touched: Ints
    changed: Ints  # guests
    is_changed: Ints  # guests
    rising: Ints  # guests


class Board(NamedTuple):
    """The facts, the arcs, the cells and their windows.

    Of a host: ``price``; ``load`` places taken, of which ``phantom`` are held for nobody; ``crowd`` units without
    a place (both 0 between steps); the staircase. Of a guest: ``host_of``, ``paid`` (pair cost), ``fixed`` (locked
    or pinned: counted in the load, in no list of members). ``proven_price`` P and ``proven_value`` V are the
    certificate: ``cost + P >= V`` for every pair on Earth. The trees' keys are P's rival ``price`` and ``-V``
    (``guest_price``).
    """

    guests: Side
    hosts: Side
    guest_tree: Tree
    host_tree: Tree
    rates: Rates
    left_out: Ints
    existing: Ints
    closed_hosts: tuple[Ints, Ints]
    closed_guests: tuple[Ints, Ints]
    arcs: Arcs
    at: At
    cells: Ints
    log: Ints
    scratch: Scratch
    price: Ints
    load: Ints
    phantom: Ints
    crowd: Ints
    first_member: Ints
    first_into: Ints
    low: Ints
    high: Ints
    most: Ints
    under: Ints
    over: Ints
    proven_price: Ints
    host_keys: Ints
    host_of: Ints
    paid: Ints
    next_member: Ints
    last_member: Ints
    fixed: Ints
    first_arc: Ints
    proven_value: Ints
    guest_price: Ints
    guest_keys: Ints


@compiled
def write(b: Board, index: int, value: int) -> None:
    """The only write to ``cells``; remembers the old value while the log is on."""
    tally = b.scratch.tally
    if tally[LOGGING]:
        row = tally[LOGGED]
        b.log[row, 0] = index
        b.log[row, 1] = b.cells[index]
        tally[LOGGED] = row + 1
    b.cells[index] = value


@compiled
def undo(b: Board, mark: int) -> None:
    """Back to the state when the log was ``mark`` long."""
    tally = b.scratch.tally
    for row in range(tally[LOGGED] - 1, mark - 1, -1):
        b.cells[b.log[row, 0]] = b.log[row, 1]
    tally[LOGGED] = mark


@compiled
def marginal(b: Board, host: int, k: int) -> int:
    """Price of the k-th place, as ``Room.marginal``."""
    if k <= b.low[host]:
        return -b.under[host]
    return b.over[host] * max(0, k - b.high[host])


@compiled
def next_price(b: Board, host: int) -> int:
    load = b.load[host]
    return marginal(b, host, load + 1) if load < b.most[host] else FAR


@compiled
def used_price(b: Board, host: int) -> int:
    load = b.load[host]
    return marginal(b, host, load) if load > 0 else -FAR


@compiled
def add_total(b: Board, amount: int) -> None:
    write(b, TOTAL, b.cells[TOTAL] + amount)


@compiled
def load_up(b: Board, host: int) -> None:
    load = b.load[host] + 1
    add_total(b, marginal(b, host, load))
    write(b, b.at.load + host, load)


@compiled
def load_down(b: Board, host: int) -> None:
    load = b.load[host]
    add_total(b, -marginal(b, host, load))
    write(b, b.at.load + host, load - 1)


@compiled
def note_host(b: Board, host: int) -> None:
    """Remember that the host's price must be proven again."""
    s = b.scratch
    if s.is_touched[host] == 0:
        s.is_touched[host] = 1
        s.touched[s.tally[TOUCHED]] = host
        s.tally[TOUCHED] += 1


@compiled
def note_guest(b: Board, guest: int) -> None:
    """Remember that the guest's value must be proven again."""
    s = b.scratch
    if s.is_changed[guest] == 0:
        s.is_changed[guest] = 1
        s.changed[s.tally[CHANGED]] = guest
        s.tally[CHANGED] += 1


@compiled
def set_price(b: Board, host: int, price: int) -> None:
    write(b, b.at.price + host, price)
    note_host(b, host)


@compiled
def value_of(b: Board, guest: int) -> int:
    """What the guest pays at the prices of now; ``-FAR`` for those who do not choose."""
    host = b.host_of[guest]
    if b.fixed[guest] == 1 or host < LEFT_OUT:
        return -FAR
    return b.left_out[guest] if host == LEFT_OUT else b.paid[guest] + b.price[host]


@compiled
def seat(b: Board, guest: int, host: int, cost: int) -> None:
    """Put a guest who is nowhere with a host, or out; places are counted apart."""
    add_total(b, cost)
    write(b, b.at.host_of + guest, host)
    write(b, b.at.paid + guest, cost)
    if host >= 0 and b.fixed[guest] == 0:
        first = b.first_member[host]
        write(b, b.at.next_member + guest, first)
        write(b, b.at.last_member + guest, NOBODY)
        if first != NOBODY:
            write(b, b.at.last_member + first, guest)
        write(b, b.at.first_member + host, guest)
    note_guest(b, guest)


@compiled
def unseat(b: Board, guest: int) -> None:
    """Take a guest from where it is; it waits, and its place, if any, stays counted."""
    host = b.host_of[guest]
    if host < LEFT_OUT:
        return
    add_total(b, -b.paid[guest])
    write(b, b.at.host_of + guest, WAITING)
    if host >= 0 and b.fixed[guest] == 0:
        before, after = b.last_member[guest], b.next_member[guest]
        if before == NOBODY:
            write(b, b.at.first_member + host, after)
        else:
            write(b, b.at.next_member + before, after)
        if after != NOBODY:
            write(b, b.at.last_member + after, before)
    note_guest(b, guest)


@compiled
def wait(b: Board, guest: int) -> None:
    s = b.scratch
    s.waiting[s.tally[WAIT]] = guest
    s.tally[WAIT] += 1


@compiled
def hollow(b: Board, host: int) -> None:
    """A place of the host falls empty: given up when the price allows, else held by a phantom until refilled."""
    if b.price[host] <= used_price(b, host):
        load_down(b, host)
        return
    s = b.scratch
    if b.phantom[host] == 0:
        s.hollow[s.tally[HOLLOW]] = host
        s.tally[HOLLOW] += 1
    write(b, b.at.phantom + host, b.phantom[host] + 1)


@compiled
def crowd(b: Board, host: int) -> None:
    """One unit more with the host than it has places for; a search will make room."""
    s = b.scratch
    if b.crowd[host] == 0:
        s.crowded[s.tally[CROWDED]] = host
        s.tally[CROWDED] += 1
    write(b, b.at.crowd + host, b.crowd[host] + 1)


@compiled
def release(b: Board, guest: int) -> None:
    """Take a guest from its host, whose place is given up or held; the guest is left nowhere."""
    host = b.host_of[guest]
    unseat(b, guest)
    if host >= 0:
        hollow(b, host)


@compiled
def link(b: Board, guest: int, host: int, cost: int) -> None:
    """Add an arc; ``arcs`` must have room."""
    arc = b.cells[ARCS]
    arcs = b.arcs
    arcs.guest[arc], arcs.host[arc], arcs.cost[arc] = guest, host, cost
    arcs.next_of_guest[arc] = b.first_arc[guest]
    arcs.next_of_host[arc] = b.first_into[host]
    write(b, b.at.first_arc + guest, arc)
    write(b, b.at.first_into + host, arc)
    write(b, ARCS, arc + 1)


@compiled
def key_host(b: Board, host: int) -> None:
    """Bring the host tree up to the host's price of now."""
    node = leaf_of(b.host_tree, host)
    least = FAR
    for place in range(b.host_tree.start[node], b.host_tree.stop[node]):
        least = min(least, b.price[place])
    _lift(b, b.at.host_keys, b.host_keys, node, least)


@compiled
def set_value(b: Board, guest: int, value: int) -> None:
    """Set the proven value, and bring the guest tree up to it."""
    write(b, b.at.proven_value + guest, value)
    write(b, b.at.guest_price + guest, -value)
    node = leaf_of(b.guest_tree, guest)
    least = FAR
    for place in range(b.guest_tree.start[node], b.guest_tree.stop[node]):
        least = min(least, b.guest_price[place])
    _lift(b, b.at.guest_keys, b.guest_keys, node, least)


@compiled
def _lift(b: Board, at: int, keys: Ints, node: int, least: int) -> None:
    """Write a node's key and those above it as far as they change."""
    while keys[node] != least:
        write(b, at + node, least)
        if node == 0:
            return
        node = (node - 1) // 2
        least = min(keys[2 * node + 1], keys[2 * node + 2])
