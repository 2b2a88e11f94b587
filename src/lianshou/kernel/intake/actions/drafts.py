"""Forms in hand: whose, may it be written, and the drafts that survive a closed browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from lianshou.core.asking import Asking
from lianshou.core.refusals import Refused
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.actions.applying import require_filing
from lianshou.kernel.intake.actions.holding import refuse
from lianshou.kernel.intake.enums import Reason
from lianshou.kernel.intake.models import Draft, Filing
from lianshou.kernel.intake.queries import asking_called, draft_of, stale_drafts, why_not_correct_form
from lianshou.kernel.intake.rules import is_asked, why_not_file, why_not_keep
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.queries.known import is_own
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union


@dataclass(frozen=True)
class Sheet:
    """A form in hand: which, in which programme, for whom; ``corrects`` is the form that was sent in, where it is no new one."""

    programme: Programme
    asking: Asking
    union: Union
    person: Person | None
    corrects: Filing | None = None


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
    corrects: Filing | None = None,
    page: UUID | None = None,
) -> Draft:
    """Keep what stands in a form; ``seen`` is the version of the draft that the actor had before them, 0 for none.

    ``page`` is the opened page: what it saved last itself is never over it, even where the answer to that save got lost.

    Raises PermissionDenied, or Refused NOT_ASKED / OUTSIDE, for a correction NOT_CORRECTABLE / CORRECTED_ALREADY / CLOSED, or
    OVERTAKEN when somebody, or another window, has saved since: then nothing is written. Leaves ``draft.kept`` the first time.
    """
    sheet = sheet_in_hand(actor, programme, slug, union, person, corrects)
    draft = held_draft(actor, sheet)
    refuse_overtaken(draft, seen, page)
    answers = {one.key: texts.get(one.key, "")[: one.most * 2] for one in sheet.asking.fields}
    if draft is None:
        return _begun(actor, sheet, answers, now, page)
    draft.answers, draft.version = answers, draft.version + 1
    draft.saved_at, draft.saved_by, draft.saved_from = now, actor, page
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


def sheet_in_hand(
    actor: Any,
    programme: Programme,
    slug: str,
    union: Union,
    person: Person | None,
    corrects: Filing | None = None,
) -> Sheet:
    """The form, once the actor may write it and it is its time."""
    require_filing(actor, union, person)
    asking = asking_called(programme=programme, slug=slug)
    if asking is None:
        raise Refused(Reason.NOT_ASKED)
    if corrects is not None:
        _refuse_correction(corrects, programme, union, person)
    else:
        asked = is_asked(state=programme.state, while_running=asking.while_running)
        refuse(why_not_file(asked=asked, inside=union.path.startswith(programme.union.path)))
    return Sheet(programme, asking, union, person, corrects)


def held_draft(actor: Any, sheet: Sheet) -> Draft | None:
    """The draft of a form as it stands, held until the transaction ends."""
    found = draft_of(
        actor=actor,
        programme=sheet.programme,
        slug=sheet.asking.slug,
        union=sheet.union,
        person=sheet.person,
        corrects=sheet.corrects,
    )
    if found is None:
        return None
    held: Draft | None = Draft.objects.admitted().select_for_update().filter(pk=found.pk).first()
    return held


def refuse_overtaken(draft: Draft | None, seen: int, page: UUID | None) -> None:
    """Raises Refused OVERTAKEN where somebody has saved since the actor saw version ``seen`` on the opened page ``page``."""
    if draft is not None:
        own = page is not None and draft.saved_from == page
        refuse(why_not_keep(version=draft.version, seen=seen, is_own_save=own))


def _refuse_correction(filing: Filing, programme: Programme, union: Union, person: Person | None) -> None:
    application = filing.application
    if (application.programme_id, application.union_id, application.person_id) != (
        programme.pk,
        union.pk,
        person.pk if person else None,
    ):
        raise PermissionDenied("application.file")
    refuse(why_not_correct_form(filing=filing))


def _begun(actor: Any, sheet: Sheet, answers: dict[str, str], now: datetime, page: UUID | None) -> Draft:
    own = sheet.person is not None and is_own(actor=actor, person=sheet.person)
    try:
        with transaction.atomic():
            draft = Draft.objects.create(
                programme=sheet.programme,
                slug=sheet.asking.slug,
                union=sheet.union,
                person=sheet.person,
                is_own=own,
                corrects=sheet.corrects,
                answers=answers,
                begun_at=now,
                saved_at=now,
                saved_by=actor,
                saved_from=page,
            )
    except IntegrityError as error:  # another window began it in the same moment
        raise Refused(Reason.OVERTAKEN) from error
    record(actor=actor, verb="draft.kept", subject=draft, at=now, union_path=sheet.union.path)
    return draft
