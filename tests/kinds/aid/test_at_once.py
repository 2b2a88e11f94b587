"""Two officers at one file in the same moment: one wins, the other is told, and nothing stands half-written. Real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from tests.kinds.aid.racing_on_files import REASONS, plant

from lianshou.kernel.audit.models import Entry
from lianshou.kinds.aid.models import CheckedLine, Checking, Concern, Helping, Household, Survey

ROOT = Path(__file__).resolve().parents[3]
BOTH = {name: ["done", reason] for name, reason in REASONS.items()}


def environment(**more: str) -> dict[str, str]:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"PYTHONPATH": path, "LIANSHOU_DEMO": "1", "PYTHONIOENCODING": "utf-8"} | more


def run(*words: str, env: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.kinds.aid.racing_on_files", *words]
    return subprocess.Popen(
        command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str]) -> Any:
    out, error = process.communicate(timeout=900)
    assert process.returncode == 0, error
    return json.loads(out.strip().splitlines()[-1])


def race(told: dict[str, Any], env: dict[str, str]) -> dict[str, list[str]]:
    """What becomes of each work on the two sides, who won first."""
    begin = time.time() + 12
    sides = [run("act", str(side), json.dumps(told), str(begin), env=env) for side in (1, 2)]
    first, second = (said(side) for side in sides)
    return {name: sorted([first[name], second[name]], key=lambda one: one != "done") for name in first}


def test_one_of_two_wins_on_an_sqlite_file(tmp_path: Path) -> None:
    env = environment(LIANSHOU_DATA_DIR=str(tmp_path))
    told = said(run("plant", env=env))
    assert race(told, env) == BOTH


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the database of the run is SQLite")
def test_one_of_two_wins_on_postgresql_and_nothing_is_half_written(tmp_path: Path) -> None:
    told = plant()
    own = connection.settings_dict
    host, port = own["HOST"] or "127.0.0.1", own["PORT"] or "5432"
    password = f":{own['PASSWORD']}" if own["PASSWORD"] else ""
    url = f"postgres://{own['USER']}{password}@{host}:{port}/{own['NAME']}"
    keys = {"LIANSHOU_KEYS": settings.LIANSHOU_KEYS} if settings.LIANSHOU_KEYS else {}
    assert race(told, environment(DATABASE_URL=url, LIANSHOU_DATA_DIR=str(tmp_path), **keys)) == BOTH
    survey = Survey.objects.select_related("household").get(pk=told["survey"])
    assert (survey.stage, survey.household.state, survey.household.members.count()) == (
        "handed_in",
        "checking",
        1,
    )
    assert Household.objects.get(pk=told["checking"]).state == "on_file"
    states = sorted(Household.objects.filter(pk__in=told["merged"]).values_list("state", flat=True))
    assert states == ["ended", "on_file"]
    assert Helping.objects.filter(household=told["helped"]).count() == 1
    check = Checking.objects.get(household=told["checked"])
    assert CheckedLine.objects.get(checking=check).key == "living"
    assert Concern.objects.get(pk=told["concern"]).answer.startswith("答复")
    verbs = Entry.objects.filter(verb__in=("survey.handed_in", "household.filed", "helping.began")).order_by()
    counted = {verb: verbs.filter(verb=verb).count() for verb in ("household.filed", "helping.began")}
    assert counted == {"household.filed": 1, "helping.began": 1}
