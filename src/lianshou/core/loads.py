"""What superiors lay on a union in a month: apps tell what they count, so that all of it stands against one limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from lianshou.core.wording import Wording


@dataclass(frozen=True, kw_only=True)
class Excess:
    """Something that a superior (by its key) laid on a union beyond the limit, with its reason."""

    by: int
    title: str
    words: str


def _none(**asked: Any) -> Sequence[Excess]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Burden:
    """One sort of thing that is laid on unions.

    ``counts(union=…, first=…, last=…)`` gives how many of them each superior, by its key, has laid on the union within the
    days; what a union sets itself is none. ``excess`` with the same arguments gives those that went beyond the limit. ``home()``
    is the address of the list in which they stand.
    """

    slug: str
    title: Wording
    counts: Callable[..., Mapping[int, int]]
    excess: Callable[..., Sequence[Excess]] = _none
    home: Callable[[], str] = str


class Part(NamedTuple):
    """How many of a sort, and the address of the list in which they stand; empty where they stand on the page itself."""

    title: Wording
    number: int
    url: str


class Loads:
    """The sorts of burdens, in the order in which apps start."""

    def __init__(self) -> None:
        self._known: dict[str, Burden] = {}

    def add(self, burden: Burden) -> None:
        self._known[burden.slug] = burden

    def parts(self, *, union: Any, first: date, last: date) -> dict[int, list[Part]]:
        """For each superior how many of every sort, those of which there are none included."""
        counted = [(one, one.counts(union=union, first=first, last=last)) for one in self._known.values()]
        superiors = {key for _one, counts in counted for key in counts}
        return {
            key: [Part(one.title, counts.get(key, 0), one.home()) for one, counts in counted]
            for key in superiors
        }

    def excess(self, *, union: Any, first: date, last: date) -> list[Excess]:
        """Everything that went beyond the limit within the days."""
        return [
            found for one in self._known.values() for found in one.excess(union=union, first=first, last=last)
        ]


loads = Loads()
