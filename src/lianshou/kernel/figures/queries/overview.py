"""The six works side by side: every figure that is cut by them, and one of these by the unions below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.db.models.functions import Substr

from lianshou.core.figures import Breakdown, Figure
from lianshou.core.quantities import Quantity, Unit
from lianshou.kernel.figures.queries.counting import Narrowing, crossed, facts_of, lines_of
from lianshou.kernel.figures.queries.declared import all_figures
from lianshou.kernel.figures.queries.places import Below, below_of
from lianshou.kernel.figures.queries.tallies import Known, Tally, tally_of
from lianshou.kernel.unions.models import Union

PILLAR = "pillar"


@dataclass(frozen=True)
class Cell:
    """A number of the overview and the token of its work in addresses."""

    figure: Figure
    token: str
    quantity: Quantity[Unit]
    share: int


@dataclass(frozen=True)
class PillarRow:
    """A work, with what each figure comes to in it."""

    token: str
    label: Any
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class PlaceRow:
    """A union below, with what the chosen figure comes to in each work; ``is_own`` for what is the upper union's itself."""

    union: Union
    is_own: bool
    cells: tuple[Cell, ...]
    whole: Quantity[Unit]


@dataclass(frozen=True)
class Overview:
    """``pillars`` by ``figures``, and ``places`` by the works of ``pillars`` for the figure ``chosen``."""

    figures: tuple[Figure, ...]
    pillars: tuple[PillarRow, ...]
    totals: tuple[Quantity[Unit], ...]
    chosen: Figure
    places: tuple[PlaceRow, ...]

    @property
    def footing(self) -> list[tuple[Figure, Quantity[Unit]]]:
        """Each figure with its total."""
        return list(zip(self.figures, self.totals, strict=True))


def figures_by_pillar() -> tuple[Figure, ...]:
    """The figures that are cut by the six works."""
    found = (figure for figure in all_figures().values() if isinstance(figure, Figure))
    return tuple(figure for figure in found if _cut(figure) is not None)


def overview(*, actor: Any, today: date, to: Narrowing, chosen: Figure) -> Overview:
    """The six works in a period and a union's subtree; ``chosen`` is one of ``figures_by_pillar``.

    Each figure is counted by one statement where it says through what (their programme), by one or two where it does not.
    """
    figures = figures_by_pillar()
    facts = {figure.slug: facts_of(figure=figure, actor=actor, today=today, to=to) for figure in figures}
    known: Known = {}
    tallies = {figure.slug: tally_of(figure, facts[figure.slug], known) for figure in figures}
    counts = {
        figure.slug: {
            line.token: line.count
            for line in lines_of(
                figure=figure,
                breakdown=_cut_of(figure),
                actor=actor,
                today=today,
                to=to,
                tally=tallies[figure.slug],
            )
        }
        for figure in figures
    }
    cut = _cut_of(chosen)
    tokens = [str(value) for value in cut.order]
    pillars = tuple(
        PillarRow(
            token, cut.label(token), tuple(_cell(figure, token, counts[figure.slug]) for figure in figures)
        )
        for token in tokens
    )
    totals = tuple(figure.quantity(sum(counts[figure.slug].values())) for figure in figures)
    below = below_of(actor=actor, to=to)
    found = _crossed(chosen, facts[chosen.slug], tallies[chosen.slug], below) if below.unions else []
    return Overview(figures, pillars, totals, chosen, tuple(_places(chosen, tokens, found, below)))


def _cut(figure: Figure) -> Breakdown | None:
    return next((one for one in figure.breakdowns if one.slug == PILLAR), None)


def _cut_of(figure: Figure) -> Breakdown:
    cut = _cut(figure)
    if cut is None:
        raise ValueError(f"{figure.slug} is not cut by the six works")
    return cut


def _cell(figure: Figure, token: str, counts: Mapping[str, int]) -> Cell:
    most, count = max(counts.values(), default=0), counts.get(token, 0)
    return Cell(figure, token, figure.quantity(count), round(100 * count / most) if most else 0)


def _crossed(figure: Figure, facts: Any, tally: Tally | None, below: Below) -> Iterable[tuple[str, str, int]]:
    """(path, work, number) of the figure."""
    name = _cut_of(figure).key
    if tally is not None and {name, figure.path} <= tally.names:
        return (
            (tally.values[key][figure.path], tally.values[key][name], n) for key, n in tally.counts.items()
        )
    return crossed(figure, facts, Substr(F(figure.path), 1, below.size), F(name))


def _places(
    figure: Figure, tokens: list[str], found: Iterable[tuple[str, str, int]], below: Below
) -> Iterable[PlaceRow]:
    counts: dict[str, dict[str, int]] = {}
    for path, token, count in found:
        if path:
            here = counts.setdefault(below.place(path), {})
            here[str(token)] = here.get(str(token), 0) + count
    for union in below.unions:
        own = counts.get(union.path, {})
        if union.path != below.top or own:
            cells = tuple(_cell(figure, token, own) for token in tokens)
            yield PlaceRow(union, union.path == below.top, cells, figure.quantity(sum(own.values())))
