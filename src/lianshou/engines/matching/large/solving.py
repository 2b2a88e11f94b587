"""The optimum over all pairs with its proof, without building them.

Method: first arcs by true cost, shortest augmenting paths with kept prices, then pricing of all pairs by
trees and repair in turn, until no pair on Earth undercuts (column generation for the transportation problem;
Ahuja, Magnanti & Orlin, *Network Flows*, 1993, ch. 9 and 17).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Final, TypeAlias

import numpy as np

from lianshou.engines.matching import solver as light
from lianshou.engines.matching.large import columns as col
from lianshou.engines.matching.large.board import (
    NOBODY,
    WAITING,
    Board,
    Scratch,
)
from lianshou.engines.matching.large.cost import Side, costs_between, rates_of
from lianshou.engines.matching.large.places import LargeProblem, Rooms
from lianshou.engines.matching.large.pricing import ARCS_FULL, DONE, place_in_rounds, settle
from lianshou.engines.matching.large.starting import Start, begin
from lianshou.engines.matching.large.table import NO_TABLE, TableProblem, bare_side, no_rates, table_of
from lianshou.engines.matching.large.tree import FAR, Found, Tree, grow, key_all, search_room
from lianshou.engines.matching.matching import Proof
from lianshou.engines.matching.problem import ABSENT, LEFT_OUT, Ints, Problem, frozen

FIRST_ARCS: Final = 5
ROUNDS: Final = 8
"""In how many parts the guests get their first arcs; the later ones see prices near the last."""
_PER_GUEST, _PER_HOST = 3, 8
Asked: TypeAlias = LargeProblem | TableProblem
"""What the large engine solves: a map, or a table."""


@dataclass(frozen=True, eq=False)
class Result:
    """An arrangement with its proof, in the order of the problem's rows.

    ``host_of`` int64 (guests,), ``LEFT_OUT`` for none, ``ABSENT`` for those a revision took away; ``cost`` added up from the pairs; ``host_prices``,
    ``guest_values`` int64: one optimal dual; ``bound`` the dual objective from these alone; ``passes`` of
    pricing and ``arcs`` built on the way.
    """

    problem: LargeProblem
    host_of: Ints
    cost: int
    bound: int
    host_prices: Ints
    guest_values: Ints
    passes: int
    arcs: int

    @property
    def optimal(self) -> bool:
        return self.cost == self.bound

    @property
    def pairs(self) -> Ints:
        """Guest and host of every pair, int64 (pairs, 2)."""
        guests = np.flatnonzero(self.host_of >= 0)
        return np.column_stack([guests, self.host_of[guests]])


class Engine:
    """A problem being solved, and kept solved: the board, its orders, and room to grow.

    ``guest_at``, ``host_at``: row → number on the board; ``guest_order``, ``host_order``: the reverse.
    """

    def __init__(self, problem: Asked, *, start: Start | None = None, first_arcs: int = FIRST_ARCS) -> None:
        """Solve from nothing, or from ``start``. Raises ProblemError for a start that does not fit."""
        if start is not None:
            start.why_not(len(problem.left_out), len(problem.rooms))
        self.problem = problem
        self._found = search_room(_PER_GUEST), search_room(_PER_HOST)
        self._passes = np.zeros(1, dtype=np.int64)
        self.board, self.guest_order, self.host_order = lay_out(problem, first_arcs)
        self.guest_at, self.host_at = np.argsort(self.guest_order), np.argsort(self.host_order)
        if start is None:
            place_in_rounds(self.board, search_room(first_arcs), ROUNDS)
        else:
            self._begin(start, search_room(first_arcs))
        self.settle()

    @property
    def total(self) -> int:
        """The cost of the arrangement of now, kept up with every move."""
        return int(self.board.cells[col.TOTAL])

    def settle(self) -> None:
        """Repair and prove; the state is then optimal over all pairs."""
        while (lack := settle(self.board, *self._found, self._passes)) != DONE:
            self._grow_arcs() if lack == ARCS_FULL else self._grow_log()

    def result(self) -> Result:
        """The arrangement of now in the order of the rows. Raises TypeError for a table: it has a ``proof``."""
        problem = self.problem_of_now()
        if isinstance(problem, TableProblem):
            raise TypeError("a table has a proof, and no result on a map")
        proof = self._proof(problem)
        return Result(
            problem=problem,
            host_of=proof.host_of,
            cost=proof.cost,
            bound=proof.bound,
            host_prices=proof.host_prices,
            guest_values=proof.guest_values,
            passes=int(self._passes[0]),
            arcs=int(self.board.cells[col.ARCS]),
        )

    def proof(self) -> Proof:
        """The arrangement of now and its prices in the order of the rows, cost and bound added up afresh by numpy."""
        return self._proof(self.problem_of_now())

    def _proof(self, problem: Asked) -> Proof:
        host_of = self.hosts_by_row()
        prices = frozen(self.board.price[self.host_at])
        values = self._values(host_of, prices)
        return Proof(
            host_of=frozen(host_of),
            cost=cost_of(problem, host_of),
            bound=int(values.sum()) - int(profits(problem.rooms, prices, len(values)).sum()),
            host_prices=prices,
            guest_values=values,
        )

    def problem_of_now(self) -> Asked:
        """The problem that the state of now solves."""
        return self.problem

    def hosts_by_row(self) -> Ints:
        """The host of every guest as rows; ``LEFT_OUT`` and ``ABSENT`` stay."""
        return self._rows(self.board.guest[self.guest_at, col.HOST_OF])

    def _rows(self, hosts: Ints) -> Ints:
        """Numbers of hosts as rows; what is below 0 stays."""
        rows: Ints = hosts.copy()
        rows[hosts >= 0] = self.host_order[hosts[hosts >= 0]]
        return rows

    def rooms(self) -> Rooms:
        """The rooms of now, which a revision may have changed."""
        b = self.board
        return Rooms(*(b.host[self.host_at, column] for column in range(col.LOW, col.OVER + 1)))

    def _values(self, host_of: Ints, prices: Ints) -> Ints:
        values = self.board.guest[self.guest_at, col.PROVEN_VALUE]
        fixed = np.flatnonzero((self.board.guest[self.guest_at, col.FIXED] == 1) & (host_of >= 0))
        values[fixed] = pair_costs(self.problem, fixed, host_of[fixed]) + prices[host_of[fixed]]
        values[host_of == ABSENT] = 0
        return frozen(values)

    def _begin(self, start: Start, found: Found) -> None:
        given = start.host_of[self.guest_order]
        given[given >= 0] = self.host_at[given[given >= 0]]
        prices, dearest = start.host_prices[self.host_order], price_of_nobody(self.problem)
        begin(self.board, given, prices, dearest=dearest, found=found)

    def _grow_arcs(self) -> None:
        arcs = self.board.arcs
        self.board = self.board._replace(arcs=np.concatenate([arcs, np.empty_like(arcs)]))

    def _grow_log(self) -> None:
        log = self.board.log
        self.board = self.board._replace(log=np.concatenate([log, np.empty_like(log)]))


def solve(problem: LargeProblem, *, start: Start | None = None) -> Result:
    """The cheapest arrangement over all pairs and the prices that prove it; the sooner, the better the ``start``.

    Raises ProblemError for a start that does not fit.
    """
    return Engine(problem, start=start).result()


def solve_table(problem: Problem) -> light.Result:
    """A problem without a map by the large engine, proven over the whole table. Raises nothing of its own."""
    proof = Engine(table_of(problem)).proof()
    return light.Result(
        problem=problem,
        host_of=proof.host_of,
        cost=proof.cost,
        bound=proof.bound,
        host_prices=proof.host_prices,
        guest_values=proof.guest_values,
    )


def pair_costs(problem: Asked, guests: Ints, hosts: Ints) -> Ints:
    """The whole cost of pairs of rows, by numpy alone; walls and forbidden pairs are not looked at."""
    if isinstance(problem, TableProblem):
        costs: Ints = problem.costs[guests, hosts]
        return costs
    return costs_between(problem, guests, hosts)


def cost_of(problem: Asked, host_of: Ints) -> int:
    """Cost of an arrangement: pairs, staircases, guests left out; the absent cost nothing."""
    rooms = problem.rooms
    served = np.flatnonzero(host_of >= 0)
    pairs = int(pair_costs(problem, served, host_of[served]).sum())
    load = np.bincount(host_of[served], minlength=len(rooms))
    beyond = np.maximum(load - rooms.high, 0)
    stairs = rooms.over * beyond * (beyond + 1) // 2 - rooms.under * np.minimum(load, rooms.low)
    return pairs + int(problem.left_out[host_of == LEFT_OUT].sum()) + int(stairs.sum())


def profits(rooms: Rooms, prices: Ints, guests: int) -> Ints:
    """The most each host earns by letting places at its price, to one guest more than there are at the most."""
    places = np.minimum(rooms.most, guests + 1)
    low, middle = np.minimum(rooms.low, places), np.minimum(rooms.high, places)
    steps = np.where(rooms.over > 0, np.maximum(prices - 1, 0) // np.maximum(rooms.over, 1), places)
    beyond = np.minimum(np.where(prices > 0, steps, 0), places - middle)
    gains = np.maximum(prices + rooms.under, 0) * low + np.maximum(prices, 0) * (middle - low)
    earned: Ints = gains + prices * beyond - rooms.over * beyond * (beyond + 1) // 2
    return earned


def lay_out(problem: Asked, first_arcs: int) -> tuple[Board, Ints, Ints]:
    """The board before the first step: locked guests seated, all others waiting; and the orders of its numbers."""
    (guest_tree, guests, guest_order), (host_tree, hosts, host_order), rates, table = _ground(problem)
    n, m = len(guest_order), len(host_order)
    guest_at, host_at = np.argsort(guest_order), np.argsort(host_order)
    first, second = problem.forbidden[: 0 if len(table) else None].T  # a table has them in its costs
    board = Board(
        guests=guests,
        hosts=hosts,
        guest_tree=guest_tree,
        host_tree=host_tree,
        rates=rates,
        table=table,
        closed_hosts=_listed(guest_at[first], host_at[second], n),
        closed_guests=_listed(host_at[second], guest_at[first], m),
        arcs=np.empty((n * (first_arcs + 1 + _PER_GUEST) + 64, col.ARC_COLUMNS), dtype=np.int64),
        scratch=_scratch(n, m),
        log=np.empty((4096, 2), dtype=np.int64),
        **_windows(n, m, len(host_tree.nodes), len(guest_tree.nodes)),
    )
    _write_rows(board, problem, guest_order, host_order)
    _seat_locked(board, problem, guest_order, host_at)
    key_all(board.host_tree, board.host_keys, board.price)
    return board, guest_order, host_order


def _ground(
    problem: Asked,
) -> tuple[tuple[Tree, Side, Ints], tuple[Tree, Side, Ints], Ints, Ints]:
    """Both sides with their orders, the rates, and the table."""
    if isinstance(problem, TableProblem):
        orders = problem.guest_order, problem.host_order
        guests, hosts = ((*bare_side(len(order)), order) for order in orders)
        return guests, hosts, no_rates(), problem.table()
    rooms = problem.rooms
    guests = grow(problem.guests, problem.left_out)
    hosts = grow(problem.hosts, rooms.low, rooms.high, rooms.most, rooms.under, rooms.over)
    return guests, hosts, rates_of(problem.tariff), NO_TABLE.copy()


def _windows(n: int, m: int, host_nodes: int, guest_nodes: int) -> dict[str, Ints]:
    """The cells and the windows into them; ``write_host`` and its kin count on this order."""
    shapes = {
        "counters": (col.COUNTERS,),
        "price": (m,),
        "host": (m, col.HOST_COLUMNS),
        "host_keys": (host_nodes,),
        "guest": (n, col.GUEST_COLUMNS),
        "guest_price": (n,),
        "guest_keys": (guest_nodes,),
    }
    ends = np.cumsum([prod(shape) for shape in shapes.values()]).tolist()
    cells = np.zeros(ends[-1], dtype=np.int64)
    parts = zip(shapes.items(), np.split(cells, ends[:-1]), strict=True)
    windows = {name: part.reshape(shape) for (name, shape), part in parts}
    del windows["counters"]
    return windows | {"cells": cells}


def _scratch(n: int, m: int) -> Scratch:
    return Scratch(
        tally=np.zeros(col.TALLIES, dtype=np.int64),
        host=np.zeros((m + 16, col.HOST_WORK), dtype=np.int64),
        guest=np.zeros((n + 16, col.GUEST_WORK), dtype=np.int64),
    )


def _listed(one: Ints, other: Ints, count: int) -> tuple[Ints, Ints]:
    """Pairs as lists by the first number: where each list begins (count + 1,), and the others."""
    starts = np.concatenate([[0], np.cumsum(np.bincount(one, minlength=count))]).astype(np.int64)
    return starts, np.ascontiguousarray(other[np.argsort(one, kind="stable")])


def _write_rows(board: Board, problem: Asked, guest_order: Ints, host_order: Ints) -> None:
    rooms, host, guest = problem.rooms, board.host, board.guest
    stairs = np.column_stack([rooms.low, rooms.high, rooms.most, rooms.under, rooms.over])
    host[:, col.LOW : col.OVER + 1] = stairs[host_order]
    host[:, [col.FIRST_MEMBER, col.FIRST_INTO]] = NOBODY
    host[:, col.PROVEN_PRICE] = -FAR
    guest[:, [col.NEXT_MEMBER, col.LAST_MEMBER, col.FIRST_ARC]] = NOBODY
    guest[:, col.HOST_OF] = WAITING
    guest[:, col.PROVEN_VALUE] = -FAR
    guest[:, col.OUT_PRICE] = problem.left_out[guest_order]
    known = problem.existing[guest_order]
    host_at = np.append(np.argsort(host_order), LEFT_OUT)  # its last item answers for LEFT_OUT
    guest[:, col.EXISTING] = host_at[known]
    board.guest_price[:] = board.guest_keys[:] = FAR


def _seat_locked(board: Board, problem: Asked, guest_order: Ints, host_at: Ints) -> None:
    """Seat the locked, and price every host."""
    locked = problem.locked[guest_order]
    held = np.flatnonzero(locked != LEFT_OUT)
    seats = host_at[locked[held]]
    board.guest[held, col.FIXED], board.guest[held, col.HOST_OF] = 1, seats
    board.guest[held, col.PAID] = pair_costs(problem, guest_order[held], locked[held])
    board.host[:, col.LOAD] = np.bincount(seats, minlength=len(board.price))
    board.price[:] = _first_prices(board, problem)
    board.cells[col.TOTAL] = cost_of(problem, np.where(problem.locked == LEFT_OUT, WAITING, problem.locked))


def _first_prices(board: Board, problem: Asked) -> Ints:
    """The price of the next place; where there is none, one at which nobody comes."""
    load, low, high, most, under, over = board.host[:, [col.LOAD, *range(col.LOW, col.OVER + 1)]].T
    following = np.where(load < low, -under, over * np.maximum(load + 1 - high, 0))
    used = np.where(load <= low, -under, over * np.maximum(load - high, 0))
    prices: Ints = np.where(load < most, following, np.maximum(used, price_of_nobody(problem)))
    return prices


def price_of_nobody(problem: Asked) -> int:
    """A price at which no guest comes."""
    if isinstance(problem, TableProblem):
        return int(problem.left_out.max(initial=0)) - int(problem.costs.min(initial=0))
    return int(problem.left_out.max(initial=0)) + problem.tariff.group + problem.tariff.renewal
