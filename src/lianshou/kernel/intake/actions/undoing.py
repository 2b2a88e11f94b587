from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import Any

from django.db import transaction

from lianshou.core.kinds import ListIntake, Trace
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import require
from lianshou.kernel.intake.actions.holding import Hold, begin, end, locked, preparing, refuse, trace
from lianshou.kernel.intake.actions.taking import FEW, MANY, problem
from lianshou.kernel.intake.enums import Reason, RowState, Stage
from lianshou.kernel.intake.models import Import, ImportRow, RowTrace
from lianshou.kernel.intake.queries import list_of
from lianshou.kernel.intake.rules import why_not_take_back


@transaction.atomic
def undo_rows(*, actor: Any, batch: Import, now: datetime) -> Import:
    """Take back at once what a small upload made and changed; rows on which something depends stay, with the reason.

    ``done`` of ``total`` rows were taken back. Raises PermissionDenied, or Refused NOTHING_TAKEN / NO_WAY_BACK / WRONG_STATE /
    BUSY. Leaves ``import.undone``.
    """
    hold = Hold(_asked(actor, batch, now), lambda: now)
    undo(hold)
    return hold.batch


@transaction.atomic
def undo_import(*, actor: Any, batch: Import, now: datetime, enqueue: Callable[[int], object]) -> Import:
    """Have an upload taken back in the background, as ``undo_rows`` does at once; ``enqueue`` gets its id once committed.

    Raises as ``undo_rows``. The work leaves ``import.undone``.
    """
    batch = _asked(actor, batch, now)
    transaction.on_commit(partial(enqueue, batch.pk))
    return batch


def undo(hold: Hold) -> None:
    """Take rows back, the last first, step by step; each answers for itself."""
    entry = list_of(hold.batch)
    last: int | None = None
    while keys := _next(hold.batch, last, MANY if entry.take_many else FEW):
        last = keys[-1]
        with hold.step() as (held, now):
            require(held.asked_by, "intake.import", on=held.union)
            refuse(None if preparing(held) else Reason.WRONG_STATE)
            held.done += _undo(entry, held, keys, now)
    with hold.step() as (held, now):
        end(held, now)
        trace(held.asked_by, "import.undone", held, now, rows=held.done, kept=held.total - held.done)


def _asked(actor: Any, batch: Import, now: datetime) -> Import:
    batch = locked(actor, batch)
    taken = batch.rows.filter(state=RowState.TAKEN).count()
    way = list_of(batch).undo is not None
    refuse(why_not_take_back(preparing=preparing(batch), taken=taken, way=way))
    return begin(actor, batch, Stage.UNDOING, total=taken, now=now)


def _next(batch: Import, last: int | None, most: int) -> list[int]:
    taken = batch.rows.filter(state=RowState.TAKEN).order_by("-pk")
    taken = taken if last is None else taken.filter(pk__lt=last)
    return list(taken.values_list("pk", flat=True)[:most])


def _undo(entry: ListIntake, batch: Import, keys: Sequence[int], now: datetime) -> int:
    """Take the rows ``keys`` back; gives how many were."""
    rows = {row.pk: row for row in batch.rows.filter(pk__in=keys, state=RowState.TAKEN)}
    kept = list(RowTrace.objects.admitted().filter(row__in=rows).order_by("-row_id", "-pk"))
    answers = _answers(entry, batch, kept, now)
    refused: dict[int, Wording] = {}
    for key, group in groupby(zip(kept, answers, strict=True), key=lambda pair: pair[0].row_id):
        if why := next((answer for _one, answer in group if answer is not None), None):
            refused[key] = why
    back = [row for key, row in rows.items() if key not in refused]
    RowTrace.objects.admitted().filter(row__in=[row.pk for row in back]).delete()
    # a forgotten row has no cells left to be taken over again
    state = RowState.DROPPED if batch.forgotten_at else RowState.GOOD
    batch.rows.filter(pk__in=[row.pk for row in back]).update(state=state, problems=[])
    _keep([(rows[key], why) for key, why in refused.items()])
    return len(back)


def _answers(
    entry: ListIntake, batch: Import, kept: Sequence[RowTrace], now: datetime
) -> Sequence[Wording | None]:
    if entry.undo is None:
        raise TypeError(f"the list {entry.slug} takes nothing back")
    traces = [Trace(one.label, one.key, one.is_new, one.version) for one in kept]
    groups = [one.row_id for one in kept]
    return entry.undo(actor=batch.asked_by, traces=traces, rows=groups, now=now)


def _keep(rows: Sequence[tuple[ImportRow, Wording]]) -> None:
    for row, why in rows:
        row.problems = [problem(why, code="depended_on")]
        row.save(update_fields=["problems"])
