"""The check of the book finds what was done to it behind its back, and says where."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from tests.factories.unions import UnionFactory

from lianshou.core.ambient import Origin, coming_from, grant
from lianshou.kernel.audit.actions import anchor_book, record
from lianshou.kernel.audit.enums import Wrong
from lianshou.kernel.audit.models import Anchor, Entry
from lianshou.kernel.audit.queries import anchor_text, read_anchors
from lianshou.kernel.audit.queries.anchors import Anchored, AnchorTextError, anchored
from lianshou.kernel.audit.queries.lines import values_of
from lianshou.kernel.audit.queries.verifying import Finding, Verification, wrong_with
from lianshou.kernel.audit.rules.chain import digest_of
from lianshou.kernel.audit.rules.guarding import lifting
from lianshou.kernel.guard.models import fields

COUNT = 1000
WHOLE = ("id", "actor_id", "key_number")
TEXTS = (
    "at",
    "actor_name",
    "post",
    "verb",
    "subject_type",
    "subject_id",
    "union_path",
    "before",
    "after",
    "door",
    "address",
    "device",
    "outcome",
    "details",
    "previous",
    "digest",
    "seal",
)


@dataclass
class Actor:
    pk: int

    def __str__(self) -> str:
        return f"经办{self.pk}"


def fill(count: int) -> None:
    """A book like a real one: many actors, records, doors and moments, some columns empty."""
    random, at = Random(20260), datetime(2026, 3, 1, tzinfo=UTC)
    unions = [UnionFactory() for _turn in range(5)]
    for turn in range(count):
        at += timedelta(seconds=random.randrange(4000), microseconds=random.choice([0, 0, 120, 500_000]))
        actor, union = Actor(random.randrange(1, 9)), random.choice(unions)
        where = Origin("web", f"10.0.{turn % 7}.{turn % 250}", f"{turn:06x}") if turn % 5 else Origin()
        with coming_from(where):
            grant(actor=actor.pk, post=f"officer@{union.path}")
            said = {"fields": ["address", "名称"], "turn": turn} if turn % 3 else {}
            by = actor if turn % 11 else None
            record(actor=by, verb="union.edited", subject=union, at=at, union_path=union.path, **said)


@pytest.fixture(scope="module")
def _filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        from zeal import zeal_ignore

        from lianshou.core.ambient import beyond_scope

        with zeal_ignore(), beyond_scope("the suite"):
            fill(COUNT)
        for statement in lifting(connection.vendor):
            sql(statement)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def book(_filled: None, db: None) -> None:
    """A book of a thousand entries whose triggers have been dropped."""


def sql(statement: str, params: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is forgotten."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def found(**options: Any) -> list[Finding]:
    """Everything that is wrong but the triggers, which these tests have dropped."""
    return [one for one in Verification(**options).findings() if one.wrong is not Wrong.UNGUARDED]


def said(**options: Any) -> list[tuple[Wrong, int, int]]:
    return [(one.wrong, one.number, one.until) for one in found(**options)]


def stored(number: int, column: str) -> Any:
    """A column as it lies in the database; texts of SQLite as bytes."""
    name = connection.ops.quote_name(column)
    chosen = f"CAST({name} AS BLOB)" if connection.vendor == "sqlite" and column not in WHOLE else name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {chosen} FROM audit_entry WHERE id = %s", [number])
        return cursor.fetchone()[0]


def flipped(value: Any, random: Random) -> Any:
    """``value`` with one bit of one byte changed."""
    if isinstance(value, int):
        return value ^ (1 << random.randrange(31))
    place = random.randrange(len(value))
    return value[:place] + bytes([value[place] ^ (1 << random.randrange(8))]) + value[place + 1 :]


def other_letter(text: str, random: Random) -> str:
    place = random.randrange(len(text))
    return text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]


def tamper(number: int, column: str, random: Random) -> bool:
    """Change one byte of one column behind the book's back; whether there was one to change."""
    value, name = stored(number, column), connection.ops.quote_name(column)
    if value in (None, b"", ""):
        return False
    put = "%s"
    if column in WHOLE:
        value = flipped(value, random)
        if column == "id" and Entry.objects.filter(pk=value).exists():
            return False
    elif connection.vendor == "sqlite":
        value, put = flipped(value, random), "CAST(%s AS TEXT)"
    elif column == "at":
        value += timedelta(microseconds=random.choice([1, -1, 1000, 3_600_000_000]))
    else:
        value = other_letter(value, random)
    sql(f"UPDATE audit_entry SET {name} = {put} WHERE id = %s", [value, number])
    return True


def test_untouched_book_is_intact(book: None) -> None:
    verification = Verification()
    assert [one.wrong for one in verification.findings()] == [Wrong.UNGUARDED]
    assert (verification.read, verification.head) == (COUNT, COUNT)


def test_one_byte_changed_in_any_of_a_thousand_rows_is_named(book: None) -> None:
    random, tried, wrong = Random(7), dict.fromkeys((*WHOLE, *TEXTS), 0), {}
    columns = list(tried)
    for number in range(1, COUNT + 1):
        with undone():
            column = columns[number % len(columns)]
            while not tamper(number, column, random):
                column = random.choice(columns)
            tried[column] += 1
            if {(one.number, one.until) for one in found()} != {(number, number)}:
                wrong[number, column] = found()
    assert wrong == {}
    assert min(tried.values()) > 10, tried


@pytest.mark.parametrize("column", [*WHOLE, *TEXTS])
def test_changed_column_is_said_to_be_altered(book: None, column: str) -> None:
    random, number = Random(3), 502
    with undone():
        while not tamper(number, column, random):
            pass
        kinds = {
            "id": [(Wrong.MISSING, 502, 502), (Wrong.MOVED, 502, 502)],
            "seal": [(Wrong.FORGED, 502, 502)],
        }
        assert sorted(said()) == kinds.get(column, [(Wrong.ALTERED, 502, 502)])


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite keeps the text as it was written")
@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("at", lambda text: text.replace(" ", "T")),
        ("at", lambda text: text + "+00:00"),
        ("at", lambda text: text.encode()),
        ("details", lambda text: text.replace(",", ", ")),
        ("details", lambda text: text.replace("名", "\\u540d")),
        ("id", lambda _text: "five"),
        ("actor_id", lambda _text: b"1"),
    ],
)
def test_other_writing_of_the_same_value_is_found(book: None, column: str, other: Any) -> None:
    with undone():
        value = stored(5, column)
        text = value.decode() if isinstance(value, bytes) else value
        sql(f"UPDATE audit_entry SET {column} = %s WHERE id = 5", [other(text)])
        assert {one.number for one in found()} == {5}


@pytest.mark.parametrize("first", [1, 2, 500, 997])
@pytest.mark.parametrize("count", [1, 3])
def test_missing_entries_are_named(book: None, first: int, count: int) -> None:
    last = first + count - 1
    with undone():
        sql("DELETE FROM audit_entry WHERE id BETWEEN %s AND %s", [first, last])
        assert said() == [(Wrong.MISSING, first, last)]


def swap(one: int, other: int) -> None:
    for before, after in ((one, -1), (other, one), (-1, other)):
        sql("UPDATE audit_entry SET id = %s WHERE id = %s", [after, before])


@pytest.mark.parametrize(("one", "other"), [(7, 8), (1, 2), (1, 1000), (999, 1000), (40, 730)])
def test_exchanged_entries_are_named(book: None, one: int, other: int) -> None:
    with undone():
        swap(one, other)
        assert [(f.wrong, f.number, f.other) for f in found()] == [
            (Wrong.MOVED, other, str(one)),
            (Wrong.MOVED, one, str(other)),
        ]


def test_entries_moved_up_over_a_gap_are_named(book: None) -> None:
    with undone():
        sql("DELETE FROM audit_entry WHERE id BETWEEN 980 AND 984")
        for number in range(985, COUNT + 1):
            sql("UPDATE audit_entry SET id = %s WHERE id = %s", [number - 5, number])
        assert said() == [(Wrong.MOVED, number, number) for number in range(985, COUNT + 1)]


def forge(number: int, **changes: Any) -> None:
    """Change an entry and give it the digest it ought to have: what somebody with the database alone can do."""
    entry = Entry.objects.get(pk=number)
    for name, value in changes.items():
        setattr(entry, name, value)
    entry.digest = digest_of(previous=entry.previous, values=values_of(entry))
    entry.save()


def test_altered_entry_with_a_new_digest_lacks_the_seal(book: None) -> None:
    with undone():
        forge(600, actor_name="别人")
        assert said() == [(Wrong.FORGED, 600, 600)]


def test_rest_of_the_book_written_anew_lacks_the_seals(book: None) -> None:
    with undone():
        previous = Entry.objects.get(pk=995).digest
        for number in range(996, COUNT + 1):
            forge(number, actor_name="别人", previous=previous)
            previous = Entry.objects.get(pk=number).digest
        assert said() == [(Wrong.FORGED, number, number) for number in range(996, COUNT + 1)]


def test_entry_put_in_is_named(book: None) -> None:
    with undone():
        for number in range(COUNT, 989, -1):
            sql("UPDATE audit_entry SET id = %s WHERE id = %s", [number + 1, number])
        entry = Entry.objects.get(pk=989)
        put_in = Entry(**{field.attname: getattr(entry, field.attname) for field in Entry._meta.fields})
        put_in.pk, put_in.previous = 990, entry.digest
        put_in.digest = digest_of(previous=entry.digest, values=values_of(put_in))
        put_in.save(force_insert=True)
        moved = [(Wrong.MOVED, number, number) for number in range(990, COUNT + 1)]
        assert said() == [(Wrong.FORGED, 990, 990), *moved]


def test_entry_appended_from_outside_is_named(book: None) -> None:
    with undone():
        entry = Entry.objects.get(pk=COUNT)
        entry.previous, entry.pk = entry.digest, COUNT + 1
        entry.digest = digest_of(previous=entry.previous, values=values_of(entry))
        entry.save(force_insert=True)
        assert said() == [(Wrong.FORGED, COUNT + 1, COUNT + 1)]


def test_cut_tail_is_found_by_an_anchor_of_the_table(book: None) -> None:
    with undone():
        anchor_book(actor=None, now=datetime(2026, 12, 1, tzinfo=UTC))
        sql("DELETE FROM audit_entry WHERE id > 991")
        assert said() == [(Wrong.CUT, 992, COUNT)]


def test_cut_tail_with_its_anchors_is_found_by_a_file(book: None) -> None:
    with undone():
        kept = anchor_text(anchor_book(actor=None, now=datetime(2026, 12, 1, tzinfo=UTC)))
        sql("DELETE FROM audit_entry WHERE id > 400")
        sql("DELETE FROM audit_anchor WHERE number > 400")
        assert said() == []
        assert said(files=read_anchors([("a.json", kept)])) == [(Wrong.CUT, 401, COUNT)]


def test_book_that_is_not_the_anchored_one_is_found(book: None) -> None:
    kept = anchored(Anchor.objects.order_by("pk")[3])
    with undone():
        values = (*kept.values[:4], "f" * 64, *kept.values[5:])
        other = replace(kept, values=values, link=digest_of(previous=kept.previous, values=values))
        number = kept.number
        assert said(files=[other]) == [(Wrong.ANCHOR, number, number), (Wrong.REWRITTEN, number, number)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_anchor SET digest = '{digest}' WHERE id = 4",
        "UPDATE audit_anchor SET day = '2026-01-01' WHERE id = 4",
        "UPDATE audit_anchor SET count = count + 1 WHERE id = 4",
        "UPDATE audit_anchor SET seal = '{digest}' WHERE id = 4",
        "UPDATE audit_anchor SET key_number = 9 WHERE id = 4",
        "UPDATE audit_anchor SET link = '{digest}' WHERE id = 4",
    ],
)
def test_changed_anchor_is_found(book: None, statement: str) -> None:
    number = Anchor.objects.get(pk=4).number
    with undone():
        sql(statement.format(digest=hashlib.sha256(b"x").hexdigest()[:32]))
        assert (Wrong.ANCHOR, number, number) in said()


def test_missing_anchor_is_found(book: None) -> None:
    number = Anchor.objects.get(pk=5).number
    with undone():
        sql("DELETE FROM audit_anchor WHERE id = 4")
        assert (Wrong.ANCHOR, number, number) in said()


def test_anchor_text_is_read_as_it_was_written(book: None) -> None:
    anchor = Anchor.objects.order_by("pk")[2]
    assert read_anchors([("a.json", anchor_text(anchor))]) == [anchored(anchor)]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"format": "lianshou.anchor.1"}', '{"format": "else"}', "\x00"],
)
def test_file_that_is_no_anchor_is_refused_by_name(text: str) -> None:
    with pytest.raises(AnchorTextError, match=r"a\.json"):
        read_anchors([("a.json", text)])


def test_anchor_whose_numbers_are_words_is_refused(book: None) -> None:
    text = anchor_text(Anchor.objects.order_by("pk")[2]).replace('"count": ', '"count": "a" , "c": ')
    with pytest.raises(AnchorTextError, match="whole"):
        read_anchors([("a.json", text)])


def test_check_may_begin_at_a_number(book: None) -> None:
    with undone():
        forge(300, actor_name="别人")
        assert [said(since=number) for number in (1, 300, 301)] == [
            [(Wrong.FORGED, 300, 300)],
            [(Wrong.FORGED, 300, 300)],
            [(Wrong.LINK, 300, 300)],
        ]


def test_everything_at_once_is_told_apart(book: None) -> None:
    with undone():
        tamper(100, "verb", Random(1))
        sql("DELETE FROM audit_entry WHERE id = 200")
        swap(300, 301)
        forge(400, union_path="0009")
        assert said() == [
            (Wrong.ALTERED, 100, 100),
            (Wrong.MISSING, 200, 200),
            (Wrong.MOVED, 301, 301),
            (Wrong.MOVED, 300, 300),
            (Wrong.FORGED, 400, 400),
        ]


def test_progress_is_told_and_pieces_join(book: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lianshou.kernel.audit.queries.verifying._PIECE", 300)
    told: list[tuple[int, int]] = []
    assert said(progress=lambda done, total: told.append((done, total))) == []
    assert told == [(300, COUNT), (600, COUNT), (900, COUNT), (COUNT, COUNT)]


def test_single_entry_is_looked_at_by_itself(book: None) -> None:
    with undone():
        tamper(20, "verb", Random(1))
        assert [wrong_with(number) for number in (19, 20, 21, COUNT + 1)] == [
            None,
            Wrong.ALTERED,
            None,
            Wrong.MISSING,
        ]


@pytest.fixture
def _second_key(settings: Any) -> Iterator[None]:
    """The installation has taken key 2 into use and thrown key 1 away."""
    settings.LIANSHOU_KEYS = "2:" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="
    fields._ring.cache_clear()
    yield
    fields._ring.cache_clear()


@pytest.mark.usefixtures("_second_key")
def test_entries_under_a_key_that_is_gone_are_held_by_later_seals(book: None) -> None:
    assert said() == [(Wrong.FORGED, COUNT - said_free_tail() + 1, COUNT)]
    with undone():
        record(actor=None, verb="x.y", subject=UnionFactory(), at=datetime(2026, 12, 1, tzinfo=UTC))
        assert said() == []
        forge(500, actor_name="别人")
        assert said() == [(Wrong.LINK, 500, 500)]


def said_free_tail() -> int:
    """How many entries come after the last anchored one."""
    newest = Anchor.objects.order_by("-number").values_list("number", flat=True).first() or 0
    return COUNT - newest


def test_anchored_says_zero_for_a_number_that_is_none() -> None:
    assert Anchored((1, "2026-01-01", "x", "nine", "y", 1, 1), "p", "l", "s").number == 0
