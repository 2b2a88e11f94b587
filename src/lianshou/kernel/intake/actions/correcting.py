from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.queries import require
from lianshou.kernel.intake.actions.holding import Hold, begin, end, locked, preparing, refuse, trace
from lianshou.kernel.intake.actions.reading import keep_file, kept_file, reading_of, store
from lianshou.kernel.intake.enums import Reason, RowState, Stage
from lianshou.kernel.intake.models import Import, ImportRow
from lianshou.kernel.intake.queries import judge_of, layout_of, list_of, naming_column, raw_of
from lianshou.kernel.intake.rules import (
    RawRow,
    Reading,
    replace_rows,
    text,
    why_not_correct,
    why_not_open,
    why_not_restore,
    why_not_undo,
)


@dataclass(frozen=True)
class Replaced:
    """What a second upload did to the rows of the first."""

    replaced: int
    added: int
    known: int


@transaction.atomic
def correct_row(*, actor: Any, row: ImportRow, cells: Mapping[str, str], now: datetime) -> ImportRow:
    """Put other texts into the cells of a row and judge the upload anew; texts left as they were keep their form.

    Raises PermissionDenied, or Refused ROW_TAKEN / WRONG_STATE / BUSY / FORGOTTEN. Leaves ``import.corrected`` with the
    columns' names.
    """
    row, batch = _open_row(actor, row)
    _refuse_to_correct(batch, row)
    changed = {key: given for key, given in cells.items() if given != text(row.cells.get(key))}
    kept = {key: cell for key, cell in row.cells.items() if key not in changed}
    row.cells = kept | {key: given for key, given in changed.items() if given.strip()}
    row.state = RowState.BAD if row.state == RowState.DROPPED else row.state
    row.save(update_fields=["cells", "state"])
    _judge_again(batch, [row], now)
    _touch(batch, now)
    trace(actor, "import.corrected", batch, now, row=row.pk, columns=sorted(changed))
    row.refresh_from_db()
    return row


@transaction.atomic
def replace_failed(*, actor: Any, batch: Import, name: str, content: bytes, now: datetime) -> Replaced:
    """Read a corrected file over an earlier upload: rows still open are replaced, new ones added, none is lost.

    Raises as ``open_import``, and Refused BUSY. Leaves ``import.replaced``.
    """
    batch = _to_replace(actor, batch, content)
    done = _replaced(batch, reading_of(batch, name=name, content=content), name, now)
    _touch(batch, now)
    trace(actor, "import.replaced", batch, now, replaced=done.replaced, added=done.added)
    return done


@transaction.atomic
def replace_workbook(
    *, actor: Any, batch: Import, name: str, content: bytes, now: datetime, enqueue: Callable[[int], object]
) -> Import:
    """Keep a corrected file, sealed, and have it read over the upload in the background, as ``replace_failed`` does at once.

    ``enqueue`` gets the import's id once all is committed. Raises PermissionDenied, or Refused WRONG_STATE / TOO_LARGE / BUSY.
    The work leaves ``import.replaced``.
    """
    batch = _to_replace(actor, batch, content)
    keep_file(batch, content, name=name[-200:])
    batch = begin(actor, batch, Stage.CHANGING, total=0, now=now)
    transaction.on_commit(partial(enqueue, batch.pk))
    return batch


def replace(hold: Hold) -> None:
    """Read the corrected file that was kept over its upload, wholly in one step: done twice, nothing is done twice."""
    part = hold.batch.parts.order_by("number").first()
    name = part.name if part else ""
    reading = reading_of(hold.batch, name=name, content=kept_file(hold.batch))
    with hold.step() as (held, now):
        require(held.asked_by, "intake.import", on=held.union)
        refuse(None if preparing(held) else Reason.WRONG_STATE)
        done = _replaced(held, reading, name, now)
        held.parts.all().delete()
        held.done = held.total = reading.count
        end(held, now)
        trace(held.asked_by, "import.replaced", held, now, replaced=done.replaced, added=done.added)


def _to_replace(actor: Any, batch: Import, content: bytes) -> Import:
    batch = locked(actor, batch)
    most = settings.LIANSHOU_UPLOAD_LIMIT
    refuse(why_not_open(preparing=preparing(batch), size=len(content), most=most))
    return batch


def _replaced(batch: Import, reading: Reading, name: str, now: datetime) -> Replaced:
    rows = {row.pk: row for row in batch.rows.order_by("pk")}
    bad = {pk: raw_of(row) for pk, row in rows.items() if row.state == RowState.BAD}
    good = {pk: raw_of(row) for pk, row in rows.items() if row.state == RowState.GOOD}
    settled = [raw_of(row) for row in rows.values() if row.state != RowState.BAD]
    naming = naming_column(layout_of(batch)).key
    plan = replace_rows(reading.rows, unsettled=bad | good, settled=settled, naming=naming)
    for pk, raw in plan.replaced.items():
        rows[pk].cells = raw.cells
    ImportRow.objects.admitted().bulk_update([rows[pk] for pk in plan.replaced], ["cells"], batch_size=500)
    places = {(row.sheet, row.number) for row in rows.values()}
    added = _moved_aside(plan.added, taken=places, name=name)
    _add(batch, added, now)
    _judge_again(batch, [rows[pk] for pk in plan.replaced], now)
    return Replaced(len(plan.replaced), len(plan.added), plan.known)


@transaction.atomic
def drop_row(*, actor: Any, row: ImportRow, now: datetime) -> ImportRow:
    """Set a row aside: it is neither checked nor taken over. Raises as ``correct_row``. Leaves ``import.dropped``."""
    row, batch = _open_row(actor, row)
    _refuse_to_correct(batch, row)
    return _set_state(actor, row, batch, RowState.DROPPED, "import.dropped", now)


@transaction.atomic
def drop_failed(*, actor: Any, batch: Import, now: datetime) -> int:
    """Set aside every row that still needs a correction, and give how many: what was good is all there is.

    Raises PermissionDenied, or Refused NOTHING_FAILED / WRONG_STATE / FORGOTTEN / BUSY. Leaves ``import.dropped``.
    """
    batch = locked(actor, batch)
    failed = batch.rows.filter(state=RowState.BAD)
    count = failed.count()
    reason = why_not_correct(preparing=preparing(batch), state=RowState.BAD, forgotten=_forgotten(batch))
    refuse(reason or (None if count else Reason.NOTHING_FAILED))
    failed.update(state=RowState.DROPPED, problems=[])
    _judge_again(batch, [], now)
    _touch(batch, now)
    trace(actor, "import.dropped", batch, now, rows=count)
    return count


@transaction.atomic
def restore_row(*, actor: Any, row: ImportRow, now: datetime) -> ImportRow:
    """Fetch a row back that was set aside. Raises PermissionDenied, or Refused. Leaves ``import.restored``."""
    row, batch = _open_row(actor, row)
    refuse(why_not_restore(preparing=preparing(batch), state=row.state, forgotten=_forgotten(batch)))
    return _set_state(actor, row, batch, RowState.BAD, "import.restored", now)


@transaction.atomic
def discard_import(*, actor: Any, batch: Import, now: datetime) -> None:
    """Discard an upload of which nothing was taken over, or everything was taken back.

    Raises PermissionDenied, or Refused SOME_TAKEN / BUSY. Leaves ``import.discarded``.
    """
    batch = locked(actor, batch)
    refuse(why_not_undo(taken=batch.rows.filter(state=RowState.TAKEN).count()))
    trace(actor, "import.discarded", batch, now)
    batch.delete()


def _refuse_to_correct(batch: Import, row: ImportRow) -> None:
    refuse(why_not_correct(preparing=preparing(batch), state=row.state, forgotten=_forgotten(batch)))


def _forgotten(batch: Import) -> bool:
    return batch.forgotten_at is not None


def _touch(batch: Import, now: datetime) -> None:
    batch.touched_at = now
    batch.save(update_fields=["touched_at"])


def _add(batch: Import, rows: Sequence[RawRow], now: datetime) -> None:
    """Keep rows that came with a later file, judged by themselves; a list without a ``checker`` is judged again as a whole."""
    judge = judge_of(batch, today=timezone.localdate(now))
    store(batch, rows, judge(rows))


def _moved_aside(rows: Sequence[RawRow], *, taken: set[tuple[str, int]], name: str) -> list[RawRow]:
    """New rows under a sheet name that no row of the import has at their place."""
    sheet = {row.sheet: row.sheet for row in rows}
    for row in rows:
        if (row.sheet, row.number) in taken:
            sheet[row.sheet] = f"{name} · {row.sheet}"[:80]
    moved = [RawRow(sheet[row.sheet], row.number, row.cells) for row in rows]
    while any((row.sheet, row.number) in taken for row in moved):
        moved = [RawRow(f"+{row.sheet}"[:80], row.number, row.cells) for row in moved]
    return moved


def _judge_again(batch: Import, changed: Sequence[ImportRow], now: datetime) -> None:
    """Judge anew what may have changed: ``changed`` where the list is judged part by part, else every row not set aside.

    Rows that were taken over take part but keep their state.
    """
    by_parts = list_of(batch).checker is not None
    rows = list(changed) if by_parts else list(batch.rows.exclude(state=RowState.DROPPED).order_by("pk"))
    verdicts = judge_of(batch, today=timezone.localdate(now))([raw_of(row) for row in rows])
    for row, verdict in zip(rows, verdicts, strict=True):
        if row.state not in (RowState.TAKEN, RowState.DROPPED):
            row.problems = verdict.problems
            row.state = RowState.GOOD if verdict.sound else RowState.BAD
    ImportRow.objects.admitted().bulk_update(rows, ["problems", "state"], batch_size=500)


def _set_state(
    actor: Any, row: ImportRow, batch: Import, state: RowState, verb: str, now: datetime
) -> ImportRow:
    row.state, row.problems = state, []
    row.save(update_fields=["state", "problems"])
    _judge_again(batch, [row], now)
    _touch(batch, now)
    trace(actor, verb, batch, now, row=row.pk)
    row.refresh_from_db()
    return row


def _open_row(actor: Any, row: ImportRow) -> tuple[ImportRow, Import]:
    batch = locked(actor, row.batch)
    return batch.rows.select_for_update().get(pk=row.pk), batch
