from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from lianshou.kernel.gateway.enums import Reason

TOLERANCE = timedelta(minutes=5)
"""How far the moment of a signature may lie from a receiver's clock before it should be refused."""
_RESTS = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 180, 360, 720, 1440))
LAST_TRY = len(_RESTS) + 1


def next_try(*, tries: int, now: datetime) -> datetime | None:
    """When to try again after ``tries`` failures; None when it is given up."""
    return now + _RESTS[tries - 1] if tries < LAST_TRY else None


def signature_of(*, secret: str, moment: int, body: bytes) -> str:
    """HMAC-SHA256, in hexadecimal, over the moment (seconds since 1970), a full stop and the body."""
    return hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()


def why_not_address(url: str, *, allows_loopback: bool) -> Reason | None:
    """Why an address is none that can be called, before its host is looked up."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return Reason.BAD_ADDRESS
    if parts.scheme != "https" and not (allows_loopback and parts.scheme == "http"):
        return Reason.NOT_HTTPS
    if not parts.hostname or parts.username or parts.password or parts.fragment or port == 0:
        return Reason.BAD_ADDRESS
    return Reason.BAD_ADDRESS if any(letter <= " " or letter == "\x7f" for letter in url) else None


def is_private(address: str, *, allows_loopback: bool) -> bool:
    """Whether an internet address lies anywhere but in the open world; an IPv4 inside an IPv6 counts as what it is."""
    found = ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    if allows_loopback and inner.is_loopback:
        return False
    return not inner.is_global or inner.is_multicast or inner.is_reserved
