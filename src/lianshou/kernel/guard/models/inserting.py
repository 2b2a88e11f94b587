"""Many new rows at once, without Django's making of a statement for every hundred of them.

Keys are drawn beforehand, so that rows and what hangs on them can be written one after the other. On PostgreSQL the rows go in
by COPY, on SQLite by one prepared statement; triggers, constraints and defaults hold as for any other insert.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction

Columns = dict[str, list[Any]]
"""The values of many rows as the database takes them, by column."""


def columns_of(model: type[models.Model], rows: Sequence[models.Model]) -> Columns:
    """The values of ``rows`` as the database takes them, without the key; sealed values are sealed, indexes computed."""
    return {field.column: _prepared(field, rows) for field in _fields(model) if not field.primary_key}


def insert_columns(model: type[models.Model], columns: Mapping[str, Sequence[Any]], count: int) -> list[int]:
    """Write ``count`` rows of which every column is given; gives their keys, in order.

    To be called within a transaction. Raises IntegrityError as any insert.
    """
    if not count:
        return []
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("many rows are written within a transaction")
    keys = _drawn(model, count)
    key_column = model._meta.pk.column
    names = [key_column, *columns]
    values: Iterable[tuple[Any, ...]] = zip(keys, *columns.values(), strict=True)
    table, listed = _quoted(model._meta.db_table), ", ".join(map(_quoted, names))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with (
                connection.wrap_database_errors,
                cursor.cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy,
            ):
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(names))
            sql = f"INSERT INTO {table} ({listed}) VALUES ({marks})"  # noqa: S608  # nosec B608  names of the house
            cursor.executemany(sql, list(values))
    return keys


def insert_rows(model: type[models.Model], rows: Sequence[Any]) -> list[int]:
    """Write many new rows (instances or sketches) without history; gives their keys, which the rows learn.

    To be called within a transaction. Raises IntegrityError as any insert.
    """
    if not rows:
        return []
    keys = insert_columns(model, columns_of(model, rows), len(rows))
    settle(rows, keys)
    return keys


def insert_values(model: type[models.Model], count: int, **values: Sequence[Any]) -> list[int]:
    """Write ``count`` rows of which every field but the key is given, by its ``attname``; gives their keys, in order.

    For models without fields that compute themselves. To be called within a transaction. Raises IntegrityError as any insert.
    """
    fields = [field for field in _fields(model) if not field.primary_key]
    columns = {field.column: prepared(field, values.pop(field.attname)) for field in fields}
    if values:
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(values))}")
    return insert_columns(model, columns, count)


class Sketch:
    """A row to be written that needs none of what a model's instance brings: the values of its fields, by ``attname``."""

    def __init__(self, model: type[models.Model], **values: Any) -> None:
        self.__dict__.update(_defaults(model))
        self.__dict__.update(values)

    pk = 0  # until it is written


def settle(rows: Sequence[Any], keys: Sequence[int]) -> None:
    """Tell rows that were written which keys they have."""
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        if isinstance(row, models.Model):
            row._state.adding, row._state.db = False, connection.alias


def prepared(field: Any, values: Iterable[Any]) -> list[Any]:
    """Values of one field as the database takes them."""
    here = connections[DEFAULT_DB_ALIAS]  # not the proxy, which looks it up for every value
    if many := getattr(field, "prepare_many", None):
        made: list[Any] = many(values, here)
        return made
    if plain := _plain(field.__class__):
        return [
            value if value.__class__ is plain else field.get_db_prep_save(value, here) for value in values
        ]
    return [field.get_db_prep_save(value, here) for value in values]


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def _prepared(field: Any, rows: Sequence[models.Model]) -> list[Any]:
    if type(field).pre_save is models.Field.pre_save:
        return prepared(field, (getattr(row, field.attname) for row in rows))
    if many := getattr(field, "pre_save_many", None):
        return _noted(field, rows, many(rows))
    return prepared(field, (field.pre_save(row, True) for row in rows))


def _noted(field: Any, rows: Sequence[models.Model], values: Sequence[Any]) -> list[Any]:
    """The rows know what was made for them, as after ``pre_save``."""
    for row, value in zip(rows, values, strict=True):
        setattr(row, field.attname, value)
    return prepared(field, values)


_PLAIN: dict[Any, type] = {
    models.CharField: str,
    models.TextField: str,
    models.IntegerField: int,
    models.BooleanField: bool,
    models.ForeignKey: int,  # as all keys of the house are numbers
}
_ON_THE_WAY = ("get_prep_value", "get_db_prep_value", "get_db_prep_save")


@cache
def _plain(sort: type[models.Field[Any, Any]]) -> type | None:
    """The class of values that a field stores as they are: one of Django's own, with nothing overridden that is asked on the way."""
    for usual, plain in _PLAIN.items():
        if issubclass(sort, usual) and all(
            getattr(sort, name) is getattr(usual, name) for name in _ON_THE_WAY
        ):
            return plain
    return None


@cache
def _defaults(model: type[models.Model]) -> dict[str, Any]:
    return {field.attname: field.get_default() for field in _fields(model) if not field.primary_key}


def _quoted(name: str | None) -> str:
    return str(connection.ops.quote_name(name or ""))


def _drawn(model: type[models.Model], count: int) -> list[int]:
    """Keys that nobody else gets. On SQLite the writer's lock, held from here to the end of the transaction, sees to that."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [_quoted(table), column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
        if not cursor.rowcount:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last: int = cursor.fetchone()[0]
        return list(range(last - count + 1, last + 1))
