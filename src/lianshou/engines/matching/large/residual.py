"""What a proven board leaves open, over all pairs: how far every host is from the outside.

Nodes are the hosts and one *outside*: the sink and "left out" together, since from "left out" the way to the sink is
free, and the way back is free as soon as anybody is left out. Lengths are reduced costs, never negative at an
optimum (Ahuja, Magnanti & Orlin, *Network Flows*, 1993, ch. 9), with v what a guest pays:

- host a → host b: the least ``c + p_b - v`` over the movable members of a;
- a → outside: a next place, ``next price - p_a``, or a member left out, ``u - v``;
- outside → b: a last place given up, ``p_b - used price``, or a guest left out who comes, ``c + p_b - u``.

Two Dijkstras label every host with its distance to the outside and from it. The arcs between hosts are not stored:
the trees find them, keyed with the labels of now, so that only pairs that could lower a label are looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.board import NOBODY, Board, Scratch, next_price, used_price
from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.cost import PER_KM, SAME_GROUP, Side, least_metres, squared_chord
from lianshou.engines.matching.large.flow import reach, scan, start
from lianshou.engines.matching.large.pricing import cost_of_pair
from lianshou.engines.matching.large.tree import (
    FAR,
    START,
    STOP,
    Found,
    Tree,
    cheapest,
    key_all,
    leaf_of,
    least_below,
    seeker_of,
)
from lianshou.engines.matching.problem import ABSENT, LEFT_OUT, Ints

if TYPE_CHECKING:
    from lianshou.engines.matching.large.solving import Engine

BEYOND: Final = FAR // 2
"""Labels from here on belong to no way."""
Walk = tuple[Ints, Ints]
"""Room for the way through a tree: nodes and bounds."""
Renewals = tuple[Ints, Ints]
"""Where each host's list of last year's guests begins, and the lists: the trees know nothing of renewal."""


class Keyed(NamedTuple):
    """A tree with prices of its own: int64 (places,), and the least below each node, int64 (nodes,)."""

    tree: Tree
    side: Side
    prices: Ints
    keys: Ints


class Search(NamedTuple):
    """A proven board, which is only read, and what the searches write: labels, and trees keyed with them."""

    board: Board
    work: Scratch
    guests: Keyed
    hosts: Keyed
    walk: Walk
    known: Renewals


def open_search(engine: Engine) -> Search:
    """The searches on an engine's state of now; nothing has a key yet."""
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


def key_with(on: Keyed, prices: Ints) -> None:
    """Give every place of a tree its price."""
    on.prices[:] = prices
    key_all(on.tree, on.keys, on.prices)


def values_less(b: Board, ends: Ints) -> Ints:
    """``end - v`` for every guest, the end that of its host, 0 when left out; FAR for those who cannot move."""
    host_of = b.guest[:, col.HOST_OF]
    prices = np.where(host_of == LEFT_OUT, 0, ends[host_of] - b.price[host_of]) - b.guest[:, col.PAID]
    moves = (b.guest[:, col.FIXED] == 0) & (host_of != ABSENT)
    return np.where(moves, prices, FAR)


@compiled
def begin(walk: Walk) -> int:
    """Stand at the root of a tree; the depth for ``next_leaf``."""
    walk[0][0], walk[1][0] = 0, -FAR
    return 1


@compiled
def next_leaf(
    on: Keyed, rates: Ints, seekers: Side, seeker: int, budget: int, walk: Walk, depth: int
) -> tuple[int, int]:
    """The next leaf that may hold a place with ``cost + price < budget``, renewal aside; NOBODY after the last.

    Returns the depth of the walk too. Between two calls the budget may fall and prices may rise.
    """
    nodes, bounds = walk
    who = seeker_of(seekers, seeker)
    while depth > 0:
        depth -= 1
        if bounds[depth] >= budget:
            continue
        node = nodes[depth]
        if node >= len(on.keys) // 2:
            return node, depth
        near, far = 2 * node + 1, 2 * node + 2
        one = least_below(on.tree, rates, who, near, on.keys[near], budget)
        two = least_below(on.tree, rates, who, far, on.keys[far], budget)
        if two < one:
            near, far, one, two = far, near, two, one
        nodes[depth], bounds[depth] = far, two
        nodes[depth + 1], bounds[depth + 1] = near, one
        depth += 2
    return NOBODY, 0


@compiled
def may_cost_less(b: Board, guest: int, host: int, limit: int) -> bool:
    """False only if the pair costs ``limit`` or more by its distance alone; renewal aside."""
    spare = limit + b.rates[SAME_GROUP]
    if spare <= 0:
        return False
    below: bool = (
        least_metres(squared_chord(b.guests, guest, b.hosts, host)) * b.rates[PER_KM] // 1000 < spare
    )
    return below


@compiled
def _rekey(on: Keyed, place: int, price: int) -> None:
    """Give a place another price, and bring the tree up to it."""
    if on.prices[place] == price:
        return
    on.prices[place] = price
    node = leaf_of(on.tree, place)
    least = FAR
    for other in range(on.tree.nodes[node, START], on.tree.nodes[node, STOP]):
        least = min(least, on.prices[other])
    while on.keys[node] != least:
        on.keys[node] = least
        if node == 0:
            return
        node = (node - 1) // 2
        least = min(on.keys[2 * node + 1], on.keys[2 * node + 2])


@compiled
def value_at(b: Board, guest: int) -> int:
    """What a guest who chooses pays at the prices of now: v."""
    host = b.guest[guest, col.HOST_OF]
    value: int = b.guest[guest, col.PAID]
    return value if host == LEFT_OUT else value + b.price[host]


@compiled
def chooses(b: Board, guest: int) -> bool:
    """Whether the guest can move at all: neither locked, nor pinned, nor absent."""
    free: bool = b.guest[guest, col.FIXED] == 0 and b.guest[guest, col.HOST_OF] >= LEFT_OUT
    return free


@compiled
def reduced_cost(b: Board, guest: int, host: int) -> int:
    """``c + p - v`` of a free guest's pair with another host, never negative; BEYOND or more when the pair is closed."""
    reduced: int = cost_of_pair(b, guest, host) + b.price[host] - value_at(b, guest)
    return reduced


@compiled
def label_of(work: Scratch, host: int) -> int:
    known = work.host[host, col.STAMP] == work.tally[col.TICK]
    label: int = work.host[host, col.LABEL]
    return label if known else FAR


@compiled
def label_out(q: Search) -> None:
    """Label every host with its distance to the outside.

    The guests' keys are ``-(v + label)`` of their host while its label may still fall, and FAR else.
    """
    b = q.board
    start(q.work)
    for host in range(len(b.price)):
        label = next_price(b, host) - b.price[host]
        member = b.host[host, col.FIRST_MEMBER]
        while member != NOBODY:
            label = min(label, b.guest[member, col.OUT_PRICE] - value_at(b, member))
            member = b.guest[member, col.NEXT_MEMBER]
        if label < BEYOND:
            _lower_out(q, host, label)
    host = scan(q.work, FAR)
    while host != NOBODY:
        _key_members(q, host, FAR)
        _pull_all(q, host)
        host = scan(q.work, FAR)


@compiled
def _lower_out(q: Search, host: int, label: int) -> None:
    """Lower a host's label, if it is lower, and raise its members' keys."""
    if reach(q.work, host, label, NOBODY, 0, NOBODY) and label > 0:
        _key_members(q, host, -label)


@compiled
def _key_members(q: Search, host: int, key: int) -> None:
    """Key a host's members with ``key - v``; FAR as it is."""
    b = q.board
    member = b.host[host, col.FIRST_MEMBER]
    while member != NOBODY:
        _rekey(q.guests, member, FAR if key == FAR else key - value_at(b, member))
        member = b.guest[member, col.NEXT_MEMBER]


@compiled
def _pull(q: Search, guest: int, host: int, label: int) -> None:
    """Let the guest's own host reach the outside through this one, labelled ``label``."""
    b = q.board
    origin = b.guest[guest, col.HOST_OF]
    if chooses(b, guest) and origin >= 0 and origin != host:
        length = reduced_cost(b, guest, host)
        if length < BEYOND:
            _lower_out(q, origin, label + length)


@compiled
def _pull_all(q: Search, host: int) -> None:
    b = q.board
    label = label_of(q.work, host)
    starts, known = q.known
    for at in range(starts[host], starts[host + 1]):
        _pull(q, known[at], host, label)
    budget = -b.price[host] - label
    node, depth = next_leaf(q.guests, b.rates, b.hosts, host, budget, q.walk, begin(q.walk))
    while node != NOBODY:
        for guest in range(q.guests.tree.nodes[node, START], q.guests.tree.nodes[node, STOP]):
            if may_cost_less(b, guest, host, budget - q.guests.prices[guest]):
                _pull(q, guest, host, label)
        node, depth = next_leaf(q.guests, b.rates, b.hosts, host, budget, q.walk, depth)


@compiled
def label_into(q: Search) -> None:
    """Label every host that has a guest with its distance from the outside.

    A host's key is ``p - label`` while its label may still fall, and FAR else. An empty host has no key: nobody can
    leave it, so it is only ever an end (``label_empty``).
    """
    b = q.board
    start(q.work)
    for host in range(len(b.price)):
        if b.host[host, col.LOAD] > 0:
            _lower_into(q, host, b.price[host] - used_price(b, host))
    for guest in range(len(b.guest)):
        if b.guest[guest, col.HOST_OF] == LEFT_OUT:
            _push_all(q, guest, 0)
    host = scan(q.work, FAR)
    while host != NOBODY:
        _rekey(q.hosts, host, FAR)
        member = b.host[host, col.FIRST_MEMBER]
        while member != NOBODY:
            _push_all(q, member, label_of(q.work, host))
            member = b.guest[member, col.NEXT_MEMBER]
        host = scan(q.work, FAR)


@compiled
def _lower_into(q: Search, host: int, label: int) -> None:
    if reach(q.work, host, label, NOBODY, 0, NOBODY) and label > 0:
        _rekey(q.hosts, host, q.board.price[host] - label)


@compiled
def _push(q: Search, guest: int, host: int, label: int) -> None:
    """Let a host that has guests be reached by this one, who leaves a place labelled ``label``."""
    b = q.board
    if b.host[host, col.LOAD] > 0 and b.guest[guest, col.HOST_OF] != host:
        length = reduced_cost(b, guest, host)
        if length < BEYOND:
            _lower_into(q, host, label + length)


@compiled
def _push_all(q: Search, guest: int, label: int) -> None:
    b = q.board
    known = b.guest[guest, col.EXISTING]
    if known != LEFT_OUT:
        _push(q, guest, known, label)
    budget = value_at(b, guest) - label
    node, depth = next_leaf(q.hosts, b.rates, b.guests, guest, budget, q.walk, begin(q.walk))
    while node != NOBODY:
        for host in range(q.hosts.tree.nodes[node, START], q.hosts.tree.nodes[node, STOP]):
            if may_cost_less(b, guest, host, budget - q.hosts.prices[host]):
                _push(q, guest, host, label)
        node, depth = next_leaf(q.hosts, b.rates, b.guests, guest, budget, q.walk, depth)


@compiled
def store_labels(q: Search, labels: Ints) -> None:
    """Keep the labels of the last search; FAR where there is none."""
    for host in range(len(labels)):
        labels[host] = label_of(q.work, host)


@compiled
def label_empty(q: Search, into: Ints, found: Found) -> None:
    """Distances from the outside of the empty hosts, from those of the others; guests keyed with ``into - v``."""
    b = q.board
    starts, known = q.known
    for host in range(len(into)):
        if b.host[host, col.LOAD] > 0:
            continue
        for at in range(starts[host], starts[host + 1]):
            guest = known[at]
            length = reduced_cost(b, guest, host)
            if q.guests.prices[guest] < FAR and length < BEYOND:
                into[host] = min(into[host], length + value_at(b, guest) + q.guests.prices[guest])
        count = cheapest(
            q.guests.tree, q.guests.keys, q.guests.side, q.guests.prices, b.rates, b.hosts, host,
            b.closed_guests, BEYOND, found,
        )  # fmt: skip
        if count > 0:
            into[host] = min(into[host], found[2][0] + b.price[host])
