"""An invented country on PostgreSQL for benchmarks: one nation, 31 provinces, 341 cities, 2,851 counties, unions below them."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

PROVINCES, CITIES, COUNTIES, UNIONS = 31, 341, 2851, 300_000
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FAMILY, _GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "安宁平远山川青禾明亮春秋冬夏文武建国立新"


def set_up(database: str) -> None:
    """Load the settings of an installation with ``database`` of a PostgreSQL, created and migrated where it is not there.

    Ends the process, with a word, where no PostgreSQL answers.
    """
    os.environ |= {
        "DATABASE_URL": database,
        "LIANSHOU_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "lianshou.config.settings",
    }
    os.environ["LIANSHOU_DATA_DIR"] = tempfile.mkdtemp(prefix="lianshou-bench-")
    import django

    django.setup()
    from django.core.management import call_command

    _create_database()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _create_database() -> None:
    import psycopg
    from django.conf import settings

    about = settings.DATABASES["default"]
    told = {
        "host": about["HOST"],
        "port": about["PORT"],
        "user": about["USER"],
        "password": about["PASSWORD"],
    }
    try:
        server = psycopg.connect(dbname="postgres", autocommit=True, connect_timeout=3, **told)
    except psycopg.OperationalError as error:
        print(f"no PostgreSQL to measure on: {error}".strip())
        sys.exit(0)
    with server:
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [about["NAME"]]).fetchone()
        if known is None:
            server.execute(
                psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(about["NAME"]))
            )


def _step(number: int) -> str:
    text = ""
    for _ in range(4):
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text


def paths_of(*, shrunk: int = 1) -> Iterator[str]:
    """The paths of a country ``shrunk`` so many times below its provinces: the nation, then each level below the one above, spread evenly."""
    counts = [PROVINCES, CITIES // shrunk, COUNTIES // shrunk]
    counts.append(UNIONS // shrunk - 1 - sum(counts))
    level = ["0001"]
    yield from level
    for count in counts:
        below: Counter[str] = Counter()
        made = []
        for number in range(count):
            above = level[number % len(level)]
            below[above] += 1
            made.append(above + _step(below[above]))
        yield from made
        level = made


def unions_at(paths: list[str]) -> Iterator[dict[str, Any]]:
    """The rows of the unions at ``paths``, with the keys 1, 2, 3 …"""
    levels = ("nation", "province", "city", "county", "enterprise")
    children = Counter(path[:-4] for path in paths)
    for number, path in enumerate(paths, start=1):
        depth = len(path) // 4
        name = f"{said(number)}第{number}工会"
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


def said(number: int) -> str:
    """An invented name for a number."""
    return _FAMILY[number % 20] + _GIVEN[number // 20 % 20] + _GIVEN[number // 400 % 20]


def copy_in(cursor: Any, model: Any, rows: Iterator[dict[str, Any]]) -> None:
    """Copy rows in; what they do not say is as in a new record."""
    from django.db import connection

    fields = model._meta.concrete_fields
    blank = model()
    usual = {field.column: field.get_db_prep_save(_value(field, blank), connection) for field in fields}
    names = ", ".join(f'"{name}"' for name in usual)
    with cursor.copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(list((usual | row).values()))


def _value(field: Any, blank: Any) -> Any:
    return field.pre_save(blank, True) if not field.is_relation and not field.primary_key else None


def appoint() -> None:
    """An officer of the nation, a province, a city and a county: bench-nation and so on."""
    from lianshou.kernel.access.models import Post, User
    from lianshou.kernel.unions.models import Union

    tops = {"nation": "0001", "province": "00010003", "city": "000100030002", "county": "0001000300020001"}
    for name, path in tops.items():
        user = User.objects.create_user(username=f"bench-{name}", name=name)
        union = Union.objects.admitted().get(path=path)
        Post.objects.create(user=user, union=union, role="officer", starts_on=date(2020, 1, 1))


def officers() -> dict[str, Any]:
    """The officers of the nation, a province, a city and a county."""
    from lianshou.kernel.access.models import User

    found = User.objects.filter(username__startswith="bench-").order_by("pk")
    return {user.username.removeprefix("bench-"): user for user in found}
