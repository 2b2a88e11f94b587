"""The sorts of aid projects that a region has on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.settings.aiding import ROWS
from lianshou.kinds.aid.rules.usual import usual


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

    @property
    def called(self) -> Wording:
        """Its name, in the two languages where it is a usual one."""
        return usual(self.words)


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


_BRACKETS = re.compile("[（(）)]")


def earmarked_for(item: str, names: Iterable[tuple[str, str]]) -> set[str]:
    """The sorts, given by key and name, that the item of a budget names: money for these and no other sort; none named, it is free.

    A name with another one in brackets is either: 子女助学（金秋助学）.
    """
    return {
        key
        for key, words in names
        for one in _BRACKETS.split(words)
        if len(one.strip()) > 1 and one.strip() in item
    }


def is_for(sort: str, item: str, names: Iterable[tuple[str, str]]) -> bool:
    """Whether the money of a budget may be spent on a sort of project."""
    marks = earmarked_for(item, names)
    return not marks or sort in marks
