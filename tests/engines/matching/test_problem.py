from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError
from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.core.wording import Wording
from lianshou.engines.matching.problem import (
    LARGEST,
    LEFT_OUT,
    Flaw,
    Measured,
    Problem,
    ProblemError,
    Room,
    Term,
    price_of_leaving_out,
    weighed,
)
from lianshou.engines.matching.solver import solve

OPEN = Room(low=0, high=9, most=9, under=0, over=0)


@st.composite
def rooms(draw):
    low, high, most = sorted(draw(st.lists(st.integers(0, 12), min_size=3, max_size=3)))
    return Room(low=low, high=high, most=most, under=draw(st.integers(0, 50)), over=draw(st.integers(0, 50)))


def flaw_of(build):
    with pytest.raises(ProblemError) as caught:
        build()
    return caught.value.reason, caught.value.subject


def test_room_prices_climb_the_staircase():
    room = Room(low=2, high=3, most=6, under=70, over=10)
    assert [room.marginal(k) for k in range(1, 7)] == [-70, -70, 0, 10, 20, 30]


@given(rooms())
def test_room_is_convex_and_its_total_sums_its_marginals(room):
    prices = [room.marginal(k) for k in range(1, room.most + 1)]
    assert prices == sorted(prices)
    assert [room.total(load) for load in range(room.most + 1)] == [
        sum(prices[:k]) for k in range(room.most + 1)
    ]


@given(rooms(), st.integers(0, 15))
def test_room_magnitude_bounds_what_can_be_met(room, guests):
    prices = [abs(room.marginal(k)) for k in range(1, min(room.most, guests + 1) + 1)]
    assert room.magnitude(guests) == sum(prices)


@pytest.mark.parametrize("k", [-1, 0, 3])
def test_room_has_no_place_beyond_its_walls(k):
    with pytest.raises(IndexError):
        Room(low=0, high=1, most=2, under=0, over=1).marginal(k)


@pytest.mark.parametrize("load", [-1, 3])
def test_room_has_no_load_beyond_its_walls(load):
    with pytest.raises(IndexError):
        Room(low=0, high=1, most=2, under=0, over=1).total(load)


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ((2, 1, 3, 0, 0), Flaw.ROOM_ORDER),
        ((0, 4, 3, 0, 0), Flaw.ROOM_ORDER),
        ((-1, 1, 3, 0, 0), Flaw.ROOM_ORDER),
        ((0, 1, 3, -1, 0), Flaw.NEGATIVE_PRICE),
        ((0, 1, 3, 0, -1), Flaw.NEGATIVE_PRICE),
        ((0, 1, 3, 0.5, 0), Flaw.DTYPE),
        ((0, True, 3, 0, 0), Flaw.DTYPE),
    ],
)
def test_room_refuses_what_is_no_staircase(numbers, reason):
    assert flaw_of(lambda: Room(*numbers))[0] is reason


@pytest.mark.parametrize(
    ("costs", "reason"),
    [
        (np.zeros((2, 2)), Flaw.DTYPE),
        (np.zeros((2, 2), dtype=np.int32), Flaw.DTYPE),
        ([[0]], Flaw.DTYPE),
        (np.zeros(2, dtype=np.int64), Flaw.SHAPE),
    ],
)
def test_term_takes_only_a_table_of_int64(costs, reason):
    assert flaw_of(lambda: Term("distance", costs)) == (reason, ("distance",))


def test_problem_sums_its_terms(pair_up):
    terms = (Term("distance", np.array([[3, 4]])), Term("renewal", np.array([[-5, 0]])))
    problem = pair_up([[0, 0]], terms=terms)
    assert problem.costs.tolist() == [[-2, 4]]
    assert problem.breakdown(guest=0, host=0) == {"distance": 3, "renewal": -5}


def test_problem_without_terms_costs_nothing(pair_up):
    assert pair_up([[7, 7]], terms=()).costs.tolist() == [[0, 0]]


def test_problem_cost_of_counts_pairs_places_and_those_left_out(pair_up):
    room = Room(low=1, high=1, most=3, under=100, over=10)
    problem = pair_up([[1, 2], [3, 4], [5, 6]], rooms=(room, OPEN))
    assert problem.cost_of(np.array([0, 0, LEFT_OUT])) == 1 + 3 - 100 + 10 + 1000
    assert problem.loads_of(np.array([0, 0, LEFT_OUT])) == [2, 0]


def test_problem_keeps_its_own_read_only_copies(pair_up):
    allowed, locked = np.ones((1, 2), dtype=np.bool_), {"g0": "h1"}
    problem = pair_up([[1, 2]], allowed=allowed, locked=locked)
    allowed[:], locked["g0"] = False, "h0"
    assert (problem.allowed.tolist(), problem.locked) == ([[True, True]], {"g0": "h1"})
    for array in (
        problem.allowed,
        problem.left_out,
        problem.costs,
        problem.open_costs,
        problem.terms[0].costs,
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    with pytest.raises(FrozenInstanceError):
        problem.guests = ()


def through_pickle(value):
    return pickle.loads(pickle.dumps(value))  # noqa: S301 (our own bytes)


@pytest.mark.parametrize("copied", [copy.deepcopy, through_pickle])
def test_problem_survives_copying(pair_up, copied):
    problem = pair_up([[1, 2], [0, 5]], locked={"g0": "h1"})
    assert solve(copied(problem)).pairs == solve(problem).pairs == {"g0": "h1", "g1": "h0"}


def test_problem_canonical_order_sorts_by_id(pair_up):
    problem = pair_up([[0, 0], [0, 0]], guests=("b", "a"), hosts=("x", "y"))
    assert [order.tolist() for order in problem.canonical_order] == [[1, 0], [0, 1]]


@pytest.mark.parametrize(
    ("fields", "reason", "subject"),
    [
        ({"guests": ("a", "a")}, Flaw.DUPLICATE_GUEST, ("a",)),
        ({"hosts": ("x", "x")}, Flaw.DUPLICATE_HOST, ("x",)),
        ({"terms": (Term("t", np.zeros((2, 2), dtype=np.int64)),) * 2}, Flaw.DUPLICATE_TERM, ("t",)),
        ({"terms": (Term("t", np.zeros((2, 3), dtype=np.int64)),)}, Flaw.SHAPE, ("t",)),
        ({"guests": ("a",)}, Flaw.SHAPE, ("left_out",)),
        ({"left_out": np.zeros(3, dtype=np.int64)}, Flaw.SHAPE, ("left_out",)),
        ({"left_out": np.zeros(2)}, Flaw.DTYPE, ("left_out",)),
        ({"left_out": np.array([0, -1])}, Flaw.NEGATIVE_LEFT_OUT, ("g1",)),
        ({"allowed": np.ones((2, 1), dtype=np.bool_)}, Flaw.SHAPE, ("allowed",)),
        ({"allowed": np.ones((2, 2), dtype=np.int64)}, Flaw.DTYPE, ("allowed",)),
        ({"forbidden": np.ones((1, 2), dtype=np.bool_)}, Flaw.SHAPE, ("forbidden",)),
        ({"forbidden": np.array([[False, True], [False, False]])}, Flaw.FORBIDDEN_YET_ALLOWED, ("g0",)),
        ({"rooms": (OPEN,)}, Flaw.SHAPE, ("rooms",)),
        ({"locked": {"nobody": "h0"}}, Flaw.LOCK_UNKNOWN_GUEST, ("nobody",)),
        ({"locked": {"g0": "nowhere"}}, Flaw.LOCK_UNKNOWN_HOST, ("nowhere",)),
        ({"locked": {"g0": "h0", "g1": "h0"}}, Flaw.LOCKS_EXCEED_ROOM, ("h0",)),
        (
            {"locked": {"g0": "h0"}, "allowed": np.array([[False, True], [True, True]])},
            Flaw.LOCK_NOT_ALLOWED,
            ("g0 → h0",),
        ),
    ],
)
def test_problem_refuses_what_cannot_be_posed(pair_up, fields, reason, subject):
    assert flaw_of(lambda: pair_up([[0, 0], [0, 0]], **fields)) == (reason, subject)


@pytest.mark.parametrize("size", [LARGEST + 1, -LARGEST - 1, 2**63 - 1, -(2**63)])
def test_problem_refuses_a_term_that_could_overflow(pair_up, size):
    assert flaw_of(lambda: pair_up([[size, 0]])) == (Flaw.TOO_LARGE, ("distance",))


def test_problem_refuses_parts_that_could_overflow_together(pair_up):
    half = LARGEST // 2 + 1
    assert flaw_of(lambda: pair_up([[half]], left_out=np.array([half]))) == (Flaw.TOO_LARGE, ("sum",))


def test_problem_refuses_a_room_that_could_overflow(pair_up):
    dear = Room(low=0, high=0, most=10**9, under=0, over=2**56)
    assert flaw_of(lambda: pair_up([[0]], rooms=(dear,))) == (Flaw.TOO_LARGE, ("h0",))


def test_problem_takes_costs_up_to_the_limit_exactly(pair_up):
    problem = pair_up([[LARGEST // 4 + 1, LARGEST // 4]], left_out=np.array([LARGEST // 2]))
    assert (solve(problem).pairs, solve(problem).cost) == ({"g0": "h1"}, LARGEST // 4)


def test_problem_error_speaks_both_languages_and_survives_pickling():
    error = through_pickle(ProblemError(Flaw.DUPLICATE_GUEST, ("甲", "乙")))
    assert (error.wording.zh, error.wording.en) == ("被帮带方重复：甲、乙", "guest listed twice: 甲, 乙")
    assert str(error) == "DUPLICATE_GUEST: guest listed twice: 甲, 乙"


@pytest.mark.parametrize("flaw", list(Flaw))
def test_every_flaw_names_its_subject_in_both_languages(flaw):
    said = ProblemError(flaw, ("某某",)).wording
    assert (said.zh.count("某某"), said.en.count("某某")) == (1, 1)


def test_price_of_leaving_out_beats_any_rearrangement():
    terms = (Term("distance", np.array([[10, 90], [-5, 20]])),)
    one = Room(low=1, high=1, most=2, under=7, over=3)
    assert price_of_leaving_out(terms, (one, one)) == 1 + 90 + 25 + 2 * (7 + 3)


def test_price_of_leaving_out_needs_only_allowed_pairs():
    terms = (Term("distance", np.array([[10, 2**50]])),)
    assert price_of_leaving_out(terms, (OPEN, OPEN), allowed=np.array([[True, False]])) == 11


def test_price_of_leaving_out_refuses_no_terms_and_huge_ones():
    assert flaw_of(lambda: price_of_leaving_out((), ())) == (Flaw.SHAPE, ("terms",))
    huge = Term("distance", np.array([[2**62]]))
    assert flaw_of(lambda: price_of_leaving_out((huge,), (OPEN,))) == (Flaw.TOO_LARGE, ("terms",))


@pytest.mark.parametrize("seed", range(40))
def test_price_of_leaving_out_serves_as_many_as_can_be(draw_problem, best_by_milp, seed):
    drawn = draw_problem(seed)
    rest = (drawn.allowed, drawn.locked)
    price = price_of_leaving_out(drawn.terms, drawn.rooms, allowed=drawn.allowed) if len(drawn.guests) else 1
    out = np.full(len(drawn.guests), price, dtype=np.int64)
    dear = Problem(drawn.guests, drawn.hosts, drawn.terms, drawn.rooms, out, *rest)
    flat = tuple(Room(low=0, high=room.most, most=room.most, under=0, over=0) for room in drawn.rooms)
    count = Problem(drawn.guests, drawn.hosts, (), flat, np.ones(len(drawn.guests), dtype=np.int64), *rest)
    assert int((solve(dear).host_of == LEFT_OUT).sum()) == best_by_milp(count)


@given(st.integers(-(2**40), 2**40), st.fractions(-(2**10), 2**10))
def test_weighed_is_exact_and_rounds_down(amount, weight):
    assert weighed("distance", np.array([[amount]]), weight).tolist() == [[floor(amount * weight)]]


@pytest.mark.parametrize("weight", [Fraction(1, 2**70), Fraction(2**62 + 1, 2**62), Fraction(0.1)])
def test_weighed_takes_fractions_wider_than_the_machine_s(weight):
    assert weighed("distance", np.array([[-7, 0, 30]]), weight).tolist() == [
        [floor(a * weight) for a in (-7, 0, 30)]
    ]


def test_weighed_refuses_what_could_overflow_and_says_which_term():
    refused = flaw_of(lambda: weighed("distance", np.array([[2**50]]), Fraction(65)))
    assert refused == (Flaw.TOO_LARGE, ("distance",))


def test_term_by_another_weight_goes_back_to_the_amounts():
    made_of = Measured(
        np.array([[3, -3]]), Fraction(1, 2), Wording("米", "m"), lambda m: Wording(f"{m}米", f"{m} m")
    )
    term = Term("distance", np.array([[1, -2]]), made_of).times(Fraction(3))
    assert (term.costs.tolist(), term.measured.weight) == ([[4, -5]], Fraction(3, 2))
    assert Term("distance", np.array([[1, -2]])).times(Fraction(3)).costs.tolist() == [[3, -6]]
