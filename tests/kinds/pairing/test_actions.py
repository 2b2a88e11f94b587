from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories.pairing import guest_book, guest_row, host, host_book, host_row, match, matched, unit
from tests.factories.programmes import ParameterFactory
from tests.factories.world import World, make_world

from lianshou.core.refusals import Refused
from lianshou.kernel.intake.actions import open_import, take_rows
from lianshou.kernel.intake.models import Application
from lianshou.kernel.people.queries import chairs_of
from lianshou.kernel.placement.actions import approve_placements
from lianshou.kernel.placement.enums import Origin, State
from lianshou.kernel.placement.models import Hold, Opening, Placement
from lianshou.kernel.unions.models import Honour, Union
from lianshou.kinds.pairing.actions import change_numbers, move_guest, take_guest, take_host, withdraw_guest
from lianshou.kinds.pairing.enums import Reason
from lianshou.kinds.pairing.queries import settings_of
from lianshou.kinds.pairing.rules.settings import SettingsError

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def values(**given: Any) -> dict[str, Any]:
    """What is left of a sound row after typing."""
    return {"name": "江苏老牌风电有限公司", "township": "阜城街道", **given}


def taken(world: World, slug: str, content: bytes, now: datetime) -> None:
    batch = open_import(
        actor=world.officer,
        programme=world.programme,
        list_slug=slug,
        name="名单.xlsx",
        content=content,
        now=now,
    )
    take_rows(actor=world.officer, batch=batch, now=now)


def test_take_host_enters_an_unknown_union_below_its_township(world: World, now: datetime) -> None:
    opening = take_host(
        actor=world.officer,
        programme=world.programme,
        values=values(
            level="province",
            granted_on=date(2018, 4, 28),
            document_no="苏工发〔2018〕9号",
            longitude=119.82,
            latitude=33.78,
            chair="李老",
            phone="0515-1",
        ),
        now=now,
    )
    union = opening.union
    assert union.path[:-4] == world.township.path
    assert (union.division_code, union.longitude, union.township) == ("320923", Decimal("119.82"), "阜城街道")
    assert (opening.low, opening.high, opening.most, opening.pairing.level) == (3, 4, 6, "province")
    assert [(one.level, one.document_no) for one in Honour.objects.filter(union=union)] == [
        ("province", "苏工发〔2018〕9号")
    ]
    assert chairs_of([union])[union.pk].name == "李老"


def test_take_host_keeps_what_the_row_leaves_empty(world: World, now: datetime) -> None:
    take_host(
        actor=world.officer,
        programme=world.programme,
        values={
            "name": "金海新能源公司",
            "level": "province",
            "granted_on": date(2018, 4, 28),
            "members": 500,
        },
        now=now,
    )
    world.host.refresh_from_db()
    assert (world.host.name, world.host.members, world.host.industry_code) == (
        "金海新能源公司工会",
        500,
        "3415",
    )
    assert Honour.objects.filter(union=world.host).count() == 1
    assert Union.objects.filter(name__contains="金海").count() == 1


def test_take_host_takes_the_room_of_the_row_before_that_of_the_level(world: World, now: datetime) -> None:
    opening = take_host(
        actor=world.officer,
        programme=world.programme,
        values=values(level="city", granted_on=date(2018, 4, 28), low=2, high=3, most=3),
        now=now,
    )
    assert (opening.low, opening.high, opening.most) == (2, 3, 3)


def test_take_host_takes_the_room_of_the_region(world: World, now: datetime) -> None:
    ParameterFactory(key="pairing.rooms", region="3209", value={"city": {"low": 2, "high": 2, "most": 5}})
    opening = take_host(
        actor=world.officer,
        programme=world.programme,
        values=values(level="city", granted_on=date(2018, 4, 28)),
        now=now,
    )
    assert (opening.low, opening.high, opening.most) == (2, 2, 5)


def test_take_host_refuses_a_guest_of_the_same_programme(world: World, now: datetime) -> None:
    take_guest(actor=world.officer, programme=world.programme, values=values(), now=now)
    with pytest.raises(Refused) as caught:
        take_host(
            actor=world.officer,
            programme=world.programme,
            values=values(level="city", granted_on=date(2018, 1, 1)),
            now=now,
        )
    assert caught.value.reason is Reason.ALREADY_GUEST


def test_take_guest_refuses_a_host_of_the_same_programme(world: World, now: datetime) -> None:
    host(world.programme, world.host)
    with pytest.raises(Refused) as caught:
        take_guest(
            actor=world.officer, programme=world.programme, values={"name": "金海新能源公司工会"}, now=now
        )
    assert caught.value.reason is Reason.ALREADY_HOST


def test_take_guest_twice_keeps_one_application(world: World, now: datetime) -> None:
    for _ in range(2):
        take_guest(actor=world.officer, programme=world.programme, values=values(), now=now)
    assert (Application.objects.count(), Union.objects.filter(name="江苏老牌风电有限公司").count()) == (1, 1)


def test_take_guest_makes_a_new_sector_union_in_its_zone(world: World, now: datetime) -> None:
    application = take_guest(
        actor=world.officer,
        programme=world.programme,
        values={"name": "阜宁新风有限公司", "zone": "经济开发区", "chains": ("风电",)},
        now=now,
    )
    union = application.union
    assert (union.is_new_sector, union.zone) == (True, world.zone)
    assert [chain.name for chain in union.chains.all()] == ["风电"]


def test_take_guest_refuses_a_chair(world: World, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        take_guest(actor=world.guest_account, programme=world.programme, values=values(), now=now)


def test_the_two_lists_become_pairs(world: World, now: datetime) -> None:
    taken(
        world,
        "hosts",
        host_book(host_row(), host_row("阜宁纺织集团有限公司", level="市级", industry="1711")),
        now,
    )
    taken(
        world,
        "guests",
        guest_book(
            guest_row("甲风机有限公司"),
            guest_row("乙织造有限公司", industry="1711"),
            guest_row("丙风机有限公司"),
        ),
        now,
    )
    run = match(world)
    assert (run.state, run.result["optimal"]) == ("done", True)
    assert {
        str(one.application): str(one.opening)
        for one in Placement.objects.all().select_related("application__union", "opening__union")
    } == {
        "甲风机有限公司": "江苏老牌风电有限公司",
        "丙风机有限公司": "江苏老牌风电有限公司",
        "乙织造有限公司": "阜宁纺织集团有限公司",
    }


def test_freezing_names_nobody(world: World, now: datetime) -> None:
    taken(world, "hosts", host_book(host_row()), now)
    taken(world, "guests", guest_book(guest_row()), now)
    frozen = str(match(world).input)
    assert [word in frozen for word in ("李老", "王新", "0515-87200001")] == [False, False, False]


def test_move_guest_writes_the_terms_of_the_new_pair(world: World, now: datetime) -> None:
    matched(world)
    asking = Application.objects.get(union__name="新建0公司")
    other = Opening.objects.select_related("programme__union").get(union__name="帮带1公司")
    placed = move_guest(actor=world.officer, application=asking, opening=other, reason="同一集团", now=now)
    assert (placed.origin, placed.reasons["host_name"], placed.reasons["locked"]) == (
        Origin.MANUAL,
        "帮带1公司",
        True,
    )
    assert placed.reasons["distance_m"] == pytest.approx(9_000, abs=100)
    assert set(placed.reasons["terms"]) == {"distance", "industry", "group", "renewal"}
    assert "按指定" not in placed.reasons["sentence"]["zh"]


def test_withdraw_guest_takes_its_proposal_and_holds_along(world: World, now: datetime) -> None:
    matched(world)
    asking = Application.objects.get(union__name="新建0公司")
    other = Opening.objects.select_related("programme__union").get(union__name="帮带1公司")
    move_guest(actor=world.officer, application=asking, opening=other, reason="同一集团", now=now)
    withdraw_guest(actor=world.officer, application=asking, now=now)
    assert (Placement.objects.filter(application=asking).count(), Hold.objects.count()) == (0, 0)


def test_withdraw_guest_refuses_after_the_approval(world: World, now: datetime) -> None:
    matched(world)
    approve_placements(actor=world.approver, programme=world.programme, now=now)
    with pytest.raises(Refused):
        withdraw_guest(actor=world.officer, application=Application.objects.all()[0], now=now)
    assert Placement.objects.filter(state=State.APPROVED).count() == 3


def test_change_numbers_moves_the_rooms_that_follow_their_level(world: World, now: datetime) -> None:
    usual = host(world.programme, unit(world, "甲公司", 1))
    own = host(world.programme, unit(world, "乙公司", 2), room=(2, 2, 2))
    numbers = {"rooms": {"city": {"low": 1, "high": 3, "most": 5}}, "group": 20.0}
    change_numbers(actor=world.officer, programme=world.programme, numbers=numbers, now=now)
    world.programme.refresh_from_db()
    rooms = Opening.objects.order_by("pk").values_list("pk", "low", "high", "most")
    assert list(rooms) == [(usual.pk, 1, 3, 5), (own.pk, 2, 2, 2)]
    assert settings_of(programme=world.programme).group == 20.0


def test_change_numbers_refuses_what_cannot_be(world: World, now: datetime) -> None:
    with pytest.raises(SettingsError):
        change_numbers(
            actor=world.officer,
            programme=world.programme,
            numbers={"rooms": {"city": {"low": 3, "high": 1, "most": 1}}},
            now=now,
        )
    world.programme.refresh_from_db()
    assert world.programme.settings == {}
