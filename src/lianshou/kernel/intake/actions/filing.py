"""What becomes of a form that is sent in, and of one that is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianshou.core.asking import AskedField, Sort
from lianshou.core.gates import approval_gate
from lianshou.core.wording import Wording
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.actions.drafts import Sheet, held_draft, refuse_overtaken, sheet_in_hand
from lianshou.kernel.intake.actions.holding import refuse
from lianshou.kernel.intake.enums import Reason, State
from lianshou.kernel.intake.models import Application, Filing
from lianshou.kernel.intake.queries import known_of, twins_of
from lianshou.kernel.intake.rules import (
    Filled,
    Origin,
    differences,
    filled_up,
    read_form,
    why_not_again,
)
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries.known import is_own
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union


class NotFilled(Exception):
    """A form that cannot be sent in as it stands: what is wrong, by field."""

    def __init__(self, problems: Mapping[str, Wording]) -> None:
        super().__init__("a form is not filled in")
        self.problems = dict(problems)


@transaction.atomic
def submit_application(
    *,
    actor: Any,
    programme: Programme,
    slug: str,
    union: Union,
    texts: Mapping[str, str],
    seen: int,
    now: datetime,
    person: Person | None = None,
    why_again: str = "",
    page: UUID | None = None,
) -> Application:
    """Send a form in: the kind writes the application, the answers are kept beside it with their marks, the draft goes.

    Raises PermissionDenied, NotFilled, or Refused NOT_ASKED / OUTSIDE / OVERTAKEN / SAME_ALREADY / LIKELY_SAME, or a reason of
    the kind. Leaves ``application.filed`` and the traces of the kind's own actions.
    """
    sheet = sheet_in_hand(actor, programme, slug, union, person)
    draft = held_draft(actor, sheet)
    refuse_overtaken(draft, seen, page)
    known = known_of(actor=actor, asking=sheet.asking, programme=programme, union=union, person=person)
    filled = _judged(sheet, texts, known, now)
    _refuse_again(actor, sheet, filled.values, why_again)
    application: Application = sheet.asking.write(
        actor=actor, programme=programme, union=union, person=person, values=filled.values, now=now
    )
    _kept(actor, sheet, application, filled, known, why_again, now)
    if draft is not None:
        draft.delete()
    told = {"form": slug, "by_applicant": person is not None and is_own(actor=actor, person=person)}
    record(actor=actor, verb="application.filed", subject=application, at=now, union_path=union.path, **told)
    return application


@transaction.atomic
def correct_application(
    *,
    actor: Any,
    filing: Filing,
    texts: Mapping[str, str],
    seen: int,
    now: datetime,
    words: str = "",
    page: UUID | None = None,
) -> Application:
    """Send a form in again, corrected: the new one stands beside the old, the kind brings its records up to it, the draft goes.

    What was returned goes up again, to whoever returned it, with ``words``; where nothing is to be changed, words alone will do.
    A field that the actor sees only behind a mask keeps what was sent in when it is left empty. Raises PermissionDenied,
    NotFilled, or Refused NOT_CORRECTABLE / CORRECTED_ALREADY / CLOSED / NOTHING_CHANGED / OVERTAKEN / LIKELY_SAME, or a reason
    of the kind or of review. Leaves ``application.corrected`` and the traces of going up again.
    """
    application = (
        Application.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("programme__union", "union", "person")
        .get(pk=filing.application_id)
    )
    filing.application = application
    programme, union, person = application.programme, application.union, application.person
    sheet = sheet_in_hand(actor, programme, filing.slug, union, person, filing)
    draft = held_draft(actor, sheet)
    refuse_overtaken(draft, seen, page)
    own = person is not None and is_own(actor=actor, person=person)
    before = dict(filing.answers or {})
    known = known_of(actor=actor, asking=sheet.asking, programme=programme, union=union, person=person)
    filled = _judged(sheet, filled_up(sheet.asking, texts, before, own=own), known, now)
    changed = differences(filled.values, before)
    refuse(Reason.NOTHING_CHANGED if not changed and not words.strip() else None)
    if changed:
        sheet.asking.amend(actor=actor, application=application, values=filled.values, before=before, now=now)
        _kept(actor, sheet, application, filled, known, filing.why_again, now)
        told = {"form": filing.slug, "fields": len(changed), "by_applicant": own}
        record(
            actor=actor,
            verb="application.corrected",
            subject=application,
            at=now,
            union_path=union.path,
            **told,
        )
    if draft is not None:
        draft.delete()
    if application.state == State.RETURNED:
        approval_gate.again(actor=actor, application=application, words=words, now=now)
        application.refresh_from_db()
    return application


def _judged(sheet: Sheet, texts: Mapping[str, str], known: Mapping[str, Origin], now: datetime) -> Filled:
    before = (sheet.corrects.answers or {}) if sheet.corrects else {}
    filled = read_form(sheet.asking, texts, known=known, programme=sheet.programme, before=before)
    problems = dict(filled.problems)
    if not problems:
        problems |= sheet.asking.judge(
            programme=sheet.programme,
            union=sheet.union,
            person=sheet.person,
            values=filled.values,
            today=timezone.localdate(now),
        )
    if problems:
        raise NotFilled(problems)
    return filled


def _refuse_again(actor: Any, sheet: Sheet, values: Mapping[str, str], why_again: str) -> None:
    phone = next((values[one.key] for one in sheet.asking.fields if one.sort is Sort.PHONE), "")
    twins = twins_of(
        actor=actor, programme=sheet.programme, union=sheet.union, person=sheet.person, phone=phone
    )
    same = any(twin.is_same for twin in twins)
    likely = any(not twin.is_same for twin in twins)
    refuse(why_not_again(same=same, again=sheet.asking.again, likely=likely, words=why_again))


def _kept(
    actor: Any,
    sheet: Sheet,
    application: Application,
    filled: Filled,
    known: Mapping[str, Origin],
    why_again: str,
    now: datetime,
) -> None:
    marks = {key: _mark(str(mark), known.get(key)) for key, mark in filled.marks.items()}
    for one in sheet.asking.fields:
        if said := _said(sheet, one, filled.values[one.key]):
            marks[one.key]["said"] = said
    Filing.objects.create(
        application=application,
        person=sheet.person,
        slug=sheet.asking.slug,
        corrects=sheet.corrects,
        answers=filled.values,
        known={key: origin.value or origin.shown for key, origin in known.items()},
        marks=marks,
        why_again=why_again.strip(),
        filed_at=now,
        filed_by=actor,
    )


def _mark(mark: str, origin: Origin | None) -> dict[str, Any]:
    if origin is None:
        return {"mark": mark}
    source = origin.source.both
    return {"mark": mark, "source": source, "on": origin.on.isoformat() if origin.on else ""}


def _said(sheet: Sheet, one: AskedField, value: str) -> dict[str, str] | None:
    """The words of what was chosen, kept for when it is no longer offered."""
    offered = dict(one.choices(sheet.programme)).get(value)
    if offered is not None:
        return offered.both
    filed = sheet.corrects
    if filed is None or (filed.answers or {}).get(one.key) != value:
        return None
    said: dict[str, str] | None = filed.marks.get(one.key, {}).get("said")
    return said
