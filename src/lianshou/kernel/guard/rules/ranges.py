"""Subtrees as ranges of materialised paths."""

from __future__ import annotations

from collections.abc import Iterable

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


STEP = 4
"""How much longer the path of a child is than its parent's; a root's path is one step long."""


def lineage(path: str) -> list[str]:
    """The paths from the top of the tree down to ``path`` itself."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def is_root(path: str) -> bool:
    """Whether a path is that of a root."""
    return len(path) == STEP


def next_path(path: str) -> str:
    """The first path after the whole subtree of ``path``, so that a subtree is ``path <= x < next_path(path)``.

    A range on the path index serves where LIKE would scan the table.
    """
    digits = list(path)
    for place in range(len(digits) - 1, -1, -1):
        if digits[place] != _ALPHABET[-1]:
            digits[place] = _ALPHABET[_ALPHABET.index(digits[place]) + 1]
            return "".join(digits[: place + 1]) + _ALPHABET[0] * (len(digits) - place - 1)
    return path + "~"


def tops_of(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths that lie below none of the others, in order."""
    tops: list[str] = []
    for path in sorted(set(paths)):
        if not (tops and path.startswith(tops[-1])):
            tops.append(path)
    return tuple(tops)
