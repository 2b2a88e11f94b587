"""What waits of aid, what of it counts, and why somebody sees it in "my work"."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lianshou.core.kinds import InboxItem
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kinds.aid.enums import AidState, Nature, State
from lianshou.kinds.aid.models import Aid, Household, LongTerm
from lianshou.kinds.aid.queries.aiding.register import (
    open_projects,
    plans_from,
    with_project,
    without_project,
)
from lianshou.kinds.aid.queries.grouping import waits_by_union
from lianshou.kinds.aid.queries.leaving import is_leaving


def aid_waits(actor: Any, today: date) -> list[InboxItem]:
    """Households on file without a project this year, and services that were planned and not given yet, by union."""
    return [*_without(actor, today), *_to_fulfil(actor, today)]


def _without(actor: Any, today: date) -> list[InboxItem]:
    """The alarm of every household on file for which nothing is planned this year, and that is not leaving; but for those whose
    projects all give money of a union above, for they wait there.
    """
    rows = without_project(Household.objects.within(scope_of(actor=actor, verb="placement.edit")), today.year)
    rows = is_leaving(rows, False).filter(_is_ours(actor, today.year))
    return waits_by_union(
        rows,
        slug=f"aid:unaided:{today.year}",
        title=lambda n: _("Households on file without an aid project this year: %(n)d") % {"n": n},
        url=lambda union: reverse("aid:households") + f"?aided=0&leaving=0&union={union}",
        verb="placement.edit",
        since="filed_on",
        due=date(today.year, 12, 31),
    )


def _is_ours(actor: Any, year: int) -> Q:
    """Households for which the actor can plan something from an open project of the year, or for which there is none yet."""
    every = list(open_projects(actor=actor, year=year))
    ours = Scope(tuple({one.union.path for one in every if plans_from(actor=actor, project=one)}))
    return ours.q("union_path") | ~Scope(tuple({one.union.path for one in every})).q("union_path")


def _to_fulfil(actor: Any, today: date) -> list[InboxItem]:
    """Trainings, services and jobs that were planned this year or before, and are not entered as given."""
    rows = Aid.objects.within(scope_of(actor=actor, verb="placement.edit"))
    rows = rows.filter(state=AidState.PLANNED, year__lte=today.year).exclude(nature=Nature.MONEY)
    return waits_by_union(
        rows,
        slug="aid:fulfil",
        title=lambda n: _("Services planned for households, to be entered once given: %(n)d") % {"n": n},
        url=lambda union: reverse("aid:given") + f"?state=planned&money=0&union={union}",
        verb="placement.edit",
        way="household__",
        since="entered_at",
    )


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
