"""Who acknowledges a bulletin, and by when."""

from __future__ import annotations

from datetime import date, timedelta

from lianshou.kernel.bulletins.enums import Reason, State


def why_not_acknowledge(*, state: str, done: bool, speaks_from_above: bool) -> Reason | None:
    """The first reason not to acknowledge: it was not issued, it was acknowledged before, or the issuer's own people speak."""
    if state != State.ISSUED:
        return Reason.NOT_ISSUED_YET
    if done:
        return Reason.ANSWERED
    return Reason.NOT_OF_THAT_UNION if speaks_from_above else None


def due_on(issued_on: date, days: int) -> date:
    """The last day in time for a receipt."""
    return issued_on + timedelta(days=days)
