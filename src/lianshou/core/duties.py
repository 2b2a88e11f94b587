"""What a person may have open when they leave, told by the apps that know it, so that one act can hand all of it over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lianshou.core.wording import Wording


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One open thing as a person reads it, and where it stands."""

    label: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A sort of open duty.

    ``counts(accounts, today)`` says how many each of the accounts (by id) has open, in one query; ``rows(actor, account,
    today)`` gives those that the actor may see, with their titles; ``hand_over(actor, leaving, to, last_day, first_day, now)``
    moves them inside the transaction of the whole act (``last_day`` of the one, ``first_day`` of the other), leaves an entry
    in the book for each, and says how many it moved. Without it the duty follows a post by itself. ``fields`` names the foreign keys to an account that the duty answers for ("app.Model.field").
    """

    slug: str
    title: Wording
    counts: Callable[[Sequence[int], date], Mapping[int, int]]
    rows: Callable[..., Iterable[DutyRow]]
    hand_over: Callable[..., int] | None = None
    fields: frozenset[str] = field(default=frozenset())

    @property
    def moves(self) -> bool:
        """Whether it is handed over by itself; else it goes with a post. Pages ask this, for templates call what they can."""
        return self.hand_over is not None

    def count(self, account: Any, today: date) -> int:
        """How many ``account`` has open."""
        return self.counts([account.pk], today).get(account.pk, 0)


class Duties:
    """Every sort of duty, in the order in which the apps start: posts first, for the others may follow them."""

    def __init__(self) -> None:
        self._duties: dict[str, Duty] = {}

    def add(self, duty: Duty) -> None:
        if duty.slug in self._duties:
            raise ValueError(f"two duties are called {duty.slug}")
        self._duties[duty.slug] = duty

    def __iter__(self) -> Iterator[Duty]:
        return iter(self._duties.values())


duties = Duties()
