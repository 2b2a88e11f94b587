from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lianshou.kernel.access.models import Post, User
from lianshou.kernel.audit.actions import record


@transaction.atomic
def create_account(
    *, actor: User | None, username: str, name: str, password: str | None, now: datetime
) -> User:
    """Open an account; leaves ``account.created``. ``actor`` is None only for the first accounts of an installation.

    Without a password nobody gets in until one is set. One that is given here was chosen by somebody else,
    so it must be changed before the account is used.
    """
    user = User.objects.create_user(
        username=username,
        password=password,
        name=name,
        created_at=now,
        must_change_password=password is not None,
        password_changed_at=now if password is not None else None,
    )
    record(actor=actor, verb="account.created", subject=user, at=now)
    return user


@transaction.atomic
def appoint(
    *,
    actor: User | None,
    user: User,
    union: Any,
    role: str,
    starts_on: date,
    now: datetime,
    ends_on: date | None = None,
) -> Post:
    """Give ``user`` a post at ``union``; leaves ``post.given``."""
    post = Post.objects.create(user=user, union=union, role=role, starts_on=starts_on, ends_on=ends_on)
    record(actor=actor, verb="post.given", subject=post, at=now, union_path=union.path, role=role)
    return post


@transaction.atomic
def dismiss(*, actor: Any, accounts: Sequence[int], union: Any, role: str, now: datetime) -> None:
    """End the posts of ``role`` that ``accounts`` hold at ``union``, as of now; leaves ``post.ended`` for each.

    A post counts through its last day, so it ends with yesterday, or is taken back when it began today.
    """
    yesterday = timezone.localdate(now) - timedelta(days=1)
    held = Post.objects.filter(user__in=accounts, union=union, role=role)
    for post in held.filter(Q(ends_on=None) | Q(ends_on__gt=yesterday)):
        record(actor=actor, verb="post.ended", subject=post, at=now, union_path=union.path, role=role)
        if post.starts_on > yesterday:
            post.delete()
        else:
            post.ends_on = yesterday
            post.save(update_fields=["ends_on"])
