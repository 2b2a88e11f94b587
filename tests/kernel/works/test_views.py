from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from tests.factories.access import person_with
from tests.factories.works import NOON, Desk, make_desk
from tests.factories.world import World

from lianshou.kernel.access.enums import Role
from lianshou.kernel.works.actions import NewShare, split_task
from lianshou.kernel.works.models import Evidence, Highlight, Portfolio, Task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(world: World) -> Desk:
    return make_desk(world)


def of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def body(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


PAGES = ["/works/", "/works/tasks/", "/works/owed/", "/works/gantt/", "/works/highlights/"]


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize("who", ["officer", "leader", "host_account"])
def test_empty_pages_say_what_comes_next(world: World, url: str, who: str) -> None:
    assert "ls-empty-title" in body(of(getattr(world, who)), url)


@pytest.mark.parametrize("url", [*PAGES, "/works/wall/", "/works/month/", "/works/export.xlsx"])
@pytest.mark.parametrize("who", ["audit_admin", "system_admin", "nobody"])
def test_works_are_not_for_everybody(world: World, url: str, who: str) -> None:
    assert of(getattr(world, who)).get(url).status_code == 403


@pytest.mark.parametrize(
    "url", ["/works/", "/works/wall/", "/works/gantt/", "/works/month/?month=2020-12", "/works/tasks/"]
)
def test_task_stands_on_every_page(desk: Desk, url: str) -> None:
    desk.task(person_name="马主席")
    assert "签订联手协议60份" in body(of(desk.city_officer), url)


def test_pages_say_why_a_light_burns(desk: Desk) -> None:
    desk.task()
    page = body(of(desk.city_officer), "/works/")
    assert "时间过去47%，完成0%，落后47个百分点" in page
    assert "第1版：市总全委会部署" in page


def test_officer_sets_up_a_year_and_adds_a_line(desk: Desk) -> None:
    client = of(desk.world.officer)
    assert "2020年“六大工程”" in body(client, "/works/new/")
    told = {"union": desk.world.county.pk, "year": 2020, "title": "阜宁六大工程", "reason": "县总计划"}
    assert client.post("/works/new/", told).status_code == 302
    assert client.post("/works/new/", told).status_code == 422
    made = Portfolio.objects.get(union=desk.world.county)
    line = {
        "pillar": "ideas", "item": "宣讲", "measure": "劳模宣讲", "title": "宣讲10场", "goal": 10, "unit": "ACTIVITY",
        "union": desk.world.county.pk, "starts_on": "2020-01-01", "due_on": "2020-12-31",
    }  # fmt: skip
    assert client.get(f"/works/{made.pk}/add/").status_code == 200
    assert client.post(f"/works/{made.pk}/add/", line).status_code == 302
    assert client.post(f"/works/{made.pk}/add/", line | {"unit": ""}).status_code == 422
    assert Task.objects.get().qualifier == "EXACT"
    assert client.get(f"/works/{made.pk}/revise/").status_code == 200
    assert client.post(f"/works/{made.pk}/revise/", {"reason": "年中调整"}).status_code == 302
    assert "年中调整" in body(client, f"/works/?portfolio={made.pk}")


def test_city_hands_down_and_county_reports(desk: Desk) -> None:
    task, city, county = desk.task(), of(desk.city_officer), desk.world.county
    page = body(city, f"/works/tasks/{task.pk}/split/")
    assert 'value="30"' in page
    wrong = {f"share_{county.pk}": 40}
    answer = city.post(f"/works/tasks/{task.pk}/split/", wrong)
    assert (answer.status_code, "合计40，目标为60" in answer.content.decode()) == (422, True)
    given = wrong | {f"share_{desk.world.foreign_county.pk}": 20}
    assert city.post(f"/works/tasks/{task.pk}/split/", given).status_code == 302
    ours = Task.objects.get(union=county)
    client = of(desk.world.officer)
    assert f"/works/tasks/{ours.pk}/" in body(client, "/works/owed/")
    body(client, f"/works/tasks/{task.pk}/", 404)
    proof = SimpleUploadedFile("a.pdf", b"%PDF-1.4 x")
    told = {"value": 12, "happened_on": "2020-06-24", "words": "已签12份", "proofs": [proof]}
    assert client.post(f"/works/tasks/{ours.pk}/report/", told).status_code == 302
    page = body(client, f"/works/tasks/{ours.pk}/")
    assert "累计12份" in page
    file = client.get(f"/works/evidence/{Evidence.objects.get().pk}/")
    assert (file["Content-Type"], b"".join(file.streaming_content)) == ("application/pdf", b"%PDF-1.4 x")
    assert client.post(f"/works/tasks/{ours.pk}/report/", told | {"value": ""}).status_code == 422
    assert "12份 / 60份" in body(city, f"/works/tasks/{task.pk}/")


def test_task_page_lets_name_change_feed_and_withdraw(desk: Desk) -> None:
    task, client = desk.task(), of(desk.city_officer)
    url = f"/works/tasks/{task.pk}/"
    assert client.post(f"{url}name/", {"name-person": desk.city_officer.pk}).status_code == 302
    days = {"change-starts_on": "2020-01-01", "change-due_on": "2020-11-30", "change-goal": 50}
    assert client.post(f"{url}change/", days | {"change-words": " "}).status_code == 422
    assert client.post(f"{url}change/", days | {"change-words": "核减"}).status_code == 302
    offered = body(client, f"{url}feed/")
    assert "签订协议：目前" in offered or "协议" in offered
    assert "Wording(" not in offered
    assert client.post(f"{url}feed/", {"figure": "agreements"}).status_code == 302
    page = body(client, url)
    assert "/figures/agreements/?union=" in page
    assert "2020-11-30" in body(client, f"{url}changes/")
    assert "系统已知的数字不用再填" in page
    assert client.post(f"{url}withdraw/", {"withdraw-words": "合并"}).status_code == 302
    assert "合并" in body(client, url)


def test_money_is_typed_in_yuan(desk: Desk) -> None:
    task = desk.task(goal=100_00, unit="FEN", item="筹资", title="筹资100元")
    client = of(desk.city_officer)
    told = {"value": 40, "happened_on": "2020-06-24"}
    assert client.post(f"/works/tasks/{task.pk}/report/", told).status_code == 302
    assert Task.objects.get().done_value == 4000
    assert "40元 / 100元" in body(client, f"/works/tasks/{task.pk}/")


def test_yes_or_no_task_is_split_and_reported(desk: Desk) -> None:
    task, client = desk.task(goal=None, unit="", title="印发方案"), of(desk.city_officer)
    assert (
        client.post(f"/works/tasks/{task.pk}/split/", {f"share_{desk.world.county.pk}": "on"}).status_code
        == 302
    )
    ours = Task.objects.get(parent=task)
    told = {"is_done": "on", "happened_on": "2020-06-24", "words": "已印发"}
    assert of(desk.world.officer).post(f"/works/tasks/{ours.pk}/report/", told).status_code == 302
    task.refresh_from_db()
    assert task.done_on is not None


def cells(content: bytes) -> list[tuple[Any, ...]]:
    return list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))


def test_export_has_the_usual_form(desk: Desk) -> None:
    desk.task(person_name="马主席")
    rows = cells(of(desk.city_officer).get("/works/export.xlsx").content)
    assert rows[1][:9] == ("序号", "工程", "项目", "措施", "目标", "数量", "计量单位", "责任单位", "责任人")
    assert rows[2][:9] == (
        1, "自身建设", "联手兴家", "模范职工之家与两新组织工会结对", "签订联手协议60份", 60, "份", "盐城市总工会", "马主席",
    )  # fmt: skip
    assert len(cells(of(desk.city_officer).get("/works/tasks/export.xlsx").content)) == 3


def test_what_was_written_out_comes_back_and_changes_nothing(desk: Desk) -> None:
    desk.task(person_name="马主席", evidence="协议扫描件")
    desk.task(goal=100_00, unit="FEN", item="筹资", title="筹资100元", union=desk.world.county)
    desk.task(goal=None, unit="", item="方案", title="印发方案", person_name="杨主席")
    client = of(desk.city_officer)
    book = client.get("/works/export.xlsx").content
    url = f"/works/{desk.portfolio.pk}/upload/"
    answer = client.post(url, {"file": SimpleUploadedFile("六大工程.xlsx", book)})
    assert (answer.status_code, Task.objects.count()) == (422, 3)
    assert "表中各项任务都已存在，没有改动" in answer.content.decode()
    written = [
        (t.title, t.goal, t.unit, t.answerable, t.due_on, t.evidence) for t in Task.objects.order_by("pk")
    ]
    Task.objects.all().delete()
    answer = client.post(url, {"file": SimpleUploadedFile("六大工程.xlsx", book)}, follow=True)
    assert "新增3项任务" in answer.content.decode()
    again = [(t.title, t.goal, t.unit, t.answerable, t.due_on, t.evidence) for t in Task.objects.all()]
    assert sorted(again, key=str) == sorted(written, key=str)


def sheet(*rows: tuple[Any, ...]) -> SimpleUploadedFile:
    book = Workbook()
    page: Any = book.active
    page.append(
        ("序号", "工程", "项目", "措施", "目标", "数量", "计量单位", "责任单位", "责任人", "完成时限", "进展")
    )
    for row in rows:
        page.append(row)
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("六大工程.xlsx", out.getvalue())


LINE = (
    1,
    "建功立业",
    "技能竞赛",
    "乡镇赛",
    "举办10场",
    10,
    "场",
    "阜宁县总工会",
    "张主席",
    "2020-10-31",
    "已办2场",
)


def test_workbook_of_officers_is_taken_over(desk: Desk) -> None:
    client, url = of(desk.city_officer), f"/works/{desk.portfolio.pk}/upload/"
    assert client.get(url).status_code == 200
    assert client.get("/works/template.xlsx").status_code == 200
    answer = client.post(url, {"file": sheet(LINE, (2, *LINE[1:4], "评选能手20名", 20, "名", *LINE[7:]))})
    assert answer.status_code == 302
    assert [(t.title, t.goal, t.unit, t.union, t.answerable) for t in Task.objects.order_by("pk")] == [
        ("举办10场", 10, "ACTIVITY", desk.world.county, "张主席"),
        ("评选能手20名", 20, "PERSON", desk.world.county, "张主席"),
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ((1, "建功", *LINE[2:]), "建功"),
        ((*LINE[:7], "没有的工会", *LINE[8:]), "没有找到责任单位“没有的工会”"),
        ((*LINE[:9], "明年", ""), "明年"),
        ((*LINE[:9], "2021-10-31", ""), "不在本年度之内"),
    ],
)
def test_workbook_with_a_fault_takes_nothing_over(desk: Desk, row: tuple[Any, ...], words: str) -> None:
    answer = of(desk.city_officer).post(f"/works/{desk.portfolio.pk}/upload/", {"file": sheet(LINE, row)})
    assert (answer.status_code, Task.objects.count()) == (422, 0)
    assert words in answer.content.decode()


def test_load_beyond_the_limit_is_printed(desk: Desk) -> None:
    for n in range(9):
        desk.task(item=f"项目{n}", union=desk.world.county, over_reason="省总临时部署" if n == 8 else "")
    page = body(of(desk.world.officer), "/works/owed/")
    assert "本月布置9项（上限8项）" in page
    assert "省总临时部署" in page
    assert "省总临时部署" in body(of(desk.city_officer), "/works/wall/")


def test_highlight_is_recorded_offered_and_chosen(desk: Desk) -> None:
    client, county = of(desk.world.officer), desk.world.county
    told = {
        "union": county.pk,
        "pillar": "rights_and_aid",
        "title": "一函两书",
        "happened_on": "2020-06-01",
        "story": "做法",
    }
    assert client.get("/works/highlights/new/").status_code == 200
    assert client.post("/works/highlights/new/", told | {"story": ""}).status_code == 422
    assert client.post("/works/highlights/new/", told).status_code == 302
    url = f"/works/highlights/{Highlight.objects.get().pk}/"
    assert client.post(f"{url}offer/").status_code == 302
    client.post(f"{url}offer/")
    client.post(f"{url}choose/")
    assert "已报送" in body(client, url)
    above = of(person_with(Role.OFFICER, desk.world.province, username="above"))
    assert "选用进通报" in body(above, url)
    above.post(f"{url}choose/")
    assert "已选用进通报" in body(client, "/works/highlights/?state=taken")
    assert cells(client.get("/works/highlights/export.xlsx").content)[1][0] == "一函两书"


def test_tasks_are_narrowed_on_the_page(desk: Desk) -> None:
    task = desk.task()
    shares = [NewShare(desk.world.county, 40), NewShare(desk.world.foreign_county, 20)]
    split_task(actor=desk.city_officer, task=task, shares=shares, now=NOON)
    client = of(desk.city_officer)
    counts = {
        asked: client.get(f"/works/tasks/?{asked}").context["table"].paginator.count
        for asked in (
            "",
            f"union={desk.world.county.pk}",
            "state=done",
            "year=2020",
            "pillar=ideas",
            "mine=true",
        )
    }
    assert list(counts.values()) == [3, 1, 0, 3, 0, 0]


def test_foreign_county_opens_nothing_of_ours(desk: Desk) -> None:
    task = desk.task(union=desk.world.county)
    foreign = of(desk.world.foreign_officer)
    urls = [f"/works/tasks/{task.pk}/", f"/works/tasks/{task.pk}/split/", f"/works/{desk.portfolio.pk}/add/"]
    assert [foreign.get(url).status_code for url in urls] == [404] * 3


@pytest.mark.parametrize("month", ["", "2020-13", "0001-01", "x"])
def test_month_asked_wrongly_is_the_present_one(desk: Desk, month: str) -> None:
    assert "2020年6月" in body(of(desk.city_officer), f"/works/month/?month={month}")
