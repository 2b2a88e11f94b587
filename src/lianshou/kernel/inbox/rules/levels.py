"""At which union an item stands."""

from __future__ import annotations

from collections.abc import Iterable

from lianshou.kernel.guard.rules.ranges import lineage


def level_of(owner: str, held: Iterable[set[str]]) -> str:
    """The path nearest to ``owner``, at it or above, that is in any of the sets of paths; nothing when none is."""
    sets = list(held)
    for path in reversed(lineage(owner)):
        if any(path in paths for paths in sets):
            return path
    return ""
