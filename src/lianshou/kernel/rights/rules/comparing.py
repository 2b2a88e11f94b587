"""What changed between two versions of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_CLAUSES = re.compile(r"[^，。；：、,.;:!?！？\n]+[，。；：、,.;:!?！？\n]*|[，。；：、,.;:!?！？\n]+")


@dataclass(frozen=True)
class Piece:
    """A run of clauses: "same", "gone" or "new"."""

    sort: str
    text: str


def pieces(before: str, after: str) -> list[Piece]:
    """Both texts as one, clause by clause: what stayed, what went, what came."""
    old, new = _CLAUSES.findall(before), _CLAUSES.findall(after)
    found: list[Piece] = []
    for sort, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if sort == "equal":
            found.append(Piece("same", "".join(old[i1:i2])))
            continue
        found += [Piece("gone", "".join(old[i1:i2]))] if i2 > i1 else []
        found += [Piece("new", "".join(new[j1:j2]))] if j2 > j1 else []
    return found
