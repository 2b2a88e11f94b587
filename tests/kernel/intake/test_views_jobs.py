"""Pages of uploads that are work in the background, and of lists that fill the register."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.pairing import guest_book, guest_row
from tests.factories.review import climb_of
from tests.factories.world import World
from tests.kernel.intake.persons import identity, persons_csv

from lianshou.kernel.intake import views
from lianshou.kernel.intake.actions import accept_rows, open_import, read_workbook
from lianshou.kernel.intake.enums import Stage
from lianshou.kernel.intake.models import Import
from lianshou.kernel.people.models import Person

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "work"}
PERSONS = "/imports/register/persons/"


@pytest.fixture
def officer(client: Client, world: World) -> Client:
    client.force_login(world.officer)
    return client


def file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("人员.csv", content)


def text(response: Any) -> str:
    return str(response.content.decode())


def cells(response: Any) -> set[str]:
    """Everything that stands in the cells of a workbook."""
    book = load_workbook(BytesIO(response.content))
    return {str(cell.value) for sheet in book.worksheets for row in sheet for cell in row}


def opened(world: World, now: datetime, content: bytes) -> Import:
    return open_import(
        actor=world.officer,
        union=world.county,
        list_slug="persons",
        name="人员.csv",
        content=content,
        now=now,
    )


def waiting(world: World, now: datetime, content: bytes) -> Import:
    return read_workbook(
        actor=world.officer,
        union=world.county,
        list_slug="persons",
        name="人员.csv",
        content=content,
        now=now,
        enqueue=lambda _key: None,
    )


def test_a_small_list_of_persons_is_read_taken_over_and_taken_back_with_a_click_each(
    officer: Client, world: World
) -> None:
    answer = officer.post(PERSONS, {"unit": world.county.name, "file": file(persons_csv(3))})
    page = reverse("intake:detail", args=[Import.objects.get().pk])
    assert answer.headers["Location"] == page
    assert officer.get(page).context["batch"].good == 3
    assert officer.post(f"{page}take/").headers["Location"] == reverse("people:list")
    assert Person.objects.filter(union=world.county).count() == 3
    assert all(words in text(officer.get(page)) for words in ("撤回3行", "新建的记录将删去"))
    assert officer.post(f"{page}undo/").headers["Location"] == page
    assert Person.objects.filter(union=world.county).count() == 0
    officer.post(f"{page}discard/")
    assert Import.objects.count() == 0


def test_a_list_of_pairing_says_what_is_sent_for_approval_and_what_stays(
    officer: Client, world: World, now: datetime
) -> None:
    climb_of(world)
    batch = open_import(
        actor=world.officer,
        programme=world.programme,
        list_slug="guests",
        name="名单.xlsx",
        content=guest_book(guest_row("甲有限公司"), guest_row("乙有限公司")),
        now=now,
    )
    page = reverse("intake:detail", args=[batch.pk])
    assert "2份申报已送审，通过后进入名单。" in text(officer.post(f"{page}take/", follow=True))
    told = text(officer.get(page))
    assert ("2份申报已送审" in told, "工会和主席的资料仍留在名录里" in told) == (True, True)
    assert "新建的记录将删去" not in told


def test_a_large_list_is_work_for_the_worker(
    officer: Client, world: World, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(views.uploading, "SMALL_FILE", 10)
    monkeypatch.setattr(views.reviewing, "SMALL_COUNT", 1)
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(PERSONS, {"unit": world.county.name, "file": file(persons_csv(3))})
    batch = Import.objects.get()
    assert (batch.stage, batch.rows.count()) == (Stage.OPEN, 3)
    page = reverse("intake:detail", args=[batch.pk])
    for verb, count in (("take", 3), ("undo", 0)):
        with django_capture_on_commit_callbacks(execute=True):
            assert officer.post(f"{page}{verb}/").headers["Location"] == page
        assert Person.objects.filter(union=world.county).count() == count


def test_progress_is_shown_until_the_work_is_done(officer: Client, world: World, now: datetime) -> None:
    batch = opened(world, now, persons_csv(3))
    accept_rows(actor=world.officer, batch=batch, now=now, enqueue=lambda _key: None)
    Import.objects.update(beat_at=datetime.now(tz=now.tzinfo), done=2)
    page = reverse("intake:detail", args=[batch.pk])
    whole, part = text(officer.get(page)), text(officer.get(page, **HTMX))
    assert ("2 / 3 行" in whole, "2 / 3 行" in part, "<html" in part) == (True, True, False)
    assert f"{page}resume/" not in whole
    Import.objects.update(stage=Stage.OPEN)
    assert officer.get(page, **HTMX).headers["HX-Refresh"] == "true"


def test_silent_work_goes_on_with_a_click(
    officer: Client, world: World, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    batch = waiting(world, now, persons_csv(3))
    Import.objects.update(beat_at=now - timedelta(days=1), turn=1)
    page = reverse("intake:detail", args=[batch.pk])
    assert f"{page}resume/" in text(officer.get(page))
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(f"{page}resume/")
    assert (Import.objects.get().stage, batch.rows.count()) == (Stage.OPEN, 3)


def test_a_file_that_the_worker_could_not_read_says_why(
    officer: Client, world: World, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    batch = waiting(world, now, b"%PDF-1.4")
    page = reverse("intake:detail", args=[batch.pk])
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(f"{page}resume/")
    shown = text(officer.get(page))
    assert ("这个文件不是电子表格。" in shown, PERSONS in shown) == (True, True)


def test_rows_in_order_are_shown_and_written_out_masked_rows_to_correct_in_clear(
    officer: Client, world: World, now: datetime
) -> None:
    batch = opened(world, now, persons_csv(1, extra="某甲,12345,13912340009,\n"))
    page = reverse("intake:detail", args=[batch.pk])
    assert identity(0) not in text(officer.get(f"{page}?show=all"))
    good, bad = (cells(officer.get(f"{page}rows.xlsx?show={show}")) for show in ("good", "bad"))
    assert ("某0" in good, identity(0) in good) == (True, False)
    assert ("某甲" in bad, "12345" in bad) == (True, True)


def test_an_unknown_union_is_said_at_its_field(officer: Client, world: World) -> None:
    answer = officer.post(PERSONS, {"unit": world.foreign_county.name, "file": file(persons_csv(1))})
    assert (answer.status_code, list(answer.context["form"].errors), Import.objects.count()) == (
        422,
        ["unit"],
        0,
    )


def test_uploads_before_are_listed_beside_the_form(officer: Client, world: World, now: datetime) -> None:
    opened(world, now, persons_csv(1))
    assert "人员.csv" in text(officer.get(PERSONS))


def test_the_blank_workbook_has_every_column(officer: Client) -> None:
    written = cells(officer.get("/imports/register/persons.xlsx"))
    wanted = ("姓名", "身份证号", "开户银行", "银行卡号", "离会时间")
    assert [word for word in wanted if not any(word in cell for cell in written)] == []


def test_no_other_list_fills_the_register(officer: Client) -> None:
    assert officer.get("/imports/register/others/").status_code == 404
