from __future__ import annotations

from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

import numpy as np
import pytest

from lianshou.china.coordinates import distances_m
from lianshou.engines.matching.large import LargeProblem, Places, Rooms, Tariff, small_problem
from lianshou.engines.matching.large.cost import (
    costs_between,
    least_metres,
    metres_between,
    metres_of,
    pair_cost,
    rates_of,
    side_of,
    squared_chord,
    terms_between,
)

RADIUS = 6_371_008.8


def point(longitude, latitude, industry=0, chains=0, group=0):
    columns = ([industry], [chains], [group])
    return Places(np.array([longitude]), np.array([latitude]), *(np.array(column) for column in columns))


def metres(here, there):
    return int(metres_between(here.points[0], there.points[0]))


def anywhere(draw, count):
    return Places(
        draw.uniform(-180, 180, count), np.degrees(np.arcsin(draw.uniform(-1, 1, count))),
        draw.choice([0, 10000, 13400, 13415, 13416, 13425, 23415], count),
        draw.integers(0, 8, count), draw.integers(0, 3, count),
    )  # fmt: skip


def nearby(draw, count):
    place = anywhere(draw, count)
    return Places(
        119 + draw.integers(0, 50, count) / 1000, 33 + draw.integers(0, 50, count) / 1000,
        place.industry, place.chains, place.group,
    )  # fmt: skip


@pytest.mark.parametrize("scatter", [anywhere, nearby])
@pytest.mark.parametrize("per_km", [0, 333, 1000, 77_777])
def test_compiled_and_numpy_cost_agree_to_the_unit(scatter, per_km):
    draw = np.random.default_rng(per_km)
    guests, hosts = scatter(draw, 400), scatter(draw, 300)
    tariff = Tariff(per_km=per_km, industry=(0, 3000, 2000, 8000, 9000), chain=2500)
    rooms = Rooms(*np.ones((5, 300), dtype=np.int64))
    problem = LargeProblem(guests, hosts, tariff, rooms, np.ones(400, dtype=np.int64))
    here, there, rates = side_of(guests, np.arange(400)), side_of(hosts, np.arange(300)), rates_of(tariff)
    table = costs_between(problem, np.arange(400)[:, None], np.arange(300))
    for i in range(400):
        squares = [squared_chord(here, i, there, j) for j in range(300)]
        assert [pair_cost(rates, here, i, there, j, squares[j]) for j in range(300)] == table[i].tolist()
        assert [pair_cost(rates, there, j, here, i, squares[j]) for j in range(0, 300, 50)] == table[
            i, ::50
        ].tolist()


def test_metres_are_the_great_circle_within_rounding():
    draw = np.random.default_rng(1)
    here, there = anywhere(draw, 300), anywhere(draw, 300)
    ours = metres_between(here.points[:, None], there.points)
    theirs = distances_m(here.longitude, here.latitude, there.longitude, there.latitude)
    assert np.abs(ours - theirs).max() <= 1


@pytest.mark.parametrize(
    ("here", "there", "wanted"),
    [
        ((180.0, 10.0), (-180.0, 10.0), 0),
        ((179.995, 0.0), (-179.995, 0.0), int(RADIUS * radians(0.01))),
        ((0.0, 90.0), (137.0, 90.0), 0),
        ((0.0, 0.0), (180.0, 0.0), int(RADIUS * np.pi)),
        ((0.0, 90.0), (0.0, -90.0), int(RADIUS * np.pi)),
        ((119.8, 33.7), (119.8, 33.7), 0),
    ],
)
def test_metres_know_no_seam_and_no_pole(here, there, wanted):
    assert abs(metres(point(*here), point(*there)) - wanted) <= 1


def test_metres_by_hand():
    first, second = radians(33.0), radians(34.0)
    half = sqrt(sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(radians(0.5)) ** 2)
    assert metres(point(119.0, 33.0), point(120.0, 34.0)) == int(2 * RADIUS * asin(half))


def test_least_metres_never_exceed_the_metres_of_any_longer_chord():
    draw = np.random.default_rng(2)
    squares = np.concatenate([np.sort(10.0 ** draw.uniform(-16, 0.602, 20_000)), [4.0, 0.0]])
    assert all(least_metres(square) <= metres_of(square) for square in squares)
    ordered = np.sort(squares)
    assert all(least_metres(low) <= metres_of(high) for low, high in pairwise(ordered))


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ((13415, 0), (13415, 0), 10), ((13415, 0), (13416, 0), 20), ((13415, 0), (13421, 0), 30),
        ((13415, 0), (13521, 0), 40), ((13415, 0), (23415, 0), 50), ((13400, 0), (13415, 0), 30),
        ((13400, 0), (13400, 0), 30), ((13410, 0), (13410, 0), 20), ((10000, 0), (10000, 0), 40),
        ((0, 0), (0, 0), 50), ((0, 3), (0, 2), 15), ((0, 1), (0, 2), 50), ((13415, 1), (13415, 1), 10),
    ],
)  # fmt: skip
def test_industry_term_is_the_least_that_applies(one, other, wanted):
    tariff = Tariff(industry=(10, 20, 30, 40, 50), chain=15)
    rooms = Rooms(*np.ones((5, 1), dtype=np.int64))
    problem = LargeProblem(point(1.0, 1.0, *one), point(1.0, 1.0, *other), tariff, rooms, np.array([0]))
    assert terms_between(problem, np.array([0]), np.array([0]))[0]["industry"].tolist() == [wanted]


def test_group_and_renewal_are_rewards():
    rooms = Rooms(*np.ones((5, 1), dtype=np.int64))
    places = point(1.0, 1.0, 13415, 0, 7)
    problem = LargeProblem(places, places, Tariff(), rooms, np.array([0]), existing=np.array([0]))
    terms, _ = terms_between(problem, np.array([0]), np.array([0]))
    assert {name: term.tolist() for name, term in terms.items()} == {
        "distance": [0], "industry": [0], "group": [-15000], "renewal": [-8000],
    }  # fmt: skip
    assert small_problem(problem).costs.tolist() == [[-23000]]
