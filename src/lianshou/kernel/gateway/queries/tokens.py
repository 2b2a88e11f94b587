from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import demands_factor, has_factor, held_by, password_due, wait_of
from lianshou.kernel.access.rules.permissions import PERMISSIONS
from lianshou.kernel.gateway.enums import Shut
from lianshou.kernel.gateway.models import Token
from lianshou.kernel.gateway.rules import why_shut


def digest_of(secret: str) -> str:
    """What is kept of a token: it has 256 random bits, so that one SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_of(*, secret: str) -> Token | None:
    """The token that somebody shows, with its account; None when there is none."""
    return Token.objects.select_related("user").filter(digest=digest_of(secret)).first()


def tokens_of(*, actor: Any) -> QuerySet[Token]:
    """The actor's own tokens, the latest first."""
    return Token.objects.filter(user=actor)


def live_tokens(*, actor: Any, now: datetime) -> QuerySet[Token]:
    """Those of them that open something."""
    return tokens_of(actor=actor).filter(revoked_at=None, expires_at__gt=now)


def verbs_held(*, actor: Any) -> list[str]:
    """The verbs that the actor's posts grant today, in the order of the table of permissions."""
    roles = {held.role for held in held_by(actor=actor)}
    return [verb for verb, granting in PERMISSIONS.items() if roles & granting]


def why_token_shut(*, token: Token, now: datetime) -> Shut | None:
    """Why a token opens nothing just now: by itself, or by what has become of its account."""
    user: User = token.user
    due = not settings.DEMO and password_due(user=user, now=now) is not None
    return why_shut(
        revoked=token.revoked_at is not None,
        expires_at=token.expires_at,
        now=now,
        is_open=user.is_active,
        rests=wait_of(user=user, now=now) > timedelta(0),
        password_due=user.must_change_password or due,
        factor_missing=demands_factor(actor=user) and not has_factor(actor=user),
    )
