"""An invented country: one nation, 31 provinces, 341 cities, 2,851 counties, and unions and persons below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection, models, transaction

from lianshou.kernel.access.models import Post, User
from lianshou.kernel.people.models import Person
from lianshou.kernel.unions.models import Union

PROVINCES, CITIES, COUNTIES, UNIONS, PERSONS = 31, 341, 2851, 300_000, 1_000_000
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FAMILY, _GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "安宁平远山川青禾明亮春秋冬夏文武建国立新"


def fill() -> bool:
    """Write the country unless it is there; whether it was written."""
    if Union.objects.admitted().count() == UNIONS and Person.objects.admitted().count() == PERSONS:
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE unions_union, access_user CASCADE")
        paths = list(_paths())
        _copy(cursor, Union, _unions(paths))
        _copy(cursor, Person, _persons(paths))
        cursor.execute("SELECT setval(pg_get_serial_sequence('unions_union', 'id'), %s)", [UNIONS])
        cursor.execute("SELECT setval(pg_get_serial_sequence('people_person', 'id'), %s)", [PERSONS])
        _appoint()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return True


def officers() -> dict[str, User]:
    """The officers of the nation, a province, a city and a county."""
    found = User.objects.filter(username__startswith="bench-").order_by("pk")
    return {user.username.removeprefix("bench-"): user for user in found}


def _step(number: int) -> str:
    text = ""
    for _ in range(4):
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text


def _paths() -> Iterator[str]:
    """The nation, then each level below the one above, spread evenly."""
    level = ["0001"]
    yield from level
    for count in (PROVINCES, CITIES, COUNTIES, UNIONS - 1 - PROVINCES - CITIES - COUNTIES):
        below: Counter[str] = Counter()
        made = []
        for number in range(count):
            above = level[number % len(level)]
            below[above] += 1
            made.append(above + _step(below[above]))
        yield from made
        level = made


def _unions(paths: list[str]) -> Iterator[dict[str, Any]]:
    levels = ("nation", "province", "city", "county", "enterprise")
    children = Counter(path[:-4] for path in paths)
    for number, path in enumerate(paths, start=1):
        depth = len(path) // 4
        name = f"{_said(number)}第{number}工会"
        yield {
            "id": number,
            "path": path,
            "depth": depth,
            "numchild": children[path],
            "name": name,
            "name_key": name,
            "search": f"di{number}gonghui d{number}gh {name}",
            "level": levels[depth - 1],
        }


def _persons(paths: list[str]) -> Iterator[dict[str, Any]]:
    for number in range(PERSONS):
        union = (number * 7919) % len(paths)
        yield {"id": number + 1, "name": _said(number), "union_id": union + 1, "union_path": paths[union]}


def _said(number: int) -> str:
    return _FAMILY[number % 20] + _GIVEN[number // 20 % 20] + _GIVEN[number // 400 % 20]


def _copy(cursor: Any, model: type[models.Model], rows: Iterator[dict[str, Any]]) -> None:
    """Copy rows in; what they do not say is as in a new record."""
    fields = model._meta.concrete_fields
    blank = model()
    usual = {field.column: field.get_db_prep_save(_value(field, blank), connection) for field in fields}
    names = ", ".join(f'"{name}"' for name in usual)
    with cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(list((usual | row).values()))


def _value(field: Any, blank: models.Model) -> Any:
    return field.pre_save(blank, True) if not field.is_relation and not field.primary_key else None


def _appoint() -> None:
    tops = {"nation": "0001", "province": "00010003", "city": "000100030002", "county": "0001000300020001"}
    for name, path in tops.items():
        user = User.objects.create_user(username=f"bench-{name}", name=name)
        union = Union.objects.admitted().get(path=path)
        Post.objects.create(user=user, union=union, role="officer", starts_on=date(2020, 1, 1))
