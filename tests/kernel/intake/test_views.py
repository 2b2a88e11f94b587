from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.pairing import guest_book, guest_row, workbook
from tests.factories.world import World, make_world

from lianshou.kernel.intake.actions import open_import
from lianshou.kernel.intake.enums import RowState
from lianshou.kernel.intake.models import Application, Import, ImportRow
from lianshou.kernel.programmes.enums import State as ProgrammeState

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}
BAD = guest_row("乙有限公司", founded_on="2020-02-31")


@pytest.fixture
def world() -> World:
    return make_world()


def enter(client: Client, account: Any) -> Client:
    client.force_login(account)
    return client


def file(content: bytes, name: str = "名单.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def opened(world: World, now: datetime, *rows: list[object]) -> Import:
    return open_import(
        actor=world.officer,
        programme=world.programme,
        list_slug="guests",
        name="名单.xlsx",
        content=guest_book(*rows),
        now=now,
    )


def text(response: Any) -> str:
    return str(response.content.decode())


def new(world: World) -> str:
    return reverse("intake:new", args=[world.programme.pk, "guests"])


def test_an_upload_leads_to_its_review(client: Client, world: World) -> None:
    response = enter(client, world.officer).post(new(world), {"file": file(guest_book(guest_row()))})
    assert response.headers["Location"] == reverse("intake:detail", args=[Import.objects.get().pk])


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4", b"", workbook(["甲", "乙"], [["1", "2"]])], ids=["pdf", "empty", "other list"]
)
def test_an_upload_that_is_not_understood_is_said_at_the_field(
    client: Client, world: World, content: bytes
) -> None:
    response = enter(client, world.officer).post(new(world), {"file": file(content)})
    assert (response.status_code, list(response.context["form"].errors), Import.objects.count()) == (
        422,
        ["file"],
        0,
    )


def test_an_upload_after_the_preparation_is_said_at_the_field(client: Client, world: World) -> None:
    world.programme.state = ProgrammeState.APPROVED
    world.programme.save()
    response = enter(client, world.officer).post(new(world), {"file": file(guest_book(guest_row()))})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["file"])


def test_the_review_shows_the_bad_rows_first(client: Client, world: World, now: datetime) -> None:
    batch = opened(world, now, guest_row("甲有限公司"), BAD)
    response = enter(client, world.officer).get(reverse("intake:detail", args=[batch.pk]))
    assert [row.record.cells["name"] for row in response.context["table"].rows] == ["乙有限公司"]
    assert "2020-02-31" in text(response)


@pytest.mark.parametrize(
    ("show", "names"), [("all", ["甲有限公司", "乙有限公司"]), ("good", ["甲有限公司"]), ("taken", [])]
)
def test_the_review_filters_by_state(
    client: Client, world: World, now: datetime, show: str, names: list[str]
) -> None:
    batch = opened(world, now, guest_row("甲有限公司"), BAD)
    response = enter(client, world.officer).get(reverse("intake:detail", args=[batch.pk]), {"show": show})
    assert [row.record.cells["name"] for row in response.context["table"].rows] == names


def test_the_review_says_what_is_known_and_what_would_change(
    client: Client, world: World, now: datetime
) -> None:
    batch = opened(world, now, guest_row("中成紧固技术公司", chair="任青禾", phone="13812340002"))
    response = enter(client, world.officer).get(reverse("intake:detail", args=[batch.pk]), {"show": "all"})
    known = response.context["table"].known[ImportRow.objects.get().pk]
    assert (known.title, known.url) == (
        "中成紧固技术公司工会",
        reverse("unions:detail", args=[world.guest.pk]),
    )
    assert [change[0].en for change in known.changes] == [
        "Founded on",
        "Longitude",
        "Latitude",
        "Industry code",
    ]


def test_the_review_needs_the_same_queries_for_one_row_and_three(
    client: Client, world: World, now: datetime
) -> None:
    one = opened(world, now, guest_row("甲有限公司"))
    three = opened(world, now, *(guest_row(f"{name}有限公司") for name in "乙丙丁"))
    enter(client, world.officer).get(reverse("intake:detail", args=[one.pk]))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("intake:detail", args=[one.pk]))
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("intake:detail", args=[three.pk]))
    assert len(many) == len(few)


def test_a_row_is_corrected_in_the_page(client: Client, world: World, now: datetime) -> None:
    batch = opened(world, now, BAD)
    row = ImportRow.objects.get()
    edit = reverse("intake:edit", args=[row.pk])
    form = enter(client, world.officer).get(edit).context["form"]
    assert list(form.errors) == ["founded_on"]
    response = client.post(edit, {**form.data, "founded_on": "2020-02-28"})
    row.refresh_from_db()
    assert (row.state, response.headers["Location"]) == (
        RowState.GOOD,
        reverse("intake:detail", args=[batch.pk]),
    )


def test_a_row_still_wrong_keeps_what_was_typed(client: Client, world: World, now: datetime) -> None:
    opened(world, now, BAD)
    edit = reverse("intake:edit", args=[ImportRow.objects.get().pk])
    data = enter(client, world.officer).get(edit).context["form"].data
    response = client.post(edit, {**data, "founded_on": "明年春天"})
    assert (response.status_code, response.context["form"]["founded_on"].value()) == (200, "明年春天")


def test_save_and_next_goes_to_the_next_bad_row(client: Client, world: World, now: datetime) -> None:
    opened(world, now, BAD, guest_row("丙有限公司", founded_on="?"))
    first, second = ImportRow.objects.order_by("pk")
    edit = reverse("intake:edit", args=[first.pk])
    data = enter(client, world.officer).get(edit).context["form"].data
    response = client.post(edit, {**data, "founded_on": "2020-02-28", "next": ""})
    assert response.headers["Location"] == reverse("intake:edit", args=[second.pk])


def test_with_htmx_a_row_is_a_fragment_and_success_leads_back(
    client: Client, world: World, now: datetime
) -> None:
    batch = opened(world, now, BAD)
    row = ImportRow.objects.get()
    edit = reverse("intake:edit", args=[row.pk])
    fragment = enter(client, world.officer).get(edit, **HTMX)
    assert ("<html" in text(fragment), "<form" in text(fragment)) == (False, True)
    response = client.post(edit, {**row.cells, "founded_on": "2020-02-28"}, **HTMX)
    assert (response.status_code, response.headers["HX-Redirect"]) == (
        204,
        reverse("intake:detail", args=[batch.pk]),
    )


def test_taking_over_leads_home_when_all_is_done(client: Client, world: World, now: datetime) -> None:
    batch = opened(world, now, guest_row("甲有限公司"))
    response = enter(client, world.officer).post(reverse("intake:take", args=[batch.pk]))
    assert response.headers["Location"] == reverse("pairing:desk", args=[world.programme.pk])
    assert Application.objects.count() == 1


def test_taking_over_stays_while_rows_are_bad(client: Client, world: World, now: datetime) -> None:
    batch = opened(world, now, guest_row("甲有限公司"), guest_row("丙有限公司"), BAD)
    response = enter(client, world.officer).post(reverse("intake:take", args=[batch.pk]))
    assert response.headers["Location"] == reverse("intake:detail", args=[batch.pk])
    assert Application.objects.count() == 2


def test_the_bad_rows_come_marked_and_go_back_corrected(client: Client, world: World, now: datetime) -> None:
    batch = opened(world, now, guest_row("甲有限公司"), BAD)
    enter(client, world.officer)
    marked = client.get(reverse("intake:export", args=[batch.pk]), {"show": "bad"}).content
    book = load_workbook(BytesIO(marked))
    sheet = book["被帮带方"]
    assert (sheet["C2"].value, sheet["C2"].comment is not None) == ("2020-02-31", True)
    sheet["C2"].value = "2020-02-28"
    target = BytesIO()
    book.save(target)
    client.post(reverse("intake:replace", args=[batch.pk]), {"file": file(target.getvalue(), "改正.xlsx")})
    assert list(batch.rows.order_by("pk").values_list("state", flat=True)) == [RowState.GOOD, RowState.GOOD]


def test_a_replacement_that_is_not_understood_is_said_at_the_field(
    client: Client, world: World, now: datetime
) -> None:
    batch = opened(world, now, BAD)
    response = enter(client, world.officer).post(
        reverse("intake:replace", args=[batch.pk]), {"file": file(b"%PDF-1.4")}
    )
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["file"])


def test_rows_are_set_aside_and_fetched_back(client: Client, world: World, now: datetime) -> None:
    opened(world, now, BAD)
    row = ImportRow.objects.get()
    enter(client, world.officer)
    client.post(reverse("intake:drop", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == RowState.DROPPED
    client.post(reverse("intake:restore", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == RowState.BAD


def test_an_upload_is_discarded(client: Client, world: World, now: datetime) -> None:
    batch = opened(world, now, BAD)
    enter(client, world.officer).post(reverse("intake:discard", args=[batch.pk]))
    assert Import.objects.count() == 0


def test_the_blank_workbook_holds_the_columns(client: Client, world: World) -> None:
    response = enter(client, world.officer).get(
        reverse("intake:template", args=[world.programme.pk, "hosts"])
    )
    sheet = load_workbook(BytesIO(response.content)).worksheets[0]
    assert [sheet["B1"].value, sheet["C1"].value] == ["*单位名称", "*荣誉级别"]


def test_the_sample_is_understood(client: Client, world: World) -> None:
    enter(client, world.officer)
    sample = client.get(reverse("intake:sample", args=[world.programme.pk, "guests"])).content
    client.post(new(world), {"file": file(sample)})
    assert set(ImportRow.objects.values_list("state", flat=True)) == {RowState.GOOD}


def test_there_is_no_list_of_another_name(client: Client, world: World) -> None:
    enter(client, world.officer)
    assert client.get(reverse("intake:new", args=[world.programme.pk, "others"])).status_code == 404


def test_a_foreign_officer_finds_nothing(client: Client, world: World, now: datetime) -> None:
    batch = opened(world, now, BAD)
    row = ImportRow.objects.get()
    enter(client, world.foreign_officer)
    gets = [
        new(world),
        reverse("intake:template", args=[world.programme.pk, "guests"]),
        reverse("intake:sample", args=[world.programme.pk, "guests"]),
        reverse("intake:detail", args=[batch.pk]),
        reverse("intake:export", args=[batch.pk]),
        reverse("intake:edit", args=[row.pk]),
    ]
    posts = [
        *(
            reverse(f"intake:{name}", args=[batch.pk])
            for name in ("take", "replace", "undo", "discard", "resume")
        ),
        *(reverse(f"intake:{name}", args=[row.pk]) for name in ("edit", "drop", "restore")),
    ]
    assert [client.get(one).status_code for one in gets] == [404] * len(gets)
    assert [client.post(one).status_code for one in posts] == [404] * len(posts)


@pytest.mark.parametrize("who", ["approver", "host_account", "audit_admin"])
def test_only_officers_take_lists_in(client: Client, world: World, now: datetime, who: str) -> None:
    batch = opened(world, now, BAD)
    enter(client, getattr(world, who))
    assert client.get(new(world)).status_code == 403
    assert client.get(reverse("intake:detail", args=[batch.pk])).status_code == 403
