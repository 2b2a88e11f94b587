import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching.problem import Room
from lianshou.engines.matching.shapes import routing
from lianshou.engines.matching.shapes.quotas import Quota, QuotaProblem
from lianshou.engines.matching.shapes.routing import Route, solve_shape
from lianshou.engines.matching.solver import solve


@pytest.fixture
def low_thresholds(monkeypatch):
    monkeypatch.setattr(routing, "ONE_TO_ONE_FROM", 3)
    monkeypatch.setattr(routing, "LARGE_ROOMS_FROM", 6)
    monkeypatch.setattr(routing, "GUESTS_PER_HOST", 3)


def costs(guests: int, hosts: int) -> list[list[int]]:
    return np.random.default_rng(guests).integers(0, 99, (guests, hosts)).tolist()


@pytest.mark.parametrize(
    ("guests", "hosts", "most", "route"),
    [
        (3, 3, 1, Route.ONE_TO_ONE),
        (3, 2, 1, Route.ORDINARY),
        (3, 3, 2, Route.ORDINARY),
        (6, 2, 4, Route.LARGE_ROOMS),
        (5, 1, 4, Route.ORDINARY),
        (6, 3, 4, Route.ORDINARY),
    ],
)
def test_solve_shape_chooses_by_shape_and_size(pair_up, low_thresholds, guests, hosts, most, route):
    problem = pair_up(costs(guests, hosts), rooms=(Room(0, 1, most, 0, 2),) * hosts)
    shaped = solve_shape(problem)
    assert (shaped.route, shaped.reason, shaped.result.cost) == (route, route.value, solve(problem).cost)


def test_solve_shape_leaves_small_tables_to_the_ordinary_engine(pair_up):
    assert solve_shape(pair_up(costs(30, 30))).route is Route.ORDINARY


def test_solve_shape_takes_quotas_only_where_there_are_any(pair_up):
    problem = pair_up(costs(4, 3))
    quota = Quota.between(problem, "q", hosts=["h0"], most=0)
    questions = [
        QuotaProblem(problem),
        QuotaProblem(problem, (quota,)),
        QuotaProblem(problem, wants=np.array([1, 2, 1, 1])),
    ]
    routes = [solve_shape(question).route for question in questions]
    assert routes == [Route.ORDINARY, Route.QUOTAS, Route.QUOTAS]


def test_solve_shape_passes_over_a_route_that_could_not_stay_exact(pair_up, low_thresholds):
    problem = pair_up(costs(3, 3), left_out=np.full(3, 2**52))
    assert solve_shape(problem).route is Route.ORDINARY


def test_solve_shape_passes_over_a_route_that_is_not_installed(pair_up, low_thresholds, monkeypatch):
    problem = pair_up(costs(3, 3))
    rules = tuple(replace(rule, module="no_such_module") for rule in routing._RULES)
    monkeypatch.setattr(routing, "_RULES", rules)
    assert solve_shape(problem).route is Route.ORDINARY


def test_importing_the_shapes_imports_no_solver():
    asked = "import sys, lianshou.engines.matching.shapes; print(sorted({'scipy', 'ortools', 'numba'} & set(sys.modules)))"
    env = {**os.environ, "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, env=env, check=True)
    assert done.stdout == "[]\n"
