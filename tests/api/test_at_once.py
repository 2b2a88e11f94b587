"""Two requests with one key at the same moment: one of them writes, the other is told the same; on both databases."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.factories.gateway import token_for
from tests.factories.world import make_world

ROOT = Path(__file__).resolve().parents[2]
RACES = [f"race-{n}" for n in range(8)]
pytestmark = pytest.mark.django_db(transaction=True)


def test_one_key_at_once_writes_once(tmp_path: Path) -> None:
    world = make_world()
    told = [token_for(world.officer), str(world.programme.pk), *RACES]
    env = os.environ | {"DATABASE_URL": _shared(tmp_path), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, str(Path(__file__).with_name("asker.py")), *told]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    racing = [subprocess.Popen([*command, f"alone-{who}"], env=env, **pipes) for who in range(2)]
    assert _said(racing) == ["ready", "ready"]
    *raced, alone = [_asked_at_once(racing) for _race in (*RACES, "alone")]
    for one in racing:
        one.communicate(timeout=900)
    for pair in raced:
        assert [one[0] for one in pair] == [201, 201], pair
        assert sorted(one[1] for one in pair) == [False, True]
        assert pair[0][2] == pair[1][2]
    assert any(_overlap(*pair) for pair in raced)
    ids = [json.loads(one[2])["id"] for one in (*(pair[0] for pair in raced), *alone)]
    assert sorted(_rows(tmp_path, "SELECT id FROM notices_notice")) == sorted(ids)
    drafted = "SELECT COUNT(*) FROM audit_entry WHERE verb = 'notice.drafted'"
    assert _rows(tmp_path, drafted) == [len(RACES) + 2]


def _asked_at_once(racing: list[Any]) -> list[Any]:
    """What both are answered who ask at the same moment."""
    moment = time.time() + 0.2
    for one in racing:
        one.stdin.write(f"{moment}\n")
        one.stdin.flush()
    return _said(racing)


def _said(racing: list[Any]) -> list[Any]:
    return [json.loads(one.stdout.readline()) for one in racing]


def _shared(tmp_path: Path) -> str:
    """The address of the test's database for other processes; one that lies in memory is copied to a file."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with sqlite3.connect(_file(tmp_path)) as copy:
            connection.connection.backup(copy)
        copy.close()
        return f"sqlite:///{_file(tmp_path)}"
    told = connection.settings_dict
    password = f":{told['PASSWORD']}" if told["PASSWORD"] else ""
    host, port = told["HOST"] or "127.0.0.1", told["PORT"] or "5432"
    return f"postgres://{told['USER']}{password}@{host}:{port}/{told['NAME']}"


def _file(tmp_path: Path) -> Path:
    return tmp_path / "raced.sqlite3"


def _rows(tmp_path: Path, asked: str) -> list[Any]:
    """The first column of what the two have left behind."""
    if connection.vendor == "sqlite":
        with sqlite3.connect(_file(tmp_path)) as raced:
            found = raced.execute(asked).fetchall()
        raced.close()
        return [row[0] for row in found]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [row[0] for row in cursor.fetchall()]


def _overlap(one: Any, other: Any) -> bool:
    """Whether the second came while the first was at work."""
    return max(one[3], other[3]) < min(one[4], other[4])
