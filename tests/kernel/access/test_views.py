from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.factories.access import person_with
from tests.factories.world import World

from lianshou.core.ambient import Origin, coming_from
from lianshou.kernel.audit.actions import record
from lianshou.kernel.audit.models import Anchor, Check, Entry, open_for_clearing
from lianshou.kernel.audit.queries import anchor_text


@pytest.fixture
def book(client: Client, world: World, now: datetime) -> Client:
    """The audit administrator of the county, with three lines in the book: two of the county, one foreign."""
    for union, actor, verb in (
        (world.host, world.officer, "union.edited"),
        (world.guest, world.officer, "honour.recorded"),
        (world.foreign_host, world.foreign_officer, "union.edited"),
    ):
        where = Origin("web", "10.0.0.7", "3f9a") if verb == "honour.recorded" else Origin()
        with coming_from(where):
            record(actor=actor, verb=verb, subject=union, at=now, union_path=union.path, fields=["members"])
    client.force_login(world.audit_admin)
    return client


def verbs(answer: object) -> list[str]:
    return [entry.verb for entry in answer.context["page"].entries]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["honour.recorded", "union.edited"]),
        ("verb=union.edited", ["union.edited"]),
        ("q=王", ["honour.recorded", "union.edited"]),
        ("q=赵外", []),
        ("q=2", ["honour.recorded"]),
        ("q=3", []),
        ("subject=unions.union", ["honour.recorded", "union.edited"]),
        ("subject=unions.honour", []),
        ("subject=unions.union&number=0", []),
        ("union=中成", ["honour.recorded"]),
        ("union=阜宁县", ["honour.recorded", "union.edited"]),
        ("union=射阳", []),
        ("union=nowhere", []),
        ("door=web", ["honour.recorded"]),
        ("address=10.0.", ["honour.recorded"]),
        ("address=10.1.", []),
        ("outcome=refused", []),
        ("order=old", ["union.edited", "honour.recorded"]),
        ("since=2020-06-25", []),
        ("since=2020-06-24&until=2020-06-24", ["honour.recorded", "union.edited"]),
    ],
)
def test_book_shows_the_own_subtree_and_narrows(book: Client, asked: str, found: list[str]) -> None:
    assert verbs(book.get(f"/audit/?{asked}")) == found


def test_book_shows_no_case_content(book: Client, world: World) -> None:
    page = book.get("/audit/").content.decode().split("<main")[1]
    assert (world.host.name in page, "members" in page, "王启航" in page, "修改工会" in page) == (
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
    assert [row[4] for row in sheet.iter_rows(min_row=2, max_row=2, values_only=True)] == ["修改工会"]
    assert "赵外" not in str(list(sheet.iter_rows(values_only=True)))


def pages_of(client: Client, address: str) -> list[list[int]]:
    """The numbers on each page, by the links that lead to the next one."""
    found = []
    while address:
        page = client.get(address).context["page"]
        found.append([entry.pk for entry in page.entries])
        address = f"{address.partition('?')[0]}?order={'old' if 'old' in address else ''}&beyond={page.after}"
        address = address if page.after else ""
    return found


@pytest.mark.parametrize("order", ["", "old"])
def test_book_turns_its_pages_by_number(
    book: Client, world: World, now: datetime, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lianshou.kernel.access.queries.book._PER_PAGE", 2)
    for _turn in range(3):
        record(actor=None, verb="union.edited", subject=world.host, at=now, union_path=world.county.path)
    pages = pages_of(book, f"/audit/?order={order}")
    assert pages == ([[1, 2], [4, 5], [6]] if order else [[6, 5], [4, 2], [1]])
    back = book.get(f"/audit/?order={order}&ahead={pages[2][0]}").context["page"]
    assert [entry.pk for entry in back.entries] == pages[1]
    assert (back.before, back.after) == (pages[1][0], pages[1][1])


@pytest.mark.parametrize(
    "junk", ["beyond=x", "ahead=-1", "beyond=" + "9" * 30, "q=" + "9" * 30, "since=soon"]
)
def test_book_bears_junk_in_the_address(book: Client, junk: str) -> None:
    assert book.get(f"/audit/?{junk}").status_code == 200


def test_entry_page_explains_the_chain_and_shows_no_content(book: Client, world: World) -> None:
    page = book.get("/audit/2/").content.decode().split("<main")[1]
    entry = Entry.objects.get(pk=2)
    assert [word in page for word in (entry.digest, entry.previous, entry.seal, "10.0.0.7", "王启航")] == [
        True
    ] * 5
    assert [word in page for word in ("members", world.guest.name)] == [False, False]
    assert ('href="/audit/1/"' in page, 'href="/audit/3/"' in page) == (True, False)


def test_entry_of_another_county_is_not_found(book: Client) -> None:
    assert book.get("/audit/3/").status_code == 404


def test_altered_entry_is_said_to_be_altered(book: Client) -> None:
    with open_for_clearing():
        Entry.objects.filter(pk=2).update(actor_name="别人")
    assert "此条记录已不是写入时的样子" in book.get("/audit/2/").content.decode()


def checked(client: Client, capture: Any) -> str:
    with capture(execute=True):
        assert client.post("/audit/check/start/").status_code == 302
    return str(client.get("/audit/check/").content.decode())


def test_intact_chain_is_said_to_be_intact(book: Client, django_capture_on_commit_callbacks: Any) -> None:
    assert "还没有在工作台上核对过" in book.get("/audit/check/").content.decode()
    assert "日志链完好" in checked(book, django_capture_on_commit_callbacks)


def test_changed_line_breaks_the_chain(book: Client, django_capture_on_commit_callbacks: Any) -> None:
    with open_for_clearing():
        Entry.objects.filter(verb="honour.recorded").update(actor_name="别人")
    page = checked(book, django_capture_on_commit_callbacks)
    assert ("日志链已断" in page, "第 2 条" in page, "已被改动" in page) == (True, True, True)


def test_check_under_way_shows_its_progress_and_lets_no_other_begin(book: Client, now: datetime) -> None:
    assert book.post("/audit/check/start/").status_code == 302
    Check.objects.update(done=5, total=20)
    fragment = book.get("/audit/check/", headers={"HX-Request": "true"}).content.decode()
    assert ('value="5"' in fragment, "<html" in fragment) == (True, False)
    assert book.post("/audit/check/start/").status_code == 409
    Check.objects.update(asked_at=now)
    page = book.get("/audit/check/").content.decode()
    assert ("/audit/check/start/" in page, book.post("/audit/check/start/").status_code) == (True, 302)


def test_anchor_is_made_and_downloaded(book: Client) -> None:
    assert book.post("/audit/anchors/add/").status_code == 302
    assert "/audit/anchors/1.json" in book.get("/audit/anchors/").content.decode()
    answer = book.get("/audit/anchors/1.json")
    assert (answer["Content-Type"], answer.content.decode()) == (
        "application/json",
        anchor_text(Anchor.objects.get()),
    )


def test_empty_book_cannot_be_anchored(client: Client, world: World) -> None:
    client.force_login(world.audit_admin)
    assert client.post("/audit/anchors/add/").status_code == 409
    assert "日志还是空的" in client.get("/audit/").content.decode()


def test_lines_outside_every_union_are_for_the_top(client: Client, world: World, now: datetime) -> None:
    record(actor=None, verb="account.created", subject=world.nobody, at=now)
    client.force_login(person_with("audit_admin", world.province))
    assert verbs(client.get("/audit/")) == ["account.created"]
    client.force_login(world.audit_admin)
    assert verbs(client.get("/audit/")) == []


@pytest.mark.parametrize("who", ["officer", "approver", "leader", "host_account", "system_admin", "nobody"])
@pytest.mark.parametrize(
    "address",
    [
        "/audit/",
        "/audit/1/",
        "/audit/check/",
        "/audit/export.xlsx",
        "/audit/anchors/",
        "/audit/anchors/1.json",
    ],
)
def test_book_is_for_audit_administrators(client: Client, world: World, who: str, address: str) -> None:
    client.force_login(getattr(world, who))
    assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("who", "places"),
    [
        (
            "officer",
            [
                "/",
                "/unions/",
                "/people/",
                "/programmes/",
                "/aid/households/",
                "/applications/",
                "/review/approvals/",
                "/activities/",
                "/funds/",
                "/works/",
                "/inspections/",
                "/figures/",
                "/agreements/",
                "/bulletins/",
                "/bulletins/received/",
                "/review/mine/",
                "/review/rounds/",
                "/notices/",
                "/review/ladders/",
                "/programmes/settings/",
                "/rights/texts/",
            ],
        ),
        (
            "leader",
            [
                "/",
                "/unions/",
                "/people/",
                "/programmes/",
                "/aid/households/",
                "/applications/",
                "/review/approvals/",
                "/activities/",
                "/funds/",
                "/works/",
                "/inspections/",
                "/figures/",
                "/agreements/",
                "/bulletins/",
                "/bulletins/received/",
                "/review/rounds/",
                "/notices/",
                "/review/ladders/",
                "/programmes/settings/",
                "/rights/texts/",
                "/privacy/looks/",
            ],
        ),
        (
            "host_account",
            [
                "/",
                "/unions/",
                "/people/",
                "/aid/households/",
                "/applications/",
                "/review/approvals/",
                "/activities/",
                "/works/",
                "/inspections/",
                "/agreements/",
                "/bulletins/received/",
                "/rights/texts/",
            ],
        ),
        ("audit_admin", ["/", "/audit/"]),
        (
            "system_admin",
            ["/", "/accounts/", "/invitations/", "/programmes/calendars/", "/account/webhooks/"],
        ),
        ("nobody", ["/"]),
    ],
)
def test_menu_shows_what_the_posts_open(client: Client, world: World, who: str, places: list[str]) -> None:
    client.force_login(getattr(world, who))
    answer = client.get("/")
    assert [place.url for place in answer.context["menu"]] == places
    assert [client.get(place).status_code for place in places] == [200] * len(places)


def test_page_of_a_role_stands_in_the_menu_of_whoever_has_it(client: Client, world: World) -> None:
    client.force_login(person_with("helper", world.county))
    menu = client.get("/").context["menu"]
    assert [(place.url, str(place.label)) for place in menu if place.role] == [
        ("/aid/helping/mine/", "我的帮扶家庭")
    ]
    assert client.get("/aid/helping/mine/").status_code == 200


def test_book_turns_its_pages_in_one_place(book: Client, world: World, now: datetime) -> None:
    for _turn in range(60):
        record(actor=None, verb="union.edited", subject=world.host, at=now, union_path=world.county.path)
    page = book.get("/audit/").content.decode()
    assert (page.count('class="ls-pages"'), page.count('href="/audit/') >= 50) == (1, True)
    assert "共 62 条" in page


def test_actions_to_choose_from_stand_in_groups(book: Client) -> None:
    page = book.get("/audit/").content.decode()
    assert [f'<optgroup label="{title}">' in page for title in ("账号与岗位", "个人信息", "系统")] == [
        True
    ] * 3


def test_entry_of_a_look_tells_fields_and_reason_but_no_value(
    book: Client, world: World, now: datetime
) -> None:
    record(
        actor=world.officer, verb="personal.shown", subject=world.host_chair, at=now,
        union_path=world.host.path, fields=["phone"], reason="reach",
    )  # fmt: skip
    page = book.get(f"/audit/{Entry.objects.latest('pk').pk}/").content.decode()
    assert [word in page for word in ("联系电话", "联系本人", "工作台")] == [True, True, False]
    assert world.host_chair.phone not in page
