from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.factories.access import person_with
from tests.factories.world import World

from lianshou.kernel.audit.actions import record
from lianshou.kernel.audit.models import Entry


@pytest.fixture
def book(client: Client, world: World, now: datetime) -> Client:
    """The audit administrator of the county, with three lines in the book: two of the county, one foreign."""
    for union, actor, verb in (
        (world.host, world.officer, "union.edited"),
        (world.guest, world.officer, "honour.recorded"),
        (world.foreign_host, world.foreign_officer, "union.edited"),
    ):
        record(actor=actor, verb=verb, subject=union, at=now, union_path=union.path, fields=["address"])
    client.force_login(world.audit_admin)
    return client


def verbs(answer: object) -> list[str]:
    return [row.record.verb for row in answer.context["table"].page.object_list]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["honour.recorded", "union.edited"]),
        ("verb=union.edited", ["union.edited"]),
        ("actor=王", ["honour.recorded", "union.edited"]),
        ("actor=赵外", []),
        ("since=2020-06-25", []),
        ("since=2020-06-24&until=2020-06-24", ["honour.recorded", "union.edited"]),
    ],
)
def test_book_shows_the_own_subtree_and_narrows(book: Client, asked: str, found: list[str]) -> None:
    assert verbs(book.get(f"/audit/?{asked}")) == found


def test_book_shows_no_case_content(book: Client, world: World) -> None:
    page = book.get("/audit/").content.decode().split("<main")[1]
    assert (world.host.name in page, "address" in page, "王启航" in page, "修改工会" in page) == (
        False,
        False,
        True,
        True,
    )


def test_book_asks_as_many_queries_for_three_lines_as_for_one(
    book: Client, world: World, now: datetime
) -> None:
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            book.get("/audit/")
        counts.append(len(queries))
        record(
            actor=world.officer, verb="union.edited", subject=world.host, at=now, union_path=world.host.path
        )
    assert counts[0] == counts[1]


def test_export_holds_the_lines_shown(book: Client) -> None:
    sheet = load_workbook(BytesIO(book.get("/audit/export.xlsx?verb=union.edited").content)).active
    assert sheet is not None
    assert [row[2] for row in sheet.iter_rows(min_row=2, max_row=2, values_only=True)] == ["修改工会"]
    assert "赵外" not in str(list(sheet.iter_rows(values_only=True)))


def test_intact_chain_is_said_to_be_intact(book: Client) -> None:
    assert "日志链完好" in book.get("/audit/check/").content.decode()


def test_changed_line_breaks_the_chain(book: Client) -> None:
    Entry.objects.filter(verb="honour.recorded").update(actor_name="别人")
    page = book.get("/audit/check/").content.decode()
    assert ("日志链已断" in page, "honour.recorded" in page) == (True, True)


def test_lines_outside_every_union_are_for_the_top(client: Client, world: World, now: datetime) -> None:
    record(actor=None, verb="account.created", subject=world.nobody, at=now)
    client.force_login(person_with("audit_admin", world.province))
    assert verbs(client.get("/audit/")) == ["account.created"]
    client.force_login(world.audit_admin)
    assert verbs(client.get("/audit/")) == []


@pytest.mark.parametrize("who", ["officer", "approver", "leader", "host_account", "system_admin", "nobody"])
@pytest.mark.parametrize("address", ["/audit/", "/audit/check/", "/audit/export.xlsx"])
def test_book_is_for_audit_administrators(client: Client, world: World, who: str, address: str) -> None:
    client.force_login(getattr(world, who))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("who", "places"),
    [
        ("officer", ["/", "/unions/", "/programmes/", "/agreements/", "/activities/", "/figures/"]),
        ("leader", ["/", "/unions/", "/programmes/", "/agreements/", "/activities/", "/figures/"]),
        ("host_account", ["/", "/unions/", "/agreements/", "/activities/"]),
        ("audit_admin", ["/", "/audit/"]),
        ("system_admin", ["/", "/accounts/", "/invitations/"]),
        ("nobody", ["/"]),
    ],
)
def test_menu_shows_what_the_posts_open(client: Client, world: World, who: str, places: list[str]) -> None:
    client.force_login(getattr(world, who))
    answer = client.get("/")
    assert [place.url for place in answer.context["menu"]] == places
    assert [client.get(place).status_code for place in places] == [200] * len(places)
