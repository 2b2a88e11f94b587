"""A race for seats against a desk as it runs in an office: gunicorn with two processes, many clients at once over HTTP."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

from lianshou.cli.serve import commands

GROUND = Path(__file__).with_name("racing_ground.py")
ROOT = Path(__file__).resolve().parents[3]
_CSRF = "r" * 32


@dataclass(frozen=True)
class Asked:
    """One sign-up as its client saw it: whose, when it was sent and answered, and with which status."""

    person: int
    sent: float
    answered: float
    status: int


@dataclass(frozen=True)
class Outcome:
    """What a race came to."""

    asked: tuple[Asked, ...]
    seats: tuple[tuple[int, int, str], ...]
    taken: int
    last_ticket: int
    book: tuple[int, ...]
    seconds: float

    @property
    def statuses(self) -> dict[int, int]:
        found = [one.status for one in self.asked]
        return {status: found.count(status) for status in sorted(set(found))}

    def states(self, state: str) -> list[int]:
        """The tickets of a state, in order."""
        return [ticket for _person, ticket, found in self.seats if found == state]

    @property
    def overtaken(self) -> int:
        """How many sign-ups were sent after the answer to another one and yet got a smaller ticket."""
        ticket = {person: number for person, number, _state in self.seats}
        with_seat = [one for one in self.asked if one.person in ticket]
        by_answer = sorted(with_seat, key=lambda one: one.answered)
        passed, largest, count = 0, 0, 0
        for one in sorted(with_seat, key=lambda one: one.sent):
            while passed < len(by_answer) and by_answer[passed].answered < one.sent:
                largest = max(largest, ticket[by_answer[passed].person])
                passed += 1
            count += ticket[one.person] < largest
        return count


@dataclass
class Course:
    """The running desk and its ground."""

    port: int
    around: dict[str, str]
    sessions: list[str]
    members: list[list[int]]
    events: list[int]
    log: Path

    def race(self, event: int) -> Outcome:
        """Every client signs its people up one after the other, all clients at once."""
        gate = Barrier(len(self.sessions))
        began = time.monotonic()
        with ThreadPoolExecutor(max_workers=len(self.sessions)) as threads:
            runs = [
                threads.submit(self._run, event, session, people, gate)
                for session, people in zip(self.sessions, self.members, strict=True)
            ]
            asked = [one for run in runs for one in run.result()]
        seconds = time.monotonic() - began
        told = _ground(self.around, "tell", str(event))
        seats = tuple((person, ticket, state) for person, ticket, state in told["seats"])
        return Outcome(tuple(asked), seats, told["taken"], told["last_ticket"], tuple(told["book"]), seconds)

    def _run(self, event: int, session: str, people: list[int], gate: Barrier) -> list[Asked]:
        headers = {
            "Cookie": f"sessionid={session}; csrftoken={_CSRF}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        done = []
        gate.wait()
        for person in people:
            form = urlencode({"csrfmiddlewaretoken": _CSRF, "person": person})
            sent = time.monotonic()
            status = self._post(f"/events/{event}/join/", form, headers)
            if status == 503:  # "busy, press again"
                status = self._post(f"/events/{event}/join/", form, headers)
            done.append(Asked(person, sent, time.monotonic(), status))
        return done

    def _post(self, path: str, form: str, headers: dict[str, str]) -> int:
        """The status of the answer; 0 for none."""
        try:
            with closing(HTTPConnection("127.0.0.1", self.port, timeout=300)) as wire:
                wire.request("POST", path, form, headers)
                answer = wire.getresponse()
                answer.read()
                return answer.status
        except OSError:
            return 0


@contextmanager
def course(
    folder: Path, *, clients: int, people: int, places: int, races: int = 1, postgres: str = ""
) -> Iterator[Course]:
    """Plant the ground in a database of its own, start the desk, and take both away afterwards."""
    with _database(folder, postgres) as database:
        around = _around(folder, database)
        planted = _ground(around, "plant", *map(str, (clients, people, places, races)))
        port = _free_port()
        with (folder / "log").open("w") as out:
            words = commands(host="127.0.0.1", port=port, workers=2)[0]
            desk = subprocess.Popen(words, env=around, stdout=out, stderr=subprocess.STDOUT)
        try:
            _wait(desk, port)
            yield Course(port, around, log=folder / "log", **planted)
        finally:
            desk.send_signal(signal.SIGTERM)
            desk.wait(30)


def _around(folder: Path, database: str) -> dict[str, str]:
    dropped = ("LIANSHOU_", "DATABASE_URL", "DJANGO_")
    return {key: value for key, value in os.environ.items() if not key.startswith(dropped)} | {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "lianshou.config.settings",
        "DATABASE_URL": database,
        "LIANSHOU_DATA_DIR": str(folder),
        "LIANSHOU_SECRET_KEY": "k" * 60,
        "LIANSHOU_KEYS": "1:" + "QUJD" * 10 + "QUI=",
        "LIANSHOU_SSL_REDIRECT": "0",
    }


def _ground(around: dict[str, str], *words: str) -> dict[str, Any]:
    told = subprocess.run([sys.executable, str(GROUND), *words], env=around, check=True, capture_output=True)
    found: dict[str, Any] = json.loads(told.stdout.decode().splitlines()[-1])
    return found


@contextmanager
def _database(folder: Path, postgres: str) -> Iterator[str]:
    if not postgres:
        yield f"sqlite:///{folder / 'race.sqlite3'}"
        return
    import psycopg

    at, _, name = postgres.rpartition("/")
    mine = f"{name}_race_{os.getpid()}"
    with psycopg.connect(f"{at}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{mine}" TEMPLATE template0')  # type: ignore[arg-type]
    try:
        yield f"{at}/{mine}"
    finally:
        with psycopg.connect(f"{at}/postgres", autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{mine}" WITH (FORCE)')  # type: ignore[arg-type]


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait(desk: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and desk.poll() is None:
        with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=5)) as wire:
            wire.request("GET", "/healthz")
            if wire.getresponse().status == 200:
                return
        time.sleep(0.2)
    raise AssertionError("the desk does not answer")
