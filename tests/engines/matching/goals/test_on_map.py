from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching.goals.least_change import least_change
from lianshou.engines.matching.goals.on_map import least_change_map
from lianshou.engines.matching.large import LargeProblem, Places, Rooms, Tariff, small_problem, solve
from lianshou.engines.matching.problem import ABSENT, LEFT_OUT, Flaw, ProblemError

DEAR = 10**9


def draw_question(seed, *, dear=DEAR, guests=30, hosts=8):
    """A map without last year's pairs, and a matching that one guest in three has left for elsewhere."""
    draw = np.random.default_rng(seed)
    sides = [
        Places(
            longitude=110 + draw.integers(0, 30, count) / 50,
            latitude=30 + draw.integers(0, 30, count) / 50,
            industry=draw.choice([0, 13415, 13421, 200000], count),
            chains=draw.integers(0, 4, count),
            group=draw.integers(0, 3, count),
        )
        for count in (guests, hosts)
    ]
    low, high, most = np.sort(draw.integers(0, [5, 9][seed % 2], (hosts, 3)), axis=1).T.copy()
    prices = draw.integers(0, 9000, (2, hosts))
    problem = LargeProblem(*sides, Tariff(), Rooms(low, high, most, *prices), np.full(guests, dear))
    kept = np.where(draw.random(guests) < 0.7, solve(problem).host_of, draw.integers(-1, hosts, guests))
    closed = np.arange(hosts) != draw.integers(0, hosts)
    rooms = Rooms(low * closed, high * closed, most * closed, *prices)
    return replace(problem, rooms=rooms), kept


def flaw_of(problem, kept):
    with pytest.raises(ProblemError) as caught:
        least_change_map(problem, kept)
    return caught.value.reason, caught.value.subject


@pytest.mark.parametrize("seed", range(40))
def test_least_change_map_is_the_least_change_of_the_table(seed):
    problem, kept = draw_question(seed)
    found, table = least_change_map(problem, kept), least_change(small_problem(problem), kept)
    assert (found.broken, found.cost, found.extra) == (table.broken, table.cost, table.extra)
    assert (found.violations(), found.host_of.tolist().count(LEFT_OUT)) == (
        [],
        table.host_of.tolist().count(LEFT_OUT),
    )
    assert {shift.guest for shift in found.shifts} == set(np.flatnonzero(kept != found.host_of))


@pytest.mark.parametrize("seed", range(20))
def test_least_change_map_is_the_least_change_where_leaving_out_is_cheaper(seed):
    problem, kept = draw_question(seed, dear=60_000)
    found, table = least_change_map(problem, kept), least_change(small_problem(problem), kept)
    assert (found.broken, found.cost, found.violations()) == (table.broken, table.cost, [])


@pytest.fixture
def crossed():
    """Two guests at each other's doors, 400 km away; a third, whose host has closed, needs a fourth to make way.

    Hosts: two doors, the closed one, the place by the third, the place that it may not have.
    """
    nothing = np.zeros(4, dtype=np.int64)
    room = np.array([1, 1, 0, 1, 1])
    none = np.zeros(5, dtype=np.int64)
    problem = LargeProblem(
        guests=Places(np.array([100.0, 104.0, 110.0, 110.0]), np.full(4, 30.0), nothing, nothing, nothing),
        hosts=Places(np.array([100.0, 104.0, 110.0, 110.0, 110.1]), np.full(5, 30.0), none, none, none),
        tariff=Tariff(industry=(0,) * 5, chain=0, group=0),
        rooms=Rooms(none, room, room, none, none),
        left_out=np.full(4, 200_000),
        forbidden=np.array([[2, 4]]),
    )
    return problem, np.array([1, 0, 2, 3])


def test_least_change_map_serves_whom_the_bonus_would_leave_out(crossed):
    found = least_change_map(*crossed)
    assert (found.host_of.tolist(), found.broken, found.violations()) == ([1, 0, 3, 4], 2, [])
    assert found.extra > 3 * 200_000
    assert (found.cheapest.problem.left_out > 200_000).all()


def test_least_change_map_refuses_prices_that_could_overflow(crossed):
    problem, kept = crossed
    sides = [
        replace(side, longitude=np.where(side.longitude == 100, 60.0, side.longitude))
        for side in (problem.guests, problem.hosts)
    ]
    tariff = replace(problem.tariff, per_km=8 * 10**8)
    dear = replace(problem, guests=sides[0], hosts=sides[1], tariff=tariff, left_out=np.full(4, 2**43))
    assert flaw_of(dear, kept)[0] is Flaw.TOO_LARGE


@pytest.mark.parametrize("seed", range(20))
def test_least_change_map_counts_last_years_bonus_where_the_pairs_are_the_same(seed):
    problem, kept = draw_question(seed)
    renewed = replace(problem, existing=kept)
    found, table = least_change_map(renewed, kept), least_change(small_problem(renewed), kept)
    assert (found.broken, found.cost, found.violations()) == (table.broken, table.cost, [])


def test_least_change_map_refuses_other_renewals_than_the_kept():
    problem, kept = draw_question(0)
    other = replace(problem, existing=np.where(kept == 0, 1, 0))
    assert flaw_of(other, kept) == (Flaw.NOT_ON_MAP, ("existing",))


def test_least_change_map_refuses_where_the_optimum_leaves_out_whom_it_could_serve():
    problem, kept = draw_question(1, dear=0)
    assert flaw_of(problem, kept) == (Flaw.NOT_ON_MAP, ("left_out",))


def test_least_change_map_places_newcomers():
    problem, _ = draw_question(3)
    found = least_change_map(problem, np.full(30, ABSENT))
    assert (found.broken, found.extra, {shift.before for shift in found.shifts}) == (0, 0, {ABSENT})


@pytest.mark.parametrize(
    ("kept", "reason"),
    [
        (np.zeros(30), Flaw.DTYPE),
        (np.zeros(0, dtype=np.int64), Flaw.SHAPE),
        (np.full(30, 8), Flaw.UNKNOWN_INDEX),
    ],
)
def test_least_change_map_refuses_what_cannot_have_been(kept, reason):
    assert flaw_of(draw_question(0)[0], kept)[0] is reason
