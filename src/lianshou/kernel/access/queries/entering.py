"""Who may come in, and what stands in the way: codes, locks, passwords whose time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from lianshou.kernel.access.enums import Reason
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries.scope import posts_of
from lianshou.kernel.access.rules import may_enter_by_code, wait_left, why_change_password


def admitted_by_code(user: User | None) -> User | None:
    """The account itself when a code is enough to enter it, which holds for workers alone; otherwise None."""
    if user is None:
        return None
    return user if may_enter_by_code(list(posts_of(actor=user).values_list("role", flat=True))) else None


def account_by_email(*, email: str) -> User | None:
    """The one account with this address that a code opens; None when there is none or more than one."""
    found = list(User.objects.filter(email=email.lower(), is_active=True)[:2])
    return admitted_by_code(found[0]) if len(found) == 1 else None


def wait_of(*, user: User | None, now: datetime) -> timedelta:
    """How long an account still rests after failed attempts."""
    return wait_left(locked_until=user.locked_until, now=now) if user else timedelta(0)


def password_due(*, user: User, now: datetime) -> Reason | None:
    """Why the account has to choose a new password before it may go on, or None."""
    return why_change_password(
        is_usable=user.has_usable_password(),
        must_change=user.must_change_password,
        changed_at=user.password_changed_at or user.created_at,
        days=settings.LIANSHOU_PASSWORD_DAYS,
        now=now,
    )
