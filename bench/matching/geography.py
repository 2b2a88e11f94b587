"""Made-up unions around the real towns of China: as many as people live there, industries with local habits.

Town centres and inhabitants: ``data/seats.csv``, from GeoNames (CC BY 4.0). The greater a town, the wider it spreads.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lianshou.engines.matching.large.places import Floats, LargeProblem, Places, Rooms, Tariff
from lianshou.engines.matching.problem import LEFT_OUT, Ints

_LEVELS = np.array([[1, 2, 4], [3, 4, 6], [3, 7, 10]])  # city, province, nation: low, high, most
_CENTRE = (118.0, 32.0)
_KM = 1 / 111.0  # a kilometre in degrees, near enough for scattering


def nation(*, guests: int, hosts: int, seed: int = 7, dear: int = 200_000, room: int = 1) -> LargeProblem:
    """Rooms by the usual levels, about 4.7 places to a host, times ``room``; ``dear`` the price of leaving out.

    Few hosts live in the towns around one point, many in all of China: one town to eight hosts.
    """
    draw = np.random.default_rng(seed)
    seats = _towns(max(4, hosts // 8))
    habits = draw.integers(0, 400, (len(seats), 6))
    codes = (draw.integers(1, 21, 400) * 100 + draw.integers(1, 98, 400)) * 100 + draw.integers(10, 99, 400)
    here, there = (_side(draw, count, seats, codes, habits) for count in (guests, hosts))
    low, high, most = np.ascontiguousarray(_LEVELS[draw.choice(3, hosts, p=[0.7, 0.25, 0.05])].T) * room
    under, over = np.full(hosts, 6000), np.full(hosts, 4000)
    existing = np.where(draw.random(guests) < 0.3, draw.integers(0, hosts, guests), LEFT_OUT)
    forbidden = np.column_stack([draw.integers(0, count, guests // 20) for count in (guests, hosts)])
    out = np.full(guests, dear, dtype=np.int64)
    rooms = Rooms(low, high, most, under, over)
    return LargeProblem(here, there, Tariff(), rooms, out, existing=existing, forbidden=forbidden)


def _towns(count: int) -> Floats:
    """The ``count`` towns nearest the centre: longitude, latitude, inhabitants."""
    seats = np.loadtxt(Path(__file__).with_name("data") / "seats.csv", delimiter=",")
    away = np.hypot(*(seats[:, :2] - _CENTRE).T)
    return seats[np.argsort(away, kind="stable")[:count]]


def _side(draw: np.random.Generator, count: int, seats: Floats, codes: Ints, habits: Ints) -> Places:
    town = draw.choice(len(seats), count, p=seats[:, 2] / seats[:, 2].sum())
    points = (
        seats[town, :2] + draw.normal(0, 1, (count, 2)) * (_spread_km(draw, seats[town, 2]) * _KM)[:, None]
    )
    local = habits[town, draw.integers(0, habits.shape[1], count)]
    kinds = np.where(draw.random(count) < 0.7, local, draw.integers(0, len(codes), count))
    chains = np.where(draw.random(count) < 0.3, 1 << (kinds % 8), 0)
    group = np.where(draw.random(count) < 0.05, draw.integers(1, 40, count), 0)
    return Places(points[:, 0].copy(), points[:, 1].copy(), codes[kinds], chains, group)


def _spread_km(draw: np.random.Generator, inhabitants: Floats) -> Floats:
    """How far from the centre: as wide as a town of some 8,000 to the square kilometre; three in ten in villages."""
    built = np.sqrt(inhabitants / 8_000 / np.pi)
    spread: Floats = np.where(
        draw.random(len(inhabitants)) < 0.3, built + draw.gamma(2.0, 6.0, len(inhabitants)), built
    )
    return spread
