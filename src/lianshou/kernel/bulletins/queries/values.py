"""What the placeholders of a text come to: counted now, or as they were frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from lianshou.core.figures import Breakdown, Figure, Ratio
from lianshou.core.periods import Period, name_of, said
from lianshou.core.quantities import Unit
from lianshou.core.ranking import ranked
from lianshou.core.wording import Wording
from lianshou.kernel.bulletins.enums import Kind
from lianshou.kernel.bulletins.rules.inserting import RANKING, Insert, inserts_of
from lianshou.kernel.figures.queries import (
    PLACES,
    Narrowing,
    Place,
    all_figures,
    lines_of,
    number_of,
    places_of,
)
from lianshou.kernel.unions.models import Union

NO_FIGURE = Wording("没有叫“{name}”的指标{near}。", "There is no figure called “{name}”{near}.")
_NEAR = Wording("，是不是“{name}”", ", was “{name}” meant")
NO_CUT = Wording(
    "“{title}”不能按“{cut}”分，可以按：{known}。", "“{title}” cannot be cut by “{cut}”; it can by: {known}."
)
NO_TABLE = Wording(
    "“{title}”是比率，列表和排名只能按单位分。",
    "“{title}” is a ratio: a table or ranking of it is cut by union only.",
)
UNIONS = Wording("单位", "Unions")
_NOTHING = Wording("", "")


@dataclass(frozen=True, kw_only=True)
class Value:
    """What a placeholder comes to. ``words`` stand in the text; ``lines`` are label, words, and place in a ranking."""

    place: int
    raw: str
    kind: str = Kind.NUMBER
    slug: str = ""
    title: Wording = _NOTHING
    definition: Wording = _NOTHING
    version: int = 1
    unit: str = ""
    number: int = 0
    under: int | None = None
    words: Wording = _NOTHING
    heading: Wording = _NOTHING
    lines: Sequence[Mapping[str, Any]] = field(default_factory=list)
    period: str = ""
    problem: Wording | None = None


@dataclass(frozen=True)
class Asked:
    """Whose numbers: of a union and what is below it, for a period, as an actor may see them."""

    union: Union
    period: Period
    actor: Any
    today: date

    def of(self, figure: Figure, insert: Insert) -> dict[str, Any]:
        to = Narrowing(period=insert.period or self.period, union=self.union)
        return {"figure": figure, "actor": self.actor, "today": self.today, "to": to}


def values_now(text: str, asked: Asked) -> list[Value]:
    """Every placeholder of a text counted now, in the order of the text."""
    counted: dict[Any, int] = {}
    return [_value(place, insert, asked, counted) for place, insert in enumerate(inserts_of(text), start=1)]


def figures_now(asked: Asked) -> dict[str, tuple[str, Unit, int]]:
    """Every figure of the union and period: title, unit, number; to hold typed numbers against."""
    insert = Insert("", "")
    return {
        slug: (figure.title.zh, figure.unit, number_of(**asked.of(figure, insert)))
        for slug, figure in all_figures().items()
        if isinstance(figure, Figure)
    }


def figure_called(name: str) -> Figure | Ratio | None:
    """A figure by its slug or by its title in either language."""
    figures = all_figures()
    if name in figures:
        return figures[name]
    plain = name.casefold()
    return next((one for one in figures.values() if plain in _names(one)), None)


def parts_of(figure: Figure | Ratio) -> tuple[Figure, ...]:
    """The figures whose records stand behind a number: itself, or numerator and denominator."""
    if isinstance(figure, Figure):
        return (figure,)
    found = (all_figures()[slug] for slug in (figure.numerator, figure.denominator))
    return tuple(one for one in found if isinstance(one, Figure))


def cut_called(figure: Figure, name: str) -> Breakdown | str | None:
    """A breakdown by its slug or title; PLACES for 单位."""
    plain = name.casefold()
    if _means_unions(name):
        return PLACES
    return next(
        (
            one
            for one in figure.breakdowns
            if plain in (one.slug, one.title.zh.casefold(), one.title.en.casefold())
        ),
        None,
    )


def _means_unions(name: str) -> bool:
    return name.casefold() in {PLACES, *map(str.casefold, (UNIONS.zh, UNIONS.en))}


def _names(figure: Figure | Ratio) -> tuple[str, str]:
    return figure.title.zh.casefold(), figure.title.en.casefold()


def _value(place: int, insert: Insert, asked: Asked, counted: dict[Any, int]) -> Value:
    figure = figure_called(insert.figure)
    problem = insert.problem
    if figure is None:
        problem = _no_figure(insert.figure)
    elif isinstance(figure, Ratio) and insert.is_block and not _means_unions(insert.cut):
        problem = NO_TABLE.fill(title=figure.title)
    if problem is not None or figure is None:
        return Value(place=place, raw=insert.raw, problem=problem)
    period = name_of(insert.period or asked.period)
    told: dict[str, Any] = {
        "place": place, "raw": insert.raw, "slug": figure.slug, "title": figure.title,
        "definition": figure.definition, "period": period,
    }  # fmt: skip
    if isinstance(figure, Ratio):
        return _ratio(figure, insert, asked, counted, told)
    told |= {
        "version": figure.version,
        "unit": figure.unit.name,
        "number": _number(figure, insert, asked, counted),
    }
    if insert.is_block:
        return _block(figure, insert, asked, told)
    quantity = figure.quantity(told["number"]).roughly(insert.qualifier)
    return Value(**told, words=Wording(quantity.say("zh"), quantity.say("en")))


def _number(figure: Figure, insert: Insert, asked: Asked, counted: dict[Any, int]) -> int:
    key = figure.slug, insert.period
    if key not in counted:
        counted[key] = number_of(**asked.of(figure, insert))
    return counted[key]


def _ratio(
    figure: Ratio, insert: Insert, asked: Asked, counted: dict[Any, int], told: dict[str, Any]
) -> Value:
    over, under = (_number(one, insert, asked, counted) for one in parts_of(figure))
    if insert.is_block:
        lines = _rates(figure, insert, asked)
        return Value(**told, number=over, under=under, **_laid(figure, UNIONS, lines, insert, asked))
    words = figure.say(over, under)
    return Value(**told, number=over, under=under, words=Wording(words, words))


def _block(figure: Figure, insert: Insert, asked: Asked, told: dict[str, Any]) -> Value:
    cut = cut_called(figure, insert.cut)
    if cut is None:
        known = [UNIONS, *(one.title for one in figure.breakdowns)]
        listed = Wording("、".join(one.zh for one in known), ", ".join(one.en for one in known))
        problem = NO_CUT.fill(title=figure.title, cut=insert.cut, known=listed)
        return Value(place=told["place"], raw=insert.raw, problem=problem)
    if isinstance(cut, Breakdown):
        title, lines = cut.title, _lines(figure, cut, asked, insert)
    else:
        places = places_of(**asked.of(figure, insert))
        title, lines = UNIONS, _places(places, figure, ranking=insert.kind == RANKING)
    return Value(**told, **_laid(figure, title, lines, insert, asked))


def _laid(
    figure: Figure | Ratio, cut: Wording, lines: list[dict[str, Any]], insert: Insert, asked: Asked
) -> dict[str, Any]:
    """Kind, heading and lines of a table or ranking."""
    heading = Wording("{period}{title}（按{cut}）", "{title}, {period}, by {cut}").fill(
        period=said(insert.period or asked.period), title=figure.title, cut=cut
    )
    if insert.kind != RANKING:
        return {"kind": Kind.TABLE, "heading": heading, "lines": lines}
    return {"kind": Kind.RANKING, "heading": heading, "lines": _ranked(lines, insert)}


def _rates(figure: Ratio, insert: Insert, asked: Asked) -> list[dict[str, Any]]:
    """The rate of each union that has one, numerator and denominator beside it; of a ranking only unions of one level.

    A union without anything to be a share of (it had no task) has no rate, and has not failed to report one.
    """
    over, under = (places_of(**asked.of(one, insert)) for one in parts_of(figure))
    least = {place.union.pk: place.count for place in under if place.count}
    known = [place for place in over if place.union.pk in least]
    return [
        _line_of_rate(figure, place, least[place.union.pk])
        for place in _comparable(known, ranking=insert.kind == RANKING)
    ]


def _line_of_rate(figure: Ratio, place: Place, under: int) -> dict[str, Any]:
    name = {"zh": place.union.name, "en": place.union.name}
    told = f"{figure.say(place.count, under)}（{place.count}/{under}）"
    return {"label": name, "count": place.count, "under": under, "said": told, "unit": ""}


def _lines(figure: Figure, cut: Breakdown, asked: Asked, insert: Insert) -> list[dict[str, Any]]:
    found = lines_of(breakdown=cut, **asked.of(figure, insert))
    return [_line(_label(line.label), figure, line.count) for line in found]


def _places(places: Sequence[Place], figure: Figure, *, ranking: bool) -> list[dict[str, Any]]:
    return [
        _line({"zh": place.union.name, "en": place.union.name}, figure, place.count)
        for place in _comparable(places, ranking=ranking)
    ]


def _comparable(places: Sequence[Place], *, ranking: bool) -> list[Place]:
    """Of a ranking only unions of one level: the one that most of them have."""
    levels = [place.union.level for place in places if not place.is_own]
    usual = max(sorted(set(levels)), key=levels.count, default="")
    return [place for place in places if not ranking or (not place.is_own and place.union.level == usual)]


def _line(label: dict[str, str], figure: Figure, count: int) -> dict[str, Any]:
    number, _unit = figure.quantity(count).in_full()
    return {"label": label, "count": count, "said": number, "unit": figure.counted_in.zh}


def _ranked(lines: Sequence[dict[str, Any]], insert: Insert) -> list[dict[str, Any]]:
    """With their places; who has nothing to show has none, and is named at the end."""
    nothing = [line | {"rank": None} for line in lines if _worth(line) is None]
    return [line | {"rank": place} for place, line in ranked(lines, by=_worth, way=insert.way)] + nothing


def _worth(line: dict[str, Any]) -> Fraction | None:
    """By what a line is ranked, exactly; None where there is nothing to show: a count of none, a rate of nothing."""
    if "under" in line:
        return Fraction(line["count"], line["under"]) if line["under"] else None
    return Fraction(line["count"]) if line["count"] else None


def _label(label: Any) -> dict[str, str]:
    if isinstance(label, Wording):
        return label.both
    return {"zh": str(label), "en": str(label)}


def _no_figure(name: str) -> Wording:
    titles = [one.title.zh for one in all_figures().values()]
    near = get_close_matches(name, titles, n=1, cutoff=0.5)
    return NO_FIGURE.fill(name=name, near=_NEAR.fill(name=near[0]) if near else _NOTHING)
