from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from lianshou.core.duties import DutyRow
from lianshou.core.kinds import ListIntake, OnRegister, registry
from lianshou.formats.sheets.columns import Column, Layout
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.intake.enums import RowState, State
from lianshou.kernel.intake.models import Application, Import, ImportRow
from lianshou.kernel.intake.rules import Checked, RawRow, check_rows
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme


def imports_in_scope(*, actor: Any) -> QuerySet[Import]:
    """The uploads to programmes of the subtrees where the actor may take lists in, newest first, with their counts."""
    return (
        Import.objects.within(scope_of(actor=actor, verb="intake.import"))
        .select_related("programme__union", "uploaded_by")
        .annotate(
            bad=Count("rows", filter=Q(rows__state=RowState.BAD)),
            good=Count("rows", filter=Q(rows__state=RowState.GOOD)),
            taken=Count("rows", filter=Q(rows__state=RowState.TAKEN)),
            dropped=Count("rows", filter=Q(rows__state=RowState.DROPPED)),
        )
    )


def imports_waiting_for(*, actor: Any) -> QuerySet[Import]:
    """The uploads with rows still to correct or to take over, while their programme is in preparation."""
    waiting = Q(bad__gt=0) | Q(good__gt=0)
    return imports_in_scope(actor=actor).filter(waiting, programme__state=ProgrammeState.PREPARING)


def import_rows_in_scope(*, actor: Any) -> QuerySet[ImportRow]:
    scope = scope_of(actor=actor, verb="intake.import")
    return ImportRow.objects.within(scope).select_related("batch__programme__union")


def applications_in_scope(*, actor: Any, verb: str = "programme.view") -> QuerySet[Application]:
    """The applications to programmes run inside the subtrees of the posts that grant ``verb``."""
    return Application.objects.within(scope_of(actor=actor, verb=verb)).select_related("union")


def accepted_applications(*, programme: Programme) -> QuerySet[Application]:
    """Who asks in a programme and has not withdrawn; the caller has already been let in to the programme."""
    return (
        Application.objects.admitted()
        .filter(programme=programme, state=State.ACCEPTED)
        .select_related("union")
    )


def list_of(batch: Import) -> ListIntake:
    """The kind's list that an upload belongs to."""
    return registry[batch.programme.kind].list_called(batch.list_slug)


def layout_of(batch: Import) -> Layout:
    layout: Layout = list_of(batch).layout()
    return layout


def naming_column(layout: Layout) -> Column:
    """The column that names a row: the first that must be filled."""
    return next((column for column in layout.columns if column.required), layout.columns[0])


def judge(batch: Import, rows: Sequence[RawRow], *, today: date) -> list[Checked]:
    """The verdict of the kind's layout and its checks on ``rows`` taken together."""
    entry = list_of(batch)
    together = partial(_together, entry, batch.programme, today)
    return check_rows(rows, entry.layout(), together, entry.warns)


def _together(entry: ListIntake, programme: Programme, today: date, rows: Sequence[Row]) -> Sequence[Problem]:
    found: Sequence[Problem] = entry.check(rows=rows, programme=programme, today=today)
    return found


def raw_of(row: ImportRow) -> RawRow:
    return RawRow(row.sheet, row.number, row.cells)


def known_on_register(*, actor: Any, batch: Import, rows: Sequence[ImportRow]) -> Mapping[int, OnRegister]:
    """By the row's id: the record on the register that each sound row among ``rows`` would change."""
    sound = [row for row in rows if row.state == RowState.GOOD]
    if not sound:
        return {}
    layout = layout_of(batch)
    typed = [one.row for one in check_rows([raw_of(row) for row in sound], layout, lambda _: ())]
    found = list_of(batch).known(actor=actor, programme=batch.programme, rows=typed)
    return {sound[place].pk: record for place, record in found.items()}


def open_imports(*, accounts: Sequence[int]) -> QuerySet[Import]:
    """The uploads of the accounts (by id) that still have rows to correct or to take over; for duties, which count only."""
    rows = ImportRow.objects.admitted().filter(state__in=(RowState.BAD, RowState.GOOD))
    return Import.objects.admitted().filter(
        uploaded_by__in=accounts,
        programme__state=ProgrammeState.PREPARING,
        pk__in=rows.values("batch"),
    )


def import_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many of those each account has."""
    found = open_imports(accounts=accounts).order_by().values_list("uploaded_by")
    return dict(found.annotate(n=Count("pk")))


def import_rows(*, actor: Any, account: Any, today: date) -> Iterable[DutyRow]:
    """Those of one account that the actor may see."""
    return [
        DutyRow(f"{batch.file_name} · {batch.programme}", reverse("intake:detail", args=[batch.pk]))
        for batch in imports_waiting_for(actor=actor).filter(uploaded_by=account)
    ]
