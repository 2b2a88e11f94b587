"""The large matching engine against OR-Tools, interleaved in one run; prints medians and ratios, asserts the optimum.

Run: ``PYTHONPATH=src nice -n 15 python bench/matching/bench_large.py [guests …] [--force] [--whole]``
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import mean, median
from time import perf_counter
from typing import TypeVar

import numpy as np
from geography import nation
from rival import solve_by_or_tools, solve_whole

from lianshou.engines.matching.large import LargeProblem, Revision, solve

CASES = (("tight", 200_000, 1), ("left out", 20_000, 1), ("roomy", 200_000, 3))
Answer = TypeVar("Answer")


def timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    start = perf_counter()
    answer = work()
    return perf_counter() - start, answer


def compare(guests: int, repeats: int) -> None:
    """Complete-graph optimum with proof, against the OR-Tools loop on the same arcs."""
    for label, dear, room in CASES:
        problem = nation(guests=guests, hosts=guests // 4, dear=dear, room=room)
        ours, theirs = [], []
        for _ in range(repeats):
            seconds, result = timed(lambda problem=problem: solve(problem))  # type: ignore[misc]
            ours.append(seconds)
            seconds, (cost, passes) = timed(lambda problem=problem: solve_by_or_tools(problem))  # type: ignore[misc]
            theirs.append(seconds)
            assert result.cost == result.bound == cost
        print(
            f"{guests:7} {label:9} ours {median(ours):8.4f} s, {result.passes} passes, "
            f"{result.arcs / guests:.1f} arcs a guest, {int((result.host_of < 0).sum())} out   "
            f"OR-Tools loop {median(theirs):8.4f} s, {passes} passes   ratio {median(theirs) / median(ours):6.2f}"
        )


def compare_whole(guests: int) -> None:
    """Against OR-Tools with every pair an arc."""
    problem = nation(guests=guests, hosts=guests // 4)
    theirs, (cost, building) = timed(lambda: solve_whole(problem))
    ours = [timed(lambda: solve(problem)) for _ in range(5)]
    assert all(result.cost == cost for _, result in ours)
    fast = median(seconds for seconds, _ in ours)
    print(
        f"{guests:7} whole graph: ours {fast:.4f} s   OR-Tools {theirs:.2f} s (build {building:.2f})", end=""
    )
    print(f"   ratio {theirs / fast:.1f}")


def compare_forcing(guests: int, changes: int) -> None:
    """The exact price of forcing random pairs, one call each, against cold solves in between."""
    problem: LargeProblem = nation(guests=guests, hosts=guests // 4)
    revision, draw = Revision(problem), np.random.default_rng(5)
    revision.price_of_forcing(0, 0)
    forced, cold = [], []
    for at in range(changes):
        guest, host = int(draw.integers(0, guests)), int(draw.integers(0, guests // 4))
        seconds, _ = timed(lambda guest=guest, host=host: revision.price_of_forcing(guest, host))  # type: ignore[misc]
        forced.append(seconds)
        if at % 10 == 0:
            cold.append(timed(lambda: solve(problem))[0])
    pairs = np.column_stack([draw.integers(0, count, changes) for count in (guests, guests // 4)])
    together, _ = timed(lambda: revision.prices_of_forcing(pairs))
    print(f"{guests:7} forcing {changes} in one call: mean {together / changes * 1e3:.3f} ms")
    print(
        f"{guests:7} forcing one by one: median {median(forced) * 1e3:.3f} ms, mean {mean(forced) * 1e3:.3f} ms   "
        f"cold {median(cold) * 1e3:.1f} ms   ratio {median(cold) / median(forced):.0f} (means {mean(cold) / mean(forced):.0f})"
    )


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or [2_000, 20_000]
    small = nation(guests=60, hosts=20)
    assert solve(small).cost == solve_by_or_tools(small)[0] == solve_whole(small)[0]  # and compile
    for guests in sizes:
        compare(guests, 9 if guests <= 2_000 else 5 if guests <= 20_000 else 1)
        if "--force" in sys.argv:
            compare_forcing(guests, 500)
        if "--whole" in sys.argv:
            compare_whole(guests)


if __name__ == "__main__":
    main()
