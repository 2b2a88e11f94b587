"""Forms filled in: drafts that survive, and what becomes of a form that is sent in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianshou.core.asking import Asking, Sort
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.actions.applying import require_filing
from lianshou.kernel.intake.actions.holding import refuse
from lianshou.kernel.intake.enums import Reason
from lianshou.kernel.intake.models import Application, Draft, Filing
from lianshou.kernel.intake.queries import asking_called, draft_of, known_of, stale_drafts, twins_of
from lianshou.kernel.intake.rules import (
    Filled,
    Origin,
    is_asked,
    read_form,
    why_not_again,
    why_not_file,
    why_not_keep,
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


@dataclass(frozen=True)
class Sheet:
    """A form in hand: which, in which programme, for whom."""

    programme: Programme
    asking: Asking
    union: Union
    person: Person | None


@transaction.atomic
def save_draft(
    *,
    actor: Any,
    programme: Programme,
    slug: str,
    union: Union,
    texts: Mapping[str, str],
    seen: int,
    now: datetime,
    person: Person | None = None,
) -> Draft:
    """Keep what stands in a form; ``seen`` is the version of the draft that the actor had before them, 0 for none.

    Raises PermissionDenied, or Refused NOT_ASKED / OUTSIDE, or OVERTAKEN when somebody, or another window, has saved since:
    then nothing is written. Leaves ``draft.kept`` the first time.
    """
    sheet = _sheet(actor, programme, slug, union, person)
    draft = _held(actor, sheet)
    refuse(why_not_keep(version=draft.version if draft else 0, seen=seen))
    answers = {one.key: texts.get(one.key, "")[: one.most * 2] for one in sheet.asking.fields}
    if draft is None:
        return _begun(actor, sheet, answers, now)
    draft.answers, draft.version = answers, draft.version + 1
    draft.saved_at, draft.saved_by = now, actor
    draft.save()
    return draft


@transaction.atomic
def discard_draft(*, actor: Any, draft: Draft, now: datetime) -> None:
    """Throw a draft away. Raises PermissionDenied. Leaves ``draft.discarded``."""
    require_filing(actor, draft.union, draft.person)
    record(actor=actor, verb="draft.discarded", subject=draft, at=now, union_path=draft.union.path)
    draft.delete()


@transaction.atomic
def drop_stale_drafts(*, actor: Any, now: datetime) -> int:
    """Drop the drafts that nobody has saved for sixty days, and give how many.

    For the machine itself, with ``actor`` None. Leaves ``draft.forgotten`` for each.
    """
    drafts = list(stale_drafts(now=now).select_for_update(of=("self",))[:200])
    for draft in drafts:
        record(actor=actor, verb="draft.forgotten", subject=draft, at=now, union_path=draft.union.path)
        draft.delete()
    return len(drafts)


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
) -> Application:
    """Send a form in: the kind writes the application, the answers are kept beside it with their marks, the draft goes.

    Raises PermissionDenied, NotFilled, or Refused NOT_ASKED / OUTSIDE / OVERTAKEN / SAME_ALREADY / LIKELY_SAME, or a reason of
    the kind. Leaves ``application.filed`` and the traces of the kind's own actions.
    """
    sheet = _sheet(actor, programme, slug, union, person)
    draft = _held(actor, sheet)
    refuse(why_not_keep(version=draft.version if draft else 0, seen=seen))
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


def _sheet(actor: Any, programme: Programme, slug: str, union: Union, person: Person | None) -> Sheet:
    require_filing(actor, union, person)
    asking = asking_called(programme=programme, slug=slug)
    if asking is None:
        raise Refused(Reason.NOT_ASKED)
    asked = is_asked(state=programme.state, while_running=asking.while_running)
    refuse(why_not_file(asked=asked, inside=union.path.startswith(programme.union.path)))
    return Sheet(programme, asking, union, person)


def _held(actor: Any, sheet: Sheet) -> Draft | None:
    """The draft as it stands, held until the transaction ends."""
    found = draft_of(
        actor=actor, programme=sheet.programme, slug=sheet.asking.slug, union=sheet.union, person=sheet.person
    )
    if found is None:
        return None
    held: Draft | None = Draft.objects.admitted().select_for_update().filter(pk=found.pk).first()
    return held


def _begun(actor: Any, sheet: Sheet, answers: dict[str, str], now: datetime) -> Draft:
    own = sheet.person is not None and is_own(actor=actor, person=sheet.person)
    try:
        with transaction.atomic():
            draft = Draft.objects.create(
                programme=sheet.programme,
                slug=sheet.asking.slug,
                union=sheet.union,
                person=sheet.person,
                is_own=own,
                answers=answers,
                begun_at=now,
                saved_at=now,
                saved_by=actor,
            )
    except IntegrityError as error:  # another window began it in the same moment
        raise Refused(Reason.OVERTAKEN) from error
    record(actor=actor, verb="draft.kept", subject=draft, at=now, union_path=sheet.union.path)
    return draft


def _judged(sheet: Sheet, texts: Mapping[str, str], known: Mapping[str, Origin], now: datetime) -> Filled:
    filled = read_form(sheet.asking, texts, known=known, programme=sheet.programme)
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
    Filing.objects.create(
        application=application,
        person=sheet.person,
        slug=sheet.asking.slug,
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
    source = {"zh": origin.source.zh, "en": origin.source.en}
    return {"mark": mark, "source": source, "on": origin.on.isoformat() if origin.on else ""}
