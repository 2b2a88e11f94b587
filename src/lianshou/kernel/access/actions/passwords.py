from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from lianshou.kernel.access.models import PastPassword, User
from lianshou.kernel.access.queries import home_of
from lianshou.kernel.audit.actions import record


def change_password(*, actor: User | None, user: User, password: str, now: datetime) -> User:
    """Somebody chooses their own password: by the old one, or by a link sent to them. An account that rested is opened.

    The password has passed the policy. The one before is remembered, so that it does not come back.
    Leaves ``password.changed``.
    """
    made = make_password(password)  # slow on purpose, hence before anything is locked
    with transaction.atomic():
        user.refresh_from_db(from_queryset=User.objects.select_for_update())
        _remember(user, now)
        user.password, user.password_changed_at, user.must_change_password = made, now, False
        user.failures, user.locked_until = 0, None
        user.save()
        _record(actor, "password.changed", user, now)
    return user


def give_password(*, actor: None, user: User, password: str, now: datetime) -> User:
    """Give an account a new first password, on the machine itself: for installations without mail. It must be changed
    before anything else; an account that rested is opened.

    Leaves ``password.given``.
    """
    made = make_password(password)
    with transaction.atomic():
        user.refresh_from_db(from_queryset=User.objects.select_for_update())
        _remember(user, now)
        user.password, user.password_changed_at, user.must_change_password = made, now, True
        user.failures, user.locked_until = 0, None
        user.save()
        _record(actor, "password.given", user, now)
    return user


def _record(actor: User | None, verb: str, user: User, now: datetime) -> None:
    record(actor=actor, verb=verb, subject=user, at=now, union_path=home_of(account=user, now=now))


def _remember(user: User, now: datetime) -> None:
    """Keep what is stored of the present password, and no more of those before than the policy asks for."""
    if user.has_usable_password():
        PastPassword.objects.create(user=user, password=user.password, replaced_at=now)
    kept = user.past_passwords.values_list("pk", flat=True)[: max(settings.LIANSHOU_PASSWORD_MEMORY - 1, 0)]
    user.past_passwords.exclude(pk__in=list(kept)).delete()
