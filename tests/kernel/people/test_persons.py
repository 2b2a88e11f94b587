from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from tests.factories.people import OfficeFactory, PersonFactory, RelativeFactory
from tests.factories.world import World

from lianshou.china.identity_numbers import check_of
from lianshou.core.personal import personal
from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import may
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.people.actions import (
    add_person,
    add_relative,
    edit_person,
    edit_relative,
    end_office,
    enter_persons,
    give_office,
    mark_left,
    remove_relative,
    take_back,
)
from lianshou.kernel.people.enums import Reason
from lianshou.kernel.people.models import Office, Person, Relative
from lianshou.kernel.people.queries import (
    holding,
    lookalike,
    of_unions_called,
    people_in_scope,
    with_number,
    with_words,
)

NUMBER = "11010519491231002X"


def number_of(birth: str, serial: int = 1) -> str:
    body = f"320999{birth}{serial:03d}"
    return body + check_of(body)


def verbs() -> list[str]:
    return [*Entry.objects.order_by("pk").values_list("verb", flat=True)]


def test_person_is_entered_in_one_form_with_the_birth_of_the_number(world: World, now: datetime) -> None:
    person = add_person(
        actor=world.officer,
        union=world.guest,
        name="单　小军",
        phone="+86 139 1234 5678",
        id_number="１１０１０５１９４９１２３１００２ｘ",
        bank_card="4111 1111-1111 1111",
        position="committee",
        now=now,
    )
    kept = Person.objects.get(pk=person.pk)
    assert (kept.name, kept.phone, kept.id_number, kept.bank_card) == (
        "单小军",
        "13912345678",
        NUMBER,
        "4111111111111111",
    )
    assert (kept.birth_on, kept.search.split()[0]) == (date(1949, 12, 31), "shan0xiao0jun0")
    assert [office.position for office in kept.offices.all()] == ["committee"]


def test_book_names_fields_and_never_values(world: World, now: datetime) -> None:
    person = add_person(actor=world.officer, union=world.guest, name="甲", id_number=NUMBER, now=now)
    edit_person(actor=world.officer, person=person, phone="13912345678", now=now)
    entries = [*Entry.objects.order_by("pk")]
    assert [(one.verb, one.details) for one in entries] == [
        ("person.added", {"fields": ["birth_on", "id_number", "name"]}),
        ("person.edited", {"fields": ["phone"]}),
    ]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"name": ""}, Reason.NO_NAME),
        ({"phone": "12345"}, Reason.NOT_SOUND),
        ({"email": "a@b"}, Reason.NOT_SOUND),
        ({"bank_card": "4111111111111112"}, Reason.NOT_SOUND),
        ({"id_number": "110105194912310021"}, Reason.NOT_SOUND),
        ({"id_number": number_of("20991231")}, Reason.NOT_SOUND),
        ({"id_number": NUMBER, "birth_on": date(1950, 1, 1)}, Reason.BIRTH_DIFFERS),
        ({"birth_on": date(2099, 1, 1)}, Reason.BORN_IN_FUTURE),
        ({"joined_on": date(2020, 2, 1), "left_on": date(2020, 1, 1)}, Reason.LEFT_BEFORE_JOINING),
    ],
)
def test_facts_that_cannot_be_right_are_refused(
    world: World, now: datetime, facts: dict[str, object], reason: Reason
) -> None:
    with pytest.raises(Refused) as refusal:
        add_person(**{"actor": world.officer, "union": world.guest, "name": "甲", "now": now, **facts})
    assert (refusal.value.reason, Entry.objects.count()) == (reason, 0)


def test_identity_number_is_held_once_and_nothing_is_said_of_foreigners(world: World, now: datetime) -> None:
    PersonFactory(union=world.guest, id_number=NUMBER)
    foreign = PersonFactory(union=world.foreign_host, id_number=number_of("19800101"))
    for number, reason in ((NUMBER, Reason.IDENTITY_TAKEN), (foreign.id_number, Reason.IDENTITY_ELSEWHERE)):
        with pytest.raises(Refused) as refusal:
            add_person(actor=world.officer, union=world.guest, name="甲", id_number=number, now=now)
        assert refusal.value.reason == reason
    assert foreign.name not in str(Reason.IDENTITY_ELSEWHERE.label)


def test_database_holds_an_identity_number_once(world: World) -> None:
    PersonFactory(union=world.guest, id_number=NUMBER)
    with pytest.raises(IntegrityError):
        PersonFactory(union=world.foreign_host, id_number=NUMBER)


def test_editing_keeps_what_is_not_given_and_writes_nothing_when_nothing_differs(
    world: World, now: datetime
) -> None:
    person = PersonFactory(union=world.guest, phone="13912345678", bank_card="4111111111111111")
    edit_person(actor=world.officer, person=person, name=person.name, phone="139 1234 5678", now=now)
    kept = Person.objects.get(pk=person.pk)
    assert (kept.phone, kept.bank_card, verbs()) == ("13912345678", "4111111111111111", [])
    edit_person(actor=world.officer, person=person, bank_card="", now=now)
    assert (Person.objects.get(pk=person.pk).bank_card, verbs()) == ("", ["person.edited"])


def test_person_moves_only_between_unions_of_the_actor(world: World, now: datetime) -> None:
    person = PersonFactory(union=world.guest)
    with pytest.raises(PermissionDenied):
        edit_person(actor=world.guest_account, person=person, union=world.host, now=now)
    edit_person(actor=world.officer, person=person, union=world.host, now=now)
    assert Person.objects.select_related("union").get(pk=person.pk).union == world.host


@pytest.mark.parametrize("who", ["leader", "approver", "foreign_officer", "system_admin", "host_account"])
def test_only_officers_and_the_own_chair_edit_persons(world: World, now: datetime, who: str) -> None:
    actor, person = getattr(world, who), world.guest_chair
    relative = RelativeFactory(person=person)
    office = Office.objects.get(person=person)
    for attempt in (
        lambda: add_person(actor=actor, union=world.guest, name="甲", now=now),
        lambda: edit_person(actor=actor, person=person, name="乙", now=now),
        lambda: mark_left(actor=actor, person=person, left_on=date(2020, 1, 1), now=now),
        lambda: take_back(actor=actor, person=person, now=now),
        lambda: add_relative(actor=actor, person=person, relation="child", name="丙", now=now),
        lambda: edit_relative(actor=actor, relative=relative, name="丁", now=now),
        lambda: remove_relative(actor=actor, relative=relative, now=now),
        lambda: give_office(
            actor=actor, person=person, position="committee", starts_on=date(2020, 1, 1), now=now
        ),
        lambda: end_office(actor=actor, office=office, now=now),
        lambda: enter_persons(actor=actor, union=world.guest, rows=[], now=now),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert verbs() == []


def test_leaving_ends_offices_and_the_posts_of_a_chair(world: World, now: datetime) -> None:
    account = world.guest_account.pk
    mark_left(actor=world.officer, person=world.guest_chair, left_on=date(2020, 6, 23), now=now)
    assert [one.ends_on for one in Office.objects.filter(person=world.guest_chair)] == [date(2020, 6, 23)]
    assert not may(User.objects.get(pk=account), "pledge.sign", on=world.guest)
    assert verbs() == ["post.ended", "person.left"]
    with pytest.raises(Refused) as refusal:
        mark_left(actor=world.officer, person=world.guest_chair, left_on=date(2020, 6, 23), now=now)
    assert refusal.value.reason == Reason.HAS_LEFT
    take_back(actor=world.officer, person=world.guest_chair, now=now)
    assert Person.objects.get(pk=world.guest_chair.pk).left_on is None
    with pytest.raises(Refused) as refusal:
        take_back(actor=world.officer, person=world.guest_chair, now=now)
    assert refusal.value.reason == Reason.HAS_NOT_LEFT


def test_offices_are_given_and_ended_but_chairs_are_named_elsewhere(world: World, now: datetime) -> None:
    person = PersonFactory(union=world.guest)
    day = date(2020, 6, 1)
    office = give_office(actor=world.officer, person=person, position="vice_chair", starts_on=day, now=now)
    for position, reason in (("vice_chair", Reason.HELD_ALREADY), ("chair", Reason.CHAIR_ELSEWHERE)):
        with pytest.raises(Refused) as refusal:
            give_office(actor=world.officer, person=person, position=position, starts_on=day, now=now)
        assert refusal.value.reason == reason
    assert end_office(actor=world.officer, office=office, now=now).ends_on == date(2020, 6, 24)
    for ended, reason in (
        (office, Reason.HAS_ENDED),
        (Office.objects.get(person=world.guest_chair), Reason.CHAIR_ELSEWHERE),
    ):
        with pytest.raises(Refused) as refusal:
            end_office(actor=world.officer, office=ended, now=now)
        assert refusal.value.reason == reason


def test_relative_under_14_is_a_child_until_the_birthday(world: World, now: datetime) -> None:
    relative = add_relative(
        actor=world.officer,
        person=world.guest_chair,
        relation="child",
        name="任小禾",
        id_number=number_of("20060625"),
        now=now,
    )
    record = personal.record_of(relative)
    field = record.fields_called("name")[0]
    days = (date(2020, 6, 24), date(2020, 6, 25))
    assert [record.class_of(relative, field, on=day) for day in days] == ["child", "relations"]
    assert verbs() == ["relative.added"]


def test_relative_is_changed_and_struck_off(world: World, now: datetime) -> None:
    world.guest_chair.id_number = NUMBER
    world.guest_chair.save()
    relative = RelativeFactory(person=world.guest_chair, name="任小禾")
    with pytest.raises(Refused) as refusal:
        edit_relative(actor=world.officer, relative=relative, id_number=NUMBER, now=now)
    assert refusal.value.reason == Reason.SAME_IDENTITY
    edit_relative(actor=world.officer, relative=relative, relation="parent", now=now)
    assert Relative.objects.get().relation == "parent"
    remove_relative(actor=world.officer, relative=relative, now=now)
    assert (Relative.objects.count(), verbs()) == (0, ["relative.edited", "relative.removed"])


def test_persons_are_found_by_sound_number_union_and_office(world: World) -> None:
    person = PersonFactory(union=world.guest, name="单小军", id_number=NUMBER, phone="13911111111")
    OfficeFactory(person=person, position="committee")
    people = people_in_scope(actor=world.officer)
    foreign = people_in_scope(actor=world.foreign_officer)
    for narrow in (
        lambda rows: with_words(rows, "shanxiao"),
        lambda rows: with_words(rows, "SXJ 单"),
        lambda rows: with_number(rows, "id_number", NUMBER),
        lambda rows: with_number(rows, "phone", "13911111111"),
        lambda rows: holding(rows, "committee"),
    ):
        assert [[*narrow(people)], [*narrow(foreign)]] == [[person], []]
    assert {*of_unions_called(people, "zhongcheng", actor=world.officer)} == {person, world.guest_chair}


def test_lookalike_has_name_and_telephone_and_no_other_birth(world: World) -> None:
    person = PersonFactory(union=world.guest, name="单小军", phone="13911111111", birth_on=date(1980, 1, 1))
    asked = {"actor": world.officer, "name": "单小军", "phone": "13911111111"}
    assert lookalike(**asked, birth_on=None) == person
    assert lookalike(**asked, birth_on=date(1980, 1, 1)) == person
    assert lookalike(**asked, birth_on=date(1981, 1, 1)) is None
    assert lookalike(**{**asked, "actor": world.foreign_officer}, birth_on=None) is None


def test_list_enters_new_persons_and_updates_known_ones(world: World, now: datetime) -> None:
    known = PersonFactory(union=world.host, name="甲一", id_number=NUMBER, phone="")
    namesake = PersonFactory(union=world.guest, name="乙二", phone="13922222222")
    rows = [
        {"name": "甲一", "id_number": NUMBER, "phone": "13911111111", "position": "committee"},
        {"name": "乙二", "phone": "13922222222", "joined_on": date(2020, 1, 1)},
        {"name": "丙三", "union": world.host, "id_number": None},
    ]
    counts = enter_persons(actor=world.officer, union=world.guest, rows=rows, now=now)
    assert (counts.added, counts.known) == (1, 2)
    known.refresh_from_db()
    namesake.refresh_from_db()
    assert (known.phone, [one.position for one in known.offices.all()]) == ("13911111111", ["committee"])
    assert namesake.joined_on == date(2020, 1, 1)
    assert Person.objects.select_related("union").get(name="丙三").union == world.host
    assert Entry.objects.filter(verb="persons.entered").get().details == {"added": 1, "known": 2}


def test_list_is_entered_as_a_whole_or_not_at_all(world: World, now: datetime) -> None:
    PersonFactory(union=world.foreign_host, id_number=NUMBER)
    before = Person.objects.count()
    with pytest.raises(Refused):
        enter_persons(
            actor=world.officer,
            union=world.guest,
            rows=[{"name": "甲"}, {"name": "乙", "id_number": NUMBER}],
            now=now,
        )
    assert Person.objects.count() == before
