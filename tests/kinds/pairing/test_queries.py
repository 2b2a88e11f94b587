from __future__ import annotations

from datetime import date, datetime

import pytest
from tests.factories.pairing import guest, guest_book, guest_row, host, lists, match, matched, unit
from tests.factories.pledges import drafted
from tests.factories.programmes import ParameterFactory, ProgrammeFactory
from tests.factories.world import World, make_world

from lianshou.core.kinds import registry
from lianshou.kernel.intake.actions import open_import
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.actions import approve_placements, hold
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kernel.placement.queries import latest_result
from lianshou.kinds.pairing.actions import move_guest
from lianshou.kinds.pairing.queries import (
    checks_of,
    choices_of,
    instance_of,
    settings_of,
    standing_result,
    waiting_for,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


TODAY = date(2020, 6, 24)


def told(world: World, who: str) -> list[tuple[str, bool]]:
    return [(item.url, item.waiting) for item in waiting_for(actor=getattr(world, who), today=TODAY)]


def test_settings_lay_the_programme_over_the_region_over_the_house(world: World) -> None:
    ParameterFactory(key="pairing.rooms", region="32", value={"city": {"low": 1, "high": 3, "most": 5}})
    world.programme.settings = {"group": 20.0, "rooms": {"province": {"low": 2, "high": 2, "most": 2}}}
    settings = settings_of(programme=world.programme)
    assert (settings.group, settings.division, settings.distance) == (20.0, "320923", 1.0)
    assert (settings.rooms.city.high, settings.rooms.province.most, settings.rooms.nation.low) == (3, 2, 3)


def test_instance_holds_facts_and_the_word_of_persons(world: World, now: datetime) -> None:
    opening = host(world.programme, world.host, "province", (3, 4, 6))
    asking = guest(world.programme, world.guest)
    hold(actor=world.officer, application=asking, opening=opening, verdict="lock", reason="", now=now)
    instance = instance_of(programme=world.programme)
    one, other = instance.hosts[0], instance.guests[0]
    assert (one.id, one.level, one.low, one.high, one.most) == (str(opening.pk), "province", 3, 4, 6)
    assert (one.honour.document_no, one.zone, one.chains) == (
        "苏工发〔2018〕12号",
        "阜宁经济开发区",
        ("风电",),
    )  # type: ignore[union-attr]
    assert (other.founded_on, other.point) == (date(2020, 3, 2), (119.815, 33.764))
    assert instance.locks == ((str(asking.pk), str(opening.pk)),)


def test_instance_knows_pairs_of_earlier_rounds(world: World) -> None:
    earlier = ProgrammeFactory(union=world.county, year=2019)
    Placement.objects.create(
        programme=earlier,
        application=guest(earlier, world.guest),
        opening=host(earlier, world.host),
        state="active",
    )
    opening, asking = host(world.programme, world.host), guest(world.programme, world.guest)
    assert instance_of(programme=world.programme).existing == ((str(asking.pk), str(opening.pk)),)


def test_standing_result_is_that_of_the_run_while_nobody_moves(world: World) -> None:
    run = matched(world)
    instance = instance_of(programme=world.programme)
    standing = standing_result(programme=world.programme, instance=instance, run=run)
    key = [(pair["guest"], pair["host"]) for pair in standing["pairs"]]
    assert sorted(key) == sorted((pair["guest"], pair["host"]) for pair in run.result["pairs"])
    assert (standing["cost"], standing["optimal"], standing["hosts"]) == (
        run.result["cost"],
        True,
        run.result["hosts"],
    )


def test_standing_result_follows_a_move_by_hand(world: World, now: datetime) -> None:
    run = matched(world)
    asking = Application.objects.get(union__name="新建0公司")
    other = Opening.objects.select_related("programme__union").get(union__name="帮带1公司")
    price = choices_of(programme=world.programme, application=asking, to=other).price
    assert price is not None
    move_guest(actor=world.officer, application=asking, opening=other, reason="同一园区", now=now)
    instance = instance_of(programme=world.programme)
    standing = standing_result(programme=world.programme, instance=instance, run=run)
    assert (standing["cost"], standing["optimal"]) == (run.result["cost"] + price["cost_now"], False)
    assert {one["name"]: one["load"] for one in standing["hosts"]} == {"帮带0公司": 1, "帮带1公司": 2}


def test_checks_notice_that_the_lists_are_newer(world: World) -> None:
    matched(world)
    assert checks_of(programme=world.programme).stale is False
    guest(world.programme, unit(world, "晚来公司", 3))
    checks = checks_of(programme=world.programme)
    assert (checks.stale, checks.unmatched, checks.pairs) == (True, 1, 3)


@pytest.mark.parametrize(
    ("verdict", "with_own_host", "stale"),
    [("lock", False, True), ("lock", True, False), ("forbid", True, True)],
)
def test_checks_notice_holds_that_the_pairs_do_not_honour(
    world: World, now: datetime, verdict: str, with_own_host: bool, stale: bool
) -> None:
    matched(world)
    asking = Application.objects.select_related("programme__union").get(union__name="新建0公司")
    own = asking.placements.get().opening
    host_of = own if with_own_host else Opening.objects.exclude(pk=own.pk).first()
    assert host_of is not None
    hold(
        actor=world.officer, application=asking, opening=host_of, verdict=verdict, reason="同一园区", now=now
    )
    assert checks_of(programme=world.programme).stale is stale
    match(world)
    assert checks_of(programme=world.programme).stale is False


def test_choices_come_cheapest_first_and_leave_the_present_one_out(world: World) -> None:
    matched(world, hosts=3)
    asking = Application.objects.get(union__name="新建0公司")
    offer = choices_of(programme=world.programme, application=asking, to=None)
    assert offer.present is not None
    assert (offer.present.name, [one.name for one in offer.choices]) == (
        "帮带0公司",
        ["帮带1公司", "帮带2公司"],
    )


def test_the_officer_is_told_to_match_and_then_who_has_it(world: World) -> None:
    lists(world)
    desk = f"/pairing/{world.programme.pk}/"
    assert told(world, "officer") == [(desk, False)]
    match(world)
    assert told(world, "officer") == [(f"{desk}pairs/", True)]


def test_the_approver_is_told_what_waits_and_then_the_officer(world: World, now: datetime) -> None:
    matched(world)
    assert told(world, "approver") == [(f"/pairing/{world.programme.pk}/approval/", False)]
    approve_placements(actor=world.approver, programme=world.programme, now=now)
    assert told(world, "approver") == []
    assert told(world, "officer") == [(f"/agreements/issue/{world.programme.pk}/", False)]


def test_the_officer_is_told_of_rows_that_wait(world: World, now: datetime) -> None:
    content = guest_book(guest_row(founded_on="?"))
    batch = open_import(
        actor=world.officer,
        programme=world.programme,
        list_slug="guests",
        name="x.xlsx",
        content=content,
        now=now,
    )
    desk = (f"/pairing/{world.programme.pk}/", False)
    assert told(world, "officer") == [(f"/imports/{batch.pk}/", False), desk]


def test_the_officer_is_told_to_bring_the_lists_of_the_own_county_only(world: World) -> None:
    assert told(world, "officer") == [(f"/pairing/{world.programme.pk}/", False)]
    assert told(world, "foreign_officer") == [(f"/pairing/{world.foreign_programme.pk}/", False)]


def test_both_chairs_are_told_of_their_agreement_and_the_officer_waits(world: World) -> None:
    pledge = drafted(world)
    assert told(world, "host_account") == [(f"/agreements/{pledge.pk}/", False)]
    assert told(world, "guest_account") == [(f"/agreements/{pledge.pk}/", False)]
    assert told(world, "officer") == [(f"/agreements/?programme={world.programme.pk}", True)]


@pytest.mark.parametrize("who", ["foreign_chair_account", "audit_admin", "nobody"])
def test_nobody_else_is_told_anything(world: World, who: str) -> None:
    matched(world)
    drafted_for = getattr(world, who, None) or world.foreign_chair.account
    assert waiting_for(actor=drafted_for, today=TODAY) == []


def test_the_kind_repeats_a_run_to_the_same_answer(world: World) -> None:
    run = matched(world)
    matching = registry["pairing"].matching
    assert matching is not None
    again = matching.compute(run.input, lambda done, total: None)
    again.pop("placements")
    found = latest_result(programme=world.programme)
    assert found is not None
    assert again == found.result
