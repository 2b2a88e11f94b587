"""The named counts of this kind."""

from __future__ import annotations

from lianshou.core.figures import Figure, Ratio
from lianshou.kinds.aid.figures import aiding, checking, households, leaving, verifying


def figures() -> tuple[Figure | Ratio, ...]:
    """Every figure, in the order in which it is read."""
    return (
        *households.figures(),
        *verifying.figures(),
        *leaving.figures(),
        *aiding.figures(),
        *checking.figures(),
    )


__all__ = ["figures"]
