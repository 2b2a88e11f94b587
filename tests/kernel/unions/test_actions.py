from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.unions.actions import (
    add_union,
    edit_union,
    enter_industries,
    enter_places,
    enter_zones,
    record_honour,
    record_upgrade,
)
from lianshou.kernel.unions.enums import Grade, Reason
from lianshou.kernel.unions.models import GradeChange, Industry, Place, Zone

CODE = "91350100M000100Y43"


def verbs() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_add_union_plants_it_below_its_parent_with_keys(world: World, now: datetime) -> None:
    union = add_union(
        actor=world.officer,
        parent=world.county,
        name="荣威娱乐(阜宁)公司工会",
        level="enterprise",
        now=now,
        chains=["文娱", "旅游"],
        zone_name="阜宁经济开发区",
        division_code="320923",
    )
    assert union.path[:-4] == world.county.path
    assert union.search == "rongweiyulefuninggongsigonghui rwylfngsgh 荣威娱乐(阜宁)公司工会"
    assert (union.zone, [c.name for c in union.chains.all()]) == (world.zone, ["文娱", "旅游"])
    assert verbs() == ["union.added"]


def test_add_union_makes_a_new_zone_in_its_county(world: World, now: datetime) -> None:
    union = add_union(
        actor=world.officer,
        parent=world.county,
        name="新区工会",
        level="enterprise",
        now=now,
        zone_name="高新区",
        division_code="320923005",
    )
    assert (union.zone.name, union.zone.division_code) == ("高新区", "320923")  # type: ignore[union-attr]


def test_add_union_is_refused_outside_the_subtree(world: World, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        add_union(actor=world.officer, parent=world.foreign_county, name="甲", level="enterprise", now=now)


@pytest.mark.parametrize(
    "who", ["approver", "leader", "host_account", "audit_admin", "system_admin", "nobody"]
)
def test_only_officers_add_unions(world: World, now: datetime, who: str) -> None:
    with pytest.raises(PermissionDenied):
        add_union(actor=getattr(world, who), parent=world.county, name="甲", level="enterprise", now=now)


def test_edit_union_writes_what_differs_and_names_the_fields(world: World, now: datetime) -> None:
    edit_union(
        actor=world.officer, union=world.guest, now=now, name=world.guest.name, members=90, chains=["风电"]
    )
    entry = Entry.objects.get()
    assert (entry.verb, entry.details) == ("union.edited", {"fields": ["members"]})


def test_edit_union_without_a_change_leaves_no_trace(world: World, now: datetime) -> None:
    edit_union(actor=world.officer, union=world.guest, now=now, members=86)
    assert verbs() == []


def test_edit_union_renews_the_search_key_with_the_name(world: World, now: datetime) -> None:
    union = edit_union(actor=world.officer, union=world.guest, now=now, name="神山风电公司工会")
    assert union.search == "shenshanfengdiangongsigonghui ssfdgsgh 神山风电公司工会"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"credit_code": CODE}, Reason.CODE_TAKEN),
        ({"longitude": Decimal("33.7"), "latitude": Decimal("119.8")}, Reason.BAD_POINT),
        ({"longitude": None}, Reason.BAD_POINT),
    ],
)
def test_edit_union_is_refused(world: World, now: datetime, facts: dict[str, Any], reason: Reason) -> None:
    edit_union(actor=world.officer, union=world.host, now=now, credit_code=CODE)
    with pytest.raises(Refused) as refused:
        edit_union(actor=world.officer, union=world.guest, now=now, **facts)
    assert refused.value.reason is reason


def test_honour_raises_the_grade_with_it(world: World, now: datetime) -> None:
    day = date(2020, 5, 1)
    honour = record_honour(actor=world.officer, union=world.guest, level="county", granted_on=day, now=now)
    world.guest.refresh_from_db()
    change = GradeChange.objects.get()
    assert world.guest.grade == Grade.MODEL_COUNTY
    assert (change.before, change.after, change.honour) == (Grade.NONE, Grade.MODEL_COUNTY, honour)
    assert verbs() == ["honour.recorded"]


def test_lower_honour_leaves_the_grade(world: World, now: datetime) -> None:
    record_honour(actor=world.officer, union=world.host, level="city", granted_on=date(2016, 5, 1), now=now)
    world.host.refresh_from_db()
    assert (world.host.grade, GradeChange.objects.count()) == (Grade.MODEL_PROVINCE, 0)


def test_same_honour_is_refused(world: World, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        record_honour(
            actor=world.officer, union=world.host, level="province", granted_on=date(2018, 4, 28), now=now
        )
    assert refused.value.reason is Reason.SAME_HONOUR


def test_upgrade_is_recorded_with_its_note(world: World, now: datetime) -> None:
    change = record_upgrade(
        actor=world.officer,
        union=world.guest,
        after=Grade.QUALIFIED,
        changed_on=date(2020, 6, 1),
        now=now,
        note="验收",
    )
    world.guest.refresh_from_db()
    assert (world.guest.grade, change.is_rise, change.note, verbs()) == (1, True, "验收", ["grade.raised"])


def test_upgrade_downwards_is_refused(world: World, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        record_upgrade(actor=world.officer, union=world.host, after=1, changed_on=date(2020, 6, 1), now=now)
    assert refused.value.reason is Reason.NOT_HIGHER


def test_foreign_officer_records_nothing_here(world: World, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        record_honour(
            actor=world.foreign_officer,
            union=world.guest,
            level="county",
            granted_on=date(2020, 5, 1),
            now=now,
        )


def _place(name: str, code: str = "320923001") -> dict[str, Any]:
    return {"name": name, "division_code": code, "longitude": 119.8, "latitude": 33.7}


def test_places_entered_again_take_the_new_facts(world: World, now: datetime) -> None:
    enter_places(actor=world.officer, rows=[_place("阜城镇")], now=now)
    enter_places(actor=world.officer, rows=[_place("阜城街道")], now=now)
    assert [place.name for place in Place.objects.all()] == ["阜城街道"]
    assert verbs() == ["places.entered", "places.entered"]


def test_places_outside_ones_area_are_refused_as_a_whole(world: World, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        enter_places(actor=world.officer, rows=[_place("甲"), _place("乙", "320924001")], now=now)
    assert (refused.value.reason, Place.objects.count()) == (Reason.OUTSIDE_AREA, 0)


def test_zones_keep_their_unions_when_entered_again(world: World, now: datetime) -> None:
    row = {"name": "阜宁经济开发区", "division_code": "320923", "longitude": 119.9, "latitude": 33.8}
    enter_zones(actor=world.officer, rows=[row], now=now)
    assert (Zone.objects.get().pk, Zone.objects.get().unions.count()) == (world.zone.pk, 2)


def test_industry_names_are_entered_by_officers(world: World, now: datetime) -> None:
    rows = [{"code": "3415", "name": "风能原动设备制造"}]
    with pytest.raises(PermissionDenied):
        enter_industries(actor=world.leader, rows=rows, now=now)
    enter_industries(actor=world.officer, rows=rows, now=now)
    assert str(Industry.objects.get()) == "3415 风能原动设备制造"
