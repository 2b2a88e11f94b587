"""Signing out one's devices, and keeping the list of them."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import home_of
from lianshou.kernel.audit.actions import record


@transaction.atomic
def note_device(*, actor: User, session_key: str, address: str, user_agent: str, now: datetime) -> None:
    """Keep when and where a session of ``actor`` was last seen; the book says nothing of it."""
    seen = {"user": actor, "ip": address, "user_agent": user_agent[:200], "last_seen_at": now}
    UserSession.objects.update_or_create(
        session_key=session_key, defaults=seen, create_defaults={**seen, "created_at": now}
    )


@transaction.atomic
def end_device(*, actor: User, pk: int, now: datetime, but: str = "") -> None:
    """Sign out one session of ``actor``, never the one with the key ``but``; one that is over already is none.

    Leaves ``device.signed_out``.
    """
    for entry in UserSession.objects.filter(user=actor, pk=pk).exclude(session_key=but):
        entry.end()
        _record(actor, 1, now)


@transaction.atomic
def end_devices(*, actor: User, now: datetime, but: str = "") -> int:
    """Sign out every session of ``actor`` but the one with the key ``but``; gives how many.

    Leaves ``device.signed_out`` when there was any.
    """
    ended = list(UserSession.objects.filter(user=actor).exclude(session_key=but))
    for entry in ended:
        entry.end()
    if ended:
        _record(actor, len(ended), now)
    return len(ended)


def _record(actor: User, count: int, now: datetime) -> None:
    home = home_of(account=actor, now=now)
    record(actor=actor, verb="device.signed_out", subject=actor, at=now, union_path=home, count=count)
