"""Small random questions with quotas, and their optimum by two routes that share nothing with the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from itertools import chain, combinations, product

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

from lianshou.engines.matching.problem import Problem, Room
from lianshou.engines.matching.shapes import Quota, QuotaProblem

if not find_spec("ortools"):  # the extra ``large`` is not installed
    collect_ignore = ["test_large_rooms.py", "test_routing.py"]


def _tree_of_hosts(draw: np.random.Generator, shape: tuple[int, int]) -> list[np.ndarray]:
    """Layers: each set of hosts lies within another or apart from it; every guest counts."""
    parts, layers = [np.ones(shape[1], dtype=np.bool_)], []
    while parts:
        hosts = parts.pop()
        layers.append(np.ones((shape[0], 1), dtype=np.bool_) & hosts)
        if hosts.sum() > 1 and draw.random() < 0.8:
            side = draw.random(shape[1]) < 0.5
            parts += [part for part in (hosts & side, hosts & ~side) if part.any()]
    return layers


def _crossing(draw: np.random.Generator, shape: tuple[int, int]) -> list[np.ndarray]:
    count = int(draw.integers(1, 5))
    return [(draw.random((shape[0], 1)) < 0.6) & (draw.random((1, shape[1])) < 0.6) for _ in range(count)]


def _draw_question(draw_problem: Callable[..., Problem], seed: int, **sizes: int) -> QuotaProblem:
    """Nested quotas on even seeds, crossing ones on odd; every third seeks several hosts; zeros and none among them."""
    draw = np.random.default_rng(seed + 10_000)
    problem = draw_problem(seed, spread=[1, 12, 5000][seed % 3], dear=[3, 30, 20000][seed // 3 % 3], **sizes)
    sets = (_crossing if seed % 2 else _tree_of_hosts)(draw, problem.allowed.shape)
    quotas = []
    for number, pairs in enumerate(sets):
        least, most = sorted(draw.integers(0, 2 + sizes["guests"] // 2, 2).tolist())
        asks, limits = draw.random() < 0.4, draw.random() < 0.5
        quotas.append(Quota(f"q{number}", pairs, least if asks else 0, most if limits else None))
    wants = draw.integers(0, 5, len(problem.guests)) if seed % 3 == 0 else None
    if wants is not None:
        wants = np.where(problem.locked_host >= 0, np.maximum(wants, 1), wants)
    return QuotaProblem(problem, tuple(quotas), wants)


def _place_price(room: Room, k: int) -> int:
    if k <= room.low:
        return -room.under
    return 0 if k <= room.high else (k - room.high) * room.over


def _wants(question: QuotaProblem) -> list[int]:
    return [1] * len(question.problem.guests) if question.wants is None else question.wants.tolist()


def _cost_of_picks(question: QuotaProblem, picks: tuple[tuple[int, ...], ...]) -> int | None:
    """``picks``: the hosts of every guest. None when something is broken; locks and walls are the caller's."""
    problem = question.problem
    for quota in question.quotas:
        count = sum(bool(quota.pairs[i, j]) for i, hosts in enumerate(picks) for j in hosts)
        if count < quota.least or (quota.most is not None and count > quota.most):
            return None
    total = 0
    for i, (hosts, wanted) in enumerate(zip(picks, _wants(question), strict=True)):
        total += int(problem.left_out[i]) * (wanted - len(hosts))
        total += sum(int(term.costs[i, j]) for term in problem.terms for j in hosts)
    for j, room in enumerate(problem.rooms):
        load = sum(j in hosts for hosts in picks)
        if load > room.most:
            return None
        total += sum(_place_price(room, k) for k in range(1, load + 1))
    return total


def _best_by_trying(question: QuotaProblem) -> int | None:
    """Every arrangement there is; None when none meets the quotas."""
    problem, ways = question.problem, []
    for i, wanted in enumerate(_wants(question)):
        hosts = [j for j in range(len(problem.hosts)) if problem.allowed[i, j]]
        some = chain.from_iterable(combinations(hosts, k) for k in range(wanted + 1))
        lock = problem.locked.get(problem.guests[i])
        ways.append([pick for pick in some if lock is None or problem.hosts.index(lock) in pick])
    costs = (_cost_of_picks(question, picks) for picks in product(*ways))
    return min((cost for cost in costs if cost is not None), default=None)


def _best_by_branching(question: QuotaProblem) -> int | None:
    """HiGHS on all pairs at once: one variable per pair, per guest what it lacks, per place of every host."""
    problem = question.problem
    n, m = problem.allowed.shape
    places = [(j, k) for j, room in enumerate(problem.rooms) for k in range(1, room.most + 1)]
    price = [_place_price(problem.rooms[j], k) for j, k in places]
    costs = sum((term.costs for term in problem.terms), start=np.zeros((n, m), dtype=np.int64))
    own = np.array(
        [[problem.locked.get(guest) == host for host in problem.hosts] for guest in problem.guests]
    )
    lower = np.concatenate([own.reshape(-1), np.zeros(n + len(places))])
    upper = np.concatenate([problem.allowed.ravel(), _wants(question), np.ones(len(places))])
    wishes = np.hstack([np.kron(np.eye(n), np.ones(m)), np.eye(n), np.zeros((n, len(places)))])
    room = np.array([[j == k for k, _ in places] for j in range(m)], dtype=float).reshape(m, len(places))
    loads = np.hstack([np.kron(np.ones(n), np.eye(m)), np.zeros((m, n)), -room])
    counts = [np.append(quota.pairs.ravel(), np.zeros(n + len(places))) for quota in question.quotas]
    ends = [(q.least, np.inf if q.most is None else q.most) for q in question.quotas]
    rows = np.vstack([wishes, loads, *counts])
    low = np.concatenate([_wants(question), np.zeros(m), [least for least, _ in ends]])
    high = np.concatenate([_wants(question), np.zeros(m), [most for _, most in ends]])
    found = milp(
        np.concatenate([costs.ravel(), problem.left_out, price]),
        constraints=LinearConstraint(rows, low, high),
        bounds=(lower.astype(float), upper.astype(float)),
        integrality=np.ones(len(upper)),
        options={"mip_rel_gap": 0},
    )
    return None if found.x is None else round(found.fun)


def _draw_single(draw_problem: Callable[..., Problem], seed: int, **fields: int) -> Problem:
    """As ``draw_problem``, with one place or none at every host."""
    problem = draw_problem(seed, **fields)
    rooms = [
        Room(min(room.low, 1), min(room.high, 1), min(room.most, 1), room.under, room.over)
        for room in problem.rooms
    ]
    taken: set[str] = set()
    locked = {}
    for guest, host in problem.locked.items():
        if host not in taken:
            locked[guest] = host
            taken.add(host)
    return replace(problem, rooms=tuple(rooms), locked=locked)


@pytest.fixture(scope="session")
def draw_question(draw_problem: Callable[..., Problem]) -> Callable[..., QuotaProblem]:
    return lambda seed, **sizes: _draw_question(draw_problem, seed, **sizes)


@pytest.fixture(scope="session")
def draw_single(draw_problem: Callable[..., Problem]) -> Callable[..., Problem]:
    return lambda seed, **fields: _draw_single(draw_problem, seed, **fields)


@pytest.fixture(scope="session")
def best_by_trying() -> Callable[[QuotaProblem], int | None]:
    return _best_by_trying


@pytest.fixture(scope="session")
def best_by_branching() -> Callable[[QuotaProblem], int | None]:
    return _best_by_branching
