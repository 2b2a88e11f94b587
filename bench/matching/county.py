"""One county: a cold process from workbooks to papers, and its engine against two others."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from measuring import Row, at_most, interleaved, middle, timed
from rival import flow, stairs_of

from lianshou.engines.matching import (
    Problem,
    Room,
    Term,
    price_of_forcing,
    price_of_leaving_out,
    solve,
    verify_result,
)


def county(*, guests: int, hosts: int, most: int, seed: int = 7) -> Problem:
    """Towns scattered over 60 km, both sides clustered in them, 30 industries, 2 % of the pairs forbidden."""
    draw = np.random.default_rng(seed)
    towns = draw.integers(0, 60_000, (max(4, hosts // 6), 2))
    here, there = (
        towns[draw.integers(0, len(towns), count)] + draw.integers(-2000, 2000, (count, 2))
        for count in (guests, hosts)
    )
    metres = np.hypot(*(here[:, None] - there[None]).transpose(2, 0, 1)).astype(np.int64)
    own, other = (draw.integers(0, 30, count) for count in (guests, hosts))
    trade = np.where(own[:, None] == other[None], 0, 8000).astype(np.int64)
    allowed = (draw.random((guests, hosts)) > 0.02) & (metres < 50_000)
    terms = (Term("distance", metres), Term("industry", trade))
    rooms = tuple(Room(low=1, high=max(1, most - 1), most=most, under=5000, over=3000) for _ in range(hosts))
    out = np.full(guests, price_of_leaving_out(terms, rooms, allowed=allowed), dtype=np.int64)
    names = tuple(f"g{i}" for i in range(guests)), tuple(f"h{j}" for j in range(hosts))
    return Problem(names[0], names[1], terms, rooms, out, allowed, {})


def rows() -> Iterator[Row]:
    """A whole cold process, import included; and the engine alone, by three routes."""
    yield _cold()
    for label, most in (("roomy", 6), ("tight", 3), ("short", 2)):
        yield from _engine(label, county(guests=164, hosts=63, most=most))


def _cold() -> Row:
    """``lianshou match`` on the sample county: start-up, two workbooks in, four files out."""
    with TemporaryDirectory() as folder:
        lists, out = Path(folder) / "lists", Path(folder) / "out"
        _lianshou("sample", "-o", str(lists))
        files = [str(lists / "hosts.xlsx"), str(lists / "guests.xlsx")]
        seconds = [
            timed(lambda: _lianshou("match", *files, "--out", str(out), "--quiet"))[0] for _ in range(9)
        ]
    return at_most(
        "a county from two workbooks, cold process", middle(seconds), 1, "s", f"least {min(seconds):.2f} s"
    )


def _lianshou(*words: str) -> None:
    command = [sys.executable, "-c", "from lianshou.cli.main import main; main()", *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _engine(label: str, problem: Problem) -> Iterator[Row]:
    from lianshou.engines.matching.large.matching import LargeMatching

    result = solve(problem)
    same = result.cost == result.bound == LargeMatching(problem).cost == _by_or_tools(problem)
    works = {
        "solve": lambda: solve(problem),
        "explain": lambda: price_of_forcing(result),
        "verify": lambda: verify_result(result),
    }
    seconds = {name: middle(spent) * 1e3 for name, spent in interleaved(works, 9).items()}
    told = ", ".join(f"{name} {spent:.1f} ms" for name, spent in seconds.items())
    left = int((result.host_of < 0).sum())
    yield Row(
        f"164 × 63, {label}: light, large and OR-Tools",
        "one cost" if same else "differ",
        "one cost",
        same,
        f"{told}; {left} left out",
    )


def _by_or_tools(problem: Problem) -> int:
    """The cost of the optimum with every open pair an arc."""
    rooms = [(room.low, room.high, room.most, room.under, room.over) for room in problem.rooms]
    arcs = np.argwhere(problem.allowed)
    costs = problem.costs[problem.allowed]
    host_of = flow(
        np.column_stack([arcs, costs]), problem.left_out, stairs_of(rooms, len(problem.guests)), len(rooms)
    )
    return problem.cost_of(host_of)
