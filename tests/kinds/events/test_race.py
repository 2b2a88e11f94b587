"""Seats are never oversold, whatever the concurrency. The full race, twenty times, is `python bench/seats`."""

from __future__ import annotations

import os
from pathlib import Path

from tests.kinds.events.racing import course


def test_race_for_seats_gives_exactly_so_many_and_queues_the_rest_in_the_order_of_their_commits(
    tmp_path: Path,
) -> None:
    url = os.environ.get("DATABASE_URL", "")
    postgres = url if url.startswith("postgres") else ""
    with course(tmp_path, clients=32, people=256, places=64, postgres=postgres) as ground:
        outcome = ground.race(ground.events[0])
    assert outcome.statuses == {302: 256}
    assert (outcome.states("placed"), outcome.states("queued")) == (list(range(1, 65)), list(range(65, 257)))
    assert (outcome.taken, outcome.last_ticket, outcome.overtaken) == (64, 256, 0)
    assert outcome.book == tuple(range(1, 257))
