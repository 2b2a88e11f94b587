"""Records that many tests begin with, made once in a process and laid down again as they were, row by row as the database keeps them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from lianshou.kernel.audit.models.history import _Waiting

T = TypeVar("T")


@dataclass(frozen=True)
class _Table:
    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True)
class _Made(Generic[T]):
    tables: list[_Table]
    waiting: list[tuple[Any, list[Any]]]
    told: T


class Kept(Generic[T]):
    """What ``make`` makes in a database without ``firsts``: made for the first test, laid down again for the others.

    They have the same keys each time; the history rows wait for their entry as if they had just been written. Made anew on
    another day and under other keys of sealing, and where one of the models ``firsts`` has rows already.
    """

    def __init__(self, make: Callable[[], T], *firsts: Any) -> None:
        self._make, self._firsts = make, firsts
        self._made: dict[Any, _Made[T]] = {}

    def __call__(self) -> T:
        if any(model._base_manager.exists() for model in self._firsts):
            return self._make()
        key = (timezone.localdate(), settings.LIANSHOU_KEYS, settings.LIANSHOU_CIPHER, connection.vendor)
        made = self._made.get(key)
        if made is None:
            return self._first(key)
        with transaction.atomic(), connection.cursor() as cursor:
            for table in made.tables:
                names = ", ".join(f'"{column}"' for column in table.columns)
                marks = ", ".join(["%s"] * len(table.columns))
                cursor.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', table.rows)
            for model, keys in made.waiting:
                transaction.on_commit(_Waiting(model, keys))
        return copy.deepcopy(made.told)

    def _first(self, key: Any) -> T:
        models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
        before = {model: _last(model) for model in models}
        hooks: list[Any] = connection.run_on_commit
        known = len(hooks)
        told = self._make()
        waiting = [hook for _ids, hook, _robust in hooks[known:] if isinstance(hook, _Waiting)]
        tables = [table for model in models if (table := _rows(model, before[model])).rows]
        self._made[key] = _Made(
            tables, [(hook.model, list(hook.keys)) for hook in waiting], copy.deepcopy(told)
        )
        return told


def _last(model: Any) -> Any:
    return model._base_manager.order_by("-pk").values_list("pk", flat=True).first()


def _rows(model: Any, last: Any) -> _Table:
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    key = next(field for field in fields if field.primary_key)
    names = ", ".join(f'"{field.column}"' for field in fields)
    after, values = (f'WHERE "{key.column}" > %s', [last]) if last is not None else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT {names} FROM "{model._meta.db_table}" {after} ORDER BY "{key.column}"', values
        )
        rows = [tuple(map(_again, row)) for row in cursor.fetchall()]
    return _Table(model._meta.db_table, tuple(field.column for field in fields), rows)


def _again(value: Any) -> Any:
    """A value that was read, as it is written."""
    if isinstance(value, dict | list) and connection.vendor == "postgresql":
        from psycopg.types.json import Jsonb

        return Jsonb(value)
    return value
