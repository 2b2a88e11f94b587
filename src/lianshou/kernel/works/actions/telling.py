from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.formats.pictures import PictureError, clean_picture
from lianshou.kernel.access.queries import require
from lianshou.kernel.unions.models import Union
from lianshou.kernel.works.actions.holding import held_task, note, roll_up
from lianshou.kernel.works.enums import Reason, State
from lianshou.kernel.works.models import Evidence, Highlight, Progress, Task
from lianshou.kernel.works.queries import file_limit
from lianshou.kernel.works.rules import why_not_choose, why_not_offer, why_not_report, why_not_take


@transaction.atomic
def report_progress(
    *,
    actor: Any,
    task: Task,
    happened_on: date,
    now: datetime,
    value: int | None = None,
    is_done: bool = False,
    words: str = "",
    files: Sequence[bytes] = (),
) -> Progress:
    """Report all that is done of a task by a day, with evidence; the sum goes up to whoever set it.

    ``value`` is for tasks that count, ``is_done`` for the others. Raises PermissionDenied, or Refused with a
    ``works.enums.Reason``. Leaves ``task.reported``.
    """
    require(actor, "works.report", on=task.union)
    task = held_task(task)
    counted = bool(task.unit)
    reason = why_not_report(
        ended=task.ended_at is not None, split=task.parts > 0, fed=bool(task.figure)
    ) or why_not_take(
        counted=counted,
        value=value,
        before=task.done_value,
        note=words,
        happened_on=happened_on,
        today=timezone.localdate(now),
        files=len(files),
    )
    if reason:
        raise Refused(reason)
    facts = {"task": task, "note": words.strip(), "happened_on": happened_on}
    told = {"value": value, "is_done": False} if counted else {"is_done": is_done}
    report = Progress.objects.create(recorded_by=actor, recorded_at=now, **facts, **told)
    for content in files:
        _keep(report, content)
    _count(task, report)
    details = {"value": report.value, "is_done": task.done_on is not None, "files": len(files)}
    note("task.reported", actor=actor, subject=task, path=task.union.path, now=now, **details)
    return report


@transaction.atomic
def record_highlight(
    *,
    actor: Any,
    union: Union,
    pillar: str,
    title: str,
    story: str,
    happened_on: date,
    now: datetime,
    task: Task | None = None,
) -> Highlight:
    """Put a highlight with its story on record.

    Raises PermissionDenied, or Refused with a ``works.enums.Reason``. Leaves ``highlight.recorded``.
    """
    require(actor, "works.report", on=union)
    checks = [
        (not title.strip() or not story.strip(), Reason.TITLE_MISSING),
        (happened_on > timezone.localdate(now), Reason.IN_FUTURE),
    ]
    if why := next((reason for fails, reason in checks if fails), None):
        raise Refused(why)
    highlight = Highlight.objects.create(
        union=union,
        task=task,
        pillar=pillar,
        title=title.strip(),
        story=story.strip(),
        happened_on=happened_on,
        recorded_by=actor,
        recorded_at=now,
    )
    note("highlight.recorded", actor=actor, subject=highlight, path=union.path, now=now, pillar=str(pillar))
    return highlight


@transaction.atomic
def offer_highlight(*, actor: Any, highlight: Highlight, now: datetime) -> Highlight:
    """Offer a highlight for the bulletin.

    Raises PermissionDenied, or Refused with a ``works.enums.Reason``. Leaves ``highlight.offered``.
    """
    require(actor, "works.report", on=highlight.union)
    highlight = _held(highlight)
    if reason := why_not_offer(state=highlight.state):
        raise Refused(reason)
    highlight.state, highlight.offered_at = State.OFFERED, now
    highlight.save(update_fields=["state", "offered_at"])
    note("highlight.offered", actor=actor, subject=highlight, path=highlight.union.path, now=now)
    return highlight


@transaction.atomic
def choose_highlight(*, actor: Any, highlight: Highlight, now: datetime) -> Highlight:
    """Choose an offered highlight for the bulletin; another person than whoever recorded it does.

    Raises PermissionDenied, or Refused with a ``works.enums.Reason``. Leaves ``highlight.taken``.
    """
    require(actor, "works.edit", on=highlight.union)
    highlight = _held(highlight)
    if reason := why_not_choose(state=highlight.state, is_own=highlight.recorded_by_id == actor.pk):
        raise Refused(reason)
    highlight.state, highlight.taken_by, highlight.taken_at = State.TAKEN, actor, now
    highlight.save(update_fields=["state", "taken_by", "taken_at"])
    note("highlight.taken", actor=actor, subject=highlight, path=highlight.union.path, now=now)
    return highlight


def _count(task: Task, report: Progress) -> None:
    if report.value is not None:
        task.done_value, done = report.value, report.value >= task.whole
    else:
        task.done_value, done = int(report.is_done), report.is_done
    task.told_on = report.happened_on
    task.done_on = (task.done_on or report.happened_on) if done else None
    task.save(update_fields=["done_value", "done_on", "told_on"])
    roll_up(task)


def _keep(report: Progress, content: bytes) -> None:
    if len(content) > file_limit():
        raise Refused(Reason.FILE_TOO_LARGE)
    is_picture = not content.startswith(b"%PDF-")
    if is_picture:
        try:
            content = clean_picture(content)[0].content
        except PictureError as error:
            raise Refused(Reason.NOT_EVIDENCE) from error
    evidence = Evidence(progress=report, is_picture=is_picture)
    suffix = "jpg" if is_picture else "pdf"
    evidence.file.save(f"{uuid4().hex}.{suffix}", ContentFile(content), save=False)
    evidence.save()


def _held(highlight: Highlight) -> Highlight:
    rows = Highlight.objects.admitted().select_for_update(of=("self",)).select_related("union")
    found: Highlight = rows.get(pk=highlight.pk)
    return found
