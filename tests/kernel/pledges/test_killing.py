"""Workers on bulk letters are killed (SIGKILL) at given letters, and several take numbers at once, on a database of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

COUNT = int(os.environ.get("LIANSHOU_KILL_LETTERS", "30"))


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
    name = f"killed_letters_{os.getpid()}"
    with psycopg.connect(f"{where} dbname=postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")  # type: ignore[arg-type]
        try:
            url = (
                f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
            )
            yield fixed | {"DATABASE_URL": f"{url}/{name}"}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def _said(around: dict[str, str], *words: str) -> Any:
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout) if done.stdout.startswith(("[", "{")) else None


def test_letters_and_numbers_are_whole_or_absent(around: dict[str, str]) -> None:
    _said(around, "django", "migrate", "--run-syncdb", "-v", "0")
    assert _said(around, "tests.kernel.pledges.killing.letters", "threads") == sorted(
        f"联〔2020〕{n}号" for n in range(1, 19)
    )
    moments = (1, COUNT // 2, COUNT)
    seen = _said(around, "tests.kernel.pledges.killing.letters", str(COUNT), *map(str, moments))
    absent = {"letters": 0, "numbers": 0, "parties": 0, "obligations": 0, "told": 0}
    *killed, ended = [{key: value for key, value in one.items() if key != "next"} for one in seen]
    assert killed == [{"ended": signal.SIGKILL, "state": "running", "failure": "", **absent}] * len(moments)
    assert ended == {"ended": 0, "state": "done", "failure": "", **dict.fromkeys(absent, COUNT)}
