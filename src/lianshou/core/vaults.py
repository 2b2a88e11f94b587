"""Where sealed values lie: every sealed field by itself, and places that upper apps register in ``apps.ready()``.

Re-keying and the list of keys ask each vault in the same way. A value is bytes as ``guard.rules.sealing`` makes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol


class Vault(Protocol):
    """A place that holds sealed values, one at most for each primary key."""

    @property
    def name(self) -> str:
        """What people call it: ``people.person.phone``."""
        ...

    @property
    def place(self) -> bytes:
        """The associated data that its values are sealed with."""
        ...

    def heads(self) -> Mapping[str, int]:
        """How many values stand under each head (six hexadecimal digits: version and key number)."""
        ...

    def stale(self, *, head: str, after: Any, most: int) -> Sequence[tuple[Any, bytes]]:
        """The first ``most`` values, by primary key beyond ``after`` (None: from the first), that do not begin with ``head``."""
        ...

    def swap(self, key: Any, *, old: bytes, new: bytes, text: str) -> bool:
        """Put ``new`` in the place of ``old``, and nothing where somebody has written meanwhile; whether it was done."""
        ...


class Vaults:
    """Vaults beside the sealed fields."""

    def __init__(self) -> None:
        self._vaults: list[Vault] = []

    def add(self, vault: Vault) -> None:
        self._vaults.append(vault)

    def __iter__(self) -> Iterator[Vault]:
        return iter(self._vaults)


vaults = Vaults()
