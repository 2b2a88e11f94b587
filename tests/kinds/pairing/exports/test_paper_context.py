from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.factories.intake import ApplicationFactory
from tests.factories.pledges import approved
from tests.factories.unions import HonourFactory, UnionFactory
from tests.factories.world import World, make_world

from lianshou.formats.papers import fields_of
from lianshou.kernel.people.queries import chairs_of
from lianshou.kernel.unions.enums import HonourLevel
from lianshou.kinds.pairing.exports.agreement import default_template
from lianshou.kinds.pairing.exports.paper_context import agreement_context
from lianshou.kinds.pairing.models import GuestDetail

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def words(world: World, placement: Any) -> dict[str, Any]:
    return agreement_context(
        placement=placement,
        number="阜联手〔2020〕1号",
        starts_on=date(2020, 6, 24),
        ends_on=date(2020, 12, 31),
        chairs=chairs_of([world.host, world.guest]),
    )


def test_context_holds_every_field_of_the_template(world: World) -> None:
    context = words(world, approved(world.programme, world.host, world.guest))
    wanted = {field for field in fields_of(default_template("zh")) if "[]" not in field}
    held = set(context) | {f"{side}.{key}" for side in ("host", "guest") for key in context[side]}
    assert wanted - held == set()


def test_both_sides_are_said(world: World) -> None:
    context = words(world, approved(world.programme, world.host, world.guest))
    assert (context["federation"], context["county"], context["year"]) == ("阜宁县总工会", "阜宁县", 2020)
    assert (context["starts_on"], context["ends_on"]) == ("2020年6月24日", "2020年12月31日")
    assert context["guest"] == {
        "name": "中成紧固技术公司工会",
        "chair": "任青禾",
        "phone": "138****0002",
        "address": "阜城街道阜宁经济开发区",
        "industry": "通用设备制造业",
        "credit_code": None,
        "founded_on": "2020年3月2日",
        "members": 86,
    }


def test_honours_are_those_held_highest_first(world: World) -> None:
    HonourFactory(union=world.host, level=HonourLevel.NATION, granted_on=date(2021, 5, 1))
    HonourFactory(union=world.host, level=HonourLevel.CITY, granted_on=date(2016, 5, 1))
    HonourFactory(
        union=world.host,
        level=HonourLevel.COUNTY,
        granted_on=date(2015, 5, 1),
        withdrawn_on=date(2017, 1, 1),
    )
    context = words(world, approved(world.programme, world.host, world.guest))
    assert [honour["level"] for honour in context["host"]["honours"]] == ["省级", "市级"]


def test_goal_is_the_guests_wish_or_the_usual_one(world: World) -> None:
    placement = approved(world.programme, world.host, world.guest)
    assert words(world, placement)["goal"] == "县级模范职工之家"
    GuestDetail.objects.create(application=placement.application, wish="市级模范职工之家")
    placement.application.refresh_from_db()
    assert words(world, placement)["goal"] == "市级模范职工之家"


def test_reasons_join_the_computation_and_the_hand(world: World) -> None:
    placement = approved(world.programme, world.host, world.guest)
    placement.reason = "双方自愿。"
    assert words(world, placement)["reasons"] == "相距0.4公里，同属风电产业链；双方自愿。"
    placement.reason, placement.reasons = "", {}
    assert words(world, placement)["reasons"] is None


def test_words_of_the_programme_come_first(world: World) -> None:
    world.programme.settings = {"agreement": {"commitments_host": ["每月上门一次。"], "remarks": "试点。"}}
    context = words(world, approved(world.programme, world.host, world.guest))
    assert (context["commitments_host"], context["remarks"]) == (["每月上门一次。"], "试点。")
    assert len(context["commitments_guest"]) == 3


def test_what_is_unknown_stays_empty(world: World) -> None:
    placement = approved(world.programme, UnionFactory(parent=world.county), world.guest)
    placement.application = ApplicationFactory(
        programme=world.programme, union=UnionFactory(parent=world.county)
    )
    context = words(world, placement)
    empty = {"chair": None, "phone": None, "address": None, "industry": None, "credit_code": None}
    assert {key: context["host"][key] for key in empty} == empty
    assert (context["host"]["honours"], context["guest"]["founded_on"]) == ([], None)
