"""Small random problems, and their optimum by two routes that share nothing with the engine."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

from lianshou.engines.matching.problem import Problem, Room, Term


def _draw_locks(
    draw: np.random.Generator, *, guests: list[str], hosts: list[str], rooms: list[Room], allowed: np.ndarray
) -> dict[str, str]:
    taken = [0] * len(hosts)
    locks = {}
    for i, guest in enumerate(guests):
        for j, host in enumerate(hosts):
            if guest not in locks and allowed[i, j] and taken[j] < rooms[j].most and draw.random() < 0.12:
                taken[j] += 1
                locks[guest] = host
    return locks


def _draw_problem(
    seed: int, *, guests: int = 6, hosts: int = 4, spread: int = 12, dear: int = 30, locks: bool = True
) -> Problem:
    """``spread`` small makes ties; costs may be negative; ids are not in sorted order."""
    draw = np.random.default_rng(seed)
    n, m = int(draw.integers(0, guests + 1)), int(draw.integers(0, hosts + 1))
    stairs = np.sort(draw.integers(0, 4, (m, 3)), axis=1).tolist()
    prices = draw.integers(0, spread + 1, (m, 2)).tolist()
    rooms = [Room(*stair, *price) for stair, price in zip(stairs, prices, strict=True)]
    allowed = draw.random((n, m)) < draw.choice([0.3, 0.8, 1.0])
    names = [f"g{i}" for i in draw.permutation(n)], [f"h{j}" for j in draw.permutation(m)]
    terms = (
        Term("distance", draw.integers(0, spread + 1, (n, m))),
        Term("renewal", draw.integers(-spread, spread + 1, (n, m))),
    )
    kept = _draw_locks(draw, guests=names[0], hosts=names[1], rooms=rooms, allowed=allowed) if locks else {}
    out = draw.integers(0, dear, n)
    return Problem(tuple(names[0]), tuple(names[1]), terms, tuple(rooms), out, allowed, kept)


def _draw_town(seed: int) -> Problem:
    """A county of 80 guests and 20 hosts in clusters; places are short in every other seed."""
    draw = np.random.default_rng(seed)
    n, m, most = 80, 20, 3 + 2 * (seed % 2)
    towns = draw.integers(0, 400, (6, 2))
    here, there = (towns[draw.integers(0, 6, count)] + draw.integers(0, 9, (count, 2)) for count in (n, m))
    metres = np.abs(here[:, None] - there[None]).sum(axis=2)
    rooms = tuple(Room(low=1, high=2, most=most, under=int(draw.integers(0, 90)), over=40) for _ in range(m))
    return Problem(
        guests=tuple(f"g{i}" for i in range(n)),
        hosts=tuple(f"h{j}" for j in range(m)),
        terms=(Term("distance", metres), Term("industry", draw.choice([0, 80], (n, m)))),
        rooms=rooms,
        left_out=draw.choice([300, 9000], n),
        allowed=(draw.random((n, m)) > 0.05) & (metres < 350),
        locked={},
    )


def _place_price(room: Room, k: int) -> int:
    if k <= room.low:
        return -room.under
    return 0 if k <= room.high else (k - room.high) * room.over


def _cost_by_hand(problem: Problem, picks: tuple[int, ...]) -> int | None:
    """The cost of an arrangement, or None when it breaks a wall, a lock or a room."""
    total = 0
    for i, j in enumerate(picks):
        lock = problem.locked.get(problem.guests[i])
        if lock is not None and (j < 0 or problem.hosts[j] != lock):
            return None
        if j >= 0 and not problem.allowed[i, j]:
            return None
        total += int(problem.left_out[i]) if j < 0 else sum(int(term.costs[i, j]) for term in problem.terms)
    for j, room in enumerate(problem.rooms):
        if picks.count(j) > room.most:
            return None
        total += sum(_place_price(room, k) for k in range(1, picks.count(j) + 1))
    return total


def _best_by_hand(problem: Problem) -> int:
    """Every arrangement there is."""
    every = product(range(-1, len(problem.hosts)), repeat=len(problem.guests))
    return min(cost for picks in every if (cost := _cost_by_hand(problem, picks)) is not None)


def _best_by_milp(problem: Problem) -> int:
    """HiGHS on: one variable per pair, per guest left out, and per place of every host."""
    n, m = len(problem.guests), len(problem.hosts)
    if n == 0:
        return 0
    costs = sum((term.costs for term in problem.terms), start=np.zeros((n, m), dtype=np.int64))
    places = [(j, k) for j, room in enumerate(problem.rooms) for k in range(1, room.most + 1)]
    price = [_place_price(problem.rooms[j], k) for j, k in places]
    objective = np.concatenate([costs.ravel(), problem.left_out, price])
    upper = np.concatenate([problem.allowed.ravel(), np.ones(n + len(places))]).astype(float)
    for i, guest in enumerate(problem.guests):
        if guest in problem.locked:
            upper[i * m : (i + 1) * m] = [host == problem.locked[guest] for host in problem.hosts]
            upper[n * m + i] = 0
    served = np.hstack([np.kron(np.eye(n), np.ones(m)), np.eye(n), np.zeros((n, len(places)))])
    room = np.array([[j == k for k, _ in places] for j in range(m)], dtype=float).reshape(m, len(places))
    used = np.hstack([np.kron(np.ones(n), np.eye(m)), np.zeros((m, n)), -room])
    rows, right = np.vstack([served, used]), np.concatenate([np.ones(n), np.zeros(m)])
    found = milp(
        objective,
        constraints=LinearConstraint(rows, right, right),
        bounds=(0, upper),
        integrality=np.ones(len(upper)),
    )
    return round(found.fun)


@pytest.fixture(scope="session")
def draw_problem() -> Callable[..., Problem]:
    return _draw_problem


@pytest.fixture(scope="session")
def draw_town() -> Callable[[int], Problem]:
    return _draw_town


@pytest.fixture(scope="session")
def cost_by_hand() -> Callable[[Problem, tuple[int, ...]], int | None]:
    return _cost_by_hand


@pytest.fixture(scope="session")
def best_by_hand() -> Callable[[Problem], int]:
    return _best_by_hand


@pytest.fixture(scope="session")
def best_by_milp() -> Callable[[Problem], int]:
    return _best_by_milp


@pytest.fixture
def pair_up() -> Callable[..., Problem]:
    """A problem from rows of costs: everything allowed unless told, one place per host unless told."""

    def build(rows: list[list[int]], **fields: object) -> Problem:
        costs = np.array(rows, dtype=np.int64)
        n, m = costs.shape
        given: dict[str, object] = {
            "guests": tuple(f"g{i}" for i in range(n)),
            "hosts": tuple(f"h{j}" for j in range(m)),
            "terms": (Term("distance", costs),),
            "rooms": (Room(low=0, high=1, most=1, under=0, over=0),) * m,
            "left_out": np.full(n, 1000, dtype=np.int64),
            "allowed": np.ones((n, m), dtype=np.bool_),
            "locked": {},
        }
        return Problem(**(given | fields))  # type: ignore[arg-type]

    return build
