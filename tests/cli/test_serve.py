"""The demonstration as a visitor starts it: in a process of its own, on a free port."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from lianshou.cli.serve import commands, may_start_again

SECRETS = {"LIANSHOU_SECRET_KEY": "k" * 60, "LIANSHOU_KEYS": "1:" + "QUJD" * 10 + "QUI="}
GO = [sys.executable, "-c", "from lianshou.cli.main import main; main()"]
DEMO_KEY = "demonstration-only-demonstration-only-demonstration-only"
DEMO_SEAL = "1:" + base64.b64encode(hashlib.sha256(DEMO_KEY.encode()).digest()).decode()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _surroundings(folder: Path, **more: str) -> dict[str, str]:
    dropped = ("LIANSHOU_", "DATABASE_URL", "DJANGO_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(dropped)}
    return kept | {"LIANSHOU_DATA_DIR": str(folder), "PYTHONPATH": "src"} | more


def _asked(port: int, path: str) -> int:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status


def test_demonstration_is_built_served_and_ended(tmp_path: Path) -> None:
    port, said = _free_port(), tmp_path / "said"
    with said.open("w") as out:
        words = [*GO, "demo", "--port", str(port)]
        running = subprocess.Popen(words, env=_surroundings(tmp_path), stdout=out, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + 900  # a busy machine is no fault
        while f":{port}/" not in said.read_text() and running.poll() is None and time.monotonic() < until:
            time.sleep(0.3)
        found = [_asked(port, path) for path in ("/healthz", "/", "/account/login/")]
    finally:
        running.send_signal(signal.SIGTERM)
        ended = running.wait(30)
    assert (found, ended) == ([200, 302, 200], 0), said.read_text()
    assert re.findall(r"^  ([a-z]+) ", said.read_text(), re.MULTILINE)[:3] == [
        "officer",
        "approver",
        "finance",
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "LIANSHOU_SECRET_KEY"),
        ({"LIANSHOU_SECRET_KEY": DEMO_KEY}, "LIANSHOU_SECRET_KEY"),
        ({"LIANSHOU_SECRET_KEY": "k" * 60}, "LIANSHOU_KEYS"),
        ({"LIANSHOU_SECRET_KEY": "k" * 60, "LIANSHOU_KEYS": DEMO_SEAL}, "LIANSHOU_KEYS"),
        ({"LIANSHOU_SECRET_KEY": "k" * 60, "LIANSHOU_KEYS": "1:short"}, "LIANSHOU_KEYS"),
    ],
)
def test_serving_without_keys_of_ones_own_says_what_to_set(
    tmp_path: Path, given: dict[str, str], told: str
) -> None:
    done = subprocess.run(
        [*GO, "serve"], env=_surroundings(tmp_path, **given), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("place", [0, 1])
def test_both_parts_run_on_the_interpreter_of_the_command(place: int) -> None:
    assert commands(host="127.0.0.1", port=1, workers=2)[place][:2] == [sys.executable, "-m"]


@pytest.mark.parametrize(
    ("starts", "again"), [([], True), ([1, 2, 3, 99], True), ([95, 96, 97, 98, 99], False)]
)
def test_background_that_ends_over_and_over_ends_the_desk(starts: list[float], again: bool) -> None:
    assert may_start_again(starts, now=100) is again


def test_installation_is_set_up_once_and_takes_more_accounts(tmp_path: Path) -> None:
    around = _surroundings(tmp_path, LIANSHOU_PASSWORD="ri-chu-dong-fang-7", **SECRETS)

    def go(*words: str) -> tuple[int, str]:
        done = subprocess.run([*GO, *words], env=around, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    first = ("init", "--federation", "阜宁县总工会", "--division", "320923", "--officer", "于秋实")
    more = ("account", "leader", "--name", "梁安澜", "--role", "leader", "--union", "阜宁县总工会")
    found = [go(*first), go(*first), go(*more), go(*more), go(*more[:-1], "无此工会")]
    found += [go("password", "leader"), go("password", "nobody")]
    assert [status for status, _ in found] == [0, 1, 0, 1, 1, 0, 1]
    assert "Traceback" not in "".join(words for _, words in found)


def test_demonstration_never_replaces_other_records(tmp_path: Path) -> None:
    around = _surroundings(tmp_path, LIANSHOU_PASSWORD="ri-chu-dong-fang-7", **SECRETS)
    subprocess.run([*GO, "init", "--federation", "甲县总工会", "--officer", "甲"], env=around, check=True)
    done = subprocess.run(
        [*GO, "demo", "--fresh", "--no-serve"], env=around, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "nothing was touched" in done.stderr
