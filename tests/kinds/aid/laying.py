"""Records of this kind for the sweep: a file with a survey handed in and a picture, and one that is being filled in."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from tests.factories.followups import picture
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
from lianshou.kinds.aid.models import CheckedLine, Checking, Concern, Helping, HelpMatch, Household, Visit

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
    laid_checklist(household=done.household_id, by=by)
    found |= laid_own(household=done.household_id, union=union, by=by)
    found |= laid_helping(household=done.household_id, union=union, unit=unit, by=by)
    return found | {"household_picture": done.pictures.get().pk}


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
