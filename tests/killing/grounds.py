"""An installation with an empty database of its own, and workers on it that can be killed."""

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

from django.conf import settings as django_settings


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

    def killed_until_done(self, random: Random, moments: int, longest: float = 1.5) -> int:
        """Let workers begin and kill each, then let one end; gives how many were killed in the middle of their work."""
        hit = 0
        for _moment in range(moments):
            ended = self.told(f"work {random.uniform(0.05, longest)}")["ended"]
            assert ended in (0, signal.SIGKILL)
            hit += ended == signal.SIGKILL
            if ended == 0:
                break
        assert self.told("work")["ended"] == 0
        return hit


@contextmanager
def installation(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation with an empty database of its own."""
    database = django_settings.DATABASES["default"]
    fixed = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "LIANSHOU_DATA_DIR": str(folder),
        "LIANSHOU_DEMO": "1",
    }
    if not database["ENGINE"].endswith("postgresql"):
        yield fixed | {"DATABASE_URL": f"sqlite:///{folder / 'killed.sqlite3'}"}
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


def run(around: dict[str, str], *words: str) -> None:
    said(around, *words)


def said(around: dict[str, str], *words: str) -> str:
    done = subprocess.run([sys.executable, *words], env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def workers(around: dict[str, str], scenario: str) -> Iterator[Worker]:
    words = [sys.executable, "-m", "tests.killing.zygote", scenario]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, env=around, stdin=pipe, stdout=pipe, text=True) as process:
        yield Worker(process)
        assert process.stdin is not None
        process.stdin.close()


def prepare(around: dict[str, str], scenario: str, count: int) -> None:
    """Empty tables, then what the scenario starts from."""
    run(around, "-m", "tests.laying", "lay")
    run(around, "-m", "tests.killing.zygote", scenario, "prepare", str(count))


def verify(around: dict[str, str]) -> None:
    """The book is whole and in order."""
    run(around, "-c", "from lianshou.cli.main import main; main()", "audit", "verify")
