"""The ways from every host to every other in a proven board, over all pairs: those by the outside, and the few others.

A way that passes outside is as long as ``out`` of its start and ``into`` of its end together. One that keeps inside
can be shorter only if each of its arcs a → b is shorter than ``out_a + into_b``: else going outside there would be
no longer. So these arcs are all that need storing, a fraction of a guest's on average, and every distance is exact.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.board import NOBODY, Scratch
from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.flow import _reach, _scan, _start
from lianshou.engines.matching.large.residual import (
    BEYOND,
    Search,
    begin,
    chooses,
    key_with,
    label_empty,
    label_into,
    label_of,
    label_out,
    may_cost_less,
    next_leaf,
    reduced_cost,
    store_labels,
    values_less,
)
from lianshou.engines.matching.large.tree import FAR, START, STOP, search_room
from lianshou.engines.matching.problem import LEFT_OUT, Ints


class Ways(NamedTuple):
    """Distances ``out``, ``into`` int64 (hosts,), ``FAR`` for none; the arcs that can matter: where those into each
    host begin (hosts + 1,), whence they come, and how long they are."""

    out: Ints
    into: Ints
    starts: Ints
    tails: Ints
    lengths: Ints


def find_ways(q: Search) -> Ways:
    """All distances and arcs; the hosts stay keyed with their highest price, for the options of the guests."""
    b = q.board
    out, into = np.empty_like(b.price), np.empty_like(b.price)
    label_out(q)
    store_labels(q, out)
    label_into(q)
    store_labels(q, into)
    key_with(q.guests, values_less(b, -out))
    ways = _arcs(q, out, into)
    key_with(q.guests, values_less(b, into))
    label_empty(q, into, search_room(1))
    key_with(q.hosts, np.where(out < BEYOND, b.price + out, FAR))
    return ways


def _arcs(q: Search, out: Ints, into: Ints) -> Ways:
    arcs = 8 * len(out) + 64
    ways = Ways(out, into, np.zeros(len(out) + 1, dtype=np.int64), *np.empty((2, arcs), dtype=np.int64))
    first = 0
    while (first := note_arcs(q, ways, first)) < len(out):
        tails, lengths = (np.concatenate([column, np.empty_like(column)]) for column in ways[3:])
        ways = ways._replace(tails=tails, lengths=lengths)
    return ways


@compiled
def note_arcs(q: Search, ways: Ways, first: int) -> int:
    """Store the arcs into each host from ``first`` on, guests keyed with ``-(v + out)``; the host it stops before
    when there may be no room for another's, else the number of hosts."""
    b = q.board
    for host in range(first, len(b.price)):
        ways.starts[host + 1] = ways.starts[host]
        if len(ways.tails) - ways.starts[host] < len(b.price):
            return host
        if b.host[host, col.FIRST_MEMBER] != NOBODY:
            _note_into(q, ways, host)
    return len(b.price)


@compiled
def _note_into(q: Search, ways: Ways, host: int) -> None:
    b = q.board
    _start(q.work)
    starts, known = q.known
    for at in range(starts[host], starts[host + 1]):
        _note(q, ways, known[at], host)
    budget = ways.into[host] - b.price[host]
    node, depth = next_leaf(q.guests, b.rates, b.hosts, host, budget, q.walk, begin(q.walk))
    while node != NOBODY:
        for guest in range(q.guests.tree.nodes[node, START], q.guests.tree.nodes[node, STOP]):
            if may_cost_less(b, guest, host, budget - q.guests.prices[guest]):
                _note(q, ways, guest, host)
        node, depth = next_leaf(q.guests, b.rates, b.hosts, host, budget, q.walk, depth)


@compiled
def _note(q: Search, ways: Ways, guest: int, host: int) -> None:
    """Store the guest's arc, or shorten the one from the same host, unless it is no shorter than by the outside."""
    b, s = q.board, q.work
    origin = b.guest[guest, col.HOST_OF]
    if not chooses(b, guest) or origin < 0 or origin == host:
        return
    length = reduced_cost(b, guest, host)
    if length >= ways.out[origin] + ways.into[host]:
        return
    if s.host[origin, col.STAMP] != s.tally[col.TICK]:
        s.host[origin, col.STAMP] = s.tally[col.TICK]
        at = s.host[origin, col.VIA] = ways.starts[host + 1]
        ways.starts[host + 1] = at + 1
        ways.tails[at], ways.lengths[at] = origin, length
    else:
        at = s.host[origin, col.VIA]
        ways.lengths[at] = min(ways.lengths[at], length)


@compiled
def label_home(work: Scratch, ways: Ways, home: int, limit: int) -> None:
    """Label the hosts whose way to ``home`` that keeps inside is shorter than any by the outside, and than ``limit``."""
    _start(work)
    if home < 0:  # left out, or absent: no way keeps inside
        return
    _reach(work, home, 0, NOBODY, 0, NOBODY)
    host = _scan(work, limit)
    while host != NOBODY:
        for at in range(ways.starts[host], ways.starts[host + 1]):
            tail = ways.tails[at]
            label = work.host[host, col.LABEL] + ways.lengths[at]
            if label < limit and label < ways.out[tail] + ways.into[home]:
                _reach(work, tail, label, NOBODY, 0, NOBODY)
        host = _scan(work, limit)


@compiled
def way_home(work: Scratch, ways: Ways, host: int, home: int) -> int:
    """The shortest way from the host to the home labelled last; FAR or more when there is none."""
    outside: int = ways.out[host] + (0 if home == LEFT_OUT else ways.into[home])
    return min(outside, label_of(work, host))
