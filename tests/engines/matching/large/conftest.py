"""Small random maps for the large engine: ties, closed hosts, walls, forbidden pairs, locks, both hemispheres."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pytest

from lianshou.engines.matching.residual import Residual
from lianshou.engines.matching.solver import Result, dual_objective, guest_values

if find_spec("numba") and find_spec("ortools"):
    from lianshou.engines.matching.large import LargeProblem, Places, Revision, Rooms, Tariff, small_problem
else:  # the extra ``large`` is not installed
    collect_ignore_glob = ["test_*.py"]

INDUSTRIES = [0, 10000, 13400, 13415, 13416, 13421, 23415, 200000]


def _draw_places(draw: np.random.Generator, *, count: int, cells: int) -> Places:
    """On a grid of ``cells`` × ``cells`` steps of 2 km about a point of the antimeridian: few cells, many ties."""
    lon = 180 + (draw.integers(0, cells, count) - cells // 2) / 50
    return Places(
        longitude=np.where(lon > 180, lon - 360, lon),
        latitude=60 + draw.integers(0, cells, count) / 50,
        industry=draw.choice(INDUSTRIES, count),
        chains=draw.integers(0, 4, count),
        group=draw.integers(0, 3, count),
    )


def _draw_map(
    seed: int, *, guests: int = 40, hosts: int = 15, cells: int = 6, spread: int = 9000, locks: float = 0.08
) -> LargeProblem:
    draw = np.random.default_rng(seed)
    n, m = int(draw.integers(0, guests + 1)), int(draw.integers(1, hosts + 1))
    low, high, most = np.sort(draw.integers(0, 4, (m, 3)), axis=1).T.copy()
    under, over = draw.integers(0, spread, m), draw.integers(0, spread, m)
    closed = draw.random((n, m)) < draw.choice([0, 0.1, 1], p=[0.3, 0.6, 0.1])
    locked, load = np.full(n, -1), np.zeros(m, dtype=np.int64)
    for i, j in enumerate(draw.integers(0, m, n)):
        if draw.random() < locks and load[j] < most[j] and not closed[i, j]:
            locked[i], load[j] = j, load[j] + 1
    return LargeProblem(
        guests=_draw_places(draw, count=n, cells=cells),
        hosts=_draw_places(draw, count=m, cells=cells),
        tariff=Tariff(farthest=int(draw.choice([5000, 2**40])), per_km=int(draw.choice([0, 333, 1000]))),
        rooms=Rooms(low, high, most, under, over),
        left_out=draw.integers(0, draw.choice([3, 20_000, 60_000]), n),
        locked=locked,
        existing=draw.integers(-1, m, n),
        forbidden=np.argwhere(closed),
    )


@pytest.fixture(scope="session")
def draw_places() -> Callable[..., Places]:
    return _draw_places


@pytest.fixture(scope="session")
def draw_map() -> Callable[..., LargeProblem]:
    return _draw_map


_DEAR = 300_000


def _tight(problem: LargeProblem) -> LargeProblem:
    """Barely room for all, and leaving out is dear: long chains, walls everywhere."""
    count, hosts = len(problem.guests), len(problem.hosts)
    most = np.maximum(problem.rooms.most, -(-count // hosts))
    rooms = Rooms(problem.rooms.low, problem.rooms.high, most, problem.rooms.under, problem.rooms.over)
    return replace(problem, rooms=rooms, left_out=np.full(count, _DEAR))


def _roomy(problem: LargeProblem) -> LargeProblem:
    """Three times the room: nobody is left out, some hosts stay empty."""
    columns = (problem.rooms.low, problem.rooms.high * 3, problem.rooms.most * 3 + 1)
    rooms = Rooms(*columns, problem.rooms.under, problem.rooms.over)
    return replace(problem, rooms=rooms, left_out=np.full(len(problem.guests), _DEAR))


def _left_out(problem: LargeProblem) -> LargeProblem:
    """Leaving out is cheap, and many are."""
    return replace(problem, left_out=problem.left_out // 8)


def _closed(problem: LargeProblem) -> LargeProblem:
    """Two hosts in three take nobody but those locked to them."""
    shut = np.arange(len(problem.hosts)) % 3 > 0
    held = np.bincount(problem.locked[problem.locked >= 0], minlength=len(problem.hosts))
    low, high, most = (
        np.where(shut, np.minimum(column, held), column)
        for column in (problem.rooms.low, problem.rooms.high, problem.rooms.most)
    )
    return replace(problem, rooms=Rooms(low, high, most, problem.rooms.under, problem.rooms.over))


def _tied(problem: LargeProblem) -> LargeProblem:
    """One cost for every pair: every way is as good as many others."""
    flat = Tariff(per_km=0, industry=(0,) * 5, chain=0, group=0, renewal=2000)
    return replace(problem, tariff=flat, left_out=np.full(len(problem.guests), 3000))


def _as_drawn(problem: LargeProblem) -> LargeProblem:
    return problem


@pytest.fixture(params=[_as_drawn, _tight, _roomy, _left_out, _closed, _tied], ids=lambda made: made.__name__)
def regime(request: pytest.FixtureRequest) -> Callable[[LargeProblem], LargeProblem]:
    """A map made into one of the cases that the engine must get right."""
    made: Callable[[LargeProblem], LargeProblem] = request.param
    return made


def _dense(revision: Revision) -> Residual:
    """The light engine's residual graph of the very same arrangement, every pair written out."""
    problem, found = small_problem(revision.problem), revision.result()
    prices = found.host_prices
    bound, values = dual_objective(problem, prices), guest_values(problem, prices)
    return Residual(Result(problem, found.host_of, found.cost, bound, prices, values))


@pytest.fixture(scope="session")
def dense() -> Callable[[Revision], Residual]:
    return _dense
