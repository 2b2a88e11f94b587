"""Begin from an arrangement and its prices instead of from nothing: what is still right stays where it is.

Any arrangement and any prices will do; the better they are, the less is left to repair. A guest stays when its
pair is open and, at the prices given, no pair is cheaper for it (complementary slackness); that one search also
proves it, so a start that is the optimum is settled by it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.board import (
    Board,
    link,
    load_up,
    marginal,
    release,
    seat,
    value_of,
    wait,
    write_guest,
)
from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.pricing import cost_of_pair, hosts_below, link_known
from lianshou.engines.matching.large.tree import Found, key_all
from lianshou.engines.matching.problem import ABSENT, IMPOSSIBLE, LEFT_OUT, Flaw, Ints, ProblemError, frozen


@dataclass(frozen=True, eq=False, slots=True)
class Start:
    """Where to begin, in the order of the problem's rows.

    ``host_of`` int64 (guests,), ``LEFT_OUT`` for none or not known, ``ABSENT`` for those who do not ask;
    ``host_prices`` int64 (hosts,). Locks of the problem come first. Raises ProblemError (DTYPE, SHAPE).
    """

    host_of: Ints
    host_prices: Ints

    def __post_init__(self) -> None:
        for name in ("host_of", "host_prices"):
            column = getattr(self, name)
            if not isinstance(column, np.ndarray) or column.dtype != np.int64:
                raise ProblemError(Flaw.DTYPE, (name,))
            if column.ndim != 1:
                raise ProblemError(Flaw.SHAPE, (name,))
            object.__setattr__(self, name, frozen(column))

    def why_not(self, guests: int, hosts: int) -> None:
        """Raise ProblemError (SHAPE, UNKNOWN_INDEX) unless it is a start for so many guests and hosts."""
        for name, column, wanted in (
            ("host_of", self.host_of, guests),
            ("host_prices", self.host_prices, hosts),
        ):
            if len(column) != wanted:
                raise ProblemError(Flaw.SHAPE, (name,))
        known = (self.host_of >= LEFT_OUT) | (self.host_of == ABSENT)
        if not (known & (self.host_of < hosts)).all():
            raise ProblemError(Flaw.UNKNOWN_INDEX, ("host_of",))


def begin(board: Board, given: Ints, prices: Ints, *, dearest: int, found: Found) -> None:
    """Seat whom the start seats, lay the prices, and let those wait who would rather be elsewhere.

    ``given``, ``prices`` as in ``Start``, by numbers on the board, where so far only the locked are seated;
    ``dearest``: a price at which nobody comes.
    """
    take_seats(board, given)
    lay_prices(board, prices, dearest)
    key_all(board.host_tree, board.host_keys, board.price)
    board.host[:, col.PROVEN_PRICE] = board.price
    board.scratch.tally[col.CHANGES] = 0
    board.scratch.guest[:, col.IS_CHANGED] = 0
    offer_better(board, found)
    key_all(board.guest_tree, board.guest_keys, board.guest_price)


@compiled
def take_seats(b: Board, given: Ints) -> None:
    """Seat everybody who chooses where it is given; who has no place there, or not that pair, waits."""
    for guest in range(len(b.guest)):
        host = given[guest]
        if b.guest[guest, col.FIXED] == 1:
            continue
        if host == ABSENT:
            write_guest(b, guest, col.HOST_OF, ABSENT)
        elif host == LEFT_OUT:
            seat(b, guest, LEFT_OUT, b.guest[guest, col.OUT_PRICE])
        else:
            take_seat(b, guest, host)


@compiled
def take_seat(b: Board, guest: int, host: int) -> None:
    cost = cost_of_pair(b, guest, host)
    if cost >= IMPOSSIBLE or b.host[host, col.LOAD] >= b.host[host, col.MOST]:
        wait(b, guest)
        return
    load_up(b, host)
    seat(b, guest, host, cost)


@compiled
def lay_prices(b: Board, prices: Ints, dearest: int) -> None:
    """The prices given, brought between the last used place's and the next one's; at full hosts, below ``dearest``."""
    for host in range(len(b.price)):
        load, most = b.host[host, col.LOAD], b.host[host, col.MOST]
        if most == 0:
            continue
        used = marginal(b, host, load if load > 0 else 1)
        following = marginal(b, host, load + 1) if load < most else max(used, dearest)
        b.price[host] = min(max(prices[host], used), following)


@compiled
def offer_better(b: Board, found: Found) -> None:
    """State V of everybody who chooses at the prices laid, and release who pays more; all arcs found are linked."""
    items, costs, totals = found[0], found[1], found[2]
    for guest in range(len(b.guest)):
        host = b.guest[guest, col.HOST_OF]
        if b.guest[guest, col.FIXED] == 1 or host == ABSENT:
            continue
        out = b.guest[guest, col.OUT_PRICE]
        pays = out if host < LEFT_OUT else value_of(b, guest)
        least = min(pays, out, link_known(b, guest))
        if host >= 0 and host != b.guest[guest, col.EXISTING]:
            link(b, guest, host, b.guest[guest, col.PAID])
        count = hosts_below(b, guest, least, found)
        for at in range(count - 1, -1, -1):
            if items[at] != b.guest[guest, col.EXISTING]:
                link(b, guest, items[at], costs[at])
        least = totals[0] if count > 0 else least
        b.guest[guest, col.PROVEN_VALUE], b.guest_price[guest] = least, -least
        if host >= LEFT_OUT and least < pays:
            release(b, guest)
            wait(b, guest)
