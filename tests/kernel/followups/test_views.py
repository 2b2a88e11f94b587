from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.followups import FollowUpFactory, PhotoFactory, picture
from tests.factories.pledges import agreed, approved, in_force
from tests.factories.unions import UnionFactory
from tests.factories.world import World, make_world
from zeal import zeal_ignore

from lianshou.kernel.access.models import User
from lianshou.kernel.followups.models import FollowUp, Photo
from lianshou.kernel.placement.enums import State as PlacementState
from lianshou.kernel.placement.models import Placement

pytestmark = pytest.mark.django_db
LIST, NEW = "/activities/", "/activities/new/"


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(datetime(2020, 6, 24, 5, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def world() -> World:
    return make_world()


def of(user: User | None) -> Client:
    client = Client()
    assert user is not None
    client.force_login(user)
    return client


def visit(world: World, **changes: object) -> FollowUp:
    placement = Placement.objects.first() or in_force(world).placement
    made: FollowUp = FollowUpFactory(placement=placement, recorded_by=world.officer, **changes)
    return made


def filled(**changes: object) -> dict[str, object]:
    return {
        "sort": "mutual_activity",
        "title": "羽毛球联谊赛",
        "happened_on": "2020-06-24",
        "people": "46",
        "minutes": "",
        "place": "职工之家",
        "note": "双方各出三队。",
        "credit": "王启航",
        "caption": "",
    } | changes


def upload(content: bytes, name: str = "a.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def test_list_shows_activities_in_scope(world: World) -> None:
    followup = visit(world)
    assert followup.title in of(world.guest_account).get(LIST).content.decode()
    assert followup.title not in of(world.foreign_officer).get(LIST).content.decode()


def test_empty_list_says_what_comes_next(world: World) -> None:
    assert "还没有登记活动" in of(world.officer).get(LIST).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 1),
        ("q=中成", 1),
        ("q=没有", 0),
        ("sort=visit", 0),
        ("sort=mutual_activity", 1),
        ("since=2020-06-25", 0),
        ("until=2020-06-24", 1),
        ("since=nonsense", 1),
        ("placement=999999", 1),
    ],
)
def test_list_is_narrowed(world: World, query: str, found: int) -> None:
    visit(world)
    assert of(world.officer).get(f"{LIST}?{query}").context["table"].paginator.count == found


@pytest.mark.parametrize("url", [LIST, "/activities/export.xlsx", NEW + "?q="])
def test_lists_read_as_often_for_three_as_for_one(world: World, url: str) -> None:
    visit(world)
    other = approved(world.programme, world.host, UnionFactory(parent=world.county))
    other.state = PlacementState.ACTIVE
    other.save()
    client, counts = of(world.officer), []
    client.get(url)
    for more in (0, 2):
        with zeal_ignore():
            for _number in range(more):
                visit(world)
                placement = approved(world.programme, world.host, UnionFactory(parent=world.county))
                placement.state = PlacementState.ACTIVE
                placement.save()
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_one_pairing_leads_straight_to_the_form(world: World) -> None:
    pledge = in_force(world)
    answer = of(world.guest_account).get(NEW)
    assert answer["Location"] == f"{NEW}?placement={pledge.placement_id}"
    words = of(world.guest_account).get(answer["Location"]).content.decode()
    assert 'name="credit" value="任青禾"' in words


def test_several_pairings_are_chosen_among(world: World) -> None:
    in_force(world)
    other = approved(world.programme, world.host, UnionFactory(parent=world.county, name="神山风电公司工会"))
    other.state = PlacementState.ACTIVE
    other.save()
    words = of(world.host_account).get(NEW).content.decode()
    assert "神山风电公司工会" in words
    assert "中成紧固技术公司工会" in words
    assert "神山" not in of(world.host_account).get(f"{NEW}?q=中成").content.decode()


def test_without_a_running_pairing_the_page_says_why(world: World) -> None:
    agreed(world)
    assert "您还没有已生效的结对" in of(world.host_account).get(NEW).content.decode()


@pytest.mark.parametrize(("who", "status"), [("foreign_officer", 404), ("leader", 403), ("nobody", 403)])
def test_a_pairing_of_others_is_not_there(world: World, who: str, status: int) -> None:
    url = f"{NEW}?placement={in_force(world).placement_id}"
    assert of(getattr(world, who)).get(url).status_code == status
    assert of(getattr(world, who)).post(url, filled()).status_code == status
    assert FollowUp.objects.count() == 0


@pytest.mark.parametrize("asked", ["x", "", "-1", "99999999999999999999"])
def test_a_nonsense_pairing_is_not_there(world: World, asked: str) -> None:
    assert of(world.officer).get(f"{NEW}?placement={asked}").status_code == 404


def test_activity_with_photos_is_recorded(world: World) -> None:
    url = f"{NEW}?placement={in_force(world).placement_id}"
    files = [upload(picture(place=True)), upload(picture(kind="PNG"), "b.png")]
    answer = of(world.guest_account).post(url, filled(photos=files))
    followup = FollowUp.objects.get()
    assert answer["Location"] == reverse("followups:detail", args=[followup.pk])
    assert (followup.title, followup.people, followup.minutes) == ("羽毛球联谊赛", 46, None)
    assert [photo.credit for photo in followup.photos.all()] == ["王启航", "王启航"]
    words = of(world.host_account).get(answer["Location"]).content.decode()
    assert "王启航 摄" in words


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "a.svg: 这个文件不是照片"),
        (b"<script>alert(1)</script>", "a.jpg", "a.jpg: 这个文件不是照片"),
        (picture()[:-200], "cut.jpg", "cut.jpg: 照片文件已损坏"),
        (b"", "empty.jpg", "empty.jpg: 这个文件不是照片"),
    ],
)
def test_hostile_uploads_are_named_and_everything_typed_stays(
    world: World, content: bytes, name: str, message: str
) -> None:
    url = f"{NEW}?placement={in_force(world).placement_id}"
    answer = of(world.officer).post(url, filled(photos=[upload(picture()), upload(content, name)]))
    words = answer.content.decode()
    assert (answer.status_code, FollowUp.objects.count()) == (422, 0)
    assert message in words
    assert "请重新选择照片" in words
    assert 'value="羽毛球联谊赛"' in words
    assert "双方各出三队。" in words


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"happened_on": "2020-06-25"}, "日期"),
        ({"happened_on": "2020-06-23"}, "日期早于结对开始的日期"),
        ({"title": ""}, "这个字段是必填项"),
        ({"people": "0"}, "大于或等于"),
        ({"sort": "party"}, "party"),
        ({"credit": " ", "photos": "x"}, "照片必须署名"),
    ],
)
def test_mistakes_are_said_at_the_field(world: World, changes: dict[str, object], message: str) -> None:
    url = f"{NEW}?placement={in_force(world).placement_id}"
    values = filled(**changes)
    if "photos" in changes:
        values["photos"] = [upload(picture())]
    answer = of(world.officer).post(url, values)
    assert (answer.status_code, FollowUp.objects.count()) == (422, 0)
    assert message in answer.content.decode()


def test_detail_in_scope_only(world: World) -> None:
    url = reverse("followups:detail", args=[visit(world).pk])
    assert of(world.leader).get(url).status_code == 200
    for who in (world.foreign_officer, world.foreign_chair.account):
        assert of(who).get(url).status_code == 404
    assert of(world.nobody).get(url).status_code == 403


@pytest.mark.parametrize("name", ["photo", "thumbnail"])
def test_photos_go_out_through_scope_with_safe_headers(world: World, name: str) -> None:
    photo = PhotoFactory(followup=visit(world))
    url = reverse(f"followups:{name}", args=[photo.pk])
    answer = of(world.guest_account).get(url)
    assert {key: answer[key] for key in ("Content-Type", "X-Content-Type-Options", "Cache-Control")} == {
        "Content-Type": "image/jpeg",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=3600",
    }
    assert answer["Content-Disposition"] == f'inline; filename="photo-{photo.pk}.jpg"'
    assert len(b"".join(answer.streaming_content)) > 100
    for who in (world.foreign_officer, world.foreign_chair.account):
        assert of(who).get(url).status_code == 404
    assert of(world.nobody).get(url).status_code == 403


def test_a_lost_file_is_not_found(world: World) -> None:
    photo = PhotoFactory(followup=visit(world))
    photo.image.storage.delete(photo.image.name)
    assert of(world.officer).get(reverse("followups:photo", args=[photo.pk])).status_code == 404


def test_photos_are_added_later(world: World) -> None:
    followup = visit(world)
    client, url = of(world.host_account), reverse("followups:add_photos", args=[followup.pk])
    assert client.post(url, {"credit": "卢明远"}).status_code == 422
    assert client.post(url, {"credit": "卢明远", "photos": [upload(b"no")]}).status_code == 422
    client.post(url, {"credit": "卢明远", "caption": "合影", "photos": [upload(picture())]})
    assert [(photo.credit, photo.caption) for photo in Photo.objects.all()] == [("卢明远", "合影")]
    assert of(world.foreign_officer).post(url, {"credit": "x"}).status_code == 404
    assert of(world.leader).post(url, {"credit": "x", "photos": [upload(picture())]}).status_code == 403


def test_a_mistake_is_taken_back_with_a_reason(world: World) -> None:
    followup = visit(world)
    client, url = of(world.officer), reverse("followups:remove", args=[followup.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "重复登记"})["Location"] == LIST
    assert client.get(reverse("followups:detail", args=[followup.pk])).status_code == 404
