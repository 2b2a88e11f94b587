"""The records that the figures of pairing count, inside the scope of whoever asks."""

from __future__ import annotations

from datetime import date
from string import ascii_uppercase
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Substr

from lianshou.china.industries import divisions_of
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kernel.pledges.enums import Sort, State
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.pledges.rules import LIVING
from lianshou.kernel.unions.enums import HonourLevel, HonourTitle
from lianshou.kernel.unions.models import GradeChange, Honour

_SIGNED = Q(programme__kind="pairing", pledge__in_force_at__isnull=False)


def _scope(actor: Any) -> Scope:
    return scope_of(actor=actor, verb="figure.view")


def pairings(*, actor: Any, today: date) -> QuerySet[Placement]:
    """Host and guest whose agreement came into force; an agreement that has ended since still counts."""
    found = Placement.objects.within(_scope(actor), "application__union__path").filter(_SIGNED)
    return found.annotate(division=Substr("application__union__industry_code", 1, 2)).annotate(
        section=_section("application__union__industry_code")
    )


def host_entries(*, actor: Any, today: date) -> QuerySet[Opening]:
    """Each host in each round in which at least one of its agreements came into force."""
    signed = Placement.objects.admitted().filter(_SIGNED, opening=OuterRef("pk"))
    found = Opening.objects.within(_scope(actor), "union__path").filter(Exists(signed))
    return found.annotate(division=Substr("union__industry_code", 1, 2)).annotate(
        section=_section("union__industry_code")
    )


def upgraded(*, actor: Any, today: date) -> QuerySet[Placement]:
    """Pairings whose guest rose in home grade on or after the day its agreement came into force."""
    rises = GradeChange.objects.admitted().filter(
        union=OuterRef("application__union"),
        changed_on__gte=OuterRef("starts_on"),
        after__gt=F("before"),
    )
    return pairings(actor=actor, today=today).filter(Exists(rises))


def honoured(*, actor: Any, today: date) -> QuerySet[Any]:
    """The highest model-home honour that each guest earned on or after the day its agreement came into force."""
    after_pairing = Placement.objects.admitted().filter(
        _SIGNED, application__union=OuterRef("union"), starts_on__lte=OuterRef("granted_on")
    )
    earned = _ranked().filter(Exists(after_pairing), title=HonourTitle.MODEL_HOME, withdrawn_on=None)
    higher = earned.filter(union=OuterRef("union"), rank__gt=OuterRef("rank"))
    found = earned.within(_scope(actor)).filter(~Exists(higher))
    divided: QuerySet[Any] = found.annotate(division=Substr("union__industry_code", 1, 2))
    sectioned: QuerySet[Any] = divided.annotate(section=_section("union__industry_code"))
    return sectioned


def _ranked() -> Any:
    ranks = [When(level=level, then=Value(rank)) for rank, level in enumerate(HonourLevel.values)]
    return Honour.objects.admitted().annotate(rank=Case(*ranks, output_field=IntegerField()))


def busiest(*, actor: Any, today: date) -> QuerySet[Placement]:
    """The pairings of the one host that has taken the most guests; of equals, the one entered first."""
    found = pairings(actor=actor, today=today)
    hosts = (
        found.values("opening__union").annotate(load=Count("pk")).order_by("-load", "opening__union__path")
    )
    top = hosts.first()
    return found.filter(opening__union=top["opening__union"]) if top else found.none()


def agreements(*, actor: Any, today: date) -> QuerySet[Pledge]:
    """Agreements that both sides signed; of one that was renewed, the one that holds the pairing now."""
    mine = Pledge.objects.within(_scope(actor), "placement__application__union__path")
    return mine.filter(
        programme__kind="pairing", sort=Sort.PAIR, placement__isnull=False, in_force_at__isnull=False
    )


def agreements_running(*, actor: Any, today: date) -> QuerySet[Pledge]:
    """Signed agreements whose term includes today and that were not ended by then."""
    going_on = Q(state__in=LIVING) | Q(state=State.ENDED, ended_on__gt=today)
    return agreements(actor=actor, today=today).filter(going_on, ends_on__gte=today)


def agreements_over(*, actor: Any, today: date) -> QuerySet[Pledge]:
    """Signed agreements that were ended by today, or whose term is over."""
    ended = Q(state=State.ENDED, ended_on__lte=today)
    return agreements(actor=actor, today=today).filter(ended | Q(ends_on__lt=today))


def renewed(*, actor: Any, today: date) -> QuerySet[Placement]:
    """Pairings of two unions that had an earlier agreement with one another."""
    earlier = Placement.objects.admitted().filter(
        _SIGNED,
        application__union=OuterRef("application__union"),
        opening__union=OuterRef("opening__union"),
        starts_on__lt=OuterRef("starts_on"),
    )
    return pairings(actor=actor, today=today).filter(Exists(earlier))


def activities(*, actor: Any, today: date) -> QuerySet[FollowUp]:
    """What was recorded in the course of pairings and not removed since."""
    scope = _scope(actor)
    inside = scope.q("placement__application__union__path") | Q(placement=None) & scope.q(
        "programme__union__path"
    )
    return FollowUp.objects.admitted().filter(inside, programme__kind="pairing", removed_at=None)


def _section(code: str) -> Case:
    """The letter of the industry section (GB/T 4754) that a column's code belongs to; None where no code is given."""
    letters = [
        When(Q(division__in=divisions_of(letter)) | Q(**{code: letter}), then=Value(letter))
        for letter in ascii_uppercase[:20]
    ]
    return Case(*letters, default=None, output_field=CharField(null=True))
