"""Files and surveys: opened once, filled in, handed in and frozen, decided on, ended and moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories.followups import picture
from tests.factories.people import PersonFactory, RelativeFactory
from tests.factories.world import World
from tests.kinds.aid.answers import CHILD, HEAD, SPOUSE, new_answers, number
from tests.kinds.aid.left import left
from tests.kinds.aid.verified import no_layers

from lianshou.core.personal import personal
from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.people.models import Person
from lianshou.kinds.aid import queries
from lianshou.kinds.aid.actions import (
    Faulty,
    Filled,
    NewPicture,
    begin_survey,
    discard_survey,
    hand_in_survey,
    merge_files,
    move_file,
    open_file,
    put_on_file,
    record_household,
    save_survey,
    set_causes,
    split_household,
)
from lianshou.kinds.aid.enums import Ground, Mode, Proof, Reason, State
from lianshou.kinds.aid.models import Household, Member, Picture, Survey

POOR = {"bank_card": "", "income_wages": "30000", "cause_yuan": "", "covered_yuan": ""}
DESK = Filled(answers=new_answers(**POOR))


def at_the_door(world: World, **more: Any) -> Filled:
    return replace(DESK, mode=Mode.VISIT, takers=[world.officer.pk], other_takers="李静", **more)


@pytest.fixture
def now() -> datetime:
    """A morning of a year whose form asks by type."""
    return datetime(2026, 6, 24, 1, tzinfo=UTC)


@pytest.fixture
def household(world: World, now: datetime) -> Household:
    no_layers()
    return open_file(actor=world.officer, union=world.guest, name="陆小满", id_number=HEAD, now=now)


def handed_in(world: World, household: Household, now: datetime, filled: Filled = DESK) -> Survey:
    survey = begin_survey(actor=world.officer, household=household, mode=filled.mode, now=now)
    return hand_in_survey(actor=world.officer, survey=survey, filled=filled, version=survey.version, now=now)


def refused(reason: Reason, act: Any, **told: Any) -> None:
    with pytest.raises(Refused) as caught, transaction.atomic():
        act(**told)
    assert caught.value.reason is reason


def test_file_has_a_number_of_its_county_and_year_and_enters_the_worker(
    household: Household, world: World, now: datetime
) -> None:
    other = open_file(
        actor=world.officer, union=world.county, name="钱小河", id_number=number("19800101", 33), now=now
    )
    year = now.year
    assert [one.number for one in (household, other)] == [f"320923-{year}-00001", f"320923-{year}-00002"]
    assert (household.state, household.union_path, household.head.id_number) == (
        State.ASKED,
        world.guest.path,
        HEAD,
    )
    assert Person.objects.get(name="陆小满").birth_on == date(1976, 3, 1)
    (head,) = queries.members_of(household)
    assert (head.is_head, head.name, head.masked["id_number"]) == (
        True,
        "陆小满",
        f"3209**********{HEAD[-4:]}",
    )
    verbs = list(Entry.objects.filter(subject_type="aid.household").values_list("verb", flat=True))
    assert verbs == ["household.opened"] * 2


def test_number_stands_in_one_standing_file_and_only_who_sees_it_is_told(
    household: Household, world: World, now: datetime
) -> None:
    handed_in(world, household, now)
    told: dict[str, Any] = {"name": "陆小满", "now": now}
    for held in (HEAD, SPOUSE, CHILD):
        ours = {"actor": world.officer, "union": world.county, "id_number": held}
        refused(Reason.HELD_IN_SIGHT, open_file, **ours, **told)
        theirs = {"actor": world.foreign_officer, "union": world.foreign_county, "id_number": held}
        refused(Reason.HELD_ELSEWHERE, open_file, **theirs, **told)
        assert queries.file_in_sight(actor=world.officer, number=held) == household
        assert queries.file_in_sight(actor=world.foreign_officer, number=held) is None
    facts = {"number": "x", "union": world.host, "head": PersonFactory(), "opened_on": now, "opened_year": 1}
    other = Household.objects.create(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create(household=other, person=other.head, name="x", id_number=SPOUSE)


def test_worker_is_found_in_the_register_by_number_and_name(world: World, now: datetime) -> None:
    PersonFactory(name="孙远", union=world.foreign_host, id_number=number("19700505", 45))
    PersonFactory(name="孙近", union=world.guest, id_number=number("19700505", 47))
    told: dict[str, Any] = {"actor": world.officer, "union": world.guest, "now": now}
    refused(Reason.PERSON_ELSEWHERE, open_file, name="孙远", id_number=number("19700505", 45), **told)
    refused(Reason.OTHER_NAME, open_file, name="孙进", id_number=number("19700505", 47), **told)
    refused(Reason.NO_IDENTITY, open_file, name="孙近", id_number=" ", **told)
    assert open_file(name="孙近", id_number=number("19700505", 47), **told).head.name == "孙近"
    with pytest.raises(PermissionDenied):
        open_file(actor=world.approver, union=world.guest, name="孙近", id_number=HEAD, now=now)


def test_survey_begins_with_what_the_register_holds(
    household: Household, world: World, now: datetime
) -> None:
    household.head.phone, household.head.bank_card = "13812345678", "6222020000000000003"
    household.head.save()
    RelativeFactory(person=household.head, name="周小雨", id_number=SPOUSE, relation="spouse")
    survey = begin_survey(actor=world.officer, household=household, now=now)
    told = survey.answers or {}
    assert (told["name"], told["id_number"], told["phone"]) == ("陆小满", HEAD, "13812345678")
    assert [(row["name"], row["relation"], row["row"]) for row in told["members"]] == [
        ("周小雨", "spouse", "1")
    ]
    assert (survey.marks["phone"], survey.vintage) == ("register", 2021)
    refused(Reason.DRAFT_OPEN, begin_survey, actor=world.officer, household=household, now=now)
    discard_survey(actor=world.officer, survey=survey, now=now)
    assert Survey.objects.count() == 0


def test_draft_is_kept_by_version_and_hidden_answers_stay(
    household: Household, world: World, now: datetime
) -> None:
    survey = begin_survey(actor=world.officer, household=household, now=now)
    told: dict[str, Any] = {"actor": world.officer, "survey": survey, "now": now}
    kept = save_survey(filled=replace(DESK, answers=new_answers(name="陆小满")), version=1, **told)
    refused(Reason.OVERTAKEN, save_survey, filled=DESK, version=1, **told)
    again = save_survey(
        filled=replace(DESK, answers=new_answers(id_number="", phone="")), version=kept.version, **told
    )
    assert [(again.answers or {})[key] for key in ("id_number", "phone")] == [HEAD, "13812345678"]


def test_page_whose_answer_got_lost_saves_on_and_hands_in(
    household: Household, world: World, now: datetime
) -> None:
    survey = begin_survey(actor=world.officer, household=household, now=now)
    told: dict[str, Any] = {"actor": world.officer, "survey": survey, "now": now, "version": 1}
    mine, theirs = uuid4(), uuid4()
    for address in (
        "南宁市青秀区民族大道1号",
        "南宁市青秀区民族大道2号",
    ):  # nothing was heard of the first save
        save_survey(filled=replace(DESK, answers=new_answers(**POOR, address=address)), page=mine, **told)
    refused(Reason.OVERTAKEN, save_survey, filled=DESK, page=theirs, **told)
    refused(Reason.OVERTAKEN, hand_in_survey, filled=DESK, page=None, **told)
    handed = hand_in_survey(filled=DESK, page=mine, **told)
    assert not handed.is_draft


def test_handing_in_freezes_and_the_file_follows(household: Household, world: World, now: datetime) -> None:
    shots = [NewPicture(content=picture(), sort=Proof.DOOR)]
    survey = handed_in(world, household, now, at_the_door(world, pictures=shots, consent=True))
    household.refresh_from_db()
    assert (household.state, household.category, household.cause) == (
        State.CHECKING,
        survey.category,
        "illness",
    )
    assert (household.persons, household.secondary, household.surveyed_year) == (3, ["schooling"], now.year)
    outcome = queries.outcome_of(survey)
    assert outcome is not None
    assert (outcome.category.value, outcome.where.region) == (
        survey.category,
        "320923",
    )
    assert [one.is_child(date(2026, 1, 1)) for one in queries.members_of(household)] == [False, False, True]
    (shot,) = Picture.objects.all()
    assert (shot.sort, shot.content[:4]) == ("door", "/9j/")
    told: dict[str, Any] = {
        "actor": world.officer,
        "survey": survey,
        "filled": DESK,
        "version": 2,
        "now": now,
    }
    for act in (save_survey, hand_in_survey):
        refused(Reason.NO_DRAFT, act, **told)
    refused(Reason.NO_DRAFT, discard_survey, actor=world.officer, survey=survey, now=now)


def test_what_is_wrong_is_told_at_its_place_and_nothing_is_written(
    household: Household, world: World, now: datetime
) -> None:
    other = open_file(
        actor=world.officer, union=world.county, name="钱小河", id_number=number("19800101", 33), now=now
    )
    answers = new_answers(**POOR)
    answers["members"][0]["id_number"] = other.head.id_number
    survey = begin_survey(actor=world.officer, household=household, now=now)
    wrong = replace(DESK, answers=answers | {"cause": "", "persons": "5"})
    told: dict[str, Any] = {"actor": world.officer, "survey": survey, "version": 1, "now": now}
    with pytest.raises(Faulty) as caught, transaction.atomic():
        hand_in_survey(filled=wrong, **told)
    assert [one.place for one in caught.value.faults] == ["cause", "persons", "members-0-id_number"]
    tries = [
        (Reason.FEW_TAKERS, replace(DESK, mode=Mode.VISIT, takers=[world.officer.pk])),
        (Reason.IN_FUTURE, replace(DESK, taken_on=now.date() + timedelta(days=2))),
        (Reason.HEAD_CHANGED, replace(DESK, answers=new_answers(**POOR, id_number=number("19700707", 51)))),
        (Reason.CONSENT_MISSING, replace(DESK, pictures=[NewPicture(content=picture())])),
        (Reason.NOT_A_PICTURE, replace(DESK, pictures=[NewPicture(content=b"x")], consent=True)),
    ]
    for reason, filled in tries:
        refused(reason, hand_in_survey, filled=filled, **told)
    survey.refresh_from_db()
    assert (survey.is_draft, survey.version, Picture.objects.count()) == (True, 1, 0)


def test_again_at_the_door_every_section_is_looked_at_and_only_changes_are_told(
    household: Household, world: World, now: datetime
) -> None:
    first = handed_in(world, household, now)
    sections = [one.key for one in first.form.sections]
    later = now + timedelta(days=30)
    survey = begin_survey(actor=world.officer, household=household, mode=Mode.VISIT, now=later)
    told: dict[str, Any] = {"actor": world.officer, "survey": survey, "version": 1, "now": later}
    seen = dict.fromkeys(sections, "same")
    blank = at_the_door(world, seen={key: "same" for key in sections[1:]})
    with pytest.raises(Faulty) as caught, transaction.atomic():
        hand_in_survey(filled=blank, **told)
    assert [one.place for one in caught.value.faults] == ["seen-person"]
    # what the page sends of a section that is as before does not count
    odd = replace(
        blank, answers=new_answers(**POOR, persons="9", cause="accident"), seen=seen | {"causes": "changed"}
    )
    done = hand_in_survey(filled=odd, **told)
    assert ((done.answers or {})["persons"], done.changed) == ("3", 1)
    (one,) = queries.differences_of(done, done.before)
    assert (one.before.zh, one.after.zh) == ("重特大疾病", "意外事故")


def test_new_household_in_one_sitting_is_on_record_once(world: World, now: datetime) -> None:
    told: dict[str, Any] = {"actor": world.officer, "union": world.guest, "key": uuid4(), "now": now}
    survey = record_household(filled=at_the_door(world), **told)
    assert record_household(filled=at_the_door(world), **told) == survey
    with pytest.raises(Faulty), transaction.atomic():
        record_household(filled=replace(at_the_door(world), answers={"members": []}), **told)
    assert (Household.objects.count(), survey.household.state, survey.mode) == (1, State.CHECKING, Mode.VISIT)


def test_file_is_decided_on_by_another_caused_moved_and_ended(
    household: Household, world: World, now: datetime
) -> None:
    approver: dict[str, Any] = {"actor": world.approver, "household": household, "now": now}
    officer: dict[str, Any] = approver | {"actor": world.officer}
    refused(Reason.NOT_CHECKING, put_on_file, **approver)
    handed_in(world, household, now)
    with pytest.raises(PermissionDenied):
        put_on_file(**officer)
    filed = put_on_file(**approver)
    assert (filed.state, filed.filed_on) == (State.ON_FILE, now.date())
    refused(Reason.GROUND_MISSING, set_causes, cause="disaster", secondary=[], words=" ", **officer)
    caused = set_causes(cause="disaster", secondary=["other", "disaster"], words="核实", **officer)
    assert (caused.cause, caused.secondary) == ("disaster", ["other"])
    refused(Reason.CONSENT_MISSING, move_file, union=world.host, consent=False, **officer)
    refused(Reason.SAME_UNION, move_file, union=world.guest, consent=True, **officer)
    with pytest.raises(PermissionDenied):
        move_file(union=world.foreign_host, consent=True, **officer)
    assert move_file(union=world.host, consent=True, **officer).union_path == world.host.path
    ended = left(world, household, now, Ground.MOVED)
    assert (ended.state, ended.ended_on) == (State.ENDED, now.date())
    refused(Reason.ENDED, begin_survey, **officer)
    again = open_file(actor=world.officer, union=world.county, name="陆小满", id_number=HEAD, now=now)
    assert again.head == ended.head


def test_household_that_is_not_in_hardship_is_not_put_on_file(
    household: Household, world: World, now: datetime
) -> None:
    rich = replace(
        DESK, answers=new_answers(bank_card="", income_wages="900000", cause_yuan="", covered_yuan="")
    )
    assert handed_in(world, household, now, rich).category == "none"
    refused(Reason.NOT_IN_HARDSHIP, put_on_file, actor=world.approver, household=household, now=now)


def test_sealed_rows_are_known_to_retention_and_to_the_own_page(
    household: Household, world: World, now: datetime
) -> None:
    handed_in(world, household, now)
    counts = {
        slug: personal.record(slug).of_person(household.head).count()  # type: ignore[union-attr]
        for slug in ("household_member", "household_survey", "household_picture")
    }
    assert counts == {"household_member": 3, "household_survey": 1, "household_picture": 0}
    child = next(one for one in queries.members_of(household) if one.id_number == CHILD)
    record = personal.record("household_member")
    assert record is not None
    assert record.class_of(child, record.fields[0], on=date(2026, 1, 1)) == "child"


def test_files_are_merged_and_the_next_survey_begins_with_everybody(
    household: Household, world: World, now: datetime
) -> None:
    handed_in(world, household, now)
    other = open_file(
        actor=world.officer, union=world.county, name="钱小河", id_number=number("19800101", 33), now=now
    )
    told: dict[str, Any] = {"actor": world.approver, "household": household, "now": now}
    refused(Reason.SAME_FILE, merge_files, other=household, **told)
    with pytest.raises(PermissionDenied):
        merge_files(other=other, **told | {"actor": world.officer})
    merge_files(other=other, **told)
    other.refresh_from_db()
    assert (other.state, other.ground, other.merged_into) == (State.ENDED, Ground.MERGED, household)
    begun = begin_survey(actor=world.officer, household=household, now=now)
    rows = (begun.answers or {})["members"]
    assert [(row["name"], row["relation"]) for row in rows] == [
        ("周小雨", "spouse"),
        ("陆青苗", "child"),
        ("钱小河", "other"),
    ]
    refused(Reason.ENDED, merge_files, other=other, **told)


def test_household_is_split_and_both_files_have_their_own(
    household: Household, world: World, now: datetime
) -> None:
    handed_in(world, household, now)
    spouse, child = (one for one in queries.members_of(household) if not one.is_head)
    told: dict[str, Any] = {"actor": world.officer, "household": household, "now": now}
    refused(Reason.NO_NEW_HEAD, split_household, head=0, along=[], **told)
    made = split_household(head=spouse.pk, along=[child.pk], **told)
    household.refresh_from_db()
    assert (made.head.name, made.state, household.persons) == ("周小雨", State.ASKED, 1)
    assert [one.name for one in queries.members_of(made)] == ["周小雨", "陆青苗"]
    begun = [begin_survey(actor=world.officer, household=one, now=now) for one in (household, made)]
    rows = [[row["name"] for row in (one.answers or {})["members"]] for one in begun]
    assert rows == [[], ["陆青苗"]]
    refused(Reason.DRAFT_FIRST, split_household, head=0, along=[], **told)
