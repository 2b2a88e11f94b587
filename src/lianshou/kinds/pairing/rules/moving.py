"""What it costs to move one guest by hand, next to the best rearrangement that puts it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from lianshou.core.wording import Wording
from lianshou.engines.matching import LEFT_OUT, Problem, ProblemError, Result, Shift, Warn, force, solve
from lianshou.engines.matching.problem import Ints
from lianshou.kinds.pairing.rules import sentences
from lianshou.kinds.pairing.rules.asking import hosts_in, placed
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.posing import posed
from lianshou.kinds.pairing.rules.reporting import known, named, said
from lianshou.kinds.pairing.rules.terms import Board

Json = dict[str, Any]

BLOCKING = (Warn.NOT_ALLOWED, Warn.GUEST_LOCKED, Warn.HOST_FULL)
"""What makes a move impossible as things stand."""


def price_move(instance: Instance, result: Mapping[str, Any], guest: str, host: str) -> Json:
    """What it costs to move ``guest`` to ``host`` while the pairs of ``result`` stand, and what would be best instead.

    ``result`` is what ``match`` gave, or any mapping whose ``pairs`` list the present ``{"guest", "host"}``; it need not
    be optimal. ``cost_now`` is the difference with all others kept, None when that is not possible; ``cost_best`` the
    difference when the others may move to their best (it may be below 0), None when even that is not possible;
    ``others`` who would move then. Raises KeyError for an unknown id, ProblemError as ``match``.
    """
    board = Board(instance)
    places = board.guest_index[guest], board.host_index[host]
    return _Move(board, posed(board), placed(board, hosts_in(result)), *places).to_json()


@dataclass(frozen=True, eq=False)
class _Move:
    """One guest on its way to one host, both as indices; ``present`` is who is where before."""

    board: Board
    problem: Problem
    present: Ints
    guest: int
    host: int

    def to_json(self) -> Json:
        shift = Shift(self.guest, self.before, self.host)
        return {
            **named(shift, self.board),
            "possible": self.cost_now is not None,
            "cost_now": self.cost_now,
            "cost_best": self.cost_best,
            "others": [named(other, self.board) for other in self.others],
            "before": None if self.before == LEFT_OUT else self.pair(self.before),
            "after": self.pair(self.host),
            "loads": self.loads,
            "warnings": [{"code": warning.name.lower(), **said(warning.value)} for warning in self.warnings],
            "sentence": said(self.sentence),
        }

    @property
    def before(self) -> int:
        return int(self.present[self.guest])

    @cached_property
    def moved(self) -> Ints:
        """Who is where after the move alone."""
        changed = self.present.copy()
        changed[self.guest] = self.host
        return changed

    @cached_property
    def obstacles(self) -> list[Warn]:
        """What to know before the move, from the present state alone."""
        if self.before == self.host:
            return []
        problem, room = self.problem, self.problem.rooms[self.host]
        loads = problem.loads_of(self.present)
        own = problem.hosts[self.host]
        checks = {
            Warn.NOT_ALLOWED: not problem.allowed[self.guest, self.host],
            Warn.GUEST_LOCKED: problem.locked.get(problem.guests[self.guest], own) != own,
            Warn.HOST_FULL: loads[self.host] >= room.most,
            Warn.ABOVE_HIGH: room.high <= loads[self.host] < room.most,
            Warn.BELOW_LOW: self.before != LEFT_OUT and loads[self.before] <= problem.rooms[self.before].low,
        }
        return [warning for warning, holds in checks.items() if holds]

    @property
    def blocking(self) -> list[Warn]:
        return [warning for warning in self.obstacles if warning in BLOCKING]

    @property
    def warnings(self) -> list[Warn]:
        now, best = self.cost_now, self.cost_best
        better = now is not None and best is not None and best < now
        return [*self.obstacles, Warn.OTHERS_BETTER] if better else self.obstacles

    @cached_property
    def cost_now(self) -> int | None:
        if self.blocking:
            return None
        return self.problem.cost_of(self.moved) - self.problem.cost_of(self.present)

    @cached_property
    def best(self) -> Result | None:
        """The cheapest arrangement with this pair, close to the present one where that is optimal."""
        optimum = solve(self.problem)
        if optimum.cost == self.problem.cost_of(self.present):
            optimum = replace(optimum, host_of=self.present)
        try:
            return force(optimum, self.guest, self.host)
        except ProblemError:
            return None

    @property
    def cost_best(self) -> int | None:
        return None if self.best is None else self.best.cost - self.problem.cost_of(self.present)

    @cached_property
    def others(self) -> list[Shift]:
        """Who else moves in the best rearrangement."""
        if self.best is None:
            return []
        after = self.best.host_of
        changed = np.flatnonzero(self.present != after).tolist()
        return [Shift(i, int(self.present[i]), int(after[i])) for i in changed if i != self.guest]

    @property
    def loads(self) -> dict[str, int]:
        """The loads of the hosts concerned after the move alone."""
        loads = self.problem.loads_of(self.moved)
        concerned = {self.before, self.host} - {LEFT_OUT}
        return {self.board.hosts[j].id: loads[j] for j in sorted(concerned)}

    def pair(self, host: int) -> Json:
        """The guest with ``host``: its cost by terms and its reasons."""
        match, settings = known(self.board, self.guest, host), self.board.instance.settings
        terms = self.problem.breakdown(guest=self.guest, host=host)
        return {
            "terms": terms,
            "cost": sum(terms.values()),
            "distance_m": match.distance_m,
            "near": match.near.slug,
            "shared_industry": said(sentences.shared_industry(match, settings)),
            "sentence": said(sentences.reasons(match, settings)),
        }

    @property
    def sentence(self) -> Wording:
        names = self.board.hosts
        return sentences.moved(
            self.board.guests[self.guest].name,
            None if self.before == LEFT_OUT else names[self.before].name,
            names[self.host].name,
            cost=self.cost_now,
            best=self.cost_best,
            others=len(self.others),
            cause=self.cause,
            blocking=[warning.value for warning in self.blocking],
        )

    @property
    def cause(self) -> Wording | None:
        """Mainly why the move costs more; None when it does not."""
        if self.before == LEFT_OUT or not self.cost_now or self.cost_now < 0:
            return None
        distance = int(self.board.metres[self.guest, self.host])
        return sentences.main_cause(
            self.problem.breakdown(guest=self.guest, host=self.before),
            self.problem.breakdown(guest=self.guest, host=self.host),
            extra=self.cost_now,
            new_distance=None if distance < 0 else distance,
        )
