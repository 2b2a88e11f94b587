from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When

from lianshou.kernel.access.queries import may, posts_of, scope_of
from lianshou.kernel.access.rules import roles_granting
from lianshou.kernel.pledges.enums import Duty, Progress
from lianshou.kernel.pledges.models import Attachment, Obligation, Pledge
from lianshou.kernel.pledges.rules import LIVING


def obligations_in_scope(*, actor: Any) -> QuerySet[Obligation]:
    """The obligations of the agreements that the actor sees."""
    return Obligation.objects.within(scope_of(actor=actor, verb="pledge.view"))


def obligations_listed(*, actor: Any) -> QuerySet[Obligation]:
    """Those of agreements that are or were in force, as a list shows them: the open ones first, the earliest day first."""
    return (
        obligations_in_scope(actor=actor)
        .filter(pledge__in_force_at__isnull=False)
        .select_related("pledge__programme__union", "party__union")
        .annotate(owner_key=F("party__union__name_key"), turn=Case(When(state=Duty.OPEN, then=0), default=1))
        .order_by("turn", "due_on", "pk")
    )


def obligations_to_read(*, actor: Any) -> QuerySet[Obligation]:
    """Those in scope with what a page of one of them shows."""
    return obligations_in_scope(actor=actor).select_related("pledge__programme__union", "party__union")


def in_progress(rows: QuerySet[Obligation], progress: str, today: date) -> QuerySet[Obligation]:
    """Narrow to those that stand so on a day."""
    ways = {
        Progress.AHEAD: Q(pledge__in_force_at=None),
        Progress.OPEN: Q(state=Duty.OPEN, due_on__gte=today),
        Progress.OVERDUE: Q(state=Duty.OPEN, due_on__lt=today),
        Progress.DONE: Q(state=Duty.DONE, done_on__lte=F("due_on")),
        Progress.DONE_LATE: Q(state=Duty.DONE, done_on__gt=F("due_on")),
        Progress.WAIVED: Q(state=Duty.WAIVED),
    }
    return rows.filter(ways[Progress(progress)])


def with_obligation_words(rows: QuerySet[Obligation], words: str) -> QuerySet[Obligation]:
    """Narrow to those whose words, number of agreement or owner hold the words."""
    return rows.filter(
        Q(words__icontains=words)
        | Q(pledge__number__icontains=words)
        | Q(party__union__name__icontains=words)
    )


def own_obligations(*, actor: Any) -> QuerySet[Obligation]:
    """Those open ones of agreements in force whose owner is a union at which the actor itself has a seat."""
    seats = posts_of(actor=actor).filter(role__in=roles_granting("pledge.sign")).values("union")
    return obligations_listed(actor=actor).filter(
        state=Duty.OPEN, pledge__state__in=LIVING, party__union__in=seats
    )


def obligations_run(*, actor: Any) -> QuerySet[Obligation]:
    """Those open ones of agreements in force that the actor issues."""
    run = Obligation.objects.within(
        scope_of(actor=actor, verb="pledge.issue"), "pledge__programme__union__path"
    )
    return run.filter(state=Duty.OPEN, pledge__state__in=LIVING).select_related(
        "pledge__programme__union", "party__union"
    )


@dataclass(frozen=True)
class Line:
    """An obligation on the page of its agreement."""

    row: Obligation
    progress: Progress
    files: list[Attachment]
    may_report: bool


@dataclass(frozen=True)
class Lines:
    """How far the promises of an agreement are kept."""

    lines: list[Line]
    done: int
    counted: int

    @property
    def percent(self) -> int:
        """Of those that were not waived."""
        return round(100 * self.done / self.counted) if self.counted else 0


def lines_of(*, actor: Any, pledge: Pledge, sides: list[Any], today: date) -> Lines:
    """The obligations of a pledge; ``sides`` are the parties for which the actor speaks. The caller has been let in."""
    rows = list(pledge.obligations.select_related("party__union").prefetch_related("attachments"))
    officer = may(actor, "pledge.issue", on=pledge.programme.union)
    living, mine = pledge.state in LIVING, {side.pk for side in sides}
    lines = [
        Line(
            row=row,
            progress=row.progress(today),
            files=list(row.attachments.all()),
            may_report=living and row.state == Duty.OPEN and (officer or row.party_id in mine),
        )
        for row in rows
    ]
    counted = [row for row in rows if row.state != Duty.WAIVED]
    return Lines(lines, sum(row.state == Duty.DONE for row in counted), len(counted))


def attachments_to_read(*, actor: Any) -> QuerySet[Attachment]:
    """The files of agreements in scope: the federation's and the parties' own."""
    return Attachment.objects.within(scope_of(actor=actor, verb="pledge.view")).select_related(
        "pledge__programme__union"
    )


def content_of(*, attachment: Attachment) -> bytes:
    """The bytes of a file, opened; the caller has been let in to it."""
    from base64 import b64decode

    return b"".join(b64decode(part.content) for part in attachment.parts.order_by("number"))
