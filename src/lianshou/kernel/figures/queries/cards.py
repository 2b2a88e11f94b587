"""Every figure as a card, and what it was a year before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lianshou.core.figures import Figure, Ratio
from lianshou.core.periods import a_year_before, said
from lianshou.core.quantities import Quantity, Unit
from lianshou.core.wording import Wording
from lianshou.kernel.figures.queries.counting import Narrowing, number_of
from lianshou.kernel.figures.queries.declared import all_figures
from lianshou.kernel.figures.rules import change_said

_OTHERS = Wording("其他", "Others")


@dataclass(frozen=True)
class Before:
    """What a figure was in the same period of the year before."""

    period: Wording
    quantity: Quantity[Unit]
    change: Wording


def before_of(
    *, figure: Figure, number: Quantity[Unit], actor: Any, today: date, to: Narrowing
) -> Before | None:
    """The same figure a year before, where it is asked for a closed period."""
    if to.period is None or to.period.ends_on is None:
        return None
    period = a_year_before(to.period)
    count = number_of(figure=figure, actor=actor, today=today, to=replace(to, period=period))
    return Before(said(period), figure.quantity(count), change_said(number, figure.quantity(count)))


@dataclass(frozen=True)
class Card:
    """A number with its unit and definition, and the one that is read beside it."""

    figure: Figure | Ratio
    number: int = 0
    before: Before | None = None
    share: str = ""
    over: Card | None = None
    under: Card | None = None
    beside: Card | None = None

    @property
    def quantity(self) -> Quantity[Unit] | None:
        """The number with its unit, where it is no ratio."""
        return self.figure.quantity(self.number) if isinstance(self.figure, Figure) else None


def cards(*, actor: Any, today: date, to: Narrowing) -> list[Card]:
    """Every figure as a card, in the order they are declared; one that stands beside another has no card of its own."""
    made: dict[str, Card] = {}
    for slug, figure in all_figures().items():
        if isinstance(figure, Figure):
            asked: dict[str, Any] = {"figure": figure, "actor": actor, "today": today, "to": to}
            count = number_of(**asked)
            made[slug] = Card(figure, count, before_of(number=figure.quantity(count), **asked))
    beside = {figure.beside for figure in all_figures().values() if isinstance(figure, Figure)}
    return [_card(figure, made) for slug, figure in all_figures().items() if slug not in beside]


def _card(figure: Figure | Ratio, made: dict[str, Card]) -> Card:
    if isinstance(figure, Figure):
        return replace(made[figure.slug], beside=made.get(figure.beside))
    over, under = made[figure.numerator], made[figure.denominator]
    return Card(figure, share=figure.say(over.number, under.number), over=over, under=under)


@dataclass(frozen=True)
class Group:
    """The cards under one heading."""

    heading: Wording
    cards: list[Card]


def grouped(shown: Iterable[Card]) -> list[Group]:
    """Cards under their headings, both in the order in which they come."""
    groups: dict[str, Group] = {}
    for card in shown:
        heading = card.figure.heading or _OTHERS
        groups.setdefault(heading.zh, Group(heading, [])).cards.append(card)
    return [*groups.values()]
