from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests.factories.inspections import NOON, TODAY, Desk, make_desk
from tests.factories.pairing import workbook
from tests.factories.world import World

from lianshou.kernel.inspections import actions, queries
from lianshou.kernel.inspections.models import Checklist, Finding, Plan, Visit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(world: World) -> Desk:
    return make_desk(world)


def logged_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"inspections:{name}", args=args)


def test_inspection_goes_through_the_pages_to_its_visits(desk: Desk) -> None:
    client, world = logged_in(desk.officer), desk.world
    typed = {
        "union": world.city.pk, "title": "下半年督查", "basis": "文件",
        "starts_on": "2020-06-20", "ends_on": "2020-06-30",
    }  # fmt: skip
    assert client.post(url("new_plan"), typed | {"basis": ""}).status_code == 422
    client.post(url("new_plan"), typed)
    plan = Plan.objects.get()
    group = {"group-name": "一组", "group-leader": desk.officer.pk, "group-covers": [world.county.pk]}
    client.post(url("group", plan.pk), group)
    stratum = {"stratum-sort": "new", "stratum-count": 2, "stratum-checklist": desk.checklist.pk}
    refused = client.post(url("stratum", plan.pk), stratum)
    assert (refused.status_code, "几个月" in refused.content.decode()) == (422, True)
    client.post(url("stratum", plan.pk), stratum | {"stratum-months": 12})
    client.post(url("announce", plan.pk))
    hidden = client.get(url("lots", plan.pk)).content.decode()
    drawing = queries.draw_of(plan)
    assert drawing is not None
    assert (drawing.commitment in hidden, drawing.seed in hidden) == (True, False)
    assert client.get(url("proof", plan.pk)).status_code == 404
    client.post(url("draw", plan.pk))
    assert drawing.seed in client.get(url("lots", plan.pk)).content.decode()
    assert client.get(url("proof", plan.pk)).json()["seed"] == drawing.seed
    client.post(url("fix", plan.pk), {f"day_{world.county.pk}": "2020-06-24"})
    assert Visit.objects.filter(plan=plan).count() == 2
    assert client.get(url("plan", plan.pk)).status_code == 200


def test_visit_is_filled_in_and_keeps_what_was_typed(desk: Desk) -> None:
    client, visit = logged_in(desk.officer), desk.visit(desk.plan())
    lines = list(queries.lines_of(checklist=visit.checklist))
    typed: dict[str, Any] = {"visited_on": "2020-06-24", "words": "尚可"}
    typed |= {f"score_{line.pk}": line.points for line in lines} | {f"score_{lines[0].pk}": 4}
    refused = client.post(url("record_visit", visit.pk), typed)
    assert (refused.status_code, 'value="4"' in refused.content.decode()) == (422, True)
    client.post(url("record_visit", visit.pk), typed | {f"remark_{lines[0].pk}": "未换届"})
    finding = Finding.objects.get()
    assert (finding.text, finding.visit) == ("未换届", visit)
    assert "未换届" in client.get(url("visit", visit.pk)).content.decode()


def test_checklist_is_typed_copied_and_taken_in(desk: Desk) -> None:
    client, city = logged_in(desk.officer), desk.world.city
    facts = {"union": city.pk, "title": "表", "sort": "new", "pass_mark": 10}
    wrong = client.post(url("new_checklist"), facts | {"lines": "没有分值\n按期换届 | 10 | 必达"})
    assert (wrong.status_code, "第1行" in wrong.content.decode()) == (422, True)
    client.post(url("new_checklist"), facts | {"lines": "按期换届 | 10 | 必达\n名册 ｜ 5"})
    made = Checklist.objects.get(title="表")
    assert [(one.text, one.points, one.is_mandatory) for one in queries.lines_of(checklist=made)] == [
        ("按期换届", 10, True),
        ("名册", 5, False),
    ]
    copied = client.get(url("new_checklist"), {"of": made.pk})
    assert "按期换届 | 10 | 必达" in copied.content.decode()
    book = BytesIO(client.get(url("export_checklist", made.pk)).content)
    book.name = "表.xlsx"
    client.post(url("upload_checklist"), facts | {"title": "再版", "file": book})
    again = Checklist.objects.get(title="再版")
    assert (again.points, queries.lines_of(checklist=again).count()) == (15, 2)
    bad = BytesIO(workbook(("督查内容", "分值"), [["按期换届", "很多"]]))
    bad.name = "坏.xlsx"
    assert client.post(url("upload_checklist"), facts | {"file": bad}).status_code == 422


def test_finding_shows_each_only_their_acts(desk: Desk) -> None:
    finding, guest = desk.assigned(), desk.world.guest_account
    page = url("finding", finding.pk)
    assert url("report", finding.pk) in logged_in(guest).get(page).content.decode()
    assert logged_in(desk.world.host_account).get(page).status_code == 404
    assert logged_in(guest).post(url("report", finding.pk), {"mend-words": ""}).status_code == 422
    logged_in(guest).post(url("report", finding.pk), {"mend-words": "已换届"})
    checks = logged_in(desk.approver)
    assert url("verify", finding.pk) in checks.get(page).content.decode()
    checks.post(url("verify", finding.pk))
    logged_in(desk.officer).post(url("strike", finding.pk))
    finding.refresh_from_db()
    assert finding.struck_on == TODAY


def test_letter_is_a_paper_that_stays_the_same(desk: Desk) -> None:
    finding, client = desk.assigned(), logged_in(desk.officer)
    with time_machine.travel(NOON + timedelta(days=5), tick=False):
        client = logged_in(desk.officer)
        client.post(url("remind", finding.pk), {"remind-words": "请抓紧"})
        typed = {"letter-number_prefix": "盐工督", "letter-due_on": "2020-07-05"}
        client.post(url("urge", finding.pk), typed)
        (letter,) = queries.letters_in_scope(actor=desk.officer)
        first, second = (client.get(url("letter", letter.pk)).content for _ in range(2))
        told = ZipFile(BytesIO(first)).read("word/document.xml").decode()
    with time_machine.travel(NOON + timedelta(days=15), tick=False):  # the letter's day has passed
        client = logged_in(desk.officer)
        answer = client.post(url("name_overdue"), {"union": desk.world.city.pk})
    assert first == second
    assert "盐工督〔2020〕1号" in told
    assert answer.status_code == 302


def test_field_visit_with_its_problems(desk: Desk) -> None:
    client, world = logged_in(desk.officer), desk.world
    typed = {"union": world.city.pk, "visited": world.guest.pk, "who": "帮扶组", "visited_on": "2020-06-24"}
    assert client.post(url("new_field_visit"), typed).status_code == 422
    client.post(url("new_field_visit"), typed | {"helped_with": "建会"})
    (visit,) = queries.field_visits_in_scope(actor=desk.officer)
    problem = {"problem-text": "缺场地", "problem-assigned_to": world.county.pk}
    client.post(url("raise_problem", visit.pk), problem)
    (raised,) = queries.problems_in_scope(actor=desk.officer)
    solver = logged_in(world.officer)
    assert url("solve", raised.pk) in solver.get(url("field_visit", visit.pk)).content.decode()
    solver.post(url("solve", raised.pk), {"words": "已借用", "solved_on": "2020-06-24"})
    assert "已借用" in client.get(url("problems")).content.decode()


@pytest.mark.parametrize("name", ["plans", "checklists", "visits", "findings", "field_visits", "problems"])
def test_list_is_kind_when_empty_and_when_nothing_fits(world: World, name: str) -> None:
    assert "ls-empty" in logged_in(world.leader).get(url(name)).content.decode()
    desk = make_desk(world)
    actions.record_field_visit(
        actor=desk.officer, home=desk.world.city, union=desk.world.guest, who="组", visited_on=TODAY,
        helped_with="建会", now=NOON,
    )  # fmt: skip
    answer = logged_in(desk.officer).get(url(name), {"q": "没有这样的"})
    assert (answer.status_code, "ls-empty" in answer.content.decode()) == (200, True)
    assert logged_in(desk.officer).get(url(f"export_{name}")).status_code == 200
