"""Whom the rows of a list of helpers mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianshou.core.wording import Wording
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries import numbers_held, people_in_scope, same_persons
from lianshou.kernel.people.rules.listing import NO_SUCH_UNION, ON_RECORD_ELSEWHERE, OTHER_NAME
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.models import Helper
from lianshou.kinds.aid.queries.importing import units_called
from lianshou.kinds.aid.rules.importing import enlisting as rules


@dataclass(frozen=True)
class Meant:
    """A row with its union (None: the actor has none of that name), the person on register and the standing helper."""

    values: Mapping[str, Any]
    union: Union | None
    person: Person | None
    helper: Helper | None
    elsewhere: bool = False

    @property
    def other_name(self) -> bool:
        """Whether the register has the number under another name."""
        return self.person is not None and self.person.name != self.values["name"]

    @property
    def is_unknown(self) -> bool:
        """Whether nothing tells who it is."""
        return self.helper is None and not (self.values.get("id_number") or self.values.get("phone"))


def helpers_meant(rows: Sequence[Mapping[str, Any]], *, actor: Any, union: Union) -> list[Meant]:
    """Whom the rows mean: by identity number, else by name and telephone in the union, else the one standing helper of a name."""
    units = units_called(actor=actor, names={str(row["unit"]) for row in rows if row.get("unit")})
    homes = [units.get(str(row["unit"])) if row.get("unit") else union for row in rows]
    asked = [{**row, "union": home or union} for row, home in zip(rows, homes, strict=True)]
    known = same_persons(people=people_in_scope(actor=actor, verb="person.edit"), rows=asked)
    held = numbers_held({str(row["id_number"]) for row in rows if row.get("id_number")})
    by_person, by_name = _helpers(known, homes)
    found = []
    for place, (row, home) in enumerate(zip(rows, homes, strict=True)):
        person = known.get(place)
        helper = by_person.get(person.pk) if person else None
        if person is None and home is not None and not (row.get("id_number") or row.get("phone")):
            helper = by_name.get((home.pk, str(row["name"])))
            person = helper.person if helper else None
        elsewhere = row.get("id_number") in held and person is None
        found.append(Meant(row, home, person, helper, elsewhere))
    return found


def _helpers(
    known: Mapping[int, Person], homes: Sequence[Union | None]
) -> tuple[dict[int, Helper], dict[tuple[int, str], Helper]]:
    """The standing helpers by person, and by union and name where the name is the only one."""
    rows = Helper.objects.admitted().filter(until=None).select_related("person", "union")
    by_person = {one.person_id: one for one in rows.filter(person__in=[one.pk for one in known.values()])}
    there = list(rows.filter(union__in={home.pk for home in homes if home}))
    often = Counter((one.union_id, one.person.name) for one in there)
    return by_person, {key: one for one in there if often[key := (one.union_id, one.person.name)] == 1}


def helpers_checker(*, actor: Any, union: Union, today: date) -> Callable[[Sequence[Row]], list[Problem]]:
    """What no single cell of a list of helpers shows; persons of earlier parts are remembered."""
    del today
    seen: dict[object, int] = {}

    def check(rows: Sequence[Row]) -> list[Problem]:
        meant = helpers_meant([row.values for row in rows], actor=actor, union=union)
        return [
            Problem(row.sheet, row.number, None, key, "helper", message, way_out)
            for row, one in zip(rows, meant, strict=True)
            if (told := _why_not(row, one, seen)) is not None
            for key, message, way_out in [told]
        ]

    return check


def _why_not(row: Row, one: Meant, seen: dict[object, int]) -> tuple[str, Wording, Wording] | None:
    if one.union is None:
        return "unit", *NO_SUCH_UNION
    if one.elsewhere:
        return "id_number", *ON_RECORD_ELSEWHERE
    if one.other_name:
        return "name", *OTHER_NAME
    if one.is_unknown and not row.broken:
        return "id_number", *rules.UNKNOWN
    who = one.values.get("id_number") or one.values.get("phone") or (one.union.pk, one.values.get("name"))
    who = one.person.pk if one.person else who
    first = seen.setdefault(who, row.number)
    if first != row.number:
        return "name", rules.TWICE.fill(row=first), rules.TWICE_WAY_OUT
    return None
