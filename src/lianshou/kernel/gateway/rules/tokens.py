from __future__ import annotations

from collections.abc import Set
from datetime import datetime, timedelta

from lianshou.kernel.gateway.enums import Reason, Shut

PREFIX = "ls_"
OWN = "own"
"""What a token may be given beside verbs: what concerns its maker in person (my work, my places)."""
LONGEST = timedelta(days=366)
MOST_TOKENS = 20


def why_not_make(
    *, verbs: Set[str], held: Set[str], now: datetime, expires_at: datetime, known: int
) -> Reason | None:
    """The first reason not to make a token with ``verbs`` for an account that holds ``held`` and ``known`` tokens."""
    if not verbs:
        return Reason.NO_VERB
    if verbs - held - {OWN}:
        return Reason.NOT_YOURS
    if known >= MOST_TOKENS:
        return Reason.TOO_MANY_TOKENS
    return Reason.EXPIRES_TOO_LATE if expires_at > now + LONGEST else None


def why_shut(
    *,
    revoked: bool,
    expires_at: datetime,
    now: datetime,
    is_open: bool,
    rests: bool,
    password_due: bool,
    factor_missing: bool,
) -> Shut | None:
    """Why a token opens nothing at ``now``, or None."""
    found = (
        (revoked, Shut.REVOKED),
        (expires_at <= now, Shut.EXPIRED),
        (not is_open, Shut.CLOSED),
        (rests, Shut.LOCKED),
        (password_due, Shut.PASSWORD),
        (factor_missing, Shut.FACTOR),
    )
    return next((why for holds, why in found if holds), None)
