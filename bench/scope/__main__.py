"""What scope costs a list page, with 300,000 unions and 1,000,000 persons on PostgreSQL.

`python bench/scope` makes the database `bench_scope` on 127.0.0.1:5432 (LIANSHOU_BENCH_POSTGRES names another server and
database), fills it once, and measures whole pages through the test client, rendering included. Each page is asked for in
three ways, interleaved: as it is; without the mechanism but with the same condition written by hand; and without any
condition at all, so that everybody sees everything. Times are medians of the clock; the ratios are medians of the work of
both processors' sides (page and database session) turn by turn, which other load hardly touches. Then the plans are checked: ranges of the path index, no table read.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
POSTGRES = os.environ.get("LIANSHOU_BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432/bench_scope")
ROUNDS = int(os.environ.get("LIANSHOU_BENCH_ROUNDS", "25"))
GOAL = 1.05


def main() -> None:
    sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1] / "src")]
    from country import officers, set_up

    set_up(POSTGRES)
    from filling import fill
    from measuring import check_plans, pages
    from ways import WAYS

    began = time.perf_counter()
    if fill():
        print(f"filled in {time.perf_counter() - began:.0f} s")
    accounts = officers()
    heads = "".join(f"{way:>14}" for way in WAYS)
    print(f"\n{'page':<22}{'officer of':<12}{heads}{'mechanism':>12}{'scope':>9}")
    ratios = [
        _compare(page, url, role, account)
        for page, url in pages().items()
        for role, account in accounts.items()
    ]
    kept = all(scope <= GOAL for _, scope in ratios)
    print(f"\nThe goal is under +{100 * (GOAL - 1):.0f}%: " + ("kept" if kept else "missed"))
    check_plans(accounts)


def _compare(page: str, url: str, role: str, account: Any) -> tuple[float, float]:
    """One line: medians of the clock, and medians of the ratios of work, turn by turn."""
    from measuring import Cost, timed
    from ways import WAYS

    took: dict[str, list[Cost]] = {way: [] for way in WAYS}
    for turn in range(ROUNDS + 2):
        for way in _rotated(list(WAYS), turn):  # whoever follows the dearest finds its caches cold
            with WAYS[way]():
                cost = timed(account, url)
            if turn > 1:
                took[way].append(cost)
    clocks = "".join(
        f"{1000 * statistics.median(one.clock for one in costs):>11.1f} ms" for costs in took.values()
    )
    mechanism, scope = (_ratio(took["as it is"], took[way]) for way in ("by hand", "no condition"))
    print(f"{page:<22}{role:<12}{clocks}{_percent(mechanism):>12}{_percent(scope):>9}")
    return mechanism, scope


def _rotated(ways: list[str], turn: int) -> list[str]:
    start = turn % len(ways)
    return ways[start:] + ways[:start]


def _ratio(ours: list[Any], theirs: list[Any]) -> float:
    return statistics.median(mine.work / other.work for mine, other in zip(ours, theirs, strict=True))


def _percent(ratio: float) -> str:
    return f"{100 * (ratio - 1):+.1f}%"


if __name__ == "__main__":
    main()
