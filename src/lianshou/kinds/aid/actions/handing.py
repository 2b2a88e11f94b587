"""The moment in which a survey is handed in: judged, computed, frozen, and the file follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.audit.actions import record
from lianshou.kinds.aid.actions.holding import Faulty, note, refuse
from lianshou.kinds.aid.actions.opening import refuse_held
from lianshou.kinds.aid.actions.picturing import NewPicture, put_pictures
from lianshou.kinds.aid.actions.verifying.rounds import follow_visit
from lianshou.kinds.aid.enums import Mode, Reason, Stage, State
from lianshou.kinds.aid.models import Household, Member, Survey
from lianshou.kinds.aid.queries import differences_of, outcome_for, pictures_of
from lianshou.kinds.aid.rules.deciding import BESIDE, names_in, why_not_hand_in
from lianshou.kinds.aid.rules.form import (
    MEMBERS,
    Answers,
    Fault,
    Section,
    birth_of,
    facts_of,
    faults_in,
    place_of,
)

_UNSEEN = Wording("“{title}”还没有核对。", "“{title}” has not been looked at yet.")
_UNSEEN_WAY = Wording("请选“与上次一致”或“有变化”。", "Choose “as last time” or “changed”.")
_WAY_OUT = Wording("请核对身份证号。", "Check the identity number.")


def hand_in(
    actor: Any,
    survey: Survey,
    takers: Sequence[int],
    pictures: Sequence[NewPicture],
    consent: bool,
    now: datetime,
) -> None:
    """Judge and freeze a draft that is held and filled in; the caller has been let in."""
    household, today = survey.household, timezone.localdate(now)
    taken_on = survey.taken_on or today
    beside = why_not_hand_in(
        is_draft=survey.is_draft,
        state=household.state,
        mode=survey.mode,
        takers=len(set(takers)) + len(names_in(survey.other_takers)),
        taken_on=taken_on,
        today=today,
        pictures=len(pictures) + pictures_of(survey).count() if survey.pk else len(pictures),
        consent=consent or all(one.is_document for one in pictures),
    )
    refuse(beside if beside not in BESIDE else None)
    refuse(None if _is_head(household, survey.answers or {}) else Reason.HEAD_CHANGED)
    if faults := faults_of(actor, survey, today):
        raise Faulty(faults, beside=beside)  # told together, so that nobody corrects twice
    refuse(beside)
    _freeze(actor, survey, now)
    survey.takers.set(takers)
    put_pictures(survey, pictures, now)
    _follow(household, survey)
    told = {
        "household": household.number,
        "year": survey.year,
        "category": survey.category,
        "mode": survey.mode,
    }
    record(
        actor=actor, verb="survey.handed_in", subject=survey, at=now, union_path=household.union.path, **told
    )
    first = household.state == State.ASKED
    household.state = State.CHECKING if first else household.state
    household.save()
    if first:
        note("household.checked", actor=actor, household=household, now=now, year=survey.year)
    follow_visit(actor=actor, survey=survey, now=now)


def faults_of(actor: Any, survey: Survey, today: date) -> list[Fault]:
    """What is wrong with the answers of a draft, place by place."""
    answers = survey.answers or {}
    faults = [*_unseen(survey), *faults_in(survey.form, answers, today=today)]
    return faults + list(_held_elsewhere(actor, survey.household, answers, {one.place for one in faults}))


def _unseen(survey: Survey) -> Iterator[Fault]:
    """At the door every section of before is looked at."""
    if survey.mode == Mode.VISIT and survey.before is not None:
        for section in survey.form.sections:
            if survey.seen.get(section.key) not in ("same", "changed"):
                yield Fault(seen_place(section), _UNSEEN.fill(title=section.title), _UNSEEN_WAY)


def seen_place(section: Section) -> str:
    """Where a page says whether a section is as before."""
    return f"seen-{section.key}"


def _held_elsewhere(actor: Any, household: Household, answers: Answers, told: set[str]) -> Iterator[Fault]:
    """Numbers of members that stand in other standing files."""
    rows = list(answers.get(MEMBERS.key) or [])
    for n, row in enumerate(rows):
        place = place_of(MEMBERS.key, n, "id_number")
        if not row.get("id_number") or place in told:
            continue
        try:
            refuse_held(actor=actor, number=row["id_number"], but=household.pk)
        except Refused as refused:
            said = refused.sentence
            yield Fault(place, Wording(said, said), _WAY_OUT)


def _is_head(household: Household, answers: Answers) -> bool:
    number = household.head.id_number
    return not number or answers.get("id_number") in ("", number)


def _freeze(actor: Any, survey: Survey, now: datetime) -> None:
    answers, form = survey.answers or {}, survey.form
    facts = facts_of(answers, form)
    on = survey.taken_on or timezone.localdate(now)
    outcome = outcome_for(facts=facts, household=survey.household, on=on)
    survey.outcome, survey.category, survey.persons = outcome.as_json(), outcome.category.value, facts.persons
    survey.changed = len(differences_of(survey, survey.before)) if survey.before else None
    survey.taken_on, survey.stage = on, Stage.HANDED_IN
    survey.handed_in_by, survey.handed_in_at, survey.version = actor, now, survey.version + 1
    survey.save()


def _follow(household: Household, survey: Survey) -> None:
    """What is counted of the file, and its members, are those of the survey."""
    answers = survey.answers or {}
    household.category, household.persons = survey.category, survey.persons
    household.cause, household.secondary = answers.get("cause", ""), list(answers.get("secondary") or [])
    household.surveyed_year = survey.year
    try:
        with transaction.atomic():
            _members(household, answers)
    except IntegrityError as error:  # another file took the number in the same moment
        raise Refused(Reason.HELD_ELSEWHERE) from error


def _members(household: Household, answers: Answers) -> None:
    """The rows of the members brought up to the answers: those who stay keep their row, those who left go."""
    old = list(Member.objects.admitted().filter(household=household))
    head = next((one for one in old if one.is_head), None) or Member(
        household=household, person=household.head, is_head=True
    )
    _put(head, {**answers, "relation": ""})
    beside = {_who(one.id_number, one.name): one for one in old if not one.is_head}
    for row in answers.get(MEMBERS.key) or []:
        known = beside.pop(_who(row.get("id_number", ""), row.get("name", "")), None)
        _put(known or Member(household=household, person=household.head), row)
    for gone in beside.values():
        gone.delete()


def _put(member: Member, row: Mapping[str, Any]) -> None:
    member.name, member.id_number = row.get("name", ""), row.get("id_number", "")
    member.relation, member.birth_on = row.get("relation", ""), birth_of(row)
    member.health, member.status = row.get("health", ""), row.get("status", "")
    member.save()


def _who(number: str, name: str) -> str:
    return number or name
