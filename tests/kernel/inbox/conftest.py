"""Servers on loopback that take what digests send."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiosmtpd.controller import Controller


@dataclass
class Post:
    """What arrived by SMTP; ``refuses`` makes the server turn every mail away."""

    mails: list[Any] = field(default_factory=list)
    refuses: bool = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        if self.refuses:
            return "550 no"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    """A mail server, and the settings that use it."""
    handler = Post()
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.LIANSHOU_MAILS = True
    yield handler
    controller.stop()


@dataclass
class Group:
    """What arrived by HTTP as (query, body); it answers with ``status`` and ``answer``."""

    url: str = ""
    got: list[tuple[dict[str, str], Any]] = field(default_factory=list)
    status: int = 200
    answer: bytes = b'{"errcode": 0, "errmsg": "ok"}'
    headers: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def group(settings: Any) -> Iterator[Group]:
    """A server that stands for those of WeCom and DingTalk, and the settings that use it."""
    told = Group()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.got.append(({key: one[0] for key, one in parse_qs(urlsplit(self.path).query).items()}, body))
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told.answer)

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.url = f"http://127.0.0.1:{server.server_address[1]}/send"
    settings.LIANSHOU_WECOM = settings.LIANSHOU_DINGTALK = told.url
    yield told
    server.shutdown()
    server.server_close()
