"""A country with 300,000 unions and 1,000,000 persons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from country import UNIONS, appoint, copy_in, paths_of, said, unions_at
from django.db import connection, transaction

from lianshou.kernel.people.models import Person
from lianshou.kernel.unions.models import Union

PERSONS = 1_000_000


def fill() -> bool:
    """Write the country unless it is there; whether it was written."""
    if Union.objects.admitted().count() == UNIONS and Person.objects.admitted().count() == PERSONS:
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE unions_union, access_user CASCADE")
        paths = list(paths_of())
        copy_in(cursor, Union, unions_at(paths))
        copy_in(cursor, Person, _persons(paths))
        cursor.execute("SELECT setval(pg_get_serial_sequence('unions_union', 'id'), %s)", [UNIONS])
        cursor.execute("SELECT setval(pg_get_serial_sequence('people_person', 'id'), %s)", [PERSONS])
        appoint()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return True


def _persons(paths: list[str]) -> Iterator[dict[str, Any]]:
    for number in range(PERSONS):
        union = (number * 7919) % len(paths)
        yield {"id": number + 1, "name": said(number), "union_id": union + 1, "union_path": paths[union]}
