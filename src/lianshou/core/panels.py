"""What upper storeys add to the page and the list of a record, without the lower ones knowing them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lianshou.core.wording import Wording


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A part of a record's page: a template and what it needs."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ExtraColumn:
    """A column of a record's lists and exports: ``values(records)`` gives texts by the record's id, in one query."""

    slug: str
    title: Wording
    values: Callable[[Sequence[Any]], Mapping[int, str]]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many records of one sort hang on a subtree: ``count`` takes the subtree as a scope."""

    title: Wording
    count: Callable[[Any], int]


class Board:
    """Where apps above a record hang what they add to it, in the order in which they start.

    A panel maker takes ``actor`` and ``subject`` and gives a Panel, or None when it has nothing to say.
    """

    def __init__(self) -> None:
        self._makers: list[Callable[..., Panel | None]] = []
        self._columns: list[ExtraColumn] = []
        self._tallies: list[Tally] = []

    def add_panel(self, maker: Callable[..., Panel | None]) -> None:
        self._makers.append(maker)

    def add_column(self, column: ExtraColumn) -> None:
        self._columns.append(column)

    def add_tally(self, tally: Tally) -> None:
        self._tallies.append(tally)

    def panels(self, *, actor: Any, subject: Any) -> Iterator[Panel]:
        """What every maker has to say about ``subject`` to ``actor``, who has been let in to it."""
        for maker in self._makers:
            if (panel := maker(actor=actor, subject=subject)) is not None:
                yield panel

    @property
    def columns(self) -> tuple[ExtraColumn, ...]:
        return tuple(self._columns)

    @property
    def tallies(self) -> tuple[Tally, ...]:
        return tuple(self._tallies)


union_board = Board()
desk_board = Board()
"""What stands on everybody's start page before the work; ``subject`` is None."""
person_board = Board()
programme_board = Board()
"""What stands on a programme's desk, whatever its kind."""
coming_in_board = Board()
"""What is said where applications to a programme come in: on the page of an upload and of an application; ``subject`` is the programme."""
own_board = Board()
"""What stands on a person's own page; ``subject`` is the person, who is the actor."""
payment_board = Board()
"""What stands on the page of a payment: what it is for, where a kind knows."""
