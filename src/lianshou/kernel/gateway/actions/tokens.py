from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import held_by
from lianshou.kernel.audit.actions import record
from lianshou.kernel.gateway.enums import Reason
from lianshou.kernel.gateway.models import Token
from lianshou.kernel.gateway.queries import digest_of, live_tokens, verbs_held
from lianshou.kernel.gateway.rules import PREFIX, why_not_make

_GRAIN = timedelta(minutes=1)


@dataclass(frozen=True)
class MadeToken:
    """A token with its secret, which is known here and nowhere else."""

    token: Token
    secret: str = field(repr=False)


@transaction.atomic
def make_token(
    *,
    actor: Any,
    name: str,
    verbs: Iterable[str],
    expires_at: datetime,
    now: datetime,
    posts: Iterable[int] | None = None,
) -> MadeToken:
    """Make a token for the actor's own account with some of its verbs, at some of its posts (None: all of them).

    Raises Refused with a ``gateway.enums.Reason``. Leaves ``token.made`` with verbs and posts, never the secret.
    """
    User.objects.select_for_update().get(pk=actor.pk)
    asked, own = frozenset(verbs), None if posts is None else frozenset(posts)
    reason = why_not_make(
        verbs=asked,
        held=frozenset(verbs_held(actor=actor)),
        now=now,
        expires_at=expires_at,
        known=live_tokens(actor=actor, now=now).count(),
    )
    if reason is None and own is not None and own - {held.post for held in held_by(actor=actor)}:
        reason = Reason.NOT_YOURS
    if reason:
        raise Refused(reason)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=actor,
        name=name,
        prefix=secret[:10],
        digest=digest_of(secret),
        verbs=sorted(asked),
        posts=None if own is None else sorted(own),
        made_at=now,
        expires_at=expires_at,
    )
    record(actor=actor, verb="token.made", subject=token, at=now, verbs=token.verbs, posts=token.posts)
    return MadeToken(token, secret)


@transaction.atomic
def revoke_token(*, actor: Any, token: Token, now: datetime) -> Token:
    """Let one of the actor's own tokens open nothing any more. Raises Refused REVOKED. Leaves ``token.revoked``."""
    token = Token.objects.select_for_update().get(pk=token.pk, user=actor)
    if token.revoked_at is not None:
        raise Refused(Reason.REVOKED)
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    record(actor=actor, verb="token.revoked", subject=token, at=now)
    return token


@transaction.atomic
def note_use(*, token: Token, now: datetime) -> None:
    """Remember when a token was last used, at most once a minute; no line in the book."""
    if token.used_at is None or now - token.used_at > _GRAIN:
        Token.objects.filter(pk=token.pk).update(used_at=now)
