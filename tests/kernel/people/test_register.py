"""The pages of the register of persons: nothing stored stands in them in clear, no number in their addresses."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.people import OfficeFactory, PersonFactory, RelativeFactory
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.kernel.people.models import Person, Relative
from lianshou.kernel.people.rules import search_key

NUMBER = "11010519491231002X"
VALUES = {
    "phone": "13911112222",
    "email": "shan@example.org",
    "id_number": NUMBER,
    "birth_on": date(1949, 12, 31),
    "address": "阜宁县示例路1234号",
    "bank_name": "示例银行阜宁支行",
    "bank_card": "4111111111111111",
}
CLEAR = [str(value) for value in VALUES.values()]


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world.officer)
    return client


@pytest.fixture
def person(world: World) -> Person:
    person = PersonFactory(union=world.guest, name="单小军", joined_on=date(2015, 3, 1), **VALUES)
    OfficeFactory(person=person, position="committee")
    RelativeFactory(person=person, name="李秀英", id_number="110105491231002", relation="spouse")
    return person


def shown(body: str) -> list[str]:
    return [value for value in [*CLEAR, "李秀英"] if value in body]


def test_no_page_shows_a_stored_value(desk: Client, world: World, person: Person) -> None:
    relative = Relative.objects.get()
    pages = [
        "/people/",
        f"/people/?under={world.guest.pk}",
        f"/people/{person.pk}/",
        f"/people/{person.pk}/edit/",
        f"/people/{person.pk}/leave/",
        f"/people/{person.pk}/offices/add/",
        f"/people/{person.pk}/family/add/",
        f"/people/family/{relative.pk}/edit/",
        f"/unions/{world.guest.pk}/",
    ]
    found = {page: desk.get(page) for page in pages}
    assert {page: answer.status_code for page, answer in found.items()} == dict.fromkeys(pages, 200)
    assert {page: hit for page, answer in found.items() if (hit := shown(answer.content.decode()))} == {}
    assert "1101**********002X" in found["/people/"].content.decode()


def test_masked_export_holds_masks_alone(desk: Client, person: Person) -> None:
    answer = desk.get("/people/export.xlsx?q=sxj")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [str(cell) for row in book.active.iter_rows(values_only=True) for cell in row if cell]
    assert (shown(" ".join(cells)), "1101**********002X" in cells, "单小军" in cells) == ([], True, True)
    assert sum("单小军" in cell for cell in cells) == 1


def test_number_is_searched_without_standing_in_an_address(desk: Client, person: Person) -> None:
    for typed in (NUMBER, "110105491231002", " 139-1111-2222"):
        answer = desk.post("/people/", {"q": typed})
        assert (answer.status_code, "单小军" in answer.content.decode(), answer["Cache-Control"]) == (
            200,
            True,
            "no-store",
        )
    nothing = desk.post("/people/", {"q": "13900000000"})
    assert "单小军" not in nothing.content.decode()


def test_words_lead_to_an_address_and_numbers_in_one_find_nothing(desk: Client, person: Person) -> None:
    answer = desk.post("/people/", {"q": "sxj", "left": "no", "page": "3", "unit": ""})
    assert answer["Location"] == "/people/?q=sxj&left=no"
    away = desk.get("/people/", {"q": NUMBER, "left": "no"})
    assert away["Location"] == "/people/?left=no"
    page = desk.get(away["Location"]).content.decode()
    assert ("不应出现在网页地址里" in page, desk.get("/people/export.xlsx", {"q": NUMBER}).status_code) == (
        True,
        200,
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=xiaojun", True),
        ("position=committee", True),
        ("position=officer", False),
        ("account=yes", False),
        ("account=no", True),
        ("left=no", True),
        ("left=yes", False),
        ("unit=zhongcheng", True),
        ("unit=jinhai", False),
    ],
)
def test_filters_narrow_the_list(desk: Client, person: Person, query: str, found: bool) -> None:
    assert ("单小军" in desk.get(f"/people/?{query}").content.decode()) is found


@pytest.mark.parametrize("sort", ["name", "-name", "union", "joined_on", "-account"])
def test_list_sorts(desk: Client, person: Person, sort: str) -> None:
    assert desk.get(f"/people/?sort={sort}").status_code == 200


def test_list_costs_as_many_queries_for_one_row_as_for_many(desk: Client, world: World) -> None:
    def cost() -> int:
        with (
            CaptureQueriesContext(
                connection,
            ) as captured,
            zeal_ignore(),
        ):
            desk.get("/people/")
        return len(captured)

    cost()
    before = cost()
    for n in range(5):
        OfficeFactory(person=PersonFactory(union=world.host, name=f"王{n}"))
    assert cost() == before


def test_edit_keeps_what_is_left_empty_and_clears_what_is_ticked(desk: Client, person: Person) -> None:
    data = {"name": "单小军", "unit": person.union.name, "joined_on": "2015-03-01", "clear_bank_card": "on"}
    answer = desk.post(f"/people/{person.pk}/edit/", {**data, "phone": "13900001111"})
    assert answer["Location"] == f"/people/{person.pk}/"
    kept = Person.objects.get(pk=person.pk)
    after = {**VALUES, "phone": "13900001111", "bank_card": ""}
    assert {key: getattr(kept, key) for key in VALUES} == after


def test_wrong_number_is_kept_and_explained(desk: Client, person: Person) -> None:
    data = {"name": "单小军", "unit": person.union.name, "id_number": "110105194912310021"}
    answer = desk.post(f"/people/{person.pk}/edit/", data)
    body = answer.content.decode()
    assert (answer.status_code, "110105194912310021" in body, "校验位不对" in body) == (422, True, True)


def test_number_of_somebody_in_sight_leads_there_and_of_others_betrays_nothing(
    desk: Client, world: World, person: Person
) -> None:
    form = {"name": "王新", "unit": world.host.name}
    own = desk.post("/people/add/", {**form, "id_number": NUMBER}).content.decode()
    assert f"/people/{person.pk}/" in own
    person.union = world.foreign_host
    person.save()
    foreign = desk.post("/people/add/", {**form, "id_number": NUMBER}).content.decode()
    assert [one in foreign for one in (f"/people/{person.pk}/", "单小军", world.foreign_host.name)] == [
        False
    ] * 3
    assert "范围以外" in foreign


def test_lookalike_is_asked_about_once(desk: Client, world: World, person: Person) -> None:
    form = {"name": "单小军", "unit": world.host.name, "phone": "13911112222"}
    asked = desk.post("/people/add/", form)
    assert (asked.status_code, 'name="confirmed"' in asked.content.decode()) == (422, True)
    assert desk.post("/people/add/", {**form, "confirmed": "on"}).status_code == 302
    assert Person.objects.filter(name="单小军").count() == 2


def test_person_is_entered_at_another_union_by_its_name(desk: Client, world: World) -> None:
    answer = desk.post("/people/add/", {"name": "王新", "unit": "中成紧固技术公司", "position": "committee"})
    made = Person.objects.select_related("union").get(name="王新")
    assert (answer.status_code, made.union) == (302, world.guest)
    wrong = desk.post("/people/add/", {"name": "王新", "unit": world.foreign_host.name})
    assert (wrong.status_code, [*wrong.context["form"].errors]) == (422, ["unit"])


def test_chair_enters_persons_only_at_the_own_union(client: Client, world: World) -> None:
    client.force_login(world.guest_account)
    assert client.get("/people/add/").context["union"] == world.guest
    assert client.get(f"/people/add/?union={world.host.pk}").status_code == 404
    wrong = client.post("/people/add/", {"name": "王新", "unit": world.host.name})
    assert (wrong.status_code, [*wrong.context["form"].errors]) == (422, ["unit"])


def test_person_leaves_and_comes_back(desk: Client, person: Person) -> None:
    assert desk.post(f"/people/{person.pk}/leave/", {"left_on": "2099-01-01"}).status_code == 422
    desk.post(f"/people/{person.pk}/leave/", {"left_on": "2020-06-01"})
    assert Person.objects.get(pk=person.pk).left_on == date(2020, 6, 1)
    desk.post(f"/people/{person.pk}/return/")
    assert Person.objects.get(pk=person.pk).left_on is None


def test_relative_is_added_edited_and_struck_off(desk: Client, person: Person) -> None:
    base = f"/people/{person.pk}/family/add/"
    assert desk.post(base, {"relation": "", "name": ""}).status_code == 422
    desk.post(base, {"relation": "child", "name": "单小小", "birth_on": "2099-01-01"})
    assert Relative.objects.filter(relation="child").count() == 0
    desk.post(base, {"relation": "child", "name": "单小小", "birth_on": "2018-01-01"})
    child = Relative.objects.get(relation="child")
    assert "未满14周岁" in desk.get(f"/people/{person.pk}/").content.decode()
    desk.post(
        f"/people/family/{child.pk}/edit/", {"relation": "grandchild", "name": "", "clear_birth_on": "on"}
    )
    child.refresh_from_db()
    assert (child.relation, child.name, child.birth_on) == ("grandchild", "单小小", None)
    desk.post(f"/people/family/{child.pk}/remove/")
    assert Relative.objects.filter(pk=child.pk).count() == 0


def workbook(rows: list[list[Any]]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["姓名", "单位名称", "身份证号码", "手机号", "入会日期", "职务"])
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("名单.xlsx", content.getvalue())


@pytest.fixture
def bring(desk: Client, world: World) -> Callable[..., Any]:
    def send(*rows: list[Any]) -> Any:
        with zeal_ignore():
            return desk.post("/people/import/", {"unit": world.guest.name, "file": workbook([*rows])})

    return send


def test_list_is_brought_in(bring: Any, world: World) -> None:
    answer = bring(
        ["甲一", "", NUMBER.lower(), "139 1111 2222", date(2019, 6, 1), "委员"],
        ["乙二", "金海新能源公司", "", "0515-87212345", "2019年6月", "会员"],
    )
    assert answer.status_code == 302
    first = Person.objects.select_related("union").get(name="甲一")
    second = Person.objects.select_related("union").get(name="乙二")
    assert (first.id_number, first.phone, first.joined_on, first.union) == (
        NUMBER,
        "13911112222",
        date(2019, 6, 1),
        world.guest,
    )
    assert [office.position for office in first.offices.all()] == ["committee"]
    assert (second.union, second.phone) == (world.host, "0515-87212345")


def test_faults_are_told_cell_by_cell_and_nothing_is_entered(bring: Any, world: World) -> None:
    PersonFactory(union=world.foreign_host, id_number="11010119800307803X" if False else NUMBER, name="外人")
    before = Person.objects.count()
    answer = bring(
        ["甲一", "", 110105194912310021.0, "", None, ""],
        ["乙二", "没有的工会", "", "", None, ""],
        ["丙三", "", NUMBER, "", None, ""],
        ["丁四", "", "", "1390000", None, "主席"],
    )
    body = answer.content.decode()
    found = [(one.address, one.code) for one in answer.context["form"].problems]
    assert (answer.status_code, found) == (
        422,
        [("C2", "digits_lost"), ("B3", "person"), ("C4", "person"), ("D5", "malformed"), ("F5", "chair")],
    )
    assert ("后面几位已经丢失" in body, "外人" in body, Person.objects.count()) == (True, False, before)


def test_number_twice_or_under_another_name_is_told(bring: Any, person: Person) -> None:
    answer = bring(["甲一", "", NUMBER, "", None, ""], ["甲一", "", NUMBER, "", None, ""])
    told = [(one.address, one.message.zh) for one in answer.context["form"].problems]
    assert told == [
        ("C2", "这个身份证号已登记在另一个姓名下。"),
        ("C3", "与第2行是同一个身份证号。"),
        ("C3", "这个身份证号已登记在另一个姓名下。"),
    ]


def test_blank_workbook_is_read_again_by_the_import(desk: Client, world: World) -> None:
    blank = desk.get("/people/import/template.xlsx").content
    answer = desk.post(
        "/people/import/", {"unit": world.guest.name, "file": SimpleUploadedFile("空.xlsx", blank)}
    )
    assert (answer.status_code, "表头下面没有内容" in answer.content.decode()) == (422, True)


def test_all_faults_of_a_list_are_told_in_one_round(bring: Any) -> None:
    answer = bring(["甲一", "没有的工会", "110105194912310021", "1390000", date(2030, 1, 1), ""])
    told = [(one.address, one.code) for one in answer.context["form"].problems]
    assert told == [("B2", "person"), ("C2", told[1][1]), ("D2", "malformed"), ("E2", "future")]


def test_part_of_a_name_is_enough_or_the_candidates_are_named(bring: Any, world: World) -> None:
    assert bring(["甲一", "金海", "", "", None, ""]).status_code == 302
    assert Person.objects.get(name="甲一").union == world.host
    answer = bring(["乙二", "公司", "", "", None, ""])
    assert [one.code for one in answer.context["form"].problems] == ["person"]
    assert f"{world.host.name} #{world.host.pk}" in answer.context["form"].problems[0].message.zh


def test_imported_persons_are_shown_alone(desk: Client, bring: Any, person: Person) -> None:
    answer = bring(["甲一", "", "", "", None, ""])
    assert answer.headers["Location"] == "/people/?brought=1"
    page = desk.get("/people/?brought=1").content.decode()
    assert [word in page for word in ("甲一", person.name, "新登记1人。", "更新已有", "共1人")] == [
        True, False, True, False, True,
    ]  # fmt: skip


def test_nobody_is_shown_as_imported_without_an_import(desk: Client, person: Person) -> None:
    assert "没有符合条件的人员" in desk.get("/people/?brought=1").content.decode()


def test_union_of_a_person_is_found_by_a_part_of_its_name(desk: Client, world: World) -> None:
    facts = {"name": "甲一", "unit": "jinhai", "position": "", "joined_on": ""}
    assert desk.post("/people/add/", facts).status_code == 302
    assert Person.objects.get(name="甲一").union == world.host
    page = desk.post("/people/add/", facts | {"name": "乙二", "unit": "公司"}).content.decode()
    assert ("有多个工会符合" in page, f"{world.host.name} #{world.host.pk}" in page) == (True, True)


def test_day_of_joining_is_not_in_the_future(desk: Client, world: World) -> None:
    facts = {"name": "甲一", "unit": world.host.name, "position": "", "joined_on": "2030-01-01"}
    answer = desk.post("/people/add/", facts)
    assert (answer.status_code, "入会时间在今天之后" in answer.content.decode()) == (422, True)


def test_persons_stand_in_the_order_of_syllables(desk: Client, world: World) -> None:
    for name in ("程金", "陈升", "严明", "于海", "唐宁"):
        PersonFactory(union=world.host, name=name, search=search_key(name))
    rows = [row.record.name for row in desk.get("/people/?unit=金海").context["table"].rows]
    assert [name for name in rows if name in ("程金", "陈升", "严明", "于海", "唐宁")] == [
        "陈升", "程金", "唐宁", "严明", "于海",
    ]  # fmt: skip
