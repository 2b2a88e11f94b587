"""Checklists, plans and visits in the actor's scope."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import posts_standing_at, scope_of
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.inspections.enums import Done, Stage
from lianshou.kernel.inspections.models import (
    Checklist,
    ChecklistLine,
    Group,
    Plan,
    Stratum,
    Visit,
    VisitLine,
)
from lianshou.kernel.unions.enums import FEDERATIONS
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import below, unions_in_scope

_VISIT = ("union", "plan__union", "covered", "group__leader", "checklist", "stratum", "recorded_by")


def checklists_in_scope(*, actor: Any) -> QuerySet[Checklist]:
    """The checklists of unions in scope, and of those above, by which units below are inspected; the newest first."""
    found = Checklist.objects.admitted().filter(_reach(actor)).select_related("union", "made_by")
    return found.annotate(size=Count("lines")).order_by("-pk")


def _reach(actor: Any, **above: Any) -> Q:
    """What is of a union in scope, and of one above it where ``above`` is so."""
    scope = scope_of(actor=actor, verb="inspection.view")
    if not scope:
        return Q(pk__in=[])
    higher = {path for own in scope.paths for path in lineage(own)}
    return scope.q("union__path") | Q(union__path__in=higher, **above)


def lines_of(*, checklist: Checklist) -> QuerySet[ChecklistLine]:
    """The lines of a checklist that the caller has been let in to, or of one by which a unit in hand is inspected."""
    return ChecklistLine.objects.admitted().filter(checklist=checklist).order_by("number")


def typed_lines(*, checklist: Checklist) -> str:
    """Those lines as they are typed."""
    return "\n".join(
        f"{line.text} | {line.points}" + (" | 必达" if line.is_mandatory else "")
        for line in lines_of(checklist=checklist)
    )


def checklists_with_words(rows: QuerySet[Checklist], words: str) -> QuerySet[Checklist]:
    """Narrow to checklists whose title or union holds the words."""
    return rows.filter(Q(title__icontains=words) | Q(union__search__icontains=words))


def plans_in_scope(*, actor: Any) -> QuerySet[Plan]:
    """The plans of unions in scope, and those of unions above once they are announced: a draw is checked by whom it may concern.

    The newest first, with how many visits each has and how many of them were made.
    """
    told = _reach(actor, stage__in=(Stage.ANNOUNCED, Stage.DRAWN, Stage.FIXED))
    found = Plan.objects.admitted().filter(told).select_related("union", "made_by")
    return found.annotate(
        planned=Count("visits"), made=Count("visits", filter=Q(visits__visited_on__isnull=False))
    ).order_by("-starts_on", "-pk")


def plans_with_words(rows: QuerySet[Plan], words: str) -> QuerySet[Plan]:
    """Narrow to plans whose title, basis or union holds the words."""
    return rows.filter(
        Q(title__icontains=words) | Q(basis__icontains=words) | Q(union__search__icontains=words)
    )


def years_of_plans(*, actor: Any) -> list[int]:
    """The years of the plans that the actor may see, the latest first."""
    return sorted(set(plans_in_scope(actor=actor).order_by().values_list("year", flat=True)), reverse=True)


def groups_of(*, plan: Plan) -> QuerySet[Group]:
    """The groups of a plan that the caller has been let in to."""
    found = Group.objects.admitted().filter(plan=plan).select_related("leader")
    return found.prefetch_related("members", "covers").order_by("pk")


def strata_of(*, plan: Plan) -> QuerySet[Stratum]:
    """The strata of a plan that the caller has been let in to, in the order in which they are drawn."""
    return Stratum.objects.admitted().filter(plan=plan).select_related("checklist").order_by("pk")


def visits_in_scope(*, actor: Any, verb: str = "inspection.view") -> QuerySet[Visit]:
    """The visits to unions in scope, and those that unions in scope make; what is planned first comes first."""
    found = Visit.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related(*_VISIT).order_by("planned_on", "pk")


def visits_with_words(rows: QuerySet[Visit], words: str) -> QuerySet[Visit]:
    """Narrow to visits whose plan, unit or group holds the words."""
    return rows.filter(
        Q(plan__title__icontains=words) | Q(union__search__icontains=words) | Q(group__name__icontains=words)
    )


def visits_standing(rows: QuerySet[Visit], done: str) -> QuerySet[Visit]:
    """Narrow to visits that were made, or are still to be made."""
    return rows.filter(visited_on__isnull=done == Done.NO)


def marks_of(*, visit: Visit) -> QuerySet[VisitLine]:
    """What the lines of a visit got; the caller has been let in to it."""
    return VisitLine.objects.admitted().filter(visit=visit).select_related("line").order_by("line__number")


def homes_of_inspections(*, actor: Any, verb: str = "inspection.plan") -> QuerySet[Union]:
    """The federations for which the actor inspects, from the top down."""
    found = unions_in_scope(actor=actor, verb=verb)
    return found.filter(level__in=FEDERATIONS, dissolved_on=None)


def unions_to_cover(*, actor: Any, union: Union) -> QuerySet[Union]:
    """The federations directly below a union, whose units its groups inspect."""
    inside = below(unions_in_scope(actor=actor, verb="inspection.plan"), union)
    return inside.filter(depth=union.depth + 1, level__in=FEDERATIONS, dissolved_on=None)


def people_to_send(*, actor: Any, union: Union) -> QuerySet[User]:
    """The open accounts with a post at a union, who can be in its groups."""
    posts = posts_standing_at(scope=scope_of(actor=actor, verb="inspection.plan"), paths=[union.path])
    return User.objects.filter(pk__in=posts.order_by().values("user")).order_by("sound", "name", "pk")
