"""Workers are killed (SIGKILL) at random moments while households are read, taken over and taken back; two import the same at once.

The long run: ``LIANSHOU_KILL_ROWS=20000 LIANSHOU_KILL_MOMENTS=100``; ``LIANSHOU_KILL_SEED`` gives other moments.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone
from tests.factories.world import make_world
from tests.killing.grounds import installation, prepare, verify, workers
from tests.kinds.aid.sheets import book_of, household

from lianshou.core.ambient import beyond_scope
from lianshou.kernel.intake.actions import accept_rows, execute_import, open_import
from lianshou.kernel.intake.models import Import
from lianshou.kernel.people.models import Person
from lianshou.kinds.aid.models import Household, Member

ROWS = int(os.environ.get("LIANSHOU_KILL_ROWS", "600"))
SCENARIO = "tests.kinds.aid.killed_households"
LONGEST = {"": 0.5, "take": 1.0, "undo": 0.5}
"""In how many seconds at most a worker on 600 rows is killed."""
MOMENTS = int(os.environ.get("LIANSHOU_KILL_MOMENTS", "9"))


def test_households_are_whole_however_often_their_worker_is_killed(tmp_path: Path) -> None:
    random, hits = Random(int(os.environ.get("LIANSHOU_KILL_SEED", "7"))), []
    nothing = dict.fromkeys(
        ("persons", "files", "numbers", "members", "surveys", "rounds", "histories", "untold", "traces"), 0
    )
    read = {"stage": "open", "failure": [], "parts": 0, "rows": {"good": ROWS}, **nothing}
    once = dict.fromkeys(("persons", "files", "numbers", "surveys", "rounds", "histories"), ROWS)
    taken = read | once | {"rows": {"taken": ROWS}, "members": 3 * ROWS, "traces": 2 * ROWS}
    with installation(tmp_path) as around:
        prepare(around, SCENARIO, ROWS)
        with workers(around, SCENARIO) as worker:
            for word, after in (("", read), ("take", taken), ("undo", read)):
                if word:
                    assert worker.told(word)["ended"] == 0
                longest = ROWS / 600 * LONGEST[word]
                hits.append(worker.killed_until_done(random, -(-MOMENTS // 3), longest))
                assert worker.look() == after
        verify(around)
    assert sum(hits) >= MOMENTS // 4, hits


@pytest.mark.postgres
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="threads; on SQLite there is one writer at a time"
)
@pytest.mark.django_db(transaction=True)
def test_same_households_imported_twice_at_once_stand_once() -> None:
    world = make_world()
    content = book_of([household(n) for n in range(60)])
    before = Person.objects.count()
    batches = [
        open_import(
            actor=world.officer, union=world.county, list_slug="households-2021", name=f"{n}.xlsx", content=content,
            now=timezone.now(),
        )
        for n in range(2)
    ]  # fmt: skip
    for batch in batches:
        accept_rows(actor=world.officer, batch=batch, now=timezone.now(), enqueue=lambda _key: None)
    gate = Barrier(2)

    def take(batch: Import) -> None:
        gate.wait()
        try:
            with beyond_scope("a race"):
                execute_import(import_id=batch.pk, clock=timezone.now)
        finally:
            connection.close()

    threads = [Thread(target=take, args=(batch,)) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.stage for one in Import.objects.order_by("pk")] == ["open", "open"]
    assert (Household.objects.count(), Member.objects.count(), Person.objects.count() - before) == (
        60,
        180,
        60,
    )
    states = sorted(row.state for batch in batches for row in batch.rows.all())
    assert states == ["bad"] * 60 + ["taken"] * 60
