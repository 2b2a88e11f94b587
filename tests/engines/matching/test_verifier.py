from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, Room, Term
from lianshou.engines.matching.solver import dual_objective, solve
from lianshou.engines.matching.verifier import Code, verify, verify_result

STAIRS = Room(low=1, high=1, most=2, under=4, over=6)


@pytest.fixture
def town(pair_up):
    """Three guests at h0, h1 (locked) and nowhere, since h2 is closed; h0 and h1 have one more place each."""
    return solve(
        pair_up(
            [[1, 30, 30], [30, 2, 30], [60, 60, 3]],
            rooms=(STAIRS, STAIRS, Room(low=0, high=0, most=0, under=0, over=0)),
            left_out=np.array([500, 500, 40]),
            locked={"g1": "h1"},
        )
    )


def codes(violations):
    return [violation.code for violation in violations]


def changed(array, index, value):
    copy = array.copy()
    copy[index] = value
    return copy


def claims(result, **others):
    kept = {"host_of": result.host_of, "cost": result.cost, "host_prices": result.host_prices}
    kept |= {"guest_values": result.guest_values, "bound": result.bound}
    kept |= others
    return verify(result.problem, kept.pop("host_of"), **kept)


def test_verify_accepts_the_optimum(town):
    assert (town.host_of.tolist(), verify_result(town)) == ([0, 1, LEFT_OUT], [])


def test_verify_accepts_an_honest_arrangement_without_proof(town):
    nobody = np.array([LEFT_OUT, 1, LEFT_OUT])
    assert verify(town.problem, nobody, cost=500 + 2 - 4 + 40) == []


@pytest.mark.parametrize("seed", range(60))
def test_verify_accepts_an_arrangement_exactly_when_it_is_feasible_and_optimal(
    draw_problem, cost_by_hand, seed
):
    problem = draw_problem(seed, guests=4, hosts=3, spread=2, dear=4)
    result = solve(problem)
    for picks in product(range(-1, len(problem.hosts)), repeat=len(problem.guests)):
        cost = cost_by_hand(problem, picks)
        found = claims(result, host_of=np.array(picks, dtype=np.int64), cost=result.cost)
        assert (found == []) == (cost == result.cost), picks


@pytest.mark.parametrize("seed", range(60))
def test_verify_prices_arrangements_as_by_hand(draw_problem, cost_by_hand, seed):
    problem = draw_problem(seed, guests=4, hosts=3)
    for picks in product(range(-1, len(problem.hosts)), repeat=len(problem.guests)):
        cost, array = cost_by_hand(problem, picks), np.array(picks, dtype=np.int64)
        if cost is None:
            assert set(codes(verify(problem, array, cost=0))) & {
                Code.PAIR_NOT_ALLOWED,
                Code.LOCK_BROKEN,
                Code.HOST_OVERFULL,
            }
        else:
            assert verify(problem, array, cost=cost) == []
            assert codes(verify(problem, array, cost=cost - 1)) == [Code.COST_WRONG]


@pytest.mark.parametrize("seed", range(120))
def test_verify_accepts_prices_exactly_when_they_prove_the_optimum(draw_problem, seed):
    result = solve(draw_problem(seed))
    draw = np.random.default_rng(seed)
    for _ in range(5):
        prices = result.host_prices + draw.integers(-2, 3, len(result.host_prices))
        found = verify(result.problem, result.host_of, cost=result.cost, host_prices=prices)
        assert (found == []) == (dual_objective(result.problem, prices) == result.cost)


def test_verify_finds_a_changed_assignment(town):
    found = claims(town, host_of=np.array([LEFT_OUT, 1, LEFT_OUT]))
    assert codes(found) == [Code.COST_WRONG, Code.BETTER_CHOICE, Code.GAP]


def test_verify_finds_a_worse_arrangement_that_owns_up_to_its_cost(town):
    worse = np.array([LEFT_OUT, 1, LEFT_OUT])
    found = codes(claims(town, host_of=worse, cost=town.problem.cost_of(worse)))
    assert found == [Code.BETTER_CHOICE, Code.GAP]


def test_verify_finds_a_broken_wall(town):
    allowed = changed(town.problem.allowed, (0, 0), False)
    found = claims(replace(town, problem=replace(town.problem, allowed=allowed)))
    assert (found[0].code, found[0].subject) == (Code.PAIR_NOT_ALLOWED, ("g0", "h0"))


@pytest.mark.parametrize("pick", [0, LEFT_OUT])
def test_verify_finds_a_broken_lock(town, pick):
    found = claims(town, host_of=changed(town.host_of, 1, pick))
    assert (found[0].code, found[0].subject) == (Code.LOCK_BROKEN, ("g1", "h1"))


def test_verify_finds_an_overfull_host(town):
    found = verify(town.problem, np.array([1, 1, 1]), cost=30 + 2 + 60 - 4 + 6)
    assert [(violation.code, violation.subject) for violation in found] == [(Code.HOST_OVERFULL, ("h1",))]
    assert found[0].wording.en == "h1: 3 guests, at most 2"


@pytest.mark.parametrize("error", [-1, 1])
def test_verify_finds_a_wrong_cost(town, error):
    assert codes(claims(town, cost=town.cost + error)) == [Code.COST_WRONG]


@pytest.mark.parametrize("error", [-1, 1])
def test_verify_finds_a_wrong_bound(town, error):
    assert codes(claims(town, bound=town.bound + error)) == [Code.BOUND_WRONG]


def test_verify_finds_a_wrong_guest_value(town):
    found = claims(town, guest_values=changed(town.guest_values, 2, 41))
    assert [(violation.code, violation.subject) for violation in found] == [(Code.VALUE_WRONG, ("g2",))]


@pytest.mark.parametrize(("price", "code"), [(7, Code.PRICE_ABOVE_NEXT), (-5, Code.PRICE_BELOW_USED)])
def test_verify_finds_a_price_off_the_staircase(town, price, code):
    prices = changed(town.host_prices, 0, price)
    found = verify(town.problem, town.host_of, cost=town.cost, host_prices=prices)
    assert codes(found) == [code, Code.GAP]


def test_verify_finds_the_price_of_a_host_that_has_every_guest_too_high(pair_up):
    result = solve(pair_up([[3]], rooms=(Room(low=0, high=9, most=9, under=0, over=0),)))
    found = verify(result.problem, result.host_of, cost=3, host_prices=np.array([1]))
    assert codes(found) == [Code.PRICE_ABOVE_NEXT, Code.GAP]


def test_verify_finds_prices_that_make_another_host_better(pair_up):
    result = solve(pair_up([[0, 10]], rooms=(Room(low=0, high=1, most=1, under=0, over=0),) * 2))
    found = verify(result.problem, result.host_of, cost=0, host_prices=np.array([11, 0]))
    assert codes(found) == [Code.BETTER_CHOICE, Code.GAP]


def test_verify_finds_terms_changed_behind_the_solution(town):
    terms = (Term("distance", changed(town.problem.costs, (0, 0), 2)),)
    found = claims(replace(town, problem=replace(town.problem, terms=terms)))
    assert codes(found) == [Code.COST_WRONG, Code.VALUE_WRONG, Code.BOUND_WRONG]


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("host_of", np.array([0, 1])),
        ("host_of", np.array([0.0, 1.0, -1.0])),
        ("host_of", [0, 1, -1]),
        ("host_of", np.array([0, 1, -1], dtype=np.int32)),
        ("host_prices", np.zeros(2, dtype=np.int64)),
        ("host_prices", np.zeros(3)),
        ("guest_values", np.zeros((3, 1), dtype=np.int64)),
    ],
)
def test_verify_stops_at_claims_it_cannot_read(town, claim, value):
    found = claims(town, **{claim: value})
    assert [(violation.code, violation.subject) for violation in found] == [(Code.SHAPE, (claim,))]


@pytest.mark.parametrize("index", [-2, 3, 2**40])
def test_verify_stops_at_unknown_hosts(town, index):
    found = claims(town, host_of=changed(town.host_of, 0, index))
    assert [(violation.code, violation.subject) for violation in found] == [(Code.UNKNOWN_HOST, ("g0",))]


@pytest.mark.parametrize("price", [IMPOSSIBLE + 1, -IMPOSSIBLE - 1, 2**63 - 1, -(2**63)])
def test_verify_stops_at_prices_that_would_overflow(town, price):
    found = claims(town, host_prices=changed(town.host_prices, 0, price))
    assert [(violation.code, violation.subject) for violation in found] == [(Code.PRICE_TOO_LARGE, ("h0",))]


@pytest.mark.parametrize("code", list(Code))
def test_every_code_says_the_same_values_in_both_languages(code):
    named = [set(re.findall(r"{(\w+)}", text)) for text in (code.value.zh, code.value.en)]
    assert named[0] == named[1] != set()
