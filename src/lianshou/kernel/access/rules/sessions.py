"""When a session is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from lianshou.kernel.access.enums import Ended


def why_ended(
    *, began: datetime | None, seen: datetime | None, now: datetime, idle: timedelta, longest: timedelta
) -> Ended | None:
    """Over when nothing was done for ``idle``, ``longest`` after signing in, or when the session does not say since when."""
    if began is None or seen is None:
        return Ended.UNKNOWN
    if now - began >= longest:
        return Ended.DAY
    return Ended.IDLE if now - seen >= idle else None
