"""The job behind an upload: a lease on its row, taken up again by whoever finds it silent, written in whole steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.enums import Reason, Stage
from lianshou.kernel.intake.models import Import
from lianshou.kernel.intake.queries import is_at_its_time
from lianshou.kernel.intake.rules import may_claim


class Superseded(Exception):
    """Another worker holds the job now: whatever was about to be written is not."""


@dataclass
class Hold:
    """A job in hand. Each ``step`` is one transaction that begins by making sure that it still is."""

    batch: Import
    clock: Callable[[], datetime]
    stage: str = field(init=False)

    def __post_init__(self) -> None:
        self.stage = self.batch.stage

    @contextmanager
    def step(self) -> Iterator[tuple[Import, datetime]]:
        """The row, held, and the moment; what is set on it is written with the step. Raises Superseded."""
        with transaction.atomic():
            held = _rows().select_for_update(of=("self",)).get(pk=self.batch.pk)
            if (held.turn, held.stage) != (self.batch.turn, self.stage):
                raise Superseded
            now = self.clock()
            held.beat_at = now
            yield held, now
            held.save()
        self.batch = held


@transaction.atomic
def claimed(import_id: int, now: datetime) -> Import | None:
    """The job, in hand from now on; None when there is nothing to do or it is in other hands."""
    found = _rows().select_for_update(of=("self",)).filter(pk=import_id)
    batch: Import | None = found.first()
    if batch is None or not may_claim(stage=batch.stage, beat_at=batch.beat_at, now=now):
        return None
    batch.turn += 1
    batch.beat_at = now
    batch.save(update_fields=["turn", "beat_at"])
    return batch


def begin(actor: Any, batch: Import, stage: Stage, *, total: int, now: datetime) -> Import:
    """Make a job of a row that the caller holds locked: any worker may take it up."""
    batch.stage, batch.asked_by, batch.asked_at, batch.touched_at = stage, actor, now, now
    batch.beat_at, batch.done, batch.total, batch.failure = None, 0, total, []
    batch.save()
    return batch


def end(held: Import, now: datetime) -> None:
    """The job of a row in hand is done; ``step`` writes it."""
    held.stage, held.beat_at, held.touched_at = Stage.OPEN, None, now


def locked(actor: Any, batch: Import, *, idle: bool = True) -> Import:
    """The row, held, for an actor who may work on it. Raises PermissionDenied, or Refused BUSY unless ``idle`` is no matter."""
    batch = _rows().select_for_update(of=("self",)).get(pk=batch.pk)
    require(actor, "intake.import", on=batch.union)
    if idle and batch.is_under_way:
        raise Refused(Reason.BUSY)
    return batch


def preparing(batch: Import) -> bool:
    """Whether rows of an upload may become records now; the register is always open."""
    return is_at_its_time(batch)


def refuse(reason: Reason | None) -> None:
    if reason is not None:
        raise Refused(reason)


def trace(actor: Any, verb: str, batch: Import, now: datetime, **details: Any) -> None:
    record(actor=actor, verb=verb, subject=batch, at=now, union_path=batch.union.path, **details)


def _rows() -> Any:
    return Import.objects.admitted().select_related("union", "programme__union", "asked_by")
