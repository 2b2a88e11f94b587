from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.ambient import Origin, coming_from
from lianshou.core.deadlines import deadlines
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.notices.actions.drafting import held_notice
from lianshou.kernel.notices.enums import Channel, ObjectionState
from lianshou.kernel.notices.models import Notice, NoticeLine, Objection
from lianshou.kernel.notices.queries import next_number
from lianshou.kernel.notices.rules import (
    digest_of,
    receipt_of,
    why_not_hear,
    why_not_object,
    why_not_settle,
)
from lianshou.kernel.notices.rules.settings import ANSWER
from lianshou.kernel.programmes.queries import parameter


@dataclass(frozen=True)
class Received:
    """An objection that was taken in, and the receipt: it is shown once and kept nowhere."""

    objection: Objection
    receipt: str


@transaction.atomic
def object_to(
    *,
    actor: Any,
    notice: Notice,
    words: str,
    now: datetime,
    line: NoticeLine | None = None,
    name: str = "",
    contact: str = "",
    channel: str = Channel.WEB,
    choose: Callable[[Sequence[str]], str] = secrets.choice,
) -> Received:
    """Take an objection in, of somebody unknown (``actor`` None, from the public page) or by an officer who was told it.

    ``name`` and ``contact`` may be left out. Raises PermissionDenied for an officer without the verb, or Refused
    NOT_RUNNING / WORDS_MISSING / OTHER_NOTICE. Leaves ``objection.received``, which names neither words nor person, nor the
    address that somebody unknown wrote from.
    """
    notice = held_notice(notice.pk)
    union, today = notice.programme.union, timezone.localdate(now)
    if actor is not None:
        require(actor, "objection.handle", on=union)
    own = line is None or line.notice_id == notice.pk
    if reason := why_not_object(running=notice.is_running(today), words=words, own_line=own):
        raise Refused(reason)
    days = int(parameter(key=ANSWER, region=union.division_code, on=today))
    due = deadlines.due(today, days, region=union.division_code)
    receipt = receipt_of(choose)
    objection = Objection.objects.create(
        notice=notice,
        line=line,
        number=next_number(notice=notice),
        receipt_digest=digest_of(receipt),
        channel=channel,
        words=words.strip(),
        name=name.strip(),
        contact=contact.strip(),
        received_at=now,
        received_by=actor,
        due_on=due.on,
        counted_from=today,
        counted_days=days,
        is_provisional=due.is_provisional,
    )
    if actor is None:  # the book must not tell from which address somebody objected
        with coming_from(Origin(door="public")):
            _trace("objection.received", None, objection, notice, now, channel=str(channel))
    else:
        _trace("objection.received", actor, objection, notice, now, channel=str(channel))
    return Received(objection, receipt)


@transaction.atomic
def hear_objection(*, actor: Any, objection: Objection, now: datetime) -> Objection:
    """Take an objection up: from now on the actor handles it, and may ask who it was, with a reason.

    Raises PermissionDenied, or Refused TAKEN_UP. Leaves ``objection.hearing``.
    """
    objection = _held(objection)
    require(actor, "objection.handle", on=objection.notice.programme.union)
    if reason := why_not_hear(state=objection.state):
        raise Refused(reason)
    objection.state, objection.handled_by, objection.heard_at = ObjectionState.HEARING, actor, now
    objection.save(update_fields=["state", "handled_by", "heard_at"])
    _trace("objection.hearing", actor, objection, objection.notice, now)
    return objection


@transaction.atomic
def settle_objection(
    *, actor: Any, objection: Objection, outcome: str, answer: str, now: datetime
) -> Objection:
    """Uphold or dismiss an objection, with reasons that whoever objected reads by their receipt.

    Raises PermissionDenied, or Refused SETTLED / NOT_HEARD / NOT_HANDLER / ANSWER_MISSING. Leaves ``objection.upheld`` or
    ``objection.dismissed``.
    """
    objection = _held(objection)
    require(actor, "objection.handle", on=objection.notice.programme.union)
    reason = why_not_settle(
        state=objection.state, is_handler=objection.handled_by_id == actor.pk, outcome=outcome, answer=answer
    )
    if reason:
        raise Refused(reason)
    objection.state, objection.answer, objection.settled_at = ObjectionState(outcome), answer.strip(), now
    objection.save(update_fields=["state", "answer", "settled_at"])
    _trace(f"objection.{objection.state}", actor, objection, objection.notice, now)
    return objection


def _held(objection: Objection) -> Objection:
    """The objection as it stands now, held after its programme and its notice."""
    notice = held_notice(objection.notice_id)
    Objection.objects.admitted().select_for_update().get(pk=objection.pk)
    found = Objection.objects.admitted().select_related("line", "handled_by").get(pk=objection.pk)
    found.notice = notice
    return found


def _trace(
    verb: str, actor: Any, objection: Objection, notice: Notice, now: datetime, **details: Any
) -> None:
    path = notice.programme.union.path
    record(actor=actor, verb=verb, subject=objection, at=now, union_path=path, notice=notice.pk, **details)
