"""Vaults (see ``core.vaults``): the column of a sealed field, and values sealed inside a JSON column."""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from lianshou.core.vaults import Vault, vaults
from lianshou.kernel.guard.models.fields import BlindIndexField, SealedField, key_ring

_HEAD = 3


class FieldVault:
    """The stored bytes of a sealed field, and the blind indexes made of it."""

    def __init__(self, field: SealedField) -> None:
        self.field, self.model = field, field.model
        self.name, self.place = field.place.decode(), field.place

    def heads(self) -> Mapping[str, int]:
        table, column = self._quoted(self.model._meta.db_table), self._quoted(self.field.column)
        sql = f"SELECT {self._head(column)}, COUNT(*) FROM {table} WHERE {self._filled(column)} GROUP BY 1"  # noqa: S608  # nosec B608
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return {str(head).lower(): int(count) for head, count in cursor.fetchall()}

    def stale(self, *, head: str, after: Any, most: int) -> Sequence[tuple[Any, bytes]]:
        table, column = self._quoted(self.model._meta.db_table), self._quoted(self.field.column)
        key = self._quoted(self._key.column)
        beyond, params = ("", []) if after is None else (f"AND {key} > %s", [self._key_value(after)])
        sql = (
            f"SELECT {key}, {column} FROM {table} WHERE {self._filled(column)}"  # noqa: S608  # nosec B608
            f" AND {self._head(column)} <> %s {beyond} ORDER BY {key} LIMIT %s"
        )
        spelt = head if connection.vendor == "postgresql" else head.upper()
        with connection.cursor() as cursor:
            cursor.execute(sql, [spelt, *params, most])
            return [(found, bytes(sealed)) for found, sealed in cursor.fetchall()]

    def swap(self, key: Any, *, old: bytes, new: bytes, text: str) -> bool:
        driver: Any = connection
        binary = driver.Database.Binary
        written = {self.field.column: binary(new)}
        written |= {index.column: key_ring().blind(text, place=self.place) for index in self._indexes()}
        put = ", ".join(f"{self._quoted(column)} = %s" for column in written)
        table = self._quoted(self.model._meta.db_table)
        where = f"{self._quoted(self._key.column)} = %s AND {self._quoted(self.field.column)} = %s"
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET {put} WHERE {where}",  # noqa: S608  # nosec B608  names of the house
                [*written.values(), key, binary(old)],
            )
            return bool(cursor.rowcount == 1)

    @property
    def _key(self) -> Any:
        return self.model._meta.pk

    def _key_value(self, after: Any) -> Any:
        return self._key.get_db_prep_value(self._key.to_python(after), connection)

    def _indexes(self) -> Iterator[BlindIndexField]:
        for field in self.model._meta.concrete_fields:
            if isinstance(field, BlindIndexField) and field.of == self.field.name:
                yield field

    @staticmethod
    def _quoted(name: str | None) -> str:
        return str(connection.ops.quote_name(name or ""))

    @staticmethod
    def _head(column: str) -> str:
        if connection.vendor == "postgresql":
            return f"encode(substring({column} from 1 for {_HEAD}), 'hex')"
        return f"hex(substr({column}, 1, {_HEAD}))"

    @staticmethod
    def _filled(column: str) -> str:
        return f"length({column}) > 0"


class JSONVault:
    """Values sealed as base64 text under ``key`` of the JSON column ``column`` of a model."""

    def __init__(self, model: str, column: str, key: str, *, place: bytes) -> None:
        self.label, self.column, self.key, self.place = model, column, key, place
        self.name = f"{model.lower()}.{column}.{key}"

    def heads(self) -> Mapping[str, int]:
        return Counter(sealed[:_HEAD].hex() for _pk, sealed in self._values(None))

    def stale(self, *, head: str, after: Any, most: int) -> Sequence[tuple[Any, bytes]]:
        found: list[tuple[Any, bytes]] = []
        for pk, sealed in self._values(after):
            if sealed[:_HEAD].hex() != head:
                found.append((pk, sealed))
            if len(found) == most:
                break
        return found

    @transaction.atomic
    def swap(self, key: Any, *, old: bytes, new: bytes, text: str) -> bool:
        row = self._model._base_manager.select_for_update().filter(pk=key).first()
        said = getattr(row, self.column, None)
        if row is None or not isinstance(said, dict) or _bytes_of(said.get(self.key)) != old:
            return False
        written = {**said, self.key: base64.b64encode(new).decode()}
        self._model._base_manager.filter(pk=key).update(**{self.column: written})
        return True

    @property
    def _model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    def _values(self, after: Any) -> Iterator[tuple[Any, bytes]]:
        rows = self._model._base_manager.order_by("pk")
        rows = rows if after is None else rows.filter(pk__gt=after)
        for pk, said in rows.values_list("pk", self.column).iterator(chunk_size=500):
            if isinstance(said, dict) and (sealed := _bytes_of(said.get(self.key))):
                yield pk, sealed


def all_vaults() -> list[Vault]:
    """Every place that holds sealed values: the sealed fields of every model, histories included, then the registered ones."""
    fields = [
        FieldVault(field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, SealedField) and model._meta.managed
    ]
    return [*sorted(fields, key=lambda vault: vault.name), *vaults]


def _bytes_of(text: Any) -> bytes:
    """Base64 text as bytes; nothing for anything else (a value that is not sealed yet)."""
    try:
        return base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except (binascii.Error, ValueError):
        return b""
