"""A table of pair costs inside the large engine: for problems without a map (experts × problems).

The board and the flow are the same; only the search for the cheapest differs: a whole row or column is read, and
the proof holds over the whole table all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from lianshou.engines.matching.large.compiling import compiled
from lianshou.engines.matching.large.cost import STEPS, Side
from lianshou.engines.matching.large.places import Rooms
from lianshou.engines.matching.large.tree import Found, Tree, insert
from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, Bools, Ints, Problem, frozen

if TYPE_CHECKING:
    from lianshou.engines.matching.large.board import Board

NO_TABLE: Final = frozen(np.empty((0, 0), dtype=np.int64))


@dataclass(frozen=True, eq=False)
class TableProblem:
    """A ``Problem`` as the large engine reads it; rows in the order of its ids' lists.

    ``costs`` int64 (guests, hosts); ``reach`` bool, the same shape: False beyond the wall; ``locked`` int64
    (guests,), ``LEFT_OUT`` for none; ``forbidden`` int64 (pairs, 2): guest and host, closed by a rule.
    ``guest_order``, ``host_order``: the rows sorted by id, so that no result depends on the order of the lists.
    """

    costs: Ints
    reach: Bools
    rooms: Rooms
    left_out: Ints
    locked: Ints
    forbidden: Ints
    guest_order: Ints
    host_order: Ints

    @property
    def existing(self) -> Ints:
        """Last year's pairs, none: a table's costs have every term in them."""
        return np.full(len(self.left_out), LEFT_OUT, dtype=np.int64)

    def table(self) -> Ints:
        """The costs by the numbers of the board, ``IMPOSSIBLE`` where closed."""
        costs = np.where(self.reach, self.costs, np.int64(IMPOSSIBLE))
        costs[tuple(self.forbidden.T)] = IMPOSSIBLE
        return np.ascontiguousarray(costs[np.ix_(self.guest_order, self.host_order)])


def table_of(problem: Problem) -> TableProblem:
    """The table of a problem."""
    closed = np.zeros_like(problem.allowed) if problem.forbidden is None else problem.forbidden
    guest_order, host_order = problem.canonical_order
    stairs = [(room.low, room.high, room.most, room.under, room.over) for room in problem.rooms]
    return TableProblem(
        costs=problem.costs,
        reach=problem.allowed | closed,
        rooms=Rooms(*np.array(stairs, dtype=np.int64).reshape(-1, 5).T.copy()),
        left_out=problem.left_out,
        locked=problem.locked_host,
        forbidden=np.argwhere(closed),
        guest_order=guest_order,
        host_order=host_order,
    )


def bare_side(count: int) -> tuple[Tree, Side]:
    """A side without a map: a tree of one leaf that holds nobody."""
    zeros = np.zeros((count, 3))
    tree = Tree(np.zeros((1, 6)), np.zeros((1, 6), dtype=np.int64))
    return tree, Side(zeros, zeros.astype(np.int64))


def no_rates() -> Ints:
    return np.zeros(STEPS + 5, dtype=np.int64)


@compiled
def cheapest_of_row(b: Board, guest: int, budget: int, found: Found) -> int:
    """The cheapest hosts with ``cost + price < budget``, as ``tree.cheapest``."""
    items, costs, totals = found[0], found[1], found[2]
    count = 0
    for host in range(len(b.price)):
        cost = b.table[guest, host]
        if cost < budget - b.price[host]:
            count = insert(items, costs, totals, count, host, cost, cost + b.price[host])
            if count == len(items):
                budget = totals[count - 1]
    return count


@compiled
def cheapest_of_column(b: Board, host: int, budget: int, found: Found) -> int:
    """The guests with the least ``cost - V < budget``, as ``tree.cheapest``."""
    items, costs, totals = found[0], found[1], found[2]
    count = 0
    for guest in range(len(b.guest_price)):
        cost = b.table[guest, host]
        if cost < budget - b.guest_price[guest]:
            count = insert(items, costs, totals, count, guest, cost, cost + b.guest_price[guest])
            if count == len(items):
                budget = totals[count - 1]
    return count
