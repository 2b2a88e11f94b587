"""The catalogue of facts that the house holds already: told by the apps that keep them, asked by every form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from lianshou.core.wording import Wording


@dataclass(frozen=True, kw_only=True)
class Known:
    """A value that is held, and since when. ``value`` is empty where the reader may see only ``shown``, its mask."""

    value: str
    shown: str
    on: date | None

    @property
    def is_hidden(self) -> bool:
        return not self.value


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact about a union or a person. ``key`` is ``union.…`` or ``person.…``; ``source`` says where it is held.

    ``read(actor=…, subject=…)`` gives what the actor may see of it, or None; ``words`` are what forms call it.
    """

    key: str
    title: Wording
    source: Wording
    read: Callable[..., Known | None]
    words: tuple[str, ...] = ()

    @property
    def of(self) -> str:
        return self.key.partition(".")[0]


class Facts:
    """Every fact by its key, in the order in which the apps start."""

    def __init__(self) -> None:
        self._facts: dict[str, Fact] = {}

    def add(self, *facts: Fact) -> None:
        """Register facts; two of one key are a defect and fail loudly."""
        for fact in facts:
            if fact.key in self._facts:
                raise ValueError(f"two facts are called {fact.key!r}")
            self._facts[fact.key] = fact

    def get(self, key: str) -> Fact | None:
        return self._facts.get(key)

    def meant_by(self, words: str) -> Fact | None:
        """The fact that a form means by ``words``; None when it asks for something that nobody holds."""
        return next((one for one in self if words in (one.title.zh, one.title.en, *one.words)), None)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts.values())


facts = Facts()
