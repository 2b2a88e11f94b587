"""Two sequences of public chance: SHA-256 without bias, and MD5 as RFC 3797 has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import md5, sha256
from typing import TypeVar

T = TypeVar("T")
DOMAIN = "lianshou.draws/1"
"""Stands before everything that is hashed, so that no other use of the same numbers gives the same hashes."""


@dataclass(frozen=True, slots=True)
class Chance:
    """Numbers from a key. Each ``label`` has a sequence of its own, so that one choice never depends on another."""

    key: str

    def block(self, label: str, index: int) -> bytes:
        """SHA-256 of the four lines domain, key, label, index (lines parted by one line feed, none at the end)."""
        return sha256("\n".join((DOMAIN, self.key, label, str(index))).encode()).digest()

    def number(self, label: str, below: int) -> int:
        """The first number of ``label`` in 0 … below − 1."""
        return _Drawing(self, label).next(below)

    def ordered(self, label: str, things: Sequence[T]) -> list[T]:
        """``things`` in an order by lot: of those left, the one at the next number, again and again."""
        drawing, left, found = _Drawing(self, label), list(things), []
        while left:
            found.append(left.pop(drawing.next(len(left))))
        return found


class _Drawing:
    def __init__(self, chance: Chance, label: str) -> None:
        self._chance, self._label, self._index = chance, label, 0

    def next(self, below: int) -> int:
        """The next number in 0 … below − 1, without bias.

        As many blocks as ``below`` needs are read as one big-endian number; what lies beyond the last whole multiple of
        ``below`` is passed over.
        """
        size = max(1, -(-below.bit_length() // 256))
        end = (1 << 256 * size) // below * below
        while True:
            start = self._index
            self._index += size
            read = b"".join(self._chance.block(self._label, start + step) for step in range(size))
            if (found := int.from_bytes(read, "big")) < end:
                return found % below


def rfc3797(key: str, pool: int, count: int) -> list[tuple[str, int]]:
    """The first ``count`` picks from 1 … pool: the MD5 in capitals and the number picked (RFC 3797, section 4).

    The hash is of the index (two bytes, from 0), the key, and the index again; its remainder by the number of those left says
    which of those left is picked.
    """
    left, found = list(range(1, pool + 1)), []
    for index in range(count):
        ends = index.to_bytes(2, "big")
        digest = md5(ends + key.encode("ascii") + ends, usedforsecurity=False).hexdigest()
        found.append((digest.upper(), left.pop(int(digest, 16) % len(left))))
    return found
