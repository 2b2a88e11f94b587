from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog

from lianshou.engines.matching.explanation import (
    Alternative,
    Reason,
    Shift,
    Warn,
    forbid,
    force,
    host_price_range,
    move,
    next_best,
    price_of_forcing,
    why_left_out,
)
from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, Flaw, ProblemError, Room, Term
from lianshou.engines.matching.solver import solve
from lianshou.engines.matching.verifier import verify, verify_result

WIDE = Room(low=0, high=9, most=9, under=0, over=0)
EVERY_CHOICE = [price_of_forcing, lambda result: next_best(result, 0), lambda result: move(result, 0, 0)]


def cold_price(result, guest, host):
    """The extra cost by solving again from nothing, or IMPOSSIBLE where the problem cannot be posed."""
    problem = result.problem
    name = problem.guests[guest]
    if name in problem.locked:
        return 0 if problem.locked[name] == problem.hosts[host] else IMPOSSIBLE
    try:
        asked = replace(problem, locked={**problem.locked, name: problem.hosts[host]})
    except ProblemError:
        return IMPOSSIBLE
    return solve(asked).cost - result.cost


def every_pair(result):
    return [(i, j) for i in range(len(result.problem.guests)) for j in range(len(result.problem.hosts))]


def shuffled(problem, seed):
    draw = np.random.default_rng(seed)
    rows, columns = draw.permutation(len(problem.guests)), draw.permutation(len(problem.hosts))
    other = replace(
        problem,
        guests=tuple(problem.guests[i] for i in rows),
        hosts=tuple(problem.hosts[j] for j in columns),
        terms=tuple(Term(term.name, term.costs[np.ix_(rows, columns)]) for term in problem.terms),
        rooms=tuple(problem.rooms[j] for j in columns),
        left_out=problem.left_out[rows],
        allowed=problem.allowed[np.ix_(rows, columns)],
    )
    return other, rows, columns


def dual_rows(result, places):
    """Rows {column: factor} <= right of all optimal duals: m host prices, n guest values, what each place earns."""
    problem, n, m = result.problem, len(result.problem.guests), len(result.problem.hosts)
    locks = [problem.locked.get(guest) for guest in problem.guests]
    choices = [(i, j) for i, j in every_pair(result) if locks[i] in (None, problem.hosts[j])]
    rows = [({m + i: 1, j: -1}, int(problem.costs[i, j])) for i, j in choices if problem.allowed[i, j]]
    rows += [({m + i: 1}, int(problem.left_out[i])) for i in range(n) if locks[i] is None]
    rows += [({j: 1, m + n + at: -1}, problem.rooms[j].marginal(k)) for at, (j, k) in enumerate(places)]
    total = {m + i: -1 for i in range(n)} | {m + n + at: 1 for at in range(len(places))}
    return [*rows, (total, -result.cost)]


def dual_range(result, host):
    """The least and greatest price of a host over all optimal duals, by linear programming."""
    places = [(j, k) for j, room in enumerate(result.problem.rooms) for k in range(1, room.most + 1)]
    free = len(result.problem.hosts) + len(result.problem.guests)
    rows = dual_rows(result, places)
    matrix = np.zeros((len(rows), free + len(places)))
    for at, (row, _) in enumerate(rows):
        matrix[at, list(row)] = list(row.values())
    bounds = [(None, None)] * free + [(0, None)] * len(places)
    return tuple(_end(host, sign, matrix, [right for _, right in rows], bounds) for sign in (1, -1))


def _end(host, sign, matrix, right, bounds):
    objective = np.zeros(matrix.shape[1])
    objective[host] = sign
    found = linprog(objective, A_ub=matrix, b_ub=right, bounds=bounds)
    return round(sign * found.fun) if found.status == 0 else -sign * IMPOSSIBLE


@pytest.mark.parametrize("seed", range(80))
def test_price_of_forcing_is_what_a_cold_solution_costs_more(draw_problem, seed):
    result = solve(
        draw_problem(seed, guests=9, hosts=5, spread=[1, 12, 3000][seed % 3], dear=[9, 9999][seed % 2])
    )
    prices = price_of_forcing(result)
    assert {pair: prices[pair] for pair in every_pair(result)} == {
        pair: cold_price(result, *pair) for pair in every_pair(result)
    }


@pytest.mark.parametrize("seed", range(4))
def test_price_of_forcing_holds_in_a_town(draw_town, seed):
    result = solve(draw_town(seed))
    prices = price_of_forcing(result)
    sample = np.random.default_rng(seed).permutation(every_pair(result))[:40]
    assert [prices[i, j] for i, j in sample] == [cold_price(result, i, j) for i, j in sample]


def test_price_of_forcing_is_exact_where_the_reduced_cost_is_only_a_bound(pair_up):
    result = solve(pair_up([[0, 4], [3, 9]]))
    assert result.pairs == {"g0": "h1", "g1": "h0"}
    reduced = result.problem.costs + result.host_prices - result.guest_values[:, None]
    prices = price_of_forcing(result)
    assert prices.tolist() == [[2, 0], [0, 2]]
    assert reduced.sum() < prices.sum()


def test_price_of_forcing_counts_a_full_chain(pair_up):
    """g0 into h1 pushes g1 to h2, and g2 out."""
    result = solve(pair_up([[0, 5, 90], [90, 0, 7], [90, 90, 0]], left_out=np.array([90, 90, 20])))
    assert price_of_forcing(result)[0, 1] == 5 + 7 + 20


def test_price_of_forcing_covers_empty_sides(pair_up):
    assert price_of_forcing(solve(pair_up(np.zeros((2, 0), dtype=np.int64)))).shape == (2, 0)
    assert price_of_forcing(solve(pair_up(np.zeros((0, 2), dtype=np.int64)))).shape == (0, 2)


@pytest.mark.parametrize("seed", range(40))
def test_explanations_agree_however_the_rows_are_shuffled(draw_problem, seed):
    problem = draw_problem(seed, guests=14, hosts=5, spread=2, dear=5)
    other, rows, columns = shuffled(problem, seed)
    result, again = solve(problem), solve(other)
    prices = price_of_forcing(result)
    assert price_of_forcing(again).tolist() == prices[np.ix_(rows, columns)].tolist()
    for new_guest, guest in enumerate(rows):
        for new_host, host in enumerate(columns):
            if prices[guest, host] < IMPOSSIBLE:
                assert force(again, new_guest, new_host).pairs == force(result, guest, host).pairs


@pytest.mark.parametrize("seed", range(120))
def test_host_price_range_is_that_of_all_optimal_duals(draw_problem, seed):
    result = solve(draw_problem(seed, spread=[2, 12][seed % 2]))
    low, high = host_price_range(result)
    found = [(int(low[j]), int(high[j])) for j in range(len(low))]
    assert found == [dual_range(result, j) for j in range(len(low))]


@pytest.mark.parametrize("seed", range(60))
def test_host_price_range_holds_the_solver_s_prices_and_its_ends_prove_too(draw_problem, seed):
    result = solve(draw_problem(seed, guests=9))
    low, high = host_price_range(result)
    assert ((low <= result.host_prices) & (result.host_prices <= high)).all()
    for end in (low, high):
        if (abs(end) < IMPOSSIBLE).all():
            assert verify(result.problem, result.host_of, cost=result.cost, host_prices=end) == []


def test_next_best_orders_by_the_cost_to_all_then_the_pair_then_the_id(pair_up):
    problem = pair_up([[0, 4, 4, 3, 2]], hosts=("a", "c", "b", "d", "e"), rooms=(WIDE,) * 5)
    result = solve(problem)
    assert next_best(result, 0) == [Alternative(4, 2, 2), Alternative(3, 3, 3), Alternative(2, 4, 4)]
    assert [other.host for other in next_best(result, 0, 9)] == [4, 3, 2, 1]


@pytest.mark.parametrize("seed", range(40))
def test_next_best_agrees_with_the_whole_table(draw_problem, seed):
    result = solve(draw_problem(seed, guests=9, hosts=5))
    prices = price_of_forcing(result)
    for guest in range(len(prices)):
        alone = next_best(result, guest, 99)
        assert alone == next_best(result, guest, 99, prices=prices)
        others = [
            j for j in range(prices.shape[1]) if j != result.host_of[guest] and prices[guest, j] < IMPOSSIBLE
        ]
        assert {other.host: other.extra_cost for other in alone} == {j: prices[guest, j] for j in others}
        assert [other.extra_cost for other in alone] == sorted(prices[guest, others])


def test_next_best_tells_the_pair_apart_from_the_county(pair_up):
    result = solve(pair_up([[0, 1], [9, 0]], left_out=np.array([50, 50])))
    assert next_best(result, 0) == [Alternative(host=1, extra_cost=10, own_extra=1)]


def test_next_best_offers_a_locked_guest_nothing(pair_up):
    assert next_best(solve(pair_up([[0, 1]], locked={"g0": "h0"})), 0) == []


@pytest.mark.parametrize(
    ("fields", "reason", "cheapest"),
    [
        ({"allowed": np.array([[False]])}, Reason.NO_HOST_WITHIN_WALL, None),
        ({"allowed": np.array([[False]]), "forbidden": np.array([[True]])}, Reason.FORBIDDEN, None),
        ({"rooms": (Room(low=0, high=0, most=0, under=0, over=0),)}, Reason.ALL_FULL, None),
        ({"left_out": np.array([4])}, Reason.TOO_COSTLY, Alternative(host=0, extra_cost=3, own_extra=3)),
    ],
)
def test_why_left_out_gives_the_reason_and_the_cheapest_way(pair_up, fields, reason, cheapest):
    found = why_left_out(solve(pair_up([[7]], **fields)), 0)
    assert (found.reason, found.cheapest, found.others) == (reason, cheapest, ())


def test_why_left_out_names_who_would_make_way(pair_up):
    result = solve(pair_up([[0, 2], [1, 0], [3, 9]], left_out=np.array([40, 30, 20])))
    found = why_left_out(result, 2)
    assert found.reason is Reason.ALL_FULL
    assert found.cheapest == Alternative(host=0, extra_cost=3 + 2 + 30 - 20, own_extra=-17)
    assert found.others == (Shift(0, 0, 1), Shift(1, 1, LEFT_OUT))


def test_why_left_out_refuses_a_guest_that_has_a_host(pair_up):
    with pytest.raises(ValueError, match="g0 is not left out"):
        why_left_out(solve(pair_up([[7]])), 0)


@pytest.mark.parametrize("seed", range(40))
def test_force_gives_a_proven_optimum_with_the_pair_locked(draw_problem, seed):
    result = solve(draw_problem(seed, guests=7, spread=[2, 12][seed % 2]))
    prices = price_of_forcing(result)
    for guest, host in every_pair(result):
        if prices[guest, host] == IMPOSSIBLE:
            with pytest.raises(ProblemError):
                force(result, guest, host)
        else:
            forced = force(result, guest, host)
            assert forced.cost == result.cost + prices[guest, host]
            assert (forced.host_of[guest], verify_result(forced)) == (host, [])


def test_force_moves_nobody_without_need(pair_up):
    """All ties: a fresh solution could send anyone anywhere."""
    result = solve(pair_up([[5] * 6] * 6))
    for guest, host in every_pair(result):
        forced = force(result, guest, host)
        moved = {i for i in range(6) if forced.host_of[i] != result.host_of[i]}
        assert moved == (
            {guest, result.host_of.tolist().index(host)} if host != result.host_of[guest] else set()
        )


@pytest.mark.parametrize(
    ("host", "fields", "reason"),
    [
        (1, {"locked": {"g0": "h0"}}, Flaw.GUEST_LOCKED),
        (1, {"allowed": np.array([[True, False], [True, True]])}, Flaw.LOCK_NOT_ALLOWED),
        (1, {"locked": {"g1": "h1"}}, Flaw.LOCKS_EXCEED_ROOM),
    ],
)
def test_force_refuses_the_impossible(pair_up, host, fields, reason):
    with pytest.raises(ProblemError) as caught:
        force(solve(pair_up([[0, 1], [1, 0]], **fields)), 0, host)
    assert caught.value.reason is reason


@pytest.mark.parametrize("seed", range(40))
def test_forbid_gives_the_optimum_that_a_cold_solution_gives(draw_problem, seed):
    result = solve(draw_problem(seed, guests=7, spread=[2, 12][seed % 2]))
    for guest, host in every_pair(result):
        if result.problem.locked.get(result.problem.guests[guest]) == result.problem.hosts[host]:
            continue
        allowed = result.problem.allowed.copy()
        allowed[guest, host] = False
        found = forbid(result, guest, host)
        assert found.cost == solve(replace(result.problem, allowed=allowed)).cost
        assert (found.host_of[guest] == host, verify_result(found)) == (False, [])
        if result.host_of[guest] != host:
            assert found.pairs == result.pairs


def test_forbid_remembers_that_a_rule_closed_the_pair(pair_up):
    found = forbid(solve(pair_up([[7]])), 0, 0)
    assert (found.pairs, why_left_out(found, 0).reason) == ({"g0": None}, Reason.FORBIDDEN)


def test_forbid_refuses_a_locked_pair(pair_up):
    with pytest.raises(ProblemError) as caught:
        forbid(solve(pair_up([[0, 1]], locked={"g0": "h0"})), 0, 0)
    assert caught.value.reason is Flaw.GUEST_LOCKED


@pytest.mark.parametrize("seed", range(40))
def test_move_prices_the_move_alone_and_the_best_rearrangement(draw_problem, cost_by_hand, seed):
    result = solve(draw_problem(seed))
    prices = price_of_forcing(result)
    for guest, host in every_pair(result):
        found = move(result, guest, host)
        picks = result.host_of.tolist()
        picks[guest] = host
        alone = cost_by_hand(result.problem, tuple(picks))
        assert found.cost_now == (None if alone is None else alone - result.cost)
        best = int(prices[guest, host])
        assert found.cost_reoptimised == (None if best == IMPOSSIBLE else best)
        assert found.loads.tolist() == [picks.count(j) for j in range(len(result.problem.hosts))]


@pytest.mark.parametrize("seed", range(40))
def test_move_names_exactly_those_that_the_best_rearrangement_moves(draw_problem, seed):
    result = solve(draw_problem(seed))
    prices = price_of_forcing(result)
    for guest, host in every_pair(result):
        if prices[guest, host] < IMPOSSIBLE:
            picks = result.host_of.copy()
            picks[guest] = host
            for shift in move(result, guest, host).others:
                assert picks[shift.guest] == shift.before != shift.after
                picks[shift.guest] = shift.after
            assert result.problem.cost_of(picks) == result.cost + prices[guest, host]


def test_move_warns_when_others_had_better_move_too(pair_up):
    roomy = Room(low=0, high=1, most=2, under=0, over=50)
    found = move(solve(pair_up([[0, 5], [6, 0]], rooms=(roomy, roomy))), 0, 1)
    assert (found.cost_now, found.cost_reoptimised) == (55, 11)
    assert found.warnings == (Warn.ABOVE_HIGH, Warn.OTHERS_BETTER)
    assert (found.before, found.after, found.others) == (0, 1, (Shift(1, 1, 0),))


def test_move_warns_of_a_host_that_falls_below_its_low(pair_up):
    hungry = Room(low=1, high=2, most=2, under=30, over=0)
    found = move(solve(pair_up([[0, 5]], rooms=(hungry, WIDE))), 0, 1)
    assert (found.cost_now, found.warnings, found.loads.tolist()) == (35, (Warn.BELOW_LOW,), [0, 1])


def test_move_into_a_full_host_needs_others_to_move(pair_up):
    found = move(solve(pair_up([[0, 5], [6, 0]])), 0, 1)
    assert (found.cost_now, found.cost_reoptimised, found.warnings) == (None, 11, (Warn.HOST_FULL,))


def test_move_is_not_for_locked_guests_nor_closed_pairs(pair_up):
    result = solve(pair_up([[0, 5]], locked={"g0": "h0"}, allowed=np.array([[True, False]])))
    found = move(result, 0, 1)
    assert (found.cost_now, found.cost_reoptimised, found.others) == (None, None, ())
    assert found.warnings == (Warn.NOT_ALLOWED, Warn.GUEST_LOCKED)


def test_move_to_where_it_is_changes_nothing(pair_up):
    found = move(solve(pair_up([[0, 5]], locked={"g0": "h0"})), 0, 0)
    assert (found.cost_now, found.cost_reoptimised, found.loads.tolist(), found.warnings) == (
        0,
        0,
        [1, 0],
        (),
    )


@pytest.mark.parametrize("ask", EVERY_CHOICE)
def test_explanations_refuse_a_result_without_proof(pair_up, ask):
    result = solve(pair_up([[1, 2]]))
    with pytest.raises(ValueError, match="not proven optimal"):
        ask(replace(result, bound=result.bound - 1))


@pytest.mark.parametrize("ask", [force, forbid, move])
@pytest.mark.parametrize(("guest", "host"), [(-1, 0), (1, 0), (0, -1), (0, 2)])
def test_explanations_refuse_an_index_that_would_mean_another(pair_up, ask, guest, host):
    with pytest.raises(IndexError):
        ask(solve(pair_up([[1, 2]])), guest, host)


@pytest.mark.parametrize("ask", [next_best, why_left_out])
@pytest.mark.parametrize("guest", [-1, 1])
def test_explanations_refuse_a_guest_that_would_mean_another(pair_up, ask, guest):
    with pytest.raises(IndexError):
        ask(solve(pair_up([[1, 2]])), guest)
