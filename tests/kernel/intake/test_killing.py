"""Workers are killed (SIGKILL) at random moments of an import: afterwards everything is wholly there or wholly absent.

The long run: ``LIANSHOU_KILL_ROWS=20000 LIANSHOU_KILL_MOMENTS=100 pytest tests/kernel/intake/test_killing.py``, on both
databases; ``LIANSHOU_KILL_SEED`` gives other moments.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.conf import settings as django_settings

ROWS = int(os.environ.get("LIANSHOU_KILL_ROWS", "4000"))
MOMENTS = int(os.environ.get("LIANSHOU_KILL_MOMENTS", "24"))


class Worker:
    """Workers on a database of their own, one after the other."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def told(self, words: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def look(self) -> dict[str, Any]:
        seen: dict[str, Any] = json.loads(self.told("look")["said"])
        return seen

    def killed_until_done(self, random: Random, moments: int) -> int:
        """Let workers begin and kill each, then let one end; gives how many were killed in the middle of their work."""
        hit = 0
        for _moment in range(moments):
            ended = self.told(f"work {random.uniform(0.05, 1.5)}")["ended"]
            assert ended in (0, signal.SIGKILL)
            hit += ended == signal.SIGKILL
            if ended == 0:
                break
        assert self.told("work")["ended"] == 0
        return hit


@pytest.fixture
def around(tmp_path: Path, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """The environment of an installation with an empty database of its own."""
    database = django_settings.DATABASES["default"]
    fixed = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "LIANSHOU_DATA_DIR": str(tmp_path),
        "LIANSHOU_DEMO": "1",
    }
    if not database["ENGINE"].endswith("postgresql"):
        yield fixed | {"DATABASE_URL": f"sqlite:///{tmp_path / 'killed.sqlite3'}"}
        return
    import psycopg

    where = f"host={database['HOST']} port={database['PORT']} user={database['USER']} password='{database['PASSWORD']}'"
    name = f"killed_{os.getpid()}"
    with psycopg.connect(f"{where} dbname=postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")  # type: ignore[arg-type]
        try:
            url = (
                f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
            )
            yield fixed | {"DATABASE_URL": f"{url}/{name}"}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def _run(around: dict[str, str], *words: str) -> None:
    done = subprocess.run([sys.executable, *words], env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def _workers(around: dict[str, str]) -> Iterator[Worker]:
    words = [sys.executable, "-m", "tests.kernel.intake.killing.zygote"]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, env=around, stdin=pipe, stdout=pipe, text=True) as process:
        yield Worker(process)
        assert process.stdin is not None
        process.stdin.close()


def test_import_is_whole_however_often_its_worker_is_killed(around: dict[str, str]) -> None:
    _run(around, "-m", "django", "migrate", "--run-syncdb", "-v", "0")
    _run(around, "-m", "tests.kernel.intake.killing.zygote", "upload", str(ROWS))
    random, offices, hits = Random(int(os.environ.get("LIANSHOU_KILL_SEED", "7"))), -(-ROWS // 100), []
    nothing = {"persons": 0, "different": 0, "offices": 0, "histories": 0, "untold": 0, "traces": 0}
    read = {"stage": "open", "failure": [], "parts": 0, "rows": {"good": ROWS}, "in_order": True, **nothing}
    entered = {"persons": ROWS, "different": ROWS, "offices": offices, "histories": ROWS, "untold": 0}
    taken = read | entered | {"rows": {"taken": ROWS}, "traces": ROWS + offices}
    with _workers(around) as worker:
        for word, after in (("", read), ("take", taken), ("undo", read), ("take", taken)):
            if word:
                assert worker.told(word)["ended"] == 0
            hits.append(worker.killed_until_done(random, -(-MOMENTS // 4)))
            seen = worker.look()
            assert seen.pop("done") == [ROWS, ROWS]
            assert seen == after
    assert sum(hits) >= MOMENTS * 3 // 4, hits
    _run(around, "-c", "from lianshou.cli.main import main; main()", "audit", "verify")
