"""Reading invitations, and the unions for which somebody may be invited."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from lianshou.kernel.access.enums import InvitationState
from lianshou.kernel.access.models import Invitation
from lianshou.kernel.access.queries.scope import scope_of

_OFFERED = 20


def digest_of_secret(secret: str) -> str:
    """What is kept of the secret of an invitation; the secret itself has 256 bits, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def invitations_in_scope(*, actor: Any) -> QuerySet[Invitation]:
    """The invitations for unions where the actor may invite, the latest first."""
    scope = scope_of(actor=actor, verb="account.invite")
    found: QuerySet[Invitation] = Invitation.objects.within(scope).select_related("union", "invited_by")
    return found


def invitations_in_state(
    queryset: QuerySet[Invitation], state: str, *, now: datetime
) -> QuerySet[Invitation]:
    """Narrow to the invitations that stand so at ``now``."""
    pending = Q(accepted_at=None, withdrawn_at=None)
    return queryset.filter(
        {
            InvitationState.ACCEPTED: Q(accepted_at__isnull=False),
            InvitationState.WITHDRAWN: Q(accepted_at=None, withdrawn_at__isnull=False),
            InvitationState.OPEN: pending & Q(expires_at__gt=now),
            InvitationState.EXPIRED: pending & Q(expires_at__lte=now),
        }[InvitationState(state)]
    )


def invitation_by_secret(*, secret: str) -> Invitation | None:
    """The invitation whose link somebody holds; holding it is what lets them in to it."""
    return invitation_by_digest(digest=digest_of_secret(secret))


def invitation_by_digest(*, digest: str) -> Invitation | None:
    """The invitation whose link somebody has shown before in the same session."""
    found: Invitation | None = (
        Invitation.objects.admitted().filter(digest=digest).select_related("union", "invited_by").first()
    )
    return found


def unions_to_invite_for(*, actor: Any) -> QuerySet[Any]:
    """The unions in which the actor may open accounts by invitation, by the order of the tree."""
    unions: Any = Invitation._meta.get_field("union").related_model  # the register stands above this app
    scope = scope_of(actor=actor, verb="account.invite")
    found: QuerySet[Any] = unions.objects.within(scope, "path").filter(dissolved_on=None).order_by("path")
    return found


def unions_named(queryset: QuerySet[Any], words: str) -> list[Any]:
    """The first of these unions whose name, pinyin or initials hold every word; all begin the list without words."""
    for word in words.split():
        queryset = queryset.filter(Q(name__icontains=word) | Q(search__icontains=word))
    return list(queryset[:_OFFERED])
