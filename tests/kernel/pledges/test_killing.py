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
from tests.killing.grounds import installation

COUNT = int(os.environ.get("LIANSHOU_KILL_LETTERS", "30"))


@pytest.fixture
def around(tmp_path: Path) -> Iterator[dict[str, str]]:
    with installation(tmp_path) as made:
        yield made


def _said(around: dict[str, str], *words: str) -> Any:
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout) if done.stdout.startswith(("[", "{")) else None


def test_letters_and_numbers_are_whole_or_absent(around: dict[str, str]) -> None:
    _said(around, "tests.laying", "lay")
    assert _said(around, "tests.kernel.pledges.killing.letters", "threads") == sorted(
        f"联〔2020〕{n}号" for n in range(1, 19)
    )
    moments = (1, COUNT // 2, COUNT)
    seen = _said(around, "tests.kernel.pledges.killing.letters", str(COUNT), *map(str, moments))
    absent = {"letters": 0, "numbers": 0, "parties": 0, "obligations": 0, "told": 0}
    *killed, ended = [{key: value for key, value in one.items() if key != "next"} for one in seen]
    assert killed == [{"ended": signal.SIGKILL, "state": "running", "failure": "", **absent}] * len(moments)
    assert ended == {"ended": 0, "state": "done", "failure": "", **dict.fromkeys(absent, COUNT)}
