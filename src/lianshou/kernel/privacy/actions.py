from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lianshou.core.personal import PersonalList
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.privacy.enums import Purpose, State
from lianshou.kernel.privacy.models import ExportedPerson, Reveal, UnmaskedExport
from lianshou.kernel.privacy.queries import Looked, listing_of, reveals_within_the_hour
from lianshou.kernel.privacy.rules import (
    why_not_ask,
    why_not_decide,
    why_not_fetch,
    why_not_refuse,
    why_not_reveal,
    why_not_withdraw,
)
from lianshou.kernel.unions.models import Union


@transaction.atomic
def reveal(*, actor: Any, looked: Looked, purpose: str, now: datetime, words: str = "") -> Reveal:
    """Let the actor see the protected fields of one record for a short time (LIANSHOU_REVEAL_SECONDS).

    Raises PermissionDenied, or Refused NOTHING_HERE / TOO_MANY / WORDS_MISSING. Leaves ``personal.shown`` about the record
    with the names of the fields and the code of the reason, never a value or the words.
    """
    union = looked.record.union_of(looked.subject)
    require(actor, "personal.reveal", on=union)
    User.objects.select_for_update().get(pk=actor.pk)  # two windows of one account count one after the other
    reason = why_not_reveal(
        purpose=purpose,
        words=words,
        filled=looked.filled,
        within_the_hour=reveals_within_the_hour(actor=actor, now=now),
        most_per_hour=settings.LIANSHOU_REVEALS_PER_HOUR,
    )
    if reason:
        raise Refused(reason)
    names = [field.name for field in looked.fields]
    made = Reveal.objects.create(
        actor=actor,
        record=looked.record.slug,
        subject_id=looked.subject.pk,
        person=looked.record.person_of(looked.subject),
        union=union,
        fields=names,
        purpose=Purpose(purpose),
        words=words,
        at=now,
        until=now + timedelta(seconds=settings.LIANSHOU_REVEAL_SECONDS),
    )
    record(
        actor=actor, verb="personal.shown", subject=looked.subject, at=now, union_path=union.path,
        fields=names, reason=str(purpose),
    )  # fmt: skip
    return made


@transaction.atomic
def ask_export(
    *,
    actor: Any,
    listing: PersonalList,
    union: Union,
    query: str,
    fields: Sequence[str],
    purpose: str,
    recipient: str,
    now: datetime,
    words: str = "",
) -> UnmaskedExport:
    """Ask for a list with ``fields`` in clear, as filtered by ``query``, below ``union``.

    Raises PermissionDenied, or Refused with a ``privacy.enums.Reason``. Leaves ``export.asked``.
    """
    require(actor, "personal.export", on=union)
    require(actor, listing.verb, on=union)
    known = [name for name in listing.fields() if name in fields]
    rows = listing.count(actor=actor, union=union, query=query)
    reason = why_not_ask(fields=len(known), rows=rows, purpose=purpose, words=words, recipient=recipient)
    if reason:
        raise Refused(reason)
    export = UnmaskedExport.objects.create(
        listing=listing.slug,
        union=union,
        query=query,
        fields=known,
        rows=rows,
        purpose=Purpose(purpose),
        words=words,
        recipient=recipient,
        asked_by=actor,
        asked_at=now,
    )
    _note("asked", actor, export, now, rows=rows)
    return export


@transaction.atomic
def approve_export(*, actor: Any, export: UnmaskedExport, now: datetime, words: str = "") -> UnmaskedExport:
    """Let the asker fetch the list for a day (LIANSHOU_EXPORT_HOURS).

    Raises PermissionDenied, or Refused SAME_PERSON / DECIDED. Leaves ``export.approved``.
    """
    require(actor, "personal.export_approve", on=export.union)
    export = _held(export)
    if reason := why_not_decide(state=export.state, is_asker=export.is_own(actor), words=words):
        raise Refused(reason)
    export.expires_at = now + timedelta(hours=settings.LIANSHOU_EXPORT_HOURS)
    _decide(actor, export, State.APPROVED, words, now)
    return export


@transaction.atomic
def refuse_export(*, actor: Any, export: UnmaskedExport, words: str, now: datetime) -> UnmaskedExport:
    """Refuse a request and say why.

    Raises PermissionDenied, or Refused SAME_PERSON / DECIDED / WORDS_MISSING. Leaves ``export.refused``.
    """
    require(actor, "personal.export_approve", on=export.union)
    export = _held(export)
    if reason := why_not_refuse(state=export.state, is_asker=export.is_own(actor), words=words):
        raise Refused(reason)
    _decide(actor, export, State.REFUSED, words, now)
    return export


@transaction.atomic
def withdraw_export(*, actor: Any, export: UnmaskedExport, now: datetime) -> UnmaskedExport:
    """Take one's own request back before anybody decided. Leaves ``export.withdrawn``.

    Raises PermissionDenied, or Refused NOT_YOURS / DECIDED.
    """
    require(actor, "personal.export", on=export.union)
    export = _held(export)
    if reason := why_not_withdraw(state=export.state, is_asker=export.is_own(actor)):
        raise Refused(reason)
    export.state = State.WITHDRAWN
    export.save(update_fields=["state"])
    _note("withdrawn", actor, export, now)
    return export


@transaction.atomic
def fetch_export(*, actor: Any, export: UnmaskedExport, now: datetime) -> bytes:
    """The approved list as a workbook, made now and from what the asker may see now; it is stored nowhere, but who stood in it is.

    Raises PermissionDenied, or Refused with a ``privacy.enums.Reason``. Leaves ``export.fetched`` with the number of rows.
    """
    require(actor, "personal.export", on=export.union)
    require(actor, listing_of(export).verb, on=export.union)
    export = _held(export)
    reason = why_not_fetch(
        state=export.state,
        is_asker=export.is_own(actor),
        expires_at=export.expires_at,
        fetched=export.fetched,
        most=settings.LIANSHOU_EXPORT_FETCHES,
        now=now,
    )
    if reason:
        raise Refused(reason)
    content, persons = listing_of(export).book(
        actor=actor, union=export.union, query=export.query, clear=export.fields, notes=_marks(export, now)
    )
    export.fetched, export.fetched_at = export.fetched + 1, now
    export.save(update_fields=["fetched", "fetched_at"])
    stood = [ExportedPerson(export=export, person_id=pk) for pk in persons]
    ExportedPerson.objects.bulk_create(stood, batch_size=1000, ignore_conflicts=True)
    _note("fetched", actor, export, now, rows=len(persons), time=export.fetched)
    return content


def _held(export: UnmaskedExport) -> UnmaskedExport:
    """The row as it is now, held until the end of the transaction."""
    rows = UnmaskedExport.objects.admitted().select_for_update(of=("self",))
    return rows.select_related("union", "asked_by", "decided_by").get(pk=export.pk)


def _decide(actor: Any, export: UnmaskedExport, state: State, words: str, now: datetime) -> None:
    export.state, export.decided_by, export.decided_at, export.decision = state, actor, now, words
    export.save(update_fields=["state", "decided_by", "decided_at", "decision", "expires_at"])
    _note(str(state.value), actor, export, now)


def _note(done: str, actor: Any, export: UnmaskedExport, now: datetime, **more: int) -> None:
    details: dict[str, Any] = {"fields": export.fields, "reason": str(export.purpose), **more}
    path = export.union.path
    record(actor=actor, verb=f"export.{done}", subject=export, at=now, union_path=path, **details)


def _marks(export: UnmaskedExport, now: datetime) -> list[Wording]:
    """The lines in the head of the workbook: that it is not masked, who took it out, when, why, for whom."""
    moment = f"{timezone.localtime(now):%Y-%m-%d %H:%M}"
    purpose = Purpose(export.purpose).label
    return [
        Wording("未遮盖，请妥善保管，用完销毁。", "Not masked: keep it safe and destroy it after use."),
        Wording(
            "申请{n}号：{who}于{when}取出，批准人{by}。",
            "Request {n}: taken out by {who} at {when}, approved by {by}.",
        ).fill(n=export.pk, who=export.asked_by, when=moment, by=export.decided_by),
        Wording("用途：{why} {words}；接收方：{whom}。", "Reason: {why} {words}; for: {whom}.").fill(
            why=purpose, words=export.words, whom=export.recipient
        ),
    ]
