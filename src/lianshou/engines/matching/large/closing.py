"""Pairs closed and opened while a matching is kept solved. What is closed lies outside the cells, so ``Closing`` keeps
its own record of what to take back."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.board import NOBODY, Board, link, note_guest, release, value_of, wait
from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.pricing import cost_of_pair
from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, Ints

_SPARE = 4
"""Free seats that a list gets when it has none left, marked NOBODY."""


@dataclass(slots=True)
class Closing:
    """Which pairs a revision has closed or opened since it began, in numbers of the board.

    ``flips``: (length of the undo log before, guest, host, cost when open), one for each change.
    """

    flips: list[tuple[int, int, int, int]] = field(default_factory=list)
    pairs: set[tuple[int, int]] = field(default_factory=set)

    def flip(self, board: Board, mark: int, guest: int, host: int, cost: int) -> Board:
        """Close an open pair, or open a closed one; ``cost`` only matters to a table."""
        self.flips.append((mark, guest, host, cost))
        return self._turn(board, guest, host, cost)

    def undo(self, board: Board, mark: int) -> Board:
        """Take back every flip made since ``mark``; the cells have been restored before."""
        while self.flips and self.flips[-1][0] >= mark:
            _, guest, host, cost = self.flips.pop()
            board = self._turn(board, guest, host, cost)
        return board

    def _turn(self, board: Board, guest: int, host: int, cost: int) -> Board:
        self.pairs ^= {(guest, host)}
        if len(board.table):
            board.table[guest, host] = cost if board.table[guest, host] == IMPOSSIBLE else IMPOSSIBLE
        else:
            board = board._replace(
                closed_hosts=_turned(board.closed_hosts, guest, host),
                closed_guests=_turned(board.closed_guests, host, guest),
            )
        recost(board, guest, host)
        return board


def _turned(lists: tuple[Ints, Ints], one: int, other: int) -> tuple[Ints, Ints]:
    """Put ``other`` on the list of ``one``, or take it off."""
    starts, others = lists
    mine = others[starts[one] : starts[one + 1]]
    if (mine == other).any():
        mine[mine == other] = NOBODY
        return lists
    if not (mine == NOBODY).any():
        others = np.insert(others, starts[one + 1], np.full(_SPARE, NOBODY))
        starts = starts + _SPARE * (np.arange(len(starts)) > one)
        mine = others[starts[one] : starts[one + 1]]
    mine[np.flatnonzero(mine == NOBODY)[0]] = other
    return starts, others


@compiled
def find_arc(b: Board, guest: int, host: int) -> int:
    """The guest's arc to the host, or NOBODY."""
    arc = b.guest[guest, col.FIRST_ARC]
    while arc != NOBODY and b.arcs[arc, col.ARC_HOST] != host:
        arc = b.arcs[arc, col.ARC_NEXT_OF_GUEST]
    return int(arc)


@compiled
def recost(b: Board, guest: int, host: int) -> None:
    """Bring the arcs of a pair that was closed or opened up to its cost of now; a closed one is never taken."""
    cost = cost_of_pair(b, guest, host)
    arc = b.guest[guest, col.FIRST_ARC]
    while arc != NOBODY:
        if b.arcs[arc, col.ARC_HOST] == host:
            b.arcs[arc, col.ARC_COST] = cost
        arc = b.arcs[arc, col.ARC_NEXT_OF_GUEST]


@compiled
def turn_out(b: Board, guest: int, host: int) -> None:
    """A guest whose pair has been closed looks for another host."""
    if b.guest[guest, col.HOST_OF] == host:
        release(b, guest)
        wait(b, guest)


@compiled
def let_in(b: Board, guest: int, host: int) -> None:
    """A pair has been opened: give it an arc, and let its guest choose again if that undercuts what it pays."""
    link_once(b, guest, host)
    cost = cost_of_pair(b, guest, host)
    if b.guest[guest, col.FIXED] == 1 or b.guest[guest, col.HOST_OF] < LEFT_OUT:
        return
    note_guest(b, guest)
    if cost + b.price[host] < value_of(b, guest):
        release(b, guest)
        wait(b, guest)


@compiled
def link_once(b: Board, guest: int, host: int) -> None:
    """Make sure that an open pair has an arc."""
    cost = cost_of_pair(b, guest, host)
    if cost < IMPOSSIBLE and find_arc(b, guest, host) == NOBODY:
        link(b, guest, host, cost)
