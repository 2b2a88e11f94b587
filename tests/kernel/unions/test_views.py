from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.access import PostFactory, person_with
from tests.factories.people import OfficeFactory, PersonFactory
from tests.factories.places import PLACES, workbook
from tests.factories.unions import HonourFactory, PlaceFactory, UnionFactory
from tests.factories.world import World

from lianshou.kernel.unions.actions import edit_union
from lianshou.kernel.unions.models import GradeChange, Place, Union


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world.officer)
    return client


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def names_in(answer: Any) -> list[str]:
    return [row.record.name for row in answer.context["table"].page.object_list]


def more_unions(world: World, count: int) -> None:
    for number in range(count):
        union = UnionFactory(
            parent=world.county,
            name=f"第{number}家工会",
            zone=world.zone,
            longitude=119.8,
            latitude=33.7,
            chains=["风电"],
        )
        HonourFactory(union=union)
        OfficeFactory(person=PersonFactory(union=union))


def test_register_lists_the_own_unions_only(desk: Client, world: World) -> None:
    assert names_in(desk.get("/unions/")) == [
        world.county.name,
        world.township.name,
        world.host.name,
        world.guest.name,
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=jhxny", ["host"]),
        ("q=阜宁", ["county"]),
        ("level=enterprise", ["host", "guest"]),
        ("honour=province", ["host"]),
        ("grade=5", ["host"]),
        ("section=C", ["host", "guest"]),
        ("division=34", ["host", "guest"]),
        ("sector=yes", ["guest"]),
        ("sector=no", ["county", "township", "host"]),
        ("zone={zone}", ["host", "guest"]),
        ("under={township}", ["township"]),
        ("under={foreign_county}", []),
        ("q=远景", []),
        ("sort=-name", ["guest", "host", "county", "township"]),
        ("sort=-members", ["host", "guest"]),
    ],
)
def test_register_narrows_and_sorts(desk: Client, world: World, asked: str, found: list[str]) -> None:
    ids = {key: getattr(world, key).pk for key in ("zone", "township", "foreign_county")}
    shown = names_in(desk.get(f"/unions/?{asked.format(**ids)}"))
    if asked.startswith("sort=-members"):
        shown = [name for name in shown if name in (world.host.name, world.guest.name)]
    assert shown == [getattr(world, key).name for key in found]


def test_a_choice_of_another_county_is_not_offered(desk: Client, world: World) -> None:
    Union.objects.filter(pk=world.foreign_host.pk).update(industry_code="5810")
    page = desk.get("/unions/").content.decode()
    assert ("58 " in page, "射阳" in page) == (False, False)


@pytest.mark.parametrize("address", ["/unions/", "/unions/map/", "/unions/export.xlsx", "/unions/tree/"])
def test_register_asks_as_many_queries_for_three_rows_as_for_one(
    desk: Client, world: World, address: str
) -> None:
    more_unions(world, 1)
    few = queries_of(desk, address)
    more_unions(world, 2)
    assert queries_of(desk, address) == few


def test_register_is_paginated(desk: Client, world: World) -> None:
    more_unions(world, 30)
    assert (len(names_in(desk.get("/unions/"))), len(names_in(desk.get("/unions/?page=2")))) == (25, 9)


def test_export_holds_what_the_filters_show(desk: Client, world: World) -> None:
    answer = desk.get("/unions/export.xlsx?sector=yes")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert next(row[0] for row in sheet.iter_rows(min_row=3, values_only=True)) == world.guest.name
    assert "射阳" not in str([row for row in sheet.iter_rows(values_only=True)])


def test_map_shows_the_filtered_points_and_nobody_elses(desk: Client, world: World) -> None:
    page = desk.get("/unions/map/").content.decode()
    assert (page.count("map__point map__point--"), "射阳" in page) == (2, False)
    assert desk.get("/unions/map/?sector=yes").content.decode().count("map__point map__point--") == 1
    none = desk.get("/unions/map/?q=没有这家").content.decode()
    assert ("清除全部条件" in none, "data-map" in none) == (True, False)


def test_tree_opens_at_the_own_top_and_loads_children(desk: Client, world: World) -> None:
    page = desk.get("/unions/tree/")
    children = [world.township.pk, world.host.pk, world.guest.pk]
    assert (page.context["top"], [node.pk for node in page.context["nodes"]]) == (world.county, children)
    answer = desk.get(f"/unions/{world.county.pk}/children/")
    assert [node.pk for node in answer.context["nodes"]] == children
    assert "<html" not in answer.content.decode()
    assert desk.get(f"/unions/tree/?under={world.county.pk}").context["top"] == world.county


def test_tree_of_two_posts_begins_with_both_tops(client: Client, world: World) -> None:
    PostFactory(user=world.officer, union=world.foreign_county)
    client.force_login(world.officer)
    assert list(client.get("/unions/tree/").context["nodes"]) == [world.county, world.foreign_county]


def test_city_officer_sees_both_counties(client: Client, world: World) -> None:
    client.force_login(person_with("officer", world.city))
    assert world.foreign_host.name in names_in(client.get("/unions/"))


@pytest.mark.parametrize("name", ["detail", "children", "edit", "add", "add_honour", "add_upgrade"])
def test_a_foreign_union_does_not_exist(desk: Client, world: World, name: str) -> None:
    address = reverse(f"unions:{name}", args=[world.foreign_host.pk])
    assert (
        desk.get(address).status_code,
        desk.get("/unions/tree/", {"under": world.foreign_county.pk}).status_code,
    ) == (
        404,
        404,
    )
    if name not in ("detail", "children"):
        assert desk.post(address, {}).status_code == 404


@pytest.mark.parametrize("name", ["edit", "add", "add_honour", "add_upgrade"])
@pytest.mark.parametrize("who", ["approver", "leader", "host_account"])
def test_only_officers_open_the_forms(client: Client, world: World, who: str, name: str) -> None:
    client.force_login(getattr(world, who))
    address = reverse(f"unions:{name}", args=[world.host.pk])
    assert (client.get(address).status_code, client.post(address, {}).status_code) == (403, 403)


@pytest.mark.parametrize("who", ["audit_admin", "system_admin", "nobody"])
@pytest.mark.parametrize(
    "address", ["/unions/", "/unions/map/", "/unions/tree/", "/unions/export.xlsx", "/unions/places/"]
)
def test_those_without_case_data_are_kept_out(client: Client, world: World, who: str, address: str) -> None:
    client.force_login(getattr(world, who))
    assert client.get(address).status_code == 403


def test_detail_shows_facts_people_and_history(desk: Client, world: World) -> None:
    page = desk.get(f"/unions/{world.host.pk}/").content.decode()
    for words in ("苏工发〔2018〕12号", "卢明远", "138****0001", "阜宁经济开发区", "制造业"):
        assert words in page
    assert ("13812340001" in page, world.city.name in page) == (False, False)


def test_detail_asks_the_same_for_one_honour_and_three(desk: Client, world: World) -> None:
    few = queries_of(desk, f"/unions/{world.host.pk}/")
    HonourFactory(union=world.host, granted_on="2015-05-01")
    HonourFactory(union=world.host, granted_on="2016-05-01")
    assert queries_of(desk, f"/unions/{world.host.pk}/") == few


def test_edit_saves_and_returns_to_the_union(desk: Client, world: World) -> None:
    facts = {
        "name": "中成紧固技术(阜宁)公司工会",
        "level": "enterprise",
        "members": "90",
        "industry_words": "光伏",
        "industry_pick": "3825",
    }
    answer = desk.post(f"/unions/{world.guest.pk}/edit/", facts)
    world.guest.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/unions/{world.guest.pk}/")
    assert (world.guest.name, world.guest.members, world.guest.industry_code) == (
        "中成紧固技术（阜宁）公司工会",
        90,
        "3825",
    )


def test_edit_keeps_what_was_typed_beside_the_fault(desk: Client, world: World) -> None:
    facts = {"name": "改了的名字", "level": "enterprise", "longitude": "33.7", "latitude": "119.8"}
    answer = desk.post(f"/unions/{world.guest.pk}/edit/", facts)
    page = answer.content.decode()
    assert (answer.status_code, "改了的名字" in page, "经纬度不是中国境内的位置" in page) == (422, True, True)
    world.guest.refresh_from_db()
    assert world.guest.name == "中成紧固技术公司工会"


def test_unclear_industry_is_asked_without_scripts(desk: Client, world: World) -> None:
    facts = {"name": world.guest.name, "level": "enterprise", "industry_words": "光伏"}
    page = desk.post(f"/unions/{world.guest.pk}/edit/", facts).content.decode()
    assert page.count('name="industry_pick" value=') == 2


def test_industry_lookup_answers_a_fragment(desk: Client, world: World) -> None:
    page = desk.get("/unions/industries/", {"industry_words": "光伏"}).content.decode()
    assert (page.count('type="radio"'), "<html" in page) == (2, False)


def test_add_enters_below_the_parent(desk: Client, world: World) -> None:
    answer = desk.post(
        f"/unions/{world.township.pk}/add/",
        {
            "name": "荣威娱乐公司工会",
            "level": "enterprise",
            "is_new_sector": "on",
            "zone_name": "阜宁经济开发区",
            "division_code": "320923",
        },
    )
    union = Union.objects.get(name="荣威娱乐公司工会")
    assert (answer.headers["Location"], union.path[:-4], union.zone, union.is_new_sector) == (
        f"/unions/{union.pk}/",
        world.township.path,
        world.zone,
        True,
    )


def test_add_is_filled_in_from_the_parent(desk: Client, world: World) -> None:
    form = desk.get(f"/unions/{world.county.pk}/add/").context["form"]
    assert (form["level"].value(), form["division_code"].value()) == ("township", "320923")


def test_taken_credit_code_is_refused_in_the_form(desk: Client, world: World) -> None:
    Union.objects.filter(pk=world.foreign_host.pk).update(credit_code="91350100M000100Y43")
    answer = desk.post(
        f"/unions/{world.county.pk}/add/",
        {"name": "甲", "level": "enterprise", "credit_code": "91350100m000100y43"},
    )
    assert answer.context["form"].errors["credit_code"] == ["另一家工会已经使用这个统一社会信用代码。"]
    assert "射阳" not in answer.content.decode()


def test_honour_form_says_why_not_beside_its_field(desk: Client, world: World) -> None:
    address = f"/unions/{world.host.pk}/honours/add/"
    answer = desk.post(address, {"level": "province", "granted_on": "2018-04-28", "document_no": "苏"})
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, ["level"])
    assert desk.post(address, {"level": "nation", "granted_on": "2019-04-28"}).status_code == 302
    assert GradeChange.objects.get().after == 6


def test_upgrade_form_offers_higher_grades_only(desk: Client, world: World) -> None:
    address = f"/unions/{world.host.pk}/upgrades/add/"
    assert [value for value, _ in desk.get(address).context["form"].fields["after"].choices] == [6]
    answer = desk.post(address, {"after": "6", "changed_on": "2001-01-01"})
    assert [*answer.context["form"].errors] == ["changed_on"]
    assert desk.post(address, {"after": "6", "changed_on": "2020-01-01"}).status_code == 302
    assert "已是最高等次" in desk.get(address).content.decode()


def test_places_are_uploaded_and_listed(desk: Client, world: World) -> None:
    PlaceFactory(name="合德镇", division_code="320924100")
    file = workbook(PLACES, ["阜城街道", "320923001", "119.81", "33.78"])
    answer = desk.post("/unions/places/places/upload/", {"file": file})
    assert answer.headers["Location"] == "/unions/places/?list=places"
    assert names_in(desk.get("/unions/places/")) == ["阜城街道"]


def test_bad_cells_of_places_are_shown_and_nothing_taken(desk: Client, world: World) -> None:
    file = workbook(PLACES, ["阜城街道", "320924001", "119.81", "33.78"])
    answer = desk.post("/unions/places/places/upload/", {"file": file})
    assert (answer.status_code, Place.objects.count()) == (422, 0)
    assert "第2行B列" in answer.content.decode()


@pytest.mark.parametrize("slug", ["places", "zones", "industries"])
def test_templates_of_places_are_workbooks(desk: Client, world: World, slug: str) -> None:
    load_workbook(BytesIO(desk.get(f"/unions/places/{slug}/template.xlsx").content))
    assert desk.get("/unions/places/", {"list": slug}).status_code == 200


def test_an_unknown_table_does_not_exist(desk: Client, world: World) -> None:
    answers = [
        desk.get("/unions/places/", {"list": "x"}),
        desk.get("/unions/places/x/template.xlsx"),
        desk.post("/unions/places/x/upload/"),
        desk.get("/unions/places/places/upload/"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 405]


def test_register_speaks_english_when_asked(desk: Client, world: World) -> None:
    desk.cookies["django_language"] = "en"
    assert "Register of unions" in desk.get("/unions/").content.decode()


def test_changes_of_a_union_are_told_to_whom_may_see_it(client: Client, world: World, now: datetime) -> None:
    edit_union(actor=world.officer, union=world.host, now=now, members=500, address="新路1号")
    client.force_login(world.officer)
    page = client.get(f"/unions/{world.host.pk}/changes/")
    told = [row.record for row in page.context["table"].page if row.record.field]
    assert sorted((change.by, change.field, change.before, change.after) for change in told) == [
        ("王启航", "会员数", "420", "500"),
        ("王启航", "地址", "–", "新路1号"),
    ]
    assert "修改工会" in page.content.decode()
    assert client.get(f"/unions/{world.foreign_host.pk}/changes/").status_code == 404
