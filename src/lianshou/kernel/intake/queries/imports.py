from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from lianshou.china.text import same_name_key
from lianshou.core.duties import DutyRow
from lianshou.core.kinds import Errand, InboxItem, ListIntake, OnRegister, register_lists, registry
from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Column, Layout
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.intake.enums import UNDER_WAY, RowState, Stage, State
from lianshou.kernel.intake.models import Application, Import, ImportRow, RowTrace
from lianshou.kernel.intake.rules import LEASE, Checked, RawRow, check_rows, is_list_open
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union

_FIRST = 20
"""How many rows of an upload are read to know what it is about."""


def imports_in_scope(*, actor: Any) -> QuerySet[Import]:
    """The uploads to programmes of the subtrees where the actor may take lists in, newest first, with their counts."""
    return (
        Import.objects.within(scope_of(actor=actor, verb="intake.import"))
        .select_related("programme__union", "union", "uploaded_by")
        .annotate(
            bad=Count("rows", filter=Q(rows__state=RowState.BAD)),
            good=Count("rows", filter=Q(rows__state=RowState.GOOD)),
            taken=Count("rows", filter=Q(rows__state=RowState.TAKEN)),
            dropped=Count("rows", filter=Q(rows__state=RowState.DROPPED)),
        )
    )


def imports_waiting_for(*, actor: Any) -> QuerySet[Import]:
    """The uploads with rows still to correct or to take over, at the time at which their list is taken in."""
    return imports_to_finish(imports_in_scope(actor=actor)).filter(_at_their_time())


def imports_to_finish(imports: QuerySet[Import]) -> QuerySet[Import]:
    """Those of ``imports`` (with their counts) that were read and have rows to correct or to take over."""
    waiting = Q(bad__gt=0) | Q(good__gt=0)
    return imports.filter(waiting, forgotten_at=None, stage=Stage.OPEN)


def imports_with_words(imports: QuerySet[Import], words: str) -> QuerySet[Import]:
    """Those whose file, union, programme or uploader is called so, the union also by its pinyin."""
    return imports.filter(
        Q(file_name__icontains=words)
        | Q(union__name__icontains=words)
        | Q(union__search__icontains=words.lower())
        | Q(programme__title__icontains=words)
        | Q(uploaded_by__name__icontains=words)
    )


def lists_known() -> dict[str, Wording]:
    """What every list is called, by its slug: those that fill the register, then those of the kinds."""
    found = {slug: entry.title for slug, entry in register_lists.items()}
    return found | {entry.slug: entry.title for kind in registry for entry in kind.lists}


def _at_their_time() -> Q:
    """Uploads whose list is taken in now, by the rule ``is_list_open``; the register is always open."""
    later = [entry.slug for kind in registry for entry in kind.lists if entry.while_running]
    now = Q(programme__state=ProgrammeState.PREPARING) & ~Q(list_slug__in=later)
    return Q(programme=None) | now | Q(programme__state=ProgrammeState.RUNNING, list_slug__in=later)


def silent_imports(*, now: datetime) -> QuerySet[Import]:
    """The jobs that nobody works on: their worker has been silent for a lease, or none was found since they were asked for."""
    heard = Q(beat_at__lt=now - LEASE) | Q(beat_at=None, asked_at__lt=now - LEASE)
    return Import.objects.admitted().filter(heard, stage__in=UNDER_WAY).order_by("pk")


def finished_before(moment: datetime) -> QuerySet[Import]:
    """The uploads that still hold cells although nothing has been done with them since a moment."""
    return (
        Import.objects.admitted()
        .filter(Q(touched_at__lt=moment) | Q(touched_at=None, uploaded_at__lt=moment), forgotten_at=None)
        .exclude(stage__in=UNDER_WAY)
        .order_by("pk")
    )


def sent_for_approval(batch: Import) -> int:
    """How many applications that an upload made are being approved; the caller has been let in to it."""
    made = RowTrace.objects.admitted().filter(row__batch=batch, label=Application._meta.label_lower)
    mine = Application.objects.admitted().filter(pk__in=made.filter(is_new=True).values("key"))
    return mine.filter(state=State.IN_REVIEW).count()


def import_rows_in_scope(*, actor: Any) -> QuerySet[ImportRow]:
    scope = scope_of(actor=actor, verb="intake.import")
    return ImportRow.objects.within(scope).select_related("batch__programme__union", "batch__union")


def list_of(batch: Import) -> ListIntake:
    """The list that an upload belongs to: one of its programme's kind, or of the register."""
    if batch.programme is None:
        return register_lists[batch.list_slug]
    return registry[batch.programme.kind].list_called(batch.list_slug)


def is_at_its_time(batch: Import) -> bool:
    """Whether the rows of an upload may become records now, by the rule ``is_list_open``; the register is always open."""
    programme = batch.programme
    return programme is None or is_list_open(
        state=programme.state, while_running=list_of(batch).while_running
    )


def home_of(batch: Import) -> str:
    """Where whoever is done with an upload goes on: what its rows are about, the desk of its programme, or the list that it
    fills."""
    entry = list_of(batch)
    if batch.programme is not None:
        return _after(batch, entry) or registry[batch.programme.kind].home(batch.programme.pk)
    home = entry.home
    return home() if home else "/"


def landing_of(batch: Import) -> str:
    """Where whoever has taken rows over goes on: to just those rows where the list can show them, else as ``home_of`` says."""
    landing = list_of(batch).landing
    return landing(batch.pk) if landing else home_of(batch)


def keys_taken(*, actor: Any, batch: int, label: str) -> QuerySet[RowTrace, int]:
    """The records of a model (by its ``label``) that the rows of an upload made or changed, where the actor may take lists in."""
    found = RowTrace.objects.within(scope_of(actor=actor, verb="intake.import"))
    return found.filter(row__batch=batch, label=label).values_list("key", flat=True)


def _after(batch: Import, entry: ListIntake) -> str:
    """The page that the list names by its first rows, if it names any; its cells may be erased by now."""
    if entry.after is None:
        return ""
    rows = batch.rows.exclude(state=RowState.DROPPED).order_by("pk")[:_FIRST]
    typed = [one.row for one in check_rows([raw_of(row) for row in rows], entry.layout(), lambda _: ())]
    return entry.after(programme=batch.programme, rows=typed)


def unions_to_fill(*, actor: Any) -> QuerySet[Union]:
    """The unions where the actor may take lists in, from the top."""
    return Union.objects.within(scope_of(actor=actor, verb="intake.import")).order_by("path")


def union_to_fill(*, actor: Any, name: str = "") -> Union | None:
    """The union called ``name`` where the actor may take lists in, or the first of those; None when there is none."""
    scope = scope_of(actor=actor, verb="intake.import")
    unions = Union.objects.within(scope)
    if name:
        return unions.filter(name_key=same_name_key(name)[:120]).first()
    return unions.filter(path__in=scope.paths).order_by("path").first()


def layout_of(batch: Import) -> Layout:
    layout: Layout = list_of(batch).layout()
    return layout


def naming_column(layout: Layout) -> Column:
    """The column that names a row: the first that must be filled."""
    return next((column for column in layout.columns if column.required), layout.columns[0])


def judge_of(batch: Import, *, today: date) -> Callable[[Sequence[RawRow]], list[Checked]]:
    """What judges rows of an upload: shown them part by part where the list has a ``checker``, else all together."""
    entry = list_of(batch)
    together: Callable[[Sequence[Row]], Sequence[Problem]]
    if entry.checker is not None:
        together = entry.checker(actor=batch.asked_by or batch.uploaded_by, union=batch.union, today=today)
    else:
        together = partial(_together, entry, batch.programme, today)
    layout = entry.layout()
    return lambda rows: check_rows(rows, layout, together, entry.warns)


def _together(
    entry: ListIntake, programme: Programme | None, today: date, rows: Sequence[Row]
) -> Sequence[Problem]:
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
        _at_their_time(),
        uploaded_by__in=accounts,
        forgotten_at=None,
        pk__in=rows.values("batch"),
    )


def import_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many of those each account has."""
    found = open_imports(accounts=accounts).order_by().values_list("uploaded_by")
    return dict(found.annotate(n=Count("pk")))


def import_rows(*, actor: Any, account: Any, today: date) -> Iterable[DutyRow]:
    """Those of one account that the actor may see."""
    return [
        DutyRow(
            f"{batch.file_name} · {batch.programme or batch.union}", reverse("intake:detail", args=[batch.pk])
        )
        for batch in imports_waiting_for(actor=actor).filter(uploaded_by=account)
    ]


def register_import_items(*, actor: Any, today: date) -> list[InboxItem]:
    """Uploads to the register that the actor has not finished; those to programmes are told by their kinds."""
    waiting = imports_waiting_for(actor=actor).filter(programme=None, uploaded_by=getattr(actor, "pk", None))
    return [
        InboxItem(
            key=f"import:{batch.pk}",
            errand=Errand.LIST,
            title=_import_said(vars(batch)["bad"], vars(batch)["good"]),
            detail=f"{batch.file_name} · {batch.union}",
            url=reverse("intake:detail", args=[batch.pk]),
            is_own=True,
        )
        for batch in waiting
    ]


def _import_said(bad: int, good: int) -> str:
    if bad:
        return ngettext("%(n)d row to correct", "%(n)d rows to correct", bad) % {"n": bad}
    return ngettext("%(n)d row to take over", "%(n)d rows to take over", good) % {"n": good}
