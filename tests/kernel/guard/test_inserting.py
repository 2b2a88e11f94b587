"""Many rows at once are the same rows as one by one: keys, seals, indexes, paths, histories."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.factories.people import PersonFactory
from tests.factories.world import World

from lianshou.kernel.audit.models import insert_with_history
from lianshou.kernel.guard.models import Sketch, insert_values
from lianshou.kernel.guard.models.inserting import insert_columns
from lianshou.kernel.people.enums import Position
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.unions.models import Union

pytestmark = pytest.mark.django_db
FACTS = {
    "phone": "13812340001",
    "id_number": "320923198503072418",
    "address": "阜城街道1号\n2室\t\\",
    "birth_on": date(1985, 3, 7),
}


def some(union: Union, count: int, **facts: Any) -> list[Person]:
    return [Person(union=union, name=f"张{n}", search=f"zhang {n}", **facts) for n in range(count)]


def told(row: Any, *without: str) -> dict[str, Any]:
    fields = [field.attname for field in row._meta.concrete_fields]
    return {name: getattr(row, name) for name in fields if name not in without}


def sketches(union: Union, count: int, **facts: Any) -> list[Any]:
    return [
        Sketch(Person, union_id=union.pk, name=f"张{n}", search=f"zhang {n}", **facts) for n in range(count)
    ]


@pytest.mark.parametrize("made", [some, sketches])
def test_rows_are_what_one_by_one_makes_of_them(made: Any, world: World) -> None:
    one = some(world.guest, 1, **FACTS)[0]
    one.save()
    many = made(world.guest, 3, **FACTS | {"id_number": ""})
    insert_with_history(Person, many)
    rows = list(Person.objects.filter(pk__in=[row.pk for row in many]).order_by("pk"))
    assert [row.pk for row in rows] == [row.pk for row in many]
    assert told(rows[0], "id", "id_number", "id_index") == told(
        Person.objects.get(pk=one.pk), "id", "id_number", "id_index"
    )
    assert (rows[0].union_path, rows[0].phone_index == one.phone_index) == (world.guest.path, True)
    assert many[0].union_path == world.guest.path
    assert made is sketches or many[0]._state.adding is False


def test_keys_are_drawn_once_whoever_draws_them(world: World) -> None:
    before = PersonFactory(union=world.guest)
    many = some(world.guest, 5)
    insert_with_history(Person, many)
    after = PersonFactory(union=world.guest)
    keys = [before.pk, *(row.pk for row in many), after.pk]
    assert keys == sorted(set(keys))


def test_nothing_is_written_where_one_row_is_refused(world: World) -> None:
    rows = [Person(union=world.guest, name="甲"), Person(union=world.guest, name=None)]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_with_history(Person, rows)
    assert not Person.objects.filter(name="甲").exists()
    assert len(insert_with_history(Person, some(world.guest, 2))) == 2


def test_values_of_every_field_are_written_as_they_are_given(world: World) -> None:
    person = PersonFactory(union=world.guest)
    given: dict[str, Any] = {
        "person_id": [person.pk, person.pk],
        "union_id": [world.guest.pk, world.host.pk],
        "position": [Position.OFFICER.value, Position.COMMITTEE],
        "starts_on": [date(2020, 1, 2), date(2021, 3, 4)],
        "ends_on": [None, date(2022, 3, 4)],
    }
    keys = insert_values(Office, 2, **given)
    rows = list(Office.objects.admitted().filter(pk__in=keys).order_by("pk"))
    assert {name: [getattr(row, name) for row in rows] for name in given} == given


def test_a_field_that_is_not_given_or_not_there_is_refused(world: World) -> None:
    with pytest.raises(KeyError, match="person_id"):
        insert_values(Office, 0)
    given = {field.attname: [] for field in Office._meta.concrete_fields if not field.primary_key}
    with pytest.raises(TypeError, match="Office has no colour"):
        insert_values(Office, 0, **given, colour=[])


def test_no_rows_are_no_statement(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert insert_with_history(Person, []) == []


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_refuses() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        insert_columns(Person, {"name": ["甲"]}, 1)


def test_history_is_the_one_that_a_save_leaves(world: World) -> None:
    one = some(world.guest, 1, **FACTS)[0]
    one.save()
    many = some(world.guest, 2, **FACTS | {"id_number": ""})
    versions = insert_with_history(Person, many)
    alone, first = Person.history.get(id=one.pk), Person.history.get(history_id=versions[0])
    own = ("id", "history_id", "history_date", "id_number", "history_change_reason")
    assert told(first, *own) == told(alone, *own)
    assert (first.id, first.history_type, first.phone) == (many[0].pk, "+", "13812340001")
    assert versions == sorted(versions)


def test_sealed_columns_are_sealed_each_for_its_own_place(world: World) -> None:
    insert_with_history(Person, some(world.guest, 2, **FACTS | {"id_number": ""}))
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_person WHERE union_id = %s", [world.guest.pk])
        sealed = [bytes(row[0]) for row in cursor.fetchall() if bytes(row[0])]
        cursor.execute("SELECT phone FROM people_historicalperson WHERE union_id = %s", [world.guest.pk])
        kept = [bytes(row[0]) for row in cursor.fetchall() if bytes(row[0])]
    assert len({*sealed, *kept}) == len(sealed) + len(kept)  # no two alike, though all say the same number
    assert not any(b"1381234" in one for one in (*sealed, *kept))
