"""What a solved matching says about every guest: the other hosts that would cost everybody least, exactly.

A candidate's price is its reduced cost and the shortest way back to the guest's host, which passes outside or keeps
inside. By the outside, the cheapest are the least ``cost + highest price``: one search of the tree. Of the ways
that keep inside, those shorter than the worst of these are found once for all guests of a host.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.board import NOBODY
from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.pricing import cost_of_pair
from lianshou.engines.matching.large.residual import BEYOND, Search, begin, may_cost_less, next_leaf, value_at
from lianshou.engines.matching.large.tree import START, STOP
from lianshou.engines.matching.large.ways import Ways, label_home
from lianshou.engines.matching.problem import LEFT_OUT, Ints


@dataclass(frozen=True, eq=False)
class Options:
    """Other hosts for every guest, int64 (guests, count), cheapest for everybody first; ``LEFT_OUT`` beyond the last.

    ``hosts`` rows; ``costs`` of the pair; ``extra``: what it would cost everybody, exactly. Ties go to the
    cheaper pair, then to the lower row. A locked, pinned or absent guest has none.
    """

    hosts: Ints
    costs: Ints
    extra: Ints


class Lists(NamedTuple):
    """The options being filled, in numbers of the board, and the row of every host, which breaks ties."""

    hosts: Ints
    costs: Ints
    extra: Ints
    rows: Ints


@compiled
def fill_options(q: Search, ways: Ways, lists: Lists) -> None:
    """Fill the lists of every guest who can move; they hold LEFT_OUT."""
    b = q.board
    for guest in range(len(b.guest)):
        if b.guest[guest, col.HOST_OF] == LEFT_OUT:
            _by_outside(q, ways, lists, guest)
    for home in range(len(b.price)):
        first = b.host[home, col.FIRST_MEMBER]
        limit, member = 0, first
        while member != NOBODY:
            _by_outside(q, ways, lists, member)
            limit = max(limit, _worst(lists, member) + 1)
            member = b.guest[member, col.NEXT_MEMBER]
        if first != NOBODY:
            label_home(q.work, ways, home, limit)
            _by_inside(q, ways, lists, home)


@compiled
def _worst(lists: Lists, guest: int) -> int:
    """What the last option of a full list costs; BEYOND while the list has room."""
    last = lists.hosts.shape[1] - 1
    worst: int = lists.extra[guest, last]
    return worst if lists.hosts[guest, last] != NOBODY else BEYOND


@compiled
def _by_outside(q: Search, ways: Ways, lists: Lists, guest: int) -> None:
    """List the cheapest hosts for the guest if every way back passed outside."""
    b = q.board
    home = b.guest[guest, col.HOST_OF]
    spared = value_at(b, guest) - (0 if home == LEFT_OUT else ways.into[home])
    known = b.guest[guest, col.EXISTING]
    if known != LEFT_OUT and known != home:
        _offer(q, lists, guest, known, q.hosts.prices[known] - spared)
    budget = _worst(lists, guest) + spared + 1
    node, depth = next_leaf(q.hosts, b.rates, b.guests, guest, budget, q.walk, begin(q.walk))
    while node != NOBODY:
        for host in range(q.hosts.tree.nodes[node, START], q.hosts.tree.nodes[node, STOP]):
            price = q.hosts.prices[host]
            if host != home and host != known and may_cost_less(b, guest, host, budget - price):
                _offer(q, lists, guest, host, price - spared)
                budget = _worst(lists, guest) + spared + 1
        node, depth = next_leaf(q.hosts, b.rates, b.guests, guest, budget, q.walk, depth)


@compiled
def _by_inside(q: Search, ways: Ways, lists: Lists, home: int) -> None:
    """Offer the hosts labelled last to every member of their home, at the length of the way that keeps inside."""
    b, s = q.board, q.work
    member = b.host[home, col.FIRST_MEMBER]
    while member != NOBODY:
        value = value_at(b, member)
        for at in range(1, s.tally[col.SEEN]):  # the first is the home itself
            host = s.host[at, col.SCANNED]
            beyond = b.price[host] + s.host[host, col.LABEL] - value
            if b.guest[member, col.EXISTING] == host or may_cost_less(
                b, member, host, _worst(lists, member) + 1 - beyond
            ):
                _offer(q, lists, member, host, beyond)
        member = b.guest[member, col.NEXT_MEMBER]


@compiled
def _offer(q: Search, lists: Lists, guest: int, host: int, beyond: int) -> None:
    """Put a host into a guest's list at ``pair cost + beyond``, if it belongs there; a dearer mention of it goes."""
    cost = cost_of_pair(q.board, guest, host)
    extra = cost + beyond
    if extra >= BEYOND:
        return
    hosts, costs, extras = lists.hosts, lists.costs, lists.extra
    at = 0
    while at < hosts.shape[1] - 1 and hosts[guest, at] != host and hosts[guest, at] != NOBODY:
        at += 1
    if not _precedes(lists, guest, at, host, cost, extra):
        return
    while at > 0 and _precedes(lists, guest, at - 1, host, cost, extra):
        hosts[guest, at], costs[guest, at] = hosts[guest, at - 1], costs[guest, at - 1]
        extras[guest, at] = extras[guest, at - 1]
        at -= 1
    hosts[guest, at], costs[guest, at], extras[guest, at] = host, cost, extra


@compiled
def _precedes(lists: Lists, guest: int, at: int, host: int, cost: int, extra: int) -> bool:
    """Whether an option comes before the one at a place of the list, or finds the place empty."""
    other = lists.hosts[guest, at]
    if other == NOBODY:
        return True
    than = lists.extra[guest, at], lists.costs[guest, at], lists.rows[other]
    before: bool = (extra, cost, lists.rows[host]) < than
    return before
