from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories.world import World

from lianshou.kernel.audit.models import Entry
from lianshou.kernel.people.actions import link_account, name_chair, show_phone
from lianshou.kernel.people.models import Office
from lianshou.kernel.people.queries import chairs_of, people_in_scope


def test_new_chair_ends_the_office_of_the_one_before(world: World, now: datetime) -> None:
    person = name_chair(actor=world.officer, union=world.host, name="李新", phone="13900001111", now=now)
    former = Office.objects.get(person=world.host_chair)
    assert (chairs_of([world.host])[world.host.pk], former.ends_on) == (person, date(2020, 6, 24))
    assert Entry.objects.get().verb == "chair.named"


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


def test_showing_a_number_leaves_a_trace_without_it(world: World, now: datetime) -> None:
    assert show_phone(actor=world.officer, person=world.host_chair, now=now) == "13812340001"
    entry = Entry.objects.get()
    assert (entry.verb, entry.details) == ("phone.shown", {})


def test_number_is_refused_to_foreigners(world: World, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        show_phone(actor=world.foreign_officer, person=world.host_chair, now=now)


def test_people_are_seen_inside_the_subtree(world: World) -> None:
    assert {one.pk for one in people_in_scope(actor=world.officer)} == {
        world.host_chair.pk,
        world.guest_chair.pk,
    }
    assert people_in_scope(actor=world.audit_admin).count() == 0
