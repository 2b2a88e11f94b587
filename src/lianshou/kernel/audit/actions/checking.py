from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.actions.recording import record
from lianshou.kernel.audit.enums import CheckState, Outcome, Reason
from lianshou.kernel.audit.models import Check, pen
from lianshou.kernel.audit.queries.verifying import Finding, Verification
from lianshou.kernel.audit.rules.chain import SILENCE_OF_CHECK

log = logging.getLogger(__name__)

_BETWEEN_BEATS = timedelta(seconds=1)
_LISTED = 200


@transaction.atomic
def start_check(*, actor: Any, now: datetime, enqueue: Callable[[int], object]) -> Check:
    """Put a check of the whole book in the queue for ``actor``, who has been let in by the caller.

    ``enqueue`` gets the check's id once all is committed. Raises Refused CHECK_UNDER_WAY, unless that one has been silent for a while. The check itself leaves ``book.checked``.
    """
    pen()
    running = Check.objects.select_for_update().filter(state=CheckState.RUNNING).first()
    if running is not None:
        if now - (running.beat_at or running.asked_at) < SILENCE_OF_CHECK:
            raise Refused(Reason.CHECK_UNDER_WAY)
        running.state, running.ended_at = CheckState.FAILED, now
        running.save(update_fields=["state", "ended_at"])
    check = Check.objects.create(asked_by=actor.pk, asked_name=str(actor)[:80], asked_at=now)
    transaction.on_commit(partial(enqueue, check.pk))
    return check


def execute_check(*, check_id: int, clock: Callable[[], datetime]) -> None:
    """Check the whole book, for whoever asked; progress is written about once a second. Leaves ``book.checked``."""
    check = Check.objects.filter(pk=check_id, state=CheckState.RUNNING).first()
    if check is None:
        return
    verification = Verification(progress=_Beat(check.pk, clock))
    try:
        found = verification.findings()
        listed = list(islice(found, _LISTED))
        wrong = len(listed) + sum(1 for _finding in found)
    except Exception:  # whatever breaks must not leave the check hanging
        log.exception("check %s broke", check.pk)
        _finish(check, verification, [], 0, CheckState.FAILED, clock())
    else:
        _finish(check, verification, listed, wrong, CheckState.DONE, clock())


@transaction.atomic
def _finish(
    check: Check,
    verification: Verification,
    listed: list[Finding],
    wrong: int,
    state: CheckState,
    now: datetime,
) -> None:
    check.state, check.ended_at, check.wrong = state, now, wrong
    check.done = check.total = verification.read
    check.findings = [
        {"wrong": str(one.wrong), "number": one.number, "until": one.until, "at": one.at, "other": one.other}
        for one in listed
    ]
    check.save()
    outcome = Outcome.DONE if state == CheckState.DONE else Outcome.FAILED
    found: dict[str, Any] = {"entries": verification.read, "wrong": wrong}
    asker = Asker(check.asked_by, check.asked_name)
    record(actor=asker, verb="book.checked", subject=check, at=now, union_path="", outcome=outcome, **found)


@dataclass(frozen=True)
class Asker:
    """Who asked for work that runs in the background, as the book names them."""

    pk: int | None
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass
class _Beat:
    """Writes the progress of a check, at most once a second."""

    check_id: int
    clock: Callable[[], datetime]
    last: datetime | None = None

    def __call__(self, done: int, total: int) -> None:
        now = self.clock()
        if self.last is None or now - self.last >= _BETWEEN_BEATS:
            self.last = now
            Check.objects.filter(pk=self.check_id).update(done=done, total=total, beat_at=now)
