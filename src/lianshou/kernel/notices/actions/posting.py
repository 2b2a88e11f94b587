from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.notices.actions.drafting import held_notice
from lianshou.kernel.notices.enums import State
from lianshou.kernel.notices.models import Notice, NoticeLine
from lianshou.kernel.notices.queries import frozen_lines, lines_of, window_from
from lianshou.kernel.notices.queries.notices import why_not_close_now, why_not_post_now
from lianshou.kernel.notices.rules import why_not_withdraw


@transaction.atomic
def post_notice(*, actor: Any, notice: Notice, now: datetime) -> Notice:
    """Make a notice public today: the lines are drawn from the applications, masked and frozen, the last day is counted.

    Raises PermissionDenied, or Refused with a ``notices.enums.Reason`` (UNCONFIRMED_YEAR where nobody has confirmed the
    calendar that the window needs). Leaves ``notice.posted`` with both days and the number of lines.
    """
    notice = held_notice(notice.pk)
    union, today = notice.programme.union, timezone.localdate(now)
    require(actor, "notice.post", on=union)
    lines = lines_of(programme=notice.programme, lists=notice.lists)
    window = window_from(union=union, posted_on=today, days=notice.days)
    if reason := why_not_post_now(notice=notice, lines=lines, window=window, today=today):
        raise Refused(reason)
    NoticeLine.objects.bulk_create(frozen_lines(notice=notice, lines=lines))
    notice.state, notice.posted_by = State.POSTED, actor
    notice.posted_on, notice.closes_on = window.posted_on, window.closes_on
    notice.save(update_fields=["state", "posted_by", "posted_on", "closes_on"])
    _trace("notice.posted", actor, notice, now, lines=len(lines), closes_on=str(notice.closes_on))
    return notice


@transaction.atomic
def withdraw_notice(*, actor: Any, notice: Notice, words: str, now: datetime) -> Notice:
    """Take a posted or closed notice back, with a reason: it stands for nothing any more, and stays on record.

    Raises PermissionDenied, or Refused WRONG_STATE / REASON_MISSING. Leaves ``notice.withdrawn``.
    """
    notice = held_notice(notice.pk)
    require(actor, "notice.post", on=notice.programme.union)
    if reason := why_not_withdraw(state=notice.state, words=words):
        raise Refused(reason)
    notice.state, notice.ending = State.WITHDRAWN, words.strip()
    _end(actor, notice, now)
    _trace("notice.withdrawn", actor, notice, now)
    return notice


@transaction.atomic
def close_notice(*, actor: Any, notice: Notice, now: datetime) -> Notice:
    """Close a notice whose last day is over and whose objections are settled.

    Raises PermissionDenied, or Refused STILL_RUNNING / STILL_OPEN / WRONG_STATE. Leaves ``notice.closed``.
    """
    notice = held_notice(notice.pk)
    require(actor, "notice.post", on=notice.programme.union)
    if reason := why_not_close_now(notice=notice, today=timezone.localdate(now)):
        raise Refused(reason)
    notice.state = State.CLOSED
    _end(actor, notice, now)
    _trace("notice.closed", actor, notice, now, objections=notice.objections.count())
    return notice


def _end(actor: Any, notice: Notice, now: datetime) -> None:
    notice.ended_by, notice.ended_at = actor, now
    notice.save(update_fields=["state", "ending", "ended_by", "ended_at"])


def _trace(verb: str, actor: Any, notice: Notice, now: datetime, **details: Any) -> None:
    record(actor=actor, verb=verb, subject=notice, at=now, union_path=notice.programme.union.path, **details)
