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
from lianshou.engines.matching.large.board import add_total, first_of_guests, undo
from lianshou.engines.matching.large.changing import come, fit, leave, loosen, pin, probe, seats_left
from lianshou.engines.matching.large.closing import Closing, let_in, turn_out
from lianshou.engines.matching.large.places import DEAREST
from lianshou.engines.matching.large.pricing import cost_of_pair
from lianshou.engines.matching.large.solving import Asked, Engine
from lianshou.engines.matching.large.starting import Start
from lianshou.engines.matching.large.table import TableProblem
from lianshou.engines.matching.problem import (
    ABSENT,
    IMPOSSIBLE,
    LARGEST,
    LEFT_OUT,
    Flaw,
    Ints,
    ProblemError,
    Room,
)


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
        flipped = (int(self.guest_at[guest]), int(self.host_at[host])) in self._closing.pairs
        return bool((self._posed_bans(guest) == host).any()) != flipped

    def forbidden_hosts(self, guest: int) -> Ints:
        """The rows of the hosts that a rule closes to the guest now."""
        number = int(self.guest_at[guest])
        flipped = [int(self.host_order[at]) for one, at in self._closing.pairs if one == number]
        return np.setxor1d(self._posed_bans(guest), np.array(flipped, dtype=np.int64))

    def _posed_bans(self, guest: int) -> Ints:
        pairs = self.problem.forbidden
        first, last = np.searchsorted(pairs[:, 0], [guest, guest + 1])
        bans: Ints = pairs[first:last, 1]
        return bans

    def moved(self, mark: int) -> dict[int, tuple[int, int]]:
        """Who has another host than at ``mark``: guest → host then and host now, all rows, ``LEFT_OUT``, ``ABSENT``."""
        b = self.board
        written, first = b.log[mark : self.mark()], first_of_guests(b)
        written = written[(written[:, 0] >= first) & (written[:, 0] < first + b.guest.size)]
        guests, column = np.divmod(written[:, 0] - first, col.GUEST_COLUMNS)
        hosts_then = written[column == col.HOST_OF, 1]
        numbers, oldest = np.unique(guests[column == col.HOST_OF], return_index=True)
        then, now = self._rows(hosts_then[oldest]), self._rows(b.guest[numbers, col.HOST_OF])
        rows = self.guest_order[numbers].tolist()
        moves = zip(rows, then.tolist(), now.tolist(), strict=True)
        return {row: (before, after) for row, before, after in sorted(moves) if before != after}

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
        self._check_size(host, room)
        with self._ready() as before:
            fit(self.board, at, room.low, room.high, room.most, room.under, room.over)
            self.settle()
        return self.total - before

    def room_of(self, host: int) -> Room:
        """The host's staircase of now."""
        return Room(*self.board.host[self.host_at[host], col.LOW : col.OVER + 1].tolist())

    def host_of(self, guest: int) -> int:
        """The row of the guest's host, ``LEFT_OUT`` or ``ABSENT``."""
        host = int(self.board.guest[self.guest_at[guest], col.HOST_OF])
        return int(self.host_order[host]) if host >= 0 else host

    def paid_by(self, guest: int) -> int:
        """What the guest's pair costs, or its being left out."""
        return int(self.board.guest[self.guest_at[guest], col.PAID])

    def value_of(self, guest: int) -> int:
        """What the guest pays at the prices of now: ``paid_by``, and its host's price."""
        host = int(self.board.guest[self.guest_at[guest], col.HOST_OF])
        return self.paid_by(guest) + (int(self.board.price[host]) if host >= 0 else 0)

    def pinned(self) -> Ints:
        """The rows of the guests who are locked or pinned."""
        return np.flatnonzero(self.board.guest[self.guest_at, col.FIXED] == 1)

    def pinned_to(self, guest: int) -> int:
        """The row of the host that the guest is locked or pinned to, ``LEFT_OUT`` for none."""
        number = self.guest_at[guest]
        if self.board.guest[number, col.FIXED] == 0:
            return LEFT_OUT
        return int(self.host_order[self.board.guest[number, col.HOST_OF]])

    def paid(self) -> Ints:
        """What every guest's pair costs, or its being left out, int64 (guests,); of the absent, nothing is said."""
        paid: Ints = self.board.guest[self.guest_at, col.PAID]
        return paid

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

    def _check_size(self, host: int, room: Room) -> None:
        """Raise ProblemError when the prices of the room would not fit."""
        guests = len(self.board.guest)
        dearest = LARGEST if isinstance(self.problem, TableProblem) else DEAREST
        last = room.over * max(0, min(room.most, guests + 1) - room.high)
        if max(room.under, room.over, last) > dearest or room.magnitude(guests) > LARGEST:
            raise ProblemError(Flaw.TOO_LARGE, (f"host {host}",))

    def _free_guest(self, guest: int) -> int:
        number = int(self.guest_at[guest])
        if self.board.guest[number, col.FIXED] == 1:
            raise ProblemError(Flaw.GUEST_LOCKED, (f"guest {guest}",))
        return number

    def _why_not_force(self, guest: int, host: int, number: int, at: int) -> int:
        """The cost of the pair. Raises ProblemError when it cannot be forced."""
        self._free_guest(guest)
        cost = cost_of_pair(self.board, number, at)
        if cost == IMPOSSIBLE or self.board.guest[number, col.HOST_OF] == ABSENT:
            raise ProblemError(Flaw.LOCK_NOT_ALLOWED, (f"{guest} → {host}",))
        if not seats_left(self.board, at):
            raise ProblemError(Flaw.LOCKS_EXCEED_ROOM, (f"host {host}",))
        return cost
