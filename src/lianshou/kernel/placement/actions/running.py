from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction

from lianshou.core.kinds import Matching, registry
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.queries import accepted_applications
from lianshou.kernel.placement.enums import Origin, Reason, RunState, State
from lianshou.kernel.placement.models import MatchRun, Opening, Placement
from lianshou.kernel.placement.queries import latest_run, why_not_start_now
from lianshou.kernel.placement.rules import is_stale, may_claim
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.rules import why_not_prepare

log = logging.getLogger(__name__)
_BETWEEN_BEATS = timedelta(seconds=1)


@transaction.atomic
def start_run(
    *, actor: Any, programme: Programme, now: datetime, enqueue: Callable[[int], object], keep: bool = False
) -> MatchRun:
    """Freeze the whole input and put a computation in the queue; ``enqueue`` gets the run's id once all is committed.

    With ``keep`` the input says that as few as can be of the present placements are to be moved.
    A run that has fallen silent is given up first. Raises PermissionDenied, or Refused WRONG_STATE / NOTHING_TO_MATCH /
    RUN_UNDER_WAY. Leaves ``run.started``.
    """
    require(actor, "match.run", on=programme.union)
    programme = (
        Programme.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("union")
        .get(pk=programme.pk)
    )
    _give_up_silent(programme, now)
    reason = why_not_start_now(programme=programme, now=now)
    if reason:
        raise Refused(reason)
    run = _create_run(actor, programme, now, keep=keep)
    record(
        actor=actor,
        verb="run.started",
        subject=run,
        at=now,
        union_path=programme.union.path,
        number=run.number,
    )
    transaction.on_commit(partial(enqueue, run.pk))
    return run


def execute_run(*, run_id: int, clock: Callable[[], datetime]) -> MatchRun | None:
    """Compute a run from its frozen input and store its proposals; None when it is done or in other hands.

    Called again, it changes nothing; called for a run that has been silent for a lease, it takes it up. A computation
    that breaks leaves the run FAILED and nothing else changed. Leaves ``run.done`` or ``run.failed``.
    """
    run = _claim(run_id, clock())
    if run is None:
        return None
    beat = _Beat(run.pk, clock, clock())
    try:
        result = _matching(run.programme).compute(run.input, beat)
    except Exception as error:  # whatever breaks inside a kind's computation must not leave the run hanging
        log.exception("run %s broke", run.pk)
        return _fail(run.pk, f"{type(error).__name__}: {error}", clock())
    return _finish(run.pk, result, clock())


@dataclass
class _Beat:
    """Writes the progress of a run, at most once a second."""

    run_id: int
    clock: Callable[[], datetime]
    last: datetime

    def __call__(self, done: int, total: int) -> None:
        now = self.clock()
        if now - self.last >= _BETWEEN_BEATS or done == total:
            self.last = now
            running = MatchRun.objects.admitted().filter(pk=self.run_id, state=RunState.RUNNING)
            running.update(done=done, total=total, beat_at=now)


def _matching(programme: Programme) -> Matching:
    matching = registry[programme.kind].matching
    if matching is None:
        raise Refused(Reason.NOTHING_TO_MATCH)
    return matching


def _create_run(actor: Any, programme: Programme, now: datetime, *, keep: bool) -> MatchRun:
    frozen = _matching(programme).freeze(programme=programme, keep=keep)
    last = latest_run(programme=programme)
    try:
        with transaction.atomic():
            return MatchRun.objects.create(
                programme=programme,
                number=1 if last is None else last.number + 1,
                asked_by=actor,
                asked_at=now,
                input=frozen,
            )
    except IntegrityError as error:  # somebody else was quicker
        raise Refused(Reason.RUN_UNDER_WAY) from error


def _under_way(programme: Programme) -> MatchRun | None:
    states = [RunState.QUEUED, RunState.RUNNING]
    return MatchRun.objects.admitted().filter(programme=programme, state__in=states).first()


def _give_up_silent(programme: Programme, now: datetime) -> None:
    run = _under_way(programme)
    if run is not None and is_stale(state=run.state, heard_at=run.beat_at or run.asked_at, now=now):
        run.state, run.ended_at, run.failure = RunState.FAILED, now, "silent"
        run.save(update_fields=["state", "ended_at", "failure"])


@transaction.atomic
def _claim(run_id: int, now: datetime) -> MatchRun | None:
    run = MatchRun.objects.admitted().select_for_update().filter(pk=run_id).first()
    if run is None or not may_claim(state=run.state, heard_at=run.beat_at or run.asked_at, now=now):
        return None
    run.state, run.beat_at, run.done = RunState.RUNNING, now, 0
    run.save(update_fields=["state", "beat_at", "done"])
    return run


@transaction.atomic
def _fail(run_id: int, failure: str, now: datetime) -> MatchRun:
    run = (
        MatchRun.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("programme__union")
        .get(pk=run_id)
    )
    if run.state == RunState.RUNNING:
        run.state, run.failure, run.ended_at = RunState.FAILED, failure[:200], now
        run.save(update_fields=["state", "failure", "ended_at"])
        _trace(run, "run.failed", now)
    return run


@transaction.atomic
def _finish(run_id: int, result: dict[str, Any], now: datetime) -> MatchRun:
    run = (
        MatchRun.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("programme__union")
        .get(pk=run_id)
    )
    if run.state != RunState.RUNNING:
        return run
    programme = Programme.objects.admitted().select_for_update().get(pk=run.programme_id)
    if why_not_prepare(state=programme.state):
        return _fail(run_id, "the programme left its preparation", now)
    proposals = result.pop("placements")
    _propose(run, proposals)
    run.state, run.result, run.ended_at, run.beat_at = RunState.DONE, result, now, now
    run.done = run.total = len(proposals)
    run.save()
    _trace(run, "run.done", now)
    return run


def _propose(run: MatchRun, proposals: Sequence[Mapping[str, Any]]) -> None:
    """Put the new proposals in place of the old; a pair made by hand that came out again keeps its own word."""
    old = {
        one.application_id: one
        for one in Placement.objects.admitted().filter(programme=run.programme, state=State.PROPOSED)
    }
    open_now = set(accepted_applications(programme=run.programme).values_list("pk", flat=True))
    rooms = set(
        Opening.objects.admitted().filter(programme=run.programme, state="open").values_list("pk", flat=True)
    )
    wanted = [one for one in proposals if one["application"] in open_now and one["opening"] in rooms]
    kept = {one["application"]: one for one in wanted if _stands(old.get(one["application"]), one)}
    Placement.objects.admitted().filter(
        pk__in=[one.pk for key, one in old.items() if key not in kept]
    ).delete()
    for key, one in kept.items():
        old[key].run, old[key].reasons = run, one["reasons"]
    Placement.objects.admitted().bulk_update([old[key] for key in kept], ["run", "reasons"])
    Placement.objects.bulk_create(
        Placement(
            programme=run.programme,
            application_id=one["application"],
            opening_id=one["opening"],
            run=run,
            reasons=one["reasons"],
        )
        for one in wanted
        if one["application"] not in kept
    )


def _stands(old: Placement | None, new: Mapping[str, Any]) -> bool:
    return old is not None and old.opening_id == new["opening"] and old.origin == Origin.MANUAL


def _trace(run: MatchRun, verb: str, now: datetime) -> None:
    record(actor=None, verb=verb, subject=run, at=now, union_path=run.programme.union.path, number=run.number)
