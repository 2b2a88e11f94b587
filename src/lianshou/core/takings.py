"""What a person takes along of records that upper storeys keep about them, beside the protected fields of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lianshou.core.wording import Wording


@dataclass(frozen=True, kw_only=True)
class Taking:
    """One sheet of a person's archive: ``columns`` are its titles with a width, ``rows(person)`` gives a text for each column.

    ``slug`` names it for machines, ``keys`` its columns in the same order.
    """

    slug: str
    title: Wording
    keys: tuple[str, ...]
    columns: tuple[tuple[Wording, int], ...]
    rows: Callable[[Any], Sequence[Sequence[str]]]

    def told(self, person: Any) -> list[dict[str, str]]:
        """The rows as plain JSON."""
        return [dict(zip(self.keys, row, strict=True)) for row in self.rows(person)]


class Takings:
    """Where apps hang what a person takes along, in the order in which they start."""

    def __init__(self) -> None:
        self._known: dict[str, Taking] = {}

    def add(self, taking: Taking) -> None:
        if taking.slug in self._known:
            raise ValueError(f"two parts of the archive are called {taking.slug}")
        self._known[taking.slug] = taking

    def __iter__(self) -> Iterator[Taking]:
        return iter(self._known.values())


takings = Takings()
