"""Layouts of exports and the households that they write, a few hundred at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import AidState, Stage
from lianshou.kinds.aid.models import Aid, ColumnMap, Helping, Household, Survey, Verification
from lianshou.kinds.aid.rules.form import FORMS, with_births
from lianshou.kinds.aid.rules.form.reading import yuan_of
from lianshou.kinds.aid.rules.settings.aiding import SORT_WORDS
from lianshou.kinds.aid.rules.shaping import BUILT_IN, Line, Record, Shape, built_in

_AT_ONCE = 400


def maps_in_sight(*, actor: Any) -> QuerySet[ColumnMap]:
    """The layouts that the actor may use: of the own unions, of those below, and of those above, who prescribe them."""
    scope = scope_of(actor=actor, verb="person.view")
    above = {path for own in scope.paths for path in lineage(own)}
    found = ColumnMap.objects.admitted().filter(scope.q("union_path") | Q(union__path__in=above))
    return found.select_related("union")


def maps_with_words(maps: QuerySet[ColumnMap], words: str) -> QuerySet[ColumnMap]:
    """Those of a name, or of a union by its name or pinyin."""
    return maps.filter(
        Q(name__icontains=words) | Q(union__name__icontains=words) | Q(union__search__icontains=words.lower())
    )


def unions_with_maps(*, actor: Any) -> QuerySet[Union]:
    """The unions that keep a layout which the actor may use."""
    keepers = maps_in_sight(actor=actor).values("union")
    return Union.objects.admitted().filter(pk__in=keepers).order_by("path")


def maps_to_edit(*, actor: Any) -> QuerySet[ColumnMap]:
    """The layouts that the actor may change."""
    found = ColumnMap.objects.within(scope_of(actor=actor, verb="person.edit"))
    return found.select_related("union")


def shape_of(column_map: ColumnMap) -> Shape:
    """A layout as plain values."""
    return Shape(
        name=column_map.name,
        year=column_map.vintage,
        sheet=column_map.sheet_name,
        lines=tuple(map(Line.from_json, column_map.lines)),
        member_lines=tuple(map(Line.from_json, column_map.member_lines)),
        title=column_map.title,
        spread=column_map.spread,
    )


def shape_called(key: str, *, actor: Any) -> Shape | None:
    """A layout by the key that addresses use: the number of a kept one in sight, or ``national-2021`` for one that is built in."""
    for form in FORMS:
        if key == f"{BUILT_IN}{form.year}":
            return built_in(form.year)
    if not (key.isascii() and key.isdigit() and len(key) < 18):
        return None
    found = maps_in_sight(actor=actor).filter(pk=int(key)).first()
    return shape_of(found) if found else None


def name_is_taken(union: Union, name: str, *, but: int | None) -> bool:
    """Whether a union has another layout of a name."""
    return bool(ColumnMap.objects.admitted().filter(union=union, name=name).exclude(pk=but or 0).exists())


def records_of(households: QuerySet[Household], *, year: int, most: int | None = None) -> Iterator[Record]:
    """Households that the caller has been let in to as exports see them, in the order of their numbers; aid is that of ``year``."""
    keys = list(households.order_by("number").values_list("pk", flat=True)[:most])
    for start in range(0, len(keys), _AT_ONCE):
        part = keys[start : start + _AT_ONCE]
        yield from _records(part, year)


def _records(keys: list[int], year: int) -> Iterator[Record]:
    surveys = Survey.objects.admitted().filter(household__in=keys, stage=Stage.HANDED_IN)
    last = {one.household_id: one for one in surveys.order_by("taken_on", "pk")}
    rounds = Verification.objects.admitted().filter(household__in=keys, ended_on=None)
    waits = {one.household_id: one for one in rounds}
    helped = Helping.objects.admitted().filter(household__in=keys, ends_on=None)
    helps = {one.household_id: one for one in helped.select_related("helper__person", "helper__union")}
    given = _given(keys, year)
    rows = Household.objects.admitted().filter(pk__in=keys).select_related("union", "head")
    for file in rows.order_by("number"):
        survey, wait, help_ = last.get(file.pk), waits.get(file.pk), helps.get(file.pk)
        answers = with_births((survey.answers if survey else None) or {"name": file.head.name})
        facts = _facts(file, survey, wait, help_) | _given_said(given.get(file.pk, []), year)
        yield Record(facts, answers, file.head_id)


def _given(keys: list[int], year: int) -> dict[int, list[Aid]]:
    """What households were given in a year: money by the day it was paid, services by the day they were done."""
    rows = Aid.objects.admitted().filter(household__in=keys, state=AidState.GIVEN, given_on__year=year)
    found: dict[int, list[Aid]] = {}
    for one in rows.order_by("given_on", "pk"):
        found.setdefault(one.household_id, []).append(one)
    return found


def _given_said(aids: list[Aid], year: int) -> dict[str, Any]:
    """The facts of it; who was given nothing has 0 times and 0 yuan."""
    sorts = {one.sort for one in aids}
    known = [key for key in SORT_WORDS if key in sorts]
    return {
        "g.year": year,
        "g.times": len(aids),
        "g.yuan": yuan_of(sum(one.amount_fen for one in aids)),
        "g.sorts": [*known, *sorted(sorts - set(known))],
    }


def _facts(
    file: Household, survey: Survey | None, wait: Verification | None, help_: Helping | None
) -> dict[str, Any]:
    fen = ((survey.outcome if survey else None) or {}).get("monthly_fen")
    return {
        "f.outer_number": file.outer_number,
        "f.number": file.number,
        "f.union": file.union.name,
        "f.level": file.level,
        "f.state": file.state,
        "f.category": file.category,
        "f.opened_on": file.opened_on,
        "f.filed_on": file.filed_on or file.outer_filed_on,
        "f.taken_on": survey.taken_on if survey else None,
        "f.monthly": yuan_of(fen) if fen is not None else "",
        "v.waits_at": wait.waits_at if wait else "",
        "v.since": wait.since if wait else None,
        "h.name": help_.helper.person.name if help_ else "",
        "h.unit": help_.helper.union.name if help_ else "",
        "h.since": help_.starts_on if help_ else None,
    }
