"""Exact explanations: next-best three of everybody, and the price of forcing a pair, against cold solves of the same.

Run: ``PYTHONPATH=src python bench/matching/bench_explaining.py``. Single forcings are counted in processor time:
one lasts some twenty microseconds, and a shared machine takes a core away for thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import mean, median
from time import process_time

import numpy as np
from geography import nation
from measuring import Answer, Row, at_least, at_most, interleaved

from lianshou.engines.matching.large import ExactPrices, LargeProblem, Options, Revision, solve
from lianshou.engines.matching.problem import Ints

REGIMES = (("tight", 200_000, 1), ("left out", 20_000, 1), ("roomy", 200_000, 3))


def rows() -> Iterator[Row]:
    """The next-best three of all 20k pairs, snapshot included; some of them asked of a revision too."""
    ExactPrices(Revision(nation(guests=60, hosts=20))).next_best()  # compile
    for label, dear, room in REGIMES:
        problem = nation(guests=20_000, hosts=5_000, dear=dear, room=room)
        revision = Revision(problem)
        exact, found = ExactPrices(revision), ExactPrices(revision).next_best()
        seconds = interleaved(
            {
                "whole": lambda revision=revision: ExactPrices(revision).next_best(),  # type: ignore[misc]
                "snapshot": lambda revision=revision: ExactPrices(revision),  # type: ignore[misc]
                "lists": lambda exact=exact: exact.next_best(),  # type: ignore[misc]
                "solve": lambda problem=problem: solve(problem),  # type: ignore[misc]
            },
            rounds=5,
        )
        whole, snapshot, lists, cold = (
            median(seconds[name]) for name in ("whole", "snapshot", "lists", "solve")
        )
        wrong = _wrong(revision, found)
        alone = worked(lambda revision=revision: ExactPrices(revision).next_best())[0]  # type: ignore[misc]
        detail = f"snapshot {snapshot:.3f}, lists {lists:.3f}, a solve {cold:.3f} s; processor {alone:.3f} s"
        yield at_most(f"next-best three of 20k × 5k, {label}", whole, 1, "s", detail)
        yield Row(f"of 1,000 listed, unlike a revision's, {label}", str(wrong), "0", wrong == 0)


def _wrong(revision: Revision, found: Options) -> int:
    """How many of a thousand listed prices differ from forcing the pair in the revision."""
    listed = np.argwhere(found.hosts >= 0)
    some = np.random.default_rng(1).choice(listed, 1_000, replace=False)
    pairs = np.column_stack([some[:, 0], found.hosts[tuple(some.T)]])
    return int((found.extra[tuple(some.T)] != revision.prices_of_forcing(pairs)).sum())


def worked(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """Processor seconds, and the answer."""
    start = process_time()
    answer = work()
    return process_time() - start, answer


def forcing() -> Iterator[Row]:
    """The exact price of 500 random forcings at 2k × 500, one call each, each against a cold solve with the pair locked."""
    problem = nation(guests=2_000, hosts=500)
    revision = Revision(problem)
    exact = ExactPrices(revision)
    exact.forcing(0, 0)
    setting_up = median(worked(lambda: ExactPrices(revision))[0] for _ in range(9))
    base = solve(problem).cost
    ours, theirs, wrong = [], [], 0
    for guest, host in _open_pairs(problem, 500):
        seconds, price = worked(lambda guest=guest, host=host: exact.forcing(guest, host))  # type: ignore[misc]
        ours.append(seconds)
        locked = _with_lock(problem, guest, host)
        seconds, result = worked(lambda locked=locked: solve(locked))  # type: ignore[misc]
        theirs.append(seconds)
        wrong += price != result.cost - base
    detail = f"median {median(ours) * 1e6:.0f} µs against {median(theirs) * 1e3:.1f} ms; snapshot once {setting_up * 1e3:.1f} ms"
    yield at_least(
        "one forcing at 2k × 500 against a cold solve, medians", median(theirs) / median(ours), 200, detail
    )
    yield at_least("the same, means", mean(theirs) / mean(ours), 200, f"mean {mean(ours) * 1e6:.0f} µs")
    yield Row("of 500 forcings, unlike the cold solve", str(wrong), "0", wrong == 0)


def _open_pairs(problem: LargeProblem, count: int) -> list[list[int]]:
    draw = np.random.default_rng(5)
    pairs = np.column_stack(
        [draw.integers(0, len(side), 2 * count) for side in (problem.guests, problem.hosts)]
    )
    banned = (pairs[:, None] == problem.forbidden).all(axis=2).any(axis=1)
    some: list[list[int]] = pairs[~banned][:count].tolist()
    return some


def _with_lock(problem: LargeProblem, guest: int, host: int) -> LargeProblem:
    locked: Ints = problem.locked.copy()
    locked[guest] = host
    return replace(problem, locked=locked)
