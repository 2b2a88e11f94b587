"""What waits of helping: households without a helper, visits that are due, proposals to be decided on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lianshou.core.kinds import Errand, InboxItem
from lianshou.kernel.access.queries import scope_of
from lianshou.kinds.aid.enums import Settled, State
from lianshou.kinds.aid.models import Helping, HelpMatch, Household
from lianshou.kinds.aid.queries.grouping import waits_by_union
from lianshou.kinds.aid.queries.helping.visiting import own_helpings, without_helper
from lianshou.kinds.aid.queries.leaving import is_leaving

_MOST = 200
SOON = timedelta(days=14)
"""How long before its day a visit stands in my work."""


def helping_waits(actor: Any, today: date) -> list[InboxItem]:
    """Every item of work about helping."""
    return [*_alone(actor), *_proposed(actor), *_own_visits(actor, today), *_overdue(actor, today)]


def _alone(actor: Any) -> list[InboxItem]:
    """Where households on file have no helper, by the union that keeps them: an alarm from the first day on, but for
    those that are leaving.
    """
    alone = without_helper(Household.objects.within(scope_of(actor=actor, verb="placement.edit")))
    return waits_by_union(
        is_leaving(alone, False),
        slug="aid:alone",
        title=lambda n: _("Households on file without a helper: %(n)d") % {"n": n},
        url=lambda union: reverse("aid:households") + f"?helped=0&leaving=0&union={union}",
        verb="placement.edit",
        since="filed_on",
    )


def _proposed(actor: Any) -> list[InboxItem]:
    rows = HelpMatch.objects.within(scope_of(actor=actor, verb="placement.edit")).filter(state=Settled.OPEN)
    return [
        InboxItem(
            key=f"aid:helpmatch:{one.pk}",
            errand=Errand.APPROVAL,
            title=_("Decide on the helpers who are proposed"),
            detail=one.union.name,
            url=reverse("aid:help_match", args=[one.pk]),
            owner=one.union.path,
            verb="placement.edit",
            since=one.asked_at.date(),
        )
        for one in rows.select_related("union").defer("input", "result")[:_MOST]
    ]


def _own_visits(actor: Any, today: date) -> list[InboxItem]:
    """The actor's own households whose visit is due."""
    rows = own_helpings(actor=actor).filter(due_on__lte=today + SOON)
    rows = rows.filter(household__state__in=(State.ON_FILE, State.ENDED))
    return [
        InboxItem(
            key=f"aid:visit:{one.pk}",
            errand=Errand.HOUSEHOLD,
            title=_("Visit the household and log the visit"),
            detail=f"{one.household.number} {one.household.head.name}",
            url=reverse("aid:visit_household", args=[one.pk]),
            is_own=True,
            since=one.starts_on,
            due_on=one.due_on,
            overdue=one.due_on < today,
        )
        for one in rows[:_MOST]
    ]


def _overdue(actor: Any, today: date) -> list[InboxItem]:
    """Where visits are overdue, by the union that keeps the households."""
    rows = Helping.objects.within(scope_of(actor=actor, verb="placement.edit")).filter(
        ends_on=None, due_on__lt=today, household__state=State.ON_FILE
    )
    return waits_by_union(
        rows,
        way="household__",
        slug="aid:overdue",
        title=lambda n: _("Overdue visits to households: %(n)d") % {"n": n},
        url=lambda union: reverse("aid:helping") + f"?due=late&union={union}",
        verb="placement.edit",
        due="due_on",
        overdue=True,
    )
