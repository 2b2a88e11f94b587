"""Counting a figure: its facts, the rows they stand for, their number and how it is cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, DateTimeField, F, Model, Q, QuerySet, Sum
from django.utils import timezone

from lianshou.core.figures import Breakdown, Figure
from lianshou.core.periods import Period
from lianshou.core.quantities import Quantity, Unit
from lianshou.kernel.figures.queries.tallies import Tally, multiplies
from lianshou.kernel.figures.rules import NOT_GIVEN, token_of
from lianshou.kernel.guard.models import rows_admitted
from lianshou.kernel.guard.rules.ranges import next_path
from lianshou.kernel.unions.models import Union


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What a reader narrows a figure to: some years or a period, a union's subtree, lines of its breakdowns."""

    since: int | None = None
    until: int | None = None
    period: Period | None = None
    union: Union | None = None
    cuts: Mapping[str, str] = field(default_factory=dict)


def narrowing_of(cleaned: Mapping[str, Any], cuts: Mapping[str, str]) -> Narrowing:
    """What a form of ``forms.NarrowForm`` that was cleaned asks for."""
    return Narrowing(period=cleaned.get("period"), union=cleaned.get("union"), cuts=cuts)


@dataclass(frozen=True)
class Line:
    """One line of a breakdown; ``share`` is the length of its bar, in hundredths of the longest."""

    token: str
    label: Any
    count: int
    share: int
    quantity: Quantity[Unit]


def facts_of(*, figure: Figure, actor: Any, today: date, to: Narrowing) -> QuerySet[Any]:
    """The facts of a figure inside the actor's scope, narrowed."""
    facts: QuerySet[Any] = figure.facts(actor=actor, today=today)
    if to.since is not None:
        facts = facts.filter(**{f"{figure.year}__gte": to.since})
    if to.until is not None:
        facts = facts.filter(**{f"{figure.year}__lte": to.until})
    if to.period is not None:
        facts = facts.filter(_within(figure, facts.model, to.period))
    if to.union is not None:
        facts = facts.filter(
            **{f"{figure.path}__gte": to.union.path, f"{figure.path}__lt": next_path(to.union.path)}
        )
    for breakdown in figure.breakdowns:
        if breakdown.slug in to.cuts:
            facts = _cut(facts, breakdown, to.cuts[breakdown.slug])
    return facts


def _within(figure: Figure, model: type[Model], period: Period) -> Q:
    """The facts of a period: by their day, or by the years that it touches where a figure knows no day."""
    first: Any = period.starts_on
    last: Any = period.ends_on
    if not figure.on:
        return _between(figure.year, first.year, "lte", last.year if last else None)
    if isinstance(_field_at(model, figure.on), DateTimeField):
        return _between(
            figure.on, _midnight(first), "lt", _midnight(last + timedelta(days=1)) if last else None
        )
    return _between(figure.on, first, "lte", last)


def _between(name: str, first: Any, until: str, last: Any) -> Q:
    within = Q(**{f"{name}__gte": first})
    return within if last is None else within & Q(**{f"{name}__{until}": last})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _field_at(model: type[Model], path: str) -> Any:
    *relations, name = path.split("__")
    for part in relations:
        model = model._meta.get_field(part).related_model  # type: ignore[assignment]
    return model._meta.get_field(name)


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


def lines_of(
    *,
    figure: Figure,
    breakdown: Breakdown,
    actor: Any,
    today: date,
    to: Narrowing,
    tally: Tally | None = None,
) -> list[Line]:
    """A figure cut by one breakdown; what is not given stands last. Read from a ``tally`` of the same facts where it tells."""
    if tally is not None and breakdown.key in tally.names:
        found = sorted(tally.by(breakdown.key), key=lambda pair: (pair[0] is None, pair[0]))
    else:
        facts = facts_of(figure=figure, actor=actor, today=today, to=to)
        found = grouped(figure, facts, F(breakdown.key))
    counts: dict[Any, int] = {}
    for value, count in found:
        key = value if value != "" else None
        counts[key] = counts.get(key, 0) + count
    most = max(counts.values(), default=0)
    lines = [
        _line(breakdown, value, figure.quantity(counts[value]), most)
        for value in _in_order(breakdown, counts)
    ]
    if breakdown.largest_first:
        lines.sort(key=lambda line: -line.count)
    return sorted(lines, key=lambda line: line.token == NOT_GIVEN)


def grouped(figure: Figure, facts: QuerySet[Any], by: Any) -> list[tuple[Any, int]]:
    """What the figure comes to for each value of an expression, by one statement, in the order of the values."""
    found = facts.order_by().values(cut_value=by).annotate(cut_count=_counted(figure, facts))
    return [(row["cut_value"], row["cut_count"]) for row in found.order_by("cut_value")]


def crossed(figure: Figure, facts: QuerySet[Any], by: Any, across: Any) -> list[tuple[Any, Any, int]]:
    """What the figure comes to for each pair of values of two expressions, by one statement."""
    pairs = facts.order_by().values(cut_value=by, cut_across=across)
    found = pairs.annotate(cut_count=_counted(figure, facts))
    return [(row["cut_value"], row["cut_across"], row["cut_count"]) for row in found]


def _counted(figure: Figure, facts: QuerySet[Any]) -> Any:
    if figure.adds:
        return Sum(figure.adds)
    if figure.each:
        return Count(figure.each, distinct=True)
    return Count("pk", distinct=multiplies(facts))


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
