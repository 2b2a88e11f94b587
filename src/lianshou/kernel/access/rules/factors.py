"""When a second factor is demanded, and when one may go."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lianshou.kernel.access.enums import FactorReason, Hold


@dataclass(frozen=True)
class Standing:
    """What an account holds and a session has shown: its ``roles`` today, whether it ``has_factor``, whether this
    session was opened or since confirmed with one (``is_confirmed``)."""

    roles: Collection[str]
    has_factor: bool
    is_confirmed: bool


def why_held(standing: Standing, *, demanded: Collection[str]) -> Hold | None:
    """Whether a session stops before every page: to set a factor up, to confirm with the one there is, or not at all.

    ``demanded`` are the roles that need a second factor.
    """
    if standing.is_confirmed or not set(standing.roles) & set(demanded):
        return None
    return Hold.CONFIRM if standing.has_factor else Hold.SET_UP


def why_not_remove_factor(*, is_demanded: bool, others: int) -> FactorReason | None:
    """The last factor stays while a post demands one; ``others`` is how many would be left."""
    return FactorReason.LAST_FACTOR if is_demanded and not others else None
