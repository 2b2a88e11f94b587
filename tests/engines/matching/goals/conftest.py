"""Every arrangement of a tiny problem, by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import product

import numpy as np
import pytest

from lianshou.engines.matching.problem import LEFT_OUT, Problem

if not (find_spec("numba") and find_spec("ortools")):  # the extra ``large`` is not installed
    collect_ignore = ["test_on_map.py"]


@pytest.fixture(scope="session")
def every_arrangement(
    cost_by_hand: Callable[[Problem, tuple[int, ...]], int | None],
) -> Callable[[Problem], list[tuple[tuple[int, ...], int]]]:
    """All arrangements that break no wall, lock or room, each with its cost."""

    def tried(problem: Problem) -> Iterator[tuple[tuple[int, ...], int]]:
        for picks in product(range(LEFT_OUT, len(problem.hosts)), repeat=len(problem.guests)):
            if (cost := cost_by_hand(problem, picks)) is not None:
                yield picks, cost

    return lambda problem: list(tried(problem))


@pytest.fixture(scope="session")
def draw_kept() -> Callable[[Problem, int], np.ndarray]:
    """What may have been before: any host or none, walls and room forgotten."""
    return lambda problem, seed: np.random.default_rng(seed).integers(
        LEFT_OUT, len(problem.hosts), len(problem.guests)
    )
