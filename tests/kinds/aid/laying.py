"""Records of this kind for the sweep: a file with a survey handed in and a picture, and one that is being filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone
from tests.factories.followups import picture
from tests.factories.programmes import ProgrammeFactory
from tests.kinds.aid.answers import new_answers, number
from tests.kinds.aid.helped import helper_at

from lianshou.kernel.access.models import User
from lianshou.kernel.people.models import Person
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions import (
    Filled,
    NewPicture,
    Payee,
    Told,
    begin_survey,
    compare_civil_list,
    record_household,
    take_layer,
)
from lianshou.kinds.aid.actions.shaping import save_column_map
from lianshou.kinds.aid.models import (
    Aid,
    AidProject,
    Call,
    CallTry,
    CheckedLine,
    Checking,
    Concern,
    Helping,
    HelpMatch,
    Household,
    Leaving,
    LongTerm,
    Member,
    Recipient,
    ReturnWarning,
    Visit,
)
from lianshou.kinds.aid.rules.shaping import built_in

_POOR = {"bank_card": "", "income_wages": "30000", "cause_yuan": "", "covered_yuan": ""}


def laid_households(*, union: Union, unit: Union, by: User) -> dict[str, Any]:
    """Of a unit of ``union``; the numbers tell the two sides apart."""
    now, at = timezone.now(), union.pk
    answers = new_answers(
        **_POOR, name=f"户主{at}", id_number=number("19700101", at % 900 + 1), members=[], persons="1"
    )
    shots = [NewPicture(content=picture())]
    filled = Filled(answers=answers, takers=[by.pk], pictures=shots, consent=True)
    done = record_household(actor=by, union=unit, filled=filled, now=now)
    draft = begin_survey(actor=by, household=done.household, now=now)
    signed = Told(is_applied=True, is_authorised=True, scans=[picture()])
    told: dict[str, Any] = {"actor": by, "now": now}
    step = take_layer(household=done.household, layer="application", told=signed, **told)
    rows = [Payee(name=f"甲{at}", id_number=number("19660101", at % 900 + 1))]
    report = compare_civil_list(union=unit, title="名单", drawn_on=timezone.localdate(now), rows=rows, **told)
    found = {"household": done.household_id, "survey_done": done.pk, "survey_draft": draft.pk}
    found |= {"household_scan": step.scans.get().pk, "civil_list": report.pk}
    shape = replace(built_in(2021), name=f"格式{at}")
    found["column_map"] = save_column_map(union=unit, shape=shape, **told).pk
    shared = replace(shape, name=f"共用格式{at}")
    found["shared_map"] = save_column_map(union=union, shape=shared, **told).pk
    laid_checklist(household=done.household_id, by=by)
    found |= laid_own(household=done.household_id, union=union, by=by)
    found |= laid_helping(household=done.household_id, union=union, unit=unit, by=by)
    found |= laid_leaving(household=done.household, by=by)
    found |= laid_aid(household=done.household_id, union=union, by=by)
    return found | {"household_picture": done.pictures.get().pk}


def laid_aid(*, household: int, union: Union, by: User) -> dict[str, Any]:
    """A project of ``union`` that gave somebody of a household legal aid, and the mark for long-term aid."""
    now, today = timezone.now(), timezone.localdate()
    programme = ProgrammeFactory(kind="aid", union=union, title=f"{union.name}帮扶", year=today.year)
    rules: dict[str, Any] = {"sort": "law", "words": "法律援助", "nature": "service", "is_often": True}
    project = AidProject.objects.create(
        union=union,
        programme=programme,
        year=today.year,
        title=f"{union.name}法律援助",
        entered_by=by,
        entered_at=now,
        **rules,
    )
    head = Member.objects.get(household=household, is_head=True)
    facts: dict[str, Any] = {"household_id": household, "person": head.person}
    recipient = Recipient(member=head, is_head=True, name=head.name, id_number=head.id_number, **facts)
    recipient.save()
    aid = Aid.objects.create(
        project=project, household_id=household, recipient=recipient, sort="law", year=today.year,
        nature="service", is_once=False, entered_by=by, entered_at=now,
    )  # fmt: skip
    LongTerm.objects.create(ground="illness", words="长期透析", since=today, set_by=by, set_at=now, **facts)
    return {"aid_project": project.pk, "aid_given": aid.pk}


def laid_helping(*, household: int, union: Union, unit: Union, by: User) -> dict[str, Any]:
    """Somebody who helps a household, and a proposal that waits, of a unit of ``union``, whose officer ``by`` is."""
    now, today = timezone.now(), timezone.localdate()
    helper = helper_at(unit, f"责任人{union.pk}")
    helping = Helping.objects.create(
        household_id=household, helper=helper, begun="matched", starts_on=today, due_on=today
    )
    told: dict[str, Any] = {"where": "home", "duties": ["宣传员"], "found": "一切安好", "recorded_by": by}
    Visit.objects.create(
        helping=helping,
        person=helping.household.head,
        visited_on=today,
        visited_year=today.year,
        recorded_at=now,
        **told,
    )
    nothing: dict[str, Any] = {"placements": [], "unmatched": [], "loads": []}
    match = HelpMatch.objects.create(
        union=unit, asked_by=by, asked_at=now, input={"households": []}, result=nothing
    )
    return {"aid_helper": helper.pk, "helping": helping.pk, "help_match": match.pk}


def laid_leaving(*, household: Household, by: User) -> dict[str, Any]:
    """A leaving that is under way; one of before, with a call that is due and was tried, and a warning."""
    now, today = timezone.now(), timezone.localdate()
    told: dict[str, Any] = {
        "household": household,
        "person": household.head,
        "proposer": "self",
        "words": "收入已经稳定。",
        "order": ["study", "approval"],
        "since": today,
        "begun_on": today,
        "begun_by": by,
    }
    open_one = Leaving.objects.create(ground="withdrawn", waits_at="study", **told)
    months = {"rows": [], "needed": 6, "boundary": ">", "run": 0, "gaps": [], "is_stale": False, "newest": ""}
    left = Leaving.objects.create(
        ground="out", state="done", ended_on=today, follow_until=today, reckoning=months, **told
    )
    call = Call.objects.create(leaving=left, household=household, months=3, due_on=today)
    CallTry.objects.create(
        call=call,
        person=household.head,
        called_on=today,
        is_reached=False,
        said="没有人接",
        recorded_by=by,
        recorded_at=now,
    )
    warning = ReturnWarning.objects.create(
        household=household,
        leaving=left,
        person=household.head,
        signal="illness",
        weight=4,
        source="hand",
        said="又住院了",
        raised_on=today,
        raised_by=by,
    )
    return {"leaving": open_one.pk, "after_call": call.pk, "return_warning": warning.pk}


def laid_own(*, household: int, union: Union, by: User) -> dict[str, Any]:
    """What a household said; and on our side a file of which the worker who signs in is the head."""
    now, today = timezone.now(), timezone.localdate()
    head = Person.objects.filter(account__username="worker", union__path__startswith=union.path).first()
    if head is not None and not Household.objects.filter(head=head).exists():
        facts: dict[str, Any] = {"state": "on_file", "category": "deep", "filed_on": today}
        days = {"opened_on": today, "opened_year": today.year}
        own = Household.objects.create(number=f"自己{head.pk}", union=head.union, head=head, **facts, **days)
        laid_checklist(household=own.pk, by=by)
    person = Household.objects.get(pk=household).head
    said = Concern.objects.create(
        household_id=household, person=person, kind="wish", words="助学", said_by=by, said_at=now
    )
    return {"household_concern": said.pk}


def laid_checklist(*, household: int, by: User) -> None:
    """A check of a household, as if it were on file."""
    now, today = timezone.now(), timezone.localdate()
    check = Checking.objects.create(
        household_id=household, checked_on=today, checked_year=today.year, checked_by=by, recorded_at=now
    )
    facts = {"sort": "safety", "key": "living", "words": "基本生活", "state": "met", "since": today}
    CheckedLine.objects.create(checking=check, person=check.household.head, note="低保已批", **facts)
