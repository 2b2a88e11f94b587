from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching.large import LargeProblem, Places, Rooms, Tariff
from lianshou.engines.matching.problem import Flaw, ProblemError

PLACES = Places(np.array([119.8, 120.1]), np.array([33.7, 33.9]), *np.zeros((3, 2), dtype=np.int64))
ROOMS = Rooms(*np.array([[0, 0], [1, 1], [2, 2], [5, 5], [7, 7]]))


def pose(**changes):
    facts = {
        "guests": PLACES,
        "hosts": PLACES,
        "tariff": Tariff(),
        "rooms": ROOMS,
        "left_out": np.array([9, 9]),
    }
    return LargeProblem(**(facts | changes))


@pytest.mark.parametrize(
    ("column", "value", "flaw"),
    [
        ("longitude", np.array([np.nan, 0.0]), Flaw.UNKNOWN_POINT),
        ("longitude", np.array([180.1, 0.0]), Flaw.UNKNOWN_POINT),
        ("latitude", np.array([-90.5, 0.0]), Flaw.UNKNOWN_POINT),
        ("latitude", np.array([1, 2]), Flaw.DTYPE),
        ("latitude", np.array([1.0]), Flaw.SHAPE),
        ("industry", np.array([-1, 0]), Flaw.UNKNOWN_INDEX),
        ("industry", np.array([630000, 0]), Flaw.UNKNOWN_INDEX),
        ("chains", np.array([-1, 0]), Flaw.UNKNOWN_INDEX),
        ("group", np.array([0.0, 0.0]), Flaw.DTYPE),
    ],
)
def test_places_refuse_what_is_no_place(column, value, flaw):
    with pytest.raises(ProblemError) as refused:
        replace(PLACES, **{column: value})
    assert refused.value.reason is flaw


@pytest.mark.parametrize(
    ("changes", "flaw"),
    [
        ({"per_km": -1}, Flaw.NEGATIVE_RATE),
        ({"per_km": 1.5}, Flaw.DTYPE),
        ({"industry": (1, 2, 3)}, Flaw.SHAPE),
        ({"per_km": 2**40}, Flaw.TOO_LARGE),
        ({"group": 2**41}, Flaw.TOO_LARGE),
    ],
)
def test_tariff_refuses_what_cannot_be_a_price(changes, flaw):
    with pytest.raises(ProblemError) as refused:
        Tariff(**changes)
    assert refused.value.reason is flaw


def test_tariff_lets_the_least_that_applies_count():
    assert Tariff(industry=(5, 9, 3, 8, 4)).steps == (3, 3, 3, 4, 4)


@pytest.mark.parametrize(
    ("rows", "flaw"),
    [
        ([[2], [1], [3], [0], [0]], Flaw.ROOM_ORDER),
        ([[0], [4], [3], [0], [0]], Flaw.ROOM_ORDER),
        ([[-1], [1], [3], [0], [0]], Flaw.ROOM_ORDER),
        ([[0], [1], [3], [-1], [0]], Flaw.NEGATIVE_PRICE),
        ([[0], [1], [3], [0], [2**45]], Flaw.TOO_LARGE),
    ],
)
def test_rooms_refuse_what_is_no_staircase(rows, flaw):
    with pytest.raises(ProblemError) as refused:
        Rooms(*np.array(rows))
    assert refused.value.reason is flaw


@pytest.mark.parametrize(
    ("changes", "flaw"),
    [
        ({"left_out": np.array([-1, 0])}, Flaw.NEGATIVE_LEFT_OUT),
        ({"left_out": np.array([2**45, 0])}, Flaw.TOO_LARGE),
        ({"left_out": np.array([1])}, Flaw.SHAPE),
        ({"rooms": Rooms(*np.zeros((5, 3), dtype=np.int64))}, Flaw.SHAPE),
        ({"locked": np.array([2, -1])}, Flaw.UNKNOWN_INDEX),
        ({"existing": np.array([-2, -1])}, Flaw.UNKNOWN_INDEX),
        ({"forbidden": np.array([[0, 2]])}, Flaw.UNKNOWN_INDEX),
        ({"forbidden": np.array([0, 1])}, Flaw.SHAPE),
        ({"forbidden": np.array([[0.0, 1.0]])}, Flaw.DTYPE),
        ({"locked": np.array([0, -1]), "forbidden": np.array([[0, 0]])}, Flaw.LOCK_NOT_ALLOWED),
        (
            {"locked": np.array([0, 0]), "rooms": Rooms(*np.array([[0, 0], [1, 1], [1, 1], [0, 0], [0, 0]]))},
            Flaw.LOCKS_EXCEED_ROOM,
        ),
        ({"rooms": Rooms(*np.array([[0, 0], [0, 0], [9, 9], [0, 0], [2**43, 0]]))}, Flaw.TOO_LARGE),
    ],
)
def test_large_problem_refuses_what_cannot_be_posed(changes, flaw):
    with pytest.raises(ProblemError) as refused:
        pose(**changes)
    assert refused.value.reason is flaw


def test_large_problem_refuses_sums_that_could_overflow():
    count = 2**13
    crowd = Places(np.zeros(count), np.zeros(count), *np.zeros((3, count), dtype=np.int64))
    with pytest.raises(ProblemError) as refused:
        pose(guests=crowd, left_out=np.full(count, 2**44))
    assert (refused.value.reason, refused.value.subject) == (Flaw.TOO_LARGE, ("sum",))


def test_large_problem_keeps_read_only_copies():
    prices = np.array([9, 9])
    problem = pose(left_out=prices)
    prices[0] = 1
    assert problem.left_out.tolist() == [9, 9]
    assert not problem.left_out.flags.writeable
    assert problem.locked.tolist() == problem.existing.tolist() == [-1, -1]
