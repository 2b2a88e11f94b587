"""Two approvers act on one step at the same moment: exactly one step is left, on both databases."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone
from tests.factories.access import person_with
from tests.factories.review import Climb, climb_of
from tests.factories.world import make_world

from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import User
from lianshou.kernel.review.actions import approve_step
from lianshou.kernel.review.models import Ascent

ROOT = Path(__file__).resolve().parents[3]
RACES = 8
pytestmark = pytest.mark.django_db(transaction=True)


def planted() -> tuple[Climb, User, list[Ascent]]:
    climb = climb_of(make_world())
    return climb, person_with("approver", climb.world.township), [climb.ascent() for _ in range(RACES)]


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="threads; SQLite is raced by processes below")
def test_two_approvers_at_once_leave_one_step_on_postgresql() -> None:
    climb, other, ascents = planted()
    for ascent in ascents:
        gate, told = Barrier(2), []
        seen = ascent.turn

        def act(
            actor: User,
            ascent: Ascent = ascent,
            gate: Barrier = gate,
            seen: int = seen,
            told: list[str] = told,
        ) -> None:
            gate.wait()
            try:
                approve_step(actor=actor, ascent=ascent, now=timezone.now(), seen=seen)
                told.append("approved")
            except Refused as refusal:
                told.append(str(refusal.reason.value))
            finally:
                connection.close()

        threads = [Thread(target=act, args=(actor,)) for actor in (climb.township, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(told) == ["approved", "overtaken"]
        assert list(ascent.steps.order_by("number").values_list("act", flat=True)) == [
            "submitted",
            "approved",
        ]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is raced by threads above")
def test_two_approvers_at_once_leave_one_step_on_sqlite(tmp_path: Path) -> None:
    """The database in memory is copied to a file, on which two processes meet as two workers of the server do."""
    climb, other, ascents = planted()
    file = tmp_path / "raced.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
    copy.close()
    env = os.environ | {
        "DATABASE_URL": f"sqlite:///{file}",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    work = [f"{ascent.pk}:{ascent.turn}" for ascent in ascents]
    command = [sys.executable, str(Path(__file__).with_name("approver.py"))]
    start = str(time.time() + 8)
    racing = [
        subprocess.Popen([*command, str(actor.pk), start, *work], env=env, stdout=subprocess.PIPE, text=True)
        for actor in (climb.township, other)
    ]
    told = [process.communicate(timeout=900)[0].split() for process in racing]
    assert [sorted(pair) for pair in zip(*told, strict=True)] == [["approved", "overtaken"]] * RACES
    with sqlite3.connect(file) as raced:
        steps = raced.execute(
            "SELECT ascent_id, COUNT(*) FROM review_step WHERE act = 'approved' GROUP BY ascent_id"
        ).fetchall()
    raced.close()
    assert sorted(steps) == [(ascent.pk, 1) for ascent in ascents]
