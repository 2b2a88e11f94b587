from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from lianshou.china.names import pinyin_key
from lianshou.core.refusals import Refused
from lianshou.kernel.access.enums import Reason
from lianshou.kernel.access.models import PostRequest, User
from lianshou.kernel.access.queries import require
from lianshou.kernel.access.rules import Tenure, password_of, proposed_username, why_not_appoint
from lianshou.kernel.audit.actions import record


@dataclass(frozen=True)
class FirstPassword:
    """An account whose first password was just made; it is known here and nowhere else."""

    account: User
    password: str = field(repr=False)


def fresh_password() -> tuple[str, str]:
    """A first password, with what is stored of it; slow, so make it before anything is locked."""
    password = password_of(choose=secrets.choice)
    return password, make_password(password)


@transaction.atomic
def create_account(
    *,
    actor: User | None,
    username: str,
    name: str,
    password: str | None,
    now: datetime,
    union: Any = None,
) -> User:
    """Open an account, meant for ``union``; leaves ``account.created``. ``actor`` is None only on the machine itself.

    Without a password nobody gets in until one is set; one that is given here was chosen by somebody else,
    so it must be changed before the account is used. Raises PermissionDenied, or Refused NAME_TAKEN.
    """
    if actor is not None:
        require(actor, "account.invite", on=union)
    path = "" if union is None else union.path
    return enter_account(
        actor=actor, username=username, name=name, password=password, now=now, union_path=path
    )


@transaction.atomic
def enter_account(
    *, actor: Any, username: str, name: str, password: str | None, now: datetime, union_path: str = ""
) -> User:
    """The same for actions that have asked for a permission of their own; leaves ``account.created``, at the union that
    the account is meant for. Raises Refused NAME_TAKEN.
    """
    if User.objects.filter(username=username).exists():
        raise Refused(Reason.NAME_TAKEN)
    user = User.objects.create_user(
        username=username,
        password=password,
        name=name,
        created_at=now,
        must_change_password=password is not None,
        password_changed_at=now if password is not None else None,
    )
    record(actor=actor, verb="account.created", subject=user, at=now, union_path=union_path)
    return user


def open_account(
    *,
    actor: Any,
    name: str,
    union: Any,
    role: str,
    starts_on: date,
    now: datetime,
    ends_on: date | None = None,
    username: str = "",
) -> FirstPassword:
    """Open an account without a post, and ask the security administrators for the post it is meant for.

    Without a user name the sound of the name becomes it. The first password must be changed. Raises PermissionDenied, and
    Refused NAME_TAKEN or ENDS_BEFORE_START. Leaves ``account.created`` and ``post.asked``; never the password.
    """
    require(actor, "account.invite", on=union)
    wanted = Tenure(role=role, union=union.pk, starts_on=starts_on, ends_on=ends_on)
    if reason := why_not_appoint(wanted=wanted, held=(), is_self=False):
        raise Refused(reason)
    password, encoded = fresh_password()
    with transaction.atomic():
        chosen = username or _username_for(name)
        user = enter_account(
            actor=actor, username=chosen, name=name, password=None, now=now, union_path=union.path
        )
        user.password, user.must_change_password = encoded, True
        user.save(update_fields=["password", "must_change_password"])
        ask_for_post(
            actor=actor, user=user, union=union, role=role, starts_on=starts_on, ends_on=ends_on, now=now
        )
    return FirstPassword(user, password)


@transaction.atomic
def ask_for_post(
    *,
    actor: Any,
    user: User,
    union: Any,
    role: str,
    starts_on: date,
    now: datetime,
    ends_on: date | None = None,
) -> PostRequest:
    """Ask the security administrators to give ``user`` a post, for an action that has asked and judged; leaves ``post.asked``."""
    asked = PostRequest.objects.create(
        user=user,
        union=union,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        asked_by=actor,
        asked_at=now,
    )
    record(actor=actor, verb="post.asked", subject=asked, at=now, union_path=union.path, role=role)
    return asked


def _username_for(name: str) -> str:
    sound = pinyin_key(name, person=True).partition(" ")[0]
    return proposed_username(
        sound=sound, taken=lambda candidate: User.objects.filter(username=candidate).exists()
    )
