"""Pure decisions: values in, a reason or None out."""

from __future__ import annotations

from lianshou.kinds.aid.enums import Reason


def why_not_enter(*, wish: str, entered: bool) -> Reason | None:
    """The first reason to refuse a union that wants to take part, or None."""
    if entered:
        return Reason.ENTERED
    return None if wish.strip() else Reason.WISH_MISSING
