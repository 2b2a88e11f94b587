from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lianshou.core.kinds import registry
from lianshou.kernel.access.queries import require
from lianshou.kernel.guard.models import insert_values
from lianshou.kernel.intake.actions.holding import Hold, begin, end, preparing, refuse, trace
from lianshou.kernel.intake.enums import RowState, Stage
from lianshou.kernel.intake.models import Import, ImportPart, ImportRow
from lianshou.kernel.intake.queries import judge_of, list_of
from lianshou.kernel.intake.rules import Checked, RawRow, Reading, read_list, why_not_open
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union

ROWS_IN_A_STEP = 1000
_PART = 2**20
_REMARKS = 200


@transaction.atomic
def open_import(
    *,
    actor: Any,
    list_slug: str,
    name: str,
    content: bytes,
    now: datetime,
    programme: Programme | None = None,
    union: Union | None = None,
) -> Import:
    """Read a small file of the list ``list_slug`` at once into rows that can be corrected before they count.

    The list is one of ``programme``'s, or fills the register below ``union``. Raises PermissionDenied, Refused WRONG_STATE /
    TOO_LARGE, SheetError for a file that cannot be read, NotUnderstood for one without the list. Leaves ``import.opened``.
    """
    batch = _laid_aside(actor, programme, union, list_slug, name, content, now)
    hold = Hold(batch, lambda: now)
    _read(hold, content)
    return hold.batch


@transaction.atomic
def read_workbook(
    *,
    actor: Any,
    list_slug: str,
    name: str,
    content: bytes,
    now: datetime,
    enqueue: Callable[[int], object],
    programme: Programme | None = None,
    union: Union | None = None,
) -> Import:
    """Keep a file, sealed, and have it read in the background; ``enqueue`` gets the import's id once all is committed.

    Raises PermissionDenied, or Refused WRONG_STATE / TOO_LARGE. The reading leaves ``import.opened``.
    """
    batch = _laid_aside(actor, programme, union, list_slug, name, content, now)
    keep_file(batch, content)
    transaction.on_commit(partial(enqueue, batch.pk))
    return batch


def read(hold: Hold) -> None:
    """Read the file that was kept; rows that an earlier worker stored before it fell silent are not stored again."""
    _read(hold, kept_file(hold.batch))


def keep_file(batch: Import, content: bytes, *, name: str = "") -> None:
    """Keep a file with its upload, sealed, in pieces."""
    pieces = (content[start : start + _PART] for start in range(0, len(content), _PART))
    for number, piece in enumerate(pieces):
        sealed = base64.b64encode(piece).decode()
        ImportPart.objects.create(batch=batch, number=number, name=name, content=sealed)


def kept_file(batch: Import) -> bytes:
    """The file that was kept."""
    return b"".join(base64.b64decode(part.content) for part in batch.parts.order_by("number"))


def _read(hold: Hold, content: bytes) -> None:
    batch = hold.batch
    reading = reading_of(batch, name=batch.file_name, content=content)
    del content
    stored, place = batch.rows.count(), 0
    for raw, verdicts in _judged(batch, reading.each(), timezone.localdate(hold.clock())):
        place += len(raw)
        if place > stored:
            with hold.step() as (held, _now):
                store(held, raw, verdicts)
                held.done, held.total = place, reading.count
    with hold.step() as (held, now):
        held.parts.all().delete()
        held.columns, held.remarks = {"found": reading.columns}, reading.remarks[:_REMARKS]
        held.done = held.total = reading.count
        end(held, now)
        trace(held.asked_by, "import.opened", held, now, rows=reading.count)


def _laid_aside(
    actor: Any,
    programme: Programme | None,
    union: Union | None,
    list_slug: str,
    name: str,
    content: bytes,
    now: datetime,
) -> Import:
    """The row of an upload that waits to be read."""
    home = programme.union if programme is not None else union
    if home is None:
        raise TypeError("a list belongs to a programme or fills the register of a union")
    require(actor, "intake.import", on=home)
    batch = Import(
        programme=programme,
        union=home,
        list_slug=list_slug,
        file_name=name[-200:],
        uploaded_at=now,
        uploaded_by=actor,
    )
    refuse(why_not_open(preparing=preparing(batch), size=len(content), most=settings.LIANSHOU_UPLOAD_LIMIT))
    return begin(actor, batch, Stage.READING, total=0, now=now)


def reading_of(batch: Import, *, name: str, content: bytes) -> Reading:
    """What a file says for the list of an upload. Raises SheetError, NotUnderstood."""
    kind = registry[batch.programme.kind] if batch.programme else None
    others = [entry.layout() for entry in kind.lists if entry.slug != batch.list_slug] if kind else []
    entry = list_of(batch)
    beside = entry.beside() if entry.beside else None
    return read_list(content, name=name, layout=entry.layout(), others=others, beside=beside)


def store(batch: Import, rows: Sequence[RawRow], verdicts: Sequence[Checked]) -> None:
    """Keep rows as they were understood, each with what is wrong."""
    insert_values(
        ImportRow,
        len(rows),
        batch_id=[batch.pk] * len(rows),
        sheet=[raw.sheet[:80] for raw in rows],
        number=[raw.number for raw in rows],
        cells=[raw.cells for raw in rows],
        problems=[verdict.problems for verdict in verdicts],
        state=[RowState.GOOD.value if verdict.sound else RowState.BAD.value for verdict in verdicts],
    )


def _judged(
    batch: Import, rows: Iterable[RawRow], today: Any
) -> Iterator[tuple[Sequence[RawRow], Sequence[Checked]]]:
    """The rows with their verdicts, as many as go into a step; a list without a ``checker`` is judged as a whole first."""
    judge, coming = judge_of(batch, today=today), iter(rows)
    at_once = ROWS_IN_A_STEP if list_of(batch).checker else None
    while block := list(islice(coming, at_once)):
        verdicts = judge(block)
        for start in range(0, len(block), ROWS_IN_A_STEP):
            yield block[start : start + ROWS_IN_A_STEP], verdicts[start : start + ROWS_IN_A_STEP]
