"""The sorts of aid projects that a region has on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lianshou.kinds.aid.rules.settings.aiding import ROWS


@dataclass(frozen=True)
class SortOf:
    """A sort of projects: its key and name, in what it consists, the most for one person in a year (0: no ceiling), whether one
    person may have it more than once a year, whether it is for those who cannot leave hardship.
    """

    key: str
    words: str
    nature: str
    ceiling_fen: int
    is_often: bool
    is_long_term: bool


def sorts_of(read: Mapping[str, Mapping[str, Any]]) -> dict[str, SortOf]:
    """The sorts by key, in their usual order; a row that the federation left out is no sort there."""
    found = {}
    for key, _title in ROWS:
        if key in read:
            row = read[key]
            found[key] = SortOf(
                key=key,
                words=str(row["words"]),
                nature=str(row["nature"]),
                ceiling_fen=int(row["ceiling"]),
                is_often=row["often"] == "yes",
                is_long_term=row["long"] == "yes",
            )
    return found
