from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from lianshou.engines import matching as small
from lianshou.engines.matching.large import LargeProblem, Places, Rooms, Tariff, check, small_problem, solve
from lianshou.engines.matching.large.solving import Engine


def best_by_or_tools(problem):
    """The whole graph, every pair and every place an arc; the locks, which cost what they cost, as only choices."""
    n, m = len(problem.guests), len(problem.hosts)
    rows = [
        (i, n + j, 1, int(problem.costs[i, j]))
        for i in range(n)
        for j in range(m)
        if problem.allowed[i, j]
        and problem.locked.get(problem.guests[i], problem.hosts[j]) == problem.hosts[j]
    ]
    rows += [
        (i, n + m, 1, int(problem.left_out[i])) for i in range(n) if problem.guests[i] not in problem.locked
    ]
    rows += [
        (n + j, n + m, 1, room.marginal(k))
        for j, room in enumerate(problem.rooms)
        for k in range(1, room.most + 1)
    ]
    flow = SimpleMinCostFlow()
    if rows:
        flow.add_arcs_with_capacity_and_unit_cost(*(np.array(column) for column in zip(*rows, strict=True)))
    flow.set_nodes_supplies(np.append(np.arange(n), n + m), np.append(np.ones(n, dtype=np.int64), -n))
    assert flow.solve() == flow.OPTIMAL
    return flow.optimal_cost()


@st.composite
def maps(draw):
    """Degenerate on purpose: one or two points, on either side of the antimeridian, few prices, closed hosts."""
    n, m = draw(st.integers(0, 5)), draw(st.integers(1, 3))
    sides = []
    for count in (n, m):
        lon = draw(
            st.lists(st.sampled_from([-179.99, 179.99, 180.0, -180.0]), min_size=count, max_size=count)
        )
        lat = draw(st.lists(st.sampled_from([0.0, 0.001]), min_size=count, max_size=count))
        industry = draw(st.lists(st.sampled_from([0, 13415, 13400]), min_size=count, max_size=count))
        marks = [draw(st.lists(st.integers(0, 2), min_size=count, max_size=count)) for _ in range(2)]
        whole = [np.array(column, dtype=np.int64) for column in (industry, *marks)]
        sides.append(Places(np.array(lon, dtype=float), np.array(lat, dtype=float), *whole))
    stairs = [sorted(draw(st.tuples(*[st.integers(0, 3)] * 3))) for _ in range(m)]
    prices = [[draw(st.sampled_from([0, 1, 500])) for _ in range(2)] for _ in range(m)]
    rooms = np.array([stair + price for stair, price in zip(stairs, prices, strict=True)], dtype=np.int64)
    out = draw(st.lists(st.sampled_from([0, 1, 600, 9000]), min_size=n, max_size=n))
    pairs = draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, m - 1)), max_size=9)) if n else []
    return LargeProblem(
        *sides,
        tariff=Tariff(
            industry=(0, 1, 2, 500, 600), chain=1, group=300, farthest=draw(st.sampled_from([100, 2**40]))
        ),
        rooms=Rooms(*np.ascontiguousarray(rooms.T)),
        left_out=np.array(out, dtype=np.int64),
        existing=np.array([draw(st.integers(-1, m - 1)) for _ in range(n)], dtype=np.int64),
        forbidden=np.array(pairs, dtype=np.int64).reshape(-1, 2),
    )


@pytest.mark.parametrize("first_arcs", [1, 5])
@pytest.mark.parametrize("seed", range(200))
def test_solve_costs_what_the_small_engine_and_its_verifier_say(draw_map, seed, first_arcs):
    problem = draw_map(seed, cells=[2, 6, 60][seed % 3], spread=[3, 9000][seed % 2])
    dense = small_problem(problem)
    result = Engine(problem, first_arcs=first_arcs).result()
    flaws = small.verify(
        dense, result.host_of, cost=result.cost, host_prices=result.host_prices,
        guest_values=result.guest_values, bound=result.bound,
    )  # fmt: skip
    assert (result.cost, result.bound, flaws) == (small.solve(dense).cost, result.cost, [])
    assert (check(result), check(result, by_hand=False)) == ([], [])


@pytest.mark.parametrize("seed", range(200, 300))
def test_solve_costs_what_highs_and_or_tools_say(draw_map, best_by_milp, seed):
    problem = draw_map(seed, guests=20, hosts=8, cells=[2, 6, 60][seed % 3])
    dense, result = small_problem(problem), solve(problem)
    assert (result.cost, result.bound) == (best_by_milp(dense),) * 2
    assert result.cost == best_by_or_tools(dense)


@settings(max_examples=300, deadline=None)
@given(problem=maps())
def test_solve_is_exact_and_proven_when_degenerate(best_by_hand, problem):
    result = solve(problem)
    assert (result.cost, result.bound, check(result)) == (
        best_by_hand(small_problem(problem)),
        result.cost,
        [],
    )


@pytest.mark.parametrize("seed", range(3))
def test_solve_is_the_same_by_both_checks_where_it_is_larger(draw_map, seed):
    problem = draw_map(seed, guests=2500, hosts=500, cells=400)
    result = solve(problem)
    assert (check(result), check(result, by_hand=False), result.optimal) == ([], [], True)


def test_solve_pairs_across_the_antimeridian():
    zeros = np.zeros((3, 2), dtype=np.int64)
    guests = Places(np.array([179.999, -179.0]), np.zeros(2), *zeros)
    hosts = Places(np.array([178.0, -179.999]), np.zeros(2), *zeros)
    rooms = Rooms(*np.array([[0, 0], [1, 1], [1, 1], [0, 0], [0, 0]]))
    tariff = Tariff(industry=(0,) * 5)
    assert solve(LargeProblem(guests, hosts, tariff, rooms, np.array([10**5, 10**5]))).host_of.tolist() == [
        1,
        -1,
    ]


def test_result_lists_its_pairs(draw_map):
    result = solve(draw_map(5))
    assert {(i, j) for i, j in enumerate(result.host_of.tolist()) if j >= 0} == set(
        map(tuple, result.pairs.tolist())
    )


def test_engine_keeps_the_total_that_the_pairs_add_up_to(draw_map):
    engine = Engine(draw_map(8))
    assert engine.total == engine.result().cost


@pytest.mark.parametrize("seed", range(40))
def test_solve_is_exact_at_the_largest_prices_that_are_let_in(draw_map, seed):
    problem = draw_map(seed, guests=12, hosts=6)
    rooms, huge = problem.rooms, 2**26
    rooms = Rooms(rooms.low, rooms.high, rooms.most, rooms.under * huge, rooms.over * huge)
    tariff = Tariff(
        per_km=1000 * 2**18, industry=(0, 2**39, 2**40, 2**40, 2**40), chain=2**38, group=2**40, renewal=2**39
    )
    large = replace(problem, rooms=rooms, tariff=tariff, left_out=problem.left_out * huge)
    result = solve(large)
    assert (result.cost, result.bound) == (small.solve(small_problem(large)).cost, result.cost)
    assert check(result) == []


def test_the_small_engine_imports_nothing_heavy():
    """The command line answers a county before numba would have been imported."""
    asked = "import sys, lianshou.engines.matching; print(sorted({'numba', 'scipy', 'ortools'} & set(sys.modules)))"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, env=env, check=True)
    assert done.stdout == "[]\n"
