"""What every question to a matching starts from: who is with whom, what it costs, who would go elsewhere.

The one door to the engine for questions: a county is solved anew in milliseconds, so nothing is kept between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from lianshou.engines.matching import (
    LEFT_OUT,
    Flaw,
    Problem,
    ProblemError,
    Result,
    Room,
    Term,
    price_of_leaving_out,
    solve,
)
from lianshou.engines.matching.problem import Ints
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.posing import ViolationError, posed
from lianshou.kinds.pairing.rules.terms import Board

Hosts = dict[str, str]
"""Who is with whom by ids: guest → host; those without a host are not in it."""


@dataclass(frozen=True, eq=False)
class Standing:
    """An arrangement on its board, both in the order of the board; it need not be the best.

    ``host_of`` int64 (guests,), ``LEFT_OUT`` for none; ``solved`` the engine's answer when it is that.
    """

    board: Board
    problem: Problem
    host_of: Ints
    solved: Result | None = None

    @cached_property
    def cost(self) -> int:
        """What pairs and places cost, those left out not counted."""
        return cost_without_left_out(self.problem, self.host_of)

    @property
    def unmatched(self) -> int:
        """How many have no host."""
        return int((self.host_of == LEFT_OUT).sum())

    @cached_property
    def loads(self) -> list[int]:
        return self.problem.loads_of(self.host_of)

    @cached_property
    def hosts(self) -> Hosts:
        guests, hosts = self.board.guests, self.board.hosts
        return {guests[i].id: hosts[j].id for i, j in enumerate(self.host_of.tolist()) if j != LEFT_OUT}

    @cached_property
    def optimum(self) -> Result:
        """The best there is: the arrangement itself when nothing is cheaper, else the nearest to it."""
        if self.solved is not None:
            return self.solved
        return replace(solve(self.problem), host_of=nearest(self.problem, self.host_of))

    @property
    def is_optimal(self) -> bool:
        return bool((self.optimum.host_of == self.host_of).all())


def stand(instance: Instance, arrangement: Mapping[str, Any] | None = None) -> Standing:
    """``instance`` with the pairs of ``arrangement``; without one, with its optimum. Raises ProblemError as ``posed``."""
    board = Board(instance)
    problem = posed(board)
    if arrangement is None:
        solved = solve(problem)
        return Standing(board, problem, solved.host_of, solved)
    return Standing(board, problem, placed(board, hosts_in(arrangement)))


def hosts_in(arrangement: Mapping[str, Any]) -> Hosts:
    """The pairs of a result, or of any mapping whose ``pairs`` list ``{"guest", "host"}``."""
    return {str(pair["guest"]): str(pair["host"]) for pair in arrangement["pairs"]}


def placed(board: Board, hosts: Hosts) -> Ints:
    """Who is where on ``board``; pairs of units that are not listed do not count."""
    found = np.full(len(board.guests), LEFT_OUT, dtype=np.int64)
    for guest, host in hosts.items():
        if guest in board.guest_index and host in board.host_index:
            found[board.guest_index[guest]] = board.host_index[host]
    return found


def settled(board: Board, problem: Problem, kept: Ints) -> Standing:
    """The optimum of ``problem`` that breaks the fewest pairs of ``kept``."""
    return Standing(board, problem, nearest(problem, kept))


def nearest(problem: Problem, kept: Ints) -> Ints:
    """Of all optima the one that breaks the fewest pairs of ``kept``, exact and proven.

    Every cost counts as many times as there are pairs to break, and one more, so that no saving of moves is worth a
    unit of cost. Where such numbers would be too large, any optimum. Raises ViolationError without proof.
    """
    try:
        asked = _counting_moves(problem, kept)
    except ProblemError as error:
        if error.reason is not Flaw.TOO_LARGE:
            raise
        asked = problem
    result = solve(asked)
    if not result.optimal:
        raise ViolationError(f"{result.cost} is not proven: {result.bound}")
    return result.host_of


def _counting_moves(problem: Problem, kept: Ints) -> Problem:
    held = np.flatnonzero(kept != LEFT_OUT)
    scale = len(held) + 1
    broken = np.zeros_like(problem.costs)
    broken[held] = 1
    broken[held, kept[held]] = 0
    left_out = problem.left_out * scale
    left_out[held] += 1
    return replace(
        problem,
        terms=(
            *(Term(term.name, term.costs * scale) for term in problem.terms),
            Term("kept pairs broken", broken),
        ),
        rooms=tuple(
            replace(room, under=room.under * scale, over=room.over * scale) for room in problem.rooms
        ),
        left_out=left_out,
    )


def steep(standing: Standing) -> Result:
    """The optimum where leaving out costs four times as much: then every price tells how many are left out.

    The price of leaving out exceeds what all else can come to, but not twice that, so that a difference of
    costs might be taken for a guest. Served are as many as can be either way: the arrangement is the same.
    """
    problem = replace(standing.problem, left_out=standing.problem.left_out * 4)
    return replace(solve(problem), host_of=standing.optimum.host_of)


def with_room(problem: Problem, host: int, room: Room) -> Problem:
    """``problem`` with another room for one host; leaving out stays dearer than anything."""
    rooms = (*problem.rooms[:host], room, *problem.rooms[host + 1 :])
    price = price_of_leaving_out(problem.terms, rooms, allowed=problem.allowed)
    return replace(problem, rooms=rooms, left_out=np.full(len(problem.guests), price, dtype=np.int64))


def with_lock(problem: Problem, guest: int, host: int) -> Problem:
    """``problem`` with one more pair kept together. Raises ProblemError where that cannot be."""
    return replace(problem, locked={**problem.locked, problem.guests[guest]: problem.hosts[host]})


def cost_without_left_out(problem: Problem, host_of: Ints) -> int:
    """What pairs and places cost. Places beyond a wall, which only a present state may hold, go on rising in price."""
    served = np.flatnonzero(host_of >= 0)
    loads = problem.loads_of(host_of)
    rooms = zip(problem.rooms, loads, strict=True)
    return int(problem.costs[served, host_of[served]].sum()) + sum(
        replace(room, most=max(room.most, load)).total(load) for room, load in rooms
    )
