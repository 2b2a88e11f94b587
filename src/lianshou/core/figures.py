"""What a figure is: a named count over rows, with a unit and a definition in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from lianshou.core.quantities import Quantity, Share, Unit
from lianshou.core.wording import Wording

Facts = Any  # a queryset; core knows no Django models


_NOT_GIVEN = Wording("未填写", "not given")


def _as_it_is(facts: Facts) -> Facts:
    return facts


def _said(value: Any) -> Any:
    return value


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """One way to cut a figure: ``key`` names a column of the facts; ``label`` says a value of it.

    A label is a Wording, a text or whatever says itself in the reader's language. The lines stand in the order of the
    values, in that of ``order`` where it is given, or the largest first; ``missing`` says what has no value.
    """

    slug: str
    title: Wording
    key: str
    label: Callable[[Any], Any] = _said
    order: tuple[Any, ...] = ()
    largest_first: bool = False
    missing: Wording = _NOT_GIVEN

    @property
    def is_trend(self) -> bool:
        """Whether the lines follow one another in time."""
        return self.slug in ("year", "month")


@dataclass(frozen=True, kw_only=True)
class RowColumn:
    """One column of the rows behind a figure: ``value`` reads it from a row, ``sort`` names what it is sorted by."""

    title: Wording
    value: Callable[[Any], object]
    link: Callable[[Any], str] | None = None
    sort: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A named count that opens to the records it counts.

    ``facts(actor=…, today=…)`` are the records that make it true, inside the actor's scope for ``figure.view``.
    ``each`` names what is counted once, as a path from a fact to a related record ("" counts the facts themselves): with
    it the same facts give a cumulative count of hosts (each entry) and a distinct one (each union).
    ``adds`` names a whole number of the facts that is added up instead (fen), each fact being a row of its own.
    The number shown is always the count or the sum of the rows listed, so a figure cannot differ from what it opens to.

    ``year`` and ``path`` name the columns by which a reader narrows it to some years and to a union's subtree; ``on`` names
    the day (or moment) on which a fact came true, for periods shorter than a year: without it they are read as whole years.
    ``dress`` adds to the rows what their columns show; ``beside`` is the slug of the figure shown next to it.
    ``version`` counts the changes of its definition: a frozen number says which one it was counted by.
    ``through`` names the relation that leads from many facts to one record, such as their programme, behind which ``path``,
    ``year`` and some of the cuts lie: the facts are then counted for each of those records by one statement, which answers
    for the number, for these cuts and for the unions below alike. Not for a figure that counts another record once.
    ``counter`` is the Chinese word that counts it where the usual one of its unit does not fit: a visit is 一次, no 一场.
    ``heading`` is what it stands under where many figures are listed (``under``); a kind's figure without one stands under the kind.
    """

    slug: str
    title: Wording
    definition: Wording
    unit: Unit
    facts: Callable[..., Facts]
    columns: tuple[RowColumn, ...]
    year: str
    path: str
    on: str = ""
    version: int = 1
    each: str = ""
    adds: str = ""
    through: str = ""
    counter: str = ""
    heading: Wording | None = None
    dress: Callable[[Facts], Facts] = _as_it_is
    breakdowns: tuple[Breakdown, ...] = ()
    beside: str = ""

    def __post_init__(self) -> None:
        if self.each and self.adds:
            raise ValueError(f"{self.slug} counts some other record, so that a fact would be added twice")
        if self.each and self.through:
            raise ValueError(
                f"{self.slug} counts some other record, which several of {self.through} may have"
            )

    def quantity(self, number: int) -> Quantity[Unit]:
        """``number`` with the figure's unit, said with its counter."""
        return Quantity(number, self.unit, counter=self.counter)

    @property
    def counted_in(self) -> Wording:
        """What stands behind its numbers: 次, activities."""
        return Wording(self.counter or self.unit.counters[0], self.unit.english)


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """One figure over another; both stay in sight, so that nobody has to trust the division."""

    slug: str
    title: Wording
    definition: Wording
    numerator: str
    denominator: str
    percent: bool = True
    heading: Wording | None = None

    def say(self, over: int, under: int) -> str:
        """The rounded value: "90.2%", or "2.6" for an average; an en dash over nothing."""
        share = Share(over, under)
        return share.percent() if self.percent else share.average()


_Named = TypeVar("_Named", Figure, Ratio, Figure | Ratio)


def under(heading: Wording, *figures: _Named) -> tuple[_Named, ...]:
    """Figures in their order, each under ``heading`` unless it has one of its own."""
    return tuple(one if one.heading else replace(one, heading=heading) for one in figures)
