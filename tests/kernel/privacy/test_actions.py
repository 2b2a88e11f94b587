from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone
from python_calamine import CalamineWorkbook
from tests.factories.access import person_with
from tests.factories.people import PersonFactory, RelativeFactory
from tests.factories.world import World

from lianshou.core.ambient import held_to_scope
from lianshou.core.desk import desk
from lianshou.core.refusals import Refused
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.views import PERSONS
from lianshou.kernel.privacy.actions import (
    approve_export,
    ask_export,
    fetch_export,
    refuse_export,
    reveal,
    withdraw_export,
)
from lianshou.kernel.privacy.enums import Reason, State
from lianshou.kernel.privacy.models import Reveal, UnmaskedExport
from lianshou.kernel.privacy.queries import looked_again, looked_at, lookers_in_scope

NUMBER = "11010519491231002X"


@pytest.fixture
def person(world: World) -> Person:
    return PersonFactory(union=world.guest, name="单小军", phone="13911112222", id_number=NUMBER)


def looking(world: World, person: Person, name: str = "phone", who: str = "officer") -> Any:
    with held_to_scope():
        return looked_at(actor=getattr(world, who), slug="person", pk=person.pk, name=name)


def asked(world: World, now: datetime, **more: Any) -> UnmaskedExport:
    facts = {
        "actor": world.officer,
        "listing": PERSONS,
        "union": world.county,
        "query": "q=sxj",
        "fields": ["phone"],
        "purpose": "reach",
        "recipient": "办公室",
        "now": now,
    }
    with held_to_scope():
        return ask_export(**{**facts, **more})


def refused(call: Any) -> Any:
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.reason


def test_reveal_names_fields_and_reason_in_the_book_and_no_value(
    world: World, person: Person, now: datetime
) -> None:
    looked = looking(world, person, "contact")
    with held_to_scope():
        made = reveal(actor=world.officer, looked=looked, purpose="reach", words="催办", now=now)
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_type, entry.details) == (
        "personal.shown",
        "people.person",
        {"fields": ["phone", "email", "address"], "reason": "reach"},
    )
    assert (made.until - now, made.union, made.person) == (timedelta(seconds=120), world.guest, person)
    again = looked_again(actor=world.officer, reveal=made)
    assert again is not None
    assert [value for _title, value in again.values] == ["13911112222"]


@pytest.mark.parametrize(
    "who", ["leader", "foreign_officer", "system_admin", "audit_admin", "host_account", "nobody"]
)
def test_records_out_of_reach_are_not_there_to_be_revealed(
    world: World, person: Person, now: datetime, who: str
) -> None:
    assert looking(world, person, who=who) is None
    with pytest.raises(PermissionDenied):
        reveal(actor=getattr(world, who), looked=looking(world, person), purpose="reach", now=now)
    assert Reveal.objects.count() == 0


def test_unknown_records_and_fields_are_not_there(world: World, person: Person) -> None:
    assert looking(world, person, "password") is None
    assert looked_at(actor=world.officer, slug="union", pk=person.pk, name="phone") is None


def test_what_was_revealed_is_gone_when_the_scope_is(world: World, person: Person, now: datetime) -> None:
    made = reveal(actor=world.officer, looked=looking(world, person), purpose="reach", now=now)
    person.union = world.foreign_host
    person.save()
    assert looked_again(actor=world.officer, reveal=made) is None


def test_reveal_counts_against_the_hour(world: World, person: Person, now: datetime, settings: Any) -> None:
    settings.LIANSHOU_REVEALS_PER_HOUR = 2
    looked = looking(world, person)
    for minutes in (0, 30):
        reveal(actor=world.officer, looked=looked, purpose="reach", now=now + timedelta(minutes=minutes))
    late = now + timedelta(minutes=59)
    reason = refused(lambda: reveal(actor=world.officer, looked=looked, purpose="reach", now=late))
    assert reason == Reason.TOO_MANY
    reveal(actor=world.approver, looked=looked, purpose="reach", now=late)
    reveal(actor=world.officer, looked=looked, purpose="reach", now=now + timedelta(minutes=61))


def test_empty_fields_and_reasons_without_words_are_refused(
    world: World, person: Person, now: datetime
) -> None:
    empty = looking(world, person, "finance")
    assert (
        refused(lambda: reveal(actor=world.officer, looked=empty, purpose="reach", now=now))
        == Reason.NOTHING_HERE
    )
    full = looking(world, person)
    assert (
        refused(lambda: reveal(actor=world.officer, looked=full, purpose="other", now=now))
        == Reason.WORDS_MISSING
    )


def test_relative_is_revealed_as_part_of_the_person(world: World, person: Person, now: datetime) -> None:
    relative = RelativeFactory(person=person, name="李秀英")
    looked = looked_at(actor=world.officer, slug="relative", pk=relative.pk, name="all")
    assert looked is not None
    made = reveal(actor=world.officer, looked=looked, purpose="case", now=now)
    assert (made.person, Entry.objects.get().subject_type) == (person, "people.relative")


def test_lookers_are_counted_inside_the_watchers_unions(
    world: World, person: Person, now: datetime, settings: Any
) -> None:
    settings.LIANSHOU_REVEALS_NOTED = 2
    other = looking(world, world.host_chair)
    for who, looked, days in (
        ("officer", looking(world, person), 0),
        ("officer", other, 0),
        ("officer", other, 2),
        ("approver", other, 1),
        ("officer", other, 40),
    ):
        reveal(actor=getattr(world, who), looked=looked, purpose="reach", now=now - timedelta(days=days))
    with held_to_scope():
        found = lookers_in_scope(actor=world.leader, now=now + timedelta(seconds=1))
    assert [(one.account, one.reveals, one.persons, one.busiest, one.is_noted) for one in found] == [
        (world.officer, 3, 2, 2, True),
        (world.approver, 1, 1, 1, False),
    ]
    guard = person_with(Role.SECURITY_ADMIN, world.foreign_county)
    assert lookers_in_scope(actor=guard, now=now) == []


def test_list_in_clear_goes_through_two_persons(world: World, person: Person, now: datetime) -> None:
    export = asked(world, now)
    assert (export.rows, export.state, export.fields) == (1, State.ASKED, ["phone"])
    with held_to_scope():
        approve_export(actor=world.approver, export=export, now=now)
        content = fetch_export(actor=world.officer, export=export, now=now + timedelta(hours=23))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    said = " ".join(str(cell) for row in rows for cell in row)
    assert ("13911112222" in said, NUMBER in said, "1101**********002X" in said) == (True, False, True)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    head = str(sheet.cell(1, 1).value)
    assert [word in head for word in ("未遮盖", "王启航", "李静", "联系本人", "办公室")] == [True] * 5
    assert [(one.verb, one.details) for one in Entry.objects.order_by("pk")] == [
        ("export.asked", {"fields": ["phone"], "reason": "reach", "rows": 1}),
        ("export.approved", {"fields": ["phone"], "reason": "reach"}),
        ("export.fetched", {"fields": ["phone"], "reason": "reach", "rows": 1, "time": 1}),
    ]


def test_approved_list_is_fetched_three_times_within_a_day(
    world: World, person: Person, now: datetime
) -> None:
    export = approve_export(actor=world.approver, export=asked(world, now), now=now)
    for _turn in range(3):
        fetch_export(actor=world.officer, export=export, now=now)
    assert refused(lambda: fetch_export(actor=world.officer, export=export, now=now)) == Reason.FETCHED_OUT
    other = approve_export(actor=world.approver, export=asked(world, now), now=now)
    late = now + timedelta(hours=24)
    assert refused(lambda: fetch_export(actor=world.officer, export=other, now=late)) == Reason.EXPIRED


def test_list_is_made_from_what_the_asker_may_see_when_it_is_fetched(
    world: World, person: Person, now: datetime
) -> None:
    export = approve_export(actor=world.approver, export=asked(world, now), now=now)
    person.union = world.foreign_host
    person.save()
    content = fetch_export(actor=world.officer, export=export, now=now)
    assert b"13911112222" not in content
    assert Entry.objects.get(verb="export.fetched").details["rows"] == 0
    world.officer.posts.all().delete()
    with pytest.raises(PermissionDenied):
        fetch_export(actor=User.objects.get(pk=world.officer.pk), export=export, now=now)


def test_nobody_decides_on_their_own_request(world: World, person: Person, now: datetime) -> None:
    both = person_with(Role.OFFICER, world.county, name="双岗")
    both.posts.create(union=world.county, role=Role.APPROVER, starts_on=date(2017, 1, 1))
    export = asked(world, now, actor=both)
    for decide in (approve_export, refuse_export):
        reason = refused(lambda decide=decide: decide(actor=both, export=export, words="好", now=now))
        assert reason == Reason.SAME_PERSON
    assert UnmaskedExport.objects.get().state == State.ASKED


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "approved"},
        {"state": "refused", "decided_by": "officer"},
        {"fetched": 1},
    ],
)
def test_database_refuses_what_no_two_persons_agreed_on(
    world: World, person: Person, now: datetime, wrong: dict[str, Any]
) -> None:
    export = asked(world, now)
    if "decided_by" in wrong:
        wrong = {**wrong, "decided_by": getattr(world, wrong["decided_by"])}
    with pytest.raises(IntegrityError):
        UnmaskedExport.objects.filter(pk=export.pk).update(**wrong)


def test_refusal_says_why_and_ends_the_request(world: World, person: Person, now: datetime) -> None:
    export = asked(world, now)
    missing = refused(lambda: refuse_export(actor=world.leader, export=export, words="", now=now))
    assert missing == Reason.WORDS_MISSING
    refuse_export(actor=world.leader, export=export, words="不必要", now=now)
    assert refused(lambda: approve_export(actor=world.approver, export=export, now=now)) == Reason.DECIDED
    assert refused(lambda: fetch_export(actor=world.officer, export=export, now=now)) == Reason.NOT_APPROVED
    assert refused(lambda: withdraw_export(actor=world.officer, export=export, now=now)) == Reason.DECIDED


def test_open_request_is_withdrawn_by_its_asker(world: World, person: Person, now: datetime) -> None:
    export = asked(world, now)
    withdraw_export(actor=world.officer, export=export, now=now)
    assert (UnmaskedExport.objects.get().state, Entry.objects.last().verb) == (  # type: ignore[union-attr]
        State.WITHDRAWN,
        "export.withdrawn",
    )


@pytest.mark.parametrize("who", ["host_account", "foreign_officer", "leader", "audit_admin"])
def test_only_officers_ask(world: World, person: Person, now: datetime, who: str) -> None:
    with pytest.raises(PermissionDenied):
        asked(world, now, actor=getattr(world, who))


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"fields": []}, Reason.NO_FIELDS),
        ({"fields": ["password"]}, Reason.NO_FIELDS),
        ({"query": "q=zzzz"}, Reason.NO_ROWS),
        ({"query": f"q={NUMBER}"}, Reason.NO_ROWS),
        ({"recipient": ""}, Reason.RECIPIENT_MISSING),
    ],
)
def test_request_without_use_is_refused(
    world: World, person: Person, now: datetime, more: dict[str, Any], reason: Reason
) -> None:
    assert refused(lambda: asked(world, now, **more)) == reason


def test_request_waits_on_the_desks_of_others_who_may_decide(
    world: World, person: Person, now: datetime
) -> None:
    asked(world, now)
    with held_to_scope():
        items = {
            who: desk.items(actor=getattr(world, who), today=date(2020, 6, 24))
            for who in ("officer", "approver", "leader", "foreign_officer", "host_account", "audit_admin")
        }
    assert {who: [item.waiting for item in found] for who, found in items.items()} == {
        "officer": [True],
        "approver": [False],
        "leader": [False],
        "foreign_officer": [],
        "host_account": [],
        "audit_admin": [],
    }


def test_approved_list_waits_on_the_desk_of_whoever_asked(
    world: World, person: Person, now: datetime
) -> None:
    moment = timezone.now()
    export = asked(world, moment)
    approve_export(actor=world.approver, export=export, now=moment)
    with held_to_scope():
        told = [item.title for item in desk.items(actor=world.officer, today=timezone.localdate())]
    fetch_export(actor=world.officer, export=export, now=moment)
    with held_to_scope():
        after = desk.items(actor=world.officer, today=timezone.localdate())
    assert (told, after) == (["未遮盖名单已批准，请领取"], [])
