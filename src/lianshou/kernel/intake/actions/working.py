from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from lianshou.core.collecting import settled
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.formats.sheets.problems import SheetError
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.actions.correcting import replace
from lianshou.kernel.intake.actions.holding import Hold, Superseded, claimed, trace
from lianshou.kernel.intake.actions.reading import read
from lianshou.kernel.intake.actions.taking import take
from lianshou.kernel.intake.actions.undoing import undo
from lianshou.kernel.intake.enums import Reason, Stage
from lianshou.kernel.intake.models import Import, ImportRow
from lianshou.kernel.intake.queries import finished_before, in_both, silent_imports
from lianshou.kernel.intake.rules import FORGET_AFTER, NotUnderstood

log = logging.getLogger(__name__)
_WORK: dict[str, Callable[[Hold], None]] = {
    Stage.READING: read,
    Stage.CHANGING: replace,
    Stage.TAKING: take,
    Stage.UNDOING: undo,
}
_LOST = {
    "message": {"zh": "处理中断了，原因已写入系统日志。", "en": "The work broke off; the log says why."},
    "way_out": {"zh": "请再试一次；还不行，请联系系统管理员。", "en": "Try again; if it breaks again, ask the administrator."},
}  # fmt: skip


def execute_import(*, import_id: int, clock: Callable[[], datetime]) -> Import | None:
    """Do what an upload waits for: read it, take its rows over, or take them back; None when there is nothing to do.

    Called for a job that has been silent for a lease, it goes on where the other stopped: every step is one transaction and
    is done once. What breaks leaves a sentence on the upload. Leaves ``import.opened``, ``import.taken``, ``import.undone``,
    or ``import.failed``.
    """
    batch = claimed(import_id, clock())
    if batch is None:
        return None
    hold = Hold(batch, clock)
    try:
        with settled():
            _WORK[batch.stage](hold)
    except Superseded:
        return None
    except Exception as error:  # noqa: BLE001  whatever breaks must not leave the job hanging
        return _fail(hold, error)
    return hold.batch


@transaction.atomic
def take_up_silent(*, now: datetime, enqueue: Callable[[int], object]) -> list[int]:
    """Put every job back into the queue whose worker has fallen silent; claiming it makes sure that one worker has it.

    For the machine itself: no permission is asked, nothing changes but the queue. Gives the ids.
    """
    found = list(silent_imports(now=now).values_list("pk", flat=True))
    for key in found:
        enqueue(key)
    return found


@transaction.atomic
def forget_cells(*, actor: Any, now: datetime) -> int:
    """Empty the cells of uploads with which nothing was done for a while; what they made stays, and can be taken back.

    For the machine itself, with ``actor`` None. Leaves ``import.forgotten`` for each; gives how many.
    """
    batches = list(
        finished_before(now - FORGET_AFTER).select_related("union").select_for_update(of=("self",))[:50]
    )
    for batch in batches:
        rows = ImportRow.objects.admitted().filter(batch=batch)
        rows.update(cells={}, problems=[])
        batch.remarks, batch.forgotten_at = [], now
        batch.save(update_fields=["remarks", "forgotten_at"])
        path = batch.union.path
        record(actor=actor, verb="import.forgotten", subject=batch, at=now, union_path=path)
    return len(batches)


@transaction.atomic
def _fail(hold: Hold, error: Exception) -> Import | None:
    """Say on the upload what went wrong: a file that cannot be read is done with, rows that were taken stay taken."""
    batch = Import.objects.admitted().select_related("union", "asked_by").select_for_update(of=("self",)).get(
        pk=hold.batch.pk
    )  # fmt: skip
    if (batch.turn, batch.stage) != (hold.batch.turn, hold.stage):
        return None
    now, stage = hold.clock(), batch.stage
    batch.failure = _said(error)
    batch.stage = Stage.FAILED if stage == Stage.READING else Stage.OPEN
    batch.beat_at, batch.touched_at = None, now
    batch.save()
    if batch.stage == Stage.FAILED:
        batch.rows.all().delete()
    batch.parts.all().delete()  # a corrected file that cannot be read leaves the upload as it was
    trace(batch.asked_by, "import.failed", batch, now, stage=stage, error=type(error).__name__)
    return batch


def _said(error: Exception) -> list[dict[str, Any]]:
    if isinstance(error, SheetError):
        return [_pair(error.message, error.way_out)]
    if isinstance(error, NotUnderstood):
        return [_pair(one.message, one.way_out) for one in error.problems]
    if isinstance(error, Refused | PermissionDenied):
        return [_pair(in_both(lambda: _refusal(error)), Wording("", ""))]
    log.error("an import broke", exc_info=error)
    return [_LOST]


def _refusal(error: Refused | PermissionDenied) -> object:
    return error.sentence if isinstance(error, Refused) else Reason.NOT_ALLOWED.label


def _pair(message: Any, way_out: Any) -> dict[str, Any]:
    return {
        "message": message.both,
        "way_out": way_out.both,
    }
