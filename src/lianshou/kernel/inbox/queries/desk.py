"""What the desk shows beside the work: where to start, the own unions, what a union took part in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from lianshou.core.kinds import Kind, registry
from lianshou.kernel.access.queries import held_by, may, scope_of
from lianshou.kernel.access.rules import ADMINISTRATORS
from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import programmes_of_year
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import tops_in_scope, unions_in_scope


@dataclass(frozen=True)
class Start:
    """A kind on the desk: this year's programme, or none yet."""

    kind: Kind
    programme: Programme | None

    @property
    def url(self) -> str:
        """Where a click leads: to the programme, or to opening it."""
        if self.programme is not None:
            return self.kind.home(self.programme.pk)
        return f"{reverse('programmes:new')}?kind={self.kind.slug}"


def starts_of(*, actor: Any, today: date) -> list[Start]:
    """This year's programme of every kind, for those who work with programmes."""
    if not may(actor, "programme.view"):
        return []
    running, may_open = programmes_of_year(actor=actor, year=today.year), may(actor, "programme.create")
    starts = [Start(kind, running.get(kind.slug)) for kind in registry]
    return [start for start in starts if start.programme or may_open]


def register_size(*, actor: Any) -> int:
    """How many unions the actor's register holds."""
    return unions_in_scope(actor=actor).count()


def own_unions(*, actor: Any) -> list[Union]:
    """The unions that the actor chairs."""
    if may(actor, "programme.view") or not may(actor, "pledge.sign"):
        return []
    return list(tops_in_scope(actor=actor))


def sees_cases(*, actor: Any) -> bool:
    """Whether any post lets the actor see unions or their money at all; administrators and auditors see none."""
    return any(scope_of(actor=actor, verb=verb).paths for verb in ("union.view", "fund.view"))


def is_administrator(*, actor: Any) -> bool:
    """Whether the actor holds one of the three offices that look after the system and see no cases."""
    return any(held.role in ADMINISTRATORS for held in held_by(actor=actor))


def placements_of(*, union: Union) -> QuerySet[Placement]:
    """Every pair that a union was part of, on either side; the caller has been let in to the union. Seats of persons are none."""
    return (
        Placement.objects.admitted()
        .filter(Q(application__union=union) | Q(opening__union=union), ticket=None)
        .exclude(state="proposed")
        .select_related("programme__union", "application__union", "opening__union")
        .order_by("-programme__year", "-programme__round", "pk")
    )


def activities_of(*, union: Union) -> QuerySet[FollowUp]:
    """What was done in the course of those placements, latest first."""
    return (
        FollowUp.objects.admitted()
        .filter(Q(placement__application__union=union) | Q(placement__opening__union=union))
        .order_by("-happened_on", "-pk")
    )
