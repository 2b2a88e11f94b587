"""What is looked up about the rows of a long list of persons, a part at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from lianshou.core.wording import Wording
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row
from lianshou.kernel.guard.models import rows_admitted
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.people.queries.register import (
    numbers_elsewhere,
    people_in_scope,
    same_persons,
    unions_called,
)
from lianshou.kernel.people.rules import listing
from lianshou.kernel.unions.models import Union

_AT_ONCE = 500
_KEPT_WITH = {"people.office", "people.historicalperson", "people.historicaloffice"}


def persons_checker(*, actor: Any, union: Union, today: date) -> Callable[[Sequence[Row]], list[Problem]]:
    """What no single cell of a list of persons shows, part by part; identity numbers seen before are remembered."""
    del today
    seen: dict[object, int] = {}

    def check(rows: Sequence[Row]) -> list[Problem]:
        units = units_of([row.values for row in rows], actor=actor)
        meant = [{**row.values, "union": units.get(str(row.values.get("unit")), union)} for row in rows]
        held = numbers_held({str(row["id_number"]) for row in meant if row.get("id_number")})
        elsewhere = numbers_elsewhere(actor=actor, numbers=sorted(held))
        known = known_persons(meant, held, actor=actor)
        found: list[Problem] = []
        for place, row in enumerate(rows):
            found += _problems(row, units, seen, elsewhere, known.get(place))
        return found

    return check


def masked_cell(key: str, shown: str) -> str:
    """A cell of a list of persons as lists show it: by the mask of the person's field, days of birth by their year."""
    field: Any = next((one for one in Person._meta.concrete_fields if one.name == key), None)
    return str(field.mask.over(shown)) if hasattr(field, "mask") else shown


def units_of(rows: Sequence[Mapping[str, object]], *, actor: Any) -> dict[str, Union]:
    """The unions that rows name, by what they write, where the actor may enter persons."""
    names = {str(row["unit"]) for row in rows if row.get("unit")}
    return unions_called(actor=actor, names=sorted(names)) if names else {}


def known_persons(
    rows: Sequence[Mapping[str, Any]], held: Collection[str], *, actor: Any
) -> dict[int, Person]:
    """``same_persons`` among those whom the actor may edit; a number that nobody has (not in ``held``) is not looked up."""
    places = [place for place, row in enumerate(rows) if not row.get("id_number") or row["id_number"] in held]
    people = people_in_scope(actor=actor, verb="person.edit")
    found = same_persons(people=people, rows=[rows[place] for place in places])
    return {places[number]: person for number, person in found.items()}


def numbers_held(numbers: Collection[str]) -> set[str]:
    """Those of the identity numbers that somebody has, in anybody's scope: to refuse a second one, never to be shown."""
    index: Any = Person._meta.get_field("id_index")
    by_key = {key: number for number in numbers for key in index.candidates(number)}
    keys, found = list(by_key), set()
    for start in range(0, len(keys), _AT_ONCE):
        held = Person.objects.admitted().filter(id_index__in=keys[start : start + _AT_ONCE])
        found |= {by_key[key] for key in held.values_list("id_index", flat=True)}
    return found


def what_hangs_on(people: Collection[int], *, offices: Collection[int]) -> dict[int, Any]:
    """By person: the model of something else in the books that names them; ``offices`` count with the person."""
    found: dict[int, Any] = {}
    kept = set(
        Office.objects.admitted()
        .filter(person__in=people)
        .exclude(pk__in=offices)
        .values_list("person", flat=True)
    )
    found |= {key: Office for key in kept}
    for relation in Person._meta.related_objects:
        model: Any = relation.related_model
        if model._meta.label_lower in _KEPT_WITH:
            continue
        rows = rows_admitted(model).filter(**{f"{relation.field.name}__in": people})
        found |= {key: model for key in rows.values_list(relation.field.attname, flat=True).distinct()}
    found |= {
        key: Person
        for key in Person.objects.admitted()
        .filter(pk__in=people, account__isnull=False)
        .values_list("pk", flat=True)
    }
    return found


def versions_of(model: Any, keys: Collection[int]) -> dict[int, list[int]]:
    """By record: the numbers of its history rows, the latest first."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = model.history.filter(id__in=keys).order_by("-history_id").values_list("id", "history_id")
    for key, version in rows:
        found[key].append(version)
    return dict(found)


def _problems(
    row: Row,
    units: Mapping[str, Union],
    seen: dict[object, int],
    elsewhere: Collection[str],
    known: Person | None,
) -> Iterator[Problem]:
    name, number = row.values.get("unit"), row.values.get("id_number")
    if name and str(name) not in units:
        yield _problem(row, "unit", *listing.NO_SUCH_UNION)
    first = seen.setdefault(number, row.number) if number else row.number
    if first != row.number:
        yield _problem(row, "id_number", listing.TWICE.fill(row=first), listing.TWICE_WAY_OUT)
    if number in elsewhere:
        yield _problem(row, "id_number", *listing.ON_RECORD_ELSEWHERE)
    elif known is not None and known.name != row.values["name"]:
        yield _problem(row, "id_number", *listing.OTHER_NAME)


def _problem(row: Row, key: str, message: Wording, way_out: Wording) -> Problem:
    return Problem(row.sheet, row.number, None, key, "person", message, way_out)
