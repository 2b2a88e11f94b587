"""What waits of aid, what of it counts, and why somebody sees it in "my work"."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lianshou.core.kinds import Errand, InboxItem
from lianshou.kernel.access.queries import scope_of
from lianshou.kinds.aid.enums import AidState, Nature, State
from lianshou.kinds.aid.models import Aid, Household, LongTerm
from lianshou.kinds.aid.queries.aiding.register import with_project, without_project

_MOST = 200


def aid_waits(actor: Any, today: date) -> list[InboxItem]:
    """Households on file without a project this year, and services that were planned and not given yet, by union."""
    return [*_without(actor, today), *_to_fulfil(actor, today)]


def _without(actor: Any, today: date) -> list[InboxItem]:
    """The alarm of every household on file for which nothing is planned this year."""
    rows = without_project(Household.objects.within(scope_of(actor=actor, verb="placement.edit")), today.year)
    grouped = rows.order_by("union__path").values("union", "union__name", "union__path")
    return [
        InboxItem(
            key=f"aid:unaided:{row['union']}:{today.year}",
            errand=Errand.PERSONAL,
            title=_("Households on file without an aid project this year: %(n)d") % {"n": row["n"]},
            detail=row["union__name"],
            url=reverse("aid:households") + f"?aided=0&union={row['union']}",
            owner=row["union__path"],
            verb="placement.edit",
            since=row["since"],
            due_on=date(today.year, 12, 31),
        )
        for row in grouped.annotate(n=Count("pk"), since=Min("filed_on"))[:_MOST]
    ]


def _to_fulfil(actor: Any, today: date) -> list[InboxItem]:
    """Trainings, services and jobs that were planned this year or before, and are not entered as given."""
    rows = Aid.objects.within(scope_of(actor=actor, verb="placement.edit"))
    rows = rows.filter(state=AidState.PLANNED, year__lte=today.year).exclude(nature=Nature.MONEY)
    grouped = rows.order_by("household__union__path").values(
        "household__union", "household__union__name", "household__union__path"
    )
    return [
        InboxItem(
            key=f"aid:fulfil:{row['household__union']}",
            errand=Errand.PERSONAL,
            title=_("Services planned for households, to be entered once given: %(n)d") % {"n": row["n"]},
            detail=row["household__union__name"],
            url=reverse("aid:given") + f"?state=planned&money=0&union={row['household__union']}",
            owner=row["household__union__path"],
            verb="placement.edit",
            since=row["since"].date(),
        )
        for row in grouped.annotate(n=Count("pk"), since=Min("entered_at"))[:_MOST]
    ]


def aids_given(*, actor: Any, today: date) -> QuerySet[Aid]:
    """Everything that was given: money paid, services done; inside the actor's scope for figures."""
    return Aid.objects.within(scope_of(actor=actor, verb="figure.view")).filter(state=AidState.GIVEN)


def money_given_counted(*, actor: Any, today: date) -> QuerySet[Aid]:
    """What of it was money."""
    return aids_given(actor=actor, today=today).filter(nature=Nature.MONEY)


def unaided_counted(*, actor: Any, today: date) -> QuerySet[Household]:
    """Households on file for which nothing is planned or given this year, inside the actor's scope for figures."""
    return without_project(Household.objects.within(scope_of(actor=actor, verb="figure.view")), today.year)


def aided_counted(*, actor: Any, today: date) -> QuerySet[Household]:
    """Households on file for which something is planned or given this year, inside the actor's scope for figures."""
    return with_project(Household.objects.within(scope_of(actor=actor, verb="figure.view")), today.year)


def long_term_counted(*, actor: Any, today: date) -> QuerySet[LongTerm]:
    """The marks of households on file that cannot leave hardship, inside the actor's scope for figures."""
    found = LongTerm.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(until=None, household__state=State.ON_FILE)
