from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.pledges.enums import BatchState
from lianshou.kernel.pledges.models import LetterBatch, Pledge
from lianshou.kernel.pledges.queries.pledges import pledges_listed
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union

LEASE = timedelta(minutes=5)
"""How long a worker on letters may be silent before another may take them up; 2,000 take well under a minute."""


def batches_in_scope(*, actor: Any) -> QuerySet[LetterBatch]:
    """The bulk letters of the programmes that the actor issues papers for, latest first."""
    return batches_within(scope_of(actor=actor, verb="pledge.issue")).order_by("-pk")


def batches_within(scope: Scope) -> QuerySet[LetterBatch]:
    """Those inside a scope that the caller was given."""
    found = LetterBatch.objects.within(scope).select_related("programme__union", "asked_by")
    return found.annotate(
        there=Count("letters"), signed=Count("letters", filter=Q(letters__in_force_at__isnull=False))
    )


def letters_of(*, actor: Any, batch: LetterBatch) -> QuerySet[Pledge]:
    """The letters of a batch that the actor sees, in the order of their numbers."""
    return pledges_listed(actor=actor).filter(batch=batch).order_by("pk")


def sort_of(pledges: QuerySet[Pledge]) -> str | None:
    """The sort of all these papers; None where there are several sorts, or none."""
    sorts = list(pledges.order_by().values_list("sort", flat=True).distinct()[:2])
    return sorts[0] if len(sorts) == 1 else None


def silent_batches(*, now: datetime) -> QuerySet[LetterBatch]:
    """Those that are to be done and that nobody has been heard of for a lease."""
    heard = Q(beat_at__lt=now - LEASE) | Q(beat_at=None, asked_at__lt=now - LEASE)
    waiting = LetterBatch.objects.admitted().filter(state__in=[BatchState.QUEUED, BatchState.RUNNING])
    return waiting.filter(heard)


def unions_to_write_to(*, actor: Any, ids: Sequence[int] | None = None) -> QuerySet[Union]:
    """The unions of the actor's own subtree to which it can send letters, or those of them with one of the ids."""
    found = Union.objects.within(scope_of(actor=actor, verb="pledge.issue"))
    return (found if ids is None else found.filter(pk__in=ids)).order_by("path")


def programmes_to_write_in(*, actor: Any) -> QuerySet[Programme]:
    """The programmes in the course of which the actor can send letters and draw up agreements."""
    found = Programme.objects.within(scope_of(actor=actor, verb="pledge.issue"))
    return found.exclude(state=ProgrammeState.CLOSED).select_related("union")
