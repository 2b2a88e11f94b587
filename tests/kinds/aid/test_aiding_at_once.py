"""Nobody gets a sort twice, and no ceiling is passed, whatever is planned at the same moment: real processes, both databases."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.kernel.funds.test_at_once import ROOT, environment, said
from tests.kinds.aid.racing import AMOUNT, PLACES, plant

from lianshou.kinds.aid.models import Aid, Recipient

CLERKS, EACH = 4, 6


def run(*words: str, env: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.kinds.aid.racing", *words]
    return subprocess.Popen(
        command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def race(titles: list[str], env: dict[str, str]) -> list[int]:
    """How often aid was planned, refused, and broken, over all clerks; each plans from one of the projects."""
    begin = time.time() + 8
    clerks = [run("enter", titles[n % len(titles)], str(EACH), str(begin), env=env) for n in range(CLERKS)]
    told = [[int(word) for word in said(clerk).split()] for clerk in clerks]
    return [sum(column) for column in zip(*told, strict=True)]


def test_once_and_ceiling_hold_on_an_sqlite_file(tmp_path: Path) -> None:
    env = environment(LIANSHOU_DATA_DIR=str(tmp_path))
    assert said(run("plant", env=env)) == "planted"
    assert race(["培训一", "培训二"], env) == [1, CLERKS * EACH - 1, 0]
    assert race(["临时"], env) == [PLACES, CLERKS * EACH - PLACES, 0]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the database of the run is SQLite")
def test_once_and_ceiling_hold_on_postgresql(tmp_path: Path) -> None:
    plant()
    told = connection.settings_dict
    host, port = told["HOST"] or "127.0.0.1", told["PORT"] or "5432"
    password = f":{told['PASSWORD']}" if told["PASSWORD"] else ""
    url = f"postgres://{told['USER']}{password}@{host}:{port}/{told['NAME']}"
    keys = {"LIANSHOU_KEYS": settings.LIANSHOU_KEYS} if settings.LIANSHOU_KEYS else {}
    env = environment(DATABASE_URL=url, LIANSHOU_DATA_DIR=str(tmp_path), **keys)
    assert race(["培训一", "培训二"], env) == [1, CLERKS * EACH - 1, 0]
    assert race(["临时"], env) == [PLACES, CLERKS * EACH - PLACES, 0]
    amounts = Aid.objects.filter(sort="temporary").values_list("amount_fen", flat=True)
    assert (sum(amounts), Recipient.objects.count()) == (PLACES * AMOUNT, 1)
