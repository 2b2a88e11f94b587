"""The sessions of an account, as devices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession

from lianshou.kernel.access.models import User
from lianshou.kernel.access.rules import Device, device_of


@dataclass(frozen=True)
class Seat:
    """Where an account is signed in."""

    pk: int
    device: Device
    address: str
    since: datetime
    seen: datetime
    is_here: bool


def seats_of(*, actor: User, session_key: str, since: datetime) -> list[Seat]:
    """Where an account is signed in: the device that asks first, then those used last, at least ``since``.

    Sessions that are over are forgotten in passing.
    """
    found = [
        Seat(
            pk=entry.pk,
            device=device_of(entry.user_agent),
            address=entry.ip,
            since=entry.created_at,
            seen=entry.last_seen_at,
            is_here=entry.session_key == session_key,
        )
        for entry in UserSession.objects.purge_and_list(actor)
        if entry.last_seen_at >= since or entry.session_key == session_key
    ]
    return sorted(found, key=lambda seat: (not seat.is_here, -seat.seen.timestamp()))
