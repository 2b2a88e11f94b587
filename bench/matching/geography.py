"""Made-up unions on a realistic map: towns of very unequal size in clusters, industries with local habits."""

from __future__ import annotations

import numpy as np

from lianshou.engines.matching.large.places import LargeProblem, Places, Rooms, Tariff
from lianshou.engines.matching.problem import LEFT_OUT, Ints

_LEVELS = np.array([[1, 2, 4], [3, 4, 6], [3, 7, 10]])  # city, province, nation: low, high, most


def nation(*, guests: int, hosts: int, seed: int = 7, dear: int = 200_000, room: int = 1) -> LargeProblem:
    """Rooms by the usual levels, about 4.7 places to a host, times ``room``; ``dear`` the price of leaving out."""
    draw = np.random.default_rng(seed)
    towns = max(4, hosts // 8)
    seats = np.column_stack([draw.uniform(100, 122, towns), draw.uniform(22, 42, towns)])
    for _ in range(2):  # towns lie near greater towns
        near = draw.integers(0, towns, towns)
        seats = np.where(draw.random((towns, 1)) < 0.5, seats[near] + draw.normal(0, 0.3, (towns, 2)), seats)
    size = draw.pareto(1.2, towns) + 0.3
    habits = draw.integers(0, 400, (towns, 6))
    codes = (draw.integers(1, 21, 400) * 100 + draw.integers(1, 98, 400)) * 100 + draw.integers(10, 99, 400)
    here, there = (_side(draw, count, seats, size / size.sum(), codes, habits) for count in (guests, hosts))
    low, high, most = np.ascontiguousarray(_LEVELS[draw.choice(3, hosts, p=[0.7, 0.25, 0.05])].T) * room
    under, over = np.full(hosts, 6000), np.full(hosts, 4000)
    existing = np.where(draw.random(guests) < 0.3, draw.integers(0, hosts, guests), LEFT_OUT)
    forbidden = np.column_stack([draw.integers(0, count, guests // 20) for count in (guests, hosts)])
    out = np.full(guests, dear, dtype=np.int64)
    rooms = Rooms(low, high, most, under, over)
    return LargeProblem(here, there, Tariff(), rooms, out, existing=existing, forbidden=forbidden)


def _side(
    draw: np.random.Generator, count: int, seats: np.ndarray, shares: np.ndarray, codes: Ints, habits: Ints
) -> Places:
    town = draw.choice(len(seats), count, p=shares)
    spread = draw.gamma(2.0, 0.02, (count, 1))
    points = seats[town] + draw.normal(0, 1, (count, 2)) * spread
    local = habits[town, draw.integers(0, habits.shape[1], count)]
    kinds = np.where(draw.random(count) < 0.7, local, draw.integers(0, len(codes), count))
    chains = np.where(draw.random(count) < 0.3, 1 << (kinds % 8), 0)
    group = np.where(draw.random(count) < 0.05, draw.integers(1, 40, count), 0)
    return Places(points[:, 0].copy(), points[:, 1].copy(), codes[kinds], chains, group)
