"""The databases answer a scope by one range of the path index, not by reading the table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from tests.factories.access import person_with
from tests.factories.forests import MOMENT

from lianshou.core.ambient import beyond_scope
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries import people_in_scope
from lianshou.kernel.unions.models import Honour, Union
from lianshou.kernel.unions.queries import unions_in_scope

COUNTIES, GRASS = 60, 40


@pytest.fixture
def country(db: None) -> list[str]:
    """A forest of one nation, sixty counties and forty unions in each, with a person and a line of the book for each."""
    paths = ["0001", *[f"0001{n:04d}" for n in range(1, COUNTIES + 1)]]
    paths += [f"{county}{n:04d}" for county in paths[1:] for n in range(1, GRASS + 1)]
    unions = Union.objects.bulk_create(
        Union(name=path, path=path, depth=len(path) // 4, numchild=0, level="enterprise") for path in paths
    )
    Person.objects.bulk_create(Person(name="某", union=union) for union in unions)
    Entry.objects.bulk_create(
        Entry(pk=number, at=MOMENT, verb="x", digest=path, union_path=path, key_number=1)
        for number, path in enumerate(paths, start=1)
    )
    Honour.objects.bulk_create(
        Honour(union=union, level="county", granted_on=MOMENT.date()) for union in unions
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return paths


def conditions(rows: Any) -> list[str]:
    """What the plan of a query looks up in which index."""
    if connection.vendor == "sqlite":
        return [line for line in rows.explain().splitlines() if " USING " in line and "INDEX" in line]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    return list(_index_conditions(json.loads(rows.explain(format="json"))))


def _index_conditions(plan: Any) -> Iterator[str]:
    if isinstance(plan, list):
        for part in plan:
            yield from _index_conditions(part)
    elif isinstance(plan, dict):
        if "Index Name" in plan and "Index Cond" in plan:
            yield f"{plan['Index Name']} {plan['Index Cond']}"
        for part in plan.values():
            yield from _index_conditions(part)


def is_range_of(column: str, conditions: list[str]) -> bool:
    """Whether some index is entered by a range of ``column`` with both its ends."""
    ends = (
        (f"{column}>?", f"{column}<?")
        if connection.vendor == "sqlite"
        else (f"{column})::text >=", f"{column})::text <")
    )
    return any(all(end in condition for end in ends) for condition in conditions)


LOOKS: dict[str, tuple[Callable[[Scope], Any], str]] = {
    "unions": (lambda scope: Union.objects.within(scope).order_by("path"), "path"),
    "unions by name": (lambda scope: Union.objects.within(scope).order_by("search")[:25], "path"),
    "persons": (lambda scope: Person.objects.within(scope).select_related("union"), "union_path"),
    "persons by name": (lambda scope: Person.objects.within(scope).order_by("name"), "union_path"),
    "number of persons": (lambda scope: Person.objects.within(scope).order_by().values("pk"), "union_path"),
    "book": (lambda scope: Entry.objects.within(scope), "union_path"),
    "honours by the union": (lambda scope: Honour.objects.within(scope).order_by(), "path"),
}


@pytest.mark.parametrize("look", LOOKS)
def test_scope_is_one_range_of_the_path_index(country: list[str], look: str) -> None:
    rows, column = LOOKS[look]
    asked = rows(Scope((country[7],)))
    assert is_range_of(column, conditions(asked)) is True
    assert len(asked) == (25 if look == "unions by name" else 41)


@pytest.mark.parametrize("look", ["unions", "persons", "persons by name"])
def test_two_tops_are_two_ranges(country: list[str], look: str) -> None:
    rows, column = LOOKS[look]
    asked = rows(Scope((country[7], country[9])))
    found = [one for one in conditions(asked) if is_range_of(column, [one])]
    assert len(found) == 2
    assert len(asked) == 82


def test_whole_forest_is_no_condition_and_is_found_by_a_look_at_the_ends(country: list[str]) -> None:
    nation = person_with(Role.OFFICER, Union.objects.get(path=country[0]))
    scope = scope_of(actor=nation, verb="person.view")
    assert scope.everything is True
    assert "WHERE" not in str(people_in_scope(actor=nation).query)
    assert people_in_scope(actor=nation).count() == len(country)


def test_second_root_ends_the_whole_forest(country: list[str]) -> None:
    nation = person_with(Role.OFFICER, Union.objects.get(path=country[0]))
    other = Union.objects.add_root({"name": "另一", "level": "nation"})
    scope = scope_of(actor=nation, verb="union.view")
    assert (scope.everything, scope.paths) == (False, (country[0],))
    assert other not in unions_in_scope(actor=nation)
    with beyond_scope("a post is given"):
        nation.posts.create(union=other, role=Role.OFFICER, starts_on=MOMENT.date())
    again = User.objects.get(pk=nation.pk)
    assert scope_of(actor=again, verb="union.view").everything is True
    assert other in unions_in_scope(actor=again)


@pytest.mark.parametrize(("places", "gap"), [((0, 2), "first"), ((0,), "last")])
def test_root_in_a_gap_is_seen(db: None, places: tuple[int, ...], gap: str) -> None:
    roots = [Union.objects.add_root({"name": str(n), "level": "nation"}) for n in range(3)]
    officer = person_with(Role.OFFICER, roots[places[0]])
    for place in places[1:]:
        officer.posts.create(union=roots[place], role=Role.OFFICER, starts_on=MOMENT.date())
    assert scope_of(actor=officer, verb="union.view").everything is False
