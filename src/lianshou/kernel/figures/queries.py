from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Model, Q, QuerySet, Sum
from django.utils.module_loading import module_has_submodule

from lianshou.core.figures import Breakdown, Figure, Ratio
from lianshou.core.kinds import registry
from lianshou.core.quantities import Quantity, Unit
from lianshou.kernel.figures.rules import NOT_GIVEN, FigureError, token_of
from lianshou.kernel.guard.models import rows_admitted
from lianshou.kernel.guard.rules.ranges import next_path
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What a reader narrows a figure to: some years, a union's subtree, lines of its breakdowns."""

    since: int | None = None
    until: int | None = None
    union: Union | None = None
    cuts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One line of a breakdown; ``share`` is the length of its bar, in hundredths of the longest."""

    token: str
    label: Any
    count: int
    share: int
    quantity: Quantity[Unit]


@cache
def all_figures() -> dict[str, Figure | Ratio]:
    """Every figure by slug: those of the kernel's apps (``<app>.figures.figures()``), then those of the kinds."""
    found: dict[str, Figure | Ratio] = {}
    for figure in _declared():
        if figure.slug in found:
            raise FigureError(f"two figures are called {figure.slug!r}")
        found[figure.slug] = figure
    return found


def _declared() -> Iterator[Figure | Ratio]:
    for config in apps.get_app_configs():
        kernel = config.name.startswith("lianshou.kernel.")
        if kernel and module_has_submodule(config.module, "figures"):
            yield from import_module(f"{config.name}.figures").figures()
    for kind in registry:
        yield from kind.figures()


def facts_of(*, figure: Figure, actor: Any, today: date, to: Narrowing) -> QuerySet[Any]:
    """The facts of a figure inside the actor's scope, narrowed."""
    facts: QuerySet[Any] = figure.facts(actor=actor, today=today)
    if to.since is not None:
        facts = facts.filter(**{f"{figure.year}__gte": to.since})
    if to.until is not None:
        facts = facts.filter(**{f"{figure.year}__lte": to.until})
    if to.union is not None:
        facts = facts.filter(
            **{f"{figure.path}__gte": to.union.path, f"{figure.path}__lt": next_path(to.union.path)}
        )
    for breakdown in figure.breakdowns:
        if breakdown.slug in to.cuts:
            facts = _cut(facts, breakdown, to.cuts[breakdown.slug])
    return facts


def rows_of(*, figure: Figure, actor: Any, today: date, to: Narrowing) -> QuerySet[Any]:
    """The records that a figure counts, one each: the number shown is always the count of these."""
    facts = facts_of(figure=figure, actor=actor, today=today, to=to)
    if not figure.each:
        return facts
    counted = _counted_model(facts.model, figure.each)
    rows = rows_admitted(counted)  # the facts have come through the scope
    return rows.filter(pk__in=facts.order_by().values(figure.each))


def number_of(*, figure: Figure, actor: Any, today: date, to: Narrowing) -> int:
    """The number that a figure shows: how many rows there are, or what they add up to."""
    rows = rows_of(figure=figure, actor=actor, today=today, to=to)
    if not figure.adds:
        return rows.count()
    added: int = rows.order_by().aggregate(added=Sum(figure.adds, default=0))["added"]
    return added


def lines_of(*, figure: Figure, breakdown: Breakdown, actor: Any, today: date, to: Narrowing) -> list[Line]:
    """A figure cut by one breakdown; what is not given stands last."""
    facts = facts_of(figure=figure, actor=actor, today=today, to=to).order_by()
    counts: dict[Any, int] = {}
    counted = Sum(figure.adds) if figure.adds else Count(figure.each or "pk", distinct=True)
    found = facts.values(cut_value=F(breakdown.key)).annotate(cut_count=counted)
    for row in found.order_by("cut_value"):
        key = row["cut_value"] if row["cut_value"] != "" else None
        counts[key] = counts.get(key, 0) + row["cut_count"]
    most = max(counts.values(), default=0)
    lines = [
        _line(breakdown, value, figure.quantity(counts[value]), most)
        for value in _in_order(breakdown, counts)
    ]
    if breakdown.largest_first:
        lines.sort(key=lambda line: -line.count)
    return sorted(lines, key=lambda line: line.token == NOT_GIVEN)


def unions_to_choose(*, actor: Any) -> QuerySet[Union]:
    """The unions above the grass roots whose subtree a reader may narrow to."""
    return unions_in_scope(actor=actor, verb="figure.view").exclude(level=Level.ENTERPRISE)


def label_of(breakdown: Breakdown, value: Any) -> Any:
    """What a value is called; one that somebody wrote into the address is said as it stands."""
    if value in (None, ""):
        return breakdown.missing
    try:
        return breakdown.label(value)
    except (KeyError, ValueError):
        return str(value)


def _in_order(breakdown: Breakdown, counts: Mapping[Any, int]) -> list[Any]:
    first = [value for value in breakdown.order if value in counts]
    return first + [value for value in counts if value not in breakdown.order]


def _line(breakdown: Breakdown, value: Any, quantity: Quantity[Unit], most: int) -> Line:
    count = quantity.value
    share = round(100 * count / most) if most else 0
    return Line(token_of(value), label_of(breakdown, value), count, share, quantity)


def _cut(facts: QuerySet[Any], breakdown: Breakdown, token: str) -> QuerySet[Any]:
    if token == NOT_GIVEN:
        unknown = Q(**{f"{breakdown.key}__isnull": True})
        text = facts.filter(**{breakdown.key: ""}) if _is_text(facts, breakdown) else facts.none()
        return facts.filter(unknown | Q(pk__in=text.order_by().values("pk")))
    try:
        return facts.filter(**{breakdown.key: token})
    except (ValueError, ValidationError):  # a year that is no number
        return facts.none()


def _is_text(facts: QuerySet[Any], breakdown: Breakdown) -> bool:
    try:
        facts.filter(**{breakdown.key: ""})
    except (ValueError, ValidationError):
        return False
    return True


def _counted_model(model: type[Model], path: str) -> type[Model]:
    for part in path.split("__"):
        model = model._meta.get_field(part).related_model  # type: ignore[assignment]
    return model


@dataclass(frozen=True)
class Card:
    """A number with its unit and definition, and the one that is read beside it."""

    figure: Figure | Ratio
    number: int = 0
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
            made[slug] = Card(figure, number_of(figure=figure, actor=actor, today=today, to=to))
    beside = {figure.beside for figure in all_figures().values() if isinstance(figure, Figure)}
    return [_card(figure, made) for slug, figure in all_figures().items() if slug not in beside]


def _card(figure: Figure | Ratio, made: dict[str, Card]) -> Card:
    if isinstance(figure, Figure):
        return replace(made[figure.slug], beside=made.get(figure.beside))
    over, under = made[figure.numerator], made[figure.denominator]
    return Card(figure, share=figure.say(over.number, under.number), over=over, under=under)


def cuts_in_words(*, figure: Figure, to: Narrowing) -> list[tuple[Breakdown, Any]]:
    """The lines a figure is narrowed to, as the breakdown says them."""
    return [
        (
            breakdown,
            label_of(breakdown, "" if to.cuts[breakdown.slug] == NOT_GIVEN else to.cuts[breakdown.slug]),
        )
        for breakdown in figure.breakdowns
        if breakdown.slug in to.cuts
    ]
