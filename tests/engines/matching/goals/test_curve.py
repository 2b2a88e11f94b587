from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from lianshou.engines.matching.changes import Shift
from lianshou.engines.matching.goals.curve import RATIOS, every_trade_off, trade_off
from lianshou.engines.matching.problem import Flaw, ProblemError, Term
from lianshou.engines.matching.solver import solve
from lianshou.engines.matching.verifier import verify_result

NAMES = "distance", "renewal"


def total(problem, name, picks):
    costs = {term.name: term.costs for term in problem.terms}[name]
    return sum(int(costs[i, j]) for i, j in enumerate(picks) if j >= 0)


def split(every_arrangement, problem):
    """(one, other, all else) of every arrangement."""
    found = set()
    for picks, cost in every_arrangement(problem):
        one, other = (total(problem, name, picks) for name in NAMES)
        found.add((one, other, cost - one - other))
    return found


def value(amounts, factor):
    """The greater of the two counts once, so does all else."""
    one, other, rest = amounts
    return min(factor, 1) * one + min(1 / factor, 1) * other + rest


def corners(amounts, widest):
    """The amounts that are least over a range of factors, by trying between all factors at which any two tie."""
    ties = {Fraction(1), Fraction(1, widest), Fraction(widest)}
    for a in amounts:
        for b in amounts:
            one, other, rest = (x - y for x, y in zip(a, b, strict=True))
            if one:
                ties.add(Fraction(-other - rest, one))
            if one + rest:
                ties.add(Fraction(-other, one + rest))
    steps = sorted(tie for tie in ties if Fraction(1, widest) <= tie <= widest)
    found = []
    for low, high in pairwise(steps):
        middle = (low + high) / 2
        best = min(value(each, middle) for each in amounts)
        alike = {
            (one, other + rest) if middle < 1 else (one + rest, other)
            for one, other, rest in amounts
            if value((one, other, rest), middle) == best
        }
        found.append((low, high, alike))
    return found


@pytest.fixture
def crossroads(pair_up):
    """One guest, three hosts: near and foreign, between, far and kindred."""
    return pair_up(
        [[0, 0, 0]],
        terms=(Term("distance", np.array([[0, 20, 50]])), Term("industry", np.array([[90, 30, 20]]))),
    )


def seen(points):
    return [(point.low, point.high, int(point.host_of[0])) for point in points]


def test_trade_off_goes_from_one_term_to_the_other(crossroads):
    points = trade_off(crossroads, "distance", "industry")
    assert seen(points) == [
        (Fraction(1, 8), Fraction(1, 4), 2),
        (Fraction(1, 2), Fraction(2), 1),
        (Fraction(4), Fraction(8), 0),
    ]
    assert [point.totals for point in points] == [
        {"distance": 50, "industry": 20},
        {"distance": 20, "industry": 30},
        {"distance": 0, "industry": 90},
    ]
    assert [point.shifts for point in points] == [(Shift(0, 1, 2),), (), (Shift(0, 1, 0),)]
    assert [(point.served, point.averages["distance"]) for point in points] == [(1, 50), (1, 20), (1, 0)]


def test_every_trade_off_knows_where_the_answers_change(crossroads):
    assert seen(every_trade_off(crossroads, "distance", "industry")) == [
        (Fraction(1, 8), Fraction(1, 3), 2),
        (Fraction(1, 3), Fraction(3), 1),
        (Fraction(3), Fraction(8), 0),
    ]
    assert seen(every_trade_off(crossroads, "distance", "industry", widest=2)) == [
        (Fraction(1, 2), Fraction(2), 1)
    ]


def test_every_trade_off_passes_over_what_only_ties_at_its_ends(crossroads):
    assert seen(every_trade_off(crossroads, "distance", "industry", widest=3)) == [
        (Fraction(1, 3), Fraction(3), 1)
    ]


def test_trade_off_never_makes_leaving_out_cheaper(pair_up):
    problem = pair_up(
        [[0]],
        terms=(Term("distance", np.array([[30]])), Term("industry", np.array([[60]]))),
        left_out=np.array([100]),
    )
    assert [point.served for point in trade_off(problem, "distance", "industry")] == [1]


def test_trade_off_adds_the_present_and_takes_steps_in_any_order(crossroads):
    points = trade_off(crossroads, "distance", "industry", steps=[Fraction(4), Fraction(1, 4)])
    assert [(point.factor, point.low, point.high) for point in points] == [
        (Fraction(1, 4),) * 3,
        (Fraction(1),) * 3,
        (Fraction(4),) * 3,
    ]


def test_trade_off_moves_nobody_in_a_tie(pair_up):
    problem = pair_up(
        [[0, 0], [0, 0]], terms=(Term("distance", np.full((2, 2), 3)), Term("industry", np.full((2, 2), 5)))
    )
    for points in (
        trade_off(problem, "distance", "industry"),
        every_trade_off(problem, "distance", "industry"),
    ):
        assert [(point.low, point.high, point.shifts) for point in points] == [
            (Fraction(1, 8), Fraction(8), ())
        ]


@pytest.mark.parametrize("seed", range(120))
def test_trade_off_is_the_optimum_at_every_step(draw_problem, every_arrangement, seed):
    problem = draw_problem(seed, guests=5, hosts=3, spread=[3, 40][seed % 2], dear=[9, 200][seed % 3 % 2])
    amounts = split(every_arrangement, problem)
    points = trade_off(problem, *NAMES)
    for factor in RATIOS:
        (point,) = [point for point in points if point.low <= factor <= point.high]
        one, other = (point.totals[name] for name in NAMES)
        rest = problem.cost_of(point.host_of) - one - other
        assert value((one, other, rest), factor) == min(value(each, factor) for each in amounts)
    present = [point for point in points if point.low <= 1 <= point.high]
    assert [point.host_of.tolist() for point in present] == [solve(problem).host_of.tolist()]
    for point in points:
        assert verify_result(point.result) == []


@pytest.mark.parametrize("search", [trade_off, every_trade_off])
@pytest.mark.parametrize("seed", range(10))
def test_curves_are_monotone_and_do_not_overlap(draw_town, search, seed):
    points = search(draw_town(seed), "distance", "industry")
    for left, right in pairwise(points):
        assert left.low <= left.high <= right.low <= right.high
        if right.high <= 1:
            assert left.totals["distance"] >= right.totals["distance"]
        if left.low >= 1:
            assert left.totals["industry"] <= right.totals["industry"]
    assert [points[0].low, points[-1].high] == [Fraction(1, 8), Fraction(8)]
    for point in points:
        assert (verify_result(point.result), point.low <= point.factor <= point.high) == ([], True)


@pytest.mark.parametrize("seed", range(150))
def test_every_trade_off_finds_every_supported_point(draw_problem, every_arrangement, seed):
    problem = draw_problem(seed, guests=4, hosts=3, spread=[3, 40][seed % 2], dear=[9, 200][seed % 3 % 2])
    points = every_trade_off(problem, *NAMES, widest=4)
    assert [points[0].low, points[-1].high] == [Fraction(1, 4), Fraction(4)]
    assert [point.high for point in points[:-1]] == [point.low for point in points[1:]]
    for low, high, alike in corners(split(every_arrangement, problem), 4):
        (point,) = [point for point in points if point.low <= low and high <= point.high]
        one, other = (point.totals[name] for name in NAMES)
        cost = problem.cost_of(point.host_of)
        assert ((one, cost - one) if high <= 1 else (cost - other, other)) in alike
    assert [point for point in points if point.low == point.high and point.factor != 1] == []


@pytest.mark.parametrize("search", [trade_off, every_trade_off])
@pytest.mark.parametrize(
    ("one", "other"), [("distance", "distance"), ("distance", "fame"), ("fame", "distance")]
)
def test_curves_refuse_what_are_not_two_terms(crossroads, search, one, other):
    with pytest.raises(ValueError, match="not two terms"):
        search(crossroads, one, other)


@pytest.mark.parametrize("factor", [Fraction(0), Fraction(-1)])
def test_trade_off_refuses_factors_not_above_zero(crossroads, factor):
    with pytest.raises(ValueError, match="above 0"):
        trade_off(crossroads, "distance", "industry", steps=[factor])


def test_curves_refuse_prices_that_could_overflow(crossroads):
    dear = replace(crossroads, left_out=np.array([2**55]))
    for ask in (
        lambda: trade_off(dear, "distance", "industry"),
        lambda: every_trade_off(dear, "distance", "industry"),
    ):
        with pytest.raises(ProblemError) as caught:
            ask()
        assert caught.value.reason is Flaw.TOO_LARGE


def test_averages_of_nobody_are_none(crossroads):
    alone = replace(crossroads, left_out=np.array([0]))
    assert [point.averages for point in trade_off(alone, "distance", "industry")] == [{}]
