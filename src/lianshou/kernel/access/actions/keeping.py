from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.actions.opening import FirstPassword, fresh_password
from lianshou.kernel.access.enums import Reason, Role
from lianshou.kernel.access.models import Post, User
from lianshou.kernel.access.queries import home_of, is_last_admin, may_over, posts_changed
from lianshou.kernel.access.rules import (
    why_not_close,
    why_not_renew_password,
    why_not_reopen,
    why_not_unlock,
)
from lianshou.kernel.audit.actions import record


@transaction.atomic
def close_account(*, actor: Any, account: User, now: datetime) -> User:
    """Close an account: nobody gets in with it any more, open sessions end, its posts count no longer, nor do delegations of them.

    Raises PermissionDenied unless the actor may close it at every union it belongs to, or Refused with the reason of
    ``why_not_close``. Leaves ``account.closed``.
    """
    _require_over(actor, "account.close", account, now)
    guarded = Post.objects.admitted().filter(role__in=(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN))
    list(guarded.select_for_update().order_by("pk").values_list("pk"))  # of two last ones, one stays
    held = _locked(account)
    reason = why_not_close(
        is_closed=not held.is_active,
        is_self=held.pk == actor.pk,
        is_last_admin=is_last_admin(account=held, day=timezone.localdate(now)),
    )
    _refuse(reason)
    return shut_account(actor=actor, account=held, now=now)


@transaction.atomic
def shut_account(*, actor: Any, account: User, now: datetime) -> User:
    """Close an account for an action that has asked and judged; leaves ``account.closed``."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    _record(actor, "account.closed", account, now)
    posts_changed()
    return account


@transaction.atomic
def reopen_account(*, actor: Any, account: User, now: datetime) -> User:
    """Open a closed account again; posts that have not ended count again.

    Raises PermissionDenied, or Refused ACCOUNT_OPEN. Leaves ``account.reopened``.
    """
    _require_over(actor, "account.close", account, now)
    held = _locked(account)
    _refuse(why_not_reopen(is_closed=not held.is_active))
    held.is_active = True
    held.save(update_fields=["is_active"])
    _record(actor, "account.reopened", held, now)
    posts_changed()
    return held


@transaction.atomic
def unlock_account(*, actor: Any, account: User, now: datetime) -> User:
    """Forget the failed attempts of an account, so that its owner can log in at once.

    Raises PermissionDenied, or Refused NOT_LOCKED. Leaves ``account.unlocked``.
    """
    _require_over(actor, "account.unlock", account, now)
    held = _locked(account)
    _refuse(why_not_unlock(failures=held.failures, locked_until=held.locked_until, now=now))
    held.failures, held.locked_until = 0, None
    held.save(update_fields=["failures", "locked_until"])
    _record(actor, "account.unlocked", held, now)
    return held


def renew_password(*, actor: Any, account: User, now: datetime) -> FirstPassword:
    """Give an account a new first password that must be changed; open sessions end, failed attempts are forgotten.

    Raises PermissionDenied, or Refused with the reason of ``why_not_renew_password``. Leaves ``account.password_renewed``;
    never the password.
    """
    _require_over(actor, "account.invite", account, now)
    password, encoded = fresh_password()
    with transaction.atomic():
        held = _locked(account)
        _refuse(why_not_renew_password(is_closed=not held.is_active, is_self=held.pk == actor.pk))
        held.password, held.must_change_password = encoded, True
        held.failures, held.locked_until = 0, None
        held.save(update_fields=["password", "must_change_password", "failures", "locked_until"])
        _record(actor, "account.password_renewed", held, now)
    return FirstPassword(held, password)


def _require_over(actor: Any, verb: str, account: User, now: datetime) -> None:
    if not may_over(actor, verb, account=account, today=timezone.localdate(now)):
        raise PermissionDenied(verb)


def _locked(account: User) -> User:
    return User.objects.select_for_update().get(pk=account.pk)


def _refuse(reason: Reason | None) -> None:
    if reason:
        raise Refused(reason)


def _record(actor: Any, verb: str, account: User, now: datetime) -> None:
    """The line stands at the first union of the account, where its auditor finds it."""
    record(actor=actor, verb=verb, subject=account, at=now, union_path=home_of(account=account, now=now))
