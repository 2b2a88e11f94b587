from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require, scope_of
from lianshou.kernel.audit.actions import record
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.models import Person
from lianshou.kernel.rights.actions.erasing import erase_unless_held
from lianshou.kernel.rights.enums import Clock, DisposalState, Reason, RowState
from lianshou.kernel.rights.models import Disposal, DisposalRow, Hold, RetentionPeriod
from lianshou.kernel.rights.queries.retention import all_periods, due_in, is_still_due, regions_of
from lianshou.kernel.rights.rules.keeping import (
    AS_DELIVERED,
    DELIVERED_ON,
    Period,
    may_claim,
    why_not_confirm,
    why_not_set,
)
from lianshou.kernel.unions.models import Union


@transaction.atomic
def set_period(
    *,
    actor: Any,
    data_class: str,
    region: str,
    starts_on: date,
    months: int,
    clock: str,
    law: str,
    now: datetime,
) -> RetentionPeriod:
    """Say how long a class is kept in a region from a day on; earlier periods stay as they were.

    Raises PermissionDenied, or Refused. Leaves ``retention.set``.
    """
    require(actor, "retention.confirm")
    same = RetentionPeriod.objects.filter(data_class=data_class, region=region, starts_on=starts_on)
    reason = why_not_set(
        data_class=data_class,
        months=months,
        starts_on=starts_on,
        today=timezone.localdate(now),
        reaches=region in dict(regions_of(actor=actor)),
        taken=same.exists(),
    )
    if reason:
        raise Refused(reason)
    period = RetentionPeriod.objects.create(
        data_class=data_class,
        region=region,
        starts_on=starts_on,
        months=months,
        clock=clock,
        law=law,
        set_by=actor,
        set_at=now,
    )
    facts: dict[str, Any] = {"data_class": data_class, "region": region, "months": months, "clock": clock}
    path = scope_of(actor=actor, verb="retention.confirm").paths[0]
    record(actor=actor, verb="retention.set", subject=period, at=now, union_path=path, **facts)
    return period


@transaction.atomic
def restore_periods(*, actor: Any, now: datetime) -> int:
    """Put back the periods as delivered where none stands; gives how many.

    For the machine itself, where tables were emptied: ``actor`` is None, no permission is asked. Leaves ``retention.set``.
    """
    made = 0
    for data_class, months, law in AS_DELIVERED:
        facts = {"months": months, "clock": Clock.LEFT, "law": law}
        period, new = RetentionPeriod.objects.get_or_create(
            data_class=data_class, region="", starts_on=DELIVERED_ON, defaults=facts
        )
        if new:
            made += 1
            record(actor=actor, verb="retention.set", subject=period, at=now, data_class=data_class)
    return made


@transaction.atomic
def place_hold(*, actor: Any, person: Person, reason: str, now: datetime) -> Hold:
    """Keep the data of a person from erasure until the hold is lifted. Raises PermissionDenied, or Refused. Leaves ``data_hold.placed``."""
    require(actor, "retention.prepare", on=person.union)
    if not reason.strip():
        raise Refused(Reason.REASON_MISSING)
    try:
        with transaction.atomic():
            hold = Hold.objects.create(person=person, reason=reason.strip(), placed_by=actor, placed_at=now)
    except IntegrityError as error:
        raise Refused(Reason.ALREADY_HELD) from error
    record(actor=actor, verb="data_hold.placed", subject=hold, at=now, union_path=person.union.path)
    return hold


@transaction.atomic
def lift_hold(*, actor: Any, hold: Hold, now: datetime) -> Hold:
    """Let the time of a person's data count again. Raises PermissionDenied, or Refused. Leaves ``data_hold.lifted``."""
    require(actor, "retention.confirm", on=hold.person.union)
    Hold.objects.admitted().select_for_update().get(pk=hold.pk)
    hold = Hold.objects.admitted().select_related("person__union").get(pk=hold.pk)
    if hold.lifted_at is not None:
        raise Refused(Reason.NOT_HELD)
    hold.lifted_by, hold.lifted_at = actor, now
    hold.save(update_fields=["lifted_by", "lifted_at"])
    record(actor=actor, verb="data_hold.lifted", subject=hold, at=now, union_path=hold.person.union.path)
    return hold


@transaction.atomic
def prepare_disposal(
    *, actor: Any, union: Union, now: datetime, note: str = "", classes: Sequence[str] | None = None
) -> Disposal:
    """List what is due below ``union`` (only ``classes`` when given), for a second person to confirm.

    Raises PermissionDenied, or Refused NOTHING_DUE. Leaves ``disposal.prepared``.
    """
    require(actor, "retention.prepare", on=union)
    disposal = Disposal.objects.create(union=union, note=note.strip(), prepared_by=actor, prepared_at=now)
    due = due_in(scope=Scope((union.path,)), today=timezone.localdate(now))
    rows = [
        DisposalRow(
            disposal=disposal,
            person=one.person,
            data_class=one.data_class,
            since=one.since,
            period_id=one.period.pk,
        )
        for one in due
        if classes is None or one.data_class in classes
    ]
    if not rows:
        raise Refused(Reason.NOTHING_DUE)
    DisposalRow.objects.bulk_create(rows, batch_size=1000)
    disposal.total = len(rows)
    disposal.save(update_fields=["total"])
    _record("disposal.prepared", actor=actor, disposal=disposal, now=now, rows=len(rows))
    return disposal


@transaction.atomic
def drop_disposal(*, actor: Any, disposal: Disposal, now: datetime) -> Disposal:
    """Let a prepared disposal go, by whoever may prepare or confirm it. Raises Refused NOT_PREPARED. Leaves ``disposal.dropped``."""
    require(actor, "retention.view", on=disposal.union)
    disposal = _locked(disposal)
    if disposal.state != DisposalState.PREPARED:
        raise Refused(Reason.NOT_PREPARED)
    disposal.state, disposal.ended_at = DisposalState.DROPPED, now
    disposal.save(update_fields=["state", "ended_at"])
    _record("disposal.dropped", actor=actor, disposal=disposal, now=now)
    return disposal


@transaction.atomic
def confirm_disposal(
    *, actor: Any, disposal: Disposal, now: datetime, enqueue: Callable[[int], object]
) -> Disposal:
    """The second person confirms; ``enqueue`` gets the disposal's id once all is committed.

    Raises PermissionDenied, or Refused SAME_PERSON / NOT_PREPARED. Leaves ``disposal.confirmed``.
    """
    require(actor, "retention.confirm", on=disposal.union)
    disposal = _locked(disposal)
    waiting = DisposalRow.objects.admitted().filter(disposal=disposal, state=RowState.WAITING).count()
    if reason := why_not_confirm(
        state=disposal.state, preparer=disposal.prepared_by_id, actor=actor.pk, waiting=waiting
    ):
        raise Refused(reason)
    disposal.state, disposal.confirmed_by, disposal.confirmed_at = DisposalState.QUEUED, actor, now
    disposal.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    _record("disposal.confirmed", actor=actor, disposal=disposal, now=now, rows=waiting)
    transaction.on_commit(partial(enqueue, disposal.pk))
    return disposal


def carry_out_disposal(*, disposal_id: int, clock: Callable[[], datetime]) -> Disposal | None:
    """Erase row after row, each in its own transaction; None when it is done or in other hands.

    Called again, it goes on with the rows that still wait; called for one that has been silent for a lease, it takes it
    up. A row that is held or no longer due is kept. Leaves ``personal.erased`` for each row and ``disposal.done``.
    """
    disposal = _claim(disposal_id, clock())
    if disposal is None:
        return None
    waiting = DisposalRow.objects.admitted().filter(disposal=disposal, state=RowState.WAITING).order_by("pk")
    periods = all_periods()
    for pk in list(waiting.values_list("pk", flat=True)):
        _dispose(disposal, pk, periods, clock())
    return _finish(disposal.pk, clock())


@transaction.atomic
def _claim(disposal_id: int, now: datetime) -> Disposal | None:
    disposal = Disposal.objects.admitted().select_for_update().filter(pk=disposal_id).first()
    if disposal is None or disposal.confirmed_at is None:
        return None
    heard = disposal.beat_at or disposal.confirmed_at
    if not may_claim(state=disposal.state, heard_at=heard, now=now):
        return None
    disposal.state, disposal.beat_at = DisposalState.RUNNING, now
    disposal.save(update_fields=["state", "beat_at"])
    return disposal


@transaction.atomic
def _dispose(disposal: Disposal, row_id: int, periods: list[Period], now: datetime) -> None:
    row = DisposalRow.objects.admitted().select_for_update().get(pk=row_id)
    if row.state != RowState.WAITING:
        return
    person = Person.objects.admitted().select_related("union", "anonymised").get(pk=row.person_id)
    row.state, row.done_at = _state_of(person, row.data_class, periods, timezone.localdate(now)), now
    if row.state == RowState.DONE:
        row.values_erased = erase_unless_held(
            actor=disposal.confirmed_by, person=person, classes=[row.data_class], basis="retention", now=now
        )
    row.save(update_fields=["state", "done_at", "values_erased"])
    Disposal.objects.admitted().filter(pk=disposal.pk).update(done=F("done") + 1, beat_at=now)


def _state_of(person: Person, data_class: str, periods: list[Period], today: date) -> str:
    """What becomes of a row now: erased, or kept because of a hold or because its time is no longer over."""
    if Hold.objects.admitted().filter(person=person, lifted_at=None).exists():
        return RowState.HELD
    due = is_still_due(person=person, data_class=data_class, today=today, periods=periods)
    return RowState.DONE if due else RowState.KEPT


def _waiting(disposal_id: int) -> bool:
    rows = DisposalRow.objects.admitted().filter(disposal=disposal_id)
    return rows.filter(state=RowState.WAITING).exists()


@transaction.atomic
def _finish(disposal_id: int, now: datetime) -> Disposal:
    disposal = Disposal.objects.admitted().select_for_update().get(pk=disposal_id)
    if disposal.state == DisposalState.RUNNING and not _waiting(disposal_id):
        disposal.state, disposal.ended_at = DisposalState.DONE, now
        disposal.save(update_fields=["state", "ended_at"])
        _record("disposal.done", actor=None, disposal=disposal, now=now, rows=disposal.total)
    return disposal


def _locked(disposal: Disposal) -> Disposal:
    Disposal.objects.admitted().select_for_update().get(pk=disposal.pk)
    return Disposal.objects.admitted().select_related("union").get(pk=disposal.pk)


def _record(verb: str, *, actor: Any, disposal: Disposal, now: datetime, **details: Any) -> None:
    record(actor=actor, verb=verb, subject=disposal, at=now, union_path=disposal.union.path, **details)
