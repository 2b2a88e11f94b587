from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from lianshou.engines.matching.problem import LEFT_OUT, Problem, Room, Term
from lianshou.engines.matching.solver import WAITING, dual_objective, guest_values, resume, solve
from lianshou.engines.matching.verifier import verify_result


def shuffled(problem, seed):
    draw = np.random.default_rng(seed)
    rows, columns = draw.permutation(len(problem.guests)), draw.permutation(len(problem.hosts))
    return replace(
        problem,
        guests=tuple(problem.guests[i] for i in rows),
        hosts=tuple(problem.hosts[j] for j in columns),
        terms=tuple(Term(term.name, term.costs[np.ix_(rows, columns)]) for term in reversed(problem.terms)),
        rooms=tuple(problem.rooms[j] for j in columns),
        left_out=problem.left_out[rows],
        allowed=problem.allowed[np.ix_(rows, columns)],
        locked=dict(reversed(problem.locked.items())),
    )


@st.composite
def problems(draw):
    """Degenerate on purpose: few values, islands, closed hosts, nobody allowed, locks that fill a host."""
    n, m = draw(st.integers(0, 5)), draw(st.integers(0, 3))
    few = st.sampled_from([-3, 0, 0, 1])
    table = draw(st.lists(few, min_size=n * m, max_size=n * m))
    walls = draw(st.lists(st.booleans(), min_size=n * m, max_size=n * m))
    stairs = [sorted(draw(st.tuples(*[st.integers(0, 3)] * 3))) for _ in range(m)]
    rooms = tuple(Room(*stair, draw(st.integers(0, 2)), draw(st.integers(0, 2))) for stair in stairs)
    allowed = np.array(walls, dtype=np.bool_).reshape(n, m)
    locked: dict[str, str] = {}
    for i in range(n):
        choice = draw(st.integers(-1, m - 1)) if m else -1
        taken = list(locked.values()).count(f"h{choice}")
        if choice >= 0 and allowed[i, choice] and taken < rooms[choice].most:
            locked[f"g{i}"] = f"h{choice}"
    out = np.array(draw(st.lists(st.sampled_from([0, 1, 2, 9]), min_size=n, max_size=n)), dtype=np.int64)
    names = tuple(f"g{i}" for i in range(n)), tuple(f"h{j}" for j in range(m))
    costs = np.array(table, dtype=np.int64).reshape(n, m)
    return Problem(names[0], names[1], (Term("distance", costs),), rooms, out, allowed, locked)


@pytest.mark.parametrize("seed", range(260))
def test_solve_costs_what_a_linear_programme_costs(draw_problem, best_by_milp, seed):
    problem = draw_problem(
        seed, guests=12, hosts=6, spread=[1, 12, 5000][seed % 3], dear=[3, 30, 20000][seed // 3 % 3]
    )
    result = solve(problem)
    assert (result.cost, result.bound) == (best_by_milp(problem),) * 2


@pytest.mark.parametrize("seed", range(120))
def test_solve_costs_what_trying_everything_costs(draw_problem, best_by_hand, seed):
    problem = draw_problem(seed, guests=5, hosts=3, spread=[1, 12][seed % 2])
    result = solve(problem)
    assert (result.cost, result.bound) == (best_by_hand(problem),) * 2


@pytest.mark.parametrize("seed", range(12))
def test_solve_costs_what_an_assignment_to_single_places_costs(draw_town, seed):
    """Every place its own column, every guest its own "left out": scipy's dense Jonker-Volgenant in exact floats."""
    problem = draw_town(seed)
    places = [(j, k) for j, room in enumerate(problem.rooms) for k in range(1, room.most + 1)]
    open_costs = np.where(problem.allowed, problem.costs, 10**9)
    columns = [open_costs[:, j] + problem.rooms[j].marginal(k) for j, k in places]
    alone = np.full((len(problem.guests),) * 2, 10**9)
    np.fill_diagonal(alone, problem.left_out)
    table = np.column_stack([*columns, alone])
    result = solve(problem)
    assert (result.cost, result.bound) == (int(table[linear_sum_assignment(table)].sum()),) * 2


@settings(max_examples=200, deadline=None)
@given(problem=problems())
def test_solve_is_exact_and_proven_when_degenerate(best_by_hand, problem):
    result = solve(problem)
    assert (result.cost, result.bound, verify_result(result)) == (best_by_hand(problem), result.cost, [])


@settings(max_examples=100, deadline=None)
@given(problem=problems(), seed=st.integers(0, 99))
def test_solve_answers_alike_however_the_rows_are_shuffled(problem, seed):
    result, other = solve(problem), solve(shuffled(problem, seed))
    assert result.pairs == other.pairs
    prices, others = (
        dict(zip(found.problem.hosts, found.host_prices.tolist(), strict=True)) for found in (result, other)
    )
    assert prices == others


@pytest.mark.parametrize("seed", range(30))
def test_solve_answers_alike_however_many_ties_are_shuffled(draw_problem, seed):
    problem = draw_problem(seed, guests=30, hosts=8, spread=1, dear=4)
    assert solve(shuffled(problem, seed)).pairs == solve(problem).pairs


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("shift", [-3, 0, 5])
def test_dual_objective_never_exceeds_the_optimum_whatever_the_prices(draw_problem, seed, shift):
    problem = draw_problem(seed)
    prices = np.random.default_rng(seed).integers(-20, 20, len(problem.hosts)) + shift
    assert dual_objective(problem, prices) <= solve(problem).cost


def test_solve_moves_others_when_that_is_cheaper(pair_up):
    result = solve(pair_up([[1, 2], [1, 9]]))
    assert (result.pairs, result.cost) == ({"g0": "h1", "g1": "h0"}, 3)


def test_solve_leaves_out_where_that_is_cheaper(pair_up):
    result = solve(pair_up([[50]], left_out=np.array([49])))
    assert (result.host_of.tolist(), result.cost, result.loads.tolist()) == ([LEFT_OUT], 49, [0])


def test_solve_fills_low_places_for_their_reward(pair_up):
    hungry = Room(low=1, high=3, most=3, under=20, over=0)
    result = solve(pair_up([[0, 15], [0, 15]], rooms=(replace(hungry, low=0), hungry)))
    assert (sorted(result.host_of.tolist()), result.cost) == ([0, 1], -5)


def test_solve_spreads_when_places_beyond_high_grow_dear(pair_up):
    near = Room(low=0, high=1, most=9, under=0, over=10)
    result = solve(pair_up([[0, 25]] * 5, rooms=(near, Room(low=0, high=9, most=9, under=0, over=0))))
    assert (result.loads.tolist(), result.cost) == ([3, 2], 10 + 20 + 50)


def test_solve_keeps_locks_whatever_they_cost(pair_up):
    result = solve(pair_up([[0, 900], [0, 1]], locked={"g0": "h1"}))
    assert (result.pairs, result.cost, result.bound) == ({"g0": "h1", "g1": "h0"}, 900, 900)


def test_solve_does_not_let_locked_guests_make_way(pair_up):
    result = solve(pair_up([[0], [0]], locked={"g1": "h0"}, left_out=np.array([700, 1])))
    assert (result.pairs, result.cost, result.optimal) == ({"g0": None, "g1": "h0"}, 700, True)


@pytest.mark.parametrize(("guests", "hosts", "cost"), [(0, 0, 0), (0, 2, 0), (2, 0, 2000)])
def test_solve_takes_empty_sides(pair_up, guests, hosts, cost):
    empty = np.zeros((guests, hosts), dtype=np.int64)
    result = solve(pair_up(empty))
    assert (result.cost, result.bound, result.host_of.tolist()) == (cost, cost, [LEFT_OUT] * guests)


def test_solve_takes_a_room_without_practical_limit(pair_up):
    endless = Room(low=10**8, high=10**9, most=10**9, under=3, over=5)
    result = solve(pair_up([[1], [1]], rooms=(endless,)))
    assert (result.cost, result.bound, verify_result(result)) == (-4, -4, [])


def test_solve_closes_a_host_without_places(pair_up):
    shut = Room(low=0, high=0, most=0, under=0, over=0)
    result = solve(pair_up([[0], [0]], rooms=(shut,)))
    assert (result.cost, result.bound, result.loads.tolist()) == (2000, 2000, [0])


def test_solve_keeps_a_full_host_full_however_dear_leaving_out_is(pair_up):
    result = solve(pair_up([[0], [0]], left_out=np.array([2**54, 2**54 + 1])))
    assert (result.pairs, result.cost, result.bound) == ({"g0": None, "g1": "h0"}, 2**54, 2**54)


def test_solve_tells_apart_costs_that_floats_confuse(pair_up):
    big = 2**53
    result = solve(pair_up([[big + 1, big]], left_out=np.array([big + 2])))
    assert (result.pairs, result.cost, result.bound) == ({"g0": "h1"}, big, big)


def test_solve_reports_progress_once_per_guest(pair_up):
    seen = []
    solve(
        pair_up([[0, 1, 2]] * 3, locked={"g2": "h0"}), progress=lambda done, total: seen.append((done, total))
    )
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_guest_values_are_what_guests_pay_at_these_prices(pair_up):
    problem = pair_up([[5, 1], [5, 1], [9, 9]], locked={"g0": "h0"}, left_out=np.array([1000, 1000, 8]))
    assert guest_values(problem, np.array([10, 20])).tolist() == [15, 15, 8]


def test_result_arrays_are_read_only(pair_up):
    result = solve(pair_up([[1]]))
    for array in (result.host_of, result.host_prices, result.guest_values):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 7


def test_result_is_optimal_only_when_its_bound_says_so(pair_up):
    result = solve(pair_up([[1]]))
    assert (result.optimal, replace(result, bound=0).optimal) == (True, False)


@pytest.mark.parametrize("seed", range(200))
def test_resume_is_exact_from_any_pairs_and_prices(draw_problem, seed):
    problem = draw_problem(seed, guests=9, hosts=5, spread=[1, 12, 300][seed % 3], dear=[3, 900][seed % 2])
    draw, n, m = np.random.default_rng(seed), len(problem.guests), len(problem.hosts)
    start = draw.integers(WAITING, m, n)
    prices = draw.integers(-40, 40, m) * [1, 20][seed % 2]
    result = resume(problem, host_of=start, host_prices=prices)
    assert (result.cost, verify_result(result)) == (solve(problem).cost, [])


@pytest.mark.parametrize("seed", range(60))
def test_resume_leaves_an_optimum_as_it_is(draw_problem, seed):
    result = solve(draw_problem(seed, guests=12, hosts=6, spread=2))
    again = resume(result.problem, host_of=result.host_of, host_prices=result.host_prices)
    assert again.host_of.tolist() == result.host_of.tolist()
    assert again.host_prices.tolist() == result.host_prices.tolist()


def test_resume_gives_an_empty_place_to_who_gains_most_by_it(pair_up):
    problem = pair_up([[5, 0], [0, 90]], rooms=(Room(0, 2, 2, 0, 0), Room(0, 1, 1, 0, 0)))
    result = resume(problem, host_of=np.array([1, LEFT_OUT]), host_prices=np.array([1000, 0]))
    assert (result.pairs, result.cost, result.bound) == ({"g0": "h1", "g1": "h0"}, 0, 0)
