from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.intake import ImportFactory
from tests.factories.pairing import guest, host, lists, match, matched, unit
from tests.factories.pairing_facts import make_row
from tests.factories.world import World, make_world

from lianshou.core.kinds import registry
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.actions import approve_placements, start_run
from lianshou.kernel.placement.enums import State
from lianshou.kernel.placement.models import Hold, MatchRun, Opening, Placement
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Place
from lianshou.kinds.pairing.queries import places_known

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}
PAGES = ["desk", "hosts", "guests", "pairs", "map", "approval", "settings"]


@pytest.fixture
def world() -> World:
    return make_world()


def enter(client: Client, account: Any) -> Client:
    client.force_login(account)
    return client


def url(name: str, world: World, *args: Any) -> str:
    return reverse(f"pairing:{name}", args=[world.programme.pk, *args])


def text(response: Any) -> str:
    return str(response.content.decode())


def pair_of(name: str) -> Placement:
    return Placement.objects.select_related("application", "opening").get(application__union__name=name)


# --- every page, in every stage, for everybody


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("stage", ["empty", "listed", "matched", "approved"])
def test_every_page_opens_in_every_stage(
    client: Client, world: World, now: datetime, page: str, stage: str
) -> None:
    if stage == "listed":
        lists(world)
    if stage in ("matched", "approved"):
        matched(world)
    if stage == "approved":
        approve_placements(actor=world.approver, programme=world.programme, now=now)
    assert enter(client, world.officer).get(url(page, world)).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "workbook", "result", "map_file"])
def test_a_foreign_officer_finds_nothing(client: Client, world: World, page: str) -> None:
    matched(world)
    assert enter(client, world.foreign_officer).get(url(page, world)).status_code == 404


def test_a_foreign_officer_finds_nothing_of_a_pair(client: Client, world: World) -> None:
    run = matched(world)
    pair = pair_of("新建0公司")
    guest_pk, host_pk = pair.application_id, pair.opening_id
    enter(client, world.foreign_officer)
    mine = world.foreign_programme.pk
    gets = [
        url("pair", world, pair.pk),
        url("run", world, run.number),
        url("room", world, host_pk),
        url("withdraw", world, guest_pk),
        url("move", world, guest_pk),
        reverse("pairing:pair", args=[mine, pair.pk]),
        reverse("pairing:room", args=[mine, host_pk]),
        reverse("pairing:withdraw", args=[mine, guest_pk]),
        reverse("pairing:move", args=[mine, guest_pk]),
        reverse("placement:run", args=[run.pk]),
        reverse("placement:input", args=[run.pk]),
        reverse("placement:result", args=[run.pk]),
    ]
    assert [client.get(one).status_code for one in gets] == [404] * len(gets)


def test_a_foreign_officer_changes_nothing(client: Client, world: World) -> None:
    matched(world)
    pair = pair_of("新建0公司")
    enter(client, world.foreign_officer)
    posts = [
        url("start", world),
        url("approve", world),
        url("reopen", world),
        url("close", world, pair.opening_id),
        url("withdraw", world, pair.application_id),
        url("hold", world, pair.application_id),
        url("confirm_move", world, pair.application_id),
    ]
    answers = [client.post(one).status_code for one in posts]
    assert answers == [404, 403, 403, 404, 404, 404, 404]  # an officer approves nothing anywhere
    assert (MatchRun.objects.count(), Placement.objects.count(), Hold.objects.count()) == (1, 3, 0)


@pytest.mark.parametrize("who", ["host_account", "nobody", "audit_admin", "system_admin"])
def test_who_has_no_desk_finds_nothing(client: Client, world: World, who: str) -> None:
    matched(world)
    enter(client, getattr(world, who))
    assert [client.get(url(page, world)).status_code for page in PAGES] == [403] * len(PAGES)


def test_a_leader_reads_and_changes_nothing(client: Client, world: World) -> None:
    matched(world)
    pair = pair_of("新建0公司")
    enter(client, world.leader)
    read = ["desk", "hosts", "guests", "pairs", "map", "approval"]
    assert [client.get(url(page, world)).status_code for page in read] == [200] * len(read)
    assert client.get(url("settings", world)).status_code == 403
    assert client.get(url("move", world, pair.application_id)).status_code == 403
    posts = [
        url("start", world),
        url("approve", world),
        url("close", world, pair.opening_id),
        url("withdraw", world, pair.application_id),
    ]
    assert [client.post(one).status_code for one in posts] == [403] * len(posts)


def test_an_officer_does_not_approve(client: Client, world: World) -> None:
    matched(world)
    enter(client, world.officer)
    assert client.post(url("approve", world)).status_code == 403
    page = client.get(url("approval", world))
    assert (page.context["may_approve"], url("approve", world) in text(page)) == (False, False)


@pytest.mark.parametrize("page", ["hosts", "guests", "pairs"])
def test_lists_need_the_same_queries_for_one_row_and_three(client: Client, world: World, page: str) -> None:
    matched(world, hosts=1, guests=1)
    enter(client, world.officer).get(url(page, world))
    with CaptureQueriesContext(connection) as one:
        client.get(url(page, world))
    for number in (7, 8):
        opening = host(world.programme, unit(world, f"另{number}公司", number))
        asking = guest(world.programme, unit(world, f"又{number}公司", number))
        Placement.objects.create(
            programme=world.programme,
            application=asking,
            opening=opening,
            reasons=pair_of("新建0公司").reasons,
        )
    with CaptureQueriesContext(connection) as three:
        client.get(url(page, world))
    assert len(three) == len(one)


# --- matching


def test_start_computes_and_shows_the_run(
    client: Client, world: World, django_capture_on_commit_callbacks: Any
) -> None:
    lists(world)
    enter(client, world.officer)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url("start", world))
    assert response.headers["Location"] == url("run", world, 1)
    assert MatchRun.objects.get().state == "done"
    assert client.get(url("run", world, 1)).context["result"]["optimal"] is True


def test_start_twice_is_refused_kindly(client: Client, world: World, now: datetime) -> None:
    lists(world)
    start_run(
        actor=world.officer,
        programme=world.programme,
        now=datetime.now(tz=now.tzinfo),
        enqueue=lambda _: None,
    )
    response = enter(client, world.officer).post(url("start", world))
    assert (response.status_code, MatchRun.objects.count()) == (409, 1)


def test_a_run_under_way_polls_with_and_without_scripts(client: Client, world: World, now: datetime) -> None:
    lists(world)
    start_run(
        actor=world.officer,
        programme=world.programme,
        now=datetime.now(tz=now.tzinfo),
        enqueue=lambda _: None,
    )
    page = text(enter(client, world.officer).get(url("run", world, 1)))
    assert ('http-equiv="refresh"' in page, "hx-get" in page) == (True, True)
    fragment = text(client.get(url("run", world, 1), **HTMX))
    assert ("<html" in fragment, 'id="state"' in fragment) == (False, True)


# --- pairs


def test_pairs_filter_by_host_mark_and_place(client: Client, world: World, now: datetime) -> None:
    matched(world)
    pair = pair_of("新建0公司")
    enter(client, world.officer)

    def shown(**query: Any) -> list[str]:
        rows = client.get(url("pairs", world), query).context["table"].rows
        return sorted(row.record.application.union.name for row in rows)

    assert shown(host=pair.opening_id) == ["新建0公司", "新建1公司"]
    assert shown(q="xj2") == ["新建2公司"]
    assert shown(mark="locked") == []
    assert shown(place="别处") == []
    client.post(url("hold", world, pair.application_id), {"opening": pair.opening_id, "verdict": "lock"})
    assert shown(mark="locked") == ["新建0公司"]


def test_pairs_sort_by_distance(client: Client, world: World) -> None:
    matched(world)
    rows = enter(client, world.officer).get(url("pairs", world), {"sort": "-metres"}).context["table"].rows
    assert [row.record.application.union.name for row in rows] == ["新建1公司", "新建0公司", "新建2公司"]


def test_pairs_show_those_without_a_host_and_why(client: Client, world: World) -> None:
    hosts, _guests = lists(world, hosts=1, guests=3)
    Opening.objects.filter(pk=hosts[0].pk).update(low=0, high=1, most=1)
    match(world)
    response = enter(client, world.officer).get(url("pairs", world), {"show": "unmatched"})
    assert (response.context["unmatched"], len(response.context["table"].rows)) == (2, 2)


@pytest.mark.parametrize("query", [{"export": 1}, {"export": 1, "show": "unmatched"}])
def test_pairs_come_as_a_workbook(client: Client, world: World, query: dict[str, Any]) -> None:
    matched(world)
    response = enter(client, world.officer).get(url("pairs", world), query)
    assert (response.status_code, response.content[:2]) == (200, b"PK")


@pytest.mark.parametrize(("name", "start"), [("workbook", b"PK"), ("result", b"{"), ("map_file", b"<!")])
def test_the_result_comes_as_files(client: Client, world: World, name: str, start: bytes) -> None:
    matched(world)
    response = enter(client, world.officer).get(url(name, world))
    assert (response.status_code, response.content[: len(start)].lower()) == (200, start.lower())


def test_pair_shows_its_reasons(client: Client, world: World) -> None:
    matched(world)
    pair = pair_of("新建0公司")
    page = text(enter(client, world.officer).get(url("pair", world, pair.pk)))
    assert pair.reasons["sentence"]["zh"] in page


# --- moving


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_move_shows_the_price_before_anything_changes(
    client: Client, world: World, headers: dict[str, str]
) -> None:
    matched(world)
    pair = pair_of("新建0公司")
    other = Opening.objects.get(union__name="帮带1公司")
    response = enter(client, world.officer).get(
        url("move", world, pair.application_id), {"to": other.pk}, **headers
    )
    assert response.status_code == 200
    assert response.context["offer"].price["cost_now"] > 0
    assert ("<html" in text(response)) is (not headers)
    assert pair_of("新建0公司").opening_id == pair.opening_id


def test_move_is_confirmed_with_a_reason(client: Client, world: World) -> None:
    matched(world)
    pair = pair_of("新建0公司")
    other = Opening.objects.get(union__name="帮带1公司")
    enter(client, world.officer)
    refused = client.post(url("confirm_move", world, pair.application_id), {"to": other.pk, "reason": ""})
    assert (refused.status_code, pair_of("新建0公司").opening_id) == (422, pair.opening_id)
    done = client.post(
        url("confirm_move", world, pair.application_id), {"to": other.pk, "reason": "同一园区"}
    )
    assert done.headers["Location"] == url("pair", world, pair.pk)
    assert pair_of("新建0公司").opening_id == other.pk


def test_move_to_a_full_host_keeps_what_was_typed(client: Client, world: World) -> None:
    matched(world)
    pair = pair_of("新建0公司")
    other = Opening.objects.get(union__name="帮带1公司")
    Opening.objects.filter(pk=other.pk).update(low=0, high=1, most=1)
    enter(client, world.officer)
    response = client.post(
        url("confirm_move", world, pair.application_id), {"to": other.pk, "reason": "同一园区"}
    )
    assert (response.status_code, "同一园区" in text(response)) == (422, True)


def test_a_guest_without_a_host_is_placed_by_hand(client: Client, world: World) -> None:
    matched(world)
    late = guest(world.programme, unit(world, "晚来公司", 3))
    opening = Opening.objects.get(union__name="帮带0公司")
    enter(client, world.officer).post(
        url("confirm_move", world, late.pk), {"to": opening.pk, "reason": "后补"}
    )
    assert pair_of("晚来公司").opening_id == opening.pk


def test_hold_and_release(client: Client, world: World) -> None:
    matched(world)
    pair = pair_of("新建0公司")
    enter(client, world.officer)
    back = url("pair", world, pair.pk)
    asked = {"opening": pair.opening_id, "verdict": "forbid", "reason": "不合适", "back": back}
    assert client.post(url("hold", world, pair.application_id), asked).headers["Location"] == back
    assert Hold.objects.get().verdict == "forbid"
    elsewhere = {"back": "https://elsewhere.example/"}
    response = client.post(url("release", world, Hold.objects.get().pk), elsewhere)
    assert (response.headers["Location"], Hold.objects.count()) == (url("pairs", world), 0)


# --- lists and settings


def test_room_is_edited(client: Client, world: World) -> None:
    lists(world)
    opening = Opening.objects.get(union__name="帮带0公司")
    enter(client, world.officer)
    wrong = client.post(url("room", world, opening.pk), {"low": 3, "high": 1, "most": 1})
    assert (wrong.status_code, 'value="3"' in text(wrong)) == (422, True)
    client.post(url("room", world, opening.pk), {"low": 1, "high": 3, "most": 3})
    opening.refresh_from_db()
    assert (opening.low, opening.high, opening.most) == (1, 3, 3)


def test_a_guest_is_withdrawn_after_a_question(client: Client, world: World) -> None:
    matched(world)
    asking = Application.objects.get(union__name="新建0公司")
    enter(client, world.officer)
    assert client.get(url("withdraw", world, asking.pk)).status_code == 200
    client.post(url("withdraw", world, asking.pk))
    asking.refresh_from_db()
    assert asking.state == "withdrawn"


def test_a_host_is_taken_off_the_list(client: Client, world: World) -> None:
    matched(world)
    opening = Opening.objects.get(union__name="帮带0公司")
    enter(client, world.officer).post(url("close", world, opening.pk))
    opening.refresh_from_db()
    assert opening.state == "closed"


def test_settings_are_saved_and_kept_on_error(client: Client, world: World) -> None:
    enter(client, world.officer)
    form = client.get(url("settings", world)).context["form"]
    data = {key: "" if value is None else value for key, value in form.initial.items() if key in form.fields}
    wrong = client.post(url("settings", world), data | {"rooms__city__low": 9})
    assert (wrong.status_code, wrong.context["form"]["rooms__city__low"].value()) == (422, "9")
    done = client.post(url("settings", world), data | {"group": 25, "chains": "风电：3415、3482"})
    assert done.headers["Location"] == url("desk", world)
    saved = Programme.objects.get(pk=world.programme.pk).settings
    assert (saved["group"], saved["chains"]) == (25.0, {"风电": ["3415", "3482"]})


@pytest.mark.parametrize("page", ["hosts", "guests"])
def test_lists_come_as_workbooks(client: Client, world: World, page: str) -> None:
    lists(world)
    response = enter(client, world.officer).get(url(page, world), {"export": 1})
    assert (response.status_code, response.content[:2]) == (200, b"PK")


# --- approving


def test_an_approver_approves_and_reopens(client: Client, world: World) -> None:
    matched(world)
    enter(client, world.approver)
    assert client.get(url("approval", world)).context["checks"].unmatched == 0
    client.post(url("approve", world))
    assert set(Placement.objects.values_list("state", flat=True)) == {State.APPROVED}
    client.post(url("reopen", world))
    assert set(Placement.objects.values_list("state", flat=True)) == {State.PROPOSED}


def test_the_desk_says_what_comes_next(client: Client, world: World, now: datetime) -> None:
    enter(client, world.officer)
    stages = [client.get(url("desk", world)).context["stage"].now]
    lists(world)
    stages.append(client.get(url("desk", world)).context["stage"].now)
    match(world)
    stages.append(client.get(url("desk", world)).context["stage"].now)
    approve_placements(actor=world.approver, programme=world.programme, now=now)
    stages.append(client.get(url("desk", world)).context["stage"].now)
    assert stages == ["lists", "matching", "approval", "agreements"]


def test_an_upload_that_could_not_be_read_says_why_instead_of_counting_nothing(
    client: Client, world: World
) -> None:
    batch = ImportFactory(
        programme=world.programme,
        list_slug="guests",
        stage="failed",
        failure=[
            {
                "message": {"zh": "这是一张图片。", "en": "This is a picture."},
                "way_out": {"zh": "请上传表格。", "en": "Upload a workbook."},
            }
        ],
    )
    page = text(enter(client, world.officer).get(url("desk", world)))
    assert reverse("intake:detail", args=[batch.pk]) in page
    assert ("无法读取" in page, "这是一张图片。请上传表格。" in page, "已导入 0 行" in page) == (
        True,
        True,
        False,
    )


def test_a_place_that_is_no_township_of_the_region_is_marked_in_an_upload(
    client: Client, world: World, now: datetime
) -> None:
    Place.objects.create(
        name="羊寨镇", division_code=f"{world.county.division_code[:6]}101", longitude=119.9, latitude=33.8
    )
    assert places_known(programme=world.programme) >= {"羊寨镇"}
    rows = [
        make_row("guests", n, name=f"第{n}公司", township=town) for n, town in ((4, "羊寨镇"), (5, "杨寨镇"))
    ]
    kind = registry["pairing"].list_called("guests")
    found = kind.check(rows=rows, programme=world.programme, today=now.date())
    assert [(one.row, one.code) for one in found if one.code == "place_unknown"] == [(5, "place_unknown")]
