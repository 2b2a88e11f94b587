"""The state of a matching for the compiled code, and the only writes there are.

Everything that can change lives in one int64 array, ``cells``; the named fields are windows into it. So one
line, ``write``, keeps the undo log, and undoing restores the state exactly, trees and totals included.
Guests and hosts are numbered in the order of their trees: near places lie near in memory.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.cost import Side
from lianshou.engines.matching.large.tree import FAR, START, STOP, Tree, leaf_of
from lianshou.engines.matching.problem import LEFT_OUT, Ints

WAITING: Final = -2
"""In ``HOST_OF``: to be placed."""
NOBODY: Final = -1
"""The end of a list; no guest, no host."""


class Scratch(NamedTuple):
    """What a search forgets: ``tally`` lengths of lists, ``host`` (hosts, HOST_WORK), ``guest`` (guests, GUEST_WORK)."""

    tally: Ints
    host: Ints
    guest: Ints


class Board(NamedTuple):
    """The facts, the arcs priced so far, the cells, and the windows into them; all int64 but points and boxes.

    ``host`` (hosts, HOST_COLUMNS): LOAD places taken, of which PHANTOM are held for nobody; CROWD units without
    a place (both 0 between steps); the staircase; the heads of two lists. ``guest`` (guests, GUEST_COLUMNS):
    HOST_OF, PAID (pair cost), FIXED (locked or pinned: counted in the load, in no list of members).
    ``arcs`` (arcs, ARC_COLUMNS) hang in two lists each, by guest and by host. PROVEN_PRICE P and PROVEN_VALUE V are
    the certificate: ``cost + P >= V`` for every pair on Earth. ``guest_price`` is -V; the keys are the trees'.
    ``closed_hosts`` and ``closed_guests``: forbidden pairs, as where each one's list begins, and the lists.
    ``table`` (guests, hosts): the pair costs of a problem without a map, ``IMPOSSIBLE`` where closed; else (0, 0).
    """

    guests: Side
    hosts: Side
    guest_tree: Tree
    host_tree: Tree
    rates: Ints
    table: Ints
    closed_hosts: tuple[Ints, Ints]
    closed_guests: tuple[Ints, Ints]
    arcs: Ints
    scratch: Scratch
    log: Ints
    cells: Ints
    price: Ints
    host: Ints
    host_keys: Ints
    guest: Ints
    guest_price: Ints
    guest_keys: Ints


@compiled
def write(b: Board, index: int, value: int) -> None:
    """The only write to ``cells``; remembers the old value while the log is on."""
    tally = b.scratch.tally
    if tally[col.LOGGING]:
        row = tally[col.LOGGED]
        b.log[row, 0] = index
        b.log[row, 1] = b.cells[index]
        tally[col.LOGGED] = row + 1
    b.cells[index] = value


@compiled
def write_host(b: Board, host: int, column: int, value: int) -> None:
    write(b, col.COUNTERS + len(b.price) + host * col.HOST_COLUMNS + column, value)


@compiled
def write_guest(b: Board, guest: int, column: int, value: int) -> None:
    write(b, first_of_guests(b) + guest * col.GUEST_COLUMNS + column, value)


@compiled
def first_of_guests(b: Board) -> int:
    """Where in the cells the rows of the guests begin."""
    return col.COUNTERS + len(b.price) * (col.HOST_COLUMNS + 1) + len(b.host_keys)


@compiled
def undo(b: Board, mark: int) -> None:
    """Back to the state when the log was ``mark`` long."""
    tally = b.scratch.tally
    for row in range(tally[col.LOGGED] - 1, mark - 1, -1):
        b.cells[b.log[row, 0]] = b.log[row, 1]
    tally[col.LOGGED] = mark


@compiled
def marginal(b: Board, host: int, k: int) -> int:
    """Price of the k-th place, as ``Room.marginal``."""
    beyond = max(0, k - b.host[host, col.HIGH])
    price: int = -b.host[host, col.UNDER] if k <= b.host[host, col.LOW] else b.host[host, col.OVER] * beyond
    return price


@compiled
def next_price(b: Board, host: int) -> int:
    load = b.host[host, col.LOAD]
    return marginal(b, host, load + 1) if load < b.host[host, col.MOST] else FAR


@compiled
def used_price(b: Board, host: int) -> int:
    load = b.host[host, col.LOAD]
    return marginal(b, host, load) if load > 0 else -FAR


@compiled
def add_total(b: Board, amount: int) -> None:
    write(b, col.TOTAL, b.cells[col.TOTAL] + amount)


@compiled
def load_up(b: Board, host: int) -> None:
    load = b.host[host, col.LOAD] + 1
    add_total(b, marginal(b, host, load))
    write_host(b, host, col.LOAD, load)


@compiled
def load_down(b: Board, host: int) -> None:
    load = b.host[host, col.LOAD]
    add_total(b, -marginal(b, host, load))
    write_host(b, host, col.LOAD, load - 1)


@compiled
def note_host(b: Board, host: int) -> None:
    """Remember that the host's price must be proven again."""
    s = b.scratch
    if s.host[host, col.IS_TOUCHED] == 0:
        s.host[host, col.IS_TOUCHED] = 1
        s.host[s.tally[col.TOUCHES], col.TOUCHED] = host
        s.tally[col.TOUCHES] += 1


@compiled
def note_guest(b: Board, guest: int) -> None:
    """Remember that the guest's value must be proven again."""
    s = b.scratch
    if s.guest[guest, col.IS_CHANGED] == 0:
        s.guest[guest, col.IS_CHANGED] = 1
        s.guest[s.tally[col.CHANGES], col.CHANGED] = guest
        s.tally[col.CHANGES] += 1


@compiled
def set_price(b: Board, host: int, price: int) -> None:
    write(b, col.COUNTERS + host, price)
    note_host(b, host)


@compiled
def value_of(b: Board, guest: int) -> int:
    """What the guest pays at the prices of now; ``-FAR`` for those who do not choose."""
    host = b.guest[guest, col.HOST_OF]
    if b.guest[guest, col.FIXED] == 1 or host < LEFT_OUT:
        return -FAR
    value: int = b.guest[guest, col.PAID]
    return value if host == LEFT_OUT else value + b.price[host]


@compiled
def seat(b: Board, guest: int, host: int, cost: int) -> None:
    """Put a guest who is nowhere with a host, or out; places are counted apart."""
    add_total(b, cost)
    write_guest(b, guest, col.HOST_OF, host)
    write_guest(b, guest, col.PAID, cost)
    if host >= 0 and b.guest[guest, col.FIXED] == 0:
        first = b.host[host, col.FIRST_MEMBER]
        write_guest(b, guest, col.NEXT_MEMBER, first)
        write_guest(b, guest, col.LAST_MEMBER, NOBODY)
        if first != NOBODY:
            write_guest(b, first, col.LAST_MEMBER, guest)
        write_host(b, host, col.FIRST_MEMBER, guest)
        b.scratch.guest[guest, col.SECOND] = b.scratch.host[host, col.REST] = -FAR
    note_guest(b, guest)


@compiled
def unseat(b: Board, guest: int) -> None:
    """Take a guest from where it is; it waits, and its place, if any, stays counted."""
    host = b.guest[guest, col.HOST_OF]
    if host < LEFT_OUT:
        return
    add_total(b, -b.guest[guest, col.PAID])
    write_guest(b, guest, col.HOST_OF, WAITING)
    if host >= 0 and b.guest[guest, col.FIXED] == 0:
        before, after = b.guest[guest, col.LAST_MEMBER], b.guest[guest, col.NEXT_MEMBER]
        if before == NOBODY:
            write_host(b, host, col.FIRST_MEMBER, after)
        else:
            write_guest(b, before, col.NEXT_MEMBER, after)
        if after != NOBODY:
            write_guest(b, after, col.LAST_MEMBER, before)
    note_guest(b, guest)


@compiled
def wait(b: Board, guest: int) -> None:
    s = b.scratch
    s.guest[s.tally[col.WAIT], col.WAITING] = guest
    s.tally[col.WAIT] += 1


@compiled
def hollow(b: Board, host: int) -> None:
    """A place of the host falls empty: given up when the price allows, else held by a phantom until refilled."""
    if b.price[host] <= used_price(b, host):
        load_down(b, host)
        return
    s = b.scratch
    if b.host[host, col.PHANTOM] == 0:
        s.host[s.tally[col.HOLLOWED], col.HOLLOW] = host
        s.tally[col.HOLLOWED] += 1
    write_host(b, host, col.PHANTOM, b.host[host, col.PHANTOM] + 1)


@compiled
def crowd(b: Board, host: int) -> None:
    """One unit more with the host than it has places for; a search will make room."""
    s = b.scratch
    if b.host[host, col.CROWD] == 0:
        s.host[s.tally[col.CROWDING], col.CROWDED] = host
        s.tally[col.CROWDING] += 1
    write_host(b, host, col.CROWD, b.host[host, col.CROWD] + 1)


@compiled
def release(b: Board, guest: int) -> None:
    """Take a guest from its host, whose place is given up or held; the guest is left nowhere."""
    host = b.guest[guest, col.HOST_OF]
    unseat(b, guest)
    if host >= 0:
        hollow(b, host)


@compiled
def link(b: Board, guest: int, host: int, cost: int) -> None:
    """Add an arc; ``arcs`` must have room."""
    arc = b.cells[col.ARCS]
    arcs = b.arcs
    arcs[arc, col.ARC_GUEST], arcs[arc, col.ARC_HOST], arcs[arc, col.ARC_COST] = guest, host, cost
    arcs[arc, col.ARC_NEXT_OF_GUEST] = b.guest[guest, col.FIRST_ARC]
    arcs[arc, col.ARC_NEXT_OF_HOST] = b.host[host, col.FIRST_INTO]
    write_guest(b, guest, col.FIRST_ARC, arc)
    write_host(b, host, col.FIRST_INTO, arc)
    write(b, col.ARCS, arc + 1)


@compiled
def key_host(b: Board, host: int) -> None:
    """Bring the host tree up to the host's price of now."""
    node = leaf_of(b.host_tree, host)
    least = FAR
    for place in range(b.host_tree.nodes[node, START], b.host_tree.nodes[node, STOP]):
        least = min(least, b.price[place])
    _lift(b, col.COUNTERS + b.host.size + len(b.price), b.host_keys, node, least)


@compiled
def set_value(b: Board, guest: int, value: int) -> None:
    """Set the proven value, and bring the guest tree up to it."""
    write_guest(b, guest, col.PROVEN_VALUE, value)
    write(b, len(b.cells) - len(b.guest_keys) - len(b.guest_price) + guest, -value)
    node = leaf_of(b.guest_tree, guest)
    least = FAR
    for place in range(b.guest_tree.nodes[node, START], b.guest_tree.nodes[node, STOP]):
        least = min(least, b.guest_price[place])
    _lift(b, len(b.cells) - len(b.guest_keys), b.guest_keys, node, least)


@compiled
def _lift(b: Board, at: int, keys: Ints, node: int, least: int) -> None:
    """Write a node's key and those above it as far as they change."""
    while keys[node] != least:
        write(b, at + node, least)
        if node == 0:
            return
        node = (node - 1) // 2
        least = min(keys[2 * node + 1], keys[2 * node + 2])
