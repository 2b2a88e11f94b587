"""Times of the county-size matching engine on synthetic towns; prints, asserts nothing.

Run: ``PYTHONPATH=src .venv/bin/python bench/matching/bench_county.py``
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

import numpy as np

from lianshou.engines.matching import (
    Problem,
    Room,
    Term,
    force,
    price_of_forcing,
    price_of_leaving_out,
    solve,
)
from lianshou.engines.matching import verify_result as verify

Answer = TypeVar("Answer")


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


def timed(work: Callable[[], Answer]) -> tuple[Answer, str]:
    start = perf_counter()
    answer = work()
    return answer, f"{(perf_counter() - start) * 1e3:8.1f} ms"


def main() -> None:
    for guests, hosts in ((164, 63), (500, 150), (2000, 500)):
        rooms = {
            "roomy": 5 * guests // hosts // 2,
            "tight": -(-guests // hosts),
            "short": guests // hosts - 1,
        }
        for label, most in rooms.items():
            problem = county(guests=guests, hosts=hosts, most=max(1, most))
            result, solving = timed(lambda problem=problem: solve(problem))  # type: ignore[misc]
            prices, pricing = timed(lambda result=result: price_of_forcing(result))  # type: ignore[misc]
            host = int(prices[0].argmax()) if prices[0].max() < 2**60 else int(prices[0].argmin())
            _, forcing = timed(lambda result=result, host=host: force(result, 0, host))  # type: ignore[misc]
            flaws, verifying = timed(lambda result=result: verify(result))  # type: ignore[misc]
            left = int((result.host_of < 0).sum())
            print(f"{guests:5}×{hosts:3} {label}  solve {solving}  forcing prices {pricing}  force {forcing}")
            print(
                f"{'':15}  verify {verifying}  left out {left}  optimal {result.optimal}  flaws {len(flaws)}"
            )


if __name__ == "__main__":
    main()
