from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from lianshou.engines.matching.large import LargeProblem, Places, Rooms, Tariff, check, solve
from lianshou.engines.matching.large.growing import reweighed, with_guest, with_host
from lianshou.engines.matching.problem import Flaw, ProblemError, Room


def test_reweighed_rounds_every_rate_down_and_leaves_the_wall():
    tariff = Tariff(per_km=1001, industry=(0, 1, 2, 3, 5), chain=7, group=9, renewal=11, farthest=5000)
    factors = {"distance": Fraction(1, 2), "industry": Fraction(3, 2), "renewal": Fraction(0)}
    assert reweighed(tariff, factors) == Tariff(500, (0, 1, 3, 4, 7), 10, 9, 0, 5000)
    assert reweighed(tariff, {}) == tariff


@pytest.mark.parametrize(
    ("factors", "reason"),
    [
        ({"smell": Fraction(1)}, Flaw.UNKNOWN_TERM),
        ({"group": Fraction(-1)}, Flaw.NEGATIVE_RATE),
        ({"distance": Fraction(2**50)}, Flaw.TOO_LARGE),
    ],
)
def test_reweighed_refuses_what_cannot_be_counted(factors, reason):
    with pytest.raises(ProblemError) as refused:
        reweighed(Tariff(), factors)
    assert refused.value.reason is reason


def test_rows_are_added_at_the_end(draw_map, draw_places):
    problem, place = draw_map(7), draw_places(np.random.default_rng(0), count=1, cells=6)
    grown = with_host(with_guest(problem, place, 77), place, Room(0, 1, 2, 3, 4))
    assert (len(grown.guests), len(grown.hosts)) == (len(problem.guests) + 1, len(problem.hosts) + 1)
    assert (grown.left_out[-1], grown.locked[-1], grown.existing[-1]) == (77, -1, -1)
    assert [getattr(grown.rooms, name)[-1] for name in ("low", "high", "most", "under", "over")] == [
        0,
        1,
        2,
        3,
        4,
    ]
    assert grown.guests.longitude[-1] == grown.hosts.longitude[-1] == place.longitude[0]
    assert (grown.guests.industry[:-1] == problem.guests.industry).all()


def test_only_one_row_is_added_at_a_time(draw_map, draw_places):
    places = draw_places(np.random.default_rng(0), count=2, cells=6)
    for add in (
        lambda: with_guest(draw_map(7), places, 5),
        lambda: with_host(draw_map(7), places, Room(0, 1, 1, 0, 0)),
    ):
        with pytest.raises(ProblemError) as refused:
            add()
        assert refused.value.reason is Flaw.SHAPE


def shuffled(problem, draw):
    """The same question with its rows in another order, and those orders."""
    rows, columns = draw.permutation(len(problem.guests)), draw.permutation(len(problem.hosts))
    new_row, new_column = np.argsort(rows), np.append(np.argsort(columns), -1)
    pick = lambda places, order: Places(  # noqa: E731
        *(getattr(places, name)[order] for name in ("longitude", "latitude", "industry", "chains", "group"))
    )
    rooms = [getattr(problem.rooms, name)[columns] for name in ("low", "high", "most", "under", "over")]
    first, second = problem.forbidden.T
    asked = LargeProblem(
        pick(problem.guests, rows), pick(problem.hosts, columns), problem.tariff, Rooms(*rooms),
        problem.left_out[rows], new_column[problem.locked[rows]], new_column[problem.existing[rows]],
        np.column_stack([new_row[first], new_column[second]]),
    )  # fmt: skip
    return asked, rows, columns


@pytest.mark.parametrize("seed", range(40))
def test_the_order_of_the_rows_changes_no_cost_and_without_duplicates_no_pair(draw_map, seed):
    """Places coincide, on a grid; industries and prices tell them apart."""
    problem = draw_map(seed, cells=2)
    problem = replace(
        problem,
        left_out=problem.left_out // 1000 * 1000 + np.arange(len(problem.guests)),
        rooms=replace(problem.rooms, over=np.arange(len(problem.hosts))),
    )
    asked, rows, columns = shuffled(problem, np.random.default_rng(seed))
    one, other = solve(problem), solve(asked)
    assert (one.cost, check(other)) == (other.cost, [])
    assert np.append(columns, -1)[other.host_of].tolist() == one.host_of[rows].tolist()
