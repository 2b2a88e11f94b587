from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from tests.factories.access import person_with
from tests.factories.world import World

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.queries.permissions import Others, addresses, let_in, verb_rows
from lianshou.kernel.access.rules import PERMISSIONS
from lianshou.kernel.access.rules.sentences import ROLES, SUBJECTS, VERBS


def test_every_verb_and_role_has_its_sentence() -> None:
    told = [verb for subject in SUBJECTS for verb in subject.verbs]
    assert (sorted(told), len(told)) == (sorted(PERMISSIONS), len(VERBS))
    assert list(ROLES) == list(Role)


def test_every_verb_of_a_door_is_in_the_table() -> None:
    words = {"public", "anyone", "concerned", None}
    assert {
        need for one in addresses() for need in (one.door.get, one.door.post)
    } - words <= PERMISSIONS.keys()


def test_three_administrators_are_granted_nothing_of_cases() -> None:
    own = {"account", "post", "duty", "permission", "audit"}
    apart = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
    granted = {verb for verb, roles in PERMISSIONS.items() if roles & set(apart)}
    # who looked how often is counted, and no record named; a calendar is the same for everybody;
    # where notices go out (a robot, an address) is the system's, what goes out names no case
    assert {verb for verb in granted if verb.partition(".")[0] not in own} == {
        "personal.watch",
        "calendar.keep",
        "channel.keep",
        "webhook.keep",
    }


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("unions:detail", Others.REFUSED),
        ("unions:list", Others.LEFT_OUT),
        ("figures:detail", Others.LEFT_OUT),
        ("rights:text", Others.SHARED),
        ("health", Others.PUBLIC),
    ],
)
def test_address_says_what_becomes_of_records_of_others(name: str, others: Others) -> None:
    assert next(one for one in addresses() if one.name == name).others == others


def test_roles_of_a_need() -> None:
    assert (let_in(None), let_in("audit.read"), let_in("anyone")) == ((), (Role.AUDIT_ADMIN,), tuple(Role))


@pytest.fixture
def reader(client: Client, world: World) -> Client:
    client.force_login(person_with(Role.SECURITY_ADMIN, world.county))
    return client


def shown(answer: Any) -> list[str]:
    return [
        getattr(row.record, "verb", "") or row.record.name for row in answer.context["table"].page.object_list
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=协议书&role=chair", ["pledge.view", "pledge.agree", "pledge.sign"]),
        ("q=AGREEMENT&role=approver", ["pledge.view"]),
        ("q=nothing-of-the-kind", []),
    ],
)
def test_permissions_are_searched(reader: Client, asked: str, found: list[str]) -> None:
    answer = reader.get(f"/permissions/?{asked}")
    assert (answer.status_code, (answer.context["table"].rows.data.data and shown(answer)) or []) == (
        200,
        found,
    )


def test_wrong_filter_narrows_nothing(reader: Client) -> None:
    answer = reader.get("/permissions/?role=emperor&subject=99")
    assert len(answer.context["table"].rows) == len(verb_rows())


def test_page_says_that_the_three_stand_apart(reader: Client) -> None:
    assert "三员分立" in reader.get("/permissions/").content.decode()
    reader.cookies["django_language"] = "en"
    assert "Three offices apart" in reader.get("/permissions/").content.decode()


def test_addresses_are_searched_by_name_path_and_verb(reader: Client) -> None:
    assert shown(reader.get("/permissions/addresses/?q=/audit/ export")) == ["access:export"]
    assert shown(reader.get("/permissions/addresses/?q=pledge.sign&role=chair")) == [
        *("api:sign_pledge", "pledges:judge", "pledges:sign"),
    ]


def test_permissions_are_written_out(reader: Client) -> None:
    answer = reader.get("/permissions/export.xlsx")
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["岗位", "事项", "地址"]
    header, *rows = book["事项"].iter_rows(values_only=True)
    column = header.index("审计管理员")
    assert [row[2] for row in rows if row[column] == "●"] == [
        verb for verb in VERBS if Role.AUDIT_ADMIN in PERMISSIONS[verb]
    ]


def test_account_that_nobody_has_is_said_to_be_none(reader: Client) -> None:
    page = reader.get("/who/?q=没有这人").content.decode()
    assert ("没有符合条件的账号。" in page, "请减少关键词，或清除条件。" in page, "<tbody>" in page) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize(
    "url", ["/permissions/", "/permissions/addresses/", "/permissions/export.xlsx", "/who/"]
)
def test_permissions_are_not_for_chairs(client: Client, world: World, url: str) -> None:
    client.force_login(world.host_chair.account)
    assert client.get(url).status_code == 403
