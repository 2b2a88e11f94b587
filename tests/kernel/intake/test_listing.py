"""The list of the lists that were taken in: narrowed, exported, in scope."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.pairing import guest_book, guest_row
from tests.factories.world import World

from lianshou.kernel.intake.actions import open_import
from lianshou.kernel.intake.models import Import

pytestmark = pytest.mark.django_db
URL, BOOK = "/imports/", "/imports/list.xlsx"


@pytest.fixture
def batch(world: World) -> Import:
    bad = guest_row("乙有限公司", founded_on="2020-02-31")
    return open_import(
        actor=world.officer,
        programme=world.programme,
        list_slug="guests",
        name="六月名单.xlsx",
        content=guest_book(guest_row("甲有限公司"), bad),
        now=datetime(2020, 6, 24, 5, 0, tzinfo=UTC),
    )


def rows(client: Client, query: str = "") -> list[str]:
    book = load_workbook(BytesIO(client.get(f"{BOOK}{query}").content)).worksheets[0]
    found = [row for row in book.iter_rows(values_only=True) if row[0] == "六月名单.xlsx"]
    return [str(row[-3]) + str(row[-2]) + str(row[-1]) for row in found]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 1),
        ("?q=六月", 1),
        ("?q=阜宁", 1),
        ("?q=七月", 0),
        ("?list=guests", 1),
        ("?list=hosts", 0),
        ("?stage=open&left=1", 1),
        ("?stage=failed", 0),
        ("?since=2020-06-24&until=2020-06-24", 1),
        ("?since=2020-06-25", 0),
        ("?sort=-bad", 1),
    ],
)
def test_lists_taken_in_are_narrowed_alike_on_the_page_and_in_the_workbook(
    client: Client, world: World, batch: Import, query: str, found: int
) -> None:
    client.force_login(world.officer)
    page = client.get(f"{URL}{query}")
    assert [row.record for row in page.context["table"].rows] == [batch][:found]
    assert rows(client, query) == ["110"][:found]


def test_the_list_leads_to_an_upload_and_stops_at_the_border(
    client: Client, world: World, batch: Import
) -> None:
    client.force_login(world.officer)
    assert reverse("intake:detail", args=[batch.pk]) in client.get(URL).content.decode()
    client.force_login(world.foreign_officer)
    answer: Any = client.get(URL)
    assert ("还没有导入过名单" in answer.content.decode(), rows(client)) == (True, [])
    client.force_login(world.leader)
    assert [client.get(url).status_code for url in (URL, BOOK)] == [403, 403]
