"""Which photographs a brief takes."""

from __future__ import annotations

from lianshou.kernel.bulletins.enums import Reason, State
from lianshou.kernel.bulletins.rules.bylines import MOST_PHOTOS


def why_not_add_photo(*, state: str, count: int, size: int, limit: int, credit: str) -> Reason | None:
    """The first reason to refuse one more photograph of ``size`` bytes, ``count`` being there already, or None."""
    checks = (
        (state != State.DRAFT, Reason.NOT_A_DRAFT),
        (count >= MOST_PHOTOS, Reason.TOO_MANY),
        (size > limit, Reason.TOO_LARGE),
        (not credit.strip(), Reason.CREDIT_MISSING),
    )
    return next((reason for fails, reason in checks if fails), None)
