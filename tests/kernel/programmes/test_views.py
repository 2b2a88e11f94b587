from __future__ import annotations

from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.factories.programmes import ProgrammeFactory
from tests.factories.world import World

from lianshou.kernel.programmes.models import Programme


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world.officer)
    return client


def titles(client: Client, address: str) -> list[str]:
    return [row.record.title for row in client.get(address).context["table"].page.object_list]


def test_list_shows_the_own_programmes_with_a_link_to_their_desk(desk: Client, world: World) -> None:
    assert titles(desk, "/programmes/") == [world.programme.title]
    assert f'href="/pairing/{world.programme.pk}/"' in desk.get("/programmes/").content.decode()


@pytest.mark.parametrize(
    ("asked", "years"),
    [
        ("", [2020, 2019, 2018]),
        ("year=2019", [2019]),
        ("state=closed", [2018]),
        ("kind=pairing", [2020, 2019, 2018]),
        ("sort=year", [2018, 2019, 2020]),
    ],
)
def test_list_narrows_and_sorts(desk: Client, world: World, asked: str, years: list[int]) -> None:
    ProgrammeFactory(union=world.county, year=2019, round=1)
    ProgrammeFactory(union=world.county, year=2018, round=1, state="closed")
    shown = desk.get(f"/programmes/?{asked}").context["table"].page.object_list
    assert [row.record.year for row in shown] == years


def test_list_asks_as_many_queries_for_three_rows_as_for_one(desk: Client, world: World) -> None:
    counts = []
    for year in (2018, 2017):
        with CaptureQueriesContext(connection) as queries:
            desk.get("/programmes/")
        counts.append(len(queries))
        ProgrammeFactory(union=world.county, year=year, round=1)
    with CaptureQueriesContext(connection) as queries:
        desk.get("/programmes/")
    assert {*counts, len(queries)} == {counts[0]}


def test_export_holds_the_filtered_rows(desk: Client, world: World) -> None:
    ProgrammeFactory(union=world.county, year=2019, round=1)
    sheet = load_workbook(BytesIO(desk.get("/programmes/export.xlsx?year=2019").content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert rows[0][:5] == ("2019年联手兴家", "联手兴家", "阜宁县总工会", 2019, 1)


def test_empty_list_says_what_to_do_next(desk: Client, world: World) -> None:
    Programme.objects.all().delete()
    page = desk.get("/programmes/").content.decode()
    assert ("还没有项目" in page, page.count('href="/programmes/new/"')) == (True, 2)


@time_machine.travel("2020-06-24", tick=False)
def test_new_is_filled_in_and_one_click_opens_the_desk(desk: Client, world: World) -> None:
    form = desk.get("/programmes/new/").context["form"]
    facts = {name: form[name].value() for name in form.fields}
    assert (facts["year"], facts["round"], facts["title"]) == (2020, 2, "2020年联手兴家（第2轮）")
    answer = desk.post("/programmes/new/", facts)
    made = Programme.objects.get(round=2)
    assert (answer.headers["Location"], made.union) == (f"/pairing/{made.pk}/", world.county)


def test_new_says_why_not_beside_the_field(desk: Client, world: World) -> None:
    facts = {"kind": "pairing", "union": world.county.pk, "title": "再来", "year": 2020, "round": 1}
    days = {"starts_on": "2020-01-01", "ends_on": "2020-12-31"}
    answer = desk.post("/programmes/new/", facts | days)
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, ["round"])
    assert "再来" in answer.content.decode()
    answer = desk.post(
        "/programmes/new/", facts | {"round": 2, "starts_on": "2020-12-31", "ends_on": "2020-01-01"}
    )
    assert [*answer.context["form"].errors] == ["ends_on"]


def test_new_cannot_be_run_by_a_foreign_union(desk: Client, world: World) -> None:
    facts = {"kind": "pairing", "union": world.foreign_county.pk, "title": "甲", "year": 2021, "round": 1}
    answer = desk.post("/programmes/new/", facts | {"starts_on": "2021-01-01", "ends_on": "2021-12-31"})
    assert [*answer.context["form"].errors] == ["union"]


@pytest.mark.parametrize(
    ("who", "listing", "new"),
    [
        ("leader", 200, 403),
        ("approver", 200, 403),
        ("host_account", 403, 403),
        ("audit_admin", 403, 403),
        ("nobody", 403, 403),
    ],
)
def test_who_opens_what(client: Client, world: World, who: str, listing: int, new: int) -> None:
    client.force_login(getattr(world, who))
    found = (client.get("/programmes/").status_code, client.get("/programmes/new/").status_code)
    assert found == (listing, new)


def test_changes_of_a_programme_are_told(client: Client, world: World) -> None:
    world.programme.title = "2020年新名"
    world.programme.save()
    client.force_login(world.officer)
    page = client.get(f"/programmes/{world.programme.pk}/changes/").content.decode()
    assert ("2020年联手兴家" in page, "2020年新名" in page) == (True, True)
    assert client.get(f"/programmes/{world.foreign_programme.pk}/changes/").status_code == 404
