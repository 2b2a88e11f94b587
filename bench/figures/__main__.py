"""What the page of the six works costs, with 300,000 unions, 1,000,000 applications and 3,000,000 activities on PostgreSQL.

`python bench/figures` makes the databases `bench_figures_1`, `_2` and `_4` (whole, half and a quarter of the country) on
127.0.0.1:5432 (LIANSHOU_BENCH_POSTGRES names another server: its URL without the name of a database), fills them once, and
measures the whole page through the test client, rendering included, beside the same totals written by hand as one statement,
turn by turn, both with the cost of a page that docs/operating.md advises. Times are medians. The goals: the nation's page in at most twice the time of the statement and under a second,
a county's under 150 ms; how both grow with the number of records is stated as an exponent (time ~ records^exponent).
"""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SERVER = os.environ.get("LIANSHOU_BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432")
ROUNDS = int(os.environ.get("LIANSHOU_BENCH_ROUNDS", "11"))
SIZES = (4, 2, 1)
TIMES, NATION, COUNTY = 2.0, 1.0, 0.150
PAGES = {
    "the six works": "/figures/overview/?of=followups",
    "of 2026": "/figures/overview/?of=followups&starts=2026-01-01&ends=2026-12-31",
    "activities": "/figures/followups/",
    "applications": "/figures/applications/",
}
BY_HAND = """
WITH p AS (
  SELECT p.id, p.pillar, substr(u.path, 1, %(size)s) AS place
  FROM programmes_programme p JOIN unions_union u ON u.id = p.union_id WHERE u.path >= %(top)s AND u.path < %(after)s
), a AS (
  SELECT programme_id, count(*) AS n FROM intake_application
  WHERE state <> 'withdrawn' GROUP BY programme_id
), f AS (
  SELECT programme_id, count(*) AS n FROM followups_followup WHERE removed_at IS NULL GROUP BY programme_id
)
SELECT p.pillar, p.place, count(*), coalesce(sum(a.n), 0), coalesce(sum(f.n), 0)
FROM p LEFT JOIN a ON a.programme_id = p.id LEFT JOIN f ON f.programme_id = p.id GROUP BY p.pillar, p.place
"""


def measure(shrunk: int) -> dict[str, Any]:
    """Medians in seconds for one size of the country: the pages of the nation and of a county, and the statement by hand."""
    sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1] / "src")]
    from country import officers, set_up

    set_up(f"{SERVER}/bench_figures_{shrunk}")
    from django.db import connection
    from django.test import Client
    from filling import fill

    fill(shrunk)
    with connection.cursor() as cursor:
        cursor.execute("SET random_page_cost = 1.1")  # as docs/operating.md advises
    accounts = officers()
    took: dict[str, list[float]] = {}
    clients = {}
    for name in ("nation", "county"):
        clients[name] = Client(raise_request_exception=True, SERVER_NAME="127.0.0.1")
        clients[name].force_login(accounts[name])
    for turn in range(ROUNDS + 2):
        for name, client in clients.items():
            for page, url in PAGES.items():
                began = time.perf_counter()
                answer = client.get(url)
                lasted = time.perf_counter() - began
                assert answer.status_code == 200, (url, answer.status_code)
                if turn > 1:
                    took.setdefault(f"{name}: {page}", []).append(lasted)
        with connection.cursor() as cursor:
            began = time.perf_counter()
            cursor.execute(BY_HAND, {"top": "0001", "after": "0002", "size": 8})
            rows = cursor.fetchall()
            lasted = time.perf_counter() - began
        if turn > 1:
            took.setdefault("by hand", []).append(lasted)
    _agree(accounts["nation"], rows)
    return {name: statistics.median(times) for name, times in took.items()}


def _agree(actor: Any, rows: list[tuple[Any, ...]]) -> None:
    """The page and the statement must say the same, or nothing is measured."""
    from django.utils import timezone

    from lianshou.kernel.figures.queries import Narrowing, figures_by_pillar, overview

    asked = {"actor": actor, "today": timezone.localdate(), "to": Narrowing()}
    shown = overview(chosen=figures_by_pillar()[0], **asked)
    totals = {figure.slug: total.value for figure, total in zip(shown.figures, shown.totals, strict=True)}
    said = {"programmes": 2, "applications": 3, "followups": 4}
    assert {slug: totals[slug] for slug in said} == {
        slug: sum(int(row[column]) for row in rows) for slug, column in said.items()
    }


def main() -> None:
    found = {}
    for shrunk in SIZES:
        done = subprocess.run(
            [sys.executable, __file__, str(shrunk)], stdout=subprocess.PIPE, text=True, check=True
        )
        if not done.stdout.strip().endswith("}"):
            print(done.stdout.strip())
            return
        found[shrunk] = json.loads(done.stdout.strip().splitlines()[-1])
    print(f"{'':<28}" + "".join(f"{3_000_000 // shrunk:>12,}" for shrunk in SIZES) + f"{'exponent':>12}")
    for name in found[1]:
        times = [found[shrunk][name] for shrunk in SIZES]
        print(
            f"{name:<28}" + "".join(f"{1000 * one:>9.0f} ms" for one in times) + f"{_exponent(times):>12.2f}"
        )
    page, county, hand = (
        found[1][name] for name in ("nation: the six works", "county: the six works", "by hand")
    )
    _goal(f"the nation's page is {page / hand:.2f} times the statement", page / hand <= TIMES)
    _goal(f"the nation's page takes {page:.2f} s", page < NATION)
    _goal(f"a county's page takes {1000 * county:.0f} ms", county < COUNTY)


def _exponent(times: list[float]) -> float:
    """The slope of log(time) over log(records), least squares."""
    xs, ys = [math.log(1 / shrunk) for shrunk in SIZES], [math.log(one) for one in times]
    return statistics.linear_regression(xs, ys).slope


def _goal(said: str, kept: bool) -> None:
    print(f"{said}: " + ("kept" if kept else "missed"))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(int(sys.argv[1]))))
    else:
        main()
