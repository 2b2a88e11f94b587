"""An old book is checked as it was and sealed anew, or not carried over at all."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

_OLD = """
import django
django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
call_command("migrate", "audit", "0001", verbosity=0)
model = MigrationExecutor(connection).loader.project_state([("audit", "0001_initial")]).apps.get_model("audit", "Entry")
from lianshou.kernel.audit.rules.chain import ORIGIN, old_digest_of
previous = ORIGIN
for n in range(6):
    at = datetime(2020, 6, 24, 1, n, tzinfo=UTC)
    said = {"b": n, "a": "名"}
    line = {"at": at.isoformat(), "actor": n or None, "name": "王", "verb": "x.y", "type": "t", "id": "1", "path": "0001", "details": said}
    digest = old_digest_of(previous=previous, line=line)
    model.objects.create(
        pk=n * 3 + 1, at=at, actor_id=n or None, actor_name="王", verb="x.y", subject_type="t", subject_id="1",
        union_path="0001", details=said, previous=previous, digest=digest,
    )
    previous = digest
"""
_NEW = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", "audit", verbosity=0)
"""
_READ = """
import django
django.setup()
from lianshou.core.ambient import beyond_scope
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.audit.queries import broken_lines
with beyond_scope("a test"):
    assert broken_lines() == [], broken_lines()
    print([(entry.pk, entry.verb) for entry in Entry.objects.all()], Entry.objects.last().details)
"""


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def python(source: str, **around: str) -> subprocess.CompletedProcess[str]:
        env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'old.sqlite3'}",
            "LIANSHOU_DATA_DIR": str(tmp_path),
        }
        return subprocess.run(
            [sys.executable, "-c", source], env=env | around, capture_output=True, text=True, check=False
        )

    done = python(_OLD)
    assert done.returncode == 0, done.stderr
    return python


def test_old_book_is_numbered_and_sealed_anew(run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    assert run(_NEW).stderr == ""
    said = run(_READ).stdout
    assert said.startswith(str([*((n, "x.y") for n in range(1, 7)), (7, "book.carried_over")]))
    assert ("'entries': 6" in said, "'broken': []" in said, "'old_last': 16" in said) == (True, True, True)


def test_old_book_that_does_not_hold_is_not_carried_over(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "old.sqlite3") as database:
        database.execute("UPDATE audit_entry SET actor_name = 'x' WHERE id = 7")
    refused = run(_NEW)
    assert (refused.returncode, "The audit book does not hold: entries 7 were altered" in refused.stderr) == (
        1,
        True,
    )
    assert run(_NEW, LIANSHOU_CARRY_BROKEN_BOOK="1").stderr == ""
    assert "'broken': [7]" in run(_READ).stdout
