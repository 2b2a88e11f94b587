"""Which layers of verification wait for whom, by union, for "my work"; and what of verification is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from lianshou.core.kinds import Errand, Fold, InboxItem
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.notices.enums import Lists
from lianshou.kernel.notices.enums import State as NoticeState
from lianshou.kernel.notices.models import NoticeLine
from lianshou.kinds.aid.enums import Layer, State
from lianshou.kinds.aid.models import Verification, VerificationStep
from lianshou.kinds.aid.queries.grouping import MOST


def layers_waiting(*, actor: Any, today: date) -> list[InboxItem]:
    """The next layer of the households that wait for one, the approval apart: an item for each union and layer.

    While its public notice runs a household waits for nobody.
    """
    rows = Verification.objects.within(scope_of(actor=actor, verb="person.edit")).filter(ended_on=None)
    rows = rows.exclude(waits_at=Layer.APPROVAL).exclude(household__state=State.ENDED)
    running = (
        NoticeLine.objects.admitted()
        .exclude(notice__lists=Lists.LEAVING)
        .filter(notice__state=NoticeState.POSTED, notice__closes_on__gte=today)
    )
    rows = rows.exclude(waits_at=Layer.NOTICE, household__application__in=running.values("application"))
    grouped = rows.order_by("household__union__path", "waits_at").values(
        "waits_at",
        union=F("household__union"),
        name=F("household__union__name"),
        path=F("household__union__path"),
    )
    return [
        InboxItem(
            key=f"aid:layer:{row['union']}:{row['waits_at']}",
            errand=Errand.HOUSEHOLD,
            title=_layer_said(row["waits_at"])(row["n"]),
            detail=row["name"],
            url=reverse("aid:verifications") + f"?waits={row['waits_at']}&union={row['union']}",
            owner=row["path"],
            verb="person.edit",
            since=row["first"],
            fold=Fold(
                slug=f"aid:layer:{row['waits_at']}", count=row["n"], title=_layer_said(row["waits_at"])
            ),
        )
        for row in grouped.annotate(n=Count("pk"), first=Min("since"))[:MOST]
    ]


def _layer_said(layer: str) -> Callable[[int], str]:
    def said(n: int) -> str:
        words = ngettext(
            "%(layer)s: %(n)d household waits for it", "%(layer)s: %(n)d households wait for it", n
        )
        return words % {"layer": Layer(layer).label, "n": n}

    return said


def rounds_waiting(*, actor: Any, today: date) -> QuerySet[Verification]:
    """The rounds that are open, inside the actor's scope for figures."""
    found = Verification.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(ended_on=None).exclude(household__state=State.ENDED)


def noticed(*, actor: Any, today: date) -> QuerySet[VerificationStep]:
    """The public notices that households have passed, one for each household and round, inside the scope for figures."""
    found = VerificationStep.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(layer=Layer.NOTICE, is_passed=True)


def noticed_in_time(*, actor: Any, today: date) -> QuerySet[VerificationStep]:
    """Those of them that were posted in time after the layer before, inside the scope for figures."""
    return noticed(actor=actor, today=today).filter(is_in_time=True)
