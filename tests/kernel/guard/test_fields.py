"""Sealed fields on real tables: those of persons and relatives, and columns of their own made for the run."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from tests.factories.people import PersonFactory
from tests.factories.unions import UnionFactory

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import (
    BlindIndexField,
    SealedDateField,
    SealedField,
    SealedIntegerField,
    SealedJSONField,
)
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.guard.rules.sealing import SealError
from lianshou.kernel.people.models import Person


def _key(number: int) -> str:
    return f"{number}:{base64.b64encode(bytes([number]) * 32).decode()}"


@pytest.fixture
def person(db: None) -> Person:
    return PersonFactory(phone="13912345678", birth_on=date(1985, 2, 3), email="")


def _raw(person: Person, column: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM people_person WHERE id = %s", [person.pk])
        value = cursor.fetchone()[0]
    return None if value is None else bytes(value)


def _write(person: Person, column: str, value: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE people_person SET {column} = %s WHERE id = %s", [value, person.pk])


def test_value_comes_back_and_is_not_in_the_table(person: Person) -> None:
    kept = Person.objects.get(pk=person.pk)
    assert (kept.phone, kept.birth_on) == ("13912345678", date(1985, 2, 3))
    assert (b"13912345678" in _raw(person, "phone"), b"1985" in _raw(person, "birth_on")) == (False, False)


def test_empty_text_is_no_bytes_and_no_day_is_null(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(birth_on=None)
    kept = Person.objects.get(pk=person.pk)
    assert (_raw(person, "email"), kept.email, _raw(person, "birth_on"), kept.birth_on) == (
        b"",
        "",
        None,
        None,
    )


@pytest.mark.parametrize("cipher", ["AES-256-GCM", "SM4-GCM"])
def test_both_ciphers_keep_every_letter(db: None, settings: Any, cipher: str) -> None:
    settings.LIANSHOU_CIPHER = cipher
    address = "阜宁县阜城街道𠮷祥路1号 \t\n'\"%s"
    person = PersonFactory(address=address)
    settings.LIANSHOU_CIPHER = "AES-256-GCM"
    assert Person.objects.get(pk=person.pk).address == address


def test_search_finds_rows_of_every_key_in_the_ring(db: None, settings: Any) -> None:
    settings.LIANSHOU_KEYS = _key(1)
    old = PersonFactory(phone="13911111111")
    settings.LIANSHOU_KEYS = f"{_key(2)},{_key(1)}"
    new = PersonFactory(phone="13911111111", union=old.union)
    wanted = Person._meta.get_field("phone_index").candidates("13911111111")
    assert [*Person.objects.filter(phone_index__in=wanted)] == [old, new]
    assert old.phone_index != new.phone_index


def test_value_under_a_lost_key_says_so(db: None, settings: Any) -> None:
    settings.LIANSHOU_KEYS = _key(1)
    person = PersonFactory(phone="13911111111")
    settings.LIANSHOU_KEYS = _key(2)
    with pytest.raises(SealError, match="key 1 is not in the ring"):
        Person.objects.get(pk=person.pk)
    settings.LIANSHOU_KEYS = f"1:{_key(3)[2:]}"
    with pytest.raises(SealError, match="does not open"):
        Person.objects.get(pk=person.pk)


def test_value_moved_to_another_field_or_changed_does_not_open(person: Person) -> None:
    sealed = _raw(person, "phone")
    _write(person, "address", sealed)
    with pytest.raises(SealError) as error:
        Person.objects.get(pk=person.pk)
    assert "13912345678" not in str(error.value)
    _write(person, "address", b"")
    for changed in (sealed[:-1] + bytes([sealed[-1] ^ 1]), sealed[:9], sealed[:1], b"\x07" + sealed[1:]):
        _write(person, "phone", changed)
        with pytest.raises(SealError):
            Person.objects.get(pk=person.pk)


def test_index_follows_its_field_when_only_that_is_saved(person: Person) -> None:
    before = person.phone_index
    person.phone = "13900000000"
    person.save(update_fields=["phone"])
    kept = Person.objects.get(pk=person.pk)
    field = Person._meta.get_field("phone_index")
    assert (kept.phone_index != before, kept.phone_index in field.candidates("13900000000")) == (True, True)
    person.phone = ""
    person.save(update_fields=["phone"])
    assert (Person.objects.get(pk=person.pk).phone_index, field.candidates("")) == ("", [])


def test_statements_that_would_leave_an_index_behind_are_refused(person: Person) -> None:
    with pytest.raises(FieldError, match="phone_index"):
        Person.objects.filter(pk=person.pk).update(phone="1")
    with pytest.raises(FieldError, match="phone_index"):
        Person.objects.bulk_update([person], ["phone"])
    assert Person.objects.filter(pk=person.pk).update(email="a@example.org") == 1
    assert Person.objects.get(pk=person.pk).email == "a@example.org"


def test_rows_written_together_are_sealed_and_indexed(db: None) -> None:
    union = UnionFactory()
    Person.objects.bulk_create([Person(name=f"张{n}", union=union, phone=f"1391234000{n}") for n in range(3)])
    wanted = Person._meta.get_field("phone_index").candidates("13912340002")
    assert [one.phone for one in Person.objects.filter(phone_index__in=wanted)] == ["13912340002"]


@pytest.mark.parametrize("lookup", ["phone", "phone__contains", "birth_on__year", "phone__in"])
def test_sealed_fields_cannot_be_searched(db: None, lookup: str) -> None:
    with pytest.raises(FieldError):
        Person.objects.filter(**{lookup: "1"}).count()


def test_unknown_values_can_be_told_from_known_ones(person: Person) -> None:
    assert [Person.objects.filter(birth_on__isnull=empty).count() for empty in (True, False)] == [0, 1]


@pytest.mark.parametrize(
    ("field", "value"),
    [(SealedDateField(), "1985-02-30"), (SealedDateField(), "soon"), (SealedIntegerField(), "many")],
)
def test_what_could_not_be_read_again_is_not_written(field: Any, value: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        field._text(value)


def test_moment_is_kept_as_its_day() -> None:
    assert SealedDateField()._text(datetime(1985, 2, 3, 4, 5)) == "1985-02-03"  # noqa: DTZ001


def test_values_are_never_serialized(person: Person) -> None:
    with pytest.raises(FieldError, match="never written out"):
        serializers.serialize("json", [person])


def test_row_knows_its_masks(person: Person) -> None:
    assert {key: mask for key, mask in person.masked.items() if mask} == {
        "phone": "139****5678",
        "birth_on": "1985-**-**",
    }


class _Thing(models.Model):
    """A table of the run: whole numbers and JSON, sealed."""

    fen = SealedIntegerField(data_class=DataClass.FINANCE, mask=Mask.ALL)
    notes = SealedJSONField(data_class=DataClass.HARDSHIP)
    code = SealedField(data_class=DataClass.HEALTH, null=True)
    code_index = BlindIndexField(of="code")

    class Meta:
        app_label = "trial"


@pytest.fixture
def things(transactional_db: None) -> Iterator[Any]:
    with connection.schema_editor() as editor:
        editor.create_model(_Thing)
    yield _Thing.objects
    with connection.schema_editor() as editor:
        editor.delete_model(_Thing)


def test_numbers_and_json_come_back_as_they_were(things: Any) -> None:
    notes = {"病": ["甲", None, 1.5], "空": {}}
    things.create(fen=-12345678901234567890, notes=notes, code="C34")
    things.create(fen=0, notes=[], code="")
    things.create()
    assert [*things.order_by("pk").values_list("fen", "notes", "code")] == [
        (-12345678901234567890, notes, "C34"),
        (0, [], ""),
        (None, None, None),
    ]
    assert [one != "" for one in things.order_by("pk").values_list("code_index", flat=True)] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "field",
    [
        SealedField(data_class=DataClass.CONTACT, mask=Mask.PHONE, blank=False),
        SealedDateField(data_class=DataClass.CHILD, mask=Mask.YEAR),
        SealedIntegerField(),
        SealedJSONField(null=False, default=dict),
        BlindIndexField(of="phone", db_index=False),
    ],
)
def test_field_stays_the_same_through_a_migration(field: Any) -> None:
    _name, path, args, kwargs = field.deconstruct()
    again = type(field)(*args, **kwargs)
    assert again.deconstruct()[1:] == (path, args, kwargs)
    assert (again.blank, again.null, again.db_index) == (field.blank, field.null, field.db_index)
    assert MigrationWriter.serialize(field)[0] != ""
