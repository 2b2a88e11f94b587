from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.papers import papers
from lianshou.kernel.access.queries import require
from lianshou.kernel.people.queries import chairs_of
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.pledges.actions.holding import note, refuse
from lianshou.kernel.pledges.actions.numbering import Taken, take_numbers
from lianshou.kernel.pledges.actions.obliging import lay_obligations
from lianshou.kernel.pledges.actions.templating import Made, file_in_use
from lianshou.kernel.pledges.enums import Side
from lianshou.kernel.pledges.models import Party, Pledge
from lianshou.kernel.pledges.queries import issue_at_hand, placements_to_issue
from lianshou.kernel.programmes.models import Programme


@transaction.atomic
def issue_pledges(*, actor: Any, programme: Programme, now: datetime, prefix: str = "") -> list[Pledge]:
    """Draw up a numbered agreement for every approved placement without one, its words frozen as of ``now``.

    Numbers follow the federation's series of ``prefix`` and year without a gap. The term runs from today, or from
    the programme's first day if that is later, to its last. The template is the nearest federation's, and is kept; clauses
    become obligations of the parties. Raises PermissionDenied, or Refused with a ``pledges.enums.Reason``. Leaves
    ``pledge.issued`` for each.
    """
    require(actor, "pledge.issue", on=programme.union)
    Programme.objects.admitted().select_for_update().get(pk=programme.pk)
    programme = Programme.objects.admitted().select_related("union").get(pk=programme.pk)
    today = timezone.localdate(now)
    issue = issue_at_hand(programme=programme, today=today, prefix=prefix)
    refuse(issue.reason)
    made = file_in_use(union=programme.union, slug=programme.kind)
    drafts = _drafts(programme, made=made, prefix=issue.prefix, today=today, now=now)
    pledges = issued(drafts, parties=[_parties_of(pledge) for pledge in drafts])
    for pledge in pledges:
        note("pledge.issued", actor=actor, pledge=pledge, now=now, number=pledge.number, **made.said)
    return pledges


def issued(drafts: Sequence[Pledge], *, parties: Sequence[Sequence[Party]]) -> list[Pledge]:
    """Write pledges of one paper, their parties, and what their clauses oblige these to, in a few statements."""
    pledges = Pledge.objects.bulk_create(drafts)
    every = Party.objects.bulk_create([party for of_one in parties for party in of_one])
    lay_obligations(pledges, parties=every)
    return pledges


def _drafts(programme: Programme, *, made: Made, prefix: str, today: date, now: datetime) -> list[Pledge]:
    paper = papers[programme.kind]
    placements = list(placements_to_issue(programme=programme, related=paper.related))
    chairs = chairs_of([union for placement in placements for union in _unions_of(placement)])
    taken = take_numbers(union=programme.union, prefix=prefix, year=today.year, count=len(placements))
    term = {"starts_on": max(programme.starts_on, today), "ends_on": programme.ends_on}
    return [
        Pledge(
            programme=programme,
            placement=placement,
            title=paper.title.zh,
            issued_at=now,
            context=paper.context(placement=placement, number=one.number, chairs=chairs, **term),
            **facts_of(one, made),
            **term,
        )
        for placement, one in zip(placements, taken, strict=True)
    ]


def facts_of(one: Taken, made: Made) -> dict[str, Any]:
    """The number and the template of a pledge, as its fields."""
    return {
        "number": one.number,
        "series": one.series,
        "n": one.n,
        "file": made.file,
        "template": made.template,
    }


def _unions_of(placement: Placement) -> tuple[Any, Any]:
    return placement.opening.union, placement.application.union


def _parties_of(pledge: Pledge) -> list[Party]:
    assert pledge.placement is not None  # noqa: S101  # nosec B101  a pair is drawn up for a placement
    host, guest = _unions_of(pledge.placement)
    return [
        Party(pledge=pledge, union=host, side=Side.HOST),
        Party(pledge=pledge, union=guest, side=Side.GUEST),
    ]
