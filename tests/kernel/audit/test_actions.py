from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.factories.access import person_with
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.core.ambient import Origin, coming_from
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import anchor_book, execute_check, record, start_check
from lianshou.kernel.audit.enums import CheckState, Outcome, Reason
from lianshou.kernel.audit.models import Anchor, Check, Entry, taken_changes
from lianshou.kernel.audit.queries import broken_lines, history_of
from lianshou.kernel.audit.rules.chain import ORIGIN
from lianshou.kernel.unions.models import Union

pytestmark = pytest.mark.django_db


def write(count: int, now: datetime) -> list[Entry]:
    union = UnionFactory()
    return [record(actor=None, verb=f"thing.done{i}", subject=union, at=now, place=i) for i in range(count)]


def test_record_numbers_and_chains_each_line_to_the_one_before(now: datetime) -> None:
    lines = write(3, now)
    assert [line.pk for line in lines] == [1, 2, 3]
    assert [line.previous for line in lines] == [ORIGIN, *(line.digest for line in lines[:-1])]
    assert broken_lines() == []


def test_a_number_is_not_lost_with_what_was_rolled_back(now: datetime) -> None:
    write(1, now)
    with transaction.atomic():
        write(1, now)
        transaction.set_rollback(True)
    assert [line.pk for line in write(2, now)] == [2, 3]


def test_entry_says_whence_and_by_which_post(world: World, now: datetime) -> None:
    with coming_from(Origin(door="web", address="10.0.0.7", device="3f9a")):
        require(world.officer, "union.edit", on=world.host)
        entry = record(
            actor=world.officer, verb="union.edited", subject=world.host, at=now, fields=["name"], ä="ß"
        )
    entry.refresh_from_db()
    assert (entry.door, entry.address, entry.device) == ("web", "10.0.0.7", "3f9a")
    assert (entry.post, entry.outcome) == (f"officer@{world.county.path}", Outcome.DONE)
    assert (entry.details_text, entry.details) == (
        '{"fields":["name"],"ä":"ß"}',
        {"fields": ["name"], "ä": "ß"},
    )


def test_post_of_somebody_else_is_not_taken(world: World, now: datetime) -> None:
    require(world.officer, "union.edit", on=world.host)
    assert record(actor=world.approver, verb="union.edited", subject=world.host, at=now).post == ""
    with coming_from(Origin(door="job")):
        assert record(actor=world.officer, verb="union.edited", subject=world.host, at=now).post == ""


def test_marks_tell_whether_the_record_is_the_same(now: datetime) -> None:
    union = UnionFactory(name="甲工会")
    first = record(actor=None, verb="union.added", subject=union, at=now)
    same = record(actor=None, verb="union.edited", subject=union, at=now)
    Union.objects.filter(pk=union.pk).update(name="乙工会")  # the object in hand is stale: the row counts
    other = record(actor=None, verb="union.edited", subject=union, at=now)
    assert (first.before, len(first.after)) == ("", 32)
    assert (same.before, same.after, other.before) == (first.after, first.after, first.after)
    assert other.after not in ("", first.after)


def test_marks_of_equal_rows_differ(now: datetime) -> None:
    marks = {record(actor=None, verb="x.y", subject=UnionFactory(), at=now).after for _turn in range(2)}
    assert len(marks) == 2


def test_subject_without_a_row_has_no_mark(now: datetime) -> None:
    many = record(actor=None, verb="places.entered", subject=Union(), at=now)
    gone = UnionFactory()
    key = gone.pk
    gone.delete()
    gone.pk = key
    assert (many.subject_id, many.after, record(actor=None, verb="x.y", subject=gone, at=now).after) == (
        "",
        "",
        "",
    )


def test_history_gives_the_lines_of_one_record_newest_first(now: datetime) -> None:
    lines = write(2, now)
    write(1, now)
    union = Union.objects.get(pk=lines[0].subject_id)
    assert [line.pk for line in history_of(union)] == [lines[1].pk, lines[0].pk]


def test_first_entry_of_a_day_anchors_the_one_before(now: datetime) -> None:
    write(3, now)
    write(2, now + timedelta(days=1))
    write(1, now + timedelta(days=2))
    kept = list(Anchor.objects.values_list("day", "number", "count"))
    assert kept == [((now + timedelta(days=1)).date(), 3, 3), ((now + timedelta(days=2)).date(), 5, 2)]
    heads = dict(Entry.objects.values_list("pk", "digest"))
    assert list(Anchor.objects.values_list("digest", flat=True)) == [heads[3], heads[5]]
    assert broken_lines() == []


def test_earlier_moments_anchor_nothing_and_a_day_is_anchored_once(now: datetime) -> None:
    counts = []
    for at in (now, now - timedelta(days=900), now, now - timedelta(days=900), now):
        write(1, at)
        counts.append(Anchor.objects.count())
    assert counts == [0, 0, 1, 1, 1]


def test_anchor_is_made_once_for_a_head(now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        anchor_book(actor=None, now=now)
    assert refused.value.reason is Reason.EMPTY_BOOK
    write(2, now)
    first = anchor_book(actor=None, now=now)
    assert anchor_book(actor=None, now=now + timedelta(hours=1)) == first
    write(1, now)
    assert anchor_book(actor=None, now=now).previous == first.link


def run_check(actor: object, now: datetime) -> Check:
    check = start_check(actor=actor, now=now, enqueue=lambda _pk: None)
    execute_check(check_id=check.pk, clock=lambda: now)
    check.refresh_from_db()
    return check


def test_check_finds_an_intact_book_intact_and_leaves_its_entry(world: World, now: datetime) -> None:
    write(3, now)
    check = run_check(world.audit_admin, now)
    assert (check.state, check.done, check.wrong, check.findings) == (CheckState.DONE, 3, 0, [])
    entry = Entry.objects.get(verb="book.checked")
    assert (entry.actor_id, entry.actor_name, entry.details) == (
        world.audit_admin.pk,
        "陈审",
        {"entries": 3, "wrong": 0},
    )


def test_two_checks_do_not_run_at_once_unless_one_fell_silent(world: World, now: datetime) -> None:
    first = start_check(actor=world.audit_admin, now=now, enqueue=lambda _pk: None)
    with pytest.raises(Refused) as refused:
        start_check(actor=world.audit_admin, now=now + timedelta(minutes=1), enqueue=lambda _pk: None)
    assert refused.value.reason is Reason.CHECK_UNDER_WAY
    start_check(actor=world.audit_admin, now=now + timedelta(minutes=3), enqueue=lambda _pk: None)
    first.refresh_from_db()
    assert first.state == CheckState.FAILED


def test_check_that_is_done_is_not_done_again(world: World, now: datetime) -> None:
    check = run_check(world.audit_admin, now)
    execute_check(check_id=check.pk, clock=lambda: now)
    assert Entry.objects.filter(verb="book.checked").count() == 1


def test_check_that_breaks_is_said_to_be_broken_off(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(1, now)
    monkeypatch.delattr("lianshou.kernel.audit.queries.verifying._digest")
    check = run_check(world.audit_admin, now)
    assert (check.state, Entry.objects.get(verb="book.checked").outcome) == (CheckState.FAILED, "failed")


def test_writing_asks_few_questions(world: World, now: datetime) -> None:
    write(1, now)
    person = person_with("officer", world.county)
    taken_changes()
    with CaptureQueriesContext(connection) as queries:
        record(actor=person, verb="union.edited", subject=world.host, at=now)
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) == (5 if connection.vendor == "postgresql" else 4)
