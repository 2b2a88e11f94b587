"""Fields of guarded records: sealed values, their blind indexes, and the path of the union a row belongs to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import DEFAULT_DB_ALIAS, connections, models

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.guard.rules.sealing import KeyRing, ring_of


@lru_cache(maxsize=8)
def _ring(text: str, cipher: str) -> KeyRing:
    return ring_of(text, cipher=cipher)


def key_ring() -> KeyRing:
    """The ring of this installation (settings LIANSHOU_KEYS and LIANSHOU_CIPHER)."""
    return _ring(settings.LIANSHOU_KEYS, settings.LIANSHOU_CIPHER)


class SealedField(models.Field):  # type: ignore[type-arg]
    """Text about a person, encrypted in the database; in Python it is a plain ``str``.

    ``data_class`` says what it tells about a person (see DataClass), ``mask`` how lists and exports show it. The database
    holds bytes (see ``rules.sealing``); an empty text is stored as no bytes. It cannot be searched, ordered or compared
    in a query: put a ``BlindIndexField`` beside it for exact search. Loading a changed value raises SealError.
    """

    def __init__(
        self,
        *args: Any,
        data_class: DataClass | str = DataClass.IDENTITY,
        mask: Mask | str = Mask.ALL,
        **kwargs: Any,
    ) -> None:
        self.data_class, self.mask = DataClass(data_class), Mask(mask)
        kwargs.setdefault("blank", True)
        if not kwargs.get("null"):
            kwargs.setdefault("default", self.empty)
        super().__init__(*args, **kwargs)

    empty: Any = ""

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        said = {
            "blank": self.blank,
            "null": self.null,
            "data_class": self.data_class.value,
            "mask": self.mask.value,
        }
        return name, path, args, {**kwargs, **said}

    @property
    def place(self) -> bytes:
        """The associated data: a historical table seals for the table whose history it keeps."""
        held: tuple[Any, bytes] | None = self.__dict__.get("_place")
        if held is None or held[0] is not self.model:  # a copy of a field belongs to another model
            held = (self.model, f"{self.model._meta.label_lower}.{self.name}".encode())
            self.__dict__["_place"] = held
        return held[1]

    def get_internal_type(self) -> str:
        return "BinaryField"

    def masked(self, value: Any) -> str:
        """``value`` as lists and exports show it."""
        return self.mask.over(self._text(value))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        sealed = bytes(value)
        return self._value(key_ring().open(sealed, place=self.place)) if sealed else self.empty

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        text = self._text(value)
        return connection.Database.Binary(key_ring().seal(text, place=self.place) if text else b"")

    def prepare_many(self, values: Iterable[Any], connection: Any) -> list[Any]:
        """What ``get_db_prep_value`` makes of each."""
        binary, given = connection.Database.Binary, list(values)
        texts = ["" if value is None else self._text(value) for value in given]
        sealed = key_ring().seal_many(texts, place=self.place)
        return [None if value is None else binary(one) for value, one in zip(given, sealed, strict=True)]

    def value_to_string(self, obj: models.Model) -> str:
        raise FieldError(f"{self.place.decode()} is never written out by a serializer")

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is sealed: search its blind index for whole values")

    def _text(self, value: Any) -> str:
        return "" if value is None else str(value)

    def _value(self, text: str) -> Any:
        return text


class SealedDateField(SealedField):
    """A day, sealed; None when unknown."""

    empty = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"null": True, **kwargs})

    def _text(self, value: Any) -> str:
        """Only days are sealed: what could not be read again is refused with ValueError when it is written."""
        if value in (None, ""):
            return ""
        day = value.date() if isinstance(value, datetime) else value
        return (day if isinstance(day, date) else date.fromisoformat(str(day))).isoformat()

    def _value(self, text: str) -> Any:
        return date.fromisoformat(text)


class SealedIntegerField(SealedField):
    """A whole number (fen, square metres …), sealed; None when unknown."""

    empty = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"null": True, **kwargs})

    def _text(self, value: Any) -> str:
        """Only whole numbers are sealed: anything else is refused with ValueError when it is written."""
        return "" if value in (None, "") else str(int(str(value)))

    def _value(self, text: str) -> Any:
        return int(text)


class SealedJSONField(SealedField):
    """Anything that JSON can say, sealed; None when unknown. An empty list or dict is stored as no bytes where it is the default."""

    empty = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"null": True, **kwargs})

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return self.get_default() if value == b"" else super().from_db_value(value, expression, connection)

    def _text(self, value: Any) -> str:
        if value is None or (not value and value == self.get_default()):
            return ""
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def _value(self, text: str) -> Any:
        return json.loads(text)


class BlindIndexField(models.CharField):  # type: ignore[type-arg]
    """The blind index of the sealed field ``of`` of the same row: 32 hexadecimal digits, empty for an empty value.

    It is computed whenever the row is written. To search, ask ``candidates`` of the model's field and filter with ``__in``.
    """

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        kwargs |= {"max_length": 32, "blank": True, "editable": False}
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "blank", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "db_index": vars(self)["db_index"], "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        field = self._source()
        text = field._text(getattr(model_instance, field.attname))
        made = key_ring().blind(text, place=field.place) if text else ""
        setattr(model_instance, self.attname, made)
        return made

    def pre_save_many(self, rows: Iterable[models.Model]) -> list[str]:
        """What ``pre_save`` makes of each."""
        field = self._source()
        ring, place = key_ring(), field.place
        texts = [field._text(getattr(row, field.attname)) for row in rows]
        return [ring.blind(text, place=place) if text else "" for text in texts]

    def candidates(self, text: str) -> list[str]:
        """The indexes under which rows with the value ``text`` may stand; none for an empty text."""
        return key_ring().blinds(text, place=self._source().place) if text else []

    def _source(self) -> SealedField:
        field = self.model._meta.get_field(self.of)
        if not isinstance(field, SealedField):
            raise FieldError(f"{self.of} is no sealed field")
        return field


def union_path_columns() -> list[tuple[type[models.Model], str]]:
    """Every column of every table that copies the path of a union: all of them follow when the tree moves."""
    return [
        (model, field.attname)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, UnionPathField) and field.model is model
    ]


def indexes_of(model: Any, names: Iterable[str]) -> set[str]:
    """The blind indexes that have to be written whenever the sealed fields ``names`` of a model are."""
    wanted = set(names)
    return {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, BlindIndexField) and field.of in wanted
    }


class SealedModel(models.Model):
    """A model with sealed fields: its blind indexes are written whenever their fields are, and it knows its masks."""

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is not None:
            update_fields = {*update_fields, *indexes_of(type(self), update_fields)}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def masked(self) -> Mapping[str, str]:
        """Every sealed value by the name of its field, as lists and exports show it."""
        return {
            field.name: field.masked(getattr(self, field.attname))
            for field in self._meta.concrete_fields
            if isinstance(field, SealedField)
        }


class UnionPathField(models.CharField):  # type: ignore[type-arg]
    """The path of the union that the foreign key ``of`` names, copied onto the row so that scope is one index range.

    It is read from the tree whenever the row is written, holding the union there until the row is committed, so that
    no row is written with the path of before a move. When the tree moves, every such column is rewritten (ADR 8).
    """

    def __init__(self, *args: Any, of: str = "union", **kwargs: Any) -> None:
        self.of = of
        kwargs |= {"max_length": 255, "editable": False}
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "db_index": vars(self)["db_index"], "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        union = getattr(model_instance, self.of + "_id")
        made = "" if union is None else self._path_now(model_instance._state.db or DEFAULT_DB_ALIAS, union)
        setattr(model_instance, self.attname, made)
        return made

    def pre_save_many(self, rows: Iterable[models.Model]) -> list[str]:
        """What ``pre_save`` makes of each; every union is read, and held, once."""
        unions = [getattr(row, self.of + "_id") for row in rows]
        paths = {one: self._path_now(DEFAULT_DB_ALIAS, one) for one in sorted({*unions} - {None})}
        return [paths.get(union, "") for union in unions]

    def _path_now(self, using: str, union: Any) -> str:
        database = connections[using]
        tree = self.model._meta.get_field(self.of).related_model
        table = database.ops.quote_name(tree._meta.db_table)  # type: ignore[union-attr]
        hold = " FOR KEY SHARE" if database.vendor == "postgresql" else ""
        with database.cursor() as cursor:
            cursor.execute(f"SELECT path FROM {table} WHERE id = %s{hold}", [union])  # noqa: S608  # nosec B608
            found = cursor.fetchone()
        return str(found[0]) if found else ""
