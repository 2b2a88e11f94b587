"""What is written about second factors and connected sign-ins; allauth changes the rows, the house keeps the book."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.actions.devices import end_devices
from lianshou.kernel.access.enums import Factor, FactorReason
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import accounts_within, home_of, require
from lianshou.kernel.audit.actions import record

FACTOR_PLACE = b"mfa.authenticator.secret"


@transaction.atomic
def note_factor(*, actor: User, verb: str, kind: str, now: datetime) -> None:
    """Write down that a factor was added (``factor.added``), removed (``factor.removed``) or that fresh recovery codes
    were made (``factor.codes_made``); ``kind`` is an ``enums.Factor``."""
    home = home_of(account=actor, now=now)
    record(actor=actor, verb=verb, subject=actor, at=now, union_path=home, kind=str(Factor(kind)))


@transaction.atomic
def note_sign_in_way(*, actor: User, verb: str, provider: str, now: datetime) -> None:
    """Write down that a sign-in of another house was connected (``sign_in.connected``) or taken away
    (``sign_in.disconnected``). Who the person is over there stays out of the book."""
    home = home_of(account=actor, now=now)
    record(actor=actor, verb=verb, subject=actor, at=now, union_path=home, provider=provider)


@transaction.atomic
def reset_factors(*, actor: User, user: User, now: datetime) -> None:
    """Take all second factors of ``user`` away, who has lost them, and sign them out everywhere.

    Raises PermissionDenied, or Refused with an ``enums.FactorReason``. Leaves ``factor.reset``.
    """
    require(actor, "account.unlock")
    if not accounts_within(actor=actor, verb="account.unlock").filter(pk=user.pk).exists():
        raise PermissionDenied("account.unlock")
    if actor.pk == user.pk:
        raise Refused(FactorReason.NOT_YOUR_OWN)
    if not Authenticator.objects.filter(user=user).exists():
        raise Refused(FactorReason.NOTHING_TO_RESET)
    Authenticator.objects.filter(user=user).delete()
    end_devices(actor=user, now=now)
    home = home_of(account=user, now=now)
    record(actor=actor, verb="factor.reset", subject=user, at=now, union_path=home)
