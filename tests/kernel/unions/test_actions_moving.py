"""The tree moves: scope follows, copied paths with it, history stays readable, agreements stay as they are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories.access import person_with
from tests.factories.pledges import in_force
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import entries_in_scope, may, scope_of
from lianshou.kernel.audit.actions import record
from lianshou.kernel.audit.models import Entry, EntryPlace
from lianshou.kernel.audit.queries import broken_lines
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries import people_in_scope
from lianshou.kernel.placement.queries import placements_in_scope
from lianshou.kernel.pledges.queries import pledges_in_scope
from lianshou.kernel.unions.actions import add_union, edit_union, merge_unions, move_union
from lianshou.kernel.unions.enums import Reason
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope

WHY = "阜编办〔2021〕3号"


@pytest.fixture
def approver(world: World) -> User:
    """The approver of the city, above both counties."""
    return person_with(Role.APPROVER, world.city, name="市审", username="city")


def fresh(user: User) -> User:
    """The same account in its next request."""
    return User.objects.get(pk=user.pk)


def now_of(union: Union) -> Union:
    return Union.objects.get(pk=union.pk)


def move(world: World, actor: Any, now: datetime, **other: Any) -> Union:
    told: dict[str, Any] = {"union": world.township, "new_parent": world.foreign_county, "reason": WHY}
    return move_union(actor=actor, now=now, **(told | other))


def test_branch_stands_where_it_was_put_and_scope_follows(
    world: World, approver: User, now: datetime
) -> None:
    deep = UnionFactory(parent=world.township, name="街道下的工会")
    officer, foreign = fresh(world.officer), fresh(world.foreign_officer)
    assert deep in unions_in_scope(actor=officer)
    assert deep not in unions_in_scope(actor=foreign)
    moved = move(world, approver, now)
    assert moved.path[:-4] == now_of(world.foreign_county).path
    assert now_of(deep).path[:-4] == moved.path
    assert deep not in unions_in_scope(actor=fresh(officer))
    assert deep in unions_in_scope(actor=fresh(foreign))
    assert (now_of(world.county).numchild, now_of(world.foreign_county).numchild) == (2, 3)
    assert may(fresh(foreign), "union.edit", on=now_of(deep)) is True
    assert may(fresh(officer), "union.edit", on=now_of(deep)) is False


def test_every_copied_path_is_rewritten(world: World, approver: User, now: datetime) -> None:
    move(world, approver, now, union=world.host)
    host = now_of(world.host)
    assert host.path[:-4] == now_of(world.foreign_county).path
    for person in Person.objects.select_related("union"):
        assert person.union_path == person.union.path
    assert world.host_chair in people_in_scope(actor=fresh(world.foreign_officer))
    assert world.host_chair not in people_in_scope(actor=fresh(world.officer))
    assert world.guest_chair in people_in_scope(actor=fresh(world.officer))


def test_agreements_are_unaffected(world: World, approver: User, now: datetime) -> None:
    pledge = in_force(world)
    before = (pledge.state, pledge.number, [party.union_id for party in pledge.parties.all()])
    move(world, approver, now, union=world.guest)
    pledge.refresh_from_db()
    assert (pledge.state, pledge.number, [party.union_id for party in pledge.parties.all()]) == before
    assert (
        pledge in pledges_in_scope(actor=fresh(world.officer)).all()
    )  # of the programme that the county runs
    assert pledge in pledges_in_scope(actor=fresh(world.guest_account))
    assert [one.pk for one in placements_in_scope(actor=fresh(world.officer))] == [pledge.placement_id]


def test_history_is_read_from_the_new_place_and_from_above_the_old(
    world: World, approver: User, now: datetime
) -> None:
    old_auditor = world.audit_admin
    new_auditor = person_with(Role.AUDIT_ADMIN, world.foreign_county, name="外审", username="auditor2")
    edit_union(actor=world.officer, union=world.host, now=now, members=7)
    line = Entry.objects.get(verb="union.edited")
    assert line in entries_in_scope(actor=fresh(old_auditor))
    assert line not in entries_in_scope(actor=fresh(new_auditor))
    move(world, approver, now, union=world.host)
    for auditor in (old_auditor, new_auditor):
        assert {line.pk} <= {entry.pk for entry in entries_in_scope(actor=fresh(auditor))}
    line.refresh_from_db()
    assert line.union_path == world.host.path  # as it was written
    assert list(broken_lines()) == []
    moved = Entry.objects.get(verb="union.moved")
    assert (moved.subject_id, moved.details) == (
        str(world.host.pk),
        {"to": world.foreign_county.pk, "former": world.county.pk, "reason": WHY},
    )
    assert moved in entries_in_scope(actor=fresh(new_auditor))
    assert moved in entries_in_scope(actor=fresh(old_auditor))


def test_union_planted_where_another_stood_does_not_inherit_its_lines(
    world: World, approver: User, now: datetime
) -> None:
    edit_union(actor=world.officer, union=world.guest, now=now, members=7)
    line = Entry.objects.get(verb="union.edited")
    move(world, approver, now, union=world.guest)
    planted = add_union(
        actor=fresh(world.officer), parent=world.county, name="新", level="enterprise", now=now
    )
    assert planted.path == world.guest.path  # treebeard gives the place away again
    auditor = person_with(Role.AUDIT_ADMIN, planted, name="新审", username="auditor3")
    assert [entry.verb for entry in entries_in_scope(actor=auditor)] == ["union.added"]
    assert line not in entries_in_scope(actor=auditor)
    back = move_union(
        actor=fresh(approver), union=planted, new_parent=world.foreign_county, now=now, reason=WHY
    )
    assert [entry.verb for entry in entries_in_scope(actor=fresh(auditor))] == ["union.moved", "union.added"]
    assert back.path != world.guest.path


def test_lines_follow_a_second_move(world: World, approver: User, now: datetime) -> None:
    record(actor=None, verb="union.edited", subject=world.host, at=now, union_path=world.host.path)
    line = Entry.objects.get(verb="union.edited")
    third = UnionFactory(parent=world.city, name="滨海县总工会", level="county")
    auditors = {
        union: person_with(Role.AUDIT_ADMIN, union, username=f"auditor{union.pk}")
        for union in (world.county, world.foreign_county, third)
    }
    move(world, approver, now, union=world.host)
    move(world, fresh(approver), now, union=world.host, new_parent=third)
    for auditor in auditors.values():
        assert line in entries_in_scope(actor=fresh(auditor))
    own = now_of(world.host).path
    assert set(line.places.values_list("path", flat=True)) == {
        own,
        world.county.path,
        world.foreign_county.path,
    }
    move(world, fresh(approver), now, union=world.host, new_parent=world.county)
    own = now_of(world.host).path
    places = {own, third.path, world.foreign_county.path, world.county.path}
    assert set(line.places.values_list("path", flat=True)) == places


def test_places_follow_when_a_former_parent_moves(world: World, approver: User, now: datetime) -> None:
    deep = UnionFactory(parent=world.township, name="街道下的工会")
    record(actor=None, verb="union.edited", subject=deep, at=now, union_path=deep.path)
    line = Entry.objects.get(verb="union.edited")
    move(world, approver, now, union=deep)
    move(world, fresh(approver), now)  # the township follows to the same county
    places = {now_of(deep).path, now_of(world.township).path, world.county.path}
    assert set(line.places.values_list("path", flat=True)) == places


def test_root_may_be_put_below_another_root(world: World, now: datetime) -> None:
    nation = UnionFactory(name="全国总工会", level="nation")
    actor = person_with(Role.APPROVER, nation, username="nation")
    with pytest.raises(PermissionDenied):
        move_union(actor=actor, union=world.province, new_parent=nation, now=now, reason=WHY)
    top = person_with(Role.APPROVER, world.province, username="province")
    with pytest.raises(PermissionDenied):
        move_union(actor=top, union=world.province, new_parent=nation, now=now, reason=WHY)
    both = person_with(Role.APPROVER, world.province, username="both")
    both.posts.create(union=nation, role=Role.APPROVER, starts_on=date(2017, 1, 1))
    assert scope_of(actor=fresh(both), verb="union.move").everything is True
    moved = move_union(actor=fresh(both), union=world.province, new_parent=nation, now=now, reason=WHY)
    assert moved.path == nation.path + "0001"
    assert now_of(world.guest).path.startswith(moved.path)
    assert list(EntryPlace.objects.values_list("path", flat=True)) == [
        moved.path
    ]  # the line of the move itself


@pytest.mark.parametrize(
    "who", ["officer", "approver", "leader", "audit_admin", "system_admin", "foreign_officer"]
)
def test_move_needs_the_right_at_both_ends(world: World, now: datetime, who: str) -> None:
    with pytest.raises(PermissionDenied):
        move(world, getattr(world, who), now)
    assert now_of(world.township).path == world.township.path


def test_enterprise_changes_hands_inside_one_county(world: World, now: datetime) -> None:
    moved = move_union(
        actor=world.approver, union=world.guest, new_parent=world.township, now=now, reason=WHY
    )
    assert moved.path[:-4] == world.township.path
    assert world.guest in unions_in_scope(actor=fresh(world.officer))


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"new_parent": "township"}, Reason.INTO_ITSELF),
        ({"new_parent": "county"}, Reason.THERE_ALREADY),
        ({"new_parent": "host"}, Reason.NOT_ABOVE),
        ({"reason": "  "}, Reason.NO_WORDS),
    ],
)
def test_move_is_refused_for_a_reason(
    world: World, approver: User, now: datetime, other: dict[str, str], reason: Reason
) -> None:
    told = {key: getattr(world, value, value) for key, value in other.items()}
    with pytest.raises(Refused) as refused:
        move(world, approver, now, **told)
    assert refused.value.reason is reason
    assert Entry.objects.count() == 0


def test_nobody_goes_below_a_dissolved_union(world: World, approver: User, now: datetime) -> None:
    Union.objects.filter(pk=world.foreign_county.pk).update(dissolved_on=date(2020, 1, 1))
    with pytest.raises(Refused) as refused:
        move(world, approver, now)
    assert refused.value.reason is Reason.GOAL_DISSOLVED


def test_merged_union_leaves_its_children_and_is_read_by_its_successor(
    world: World, approver: User, now: datetime
) -> None:
    pledge = in_force(world)
    edit_union(actor=world.officer, union=world.county, now=now, members=9)
    auditor = person_with(Role.AUDIT_ADMIN, world.foreign_county, name="外审", username="auditor2")
    merged = merge_unions(
        actor=approver, from_union=world.county, into=world.foreign_county, now=now, reason=WHY
    )
    into = now_of(world.foreign_county)
    assert (merged.dissolved_on, merged.path[:-4], merged.numchild) == (date(2020, 6, 24), into.path, 0)
    for child in (world.host, world.guest, world.township):
        assert now_of(child).path[:-4] == into.path
    foreign = fresh(world.foreign_officer)
    assert world.programme.pk in {row.programme_id for row in placements_in_scope(actor=foreign)}
    assert pledge in pledges_in_scope(actor=foreign)
    assert list(people_in_scope(actor=foreign).order_by("pk")) == list(Person.objects.order_by("pk"))
    assert Entry.objects.get(verb="union.edited", subject_id=str(world.county.pk)) in entries_in_scope(
        actor=auditor
    )
    assert Entry.objects.filter(verb="union.moved").count() == 3
    assert Entry.objects.filter(verb="union.merged").count() == 1
    assert list(broken_lines()) == []
    assert Union.objects.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize(
    ("source", "into", "reason"),
    [
        ("county", "county", Reason.INTO_ITSELF),
        ("county", "township", Reason.INTO_ITSELF),
        ("township", "county", Reason.INTO_ITSELF),
        ("township", "foreign_county", Reason.UNLIKE_LEVELS),
    ],
)
def test_merge_is_refused_for_a_reason(
    world: World, approver: User, now: datetime, source: str, into: str, reason: Reason
) -> None:
    with pytest.raises(Refused) as refused:
        merge_unions(
            actor=approver, from_union=getattr(world, source), into=getattr(world, into), now=now, reason=WHY
        )
    assert refused.value.reason is reason


def test_merged_union_merges_no_more(world: World, approver: User, now: datetime) -> None:
    merged = merge_unions(
        actor=approver, from_union=world.county, into=world.foreign_county, now=now, reason=WHY
    )
    third = UnionFactory(parent=world.city, name="滨海县总工会", level="county")
    with pytest.raises(Refused) as refused:
        merge_unions(actor=fresh(approver), from_union=merged, into=third, now=now, reason=WHY)
    assert refused.value.reason is Reason.GOAL_DISSOLVED


def test_merge_needs_the_right_at_both_ends(world: World, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        merge_unions(
            actor=world.approver, from_union=world.county, into=world.foreign_county, now=now, reason=WHY
        )
