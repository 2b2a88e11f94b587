from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.access import person_with
from tests.factories.people import PersonFactory
from tests.factories.world import World

from lianshou.kernel.access.enums import Role
from lianshou.kernel.people.models import Person
from lianshou.kernel.privacy.enums import State
from lianshou.kernel.privacy.models import Reveal, UnmaskedExport

NUMBER = "11010519491231002X"


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world.officer)
    return client


@pytest.fixture
def person(world: World) -> Person:
    return PersonFactory(union=world.guest, name="单小军", phone="13911112222", id_number=NUMBER)


def logged_in(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_reason_is_asked_before_anything_is_shown(desk: Client, person: Person) -> None:
    address = f"/privacy/reveal/person/{person.pk}/phone/"
    page, part = desk.get(address), desk.get(address, headers={"HX-Request": "true"})
    assert ["13911112222" in one.content.decode() for one in (page, part)] == [False, False]
    assert ["<html" in one.content.decode() for one in (page, part)] == [True, False]
    nothing = desk.post(address, {"purpose": ""})
    assert (nothing.status_code, Reveal.objects.count()) == (422, 0)


def test_values_are_shown_for_a_while_and_then_no_more(desk: Client, person: Person) -> None:
    answer = desk.post(f"/privacy/reveal/person/{person.pk}/identity/", {"purpose": "check"})
    made = Reveal.objects.get()
    assert answer["Location"] == f"/privacy/shown/{made.pk}/"
    page = desk.get(answer["Location"])
    body = page.content.decode()
    assert (NUMBER in body, "13911112222" in body, 'http-equiv="refresh"' in body) == (True, False, True)
    assert "no-store" in page["Cache-Control"]
    Reveal.objects.filter(pk=made.pk).update(
        at=made.at - timedelta(minutes=5), until=made.at - timedelta(minutes=3)
    )
    over = desk.get(answer["Location"])
    assert (over.status_code, NUMBER in over.content.decode()) == (410, False)


def test_fragment_shows_the_values_where_the_button_was(desk: Client, person: Person) -> None:
    address = f"/privacy/reveal/person/{person.pk}/phone/"
    part = desk.post(address, {"purpose": "reach"}, headers={"HX-Request": "true"})
    body = part.content.decode()
    assert ("13911112222" in body, "<html" in body, "data-hide-after" in body) == (True, False, True)
    assert "no-store" in part["Cache-Control"]
    wrong = desk.post(address, {"purpose": "other"}, headers={"HX-Request": "true"})
    assert (wrong.status_code, "请用文字说明原因" in wrong.content.decode()) == (200, True)


def test_what_was_shown_to_one_is_not_there_for_another(desk: Client, world: World, person: Person) -> None:
    desk.post(f"/privacy/reveal/person/{person.pk}/phone/", {"purpose": "reach"})
    assert logged_in(world.approver).get(f"/privacy/shown/{Reveal.objects.get().pk}/").status_code == 404


def test_too_many_looks_are_refused_in_words(desk: Client, person: Person, settings: Any) -> None:
    settings.LIANSHOU_REVEALS_PER_HOUR = 1
    address = f"/privacy/reveal/person/{person.pk}/phone/"
    desk.post(address, {"purpose": "reach"})
    answer = desk.post(address, {"purpose": "reach"})
    assert (answer.status_code, "一小时内查看的记录过多" in answer.content.decode()) == (422, True)


def test_looks_are_counted_for_leader_and_security_administrator(
    desk: Client, world: World, person: Person
) -> None:
    desk.post(f"/privacy/reveal/person/{person.pk}/phone/", {"purpose": "reach"})
    guard = person_with(Role.SECURITY_ADMIN, world.county, name="安管")
    for account in (world.leader, guard):
        body = logged_in(account).get("/privacy/looks/").content.decode()
        assert ("王启航" in body, "单小军" in body, "13911112222" in body) == (True, False, False)
    assert desk.get("/privacy/looks/").status_code == 403


def ask(desk: Client, world: World, **more: Any) -> Any:
    data = {
        "union": world.county.pk,
        "fields_shown": ["phone", "id_number"],
        "purpose": "reach",
        "recipient": "盐城市总工会",
    }
    return desk.post("/privacy/exports/ask/persons/?q=sxj", {**data, **more})


def test_export_by_two_persons_from_the_request_to_the_workbook(
    desk: Client, world: World, person: Person
) -> None:
    page = desk.get("/privacy/exports/ask/persons/?q=sxj&left=no").content.decode()
    assert [word in page for word in ("sxj", "在册", "1行", world.county.name)] == [True] * 4
    answer = ask(desk, world)
    export = UnmaskedExport.objects.get()
    address = f"/privacy/exports/{export.pk}/"
    assert (answer["Location"], export.rows, export.query) == (address, 1, "q=sxj")
    assert f"{address}approve/" not in desk.get(address).content.decode()
    assert desk.post(f"{address}approve/").status_code == 403
    approver = logged_in(world.approver)
    assert f"{address}" in approver.get("/").content.decode()
    assert "王启航" in approver.get("/privacy/exports/waiting/").content.decode()
    seen = approver.get(address).content.decode()
    assert [word in seen for word in ("盐城市总工会", "联系本人", "身份证号", f"{address}approve/")] == [
        True
    ] * 4
    assert ("13911112222" in seen, NUMBER in seen) == (False, False)
    approver.post(f"{address}approve/", {"words": "同意"})
    assert approver.post(f"{address}fetch/").status_code == 403
    got = desk.post(f"{address}fetch/")
    assert ("no-store" in got["Cache-Control"], "单小军" in got["Content-Disposition"]) == (True, False)
    sheet = openpyxl.load_workbook(io.BytesIO(got.content)).active
    assert sheet is not None
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert ("13911112222" in cells, NUMBER in cells) == (True, True)
    for _turn in range(2):
        desk.post(f"{address}fetch/")
    late = desk.post(f"{address}fetch/", follow=True)
    assert "取出次数已用完" in late.content.decode()
    assert "已批准" in approver.get("/privacy/exports/history/").content.decode()


def test_refusal_needs_words_and_keeps_those_typed(desk: Client, world: World, person: Person) -> None:
    ask(desk, world)
    export = UnmaskedExport.objects.get()
    leader, address = logged_in(world.leader), f"/privacy/exports/{export.pk}/"
    assert leader.post(f"{address}refuse/", {"words": " "}).status_code == 422
    leader.post(f"{address}refuse/", {"words": "名单过宽"})
    assert "名单过宽" in desk.get(address).content.decode()
    again = leader.post(f"{address}approve/")
    assert (again.status_code, "已审批或已撤回" in again.content.decode()) == (422, True)


def test_request_is_withdrawn(desk: Client, world: World, person: Person) -> None:
    ask(desk, world)
    export = UnmaskedExport.objects.get()
    desk.post(f"/privacy/exports/{export.pk}/withdraw/")
    export.refresh_from_db()
    assert export.state == State.WITHDRAWN
    again = desk.post(f"/privacy/exports/{export.pk}/withdraw/", follow=True)
    assert "已审批或已撤回" in again.content.decode()


def test_incomplete_request_comes_back_with_what_was_typed(
    desk: Client, world: World, person: Person
) -> None:
    answer = ask(desk, world, recipient="", purpose="other")
    body = answer.content.decode()
    assert (answer.status_code, [*answer.context["form"].errors], 'value="id_number"' in body) == (
        422,
        ["recipient"],
        True,
    )


def test_expired_list_is_said_to_be(desk: Client, world: World, person: Person) -> None:
    ask(desk, world)
    now = timezone.now()
    UnmaskedExport.objects.update(
        state=State.APPROVED, decided_by=world.approver, decided_at=now, expires_at=now - timedelta(hours=1)
    )
    export = UnmaskedExport.objects.get()
    body = desk.get(f"/privacy/exports/{export.pk}/").content.decode()
    assert ("取出时限已过" in body, "已过期" in body, "fetch/" in body) == (True, True, False)


@pytest.mark.parametrize("page", ["", "waiting/", "history/"])
def test_empty_lists_say_so(world: World, page: str) -> None:
    account = world.approver if page else world.officer
    body = logged_in(account).get(f"/privacy/exports/{page}").content.decode()
    assert "ls-empty-title" in body
