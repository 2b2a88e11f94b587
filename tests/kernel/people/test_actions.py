from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from tests.factories.people import OfficeFactory, PersonFactory
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import may
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.people.actions import (
    link_account,
    name_chair,
    open_chair_account,
    open_chair_accounts,
)
from lianshou.kernel.people.enums import Reason
from lianshou.kernel.people.models import Office
from lianshou.kernel.people.queries import chairs_of, people_in_scope


def test_new_chair_ends_the_office_of_the_one_before(world: World, now: datetime) -> None:
    person = name_chair(actor=world.officer, union=world.host, name="李新", phone="13900001111", now=now)
    former = Office.objects.get(person=world.host_chair)
    assert (chairs_of([world.host])[world.host.pk], former.ends_on) == (person, date(2020, 6, 24))
    assert list(Entry.objects.values_list("verb", flat=True)) == ["post.ended", "chair.named"]


def test_replaced_chair_can_no_longer_sign_for_the_union(world: World, now: datetime) -> None:
    before = world.host_account.pk
    assert may(User.objects.get(pk=before), "pledge.sign", on=world.host)
    name_chair(actor=world.officer, union=world.host, name="李新", now=timezone.now())
    assert not may(User.objects.get(pk=before), "pledge.sign", on=world.host)


def test_same_name_only_changes_the_telephone(world: World, now: datetime) -> None:
    name_chair(actor=world.officer, union=world.host, name="卢明远", phone="13900001111", now=now)
    world.host_chair.refresh_from_db()
    assert (world.host_chair.phone, Office.objects.filter(union=world.host).count()) == ("13900001111", 1)


@pytest.mark.parametrize("who", ["leader", "host_account", "foreign_officer", "system_admin"])
def test_only_the_own_officer_names_a_chair(world: World, now: datetime, who: str) -> None:
    with pytest.raises(PermissionDenied):
        name_chair(actor=getattr(world, who), union=world.host, name="李新", now=now)


def test_account_is_linked_with_a_trace(world: World, now: datetime) -> None:
    world.host_chair.account = None
    world.host_chair.save()
    link_account(actor=None, person=world.host_chair, account=world.nobody, now=now)
    assert (world.host_chair.account, Entry.objects.get().verb) == (world.nobody, "person.linked")


def test_people_are_seen_inside_the_subtree(world: World) -> None:
    assert {one.pk for one in people_in_scope(actor=world.officer)} == {
        world.host_chair.pk,
        world.guest_chair.pk,
    }
    assert people_in_scope(actor=world.audit_admin).count() == 0


def test_opened_account_is_the_chairs_own_and_reaches_its_union_alone(world: World, now: datetime) -> None:
    chair = name_chair(actor=world.officer, union=world.township, name="单小军", now=now)
    opened = open_chair_account(actor=world.officer, union=world.township, now=now)
    account = User.objects.get(username=f"sxj{world.township.pk}")
    chair.refresh_from_db()
    assert (opened.username, chair.account, account.name) == (account.username, account, "单小军")
    assert account.check_password(opened.password)
    assert [(post.role, post.union) for post in account.posts.select_related("union")] == [
        (Role.CHAIR, world.township)
    ]


def test_opening_is_written_into_the_book_without_the_password(world: World, now: datetime) -> None:
    name_chair(actor=world.officer, union=world.township, name="单小军", now=now)
    opened = open_chair_account(actor=world.officer, union=world.township, now=now)
    entries = list(Entry.objects.order_by("pk"))
    verbs = ["chair.named", "account.created", "post.given", "person.linked"]
    assert [entry.verb for entry in entries] == verbs
    assert opened.password not in "".join(str(vars(entry)) for entry in entries) + repr(opened)


@pytest.mark.parametrize(("union", "reason"), [("host", Reason.HAS_ACCOUNT), ("township", Reason.NO_CHAIR)])
def test_account_is_refused_with_a_reason(world: World, now: datetime, union: str, reason: Reason) -> None:
    with pytest.raises(Refused) as refusal:
        open_chair_account(actor=world.officer, union=getattr(world, union), now=now)
    assert (refusal.value.reason, Entry.objects.count()) == (reason, 0)


@pytest.mark.parametrize("who", ["leader", "approver", "guest_account", "foreign_officer", "system_admin"])
def test_only_the_own_officer_opens_accounts(world: World, now: datetime, who: str) -> None:
    with pytest.raises(PermissionDenied):
        open_chair_account(actor=getattr(world, who), union=world.guest, now=now)
    with pytest.raises(PermissionDenied):
        open_chair_accounts(actor=getattr(world, who), unions=[world.guest], now=now)


def test_chair_of_two_unions_gets_one_account_and_the_others_are_passed_over(
    world: World, now: datetime
) -> None:
    person = PersonFactory(union=world.township, name="任单")
    for union in (world.township, world.county):
        OfficeFactory(person=person, union=union)
    opened = open_chair_accounts(
        actor=world.officer, unions=[world.township, world.county, world.host], now=now
    )
    assert [(one.union, one.person) for one in opened] == [(world.township, person)]
    with pytest.raises(Refused) as refusal:
        open_chair_accounts(actor=world.officer, unions=[world.township, world.host], now=now)
    assert refusal.value.reason == Reason.NOTHING_TO_OPEN
