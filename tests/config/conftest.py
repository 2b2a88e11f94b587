"""A desk as it runs in an office: gunicorn with two processes, a mail server and a gateway for texts, all on loopback."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from aiosmtpd.controller import Controller
from tests.config.planting import PASSWORD, REST

from lianshou.cli.serve import commands

HERE = Path(__file__).parent
SLOWNESS = 1.5  # seconds that the mail server takes for each mail


@dataclass
class Answer:
    status: int
    body: str
    to: str
    seconds: float


@dataclass
class Visitor:
    """A browser without a screen, calling from an address of its own; it keeps cookies as browsers do behind TLS."""

    port: int
    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, **form: str) -> Answer:
        if "csrftoken" not in self.cookies:
            self.get("/account/login/")
        return self._ask("POST", path, {"csrfmiddlewaretoken": self.cookies["csrftoken"], **form})

    def login(self, name: str, password: str) -> Answer:
        return self.post("/account/login/", login=name, password=password)

    def _ask(self, method: str, path: str, form: dict[str, str] | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        origin = (self.address, 0)
        began = time.monotonic()
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=origin)) as wire:
            wire.request(method, path, urlencode(form) if form else None, headers)
            answer = wire.getresponse()
            body = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return Answer(answer.status, body, answer.headers.get("Location", ""), time.monotonic() - began)


class _Mails:
    """What arrived by SMTP, slowly, as from a busy server."""

    def __init__(self) -> None:
        self.arrived: list[tuple[str, str]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        import asyncio

        await asyncio.sleep(SLOWNESS)
        message = message_from_bytes(envelope.content, policy=policy.default)
        body = message.get_body()
        assert body is not None
        self.arrived += [(to, body.get_content()) for to in envelope.rcpt_tos]
        return "250 OK"


@dataclass
class Office:
    """The desk and what it sends."""

    port: int
    mails: _Mails
    texts: list[dict[str, Any]]
    log: Path
    _called: int = 1

    def visitor(self) -> Visitor:
        """Somebody at an address from which nobody has called before."""
        self._called += 1
        return Visitor(self.port, f"127.0.0.{self._called}")

    def mail_to(self, address: str, *, after: int = 0) -> str:
        """The first mail to ``address`` after so many others of its own, waited for."""
        return _awaited(lambda: [body for to, body in self.mails.arrived if to == address], after)

    def text_to(self, phone: str) -> str:
        return _awaited(lambda: [one["message"] for one in self.texts if phone in one["path"]], 0)


def _awaited(found: Any, after: int) -> str:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if len(all_of_them := found()) > after:
            return str(all_of_them[after])
        time.sleep(0.05)
    raise AssertionError("nothing arrived")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _gateway(texts: list[dict[str, Any]]) -> ThreadingHTTPServer:
    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            texts.append({**said, "path": urlsplit(self.path).path})
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Nothing: the suite has its own voice."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _database(folder: Path) -> Iterator[str]:
    """A database of its own, of the kind the suite runs on."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{folder / 'desk.sqlite3'}"
        return
    import psycopg

    at, _, name = url.rpartition("/")
    mine = f"{name}_desk_{os.getpid()}"
    with psycopg.connect(f"{at}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{mine}" TEMPLATE template0')  # type: ignore[arg-type]
    yield f"{at}/{mine}"
    with psycopg.connect(f"{at}/postgres", autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{mine}" WITH (FORCE)')  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    mails, texts = _Mails(), []
    post = Controller(mails, hostname="127.0.0.1", port=_free_port())
    post.start()
    gateway, database, port = _gateway(texts), _database(folder), _free_port()
    dropped = ("LIANSHOU_", "DATABASE_URL", "DJANGO_")
    around = {key: value for key, value in os.environ.items() if not key.startswith(dropped)} | {
        "PYTHONPATH": os.pathsep.join([str(HERE.parents[1] / "src"), str(HERE.parents[1])]),
        "DJANGO_SETTINGS_MODULE": "lianshou.config.settings",
        "DATABASE_URL": next(database),
        "LIANSHOU_DATA_DIR": str(folder),
        "LIANSHOU_SECRET_KEY": "k" * 60,
        "LIANSHOU_KEYS": "1:" + "QUJD" * 10 + "QUI=",
        "LIANSHOU_SSL_REDIRECT": "0",
        "LIANSHOU_LOGIN_REST": str(REST),
        "LIANSHOU_EMAIL_URL": f"smtp://127.0.0.1:{post.port}",
        "LIANSHOU_SMS": f"json://127.0.0.1:{gateway.server_port}/to/{{phone}}",
    }
    subprocess.run([sys.executable, str(HERE / "planting.py")], env=around, check=True)
    log = folder / "log"
    with log.open("w") as out:
        words = commands(host="127.0.0.1", port=port, workers=2)[0]
        desk = subprocess.Popen(words, env=around, stdout=out, stderr=subprocess.STDOUT)
    try:
        _wait(desk, port)
        yield Office(port, mails, texts, log)
    finally:
        desk.send_signal(signal.SIGTERM)
        desk.wait(30)
        post.stop()
        gateway.shutdown()
        gateway.server_close()
        with suppress(StopIteration):
            next(database)


def _wait(desk: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and desk.poll() is None:
        with suppress(OSError):
            if Visitor(port, "127.0.0.1").get("/healthz").status == 200:
                return
        time.sleep(0.2)
    raise AssertionError("the desk does not answer")


__all__ = ["PASSWORD", "REST", "Office", "Visitor"]
