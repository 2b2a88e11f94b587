from __future__ import annotations

import os
import subprocess
import sys
from types import ModuleType, SimpleNamespace

import pytest

from lianshou.engines.matching import opening
from lianshou.engines.matching.light import LightMatching
from lianshou.engines.matching.opening import open_matching, solve_by_size
from lianshou.engines.matching.problem import Flaw, ProblemError

LARGE = "lianshou.engines.matching.large"


@pytest.fixture
def large(monkeypatch):
    """A large engine that only says what it was given."""
    module = ModuleType(f"{LARGE}.matching")
    module.LargeMatching = lambda problem: SimpleNamespace(given=problem)
    monkeypatch.setitem(sys.modules, LARGE, ModuleType(LARGE))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(sys.modules, "numba", SimpleNamespace(__spec__="here"))


@pytest.fixture
def no_extra(monkeypatch):
    for name in ("numba", LARGE, f"{LARGE}.matching"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.fixture
def sizes(monkeypatch):
    """Two pairs are light, six without hope."""
    monkeypatch.setattr(opening, "LIGHT_PAIRS", 2)
    monkeypatch.setattr(opening, "HOPELESS_PAIRS", 5)


def test_a_small_table_opens_light(pair_up, sizes, large):
    assert isinstance(open_matching(pair_up([[1, 2]])), LightMatching)


def test_a_large_table_opens_large(pair_up, sizes, large):
    problem = pair_up([[1, 2, 3]])
    assert open_matching(problem).given is problem


def test_a_map_opens_large_however_small(large):
    place = SimpleNamespace(guests=(), hosts=())
    assert open_matching(place).given is place


@pytest.mark.parametrize(("guests", "cost"), [(1, 1), (2, 3)])
def test_without_the_extra_the_light_engine_takes_what_it_can(pair_up, sizes, no_extra, guests, cost):
    assert open_matching(pair_up([[1, 2]] * guests)).cost == cost


def test_without_the_extra_a_table_beyond_hope_is_refused_and_the_extra_named(pair_up, sizes, no_extra):
    with pytest.raises(ProblemError) as caught:
        open_matching(pair_up([[1, 2]] * 3))
    assert (caught.value.reason, caught.value.subject) == (Flaw.EXTRA_MISSING, ("large",))
    assert "pip install 'lianshou[large]'" in caught.value.wording.zh


def test_both_engines_solve_a_table_at_one_cost(draw_town, monkeypatch):
    problem = draw_town(1)
    light = solve_by_size(problem)
    monkeypatch.setattr(opening, "LIGHT_PAIRS", 1)
    heard = []
    large = solve_by_size(problem, progress=lambda done, total: heard.append((done, total)))
    assert (large.cost, large.bound) == (light.cost, light.cost)
    assert heard == [(80, 80)]


def test_a_county_imports_numpy_alone():
    heavy = "{'numba', 'scipy', 'ortools', 'highspy'}"
    code = f"import sys; from lianshou.engines.matching import light, measures, opening; print({heavy} & set(sys.modules))"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True)
    assert done.stdout == "set()\n"
