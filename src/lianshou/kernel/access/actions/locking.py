from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import home_of
from lianshou.kernel.access.rules import LONGEST_REST, rest_after, wait_left
from lianshou.kernel.audit.actions import record


@transaction.atomic
def begin_attempt(*, actor: User | None, name: str, now: datetime) -> timedelta:
    """Count an attempt to enter under ``name`` before its password is looked at, so that no burst outruns the count.

    Gives the wait, zero when the password may be tried. A name that nobody bears is counted too, beside the
    accounts, so that both are answered alike. ``forgive_failures`` takes the count back when the password was right.
    """
    user = User.objects.select_for_update().filter(username=name.lower()).first()
    if user is None:
        return _begin_unknown(name.lower(), now)
    wait = wait_left(locked_until=user.locked_until, now=now)
    if not wait:
        _count(user, now)
    return wait


@transaction.atomic
def note_failure(*, actor: User | None, name: str, now: datetime) -> timedelta:
    """The attempt that ``begin_attempt`` counted has failed; leaves ``account.locked`` when the account now rests.

    Gives the wait until the next attempt, zero when there is none; names that nobody bears are answered alike.
    """
    user = User.objects.filter(username=name.lower()).first()
    if user is None:
        return wait_left(locked_until=cache.get(_key_of(name.lower()), (0, None))[1], now=now)
    _tell_lock(actor, user, now)
    return wait_left(locked_until=user.locked_until, now=now)


@transaction.atomic
def count_wrong_code(*, actor: User | None, user: User, now: datetime) -> None:
    """A wrong code is a failed attempt like a wrong password; leaves ``account.locked`` when the account now rests.

    Nothing is counted while it rests already.
    """
    held = User.objects.select_for_update().get(pk=user.pk)
    if not wait_left(locked_until=held.locked_until, now=now):
        _count(held, now)
        _tell_lock(actor, held, now)


@transaction.atomic
def forgive_failures(*, actor: User | None, user: User, now: datetime) -> None:
    """Somebody has entered rightly: the failures before are forgotten. Leaves no trace."""
    del actor, now
    if user.failures or user.locked_until:
        User.objects.filter(pk=user.pk).update(failures=0, locked_until=None)
    user.failures, user.locked_until = 0, None


def _rest(failures: int) -> timedelta:
    first = timedelta(seconds=settings.LIANSHOU_LOGIN_REST)
    return rest_after(failures, tries=settings.LIANSHOU_LOGIN_TRIES, first=first)


def _count(user: User, now: datetime) -> None:
    user.failures = min(user.failures + 1, 30_000)
    rest = _rest(user.failures)
    user.locked_until = now + rest if rest else None
    user.save(update_fields=["failures", "locked_until"])


def _tell_lock(actor: Any, user: User, now: datetime) -> None:
    if wait_left(locked_until=user.locked_until, now=now):
        home = home_of(account=user, now=now)
        record(
            actor=actor,
            verb="account.locked",
            subject=user,
            at=now,
            union_path=home,
            failures=user.failures,
        )


def _begin_unknown(name: str, now: datetime) -> timedelta:
    key = _key_of(name)
    failures, locked_until = cache.get(key, (0, None))
    wait = wait_left(locked_until=locked_until, now=now)
    if not wait:
        rest = _rest(failures + 1)
        kept = int((LONGEST_REST * 2).total_seconds())
        cache.set(key, (failures + 1, now + rest if rest else None), kept)
    return wait


def _key_of(name: str) -> str:
    return f"unknown-name:{hashlib.sha256(name.encode()).hexdigest()}"
