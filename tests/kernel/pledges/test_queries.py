from __future__ import annotations

from datetime import date

import pytest
from tests.factories.access import person_with
from tests.factories.pledges import NOON, agreed, approved, drafted, foreign_pledge, in_force
from tests.factories.world import World, make_world

from lianshou.kernel.access.enums import Role
from lianshou.kernel.pledges.actions import agree_pledge, issue_pledges
from lianshou.kernel.pledges.enums import Reason
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.pledges.queries import (
    acts_of,
    issue_at_hand,
    pledges_in_scope,
    pledges_of_union,
    pledges_waiting_for,
    timeline_of,
)

pytestmark = pytest.mark.django_db
TODAY = date(2020, 6, 24)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("officer", "own"),
        ("approver", "own"),
        ("leader", "own"),
        ("host_account", "own"),
        ("guest_account", "own"),
        ("foreign_officer", "foreign"),
        ("audit_admin", "none"),
        ("system_admin", "none"),
        ("nobody", "none"),
    ],
)
def test_pledges_show_inside_the_subtree_or_to_a_party(world: World, who: str, sees: str) -> None:
    made = {"own": [drafted(world).pk], "foreign": [foreign_pledge(world).pk], "none": []}
    seen = pledges_in_scope(actor=getattr(world, who)).values_list("pk", flat=True)
    assert list(seen) == made[sees]


def test_foreign_chair_sees_only_the_own_pledge(world: World) -> None:
    drafted(world)
    foreign = foreign_pledge(world)
    assert list(pledges_in_scope(actor=world.foreign_chair.account)) == [foreign]


def test_federation_of_a_party_sees_the_pledge_of_another_programme(world: World) -> None:
    approved(world.programme, world.host, world.foreign_guest)
    pledge = issue_pledges(actor=world.officer, programme=world.programme, now=NOON)[0]
    assert list(pledges_in_scope(actor=world.foreign_officer)) == [pledge]


def test_waiting_follows_the_turn(world: World) -> None:
    pledge = drafted(world)

    def waiting() -> list[int]:
        accounts = (world.host_account, world.guest_account, world.officer)
        return [pledges_waiting_for(actor=account).count() for account in accounts]

    assert waiting() == [1, 1, 0]
    agree_pledge(actor=world.host_account, pledge=pledge, now=NOON)
    assert waiting() == [0, 1, 0]
    agree_pledge(actor=world.guest_account, pledge=pledge, now=NOON)
    assert waiting() == [1, 1, 0]


def test_waiting_asks_the_chair_of_the_union_itself(world: World) -> None:
    drafted(world)
    assert pledges_waiting_for(actor=person_with(Role.CHAIR, world.county)).count() == 0


def test_pledges_of_union_stay_in_scope(world: World) -> None:
    pledge = drafted(world)
    assert list(pledges_of_union(actor=world.officer, union=world.host)) == [pledge]
    assert list(pledges_of_union(actor=world.officer, union=world.township)) == []
    assert list(pledges_of_union(actor=world.foreign_officer, union=world.host)) == []


def test_acts_follow_the_rules(world: World) -> None:
    drafted(world)
    pledge = Pledge.objects.get()
    host = acts_of(actor=world.host_account, pledge=pledge, today=TODAY)
    officer = acts_of(actor=world.officer, pledge=pledge, today=TODAY)
    assert {name: (act.offered, act.reason) for name, act in host.items()} == {
        "agree": (True, None),
        "sign": (True, Reason.NOT_AGREED),
        "record": (False, None),
        "end": (False, None),
        "judge": (True, Reason.NOT_IN_FORCE),
        "renew": (False, Reason.NOT_IN_FORCE),
        "join": (False, Reason.NOT_MANY),
        "leave": (True, Reason.NOT_MANY),
        "scan": (True, None),
        "oblige": (False, None),
    }
    assert {name: (act.offered, act.reason) for name, act in officer.items()} == {
        "agree": (False, Reason.NOT_A_PARTY),
        "sign": (False, Reason.NOT_A_PARTY),
        "record": (True, None),
        "end": (True, None),
        "judge": (False, Reason.NOT_A_PARTY),
        "renew": (True, Reason.NOT_IN_FORCE),
        "join": (True, Reason.NOT_MANY),
        "leave": (True, Reason.NOT_MANY),
        "scan": (True, None),
        "oblige": (True, None),
    }


def test_acts_after_signing(world: World) -> None:
    pledge = in_force(world)
    acts = acts_of(actor=world.officer, pledge=pledge, today=TODAY)
    assert (acts["record"].reason, acts["end"].reason) == (Reason.IN_FORCE, None)


def test_issue_at_hand_tells_numbers_and_reason(world: World) -> None:
    approved(world.programme, world.host, world.guest)
    plan = issue_at_hand(programme=world.programme, today=TODAY)
    assert (plan.waiting, plan.first, plan.last, plan.reason) == (
        1,
        "阜联手〔2020〕1号",
        "阜联手〔2020〕1号",
        None,
    )


def test_timeline_tells_the_life_in_order(world: World) -> None:
    pledge = agreed(world)
    assert [(step.by, step.side) for step in timeline_of(pledge=pledge)] == [
        ("王启航", ""),
        ("卢明远", "帮带方"),
        ("任青禾", "被帮带方"),
    ]
