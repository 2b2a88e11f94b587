from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from lianshou.china.coordinates import haversine_m
from lianshou.core.wording import Wording
from lianshou.engines.matching.changes import Reweigh
from lianshou.engines.matching.light import LightMatching
from lianshou.engines.matching.measures import (
    Measure,
    equal,
    great_circle_m,
    kilometres_apart,
    problem_from_columns,
    shared_digits,
)
from lianshou.engines.matching.problem import Flaw, ProblemError, Room
from lianshou.engines.matching.solver import solve


def said(amount):
    return Wording(f"{amount}", f"{amount}")


DISTANCE = Measure("distance", Wording("米", "metres"), 1, great_circle_m(), kilometres_apart)
INDUSTRY = Measure("industry", Wording("位", "digits"), -2000, shared_digits("code", 4), said)
RENEWAL = Measure("renewal", Wording("对", "pairs"), -8000, equal("existing", "name"), said)


@pytest.fixture
def sides():
    """Two firms and two hosts along a parallel, a tenth of a degree apart."""
    guests = {
        "name": np.array(["甲", "乙"]),
        "longitude": np.array([119.0, 119.1]),
        "latitude": np.array([33.0, 33.0]),
        "code": np.array(["3415", ""]),
        "existing": np.array(["", "丁"]),
        "left_out": np.array([50_000, 60_000]),
    }
    hosts = {
        "name": np.array(["丙", "丁"]),
        "longitude": np.array([119.0, 119.1]),
        "latitude": np.array([33.0, 33.0]),
        "code": np.array(["34", "3417"]),
        **{
            name: np.array([value] * 2)
            for name, value in zip(("low", "high", "most", "under", "over"), (1, 2, 3, 40, 50), strict=True)
        },
    }
    return guests, hosts


def flaw_of(build):
    with pytest.raises(ProblemError) as caught:
        build()
    return caught.value.reason, caught.value.subject


def test_problem_from_columns_holds_what_the_columns_say(sides):
    problem = problem_from_columns(*sides, [DISTANCE, INDUSTRY, RENEWAL])
    step = haversine_m(119.0, 33.0, 119.1, 33.0)
    assert (problem.guests, problem.hosts, problem.rooms) == (
        ("甲", "乙"),
        ("丙", "丁"),
        (Room(1, 2, 3, 40, 50),) * 2,
    )
    assert {term.name: term.costs.tolist() for term in problem.terms} == {
        "distance": [[0, step], [step, 0]],
        "industry": [[-4000, -6000], [0, 0]],
        "renewal": [[0, 0], [0, -8000]],
    }
    assert (problem.left_out.tolist(), problem.allowed.all(), problem.forbidden.any()) == (
        [50_000, 60_000],
        True,
        False,
    )


def test_problem_from_columns_keeps_locks_bans_and_the_wall(sides):
    near = Measure("distance", DISTANCE.unit, 1, DISTANCE.amounts, kilometres_apart, farthest=5000)
    problem = problem_from_columns(
        *sides, [near], locked={"甲": "丁"}, forbidden=[("乙", "丁"), ("乙", "丙")]
    )
    assert problem.allowed.tolist() == [[True, True], [False, False]]
    assert problem.forbidden.tolist() == [[False, False], [False, True]]
    assert solve(problem).pairs == {"甲": "丁", "乙": None}


def test_problem_from_columns_serves_everybody_where_nothing_is_said(sides):
    del sides[0]["left_out"]
    assert None not in solve(problem_from_columns(*sides, [DISTANCE])).pairs.values()


def test_measures_round_once_and_can_be_weighed_again(sides):
    half = Measure("industry", INDUSTRY.unit, Fraction(1, 2), INDUSTRY.amounts, said)
    term = half.term(*sides)
    assert (term.costs.tolist(), term.measured.amounts.tolist()) == ([[1, 1], [0, 0]], [[2, 3], [0, 0]])
    matching = LightMatching(problem_from_columns(*sides, [half]))
    matching.apply(Reweigh({"industry": Fraction(2)}))
    assert matching.problem.costs.tolist() == [[2, 3], [0, 0]]


@pytest.mark.parametrize(
    ("metres", "zh"), [(0, "相距0.0公里"), (12_349, "相距12.3公里"), (12_350, "相距12.4公里")]
)
def test_kilometres_apart_rounds_to_the_nearest_tenth(metres, zh):
    assert kilometres_apart(metres).zh == zh


def test_great_circle_knows_no_seam():
    a = {"name": np.array(["a"]), "longitude": np.array([179.9]), "latitude": np.array([0.0])}
    b = {"name": np.array(["b"]), "longitude": np.array([-179.9]), "latitude": np.array([0.0])}
    assert great_circle_m()(a, b).tolist() == [[haversine_m(0.0, 0.0, 0.2, 0.0)]]


def test_equal_takes_the_unknown_for_different():
    side = {"name": np.array(["a", "b"]), "group": np.array([0, 7]), "town": np.array(["", "x"])}
    assert equal("group")(side, side).tolist() == equal("town")(side, side).tolist() == [[0, 0], [0, 1]]


@pytest.mark.parametrize(
    ("spoil", "flaw"),
    [
        (lambda g, h: g.pop("longitude"), (Flaw.MISSING_COLUMN, ("longitude",))),
        (lambda g, h: h.pop("most"), (Flaw.MISSING_COLUMN, ("most",))),
        (lambda g, h: h.pop("name"), (Flaw.MISSING_COLUMN, ("name",))),
        (lambda g, h: h.update(most=np.array([1.0, 2.0])), (Flaw.DTYPE, ("most",))),
        (lambda g, h: h.update(low=np.array([1])), (Flaw.SHAPE, ("low",))),
        (lambda g, h: g.update(left_out=np.array([1])), (Flaw.SHAPE, ("left_out",))),
        (lambda g, h: g.update(latitude=np.array([91.0, np.nan])), (Flaw.UNKNOWN_POINT, ("甲", "乙"))),
    ],
)  # fmt: skip
def test_problem_from_columns_refuses_and_says_what(sides, spoil, flaw):
    spoil(*sides)
    assert flaw_of(lambda: problem_from_columns(*sides, [DISTANCE])) == flaw


def test_problem_from_columns_refuses_a_ban_on_nobody(sides):
    refused = flaw_of(lambda: problem_from_columns(*sides, [DISTANCE], forbidden=[("甲", "戊")]))
    assert refused == (Flaw.UNKNOWN_INDEX, ("甲 → 戊",))


def test_a_measure_that_is_too_large_is_named(sides):
    huge = Measure("distance", DISTANCE.unit, 2**50, DISTANCE.amounts, kilometres_apart)
    assert flaw_of(lambda: problem_from_columns(*sides, [INDUSTRY, huge])) == (Flaw.TOO_LARGE, ("distance",))


@pytest.mark.parametrize(
    ("amounts", "flaw"), [(np.array([[1.5]]), Flaw.DTYPE), (np.array([[1]]), Flaw.SHAPE), ([[1]], Flaw.DTYPE)]
)
def test_a_measure_of_the_wrong_kind_is_named(sides, amounts, flaw):
    odd = Measure("smell", DISTANCE.unit, 1, lambda guests, hosts: amounts, said)
    assert flaw_of(lambda: problem_from_columns(*sides, [odd])) == (flaw, ("smell",))
