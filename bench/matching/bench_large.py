"""The large matching engine against OR-Tools, interleaved in one run; prints medians and ratios, asserts the optimum.

Run: ``PYTHONPATH=src nice -n 15 python bench/matching/bench_large.py [guests …] [--whole] [--force]``
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

from geography import nation
from rival import solve_by_or_tools

from lianshou.engines.matching.large.solving import Result, solve

CASES = (("tight", 200_000, 1), ("most dear", 20_000, 1), ("roomy", 200_000, 3))


def timed(work: Callable[[], object]) -> tuple[float, object]:
    start = perf_counter()
    answer = work()
    return perf_counter() - start, answer


def compare(guests: int, repeats: int) -> None:
    for label, dear, room in CASES:
        problem = nation(guests=guests, hosts=guests // 4, dear=dear, room=room)
        ours, theirs = [], []
        for _ in range(repeats):
            seconds, result = timed(lambda problem=problem: solve(problem))  # type: ignore[misc]
            ours.append(seconds)
            seconds, rival = timed(lambda problem=problem: solve_by_or_tools(problem))  # type: ignore[misc]
            theirs.append(seconds)
            assert isinstance(result, Result)
            assert isinstance(rival, tuple)
            assert result.cost == result.bound == rival[0]
        print(
            f"{guests:7} {label:10} ours {median(ours):8.4f} s ({result.passes} passes, "
            f"{result.arcs / guests:.1f} arcs a guest)   OR-Tools loop {median(theirs):8.4f} s ({rival[1]} passes)"
            f"   ratio {median(theirs) / median(ours):5.2f}"
        )


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or [2_000, 20_000]
    small = nation(guests=60, hosts=20)
    solve(small), solve_by_or_tools(small)  # compile
    for guests in sizes:
        compare(guests, 9 if guests <= 2_000 else 5 if guests <= 20_000 else 1)


if __name__ == "__main__":
    main()
