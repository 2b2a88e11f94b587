"""Row history: who changed what, tied to the entry of the book; sealed fields stay sealed; bulk writes are no way round."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.apps import apps
from django.db import connection, transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history
from tests.factories.unions import UnionFactory
from tests.factories.world import World
from tests.sealing.models import Secret

from lianshou.core.ambient import grant
from lianshou.kernel.audit.actions import record
from lianshou.kernel.audit.queries import changes_of
from lianshou.kernel.people.actions import name_chair
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.unions.actions import edit_union, record_honour
from lianshou.kernel.unions.models import Honour, Union

pytestmark = pytest.mark.django_db


def test_change_is_stamped_with_actor_moment_and_entry(world: World, now: datetime) -> None:
    edit_union(actor=world.officer, union=world.host, now=now, members=500)
    row = Union.history.filter(id=world.host.pk).latest("history_id")
    entry_numbers = [entry.pk for entry in world_entries(world.host)]
    assert (row.history_user_id, row.history_date, row.members, row.entry) == (
        world.officer.pk,
        now,
        500,
        entry_numbers[0],
    )


def world_entries(union: Union) -> list[object]:
    from lianshou.kernel.audit.queries import history_of

    return list(history_of(union))


def test_change_without_an_entry_names_whoever_was_let_in(world: World) -> None:
    grant(actor=world.officer.pk, post="officer@0001")
    world.host.members = 7
    world.host.save()
    row = Union.history.filter(id=world.host.pk).latest("history_id")
    assert (row.history_user_id, row.entry) == (world.officer.pk, None)


def test_change_that_was_rolled_back_is_not_stamped(now: datetime) -> None:
    union, other = UnionFactory(), UnionFactory()
    with transaction.atomic():
        union.members = 7
        union.save()
        transaction.set_rollback(True)
    other.members = 8
    other.save()
    entry = record(actor=None, verb="union.edited", subject=other, at=now)
    stamped = Union.history.filter(entry=entry.pk).values_list("id", "members")
    assert (other.pk, 8) in stamped
    assert (union.pk, 7) not in stamped


def test_next_entry_does_not_take_what_was_told(now: datetime) -> None:
    union = UnionFactory()
    first = record(actor=None, verb="union.added", subject=union, at=now)
    second = record(actor=None, verb="union.edited", subject=union, at=now)
    assert list(Union.history.filter(id=union.pk).values_list("entry", flat=True)) == [first.pk]
    assert Union.history.filter(entry=second.pk).count() == 0


def test_bulk_writes_leave_history_too(now: datetime) -> None:
    made = bulk_create_with_history([Secret(phone=f"1391234567{n}") for n in range(3)], Secret)
    for one in made:
        one.plain = "x"
    bulk_update_with_history(made, Secret, ["plain"])
    entry = record(actor=None, verb="x.y", subject=made[0], at=now)
    rows = Secret.history.order_by("history_id").values_list("history_type", "plain", "entry")
    assert list(rows) == [("+", "", entry.pk)] * 3 + [("~", "x", entry.pk)] * 3


def test_new_chair_is_told_with_the_office_of_the_one_before(world: World, now: datetime) -> None:
    name_chair(actor=world.officer, union=world.host, name="新主席", now=now)
    rows = Office.history.filter(union_id=world.host.pk).order_by("history_id")
    assert list(rows.values_list("history_type", "ends_on")) == [
        ("+", None),
        ("~", date(2020, 6, 24)),
        ("+", None),
    ]


def test_sealed_fields_stay_sealed_in_the_history() -> None:
    Secret.objects.create(phone="13912345678", born_on=date(1980, 5, 1), income_fen=12, notes={"a": "癌"})
    model = Secret.history.model
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")
        stored = b" ".join(bytes(cell) for cell in cursor.fetchone() if isinstance(cell, bytes | memoryview))
    assert (len(stored) > 100, b"1391234" in stored, "癌".encode() in stored) == (True, False, False)
    row = Secret.history.get()
    assert (row.phone, row.born_on, row.income_fen, row.notes) == (
        "13912345678",
        date(1980, 5, 1),
        12,
        {"a": "癌"},
    )
    assert "phone_index" not in {field.name for field in model._meta.get_fields()}


def test_changes_are_told_in_words_under_masks(world: World, now: datetime) -> None:
    one = Secret.objects.create(phone="13912345678")
    one.phone, one.plain = "13900005678", "新"
    one.save()
    record(actor=world.officer, verb="union.edited", subject=one, at=now)
    told = [
        (c.by, str(c.what), c.field, c.before, c.after) for c in changes_of(Secret.history.all(), names={})
    ]
    assert sorted(told) == [
        ("王启航", "修改工会", "", "–", "录入"),
        ("王启航", "修改工会", "Phone", "139****5678", "139****5678"),
        ("王启航", "修改工会", "Plain", "–", "新"),
    ]


def test_changes_name_only_what_the_reader_may_see(world: World, now: datetime) -> None:
    world.host_chair.union = world.foreign_host
    world.host_chair.save()
    rows = Person.history.filter(id=world.host_chair.pk)
    seen = changes_of(rows, names={Union: lambda keys: {world.host.pk: "金海"}})[0]
    assert (seen.field, seen.before, seen.after) == ("工会", "金海", f"第 {world.foreign_host.pk} 号")


def test_every_row_that_is_tracked_has_its_state_in_the_history(world: World, now: datetime) -> None:
    record_honour(actor=world.officer, union=world.guest, level="city", granted_on=date(2020, 5, 1), now=now)
    stale = [
        (model.__name__, row.pk)
        for model in apps.get_models()
        if hasattr(model, "history") and model._meta.app_label != "sealing"
        for row in model._base_manager.all()
        if not is_told(row)
    ]
    assert stale == []
    assert Honour.history.count() > 0


def is_told(row: object) -> bool:
    """Whether the last history row of a record is the record as it stands."""
    history = type(row).history  # type: ignore[attr-defined]
    last = history.filter(id=row.pk).order_by("-history_id").first()  # type: ignore[attr-defined]
    names = {field.attname for field in history.model._meta.concrete_fields}
    fields = [field.attname for field in row._meta.concrete_fields if field.attname in names]  # type: ignore[attr-defined]
    row.refresh_from_db()  # type: ignore[attr-defined]
    return last is not None and all(getattr(row, name) == getattr(last, name) for name in fields)
