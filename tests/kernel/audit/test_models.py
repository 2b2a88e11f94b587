"""The database itself keeps the book append-only."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from tests.factories.unions import UnionFactory

from lianshou.kernel.audit.actions import anchor_book, record
from lianshou.kernel.audit.enums import Wrong
from lianshou.kernel.audit.models import Anchor, Entry, open_for_clearing
from lianshou.kernel.audit.queries import broken_lines
from lianshou.kernel.audit.queries.verifying import standing_triggers
from lianshou.kernel.audit.rules.guarding import TABLES, lifting, triggers_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(now: datetime) -> Entry:
    union = UnionFactory()
    record(actor=None, verb="union.added", subject=union, at=now)
    made = record(actor=None, verb="union.edited", subject=union, at=now)
    anchor_book(actor=None, now=now)
    return made


def refused(act: object) -> bool:
    """Whether the database refuses; its transaction goes on."""
    try:
        with transaction.atomic():
            act()  # type: ignore[operator]
    except DatabaseError as error:
        return "append-only" in str(error)
    return False


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_book_without_entries_is_intact() -> None:
    assert broken_lines() == []


def test_triggers_stand() -> None:
    assert standing_triggers() == triggers_of(connection.vendor)


@pytest.mark.parametrize("model", [Entry, Anchor])
def test_orm_neither_changes_nor_deletes(entry: Entry, model: type[Entry] | type[Anchor]) -> None:
    one = model._base_manager.first()
    assert one is not None
    acts = [
        one.save,
        one.delete,
        lambda: model._base_manager.update(digest="0" * 64),
        lambda: model._base_manager.all().delete(),
        lambda: model._base_manager.bulk_update([one], ["digest"]),
    ]
    assert [refused(act) for act in acts] == [True] * len(acts)


@pytest.mark.parametrize("table", TABLES)
def test_raw_sql_neither_changes_nor_deletes(entry: Entry, table: str) -> None:
    statements = [
        f"UPDATE {table} SET digest = 'x' WHERE id = 1",
        f"UPDATE {table} SET id = 77 WHERE id = 1",
        f"DELETE FROM {table} WHERE id = 1",
        f"DELETE FROM {table}",
    ]
    if connection.vendor == "postgresql":
        statements += [f"TRUNCATE {table} CASCADE", f"TRUNCATE {table} RESTART IDENTITY CASCADE"]
        statements += [f"SET LOCAL session_replication_role = replica; DELETE FROM {table}"]
    assert [refused(lambda s=statement: sql(s)) for statement in statements] == [True] * len(statements)


def test_nothing_is_put_in_but_at_the_end(entry: Entry) -> None:
    for number in (0, -1, 1, entry.pk, entry.pk + 2):
        assert refused(lambda n=number: Entry(id=n, at=entry.at, key_number=1, digest=f"{n}").save())
    assert Entry.objects.count() == entry.pk


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own way of overwriting")
def test_insert_or_replace_does_not_overwrite(entry: Entry) -> None:
    columns = "id, at, actor_name, verb, subject_type, subject_id, union_path, previous, digest, post, before, after"
    columns += ", door, address, device, outcome, key_number, seal, details"
    chosen = columns.replace("id, at", "{id}, at", 1)
    copies = [
        f"INSERT OR REPLACE INTO audit_entry ({columns}) SELECT {chosen.format(id=number)} FROM audit_entry WHERE id = 1"
        for number in ("1", "3")
    ]
    assert [refused(lambda s=copy: sql(s)) for copy in copies] == [True, True]


def test_check_says_that_the_triggers_are_gone(entry: Entry) -> None:
    with transaction.atomic():
        for statement in lifting(connection.vendor):
            sql(statement)
        assert [one.wrong for one in broken_lines()] == [Wrong.UNGUARDED]
        transaction.set_rollback(True)
    assert broken_lines() == []


def test_book_opens_for_clearing_and_shuts_again(entry: Entry) -> None:
    with open_for_clearing():
        Entry.objects.all().delete()
    assert standing_triggers() == triggers_of(connection.vendor)


def test_book_of_a_real_installation_is_never_opened(entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", False)
    with pytest.raises(RuntimeError), open_for_clearing():
        raise AssertionError("unreachable")
    assert refused(lambda: sql("DELETE FROM audit_entry"))
