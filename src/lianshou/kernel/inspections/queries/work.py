"""What other parts of the house ask: my work, duties, who can see a finding, what inspections lay on a union."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lianshou.core.duties import DutyRow
from lianshou.core.kinds import MOST_ITEMS, Errand, InboxItem
from lianshou.core.loads import Excess
from lianshou.core.records import Reach
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.inspections.enums import State, Step
from lianshou.kernel.inspections.models import Finding, Urging, Visit
from lianshou.kernel.inspections.queries.findings import (
    WITH,
    findings_in_scope,
    overdue_findings,
    urgings_told,
)
from lianshou.kernel.inspections.queries.going import problems_in_scope
from lianshou.kernel.inspections.queries.plans import visits_in_scope
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import below

HELD = (State.MENDING, State.REPORTED)
"""Where whoever answers for mending a finding is not done with it: a report may be sent back."""
AHEAD = timedelta(days=14)
"""How long before its day a visit stands in the work of its group."""


def desk_items(*, actor: Any, today: date) -> list[InboxItem]:
    """Visits to make, findings to mend, mendings to verify, what is overdue to press for, problems to solve."""
    return [
        *_visits(actor, today),
        *_to_mend(actor, today),
        *_to_verify(actor),
        *_to_strike(actor),
        *_to_press(actor, today),
        *_to_assign(actor),
        *_problems(actor, today),
    ]


def _visits(actor: Any, today: date) -> list[InboxItem]:
    mine = Q(group__leader=actor.pk) | Q(group__members=actor.pk)
    found = visits_in_scope(actor=actor).filter(mine, visited_on=None, planned_on__lte=today + AHEAD)
    return [
        InboxItem(
            key=f"inspection:{one.pk}",
            errand=Errand.PROGRAMME,
            title=_("Inspect: %(union)s") % {"union": one.union},
            detail=f"{one.plan} · {one.group}",
            url=reverse("inspections:visit", args=[one.pk]),
            is_own=True,
            due_on=one.planned_on,
            overdue=one.planned_on < today,
        )
        for one in found.distinct()[:MOST_ITEMS]
    ]


def _to_mend(actor: Any, today: date) -> list[InboxItem]:
    """Those that an account answers for stand with it, the others with the nearest post of the unit."""
    mine = _pressed(Finding.objects.admitted().filter(person=actor.pk, state=State.MENDING))
    mine = mine.select_related(*WITH)
    items = [_mending(one, today, is_own=True) for one in mine.order_by("due_on", "pk")[:MOST_ITEMS]]
    if may(actor, "inspection.mend"):
        inside = scope_of(actor=actor, verb="inspection.mend").q("union__path")
        open_ones = _pressed(findings_in_scope(actor=actor).filter(inside, person=None, state=State.MENDING))
        items += [_mending(one, today) for one in open_ones.order_by("due_on", "pk")[:MOST_ITEMS]]
    return items


def _mending(one: Finding, today: date, *, is_own: bool = False) -> InboxItem:
    return _item(
        one, _("Mend: %(finding)s") % {"finding": one.text}, "inspection.mend", one.union, is_own, today
    )


def _pressed(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """With the last step by which each was pressed for, which its item says."""
    steps = urgings_told(Urging.objects.admitted().filter(finding=OuterRef("pk"))).order_by("-pk")
    return rows.annotate(pressed=Subquery(steps.values("step")[:1]))


def _to_press(actor: Any, today: date) -> list[InboxItem]:
    """What is overdue and was not pressed for yet, and what no answer came to after the letter."""
    rows = overdue_findings(_pressed(_laid(actor, "inspection.plan", State.MENDING)), today)
    silent = Q(pressed=Step.LETTER, urgings__step=Step.LETTER, urgings__due_on__lt=today)
    title = _("Press for: %(finding)s")
    found = rows.filter(Q(pressed=None) | silent).distinct()
    return [
        _item(one, title % {"finding": one.text}, "inspection.plan", one.laid_by, today=today, kind="press")
        for one in found[:MOST_ITEMS]
    ]


def _to_verify(actor: Any) -> list[InboxItem]:
    found = _laid(actor, "inspection.verify", State.REPORTED).exclude(told_by=actor.pk)
    title = _("Verify: %(finding)s")
    return [
        _item(one, title % {"finding": one.text}, "inspection.verify", one.laid_by)
        for one in found[:MOST_ITEMS]
    ]


def _to_strike(actor: Any) -> list[InboxItem]:
    title = _("Strike off: %(finding)s")
    return [
        _item(one, title % {"finding": one.text}, "inspection.plan", one.laid_by)
        for one in _laid(actor, "inspection.plan", State.VERIFIED)[:MOST_ITEMS]
    ]


def _to_assign(actor: Any) -> list[InboxItem]:
    title = _("Say who mends it: %(finding)s")
    return [
        _item(one, title % {"finding": one.text}, "inspection.record", one.laid_by)
        for one in _laid(actor, "inspection.record", State.FOUND)[:MOST_ITEMS]
    ]


def _laid(actor: Any, verb: str, state: str) -> QuerySet[Finding]:
    if not may(actor, verb):
        return Finding.objects.admitted().none()
    inside = scope_of(actor=actor, verb=verb).q("laid_by__path")
    return findings_in_scope(actor=actor, verb=verb).filter(inside, state=state).order_by("pk")


def _item(
    one: Finding,
    title: str,
    verb: str,
    owner: Union,
    is_own: bool = False,
    today: date | None = None,
    kind: str = "finding",
) -> InboxItem:
    """A step of pressing makes another item of it, so that it is told anew."""
    due = one.due_on if today else None
    step = getattr(one, "pressed", None) or ""
    said = Step(step).label if step else one.get_state_display()
    return InboxItem(
        key=f"{kind}:{one.state}{step}:{one.pk}",
        errand=Errand.PROGRAMME,
        title=title,
        detail=f"{one.union} · {said}",
        url=reverse("inspections:finding", args=[one.pk]),
        owner=owner.path,
        verb=verb,
        is_own=is_own,
        due_on=due,
        overdue=bool(today and one.is_overdue(today)),
        since=None if today else localdate(one.told_at or one.found_at),
    )


def _problems(actor: Any, today: date) -> list[InboxItem]:
    if not may(actor, "inspection.mend"):
        return []
    inside = scope_of(actor=actor, verb="inspection.mend").q("assigned_to__path")
    found = problems_in_scope(actor=actor).filter(inside, solved_on=None).order_by("due_on", "pk")
    return [
        InboxItem(
            key=f"problem:{one.pk}",
            errand=Errand.PROGRAMME,
            title=_("Solve: %(problem)s") % {"problem": one.text},
            detail=str(one.visit.union),
            url=reverse("inspections:field_visit", args=[one.visit_id]),
            owner=one.assigned_to.path,
            verb="inspection.mend",
            due_on=one.due_on,
            overdue=one.due_on is not None and one.due_on < today,
            since=localdate(one.raised_at),
        )
        for one in found[:MOST_ITEMS]
    ]


def duty_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many findings each account is to mend."""
    del today
    held = Finding.objects.admitted().filter(person__in=accounts, state__in=HELD)
    return dict(held.order_by().values_list("person").annotate(n=Count("pk")))


def duty_rows(*, actor: Any, account: Any, today: date) -> Iterable[DutyRow]:
    """Those that the actor may see."""
    del today
    mine = findings_in_scope(actor=actor).filter(person=account, state__in=HELD)
    return [DutyRow(str(one), reverse("inspections:finding", args=[one.pk])) for one in mine]


def findings_within(scope: Scope) -> QuerySet[Finding]:
    """The findings inside a scope that the caller was given."""
    return Finding.objects.within(scope).select_related(*WITH)


def reaches_of_finding(finding: Finding) -> dict[str, Reach]:
    """Where a post must stand to see a finding, to mend it, to verify it and to strike it off."""
    here, above = Reach((finding.union.path,)), Reach((finding.laid_by.path,))
    both = Reach((finding.union.path, finding.laid_by.path))
    return {
        "inspection.view": both,
        "inspection.mend": here,
        "inspection.verify": above,
        "inspection.plan": above,
    }


def inspections_laid(*, union: Union, first: date, last: date) -> Mapping[int, int]:
    """How many inspections each superior brings to a union, or to units below it, within the days; a plan counts once."""
    found = _coming(union, first, last).order_by().values_list("plan__union")
    return dict(found.annotate(n=Count("plan", distinct=True)))


def inspections_beyond(*, union: Union, first: date, last: date) -> list[Excess]:
    """The inspections that went beyond the limit of the month, each once, with its reason."""
    rows = _coming(union, first, last).exclude(over_reason="").order_by("plan_id")
    found = rows.values_list("plan__union", "plan__title", "over_reason").distinct()
    return [Excess(by=by, title=title, words=words) for by, title, words in found]


def _coming(union: Union, first: date, last: date) -> QuerySet[Visit]:
    inside = below(Union.objects.admitted(), union).order_by().values("pk")
    found = Visit.objects.admitted().filter(union__in=inside, planned_on__range=(first, last))
    return found.exclude(plan__union=union)
