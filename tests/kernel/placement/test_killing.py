"""Workers and servers are killed (SIGKILL) at random moments of a match run and of the agreements of its pairs.

The long run: ``LIANSHOU_KILL_PAIRS=2000 LIANSHOU_KILL_MOMENTS=100 pytest tests/kernel/placement/test_killing.py``, on both
databases; ``LIANSHOU_KILL_SEED`` gives other moments.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from signal import SIGKILL

from tests.killing.grounds import Worker, installation, prepare, verify, workers

PAIRS = int(os.environ.get("LIANSHOU_KILL_PAIRS", "80"))
MOMENTS = int(os.environ.get("LIANSHOU_KILL_MOMENTS", "15"))
SCENARIO = "tests.kernel.placement.killed_run"
NONE_ISSUED = {"pledges": 0, "different": 0, "last": None, "parties": 0, "told": 0}


def test_matching_and_its_agreements_are_whole_however_often_they_are_killed(tmp_path: Path) -> None:
    random = Random(int(os.environ.get("LIANSHOU_KILL_SEED", "7")))
    with installation(tmp_path) as around:
        prepare(around, SCENARIO, PAIRS)
        with workers(around, SCENARIO) as worker:
            long, hits, number = undisturbed(worker), 0, 1
            while hits < MOMENTS * 2 // 3:
                number += 1
                hits += matched(worker, random, number, long)
            assert worker.told("approve")["ended"] == 0
            hits += issued(worker, random, long)
        verify(around)
    assert hits >= MOMENTS * 2 // 3


def undisturbed(worker: Worker) -> float:
    """The seconds of a run that nobody disturbs."""
    assert worker.told("match")["ended"] == 0
    done = worker.told("work")
    assert (done["ended"], worker.look()["runs"]) == (0, ["done"])
    return float(done["took"])


def matched(worker: Worker, random: Random, number: int, long: float) -> int:
    """Run ``number`` of the programme, killed again and again: its proposals are there as a whole or not at all."""
    assert worker.told("match")["ended"] == 0
    hits = 0
    for _moment in range(MOMENTS):
        hits += worker.told(f"work {random.uniform(0, long)}")["ended"] == SIGKILL
        seen = worker.look()
        stands = number if seen["runs"][-1] == "done" else number - 1
        assert seen["placements"] == [[stands, "proposed", PAIRS]]
        assert seen["ended"] == seen["runs"].count("done")
        if stands == number:
            break
    if seen["runs"][-1] != "done":
        assert worker.told("work")["ended"] == 0
    seen = worker.look()
    assert seen["runs"] == ["done"] * number
    assert seen["placements"] == [[number, "proposed", PAIRS]]
    return hits


def issued(worker: Worker, random: Random, long: float) -> int:
    """Agreements for all pairs at once, the server killed meanwhile: all are there with their numbers, or none."""
    hits = 0
    for _moment in range(MOMENTS // 3):
        hits += worker.told(f"issue {random.uniform(0, 2 * long)}")["ended"] == SIGKILL
        seen = worker.look()
        if seen["pledges"]:
            break
        assert {key: seen[key] for key in NONE_ISSUED} == NONE_ISSUED
    if not seen["pledges"]:
        assert worker.told("issue")["ended"] == 0
        seen = worker.look()
    assert [seen[key] for key in ("pledges", "different", "told")] == [PAIRS] * 3
    assert seen["parties"] == 2 * PAIRS
    assert str(PAIRS) in seen["last"]
    return hits
