"""What waits of leaving, calls and warnings, for "my work"; and what of them is counted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianshou.core.kinds import Errand, InboxItem
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.notices.enums import Lists
from lianshou.kernel.notices.enums import State as NoticeState
from lianshou.kernel.notices.models import NoticeLine
from lianshou.kinds.aid.enums import STANDING_ALARMS, CallState, LeaveState, LeaveStep
from lianshou.kinds.aid.models import Call, Household, Leaving, LeavingStep, Return, ReturnWarning
from lianshou.kinds.aid.queries.grouping import waits_by_union
from lianshou.kinds.aid.queries.leaving.following import calls_overdue, followed_up, own_calls

_MOST = 200
SOON = timedelta(days=14)
"""How long before its day a call stands in my work."""


def leaving_waits(actor: Any, today: date) -> list[InboxItem]:
    """Every item of work about leaving and what follows it."""
    return [
        *_steps(actor, today),
        *_approvals(actor),
        *_own_calls(actor, today),
        *_calls(actor, today),
        *_warnings(actor),
    ]


def _steps(actor: Any, today: date) -> list[InboxItem]:
    """The next step of those who leave, the approval apart; while a notice runs it waits for nobody."""
    rows = Leaving.objects.within(scope_of(actor=actor, verb="person.edit")).filter(state=LeaveState.OPEN)
    running = NoticeLine.objects.admitted().filter(
        notice__lists=Lists.LEAVING, notice__state=NoticeState.POSTED, notice__closes_on__gte=today
    )
    rows = rows.exclude(waits_at=LeaveStep.NOTICE, household__application__in=running.values("application"))
    return [item for step in LeaveStep if step is not LeaveStep.APPROVAL for item in _at_step(rows, step)]


def _at_step(rows: QuerySet[Leaving], step: LeaveStep) -> list[InboxItem]:
    return waits_by_union(
        rows.filter(waits_at=step),
        slug=f"aid:leaving:{step.value}",
        title=lambda n: (
            ngettext(
                "Leaving, %(step)s: %(n)d household waits for it",
                "Leaving, %(step)s: %(n)d households wait for it",
                n,
            )
            % {"step": step.label, "n": n}
        ),
        url=lambda union: reverse("aid:leavings") + f"?waits={step.value}&union={union}",
        verb="person.edit",
        way="household__",
        since="since",
    )


def _approvals(actor: Any) -> list[InboxItem]:
    rows = Leaving.objects.within(scope_of(actor=actor, verb="review.decide"))
    return waits_by_union(
        rows.filter(waits_at=LeaveStep.APPROVAL),
        slug="aid:leave",
        title=lambda n: _("Decide on households that are to leave: %(n)d") % {"n": n},
        url=lambda union: reverse("aid:leavings") + f"?waits=approval&union={union}",
        verb="review.decide",
        way="household__",
        errand=Errand.APPROVAL,
        since="since",
    )


def _own_calls(actor: Any, today: date) -> list[InboxItem]:
    """Of whoever helped a household when it left."""
    return [
        InboxItem(
            key=f"aid:call:{one.pk}",
            errand=Errand.HOUSEHOLD,
            title=_("Call the household that left, and record the call"),
            detail=f"{one.household.number} {one.household.head.name}",
            url=reverse("aid:call", args=[one.pk]),
            is_own=True,
            since=one.leaving.ended_on,
            due_on=one.due_on,
            overdue=one.due_on < today,
        )
        for one in own_calls(actor=actor).filter(due_on__lte=today + SOON)[:_MOST]
    ]


def _calls(actor: Any, today: date) -> list[InboxItem]:
    """Where calls are overdue, by the union that keeps the file."""
    rows = calls_overdue(Call.objects.within(scope_of(actor=actor, verb="person.edit")), today)
    return waits_by_union(
        rows,
        slug="aid:calls",
        title=lambda n: _("Overdue calls to households that left: %(n)d") % {"n": n},
        url=lambda union: reverse("aid:calls") + f"?due=late&union={union}",
        verb="person.edit",
        way="household__",
        due="due_on",
        overdue=True,
    )


def _warnings(actor: Any) -> list[InboxItem]:
    """Where warnings stand: an alarm from the first day on."""
    rows = ReturnWarning.objects.within(scope_of(actor=actor, verb="person.edit")).filter(
        state__in=STANDING_ALARMS
    )
    return waits_by_union(
        rows,
        slug="aid:warnings",
        title=lambda n: _("Warnings of return: households to look into: %(n)d") % {"n": n},
        url=lambda union: reverse("aid:warnings") + f"?union={union}",
        verb="person.edit",
        way="household__",
        counts="household",
        since="raised_on",
    )


def left_counted(*, actor: Any, today: date) -> QuerySet[Leaving]:
    """Every leaving by which a file ended, inside the actor's scope for figures."""
    found = Leaving.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(state=LeaveState.DONE)


def out_counted(*, actor: Any, today: date) -> QuerySet[Leaving]:
    """Those out of hardship, inside the actor's scope for figures."""
    return left_counted(actor=actor, today=today).filter(ground="out")


def relieved_counted(*, actor: Any, today: date) -> QuerySet[Leaving]:
    """Those relieved by guarantee, inside the actor's scope for figures."""
    return left_counted(actor=actor, today=today).filter(ground="guaranteed")


def exited_counted(*, actor: Any, today: date) -> QuerySet[Leaving]:
    """Those who left for another reason, of the households that were on file; inside the actor's scope for figures."""
    found = left_counted(actor=actor, today=today).exclude(ground__in=("out", "guaranteed"))
    return found.exclude(household__filed_on=None)


def new_counted(*, actor: Any, today: date) -> QuerySet[Household]:
    """Every household that was put on file, by the day of the first time; inside the actor's scope for figures."""
    return Household.objects.within(scope_of(actor=actor, verb="figure.view")).exclude(filed_on=None)


def returned_counted(*, actor: Any, today: date) -> QuerySet[Return]:
    """Every file that was taken up again, inside the actor's scope for figures."""
    return Return.objects.within(scope_of(actor=actor, verb="figure.view"))


def leaving_now(*, actor: Any, today: date) -> QuerySet[Leaving]:
    """The leavings that are under way, inside the actor's scope for figures."""
    found = Leaving.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(state=LeaveState.OPEN)


def followed_counted(*, actor: Any, today: date) -> QuerySet[Leaving]:
    """The leavings whose household is followed up today, inside the actor's scope for figures."""
    found = Leaving.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(pk__in=followed_up(today=today).values("pk"))


def calls_due_counted(*, actor: Any, today: date) -> QuerySet[Call]:
    """The calls whose day has come and that were needed, inside the actor's scope for figures."""
    found = Call.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(due_on__lte=today).exclude(state=CallState.DROPPED)


def calls_in_time_counted(*, actor: Any, today: date) -> QuerySet[Call]:
    """Those of them that reached the household by their day, inside the scope for figures."""
    rows = calls_due_counted(actor=actor, today=today)
    return rows.filter(state=CallState.REACHED, closed_on__lte=F("due_on"))


def calls_late_counted(*, actor: Any, today: date) -> QuerySet[Call]:
    """The calls that are overdue, inside the scope for figures."""
    return calls_overdue(Call.objects.within(scope_of(actor=actor, verb="figure.view")), today)


def warnings_counted(*, actor: Any, today: date) -> QuerySet[ReturnWarning]:
    """The warnings that stand, inside the actor's scope for figures."""
    found = ReturnWarning.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(state__in=STANDING_ALARMS)


def leaving_noticed(*, actor: Any, today: date) -> QuerySet[LeavingStep]:
    """The notices of leaving that households have passed, inside the actor's scope for figures."""
    found = LeavingStep.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(Q(step=LeaveStep.NOTICE, is_passed=True))


def leaving_noticed_in_time(*, actor: Any, today: date) -> QuerySet[LeavingStep]:
    """Those of them that were posted in time, inside the scope for figures."""
    return leaving_noticed(actor=actor, today=today).filter(is_in_time=True)
