from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from lianshou.core.leases import may_claim
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.people.queries import chairs_of
from lianshou.kernel.pledges.actions.holding import note, refuse
from lianshou.kernel.pledges.actions.issuing import facts_of, issued
from lianshou.kernel.pledges.actions.numbering import take_numbers
from lianshou.kernel.pledges.actions.templating import file_in_use
from lianshou.kernel.pledges.enums import BatchState, Reason, Side, Sort, State
from lianshou.kernel.pledges.models import LetterBatch, Party, Pledge
from lianshou.kernel.pledges.queries import (
    LEASE,
    clauses_dated,
    clauses_in,
    letter_context,
    silent_batches,
    unions_to_write_to,
)
from lianshou.kernel.pledges.rules import why_not_send
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union

log = logging.getLogger(__name__)
MOST_LETTERS = 2000
_BROKEN = "处理中断了，原因已写入系统日志。 / The work broke off; the log says why."


@transaction.atomic
def ask_for_letters(
    *,
    actor: Any,
    programme: Programme,
    sort: str,
    title: str,
    words: str,
    unions: Sequence[Union],
    starts_on: date,
    ends_on: date,
    prefix: str,
    now: datetime,
    enqueue: Callable[[int], object],
    clauses: Sequence[Mapping[str, Any]] = (),
) -> LetterBatch:
    """Ask for a letter of one text to each of ``unions``; a job issues them all at once or not at all.

    ``sort`` is a letter of responsibility, which the union agrees to and signs, or an official letter, which is sent. Raises
    PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves ``letters.asked``.
    """
    require(actor, "pledge.issue", on=programme.union)
    refuse(why_not_send(receivers=len(unions), words=words, most=MOST_LETTERS))
    refuse(None if prefix.strip() else Reason.PREFIX_MISSING)
    refuse(Reason.TERM_WRONG if ends_on <= starts_on else None)
    asked = {
        "sort": sort,
        "words": [line.strip() for line in words.splitlines() if line.strip()],
        "unions": [union.pk for union in unions],
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "prefix": prefix.strip(),
        "clauses": [dict(clause) for clause in clauses],
    }
    batch = LetterBatch.objects.create(
        programme=programme,
        title=title.strip(),
        asked=asked,
        asked_by=actor,
        asked_at=now,
        total=len(unions),
    )
    _note("letters.asked", actor=actor, batch=batch, now=now, letters=len(unions))
    transaction.on_commit(partial(enqueue, batch.pk))
    return batch


def issue_letters(*, batch_id: int, clock: Callable[[], datetime]) -> LetterBatch | None:
    """Issue the letters that a batch asks for, in one transaction; None when there is nothing to do or others are at it.

    A worker that is killed leaves nothing of it; after a lease anybody takes it up again. What is refused leaves a sentence.
    Leaves ``pledge.issued`` for each letter and ``letters.issued``, or ``letters.failed``.
    """
    batch = _claimed(batch_id, clock())
    if batch is None:
        return None
    try:
        return _issued(batch, now=clock())
    except Exception as error:  # noqa: BLE001  whatever breaks must not leave the job hanging
        return _failed(batch, error, now=clock())


@transaction.atomic
def take_up_silent_letters(*, now: datetime, enqueue: Callable[[int], object]) -> list[int]:
    """Put every batch whose worker has fallen silent back into the queue; claiming makes sure that one worker has it.

    For the machine itself: no permission is asked, nothing changes but the queue. Gives the ids.
    """
    found = list(silent_batches(now=now).values_list("pk", flat=True))
    for key in found:
        enqueue(key)
    return found


@transaction.atomic
def _claimed(batch_id: int, now: datetime) -> LetterBatch | None:
    batch: LetterBatch | None = _rows().filter(pk=batch_id).first()
    waits = batch is not None and batch.state in (BatchState.QUEUED, BatchState.RUNNING)
    if batch is None or not waits or not may_claim(beat_at=batch.beat_at, now=now, lease=LEASE):
        return None
    batch.state, batch.beat_at, batch.turn = BatchState.RUNNING, now, batch.turn + 1
    batch.save(update_fields=["state", "beat_at", "turn"])
    return batch


@transaction.atomic
def _issued(batch: LetterBatch, *, now: datetime) -> LetterBatch | None:
    held: LetterBatch = _rows().get(pk=batch.pk)
    if (held.turn, held.state) != (batch.turn, BatchState.RUNNING):
        return None
    require(held.asked_by, "pledge.issue", on=held.programme.union)
    drafts, parties = _drafts(held, now=now)
    for pledge in issued(drafts, parties=parties):
        note("pledge.issued", actor=held.asked_by, pledge=pledge, now=now, number=pledge.number)
    held.state, held.beat_at, held.total = BatchState.DONE, None, len(drafts)
    held.save(update_fields=["state", "beat_at", "total"])
    _note("letters.issued", actor=held.asked_by, batch=held, now=now, letters=len(drafts))
    return held


def _drafts(batch: LetterBatch, *, now: datetime) -> tuple[list[Pledge], list[list[Party]]]:
    asked, programme = batch.asked, batch.programme
    unions = list(unions_to_write_to(actor=batch.asked_by, ids=asked["unions"]))
    sort, sent = Sort(asked["sort"]), asked["sort"] == Sort.OFFICIAL
    term: dict[str, Any] = {key: date.fromisoformat(asked[key]) for key in ("starts_on", "ends_on")}
    asked = asked | {"clauses": clauses_dated(clauses_in(asked), sort=sort, **term)}
    year = timezone.localdate(now).year
    taken = take_numbers(union=programme.union, prefix=asked["prefix"], year=year, count=len(unions))
    chairs, made = chairs_of(unions), file_in_use(union=programme.union, slug=sort)
    facts: dict[str, Any] = {
        "programme": programme,
        "title": batch.title,
        "chairs": chairs,
        "issued_on": timezone.localdate(now),
    }
    drafts = [
        Pledge(
            programme=programme,
            sort=sort,
            batch=batch,
            title=batch.title,
            issued_at=now,
            state=State.IN_FORCE if sent else State.DRAFTED,
            in_force_at=now if sent else None,
            context=letter_context(number=one.number, union=union, asked=asked, **facts, **term),
            **term,
            **facts_of(one, made),
        )
        for union, one in zip(unions, taken, strict=True)
    ]
    side = Side.RECEIVER if sent else Side.BEARER
    return drafts, [
        [Party(pledge=pledge, union=union, side=side)] for pledge, union in zip(drafts, unions, strict=True)
    ]


@transaction.atomic
def _failed(batch: LetterBatch, error: Exception, *, now: datetime) -> LetterBatch | None:
    held: LetterBatch = _rows().get(pk=batch.pk)
    if (held.turn, held.state) != (batch.turn, BatchState.RUNNING):
        return None
    held.state, held.beat_at, held.failure = BatchState.FAILED, None, _said(error)[:200]
    held.save(update_fields=["state", "beat_at", "failure"])
    _note("letters.failed", actor=held.asked_by, batch=held, now=now, error=type(error).__name__)
    return held


def _said(error: Exception) -> str:
    if isinstance(error, Refused):
        return error.sentence
    if isinstance(error, PermissionDenied):
        return str(Reason.NOT_ALLOWED.label)
    log.error("letters broke", exc_info=error)
    return _BROKEN


def _rows() -> Any:
    rows = LetterBatch.objects.admitted().select_related("programme__union", "asked_by")
    return rows.select_for_update(of=("self",))


def _note(verb: str, *, actor: Any, batch: LetterBatch, now: datetime, **details: Any) -> None:
    path = batch.programme.union.path
    record(actor=actor, verb=verb, subject=batch, at=now, union_path=path, **details)
