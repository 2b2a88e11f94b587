"""The optimum over all pairs with its proof, against OR-Tools: in the same loop, and with every pair built."""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from time import process_time

from geography import nation
from measuring import Row, apart, at_least, at_most, interleaved, middle
from rival import solve_by_or_tools, solve_whole

from lianshou.engines.matching.large import check, solve

REGIMES = {"tight": (200_000, 1), "left out": (20_000, 1), "roomy": (200_000, 3)}
"""The price of leaving out, and the factor on the rooms."""
SIZES = ((2_000, 9, 1.5), (20_000, 5, 2.5), (200_000, 3, 6.0))
"""Guests (four to a host), rounds, and the least ratio."""


def rows() -> Iterator[Row]:
    """Every size in every regime, and how the time grows."""
    _compile()
    for guests, rounds, goal in SIZES:
        for regime in REGIMES:
            yield _against_loop(guests, rounds, goal, regime)
    yield _growth()


def _compile() -> None:
    small = nation(guests=60, hosts=20)
    assert solve(small).cost == solve_by_or_tools(small)[0] == solve_whole(small)[0]


def _against_loop(guests: int, rounds: int, goal: float, regime: str) -> Row:
    dear, room = REGIMES[regime]
    problem = nation(guests=guests, hosts=guests // 4, dear=dear, room=room)
    result = solve(problem)
    assert result.cost == result.bound == solve_by_or_tools(problem)[0]
    works = {"ours": lambda: solve(problem), "theirs": lambda: solve_by_or_tools(problem)}
    seconds = interleaved(works, rounds)
    ours, theirs = middle(seconds["ours"]), middle(seconds["theirs"])
    left = int((result.host_of < 0).sum())
    told = f"{ours:.3g} s against {theirs:.3g} s; {result.passes} passes, {result.arcs / guests:.1f} arcs a guest, {left} left out"
    return at_least(
        f"{guests // 1000}k × {guests // 4:,}, {regime}: against the OR-Tools loop", theirs / ours, goal, told
    )


def _growth() -> Row:
    """The exponent between 2k and 200k, by processor time: other work on the machine does not count."""
    small, large = (nation(guests=guests, hosts=guests // 4) for guests in (2_000, 200_000))
    spent: dict[str, list[float]] = {"small": [], "large": []}
    for _ in range(3):
        for name, problem, times in (("small", small, 5), ("large", large, 1)):
            for _ in range(times):
                start = process_time()
                solve(problem)
                spent[name].append(process_time() - start)
    exponent = log(middle(spent["large"]) / middle(spent["small"])) / log(100)
    told = f"{middle(spent['small']):.4f} s → {middle(spent['large']):.2f} s"
    return Row("growth 2k → 200k, exponent", f"{exponent:.2f}", "≤ 1.2", exponent <= 1.2, told)


def whole() -> Iterator[Row]:
    """20k × 5k against OR-Tools with all 10⁸ pairs built; each in its own process, memory compared."""
    ours, mine, (cost, _) = apart(_solved, 20_000, 5_000, 1)
    theirs, yours, (other, _) = apart(_whole, 20_000, 5_000)
    assert cost == other
    yield at_least(
        "20k × 5k: against OR-Tools on the whole graph",
        theirs / ours,
        40,
        f"{ours:.2f} s against {theirs:.0f} s",
    )
    yield at_least(
        "20k × 5k: memory of the whole graph", yours / mine, 10, f"{mine:.2f} GB against {yours:.1f} GB"
    )


def _solved(guests: int, hosts: int, room: int) -> tuple[int, int]:
    """Cost and guests left out; compiled and checked by the tree beforehand on a small one."""
    _compile_ours()
    result = solve(nation(guests=guests, hosts=hosts, room=room))
    assert result.cost == result.bound
    return result.cost, int((result.host_of < 0).sum())


def _compile_ours() -> None:
    assert not check(solve(nation(guests=60, hosts=20)))


def _whole(guests: int, hosts: int) -> tuple[int, float]:
    return solve_whole(nation(guests=guests, hosts=hosts))


def _rival(guests: int, hosts: int, room: int) -> tuple[int, int]:
    return solve_by_or_tools(nation(guests=guests, hosts=hosts, room=room))


def nation_left_out() -> Iterator[Row]:
    """2.8 M × 100k, one guest in six served."""
    yield from _nation("most left out", 1, 60)


def nation_served() -> Iterator[Row]:
    """2.8 M × 100k, room for all."""
    yield from _nation("all served", 9, 150)


def _nation(label: str, room: int, limit: float) -> Iterator[Row]:
    ours, memory, (cost, left) = apart(_solved, 2_800_000, 100_000, room)
    claim = f"nation 2.8 M × 100k, {label}"
    yield at_most(f"{claim}: seconds", ours, limit, "s", f"{left:,} left out; making the data included")
    yield at_most(f"{claim}: memory", memory, 3, "GB")
    theirs, more, (other, passes) = apart(_rival, 2_800_000, 100_000, room)
    assert cost == other
    yield at_least(
        f"{claim}: against the OR-Tools loop",
        theirs / ours,
        1,
        f"{theirs:.0f} s, {passes} passes, {more:.1f} GB",
    )
