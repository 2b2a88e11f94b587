from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories.pairing import (
    GUEST_HEADINGS,
    HOST_HEADINGS,
    guest_book,
    guest_row,
    host,
    host_row,
    unit,
    workbook,
)
from tests.factories.world import World, make_world

from lianshou.core.refusals import Refused
from lianshou.formats.sheets.problems import Fault, SheetError
from lianshou.formats.sheets.writing import ColumnOut, SheetOut, write_book
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.intake import queries
from lianshou.kernel.intake.actions import (
    correct_row,
    discard_import,
    drop_failed,
    drop_row,
    open_import,
    replace_failed,
    restore_row,
    take_rows,
    withdraw_application,
)
from lianshou.kernel.intake.enums import Reason, RowState, State
from lianshou.kernel.intake.exports import rows_workbook
from lianshou.kernel.intake.models import Application, Import, ImportRow
from lianshou.kernel.intake.queries import layout_of
from lianshou.kernel.intake.rules import NotUnderstood
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.unions.models import Union

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def opened(world: World, content: bytes, now: datetime) -> Import:
    return open_import(
        actor=world.officer,
        programme=world.programme,
        list_slug="guests",
        name="名单.xlsx",
        content=content,
        now=now,
    )


def rows_of(batch: Import) -> list[ImportRow]:
    return list(batch.rows.order_by("pk"))


def states(batch: Import) -> list[str]:
    return [row.state for row in rows_of(batch)]


def test_open_import_keeps_every_row_with_its_state(world: World, now: datetime) -> None:
    batch = opened(
        world, guest_book(guest_row("甲有限公司"), guest_row("乙有限公司", founded_on="2020-02-31")), now
    )
    assert states(batch) == [RowState.GOOD, RowState.BAD]
    assert [row.cells["name"] for row in rows_of(batch)] == ["甲有限公司", "乙有限公司"]
    assert [problem["key"] for problem in rows_of(batch)[1].problems] == ["founded_on"]


def test_open_import_says_which_column_became_which_field(world: World, now: datetime) -> None:
    content = workbook(
        ["企业名称", "建会时间", "备忘"], [["甲有限公司", "2020-03-05", "x"], ["合计", "1", ""]]
    )
    batch = opened(world, content, now)
    assert [(one["letter"], one["heading"], one["key"]) for one in batch.columns["found"]] == [
        ("A", "企业名称", "name"),
        ("B", "建会时间", "founded_on"),
    ]
    assert [(one["sort"], one.get("heading"), one.get("text")) for one in batch.remarks] == [
        ("unknown", "备忘", None),
        ("skipped", None, "合计"),
    ]


def test_open_import_leaves_a_trace(world: World, now: datetime) -> None:
    opened(world, guest_book(guest_row()), now)
    entry = Entry.objects.get(verb="import.opened")
    assert (entry.actor_id, entry.details) == (world.officer.pk, {"rows": 1})


def test_open_import_refuses_what_is_no_workbook(world: World, now: datetime) -> None:
    with pytest.raises(SheetError) as caught:
        opened(world, b"%PDF-1.4 something", now)
    assert caught.value.fault is Fault.NOT_A_WORKBOOK
    assert Import.objects.count() == 0


def test_open_import_refuses_a_workbook_without_the_list(world: World, now: datetime) -> None:
    with pytest.raises(NotUnderstood):
        opened(world, workbook(["甲", "乙"], [["1", "2"]]), now)
    assert Import.objects.count() == 0


def test_open_import_refuses_a_programme_past_its_preparation(world: World, now: datetime) -> None:
    world.programme.state = ProgrammeState.APPROVED
    world.programme.save()
    with pytest.raises(Refused) as caught:
        opened(world, guest_book(guest_row()), now)
    assert caught.value.reason is Reason.WRONG_STATE


def test_open_import_refuses_a_chair(world: World, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        open_import(
            actor=world.host_account,
            programme=world.programme,
            list_slug="guests",
            name="x.xlsx",
            content=guest_book(guest_row()),
            now=now,
        )


def test_open_import_leaves_the_other_list_of_the_same_workbook_alone(world: World, now: datetime) -> None:
    both = BytesIO()
    sheets = [
        SheetOut(title="帮带方", columns=tuple(map(ColumnOut, HOST_HEADINGS)), rows=[host_row()]),
        SheetOut(title="被帮带方", columns=tuple(map(ColumnOut, GUEST_HEADINGS)), rows=[guest_row()]),
    ]
    write_book(both, sheets)
    batch = opened(world, both.getvalue(), now)
    assert [(row.sheet, row.cells["name"]) for row in rows_of(batch)] == [
        ("被帮带方", "阜宁新风机械有限公司")
    ]


def test_correct_row_makes_a_bad_row_good(world: World, now: datetime) -> None:
    batch = opened(world, guest_book(guest_row(founded_on="去年")), now)
    row = rows_of(batch)[0]
    texts = {key: str(cell) for key, cell in row.cells.items()} | {"founded_on": "2020年3月5日"}
    assert correct_row(actor=world.officer, row=row, cells=texts, now=now).state == RowState.GOOD


def test_correct_row_judges_the_other_rows_anew(world: World, now: datetime) -> None:
    batch = opened(world, guest_book(guest_row("甲有限公司"), guest_row("甲有限公司")), now)
    assert RowState.BAD in states(batch)
    second = rows_of(batch)[1]
    correct_row(actor=world.officer, row=second, cells={**second.cells, "name": "乙有限公司"}, now=now)
    assert states(batch) == [RowState.GOOD, RowState.GOOD]


def test_drop_row_settles_a_duplicate_and_restore_brings_it_back(world: World, now: datetime) -> None:
    batch = opened(world, guest_book(guest_row("甲有限公司"), guest_row("甲有限公司")), now)
    second = rows_of(batch)[1]
    drop_row(actor=world.officer, row=second, now=now)
    assert states(batch) == [RowState.GOOD, RowState.DROPPED]
    restore_row(actor=world.officer, row=second, now=now)
    assert RowState.BAD in states(batch)


def test_what_still_needs_a_correction_is_set_aside_at_once(world: World, now: datetime) -> None:
    batch = opened(world, guest_book(guest_row("甲有限公司"), guest_row("乙有限公司", founded_on="?")), now)
    take_rows(actor=world.officer, batch=batch, now=now)
    assert drop_failed(actor=world.officer, batch=batch, now=now) == 1
    assert states(batch) == [RowState.TAKEN, RowState.DROPPED]
    assert not queries.imports_waiting_for(actor=world.officer).filter(pk=batch.pk).exists()
    with pytest.raises(Refused) as caught:
        drop_failed(actor=world.officer, batch=batch, now=now)
    assert caught.value.reason is Reason.NOTHING_FAILED
    assert restore_row(actor=world.officer, row=rows_of(batch)[1], now=now).state == RowState.BAD


def test_a_telephone_of_four_digits_is_warned_of_at_its_cell(world: World, now: datetime) -> None:
    batch = opened(world, guest_book(guest_row("甲有限公司", phone="1381")), now)
    problem = rows_of(batch)[0].problems[0]
    told = (problem["key"], problem["code"], problem["warning"])
    assert (states(batch), told) == ([RowState.GOOD], ("phone", "phone_malformed", True))


def test_take_rows_takes_the_good_and_leaves_the_bad(world: World, now: datetime) -> None:
    batch = opened(world, guest_book(guest_row("甲有限公司"), guest_row("乙有限公司", founded_on="?")), now)
    done = take_rows(actor=world.officer, batch=batch, now=now)
    assert (done.taken, done.refused) == (1, 0)
    assert states(batch) == [RowState.TAKEN, RowState.BAD]
    assert [one.union.name for one in Application.objects.all()] == ["甲有限公司"]


def test_take_rows_sends_a_row_back_that_the_register_refuses(world: World, now: datetime) -> None:
    code = "81320923MC00000128"
    Union.objects.filter(pk=world.foreign_guest.pk).update(credit_code=code)
    headings = ["单位名称", "建会时间", "乡镇", "统一社会信用代码"]
    rows = [["甲有限公司", "2020-03-05", "阜城街道", code], ["乙有限公司", "2020-03-05", "阜城街道", ""]]
    batch = opened(world, workbook(headings, rows), now)
    done = take_rows(actor=world.officer, batch=batch, now=now)
    assert (done.taken, done.refused) == (1, 1)
    assert [problem["code"] for problem in rows_of(batch)[0].problems] == ["code_taken"]
    assert (states(batch), Union.objects.filter(name="甲有限公司").count()) == (
        [RowState.BAD, RowState.TAKEN],
        0,
    )


def test_take_rows_refuses_when_nothing_is_ready(world: World, now: datetime) -> None:
    batch = opened(world, guest_book(guest_row(founded_on="?")), now)
    with pytest.raises(Refused) as caught:
        take_rows(actor=world.officer, batch=batch, now=now)
    assert caught.value.reason is Reason.NOTHING_TO_TAKE


def test_correct_row_refuses_a_row_that_was_taken(world: World, now: datetime) -> None:
    batch = opened(world, guest_book(guest_row()), now)
    take_rows(actor=world.officer, batch=batch, now=now)
    with pytest.raises(Refused) as caught:
        correct_row(actor=world.officer, row=rows_of(batch)[0], cells={"name": "x"}, now=now)
    assert caught.value.reason is Reason.ROW_TAKEN


def test_replace_failed_takes_the_marked_workbook_back(world: World, now: datetime) -> None:
    batch = opened(world, guest_book(guest_row("甲有限公司"), guest_row("乙有限公司", founded_on="?")), now)
    bad = rows_of(batch)[1]
    bad.cells["founded_on"] = "2020-03-09"  # what the officer types into the marked cell
    content = rows_workbook([bad], layout_of(batch), language="zh")
    done = replace_failed(actor=world.officer, batch=batch, name="改正.xlsx", content=content, now=now)
    assert (done.replaced, done.added, done.known) == (1, 0, 0)
    assert states(batch) == [RowState.GOOD, RowState.GOOD]


def test_replace_failed_understands_the_whole_list_again(world: World, now: datetime) -> None:
    batch = opened(world, guest_book(guest_row("甲有限公司"), guest_row("乙有限公司", founded_on="?")), now)
    whole = guest_book(guest_row("甲有限公司"), guest_row("乙有限公司"), guest_row("丙有限公司"))
    done = replace_failed(actor=world.officer, batch=batch, name="名单2.xlsx", content=whole, now=now)
    assert (done.replaced, done.added, done.known) == (1, 1, 1)
    assert states(batch) == [RowState.GOOD] * 3


def test_replace_failed_never_loses_a_row_that_is_left_out(world: World, now: datetime) -> None:
    batch = opened(world, guest_book(guest_row("甲有限公司", founded_on="?")), now)
    replace_failed(
        actor=world.officer, batch=batch, name="x.xlsx", content=guest_book(guest_row("乙有限公司")), now=now
    )
    assert sorted((row.cells["name"], row.state) for row in rows_of(batch)) == [
        ("乙有限公司", RowState.GOOD),
        ("甲有限公司", RowState.BAD),
    ]


def test_discard_import_forgets_an_upload_without_consequences(world: World, now: datetime) -> None:
    batch = opened(world, guest_book(guest_row()), now)
    discard_import(actor=world.officer, batch=batch, now=now)
    assert (Import.objects.count(), Union.objects.filter(name="阜宁新风机械有限公司").count()) == (0, 0)


def test_discard_import_refuses_once_rows_were_taken(world: World, now: datetime) -> None:
    batch = opened(world, guest_book(guest_row()), now)
    take_rows(actor=world.officer, batch=batch, now=now)
    with pytest.raises(Refused) as caught:
        discard_import(actor=world.officer, batch=batch, now=now)
    assert caught.value.reason is Reason.SOME_TAKEN


def test_withdraw_application_refuses_one_that_is_placed(world: World, now: datetime) -> None:
    batch = opened(world, guest_book(guest_row()), now)
    take_rows(actor=world.officer, batch=batch, now=now)
    application = Application.objects.get()
    opening = host(world.programme, unit(world, "甲有限公司", 1))
    Placement.objects.create(programme=world.programme, application=application, opening=opening)
    with pytest.raises(Refused) as caught:
        withdraw_application(actor=world.officer, application=application, now=now)
    assert caught.value.reason is Reason.PLACED
    Placement.objects.all().delete()
    assert (
        withdraw_application(actor=world.officer, application=application, now=now).state == State.WITHDRAWN
    )
