"""The race for seats: 64 clients sign 2,000 people up for 500 places, over HTTP, against gunicorn with two processes.

`python bench/seats` races twenty times on SQLite and twenty times on PostgreSQL (LIANSHOU_BENCH_POSTGRES names the server and a
name to derive the database's from). Every race must give exactly 500 places, to the tickets 1 to 500, the rest queued as 501
to 2,000, each answer a redirect, the tickets in the order of the book, and nobody a smaller ticket than somebody who had been
answered before they asked. Ends with 1 when one does not.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "src"), str(HERE.parents[1])]
POSTGRES = os.environ.get("LIANSHOU_BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432/bench_seats")
RACES = int(os.environ.get("LIANSHOU_BENCH_RACES", "20"))
CLIENTS, PEOPLE, PLACES = 64, int(os.environ.get("LIANSHOU_BENCH_PEOPLE", "2000")), 500


def main() -> int:
    wanted = sys.argv[1:] or ["sqlite", "postgres"]
    failures = sum(_raced(name, POSTGRES if name == "postgres" else "") for name in wanted)
    return 1 if failures else 0


def _raced(name: str, postgres: str) -> int:
    from tests.kinds.events.racing import course

    times, failures = [], 0
    with (
        tempfile.TemporaryDirectory(prefix="lianshou-race-") as folder,
        course(
            Path(folder), clients=CLIENTS, people=PEOPLE, places=PLACES, races=RACES, postgres=postgres
        ) as ground,
    ):
        for turn, event in enumerate(ground.events, start=1):
            outcome = ground.race(event)
            fine = (
                outcome.statuses == {302: PEOPLE}
                and outcome.states("placed") == list(range(1, PLACES + 1))
                and outcome.states("queued") == list(range(PLACES + 1, PEOPLE + 1))
                and (outcome.taken, outcome.overtaken) == (PLACES, 0)
                and outcome.book == tuple(range(1, PEOPLE + 1))
            )
            waits = [one.answered - one.sent for one in outcome.asked]
            times.append(outcome.seconds)
            failures += not fine
            print(
                f"{name} {turn:2}: {'ok' if fine else 'NOT SO'}  {len(outcome.states('placed'))} placed, "
                f"{len(outcome.states('queued'))} queued, answers {outcome.statuses}, overtaken {outcome.overtaken}, "
                f"{outcome.seconds:.1f} s, {PEOPLE / outcome.seconds:.0f} a second, "
                f"longest wait {max(waits):.1f} s",
                flush=True,
            )
            if not fine:
                print(ground.log.read_text(encoding="utf-8")[-3000:], flush=True)
    print(
        f"{name}: {RACES - failures} of {RACES} as they must be; median {statistics.median(times):.1f} s",
        flush=True,
    )
    return failures


if __name__ == "__main__":
    sys.exit(main())
