"""Calling another house's server: one address, looked up once and held on to, no redirects, little patience."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

_PATIENCE = 10.0


class NotCalled(Exception):
    """No call was made, or no answer came; ``code`` says why in one word."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Plain(HTTPConnection):
    """A connection to ``address``, whatever the name of the host means by now."""

    address = ""

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)


class _Sealed(HTTPSConnection):
    """The same over TLS; the certificate must be that of the host's name."""

    address = ""

    def connect(self) -> None:
        bare = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(bare, server_hostname=self.host)


def address_of(host: str, port: int, *, is_private: Callable[[str], bool]) -> str:
    """The address of a host; NotCalled "unknown_host", or "private_address" where any of its addresses is private."""
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise NotCalled("unknown_host") from None
    if not found or any(is_private(address) for address in found):
        raise NotCalled("private_address")
    return found[0]


def call(url: str, *, body: bytes, headers: Mapping[str, str], is_private: Callable[[str], bool]) -> int:
    """Send ``body`` to ``url`` and give the status of the answer, whose words are not read. Raises NotCalled."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    made = (_Sealed if secure else _Plain)(host, port, timeout=_PATIENCE)
    made.address = address_of(host, port, is_private=is_private)
    try:
        made.request(
            "POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, dict(headers)
        )
        return made.getresponse().status
    except (OSError, HTTPException, ValueError) as error:
        raise NotCalled("timed_out" if isinstance(error, TimeoutError) else "no_answer") from None
    finally:
        made.close()
