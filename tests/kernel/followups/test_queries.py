from __future__ import annotations

import pytest
from tests.factories.followups import FollowUpFactory, PhotoFactory
from tests.factories.pledges import NOON, agreed, in_force
from tests.factories.world import World, make_world

from lianshou.kernel.followups.actions import remove_followup
from lianshou.kernel.followups.queries import (
    followups_in_scope,
    followups_of_union,
    pairings_with,
    photos_in_scope,
    placements_to_record,
    with_words,
)
from lianshou.kernel.placement.models import Placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def visit(world: World) -> object:
    in_force(world)
    return FollowUpFactory(placement=Placement.objects.get(), recorded_by=world.officer)


@pytest.mark.parametrize(
    ("who", "count"),
    [
        ("officer", 1),
        ("approver", 1),
        ("leader", 1),
        ("host_account", 1),
        ("guest_account", 1),
        ("foreign_officer", 0),
        ("foreign_chair", 0),
        ("audit_admin", 0),
        ("nobody", 0),
    ],
)
def test_activities_and_photos_stay_in_scope(world: World, who: str, count: int) -> None:
    PhotoFactory(followup=visit(world))
    actor = getattr(world, who)
    actor = getattr(actor, "account", actor)
    seen = (followups_in_scope(actor=actor).count(), photos_in_scope(actor=actor).count())
    assert seen == (count, count)


def test_removed_activities_and_their_photos_are_gone(world: World) -> None:
    followup = visit(world)
    PhotoFactory(followup=followup)
    remove_followup(actor=world.officer, followup=followup, reason="重复", now=NOON)  # type: ignore[arg-type]
    seen = (followups_in_scope(actor=world.officer).count(), photos_in_scope(actor=world.officer).count())
    assert seen == (0, 0)


def test_activities_of_union_are_of_either_side(world: World) -> None:
    followup = visit(world)
    assert list(followups_of_union(actor=world.officer, union=world.host)) == [followup]
    assert list(followups_of_union(actor=world.officer, union=world.guest)) == [followup]
    assert list(followups_of_union(actor=world.officer, union=world.county)) == []
    assert list(followups_of_union(actor=world.foreign_officer, union=world.host)) == []


@pytest.mark.parametrize(
    ("who", "count"),
    [("officer", 1), ("host_account", 1), ("guest_account", 1), ("leader", 0), ("foreign_officer", 0)],
)
def test_only_running_pairings_of_ones_own_can_be_recorded(world: World, who: str, count: int) -> None:
    in_force(world)
    assert placements_to_record(actor=getattr(world, who)).count() == count


def test_pairings_not_in_force_are_not_offered(world: World) -> None:
    agreed(world)
    assert placements_to_record(actor=world.officer).count() == 0


@pytest.mark.parametrize(("words", "count"), [("中成", 1), ("联谊", 1), ("金海", 1), ("射阳", 0)])
def test_words_are_looked_for_in_title_place_and_units(world: World, words: str, count: int) -> None:
    visit(world)
    assert with_words(followups_in_scope(actor=world.officer), words).count() == count


def test_pairings_are_found_by_pinyin(world: World) -> None:
    in_force(world)
    placements = placements_to_record(actor=world.officer)
    assert [pairings_with(placements, words).count() for words in ("zhongcheng", "中成", "sheyang")] == [
        1,
        1,
        0,
    ]
