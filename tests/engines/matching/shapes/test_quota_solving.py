from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching.problem import Room, price_of_leaving_out
from lianshou.engines.matching.shapes import quota_search
from lianshou.engines.matching.shapes.quota_conflicts import Unmeetable, conflict_of
from lianshou.engines.matching.shapes.quota_solving import SECONDS, solve_quotas
from lianshou.engines.matching.shapes.quota_verifier import verify_conflict, verify_quotas
from lianshou.engines.matching.shapes.quotas import Certainty, Quota, QuotaProblem
from lianshou.engines.matching.solver import solve


def answer(question: QuotaProblem) -> int | None:
    """The cost, once everything said about it has been checked; None when it cannot be met."""
    try:
        result = solve_quotas(question)
    except Unmeetable as refused:
        conflict = refused.conflict
        if conflict.prices is not None:
            at = {"host_prices": conflict.prices.hosts, "quota_prices": conflict.prices.quotas}
            assert verify_conflict(question, conflict.quotas, scale=conflict.prices.scale, **at) == []
        return None
    assert verify_quotas(result) == []
    assert (result.claimed_gap, result.certainty is Certainty.EXACT) == (0, result.gap == 0)
    return result.cost


@pytest.mark.parametrize("seed", range(200))
def test_solve_quotas_costs_what_trying_everything_costs(draw_question, best_by_trying, seed):
    question = draw_question(seed, guests=4, hosts=3)
    assert answer(question) == best_by_trying(question)


@pytest.mark.parametrize("seed", range(200))
def test_solve_quotas_costs_what_branching_over_all_pairs_finds(draw_question, best_by_branching, seed):
    question = draw_question(seed, guests=14, hosts=7)
    if question.problem.guests:
        assert answer(question) == best_by_branching(question)


@pytest.mark.parametrize("seed", range(0, 120, 2))
def test_solve_quotas_proves_nested_quotas_in_integers(draw_question, seed):
    """Layers over one side stay a flow, so the prices are whole and prove it."""
    question = draw_question(seed, guests=14, hosts=7)
    try:
        result = solve_quotas(question)
    except Unmeetable:
        result = None
    found = conflict_of(question, seconds=SECONDS) if result is None else result
    assert found.certainty is Certainty.EXACT
    assert result is None or (result.gap, result.scale) == (0, 1)


@pytest.mark.parametrize("seed", range(40))
def test_solve_quotas_without_any_is_the_ordinary_optimum(draw_problem, seed):
    problem = draw_problem(seed, guests=12, hosts=6)
    assert answer(QuotaProblem(problem)) == solve(problem).cost


@pytest.mark.parametrize("seed", range(6))
def test_solve_quotas_looks_beyond_the_nearest_hosts(draw_town, best_by_branching, seed):
    """More hosts than candidates to begin with, and quotas that send guests far away."""
    town = draw_town(seed)
    far = np.argsort(town.costs, axis=1)[:, ::-1][:, :3]
    pairs = np.zeros_like(town.allowed)
    np.put_along_axis(pairs, far, values=True, axis=1)
    quotas = (
        Quota("far", pairs & town.allowed, least=5),
        Quota.between(town, "two", hosts=town.hosts[:2], most=3),
        Quota.between(town, "some", guests=town.guests[:20], hosts=town.hosts[5:], least=15, most=18),
    )
    question = QuotaProblem(town, quotas)
    assert answer(question) == best_by_branching(question)


@pytest.mark.parametrize("seed", range(120))
def test_solve_quotas_starts_from_next_to_nothing(draw_question, best_by_branching, monkeypatch, seed):
    """Hardly a candidate at first: all that counts must be priced in, or left in play by the gap."""
    monkeypatch.setattr(quota_search, "_NEAREST", 0)
    monkeypatch.setattr(quota_search, "_ADDED", 1)
    question = draw_question(seed, guests=20, hosts=12)
    if question.problem.guests:
        assert answer(question) == best_by_branching(question)


@pytest.mark.parametrize("seed", range(4))
def test_solve_quotas_stays_right_when_leaving_out_is_beyond_any_price(draw_town, best_by_branching, seed):
    town = draw_town(seed)
    dear = np.full(len(town.guests), price_of_leaving_out(town.terms, town.rooms, allowed=town.allowed))
    question = QuotaProblem(
        replace(town, left_out=dear), (Quota.between(town, "q", hosts=town.hosts[:9], least=30),)
    )
    assert answer(question) == best_by_branching(question)


def halves(pair_up) -> QuotaProblem:
    """An odd circle of quotas: at most one of any two of three pairs, so that half of each would be cheapest."""
    problem = pair_up([[0], [0], [0]], left_out=np.array([10, 10, 10]))
    room = replace(problem.rooms[0], high=3, most=3)
    problem = replace(problem, rooms=(room,))
    names = problem.guests
    rings = [(names[i], names[(i + 1) % 3]) for i in range(3)]
    return QuotaProblem(problem, tuple(Quota.between(problem, "+".join(r), guests=r, most=1) for r in rings))


def test_solve_quotas_says_when_it_has_only_the_solvers_word(pair_up):
    result = solve_quotas(halves(pair_up))
    assert (result.cost, result.bound, result.claimed_bound) == (20, 15, 20)
    assert (result.certainty, result.gap, result.claimed_gap) == (Certainty.SOLVER, 5, 0)
    assert verify_quotas(result) == []


def test_solve_quotas_proves_whole_costs_by_rounding_the_bound_up(pair_up):
    """Half a unit below the cost is as good as the cost: no arrangement costs half a unit."""
    question = halves(pair_up)
    cheap = replace(question.problem, left_out=np.array([1, 1, 1]))
    result = solve_quotas(replace(question, problem=cheap))
    assert (result.cost, result.bound, result.scale) == (2, 2, 2)
    assert (result.certainty, verify_quotas(result)) == (Certainty.EXACT, [])


def test_solve_quotas_searches_again_among_what_the_gap_leaves_in_play(pair_up, monkeypatch):
    """Two hosts by halves are enough for the prices; in whole numbers the third guest needs the third host."""
    monkeypatch.setattr(quota_search, "_NEAREST", 0)
    monkeypatch.setattr(quota_search, "_ADDED", 1)
    problem = pair_up([[0, 10, 30]] * 3, left_out=np.array([100] * 3), rooms=(Room(0, 3, 3, 0, 0),) * 3)
    names = problem.guests
    rings = [
        Quota.between(problem, f"{host}{i}", guests=(names[i], names[i - 1]), hosts=[host], most=1)
        for host in ("h0", "h1")
        for i in range(3)
    ]
    result = solve_quotas(QuotaProblem(problem, tuple(rings)))
    assert (result.cost, result.claimed_bound, verify_quotas(result)) == (40, 40, [])


def test_solve_quotas_gives_all_hosts_to_who_wants_more_than_there_are(pair_up):
    problem = pair_up([[1, 2], [3, 4]], left_out=np.array([50, 60]))
    rooms = tuple(replace(room, high=2, most=2) for room in problem.rooms)
    result = solve_quotas(QuotaProblem(replace(problem, rooms=rooms), wants=np.array([9, 1])))
    assert (result.chosen.tolist(), result.cost) == ([[True, True], [True, False]], 1 + 2 + 7 * 50 + 3)


def test_solve_quotas_with_nobody_and_nowhere(pair_up):
    problem = pair_up([[1]])
    empty = replace(
        problem,
        guests=(),
        hosts=(),
        terms=(),
        rooms=(),
        left_out=problem.left_out[:0],
        allowed=problem.allowed[:0, :0],
    )
    result = solve_quotas(QuotaProblem(empty))
    assert (result.cost, result.bound, result.host_of.tolist(), verify_quotas(result)) == (0, 0, [], [])
