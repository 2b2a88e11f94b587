from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import home_of
from lianshou.kernel.access.rules import why_not_take_address
from lianshou.kernel.audit.actions import record


@transaction.atomic
def take_address(*, actor: Any, address: str, now: datetime) -> User:
    """Keep an e-mail address that its owner has shown to be theirs, by a link sent there; the book does not name it.

    Raises Refused ADDRESS_TAKEN. Leaves ``account.address_taken``.
    """
    user = User.objects.select_for_update().get(pk=actor.pk)
    address = address.strip().lower()
    others = User.objects.filter(email=address, is_active=True).exclude(pk=user.pk)
    if reason := why_not_take_address(taken=others.exists()):
        raise Refused(reason)
    user.email = address
    user.save(update_fields=["email"])
    path = home_of(account=user, now=now)
    record(actor=actor, verb="account.address_taken", subject=user, at=now, union_path=path)
    return user
