"""Filling the archive form in: begun with what is known, kept as a draft, handed in once and never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions.handing import faults_of, hand_in
from lianshou.kinds.aid.actions.holding import Faulty, held_household, held_survey, refuse
from lianshou.kinds.aid.actions.opening import open_file
from lianshou.kinds.aid.actions.picturing import NewPicture
from lianshou.kinds.aid.enums import Level, Mode, Reason, State
from lianshou.kinds.aid.models import Household, Survey
from lianshou.kinds.aid.queries import begun_with, draft_of, last_survey, survey_with_key
from lianshou.kinds.aid.rules.deciding import names_in, why_not_begin, why_not_hand_in
from lianshou.kinds.aid.rules.form import Fault, Form, faults_in, form_of, kept


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What stands on a page: the answers, what the visitor says of each section ("same", "changed"), who was there and when."""

    answers: Mapping[str, Any]
    mode: str = Mode.DESK
    seen: Mapping[str, str] = field(default_factory=dict)
    takers: Sequence[int] = ()
    other_takers: str = ""
    taken_on: date | None = None
    pictures: Sequence[NewPicture] = ()
    consent: bool = False


@transaction.atomic
def begin_survey(*, actor: Any, household: Household, now: datetime, mode: str = Mode.DESK) -> Survey:
    """Begin a survey of a household by this year's form, with last time's answers, or with what the register of persons holds.

    Raises PermissionDenied, or Refused ENDED / DRAFT_OPEN. Leaves ``survey.begun``.
    """
    require(actor, "person.edit", on=household.union)
    household = held_household(household)
    refuse(why_not_begin(state=household.state, has_draft=draft_of(household) is not None))
    return put_begun(actor, household, mode, now)


def put_begun(actor: Any, household: Household, mode: str, now: datetime) -> Survey:
    """Begin a survey of a file that is held and has no draft. Leaves ``survey.begun``."""
    today, before = timezone.localdate(now), last_survey(household)
    form = form_of(today.year)
    begun = begun_with(household=household, form=form, before=before)
    survey = _begun(actor, household, form, before, mode, now)
    survey.answers, survey.marks = begun.answers, begun.marks
    survey.save()
    survey.takers.set([actor])
    path = household.union.path
    record(
        actor=actor, verb="survey.begun", subject=survey, at=now, union_path=path, household=household.number
    )
    return survey


@transaction.atomic
def save_survey(
    *,
    actor: Any,
    survey: Survey,
    filled: Filled,
    version: int,
    now: datetime,
    page: UUID | None = None,
) -> Survey:
    """Keep what stands on a page as the draft; ``version`` is the one that the actor had before them.

    ``page`` is the opened page: what it saved last itself is never over it, even where the answer to that save got lost.

    Raises PermissionDenied, or Refused NO_DRAFT, or OVERTAKEN when somebody has saved since: then nothing is written. The book
    has no line for it, as for any draft (ADR 20).
    """
    require(actor, "person.edit", on=survey.household.union)
    survey = held_survey(survey)
    _refuse_overtaken(survey, version, page)
    put(survey, filled, now)
    survey.version += 1
    survey.saved_from = page
    survey.save()
    survey.takers.set(filled.takers)
    return survey


@transaction.atomic
def discard_survey(*, actor: Any, survey: Survey, now: datetime) -> None:
    """Throw the draft of a survey away. Raises PermissionDenied, or Refused NO_DRAFT. Leaves ``survey.discarded``."""
    require(actor, "person.edit", on=survey.household.union)
    survey = held_survey(survey)
    refuse(None if survey.is_draft else Reason.NO_DRAFT)
    household = survey.household
    path = household.union.path
    record(
        actor=actor,
        verb="survey.discarded",
        subject=survey,
        at=now,
        union_path=path,
        household=household.number,
    )
    survey.delete()


@transaction.atomic
def judge_survey(*, actor: Any, survey: Survey, filled: Filled, now: datetime) -> list[Fault]:
    """What would be wrong with the answers if the survey were handed in like this; nothing is written. Raises PermissionDenied."""
    require(actor, "person.edit", on=survey.household.union)
    tried = copy(survey)
    put(tried, filled, now)
    return faults_of(actor, tried, timezone.localdate(now))


@transaction.atomic
def hand_in_survey(
    *,
    actor: Any,
    survey: Survey,
    filled: Filled,
    version: int,
    now: datetime,
    page: UUID | None = None,
) -> Survey:
    """Hand a survey in: its answers and its outcome are frozen, members, causes and category of the file follow.

    ``version`` and ``page`` as for ``save_survey``.

    A household that was asked for goes on to be checked. Raises PermissionDenied; Refused NO_DRAFT / OVERTAKEN / ENDED /
    IN_FUTURE / FEW_TAKERS / CONSENT_MISSING / HEAD_CHANGED; ``Faulty`` with what is wrong at which place: nothing is written then.
    Leaves ``survey.handed_in`` and for a household that is checked from now on ``household.checked``.
    """
    require(actor, "person.edit", on=survey.household.union)
    survey = held_survey(survey)
    _refuse_overtaken(survey, version, page)
    put(survey, filled, now)
    hand_in(actor, survey, filled.takers, filled.pictures, filled.consent, now)
    return survey


@transaction.atomic
def record_household(
    *,
    actor: Any,
    union: Union,
    filled: Filled,
    now: datetime,
    level: str = Level.NATION,
    key: UUID | None = None,
    programme: Programme | None = None,
) -> Survey:
    """A new household in one sitting, from opening its file to handing its first survey in; all or nothing.

    What bears a ``key`` that arrived before is given back, unless it tells of somebody else, as from a form that somebody went
    back to and filled in anew. Raises as ``open_file`` and ``hand_in_survey``. Leaves
    ``household.opened``, ``survey.handed_in``, ``household.checked``.
    """
    require(actor, "person.edit", on=union)
    sent = survey_with_key(actor=actor, key=key) if key is not None else None
    if sent is not None:
        if (sent.answers or {}).get("id_number") == filled.answers.get("id_number"):
            return sent
        key = None
    today = timezone.localdate(now)
    form = form_of(today.year)
    answers = kept(form, filled.answers, {})
    if faults := faults_in(form, answers, today=today):
        raise Faulty(faults, beside=_beside(filled, today))
    household = open_file(
        actor=actor,
        union=union,
        name=answers["name"],
        id_number=answers["id_number"],
        level=level,
        programme=programme,
        now=now,
    )
    survey = _begun(actor, household, form, None, filled.mode, now)
    survey.key = key
    put(survey, filled, now)
    hand_in(actor, survey, filled.takers, filled.pictures, filled.consent, now)
    return survey


def _refuse_overtaken(survey: Survey, version: int, page: UUID | None) -> None:
    """Raises Refused NO_DRAFT, or OVERTAKEN where another page has saved since the version that the actor had before them."""
    refuse(None if survey.is_draft else Reason.NO_DRAFT)
    own = page is not None and survey.saved_from == page
    refuse(None if own or survey.version == version else Reason.OVERTAKEN)


def _beside(filled: Filled, today: date) -> Reason | None:
    """What is wrong beside the answers of a household that is written in one sitting."""
    return why_not_hand_in(
        is_draft=True,
        state=State.ASKED,
        mode=filled.mode,
        takers=len(set(filled.takers)) + len(names_in(filled.other_takers)),
        taken_on=filled.taken_on or today,
        today=today,
        pictures=len(filled.pictures),
        consent=filled.consent or all(one.is_document for one in filled.pictures),
    )


def _begun(
    actor: Any, household: Household, form: Form, before: Survey | None, mode: str, now: datetime
) -> Survey:
    """A survey that nothing stands in yet, and that is not written yet."""
    return Survey(
        household=household,
        person=household.head,
        vintage=form.year,
        year=timezone.localdate(now).year,
        mode=Mode(mode),
        before=before,
        other_takers=before.other_takers if before else "",
        begun_by=actor,
        begun_at=now,
        saved_at=now,
    )


def put(survey: Survey, filled: Filled, now: datetime) -> None:
    """What stands on the page into the draft; a section that is said to be as before gets the answers of before."""
    form = survey.form
    answers = kept(form, filled.answers, survey.answers or {})
    if survey.before is not None:
        old = begun_with(household=survey.household, form=form, before=survey.before).answers
        for section in form.sections:
            if filled.seen.get(section.key) == "same":
                keys = [section.key] if section.rows else [one.key for one in section.fields]
                answers |= {key: old.get(key, "") for key in keys}
    survey.answers, survey.seen = answers, dict(filled.seen)
    survey.mode, survey.other_takers = Mode(filled.mode), "、".join(names_in(filled.other_takers))[:120]
    survey.taken_on = filled.taken_on or survey.taken_on or timezone.localdate(now)
    survey.saved_at = now
