"""Workers are killed (SIGKILL) at random moments of an import: afterwards everything is wholly there or wholly absent.

The long run: ``LIANSHOU_KILL_ROWS=20000 LIANSHOU_KILL_MOMENTS=100 pytest tests/kernel/intake/test_killing.py``, on both
databases; ``LIANSHOU_KILL_SEED`` gives other moments.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

from tests.killing.grounds import installation, prepare, verify, workers

ROWS = int(os.environ.get("LIANSHOU_KILL_ROWS", "4000"))
SCENARIO = "tests.kernel.intake.killed_import"
LONGEST = {"": 0.2, "take": 0.45, "undo": 0.8}
"""In how many seconds at most a worker on 4,000 rows is killed: reading is done soonest."""
MOMENTS = int(os.environ.get("LIANSHOU_KILL_MOMENTS", "24"))


def test_import_is_whole_however_often_its_worker_is_killed(tmp_path: Path) -> None:
    random, offices, hits = Random(int(os.environ.get("LIANSHOU_KILL_SEED", "7"))), -(-ROWS // 100), []
    nothing = {"persons": 0, "different": 0, "offices": 0, "histories": 0, "untold": 0, "traces": 0}
    read = {"stage": "open", "failure": [], "parts": 0, "rows": {"good": ROWS}, "in_order": True, **nothing}
    entered = {"persons": ROWS, "different": ROWS, "offices": offices, "histories": ROWS, "untold": 0}
    taken = read | entered | {"rows": {"taken": ROWS}, "traces": ROWS + offices}
    with installation(tmp_path) as around:
        prepare(around, SCENARIO, ROWS)
        with workers(around, SCENARIO) as worker:
            for word, after in (("", read), ("take", taken), ("undo", read), ("take", taken)):
                if word:
                    assert worker.told(word)["ended"] == 0
                longest = ROWS / 4000 * LONGEST[word]
                hits.append(worker.killed_until_done(random, -(-MOMENTS // 4), longest))
                seen = worker.look()
                assert seen.pop("done") == [ROWS, ROWS]
                assert seen == after
        verify(around)
    assert sum(hits) >= MOMENTS * 3 // 4, hits
