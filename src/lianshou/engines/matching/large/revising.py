"""Changes to a solved matching, each exact over all pairs, from the state of now, and undone without a trace.

A change releases, pins or makes room, then the same repair and pricing run as in the solver, so the new state
carries its own proof. The undo log holds what was written, not a copy of the state.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.board import (
    NOBODY,
    WAITING,
    Board,
    add_total,
    crowd,
    hollow,
    load_down,
    load_up,
    marginal,
    note_guest,
    note_host,
    release,
    seat,
    undo,
    unseat,
    wait,
    write_guest,
    write_host,
)
from lianshou.engines.matching.large.closing import Closing, let_in, link_once, turn_out
from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.pricing import DONE, cost_of_pair, settle
from lianshou.engines.matching.large.solving import Asked, Engine
from lianshou.engines.matching.large.starting import Start
from lianshou.engines.matching.large.table import TableProblem
from lianshou.engines.matching.large.tree import Found
from lianshou.engines.matching.problem import ABSENT, IMPOSSIBLE, LEFT_OUT, Flaw, Ints, ProblemError, Room


class Revision(Engine):
    """A solved matching that takes changes. Guests and hosts are rows; every change returns what it adds to the cost.

    ``mark`` and ``undo`` go back to an earlier state, exactly. Raises ProblemError (GUEST_LOCKED,
    LOCK_NOT_ALLOWED, LOCKS_EXCEED_ROOM) and changes nothing then.
    """

    def __init__(self, problem: Asked, *, start: Start | None = None) -> None:
        super().__init__(problem, start=start)
        self._closing = Closing()
        self.board.scratch.tally[col.LOGGING] = 1

    def mark(self) -> int:
        """Where the state of now can be gone back to."""
        return int(self.board.scratch.tally[col.LOGGED])

    def undo(self, mark: int) -> None:
        """Back to the state at ``mark``."""
        undo(self.board, mark)
        self.board = self._closing.undo(self.board, mark)

    def forget(self) -> None:
        """Keep what has been done for good: the log starts anew, and earlier marks mean nothing."""
        self.board.scratch.tally[col.LOGGED] = 0
        self._closing.flips.clear()

    def price_of_forcing(self, guest: int, host: int) -> int | None:
        """What it costs everybody if the guest must go to this host; None when that cannot be."""
        return self.prices_of_forcing(np.array([[guest, host]]))[0]

    def prices_of_forcing(self, pairs: Ints) -> list[int | None]:
        """The same for many pairs, int64 (pairs, 2), each tried alone: one call of the compiled code."""
        numbers = np.column_stack([self.guest_at[pairs[:, 0]], self.host_at[pairs[:, 1]]])
        prices = np.empty(len(pairs), dtype=np.int64)
        done = 0
        while done < len(pairs):
            mark = self.mark()
            with self._ready():
                done = probe(self.board, numbers, prices, done, *self._found, self._passes)
            if done < len(pairs):  # the log or the arcs were too short for one of them
                self._finish(mark, prices, done)
                done += 1
        return [None if price == IMPOSSIBLE else price for price in prices.tolist()]

    def _finish(self, mark: int, prices: Ints, done: int) -> None:
        """Let a forcing that ran out of room come to its end, note its price, and take it back."""
        before = int(prices[done])
        self.settle()
        prices[done] = self.total - before
        self.undo(mark)

    def force(self, guest: int, host: int) -> int:
        """Pin the guest to the host, whatever it costs. Raises ProblemError."""
        number, at = int(self.guest_at[guest]), int(self.host_at[host])
        cost = self._why_not_force(guest, host, number, at)
        with self._ready() as before:
            pin(self.board, number, at, cost)
            self.settle()
        return self.total - before

    def free(self, guest: int) -> int:
        """A locked or pinned guest may go wherever is best again; nothing happens to one who may already."""
        number = int(self.guest_at[guest])
        if self.board.guest[number, col.FIXED] == 0:
            return 0
        with self._ready() as before:
            loosen(self.board, number)
            self.settle()
        return self.total - before

    def forbid(self, guest: int, host: int) -> int:
        """The guest may not be with this host; nothing happens to a forbidden pair. Raises ProblemError (GUEST_LOCKED)."""
        number, at = int(self.guest_at[guest]), int(self.host_at[host])
        if self.is_forbidden(guest, host):
            return 0
        if self.board.guest[number, col.FIXED] == 1 and self.board.guest[number, col.HOST_OF] == at:
            raise ProblemError(Flaw.GUEST_LOCKED, (f"guest {guest}",))
        with self._ready() as before:
            self._flip(guest, host)
            turn_out(self.board, number, at)
            self.settle()
        return self.total - before

    def allow(self, guest: int, host: int) -> int:
        """Lift a ban; a pair beyond the wall stays closed, and nothing happens to one that is not forbidden."""
        if not self.is_forbidden(guest, host):
            return 0
        with self._ready() as before:
            self._flip(guest, host)
            let_in(self.board, int(self.guest_at[guest]), int(self.host_at[host]))
            self.settle()
        return self.total - before

    def is_forbidden(self, guest: int, host: int) -> bool:
        """Whether a rule closes the pair now, by the problem and what was forbidden and allowed since."""
        pairs = self.problem.forbidden
        first, last = np.searchsorted(pairs[:, 0], [guest, guest + 1])
        flipped = (int(self.guest_at[guest]), int(self.host_at[host])) in self._closing.pairs
        return bool((pairs[first:last, 1] == host).any()) != flipped

    def _flip(self, guest: int, host: int) -> None:
        pair = int(self.guest_at[guest]), int(self.host_at[host])
        cost = int(self.problem.costs[guest, host]) if isinstance(self.problem, TableProblem) else 0
        if isinstance(self.problem, TableProblem) and not self.problem.reach[guest, host]:
            cost = IMPOSSIBLE
        mark = self.mark()
        add_total(self.board, 0)  # a row in the log, so that a mark before differs from a mark after
        self.board = self._closing.flip(self.board, mark, *pair, cost)

    def withdraw_guest(self, guest: int) -> int:
        """The guest drops out. Raises ProblemError for a locked or pinned one; nothing happens to one who is gone."""
        number = self._free_guest(guest)
        if self.board.guest[number, col.HOST_OF] == ABSENT:
            return 0
        with self._ready() as before:
            leave(self.board, number)
            self.settle()
        return self.total - before

    def return_guest(self, guest: int) -> int:
        """A guest who had dropped out asks again; nothing happens to one who is there."""
        number = int(self.guest_at[guest])
        if self.board.guest[number, col.HOST_OF] != ABSENT:
            return 0
        with self._ready() as before:
            come(self.board, number)
            self.settle()
        return self.total - before

    def withdraw_host(self, host: int) -> int:
        """The host takes nobody any more. Raises ProblemError when a locked or pinned guest is with it."""
        return self.set_room(host, Room(low=0, high=0, most=0, under=0, over=0))

    def set_room(self, host: int, room: Room) -> int:
        """Give the host another staircase (raise or lower its room, close or reopen it). Raises ProblemError."""
        at = int(self.host_at[host])
        b = self.board
        held = (b.guest[:, col.HOST_OF] == at) & (b.guest[:, col.FIXED] == 1)
        if int(held.sum()) > room.most:
            raise ProblemError(Flaw.LOCKS_EXCEED_ROOM, (f"host {host}",))
        with self._ready() as before:
            fit(b, at, room.low, room.high, room.most, room.under, room.over)
            self.settle()
        return self.total - before

    def room_of(self, host: int) -> Room:
        """The host's staircase of now."""
        return Room(*self.board.host[self.host_at[host], col.LOW : col.OVER + 1].tolist())

    def problem_of_now(self) -> Asked:
        """The problem with the rooms and bans of now and pins as locks; guests who dropped out are still in it."""
        fixed = self.board.guest[self.guest_at, col.FIXED] == 1
        locked = np.where(fixed, self.hosts_by_row(), LEFT_OUT)
        return replace(self.problem, rooms=self.rooms(), locked=locked, forbidden=self._forbidden())

    def _forbidden(self) -> Ints:
        """The forbidden pairs of now, int64 (pairs, 2), sorted."""
        pairs = self.problem.forbidden
        if not self._closing.pairs:
            return pairs
        flipped = np.array(sorted(self._closing.pairs))
        flipped = np.column_stack([self.guest_order[flipped[:, 0]], self.host_order[flipped[:, 1]]])
        both, count = np.unique(np.vstack([pairs, flipped]), axis=0, return_counts=True)
        forbidden: Ints = both[count == 1]  # a pair that was forbidden and flipped is open
        return forbidden

    @contextmanager
    def _ready(self) -> Iterator[int]:
        """The total before a change, with room in the log for the change itself."""
        while len(self.board.log) - self.mark() < 64 + 8 * len(self.board.guest):
            self._grow_log()
        if len(self.board.arcs) - self.board.cells[col.ARCS] < 2:
            self._grow_arcs()
        yield self.total

    def _free_guest(self, guest: int) -> int:
        number = int(self.guest_at[guest])
        if self.board.guest[number, col.FIXED] == 1:
            raise ProblemError(Flaw.GUEST_LOCKED, (f"guest {guest}",))
        return number

    def _why_not_force(self, guest: int, host: int, number: int, at: int) -> int:
        """The cost of the pair. Raises ProblemError when it cannot be forced."""
        self._free_guest(guest)
        cost = cost_of_pair(self.board, number, at)
        if cost == IMPOSSIBLE:
            raise ProblemError(Flaw.LOCK_NOT_ALLOWED, (f"{guest} → {host}",))
        if not seats_left(self.board, at):
            raise ProblemError(Flaw.LOCKS_EXCEED_ROOM, (f"host {host}",))
        return cost


@compiled
def seats_left(b: Board, host: int) -> bool:
    """Whether some place of the host is not held by a locked or pinned guest."""
    free: bool = b.host[host, col.LOAD] < b.host[host, col.MOST]
    held: bool = b.host[host, col.FIRST_MEMBER] != NOBODY
    return free or held


@compiled
def pin(b: Board, guest: int, host: int, cost: int) -> None:
    """Fix the guest at the host: its own place there if it has one, else one unit too many."""
    stays = b.guest[guest, col.HOST_OF] == host
    if stays:
        unseat(b, guest)
    else:
        release(b, guest)
        crowd(b, host)
    write_guest(b, guest, col.FIXED, 1)
    seat(b, guest, host, cost)


@compiled
def probe(
    b: Board, pairs: Ints, prices: Ints, start: int, by_guest: Found, by_host: Found, passes: Ints
) -> int:
    """Force each pair from ``start`` on, note its price, take it back; ``IMPOSSIBLE`` where it cannot be.

    Returns how many are done. When one runs out of room, it is left half done, with the total before it in
    its price.
    """
    tally = b.scratch.tally
    mark = tally[col.LOGGED]
    for at in range(start, len(pairs)):
        guest, host = pairs[at]
        cost = cost_of_pair(b, guest, host)
        if b.guest[guest, col.FIXED] == 1 or cost == IMPOSSIBLE or not seats_left(b, host):
            prices[at] = IMPOSSIBLE
            continue
        prices[at] = b.cells[col.TOTAL]
        pin(b, guest, host, cost)
        if settle(b, by_guest, by_host, passes) != DONE:
            return at
        prices[at] = b.cells[col.TOTAL] - prices[at]
        undo(b, mark)
    return len(pairs)


@compiled
def loosen(b: Board, guest: int) -> None:
    """Let a fixed guest look for a place; its own is held for it, and no search would find last year's host."""
    host, known = b.guest[guest, col.HOST_OF], b.guest[guest, col.EXISTING]
    release(b, guest)
    write_guest(b, guest, col.FIXED, 0)
    link_once(b, guest, host)
    if known != LEFT_OUT:
        link_once(b, guest, known)
    wait(b, guest)


@compiled
def leave(b: Board, guest: int) -> None:
    """Take a guest out of the problem."""
    release(b, guest)
    write_guest(b, guest, col.HOST_OF, ABSENT)
    note_guest(b, guest)


@compiled
def come(b: Board, guest: int) -> None:
    """Let an absent guest wait for a place."""
    write_guest(b, guest, col.HOST_OF, WAITING)
    wait(b, guest)


@compiled
def fit(b: Board, host: int, low: int, high: int, most: int, under: int, over: int) -> None:
    """Another staircase: the units are taken off the old one and put on the new one as its prices allow."""
    load = b.host[host, col.LOAD]
    for _ in range(load):
        load_down(b, host)
    write_host(b, host, col.LOW, low)
    write_host(b, host, col.HIGH, high)
    write_host(b, host, col.MOST, most)
    write_host(b, host, col.UNDER, under)
    write_host(b, host, col.OVER, over)
    price = b.price[host]
    for k in range(1, load + 1):
        if k <= most and marginal(b, host, k) <= price:
            load_up(b, host)
        else:
            crowd(b, host)
    if b.host[host, col.LOAD] == load:
        _open(b, host, price)
    note_host(b, host)


@compiled
def _open(b: Board, host: int, price: int) -> None:
    """Places cheaper than the price of now are held for guests to come."""
    load = b.host[host, col.LOAD]
    room = min(b.host[host, col.MOST], len(b.guest) + 1)
    while load < room and marginal(b, host, load + 1) < price:
        load_up(b, host)
        load += 1
        hollow(b, host)
