"""Field visits, and the problems that were raised on them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.inspections.enums import Done
from lianshou.kernel.inspections.models import FieldVisit, Problem
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope


def field_visits_in_scope(*, actor: Any, verb: str = "inspection.view") -> QuerySet[FieldVisit]:
    """The field visits to unions in scope, and those made from unions in scope, the latest first."""
    found = FieldVisit.objects.within(scope_of(actor=actor, verb=verb)).select_related(
        "home", "union", "recorded_by"
    )
    solved = Count("problems", filter=Q(problems__solved_on__isnull=False))
    return found.annotate(raised=Count("problems"), solved=solved).order_by("-visited_on", "-pk")


def field_visits_with_words(rows: QuerySet[FieldVisit], words: str) -> QuerySet[FieldVisit]:
    """Narrow to field visits whose union, people or help holds the words."""
    return rows.filter(
        Q(union__search__icontains=words) | Q(who__icontains=words) | Q(helped_with__icontains=words)
    )


def problems_in_scope(*, actor: Any, verb: str = "inspection.view") -> QuerySet[Problem]:
    """The problems raised at unions in scope, or that unions in scope took down or solve, the newest first."""
    found = Problem.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related("visit__union", "visit__home", "assigned_to", "solved_by").order_by("-pk")


def problems_with_words(rows: QuerySet[Problem], words: str) -> QuerySet[Problem]:
    """Narrow to problems whose text, union or solver holds the words."""
    return rows.filter(
        Q(text__icontains=words)
        | Q(visit__union__search__icontains=words)
        | Q(assigned_to__search__icontains=words)
    )


def problems_standing(rows: QuerySet[Problem], done: str) -> QuerySet[Problem]:
    """Narrow to problems that were solved, or were not yet."""
    return rows.filter(solved_on__isnull=done == Done.NO)


def problems_of(*, visit: FieldVisit) -> QuerySet[Problem]:
    """The problems of a field visit that the caller has been let in to."""
    found = (
        Problem.objects.admitted()
        .filter(visit=visit)
        .select_related("assigned_to", "solved_by", "visit__home")
    )
    return found.order_by("pk")


def where_solved(*, actor: Any, problem: Problem) -> Union:
    """Where the actor stands to say that a problem is solved: at the union that solves it, or at the one that went down."""
    at: Union = problem.assigned_to
    return at if may(actor, "inspection.mend", on=at) else problem.visit.home


def solves(*, actor: Any, problem: Problem) -> bool:
    """Whether the actor may say that a problem is solved."""
    where = where_solved(actor=actor, problem=problem)
    return problem.solved_on is None and may(actor, "inspection.mend", on=where)


def unions_to_solve(*, actor: Any) -> QuerySet[Union]:
    """The unions that the actor may ask to solve something."""
    return unions_in_scope(actor=actor, verb="inspection.record").filter(dissolved_on=None)
