"""A thousand small worlds, solved by routes that share nothing with the engine: all must cost the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array

from lianshou.engines.matching.problem import Problem, Room, Term
from lianshou.engines.matching.solver import solve
from lianshou.engines.matching.verifier import verify_result

min_cost_flow = pytest.importorskip("ortools.graph.python.min_cost_flow")

WORLDS = ("ties", "no room", "islands", "all forbidden", "one point", "rewards", "dear", "mixed")
BATCH = 50


def a_world(seed):
    """A problem of the kind that breaks solvers, by turns; a few are small enough to try everything."""
    draw = np.random.default_rng(seed)
    kind = WORLDS[seed % len(WORLDS)]
    n, m = (int(draw.integers(1, most)) for most in ((6, 4) if seed % 5 == 0 else (25, 9)))
    return _shaped(kind, draw, _plain(draw, n, m))


def _plain(draw, n, m):
    """Points on a small grid, so that many distances are equal."""
    here, there = draw.integers(0, 12, (n, 2)), draw.integers(0, 12, (m, 2))
    metres = np.abs(here[:, None] - there).sum(axis=2)
    stairs = np.sort(draw.integers(0, 6, (m, 3)), axis=1).tolist()
    prices = draw.integers(0, 15, (m, 2)).tolist()
    return Problem(
        guests=tuple(f"g{i}" for i in draw.permutation(n)),
        hosts=tuple(f"h{j}" for j in draw.permutation(m)),
        terms=(Term("distance", metres), Term("industry", draw.integers(-4, 9, (n, m)))),
        rooms=tuple(Room(*stair, *price) for stair, price in zip(stairs, prices, strict=True)),
        left_out=draw.integers(0, 60, n),
        allowed=draw.random((n, m)) < draw.choice([0.3, 0.8, 1.0]),
        locked={},
    )


def _shaped(kind, draw, world):
    n, m = world.allowed.shape
    if kind == "ties":
        few = draw.integers(0, 2, (n, m))
        return replace(world, terms=(Term("distance", few),), left_out=draw.integers(0, 3, n))
    if kind == "no room":
        shut = [replace(room, low=0, high=0, most=0) if draw.random() < 0.6 else room for room in world.rooms]
        return replace(world, rooms=tuple(shut))
    if kind == "islands":
        islands = draw.integers(0, 3, n)[:, None] == draw.integers(0, 3, m)
        return replace(world, allowed=world.allowed & islands)
    if kind == "all forbidden":
        rows = draw.random(n) < draw.choice([0.5, 1.0])
        return replace(world, allowed=world.allowed & ~rows[:, None], forbidden=world.allowed & rows[:, None])
    return _priced(kind, draw, world)


def _priced(kind, draw, world):
    n, m = world.allowed.shape
    if kind == "one point":
        same = np.full((n, m), int(draw.integers(0, 9)))
        return replace(world, terms=(Term("distance", same),))
    if kind == "rewards":
        return replace(
            world, rooms=tuple(replace(room, under=int(draw.integers(0, 90))) for room in world.rooms)
        )
    if kind == "dear":
        return replace(
            world,
            left_out=np.full(n, 2**30),
            terms=(*world.terms, Term("far", draw.integers(0, 2**28, (n, m)))),
        )
    return replace(world, locked=_locks(draw, world))


def _locks(draw, world):
    locks, taken = {}, [0] * len(world.hosts)
    for i in range(len(world.guests)):
        j = int(draw.integers(0, len(world.hosts)))
        if draw.random() < 0.25 and world.allowed[i, j] and taken[j] < world.rooms[j].most:
            taken[j] += 1
            locks[world.guests[i]] = world.hosts[j]
    return locks


def arcs_of(problem):
    """The flow by hand: (from, to, capacity, cost); guests 0.., hosts after them, then the sink. Locks have no choice."""
    n, sink = len(problem.guests), len(problem.guests) + len(problem.hosts)
    for i, guest in enumerate(problem.guests):
        lock = problem.locked.get(guest)
        for j, host in enumerate(problem.hosts):
            if problem.allowed[i, j] and lock in (None, host):
                yield i, n + j, 1, sum(int(term.costs[i, j]) for term in problem.terms)
        if lock is None:
            yield i, sink, 1, int(problem.left_out[i])
    for j, room in enumerate(problem.rooms):
        for k in range(1, min(room.most, n) + 1):
            beyond = max(0, k - room.high)
            yield n + j, sink, 1, -room.under if k <= room.low else room.over * beyond


def by_or_tools(problem):
    flow, n = min_cost_flow.SimpleMinCostFlow(), len(problem.guests)
    for tail, head, capacity, cost in arcs_of(problem):
        flow.add_arc_with_capacity_and_unit_cost(tail, head, capacity, cost)
    for guest in range(n):
        flow.set_node_supply(guest, 1)
    flow.set_node_supply(n + len(problem.hosts), -n)
    assert flow.solve() == flow.OPTIMAL
    return flow.optimal_cost()


def by_highs(problems):
    """Many worlds side by side in one integer programme: the costs of each."""
    arcs, rights, ends, nodes = [], [], [], 0
    for problem in problems:
        n, m = len(problem.guests), len(problem.hosts)
        arcs += [(nodes + tail, nodes + head, cost) for tail, head, _, cost in arcs_of(problem)]
        rights += [1] * n + [0] * m + [-n]
        nodes += n + m + 1
        ends.append(len(arcs))
    tails, heads, costs = np.array(arcs).T
    at = np.arange(len(arcs))
    balance = csr_array(
        (np.repeat([1.0, -1.0], len(arcs)), (np.concatenate([tails, heads]), np.tile(at, 2))),
        shape=(nodes, len(arcs)),
    )
    found = milp(
        costs,
        constraints=LinearConstraint(balance, rights, rights),
        bounds=(0, 1),
        integrality=np.ones(len(arcs)),
        options={"mip_rel_gap": 0},
    )
    used = np.rint(found.x).astype(np.int64) * costs
    return [int(part.sum()) for part in np.split(used, ends[:-1])]


@pytest.mark.parametrize("batch", range(20))
def test_the_engine_costs_what_highs_and_or_tools_cost(batch):
    problems = [a_world(seed) for seed in range(batch * BATCH, (batch + 1) * BATCH)]
    results = [solve(problem) for problem in problems]
    costs = [result.cost for result in results]
    assert costs == [by_or_tools(problem) for problem in problems]
    assert costs == by_highs(problems)
    assert [verify_result(result) for result in results] == [[]] * BATCH


def test_the_engine_costs_what_trying_everything_costs(best_by_hand):
    tiny = [problem for seed in range(0, 1000, 5) if (problem := a_world(seed)).allowed.size <= 12]
    assert [solve(problem).cost for problem in tiny] == [best_by_hand(problem) for problem in tiny]
    assert len(tiny) > 100
