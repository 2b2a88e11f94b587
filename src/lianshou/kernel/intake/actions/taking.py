from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from lianshou.core.kinds import ListIntake, Trace
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import require
from lianshou.kernel.guard.models import insert_values
from lianshou.kernel.intake.actions.holding import Hold, begin, end, locked, preparing, refuse, trace
from lianshou.kernel.intake.enums import Reason, RowState, Stage
from lianshou.kernel.intake.models import Import, RowTrace
from lianshou.kernel.intake.queries import in_both, judge_of, list_of, raw_of
from lianshou.kernel.intake.rules import Checked, RawRow, check_rows, why_not_take

MANY, FEW = 1000, 20
"""Rows of a step: where the list writes many at once, and where each goes through the actions of a record typed in."""


class _Waiting(NamedTuple):
    """A sound row that is to be taken over, as it was kept; ``is_warned`` when something was remarked on it."""

    pk: int
    raw: RawRow
    is_warned: bool


_Judge = Callable[[Sequence[_Waiting]], Sequence[Checked]]


@dataclass(frozen=True)
class Taken:
    """What a take-over did: ``taken`` rows became records, ``refused`` rows went back to be corrected."""

    taken: int
    refused: int


@transaction.atomic
def take_rows(*, actor: Any, batch: Import, now: datetime) -> Taken:
    """Turn the sound rows of a small upload into records at once; rows that a record refuses go back.

    Raises PermissionDenied, or Refused NOTHING_TO_TAKE / WRONG_STATE / BUSY / FORGOTTEN. Leaves ``import.taken``.
    """
    hold = Hold(_asked(actor, batch, now), lambda: now)
    take(hold)
    return Taken(hold.batch.done, hold.batch.total - hold.batch.done)


@transaction.atomic
def accept_rows(*, actor: Any, batch: Import, now: datetime, enqueue: Callable[[int], object]) -> Import:
    """Have the sound rows of an upload turned into records in the background, as ``take_rows`` does at once.

    ``enqueue`` gets the import's id once all is committed. Raises as ``take_rows``. The work leaves ``import.taken``.
    """
    batch = _asked(actor, batch, now)
    transaction.on_commit(partial(enqueue, batch.pk))
    return batch


def take(hold: Hold) -> None:
    """Take over what is still to be taken, step by step; what an earlier worker took stays taken."""
    entry = list_of(hold.batch)
    judge, last = _judge(entry, hold), 0
    while (until := _until(hold.batch, last, MANY if entry.take_many else FEW)) is not None:
        with hold.step() as (held, now):
            require(held.asked_by, "intake.import", on=held.union)
            refuse(None if preparing(held) else Reason.WRONG_STATE)
            rows = _waiting(held, last, until)
            held.done += _take(entry, held, rows, judge(rows), now)
        last = until
    with hold.step() as (held, now):
        end(held, now)
        trace(held.asked_by, "import.taken", held, now, rows=held.done)


def _asked(actor: Any, batch: Import, now: datetime) -> Import:
    batch = locked(actor, batch)
    good = batch.rows.filter(state=RowState.GOOD).count()
    forgotten = batch.forgotten_at is not None
    refuse(why_not_take(preparing=preparing(batch), good=good, forgotten=forgotten))
    return begin(actor, batch, Stage.TAKING, total=good, now=now)


def _until(batch: Import, last: int, most: int) -> int | None:
    """The last of the sound rows of the next step; None when all are done."""
    good = batch.rows.filter(state=RowState.GOOD, pk__gt=last).order_by("pk")
    keys = list(good.values_list("pk", flat=True)[:most])
    return keys[-1] if keys else None


def _waiting(batch: Import, last: int, until: int) -> list[_Waiting]:
    good = batch.rows.filter(state=RowState.GOOD, pk__gt=last, pk__lte=until).order_by("pk")
    return [
        _Waiting(pk, RawRow(sheet, number, cells), bool(problems))
        for pk, sheet, number, cells, problems in good.values_list(
            "pk", "sheet", "number", "cells", "problems"
        )
    ]


def _judge(entry: ListIntake, hold: Hold) -> _Judge:
    """What judges the rows of a step: by themselves in a list that takes many at once, else among all rows of the upload."""
    today = timezone.localdate(hold.clock())
    if entry.take_many is not None:  # it looks at them together itself, against the records as they are now
        layout = entry.layout()
        return lambda rows: check_rows([row.raw for row in rows], layout, lambda _: ())
    judge = judge_of(hold.batch, today=today)
    everybody = list(hold.batch.rows.exclude(state=RowState.DROPPED).order_by("pk"))
    verdicts = judge([raw_of(row) for row in everybody])
    by_key = {row.pk: verdict for row, verdict in zip(everybody, verdicts, strict=True)}
    return lambda rows: [by_key[row.pk] for row in rows]


def _take(
    entry: ListIntake, batch: Import, rows: Sequence[_Waiting], verdicts: Sequence[Checked], now: datetime
) -> int:
    """Write the sound ones of ``rows``; gives how many became records."""
    both = list(zip(rows, verdicts, strict=True))
    ready = [(row, verdict.row.values) for row, verdict in both if verdict.sound]
    back = {row.pk: verdict.problems for row, verdict in both if not verdict.sound}
    answers = _answers(entry, batch, [values for _row, values in ready], now)
    taken: list[tuple[_Waiting, Sequence[Trace]]] = []
    for (row, _values), answer in zip(ready, answers, strict=True):
        if isinstance(answer, Refused):
            back[row.pk] = [problem_of(answer)]
        else:
            taken.append((row, answer))
    for pk, problems in back.items():
        batch.rows.filter(pk=pk).update(state=RowState.BAD, problems=problems)
    _mark_taken(batch, rows, [row for row, _traces in taken])
    traces = [(row.pk, one) for row, several in taken for one in several]
    insert_values(
        RowTrace,
        len(traces),
        row_id=[pk for pk, _one in traces],
        label=[one.label for _pk, one in traces],
        key=[one.key for _pk, one in traces],
        is_new=[one.is_new for _pk, one in traces],
        version=[one.version for _pk, one in traces],
    )
    return len(taken)


def _mark_taken(batch: Import, rows: Sequence[_Waiting], taken: Sequence[_Waiting]) -> None:
    """Those that are still sound after the others went back are the ones that were taken; what warned of them is settled."""
    if not taken:
        return
    first, last = rows[0].pk, rows[-1].pk
    batch.rows.filter(state=RowState.GOOD, pk__gte=first, pk__lte=last).update(state=RowState.TAKEN)
    if warned := [row.pk for row in taken if row.is_warned]:
        batch.rows.filter(pk__in=warned).update(problems=[])


def _answers(
    entry: ListIntake, batch: Import, rows: Sequence[Mapping[str, object]], now: datetime
) -> Sequence[Any]:
    if entry.take_many is not None:
        return entry.take_many(actor=batch.asked_by, union=batch.union, rows=rows, now=now)
    return [_one(entry, batch, values, now) for values in rows]


def _one(entry: ListIntake, batch: Import, values: Mapping[str, object], now: datetime) -> Any:
    if entry.take is None:
        raise TypeError(f"the list {entry.slug} takes nothing over")
    try:
        with transaction.atomic():
            made = entry.take(actor=batch.asked_by, programme=batch.programme, values=values, now=now)
            return entry.trace(made, now)
    except Refused as refusal:
        return refusal


def problem_of(refusal: Refused) -> dict[str, Any]:
    """A refusal as the problem of a row."""
    return problem(in_both(lambda: refusal.sentence), code=str(refusal.reason.value))


def problem(message: Wording, *, code: str) -> dict[str, Any]:
    return {
        "warning": False,
        "key": None,
        "code": code,
        "message": message.both,
        "way_out": {"zh": "", "en": ""},
    }
