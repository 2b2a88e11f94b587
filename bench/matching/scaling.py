"""Two workers against one on a year of counties, and a nation in parts against the nation whole."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import dask
import numpy as np
import psutil
from county import county
from distributed import Client, LocalCluster
from geography import nation
from measuring import Row, at_least, timed

from lianshou.engines.matching import Problem, price_of_forcing, solve
from lianshou.engines.matching.cluster import solve_many, solve_parts, warm_up
from lianshou.engines.matching.large import LargeProblem
from lianshou.engines.matching.large import solve as solve_large
from lianshou.engines.matching.large.starting import Start
from lianshou.engines.matching.problem import Ints

GOAL = 1.7
BANDS = 4


def county_year(problem: Problem) -> tuple[int, int]:
    """What a county needs once a year: the optimum, and the exact price of forcing every pair."""
    result = solve(problem)
    return result.cost, int(price_of_forcing(result).sum() % 1_000_003)


def counties(count: int) -> list[Problem]:
    """Of about 164 × 63, places by turns plenty, just enough and short."""
    mosts = (6, 3, 2)
    return [
        county(guests=150 + 4 * (seed % 8), hosts=60 + seed % 7, most=mosts[seed % 3], seed=seed)
        for seed in range(count)
    ]


@contextmanager
def workers_of_this_machine(count: int) -> Iterator[Any]:
    with (
        TemporaryDirectory(prefix="lianshou-") as room,
        dask.config.set({"temporary-directory": room}),
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=count,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,  # type: ignore[no-untyped-call]
    ):
        yield client


def processor_seconds(client: Any) -> list[float]:
    """What each worker has computed so far, whatever else the machine was doing."""
    return [float(sum(times)) for times in client.run(lambda: psutil.Process().cpu_times()[:2]).values()]


def many(count: int = 200, rounds: int = 5) -> Iterator[Row]:
    """Independent counties on two workers against one, in turn in one run."""
    problems = counties(count)
    seconds: dict[int, list[float]] = {1: [], 2: []}
    busy: dict[int, list[float]] = {1: [], 2: []}
    own: list[float] = []
    with workers_of_this_machine(1) as one, workers_of_this_machine(2) as two:
        clients = {1: one, 2: two}
        answers = [solve_many(problems, each=county_year, client=client) for client in clients.values()]
        alone, wanted = timed(lambda: [county_year(problem) for problem in problems])
        assert answers[0] == answers[1] == wanted
        for _ in range(rounds):
            for workers, client in clients.items():
                before, begun = processor_seconds(client), process_time()
                seconds[workers].append(
                    timed(lambda client=client: solve_many(problems, each=county_year, client=client))[0]  # type: ignore[misc]
                )
                spent = np.subtract(processor_seconds(client), before)
                busy[workers].append(float(spent.max()))
                own.append(process_time() - begun)
    ratio = median(one / two for one, two in zip(seconds[1], seconds[2], strict=True))
    share = median(one / two for one, two in zip(busy[1], busy[2], strict=True))
    detail = (
        f"{median(seconds[1]):.2f} s on one, {median(seconds[2]):.2f} s on two, {alone:.2f} s without dask; "
        f"processor time of the busiest worker {median(busy[1]):.2f} and {median(busy[2]):.2f} s: {share:.2f}×, "
        f"of the one who asks {median(own):.2f} s"
    )
    yield at_least(f"{count} counties, two workers against one", ratio, GOAL, detail)


def split(sizes: tuple[int, ...] = (20_000, 200_000), rounds: int = 3) -> Iterator[Row]:
    """A map in bands of longitude on two workers against the map whole, in turn in one run."""
    with workers_of_this_machine(2) as client:
        warm_up(client)
        for guests in sizes:
            for regime, dear, room in (("tight", 200_000, 1), ("left out", 20_000, 1), ("roomy", 200_000, 3)):
                problem = nation(guests=guests, hosts=guests // 4, dear=dear, room=room)
                yield compared(f"{guests // 1000}k in {BANDS} bands, {regime}", problem, client, rounds)


def compared(claim: str, problem: LargeProblem, client: Any, rounds: int) -> Row:
    steps: dict[str, list[float]] = {"whole": [], "parts": [], "join": [], "repair": []}
    same, labels = True, bands(problem)
    for _ in range(rounds):
        whole, result = timed(lambda: solve_large(problem))
        parts, join, start = parts_and_join(problem, labels, client)
        repair, again = timed(lambda start=start: solve_large(problem, start=start))  # type: ignore[misc]
        same = same and again.cost == again.bound == result.cost
        for name, value in zip(steps, (whole, parts, join, repair), strict=True):
            steps[name].append(value)
    middle = {name: median(values) for name, values in steps.items()}
    ratio = middle["whole"] / (middle["parts"] + middle["join"] + middle["repair"])
    told = ", ".join(f"{name} {value:.2f} s" for name, value in middle.items())
    return Row(
        claim, f"{ratio:.2f}×", "the same cost", same, f"{told}; passes {result.passes}, then {again.passes}"
    )


def parts_and_join(
    problem: LargeProblem, labels: tuple[Ints, Ints], client: Any
) -> tuple[float, float, Start]:
    """Seconds until the last part was solved, and after it."""
    ends: list[float] = []
    begun = perf_counter()
    start = solve_parts(
        problem, *labels, client=client, progress=lambda done, total: ends.append(perf_counter())
    )
    return ends[-1] - begun, perf_counter() - ends[-1], start


def bands(problem: LargeProblem) -> tuple[Ints, Ints]:
    """Bands of longitude with equally many guests each."""
    cuts = np.quantile(problem.guests.longitude, np.arange(1, BANDS) / BANDS)
    one, other = (np.searchsorted(cuts, side.longitude) for side in (problem.guests, problem.hosts))
    return one.astype(np.int64), other.astype(np.int64)
