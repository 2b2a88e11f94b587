"""Uploads as jobs: claimed, taken up again, broken off, taken back, forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from tests.factories.pairing import guest_book, guest_row, workbook
from tests.factories.people import PersonFactory
from tests.factories.review import climb_of
from tests.factories.world import World
from tests.kernel.intake.persons import identity, persons_csv

from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import Post
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.intake.actions import (
    accept_rows,
    correct_row,
    discard_import,
    execute_import,
    forget_cells,
    open_import,
    read_workbook,
    replace_failed,
    replace_workbook,
    take_rows,
    take_up_silent,
    undo_import,
    undo_rows,
)
from lianshou.kernel.intake.actions.holding import Hold, Superseded, claimed
from lianshou.kernel.intake.enums import Reason, RowState, Stage
from lianshou.kernel.intake.models import Application, Import, ImportPart, ImportRow, RowTrace
from lianshou.kernel.intake.queries import sent_for_approval
from lianshou.kernel.intake.rules import FORGET_AFTER, LEASE
from lianshou.kernel.people.actions import add_relative, edit_person
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.people.rules import search_key
from lianshou.kernel.review.models import Ascent

pytestmark = pytest.mark.django_db

QUEUE: list[int] = []


@pytest.fixture(autouse=True)
def _empty_queue() -> None:
    QUEUE.clear()


def persons(world: World, content: bytes, now: datetime) -> Import:
    """A list of persons, read at once."""
    return open_import(
        actor=world.officer,
        union=world.county,
        list_slug="persons",
        name="人员.csv",
        content=content,
        now=now,
    )


def waiting(world: World, content: bytes, now: datetime) -> Import:
    """A list of persons that waits to be read."""
    return read_workbook(
        actor=world.officer,
        union=world.county,
        list_slug="persons",
        name="人员.csv",
        content=content,
        now=now,
        enqueue=QUEUE.append,
    )


def entered(world: World) -> Any:
    return Person.objects.filter(union=world.county)


def states(batch: Import) -> list[str]:
    return list(batch.rows.order_by("pk").values_list("state", flat=True))


def said(batch: Import) -> list[str]:
    return [problem["message"]["zh"] for row in batch.rows.order_by("pk") for problem in row.problems]


# --- reading


def test_a_large_file_waits_sealed_for_a_worker(
    world: World, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        batch = waiting(world, persons_csv(2), now)
    assert (QUEUE, batch.stage, batch.rows.count()) == ([batch.pk], Stage.READING, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM intake_importpart")
        assert bytes(cursor.fetchone()[0])[:3] == b"\x01\x00\x01"


def test_a_worker_reads_what_waits_and_keeps_no_file(world: World, now: datetime) -> None:
    batch = waiting(world, persons_csv(3), now)
    done = execute_import(import_id=batch.pk, clock=lambda: now)
    assert done is not None
    assert (done.stage, done.done, done.total, states(done)) == (Stage.OPEN, 3, 3, [RowState.GOOD] * 3)
    assert ImportPart.objects.count() == 0
    assert Entry.objects.filter(verb="import.opened", actor_id=world.officer.pk).count() == 1
    assert execute_import(import_id=batch.pk, clock=lambda: now) is None


def test_a_file_in_parts_is_put_together_again(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianshou.kernel.intake.actions.reading._PART", 50)
    batch = waiting(world, persons_csv(5), now)
    assert ImportPart.objects.count() == 5
    execute_import(import_id=batch.pk, clock=lambda: now)
    assert [row.cells["name"] for row in batch.rows.order_by("pk")] == [f"某{n}" for n in range(5)]


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4", workbook(["甲", "乙"], [["1", "2"]])], ids=["pdf", "other list"]
)
def test_a_file_that_is_not_understood_leaves_a_sentence_and_nothing_else(
    world: World, now: datetime, content: bytes
) -> None:
    batch = execute_import(import_id=waiting(world, content, now).pk, clock=lambda: now)
    assert batch is not None
    assert (batch.stage, ImportPart.objects.count(), ImportRow.objects.count()) == (Stage.FAILED, 0, 0)
    assert batch.failure[0]["message"]["zh"] != ""
    discard_import(actor=world.officer, batch=batch, now=now)
    assert Import.objects.count() == 0


def test_reading_goes_on_where_another_worker_stopped(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianshou.kernel.intake.actions.reading.ROWS_IN_A_STEP", 2)
    batch = waiting(world, persons_csv(5), now)
    execute_import(import_id=batch.pk, clock=lambda: now)
    last = batch.rows.order_by("pk")[2:]
    ImportRow.objects.filter(pk__in=[row.pk for row in last]).delete()
    again = waiting(world, persons_csv(5), now)
    kept = [row.pk for row in batch.rows.order_by("pk")]
    ImportRow.objects.filter(pk__in=kept).update(batch=again)
    execute_import(import_id=again.pk, clock=lambda: now)
    rows = list(again.rows.order_by("pk"))
    assert [row.pk for row in rows][:2] == kept
    assert [row.cells["name"] for row in rows] == [f"某{n}" for n in range(5)]


# --- leases


def test_a_job_is_claimed_once_and_again_when_silent(world: World, now: datetime) -> None:
    batch = waiting(world, persons_csv(1), now)
    first = claimed(batch.pk, now)
    assert first is not None
    assert claimed(batch.pk, now + LEASE) is None
    second = claimed(batch.pk, now + LEASE + timedelta(seconds=1))
    assert second is not None
    assert (first.turn, second.turn) == (1, 2)
    with pytest.raises(Superseded), Hold(first, lambda: now).step():
        pass
    with Hold(second, lambda: now).step() as (held, _now):
        assert held.pk == batch.pk


def test_silent_jobs_go_back_into_the_queue(world: World, now: datetime) -> None:
    batch = waiting(world, persons_csv(1), now)
    soon, later = now + LEASE, now + LEASE + timedelta(seconds=1)
    assert take_up_silent(now=soon, enqueue=QUEUE.append) == []
    assert take_up_silent(now=later, enqueue=QUEUE.append) == QUEUE == [batch.pk]
    execute_import(import_id=batch.pk, clock=lambda: now)
    assert take_up_silent(now=later, enqueue=QUEUE.append) == []


def test_while_a_job_is_under_way_nothing_else_is_done_with_it(world: World, now: datetime) -> None:
    batch = persons(world, persons_csv(2), now)
    row = batch.rows.order_by("pk")[0]
    accept_rows(actor=world.officer, batch=batch, now=now, enqueue=QUEUE.append)
    acts: list[Any] = [
        lambda: take_rows(actor=world.officer, batch=batch, now=now),
        lambda: undo_rows(actor=world.officer, batch=batch, now=now),
        lambda: discard_import(actor=world.officer, batch=batch, now=now),
        lambda: correct_row(actor=world.officer, row=row, cells={"name": "甲"}, now=now),
        lambda: replace_failed(
            actor=world.officer, batch=batch, name="x.csv", content=persons_csv(1), now=now
        ),
    ]
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.reason is Reason.BUSY


def test_a_job_whose_asker_lost_the_post_stops_and_says_so(world: World, now: datetime) -> None:
    batch = persons(world, persons_csv(2), now)
    accept_rows(actor=world.officer, batch=batch, now=now, enqueue=QUEUE.append)
    Post.objects.filter(user=world.officer).delete()
    done = execute_import(import_id=batch.pk, clock=lambda: now)
    assert done is not None
    assert (done.stage, entered(world).count()) == (Stage.OPEN, 0)
    assert done.failure[0]["message"]["zh"] == "提出办理的人已没有这项权限。"


def test_what_breaks_leaves_a_sentence_and_no_job_hanging(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = persons(world, persons_csv(2), now)
    accept_rows(actor=world.officer, batch=batch, now=now, enqueue=QUEUE.append)
    monkeypatch.delattr("lianshou.kernel.people.actions.bulk._entered")
    done = execute_import(import_id=batch.pk, clock=lambda: now)
    assert done is not None
    assert (done.stage, done.failure[0]["message"]["en"]) == (
        Stage.OPEN,
        "The work broke off; the log says why.",
    )
    assert states(done) == [RowState.GOOD] * 2


# --- taking over and back


def test_persons_are_taken_over_with_offices_histories_and_one_line_in_the_book(
    world: World, now: datetime
) -> None:
    batch = persons(world, persons_csv(3), now)
    assert take_rows(actor=world.officer, batch=batch, now=now).taken == 3
    assert sorted(entered(world).values_list("name", flat=True)) == ["某0", "某1", "某2"]
    person = entered(world).get(name="某1")
    assert (person.phone, person.id_number, person.search) == ("13912340002", identity(1), search_key("某1"))
    assert person.id_index in Person._meta.get_field("id_index").candidates(identity(1))
    line = Entry.objects.get(verb="persons.entered")
    assert (line.details["added"], line.details["known"], len(line.details["digest"])) == (3, 0, 64)
    assert {row.entry for row in Person.history.filter(id=person.pk)} == {line.pk}
    assert Office.objects.filter(person__union=world.county, position="committee").count() == 1
    assert RowTrace.objects.count() == 4


def test_a_list_of_persons_is_checked_by_parts(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianshou.kernel.intake.actions.reading.ROWS_IN_A_STEP", 2)
    PersonFactory(union=world.foreign_host, id_number=identity(8))
    extra = f"某甲,{identity(0)},,\n某乙,{identity(8)},,\n某丙,123,,\n"
    batch = execute_import(import_id=waiting(world, persons_csv(3, extra=extra), now).pk, clock=lambda: now)
    assert batch is not None
    assert states(batch) == [RowState.GOOD] * 3 + [RowState.BAD] * 3
    assert said(batch)[:2] == ["与第2行是同一个身份证号。", "这个身份证号已在您的范围以外登记。"]


def test_somebody_entered_meanwhile_is_refused_row_by_row(world: World, now: datetime) -> None:
    batch = persons(world, persons_csv(3), now)
    PersonFactory(union=world.foreign_host, id_number=identity(1))
    done = take_rows(actor=world.officer, batch=batch, now=now)
    assert (done.taken, done.refused, states(batch)) == (2, 1, ["taken", "bad", "taken"])


def test_a_person_on_record_takes_the_facts_and_gives_them_back(world: World, now: datetime) -> None:
    person = PersonFactory(union=world.county, name="某0", id_number=identity(0), phone="13811112222")
    batch = persons(world, persons_csv(1), now)
    take_rows(actor=world.officer, batch=batch, now=now)
    person.refresh_from_db()
    assert person.phone == "13912340000"
    done = undo_rows(actor=world.officer, batch=batch, now=now)
    person.refresh_from_db()
    assert (person.phone, done.done, done.total) == ("13811112222", 1, 1)


def test_what_an_upload_made_is_struck_again_with_its_history(world: World, now: datetime) -> None:
    batch = persons(world, persons_csv(3), now)
    take_rows(actor=world.officer, batch=batch, now=now)
    keys = list(entered(world).values_list("pk", flat=True))
    done = undo_rows(actor=world.officer, batch=batch, now=now)
    assert (done.done, done.total, states(batch)) == (3, 3, [RowState.GOOD] * 3)
    assert entered(world).count() == 0
    assert (Person.history.filter(id__in=keys).count(), RowTrace.objects.count()) == (0, 0)
    assert Entry.objects.filter(verb="persons.struck").count() == 1
    assert take_rows(actor=world.officer, batch=batch, now=now).taken == 3


def test_a_row_on_which_something_depends_stays_and_says_why(world: World, now: datetime) -> None:
    batch = persons(world, persons_csv(4), now)
    take_rows(actor=world.officer, batch=batch, now=now)
    _none, relative, changed, _other = entered(world).order_by("name")
    add_relative(actor=world.officer, person=relative, relation="child", name="某小", now=now)
    edit_person(actor=world.officer, person=changed, phone="13700000000", now=now)
    done = undo_rows(actor=world.officer, batch=batch, now=now)
    assert (done.done, done.total, states(batch)) == (2, 4, ["good", "taken", "taken", "good"])
    assert said(batch) == ["已登记这个人的家庭成员。", "导入以后又改过这个人的信息。"]
    assert sorted(entered(world).values_list("name", flat=True)) == ["某1", "某2"]


def test_an_upload_is_taken_back_in_the_background(
    world: World, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    batch = persons(world, persons_csv(2), now)
    take_rows(actor=world.officer, batch=batch, now=now)
    with django_capture_on_commit_callbacks(execute=True):
        undo_import(actor=world.officer, batch=batch, now=now, enqueue=QUEUE.append)
    assert [batch.pk] == QUEUE
    done = execute_import(import_id=batch.pk, clock=lambda: now)
    assert done is not None
    assert (done.stage, done.done, entered(world).count()) == (Stage.OPEN, 2, 0)


def test_a_list_of_pairing_is_taken_back_and_the_unions_stay(world: World, now: datetime) -> None:
    batch = open_import(
        actor=world.officer,
        programme=world.programme,
        list_slug="guests",
        name="名单.xlsx",
        content=guest_book(guest_row("甲有限公司"), guest_row("乙有限公司")),
        now=now,
    )
    take_rows(actor=world.officer, batch=batch, now=now)
    done = undo_rows(actor=world.officer, batch=batch, now=now)
    assert (done.done, done.total) == (2, 2)
    assert set(Application.objects.filter(programme=world.programme).values_list("state", flat=True)) == {
        "withdrawn"
    }


def test_a_list_of_pairing_in_review_is_sent_and_withdrawn_again(world: World, now: datetime) -> None:
    climb_of(world)
    batch = open_import(
        actor=world.officer,
        programme=world.programme,
        list_slug="guests",
        name="名单.xlsx",
        content=guest_book(guest_row("甲有限公司"), guest_row("乙有限公司")),
        now=now,
    )
    take_rows(actor=world.officer, batch=batch, now=now)
    asked = Application.objects.filter(programme=world.programme)
    assert (sent_for_approval(batch), {one.state for one in asked}) == (2, {"in_review"})
    done = undo_rows(actor=world.officer, batch=batch, now=now)
    assert (done.done, done.total, said(batch)) == (2, 2, [])
    assert (sent_for_approval(batch), {one.state for one in asked.all()}) == (0, {"withdrawn"})
    assert Ascent.objects.filter(state="climbing").count() == 0


def test_nothing_taken_is_nothing_to_take_back(world: World, now: datetime) -> None:
    batch = persons(world, persons_csv(1), now)
    with pytest.raises(Refused) as refused:
        undo_rows(actor=world.officer, batch=batch, now=now)
    assert refused.value.reason is Reason.NOTHING_TAKEN


def test_only_officers_of_the_union_take_persons_in(world: World, now: datetime) -> None:
    batch = persons(world, persons_csv(1), now)
    for actor in (world.foreign_officer, world.approver, world.host_account):
        with pytest.raises(PermissionDenied):
            take_rows(actor=actor, batch=batch, now=now)


# --- what is kept of it


def test_no_cell_stands_in_clear(world: World, now: datetime) -> None:
    batch = persons(world, persons_csv(1, extra="某甲,123456,1391,\n制表人：某某 13912345678,,,\n"), now)
    batch.refresh_from_db()
    assert [remark["text"] for remark in batch.remarks] == ["制表人：某某13912345678"]
    for table in ("intake_import", "intake_importrow"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            plain = "".join(
                bytes(cell).decode("utf-8", "replace") if isinstance(cell, bytes | memoryview) else str(cell)
                for row in cursor.fetchall()
                for cell in row
            )
        assert [word for word in ("13912340000", identity(0), "123456", "13912345678") if word in plain] == []


def test_cells_are_erased_when_an_upload_is_done_with_for_a_while(world: World, now: datetime) -> None:
    batch = persons(world, persons_csv(2), now)
    take_rows(actor=world.officer, batch=batch, now=now)
    assert forget_cells(actor=None, now=now + FORGET_AFTER) == 0
    later = now + FORGET_AFTER + timedelta(days=1)
    assert (forget_cells(actor=None, now=later), forget_cells(actor=None, now=later)) == (1, 0)
    batch.refresh_from_db()
    assert ([row.cells for row in batch.rows.all()], batch.remarks) == ([{}, {}], [])
    with pytest.raises(Refused) as refused:
        correct_row(actor=world.officer, row=batch.rows.all()[0], cells={"name": "甲"}, now=later)
    assert refused.value.reason is Reason.FORGOTTEN
    assert undo_rows(actor=world.officer, batch=batch, now=later).done == 2
    assert (entered(world).count(), states(batch)) == (0, [RowState.DROPPED] * 2)


def replaced(world: World, batch: Import, content: bytes, now: datetime) -> Import:
    """A corrected file that waits to be read over its upload."""
    return replace_workbook(
        actor=world.officer, batch=batch, name="改好.csv", content=content, now=now, enqueue=QUEUE.append
    )


def test_a_corrected_file_is_read_in_the_background(
    world: World, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    batch = persons(world, persons_csv(2), now)
    with django_capture_on_commit_callbacks(execute=True):
        replaced(world, batch, persons_csv(2, first=2), now)
    batch.refresh_from_db()
    assert (batch.stage, QUEUE, batch.parts.count()) == (Stage.CHANGING, [batch.pk], 1)
    done = execute_import(import_id=batch.pk, clock=lambda: now)
    assert done is not None
    assert (done.stage, done.parts.count()) == (Stage.OPEN, 0)
    assert execute_import(import_id=batch.pk, clock=lambda: now) is None
    assert Entry.objects.filter(verb="import.replaced").count() == 1


def test_a_corrected_file_that_cannot_be_read_leaves_the_upload_as_it_was(
    world: World, now: datetime
) -> None:
    batch = persons(world, persons_csv(1), now)
    before = list(batch.rows.values_list("pk", "state"))
    replaced(world, batch, b"nothing of a list", now)
    done = execute_import(import_id=batch.pk, clock=lambda: now)
    assert done is not None
    assert (done.stage, bool(done.failure), list(done.rows.values_list("pk", "state")), done.parts.count()) == (
        Stage.OPEN, True, before, 0,
    )  # fmt: skip


def test_an_upload_that_is_being_corrected_is_busy(world: World, now: datetime) -> None:
    batch = persons(world, persons_csv(1), now)
    replaced(world, batch, persons_csv(2, first=2), now)
    with pytest.raises(Refused) as caught:
        replaced(world, batch, persons_csv(1, first=3), now)
    assert caught.value.reason is Reason.BUSY
