"""The ceiling holds whatever is entered at the same moment: real processes, an SQLite file and PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.kernel.funds.racing import AMOUNT, plant

from lianshou.kernel.funds.models import Payment

ROOT = Path(__file__).resolve().parents[3]
CLERKS, EACH, PLACES = 8, 15, 40  # 120 payments race for 40 places


def environment(**more: str) -> dict[str, str]:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"PYTHONPATH": path, "LIANSHOU_DEMO": "1", "PYTHONIOENCODING": "utf-8"} | more


def run(*words: str, env: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.kernel.funds.racing", *words]
    return subprocess.Popen(
        command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str]) -> str:
    out, error = process.communicate(timeout=900)
    assert process.returncode == 0, error
    return out.strip().splitlines()[-1]


def race(budget: int, env: dict[str, str]) -> list[int]:
    """How many payments were taken, refused for the ceiling, and broken, over all clerks."""
    begin = time.time() + 8
    clerks = [run("enter", str(budget), str(EACH), str(begin), env=env) for _clerk in range(CLERKS)]
    told = [[int(word) for word in said(clerk).split()] for clerk in clerks]
    return [sum(column) for column in zip(*told, strict=True)]


def test_ceiling_holds_on_an_sqlite_file(tmp_path: Path) -> None:
    env = environment(LIANSHOU_DATA_DIR=str(tmp_path))
    budget = int(said(run("plant", str(PLACES * AMOUNT), env=env)))
    assert race(budget, env) == [PLACES, CLERKS * EACH - PLACES, 0]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the database of the run is SQLite")
def test_ceiling_holds_on_postgresql(tmp_path: Path) -> None:
    budget = plant(PLACES * AMOUNT)
    told = connection.settings_dict
    host, port = told["HOST"] or "127.0.0.1", told["PORT"] or "5432"
    password = f":{told['PASSWORD']}" if told["PASSWORD"] else ""
    url = f"postgres://{told['USER']}{password}@{host}:{port}/{told['NAME']}"
    keys = {"LIANSHOU_KEYS": settings.LIANSHOU_KEYS} if settings.LIANSHOU_KEYS else {}
    env = environment(DATABASE_URL=url, LIANSHOU_DATA_DIR=str(tmp_path), **keys)
    assert race(budget, env) == [PLACES, CLERKS * EACH - PLACES, 0]
    rows = Payment.objects.values_list("amount_fen", flat=True)
    assert (len(rows), sum(rows)) == (PLACES, PLACES * AMOUNT)
