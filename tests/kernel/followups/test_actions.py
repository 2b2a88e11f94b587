from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied
from PIL import Image
from tests.factories.access import person_with
from tests.factories.followups import picture
from tests.factories.pledges import NOON, agreed, in_force
from tests.factories.world import World, make_world

from lianshou.core.refusals import Refused
from lianshou.kernel.access.enums import Role
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.followups.actions import (
    NewPhoto,
    add_photo,
    add_photos,
    record_followup,
    remove_followup,
)
from lianshou.kernel.followups.enums import Reason
from lianshou.kernel.followups.models import FollowUp, Photo
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.pledges.actions import end_pledge

pytestmark = pytest.mark.django_db
DAY = date(2020, 6, 24)


@pytest.fixture
def world() -> World:
    return make_world()


def recorded(world: World, actor: object | None = None, **changes: object) -> FollowUp:
    values: dict[str, object] = {
        "actor": actor or world.officer,
        "placement": Placement.objects.get(),
        "sort": "visit",
        "title": "到中成公司走访",
        "happened_on": DAY,
        "people": 12,
        "now": NOON,
    }
    return record_followup(**values | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["officer", "host_account", "guest_account"])
def test_officer_and_both_chairs_record(world: World, who: str) -> None:
    in_force(world)
    followup = recorded(world, getattr(world, who), minutes=90, place="职工之家", note="帮助建账")
    assert (followup.programme, followup.recorded_by, followup.people) == (
        world.programme,
        getattr(world, who),
        12,
    )
    assert Entry.objects.filter(verb="followup.recorded", subject_id=str(followup.pk)).count() == 1


@pytest.mark.parametrize("who", ["approver", "leader", "nobody", "audit_admin"])
def test_other_roles_do_not_record(world: World, who: str) -> None:
    in_force(world)
    with pytest.raises(PermissionDenied):
        recorded(world, getattr(world, who))


@pytest.mark.parametrize("who", ["foreign_officer", "foreign_chair"])
def test_strangers_are_refused(world: World, who: str) -> None:
    in_force(world)
    actor = getattr(world, who)
    with pytest.raises(Refused) as refusal:
        recorded(world, getattr(actor, "account", actor))
    assert refusal.value.reason == Reason.NOT_A_PARTY


@pytest.mark.parametrize(
    ("day", "reason"),
    [(date(2020, 6, 25), Reason.IN_THE_FUTURE), (date(2020, 6, 23), Reason.BEFORE_START)],
)
def test_day_lies_within_the_pairing(world: World, day: date, reason: Reason) -> None:
    in_force(world)
    with pytest.raises(Refused) as refusal:
        recorded(world, happened_on=day)
    assert refusal.value.reason == reason


def test_nothing_is_recorded_before_or_after_the_agreement(world: World) -> None:
    pledge = agreed(world)
    with pytest.raises(Refused) as refusal:
        recorded(world)
    assert refusal.value.reason == Reason.NOT_RUNNING
    end_pledge(actor=world.officer, pledge=pledge, reason="撤回", ended_on=DAY, now=NOON)
    with pytest.raises(Refused):
        recorded(world)


def test_photos_are_kept_without_hidden_data(world: World) -> None:
    in_force(world)
    photo = NewPhoto(content=picture(width=3000, height=2000, place=True), credit=" 王启航 ", caption="走访")
    followup = recorded(world, photos=[photo])
    kept = followup.photos.get()
    assert (kept.credit, kept.caption, kept.width, kept.height) == ("王启航", "走访", 2400, 1600)
    for file in (kept.image, kept.thumbnail):
        with file.open("rb") as source:
            content = source.read()
        opened = Image.open(BytesIO(content))
        assert (opened.format, dict(opened.getexif())) == ("JPEG", {})
    assert Entry.objects.filter(verb="followup.photo_added").count() == 1


def test_one_bad_photo_leaves_nothing_half_written(world: World) -> None:
    in_force(world)
    photos = [NewPhoto(content=picture(), credit="王启航"), NewPhoto(content=b"<svg/>", credit="王启航")]
    with pytest.raises(Refused) as refusal:
        recorded(world, photos=photos)
    assert refusal.value.reason == Reason.NOT_A_PICTURE
    assert (FollowUp.objects.count(), Photo.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("content", "credit", "reason"),
    [
        (picture(), " ", Reason.CREDIT_MISSING),
        (picture()[:-200], "王启航", Reason.DAMAGED),
        (b"<html>", "王启航", Reason.NOT_A_PICTURE),
    ],
)
def test_photo_is_refused_with_its_reason(world: World, content: bytes, credit: str, reason: Reason) -> None:
    in_force(world)
    followup = recorded(world)
    with pytest.raises(Refused) as refusal:
        add_photo(actor=world.officer, followup=followup, content=content, credit=credit, now=NOON)
    assert refusal.value.reason == reason


def test_photo_larger_than_the_limit_is_refused(world: World, settings: LazySettings) -> None:
    settings.LIANSHOU_PHOTO_LIMIT = 100
    in_force(world)
    with pytest.raises(Refused) as refusal:
        recorded(world, photos=[NewPhoto(content=picture(), credit="王启航")])
    assert refusal.value.reason == Reason.TOO_LARGE


def test_at_most_nine_photos(world: World) -> None:
    in_force(world)
    followup = recorded(world)
    photos = [NewPhoto(content=picture(width=20, height=20), credit="王启航")] * 10
    with pytest.raises(Refused) as refusal:
        add_photos(actor=world.officer, followup=followup, photos=photos, now=NOON)
    assert (refusal.value.reason, followup.photos.count()) == (Reason.TOO_MANY, 0)


def test_removal_keeps_the_row_and_the_reason(world: World) -> None:
    in_force(world)
    followup = recorded(world)
    remove_followup(actor=world.host_account, followup=followup, reason=" 重复登记 ", now=NOON)
    followup.refresh_from_db()
    assert (followup.removed_at, followup.removal_reason) == (NOON, "重复登记")
    with pytest.raises(Refused) as refusal:
        remove_followup(actor=world.officer, followup=followup, reason="再", now=NOON)
    assert refusal.value.reason == Reason.REMOVED


def test_strangers_do_not_remove(world: World) -> None:
    in_force(world)
    followup = recorded(world)
    stranger = person_with(Role.CHAIR, world.foreign_guest)
    with pytest.raises(Refused) as refusal:
        remove_followup(actor=stranger, followup=followup, reason="试试", now=NOON)
    assert refusal.value.reason == Reason.NOT_A_PARTY
