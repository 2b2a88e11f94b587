from __future__ import annotations

import pytest
from django.db import connection
from tests.factories.unions import HonourFactory, PlaceFactory, UnionFactory, ZoneFactory
from tests.factories.world import World

from lianshou.kernel.unions import queries
from lianshou.kernel.unions.models import Union


def names(found: object) -> list[str]:
    return sorted(str(one) for one in found)  # type: ignore[attr-defined]


def test_officer_sees_the_own_subtree_only(world: World) -> None:
    found = queries.unions_in_scope(actor=world.officer)
    assert {one.pk for one in found} == {world.county.pk, world.township.pk, world.host.pk, world.guest.pk}


@pytest.mark.parametrize("who", ["audit_admin", "system_admin", "nobody"])
def test_those_without_case_data_see_no_union(world: World, who: str) -> None:
    assert queries.unions_in_scope(actor=getattr(world, who)).count() == 0


def test_chair_sees_the_own_union_only(world: World) -> None:
    assert names(queries.unions_in_scope(actor=world.guest_account)) == [world.guest.name]


@pytest.mark.parametrize(
    "words", ["金海", "jinhai", "jhxny", "JHXNY", "ＪＨＸＮＹ", "新能源 jin", "xinnengyuan", "金海 工会"]
)
def test_search_finds_by_name_pinyin_and_initials(world: World, words: str) -> None:
    found = queries.matching_words(queries.register(actor=world.officer), words)
    assert [one.pk for one in found] == [world.host.pk]


def test_search_finds_nothing_of_another_county(world: World) -> None:
    assert queries.matching_words(queries.register(actor=world.officer), "远景").count() == 0


def test_order_of_search_keys_is_the_order_of_sounds(world: World) -> None:
    found = queries.unions_in_scope(actor=world.officer).order_by("search")
    assert [one.name[:2] for one in found] == ["阜城", "阜宁", "金海", "中成"]


def test_honour_that_was_withdrawn_does_not_count(world: World) -> None:
    HonourFactory(union=world.guest, level="city", withdrawn_on="2020-01-01")
    register = queries.register(actor=world.officer)
    assert queries.holding_honour(register, "city").count() == 0
    assert [one.pk for one in queries.holding_honour(register, "province")] == [world.host.pk]


def test_highest_honour_is_shown(world: World) -> None:
    HonourFactory(union=world.host, level="city", granted_on="2016-04-28")
    shown = queries.register(actor=world.officer).get(pk=world.host.pk)
    assert str(queries.highest_honour(shown).level) == "province"  # type: ignore[union-attr]


def test_ancestors_stop_at_the_actors_top(world: World) -> None:
    assert names(queries.ancestors_in_scope(actor=world.officer, union=world.host)) == [world.county.name]


def test_children_are_the_direct_ones(world: World) -> None:
    UnionFactory(parent=world.township, name="街道下的工会")
    assert {one.pk for one in queries.children_of(union=world.county)} == {
        world.township.pk,
        world.host.pk,
        world.guest.pk,
    }


def test_below_is_the_whole_subtree(world: World) -> None:
    deep = UnionFactory(parent=world.township, name="街道下的工会")
    found = queries.below(Union.objects.admitted(), world.township)
    assert {one.pk for one in found} == {world.township.pk, deep.pk}


def test_choices_come_from_the_own_subtree(world: World) -> None:
    foreign = ZoneFactory(name="射阳开发区", division_code="320924")
    Union.objects.filter(pk=world.foreign_host.pk).update(zone=foreign)
    assert names(queries.zones_in_scope(actor=world.officer)) == ["阜宁经济开发区"]
    assert names(queries.chains_in_scope(actor=world.foreign_officer)) == []
    assert queries.divisions_in_use(actor=world.officer) == ["34"]


def test_places_within_an_area_only(world: World) -> None:
    PlaceFactory(name="阜城街道", division_code="320923001")
    PlaceFactory(name="合德镇", division_code="320924100")
    areas = queries.own_areas(actor=world.officer, verb="place.import")
    assert (areas, names(queries.places_within(areas=areas))) == (["320923"], ["阜城街道"])


@pytest.mark.parametrize("spelling", ["金海新能源公司工会", "金海 新能源公司工会", "金海新能源·公司工会"])
def test_same_name_is_found_however_spelt(world: World, spelling: str) -> None:
    assert queries.same_name_in_scope(actor=world.officer, name=spelling) == world.host
    assert queries.same_name_in_scope(actor=world.foreign_officer, name=spelling) is None


def test_subtree_is_read_by_a_range_of_the_index(world: World) -> None:
    if connection.vendor == "postgresql":  # reads a table this small as a whole unless told not to
        connection.cursor().execute("SET LOCAL enable_seqscan = off")
    plan = queries.unions_in_scope(actor=world.officer).explain().upper()
    assert ("INDEX" in plan, "SCAN UNIONS" in plan, "SEQ SCAN" in plan) == (True, False, False)


def test_middles_of_places_are_those_of_the_region_with_one_meaning(world: World) -> None:
    PlaceFactory(name="羊寨镇", division_code="320923101", longitude="119.6", latitude="33.93")
    PlaceFactory(name="城东镇", division_code="320923102", longitude="119.7", latitude="33.8")
    ZoneFactory(name="城东镇", division_code="320923", longitude="119.75", latitude="33.85")
    PlaceFactory(name="合德镇", division_code="320924101", longitude="120.2", latitude="33.7")
    assert queries.middles_of_places(region="320923") == {
        "羊寨镇": (119.6, 33.93),
        "阜宁经济开发区": (119.82, 33.76),
    }
