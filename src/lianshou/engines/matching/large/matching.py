"""The large engine kept solved, on a map or over a table: changes repair, and every state can be gone back to.

Most changes are made live, on the board, and noted in its log. A row that is added, or other weights, lay the board
out anew and begin from the pairs and prices of now; undoing returns to the former board.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from lianshou.engines.matching.changes import (
    Allow,
    Change,
    Difference,
    DropGuest,
    DropHost,
    Forbid,
    Force,
    Free,
    ReturnGuest,
    SetRoom,
    Shift,
)
from lianshou.engines.matching.explanation import Alternative, LeftOut, Reason
from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.mapped import Mapped
from lianshou.engines.matching.large.places import LargeProblem
from lianshou.engines.matching.large.revising import Revision
from lianshou.engines.matching.large.starting import Start
from lianshou.engines.matching.large.table import table_of
from lianshou.engines.matching.large.tabled import Tabled
from lianshou.engines.matching.matching import Explanation, Proof
from lianshou.engines.matching.problem import ABSENT, IMPOSSIBLE, LEFT_OUT, Ints, Problem, frozen
from lianshou.engines.matching.verifier import Violation

_AT_ONCE: Final = 8
"""How many hosts are tried for a guest in one call of the compiled code."""


@dataclass(frozen=True, eq=False, slots=True)
class _Step:
    """What undoing a change goes back to."""

    ground: Mapped | Tabled
    revision: Revision
    mark: int
    cost: int


class LargeMatching:
    """A ``Matching`` by the large engine. A change for the other kind of problem raises TypeError."""

    def __init__(self, problem: LargeProblem | Problem) -> None:
        self._ground: Mapped | Tabled
        if isinstance(problem, LargeProblem):
            self._ground, self._revision = Mapped(problem.tariff, len(problem.hosts)), Revision(problem)
        else:
            self._ground, self._revision = Tabled.of(problem), Revision(table_of(problem))
        self._steps: list[_Step] = []

    @property
    def cost(self) -> int:
        return self._revision.total

    @property
    def host_of(self) -> Ints:
        return frozen(self._revision.hosts_by_row())

    @property
    def loads(self) -> Ints:
        return frozen(self._revision.board.host[self._revision.host_at, col.LOAD])

    def proof(self) -> Proof:
        return self._revision.proof()

    def violations(self) -> list[Violation]:
        return self._ground.violations(self._revision)

    def apply(self, change: Change) -> Difference:
        self._check_rows(change)
        step = _Step(self._ground, self._revision, self._revision.mark(), self.cost)
        live = _LIVE.get(type(change))
        if live is None:
            self._lay_out_anew(change)
        else:
            live(self._revision, change)
        self._steps.append(step)
        return Difference(step.cost, self.cost, self._shifts(step))

    def preview(self, change: Change) -> Difference:
        difference = self.apply(change)
        self._go_back(self._steps.pop())
        return difference

    def undo(self) -> Difference:
        if not self._steps:
            raise IndexError("there is no change to take back")
        step, cost = self._steps.pop(), self.cost
        shifts = tuple(Shift(shift.guest, shift.after, shift.before) for shift in self._shifts(step))
        self._go_back(step)
        return Difference(cost, self.cost, shifts)

    def price_of_forcing(self, guest: int, host: int) -> int | None:
        _check_row(guest, len(self._revision.guest_at))
        _check_row(host, len(self._revision.host_at))
        if self._host_of(guest) == host:
            return 0
        return self._revision.price_of_forcing(guest, host)

    def explain(self, guest: int, k: int = 3) -> Explanation:
        _check_row(guest, len(self._revision.guest_at))
        if self._host_of(guest) == ABSENT:
            return Explanation(guest, ABSENT, {}, None, 0, (), None)
        return self._explained(guest, self._others(guest, k))

    def explain_all(self, k: int = 3) -> list[Explanation]:
        others = self._ground.others(self._revision, k)
        asking = np.flatnonzero(self.host_of != ABSENT).tolist()
        return [self._explained(guest, others[guest]) for guest in asking]

    def host_price_range(self) -> tuple[Ints, Ints]:
        return self._ground.host_price_range(self._revision)

    def _host_of(self, guest: int) -> int:
        return self._revision.host_of(guest)

    def _check_rows(self, change: Change) -> None:
        for name, count in (("guest", len(self._revision.guest_at)), ("host", len(self._revision.host_at))):
            if (row := getattr(change, name, None)) is not None:
                _check_row(row, count)

    def _lay_out_anew(self, change: Change) -> None:
        """From the pairs and prices of now; a new guest waits, a new host is at the price of its first place."""
        ground, problem = self._ground.asked(self._revision, change)
        host_of = np.full(len(problem.left_out), LEFT_OUT, dtype=np.int64)
        prices = np.zeros(len(problem.rooms), dtype=np.int64)
        proof = self._revision.proof()
        host_of[: len(proof.host_of)], prices[: len(proof.host_prices)] = proof.host_of, proof.host_prices
        self._revision = Revision(problem, start=Start(host_of, prices))
        self._ground = ground

    def _go_back(self, step: _Step) -> None:
        self._ground, self._revision = step.ground, step.revision
        self._revision.undo(step.mark)

    def _shifts(self, step: _Step) -> tuple[Shift, ...]:
        """Who is elsewhere than before the step, which is the last one made."""
        if step.revision is self._revision:
            moved = self._revision.moved(step.mark)
            return tuple(Shift(guest, *places) for guest, places in moved.items())
        now = self._revision.hosts_by_row()
        before = np.full_like(now, ABSENT)
        former = step.revision.hosts_by_row()
        before[: len(former)] = former
        rows = np.flatnonzero(before != now).tolist()
        return tuple(Shift(guest, int(before[guest]), int(now[guest])) for guest in rows)

    def _explained(self, guest: int, others: tuple[Alternative, ...]) -> Explanation:
        costs, ruled_out = self._ground.costs_of(self._revision, guest)
        host, options = self._host_of(guest), int((costs < IMPOSSIBLE).sum())
        if host == LEFT_OUT:
            why = self._why_left_out(guest, costs, ruled_out, others or self._others(guest, 1))
            return Explanation(guest, host, {}, None, options, others, why)
        rank = 1 + int((costs < costs[host]).sum())
        terms = dict(self._ground.terms_of(self._revision, guest, host))
        return Explanation(guest, host, terms, rank, options, others, None)

    def _why_left_out(
        self, guest: int, costs: Ints, ruled_out: bool, others: tuple[Alternative, ...]
    ) -> LeftOut:
        reason = self._reason(np.flatnonzero(costs < IMPOSSIBLE), ruled_out)
        if not others:
            return LeftOut(reason, None, ())
        shifts = self.preview(Force(guest, others[0].host)).shifts
        return LeftOut(reason, others[0], tuple(shift for shift in shifts if shift.guest != guest))

    def _reason(self, hosts: Ints, ruled_out: bool) -> Reason:
        """Why nobody of these hosts, the open ones, has the guest."""
        if not len(hosts):
            return Reason.FORBIDDEN if ruled_out else Reason.NO_HOST_WITHIN_WALL
        rooms = self._revision.board.host[self._revision.host_at[hosts]]
        full = bool((rooms[:, col.LOAD] >= rooms[:, col.MOST]).all())
        return Reason.ALL_FULL if full else Reason.TOO_COSTLY

    def _others(self, guest: int, k: int) -> tuple[Alternative, ...]:
        """The guest's ``k`` cheapest other hosts for everybody: tried in the order of what they cost at least."""
        revision, found = self._revision, list[Alternative]()
        if revision.pinned_to(guest) != LEFT_OUT:
            return ()
        costs, _ = self._ground.costs_of(revision, guest)
        least = costs + revision.board.price[revision.host_at]
        ranks, own = self._ground.host_ranks(), costs - revision.paid_by(guest)
        hosts = np.flatnonzero((costs < IMPOSSIBLE) & (np.arange(len(costs)) != self._host_of(guest)))
        hosts = hosts[np.argsort(least[hosts], kind="stable")]
        least = least - revision.value_of(guest)
        for start in range(0, len(hosts), _AT_ONCE):
            batch = hosts[start : start + _AT_ONCE]
            if len(found) >= k and found[k - 1].extra_cost < least[batch[0]]:
                break
            prices = revision.prices_of_forcing(np.column_stack([np.full_like(batch, guest), batch]))
            for host, price in zip(batch.tolist(), prices, strict=True):
                if price is not None:
                    found.append(Alternative(host, price, int(own[host])))
            found.sort(key=lambda other: (other.extra_cost, other.own_extra, ranks[other.host]))
        return tuple(found[:k])


def _check_row(row: int, count: int) -> None:
    """A negative row would quietly mean another."""
    if not 0 <= row < count:
        raise IndexError(f"{row} is not between 0 and {count - 1}")


def _force(revision: Revision, change: Force) -> int:
    if revision.pinned_to(change.guest) == change.host:
        return 0
    return revision.force(change.guest, change.host)


_LIVE: Final[Mapping[type, Callable[[Revision, Any], int]]] = {
    Force: _force,
    Free: lambda revision, change: revision.free(change.guest),
    Forbid: lambda revision, change: revision.forbid(change.guest, change.host),
    Allow: lambda revision, change: revision.allow(change.guest, change.host),
    SetRoom: lambda revision, change: revision.set_room(change.host, change.room),
    DropGuest: lambda revision, change: revision.withdraw_guest(change.guest),
    ReturnGuest: lambda revision, change: revision.return_guest(change.guest),
    DropHost: lambda revision, change: revision.withdraw_host(change.host),
}
