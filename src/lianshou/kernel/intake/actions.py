from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lianshou.core.gates import approval_gate
from lianshou.core.kinds import registry
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require, scope_of
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.enums import Channel, Reason, RowState, State
from lianshou.kernel.intake.models import Application, Import, ImportRow
from lianshou.kernel.intake.queries import judge, layout_of, list_of, naming_column, open_imports, raw_of
from lianshou.kernel.intake.rules import (
    RawRow,
    Reading,
    read_list,
    replace_rows,
    text,
    why_not_correct,
    why_not_open,
    why_not_pass,
    why_not_restore,
    why_not_take,
    why_not_undo,
    why_not_withdraw,
)
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.rules import why_not_prepare
from lianshou.kernel.unions.models import Union


@dataclass(frozen=True)
class Taken:
    """What a take-over did: ``taken`` rows became records, ``refused`` rows went back to be corrected."""

    taken: int
    refused: int


@dataclass(frozen=True)
class Replaced:
    """What a second upload did to the rows of the first."""

    replaced: int
    added: int
    known: int


@transaction.atomic
def open_import(
    *, actor: Any, programme: Programme, list_slug: str, name: str, content: bytes, now: datetime
) -> Import:
    """Read an uploaded file of the list ``list_slug`` into rows that can be corrected before they count.

    Raises PermissionDenied, Refused WRONG_STATE / TOO_LARGE, SheetError for a file that cannot be read, NotUnderstood
    for one without the list. Leaves ``import.opened``.
    """
    require(actor, "intake.import", on=programme.union)
    reading = _read(programme, list_slug, name, content)
    batch = Import.objects.create(
        programme=programme,
        list_slug=list_slug,
        file_name=name[-200:],
        uploaded_at=now,
        uploaded_by=actor,
        remarks=reading.remarks,
        columns={"found": reading.columns},
    )
    _store(batch, reading.rows)
    _judge_all(batch, now)
    _trace(actor, "import.opened", batch, now, rows=len(reading.rows))
    return batch


@transaction.atomic
def correct_row(*, actor: Any, row: ImportRow, cells: Mapping[str, str], now: datetime) -> ImportRow:
    """Put other texts into the cells of a row and judge the whole upload anew; texts left as they were keep their form.

    Raises PermissionDenied, or Refused ROW_TAKEN / WRONG_STATE. Leaves ``import.corrected`` with the columns' names.
    """
    row, batch = _open_row(actor, row)
    _refuse(why_not_correct(preparing=_preparing(batch), state=row.state))
    changed = {key: given for key, given in cells.items() if given != text(row.cells.get(key))}
    kept = {key: cell for key, cell in row.cells.items() if key not in changed}
    row.cells = kept | {key: given for key, given in changed.items() if given.strip()}
    row.state = RowState.BAD if row.state == RowState.DROPPED else row.state
    row.save(update_fields=["cells", "state"])
    _judge_all(batch, now)
    _trace(actor, "import.corrected", batch, now, row=row.pk, columns=sorted(changed))
    row.refresh_from_db()
    return row


@transaction.atomic
def replace_failed(*, actor: Any, batch: Import, name: str, content: bytes, now: datetime) -> Replaced:
    """Read a corrected file over an earlier upload: rows still open are replaced, new ones added, none is lost.

    Raises as ``open_import``. Leaves ``import.replaced``.
    """
    batch = _locked(actor, batch)
    reading = _read(batch.programme, batch.list_slug, name, content)
    rows = {row.pk: row for row in batch.rows.order_by("pk")}
    bad = {pk: raw_of(row) for pk, row in rows.items() if row.state == RowState.BAD}
    good = {pk: raw_of(row) for pk, row in rows.items() if row.state == RowState.GOOD}
    settled = [raw_of(row) for row in rows.values() if row.state != RowState.BAD]
    naming = naming_column(layout_of(batch)).key
    plan = replace_rows(reading.rows, unsettled=bad | good, settled=settled, naming=naming)
    for pk, raw in plan.replaced.items():
        rows[pk].cells = raw.cells
    ImportRow.objects.admitted().bulk_update([rows[pk] for pk in plan.replaced], ["cells"])
    _store(
        batch, _moved_aside(plan.added, taken={(row.sheet, row.number) for row in rows.values()}, name=name)
    )
    _judge_all(batch, now)
    done = Replaced(len(plan.replaced), len(plan.added), plan.known)
    _trace(actor, "import.replaced", batch, now, replaced=done.replaced, added=done.added)
    return done


@transaction.atomic
def drop_row(*, actor: Any, row: ImportRow, now: datetime) -> ImportRow:
    """Set a row aside: it is neither checked nor taken over. Raises as ``correct_row``. Leaves ``import.dropped``."""
    row, batch = _open_row(actor, row)
    _refuse(why_not_correct(preparing=_preparing(batch), state=row.state))
    return _set_state(actor, row, batch, RowState.DROPPED, "import.dropped", now)


@transaction.atomic
def restore_row(*, actor: Any, row: ImportRow, now: datetime) -> ImportRow:
    """Fetch a row back that was set aside. Raises PermissionDenied, or Refused. Leaves ``import.restored``."""
    row, batch = _open_row(actor, row)
    _refuse(why_not_restore(preparing=_preparing(batch), state=row.state))
    return _set_state(actor, row, batch, RowState.BAD, "import.restored", now)


@transaction.atomic
def take_rows(*, actor: Any, batch: Import, now: datetime) -> Taken:
    """Turn every sound row into the kind's records, all in one transaction; rows that a record refuses go back.

    Raises PermissionDenied, or Refused NOTHING_TO_TAKE / WRONG_STATE. Leaves ``import.taken``.
    """
    batch = _locked(actor, batch)
    rows = list(batch.rows.exclude(state=RowState.DROPPED).order_by("pk"))
    judged = judge(batch, [raw_of(row) for row in rows], today=timezone.localdate(now))
    ready = [
        (row, one.row.values)
        for row, one in zip(rows, judged, strict=True)
        if row.state == RowState.GOOD and one.sound
    ]
    _refuse(why_not_take(preparing=_preparing(batch), good=len(ready)))
    for row, values in ready:
        _take(actor, batch, row, values, now)
    ImportRow.objects.admitted().bulk_update([row for row, _ in ready], ["state", "problems"])
    taken = sum(row.state == RowState.TAKEN for row, _ in ready)
    _trace(actor, "import.taken", batch, now, rows=taken)
    return Taken(taken, len(ready) - taken)


@transaction.atomic
def undo_import(*, actor: Any, batch: Import, now: datetime) -> None:
    """Discard an upload of which nothing was taken over.

    Raises PermissionDenied, or Refused SOME_TAKEN. Leaves ``import.discarded``.
    """
    batch = _locked(actor, batch)
    _refuse(why_not_undo(taken=batch.rows.filter(state=RowState.TAKEN).count()))
    _trace(actor, "import.discarded", batch, now, file=batch.file_name)
    batch.delete()


@transaction.atomic
def accept_application(
    *, actor: Any, programme: Programme, union: Union, channel: str, now: datetime
) -> Application:
    """Enter a union as one that asks for a place; one that asks already keeps its application.

    Where the federation wants applications approved first, a new one is submitted and sent on its way instead.
    Raises PermissionDenied, or Refused WRONG_STATE. Leaves ``application.accepted`` or ``application.submitted``.
    """
    require(actor, "intake.import", on=programme.union)
    _refuse(Reason.WRONG_STATE if why_not_prepare(state=programme.state) else None)
    known = (
        Application.objects.admitted()
        .filter(programme=programme, union=union, person=None)
        .exclude(state=State.WITHDRAWN)
        .first()
    )
    if known is not None:
        return known
    gated = approval_gate.asks(programme=programme)
    application = Application.objects.create(
        programme=programme,
        union=union,
        state=State.SUBMITTED if gated else State.ACCEPTED,
        channel=channel or Channel.TYPED,
        submitted_at=now,
        submitted_by=actor,
    )
    verb = f"application.{application.state}"
    record(actor=actor, verb=verb, subject=application, at=now, union_path=union.path)
    if gated:
        approval_gate.begin(actor=actor, application=application, now=now)
    return application


@transaction.atomic
def pass_application(*, actor: Any, application: Application, state: State, now: datetime) -> Application:
    """Take an application from one state to the next; the caller has asked whether the actor may.

    Raises Refused NO_WAY / PLACED. Leaves ``application.<state>``.
    """
    application = (
        Application.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("union")
        .get(pk=application.pk)
    )
    placed = application.placements.exclude(state="ended").exists()
    _refuse(why_not_pass(before=application.state, after=state, placed=placed))
    application.state = state
    application.save(update_fields=["state"])
    path = application.union.path
    record(actor=actor, verb=f"application.{state}", subject=application, at=now, union_path=path)
    return application


@transaction.atomic
def withdraw_application(*, actor: Any, application: Application, now: datetime) -> Application:
    """Take an application back.

    Raises PermissionDenied, or Refused PLACED / WITHDRAWN / WRONG_STATE. Leaves ``application.withdrawn``.
    """
    application = (
        Application.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("programme__union", "union")
        .get(pk=application.pk)
    )
    programme = application.programme
    require(actor, "placement.edit", on=programme.union)
    placed = application.placements.exclude(state="ended").exists()
    preparing = why_not_prepare(state=programme.state) is None
    _refuse(why_not_withdraw(preparing=preparing, state=application.state, placed=placed))
    application.state = State.WITHDRAWN
    application.save(update_fields=["state"])
    record(
        actor=actor,
        verb="application.withdrawn",
        subject=application,
        at=now,
        union_path=application.union.path,
    )
    return application


def _read(programme: Programme, list_slug: str, name: str, content: bytes) -> Reading:
    preparing = why_not_prepare(state=programme.state) is None
    _refuse(why_not_open(preparing=preparing, size=len(content), most=settings.LIANSHOU_UPLOAD_LIMIT))
    kind = registry[programme.kind]
    others = [entry.layout() for entry in kind.lists if entry.slug != list_slug]
    return read_list(content, name=name, layout=kind.list_called(list_slug).layout(), others=others)


def _store(batch: Import, rows: Iterable[RawRow]) -> None:
    ImportRow.objects.bulk_create(
        ImportRow(batch=batch, sheet=row.sheet[:80], number=row.number, cells=row.cells, state=RowState.BAD)
        for row in rows
    )


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


def _judge_all(batch: Import, now: datetime) -> None:
    """Judge every row that is not set aside; rows that were taken over take part but keep their state."""
    rows = list(batch.rows.exclude(state=RowState.DROPPED).order_by("pk"))
    verdicts = judge(batch, [raw_of(row) for row in rows], today=timezone.localdate(now))
    for row, verdict in zip(rows, verdicts, strict=True):
        if row.state != RowState.TAKEN:
            row.problems = verdict.problems
            row.state = RowState.GOOD if verdict.sound else RowState.BAD
    ImportRow.objects.admitted().bulk_update(rows, ["problems", "state"], batch_size=500)


def _take(actor: Any, batch: Import, row: ImportRow, values: Mapping[str, object], now: datetime) -> None:
    try:
        with transaction.atomic():
            list_of(batch).take(actor=actor, programme=batch.programme, values=values, now=now)
        row.state = RowState.TAKEN
    except Refused as refusal:
        sentence = refusal.sentence
        row.state = RowState.BAD
        row.problems = [
            {
                "warning": False,
                "key": None,
                "code": str(refusal.reason.value),
                "message": {"zh": sentence, "en": sentence},
                "way_out": {"zh": "", "en": ""},
            }
        ]


def _set_state(
    actor: Any, row: ImportRow, batch: Import, state: RowState, verb: str, now: datetime
) -> ImportRow:
    row.state, row.problems = state, []
    row.save(update_fields=["state", "problems"])
    _judge_all(batch, now)
    _trace(actor, verb, batch, now, row=row.pk)
    row.refresh_from_db()
    return row


def _open_row(actor: Any, row: ImportRow) -> tuple[ImportRow, Import]:
    batch = _locked(actor, row.batch)
    return batch.rows.select_for_update().get(pk=row.pk), batch


def _locked(actor: Any, batch: Import) -> Import:
    batch = (
        Import.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("programme__union")
        .get(pk=batch.pk)
    )
    require(actor, "intake.import", on=batch.programme.union)
    return batch


def _preparing(batch: Import) -> bool:
    return why_not_prepare(state=batch.programme.state) is None


def _refuse(reason: Reason | None) -> None:
    if reason is not None:
        raise Refused(reason)


def _trace(actor: Any, verb: str, batch: Import, now: datetime, **details: Any) -> None:
    record(actor=actor, verb=verb, subject=batch, at=now, union_path=batch.programme.union.path, **details)


@transaction.atomic
def hand_over_imports(
    *, actor: Any, leaving: Any, to: Any, last_day: date, first_day: date, now: datetime
) -> int:
    """Make the successor answer for the uploads of the leaving account that are still open, where the actor may hand over.

    Part of handing duties over. Leaves ``import.handed_over`` for each; who uploaded it stands in ``import.opened``.
    """
    scope = scope_of(actor=actor, verb="duty.hand_over")
    found = open_imports(accounts=[leaving.pk]).filter(scope.q("programme__union__path"))
    batches = list(found.select_related("programme__union").select_for_update(of=("self",)).order_by("pk"))
    for batch in batches:
        batch.uploaded_by = to
        batch.save(update_fields=["uploaded_by"])
        path = batch.programme.union.path
        record(actor=actor, verb="import.handed_over", subject=batch, at=now, union_path=path, to=to.pk)
    return len(batches)
