"""The sorts of records that somebody may ask about: who can see this one, and why? Told by the apps that keep them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lianshou.core.wording import Wording


@dataclass(frozen=True)
class Reach:
    """Where a post must stand to grant a verb over a record: at or above one of ``paths``, or only at one of them itself; where
    it is for those ``below_too``, anywhere below as well.
    """

    paths: tuple[str, ...]
    there_only: bool = False
    below_too: bool = False

    def covers(self, top: str) -> bool:
        """Whether a post at the union of path ``top`` reaches the record."""
        if self.there_only:
            return top in self.paths
        above = any(path.startswith(top) for path in self.paths)
        return above or (self.below_too and any(top.startswith(path) for path in self.paths))


def nobody(record: Any) -> None:
    """The account of the person whom a record is about, where a record is about none."""


@dataclass(frozen=True, kw_only=True)
class RecordType:
    """One sort of record. ``slug`` names it in addresses; ``verb`` is the permission to see one.

    ``within(scope)`` gives those inside a scope, as a queryset; ``reaches(record)`` tells by verb where a post must stand;
    ``name(record)`` and ``url(record)`` are for those who may see it; ``owner(record)`` is the account of the person whom it
    is about, who sees it without any post.
    """

    slug: str
    title: Wording
    verb: str
    within: Callable[[Any], Any]
    reaches: Callable[[Any], Mapping[str, Reach]]
    name: Callable[[Any], str]
    url: Callable[[Any], str]
    owner: Callable[[Any], Any] = nobody

    def find(self, scope: Any, pk: int) -> Any:
        """The record of this number inside ``scope``, or None."""
        return self.within(scope).filter(pk=pk).first()

    def count(self, scope: Any) -> int:
        """How many there are inside ``scope``."""
        found: int = self.within(scope).count()
        return found


class RecordTypes:
    """Every sort of record by its slug, in the order in which the apps start."""

    def __init__(self) -> None:
        self._types: dict[str, RecordType] = {}

    def add(self, record_type: RecordType) -> None:
        if record_type.slug in self._types:
            raise ValueError(f"two sorts of records are called {record_type.slug}")
        self._types[record_type.slug] = record_type

    def get(self, slug: str) -> RecordType | None:
        return self._types.get(slug)

    def __iter__(self) -> Iterator[RecordType]:
        return iter(self._types.values())


record_types = RecordTypes()
