"""Who marks what: computed, taken away over a conflict, handed to a successor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.audit.actions import record
from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.privacy.rules import tells_a_number
from lianshou.kernel.review.actions.holding import held_assignment, held_round, refuse_for, tell_of_round
from lianshou.kernel.review.enums import AssignmentState, ConflictState, Ground, Reason, RoundState
from lianshou.kernel.review.models import Assignment, Conflict, Reviewer, Round
from lianshou.kernel.review.queries.conflicts import conflicts_found, problem_of
from lianshou.kernel.review.queries.duties import open_assignments
from lianshou.kernel.review.rules import Plan, Problem, assign


@dataclass(frozen=True)
class Assigned:
    """What assigning did: new assignments, conflicts found, and how many reviewers applications still lack."""

    made: int
    conflicts: int
    short: int


@transaction.atomic
def assign_reviewers(*, actor: Any, round: Round, now: datetime) -> Assigned:
    """Look for conflicts, take away what they bar, and fill every free place: by field, with loads as even as can be.

    What is assigned and not barred stays. Raises PermissionDenied, or Refused with a ``review.enums.Reason``. Leaves
    ``conflict.found`` for each and ``reviewers.assigned``.
    """
    round = held_round(actor, round, "review.run")
    refuse_for(Reason.NOT_OPEN if round.state == RoundState.CLOSED else None)
    found = _note_conflicts(actor, round, now)
    _drop_barred(actor, round, now)
    problem = problem_of(round)
    refuse_for(None if problem.applications else Reason.NOTHING_TO_REVIEW)
    refuse_for(None if problem.reviewers else Reason.TOO_FEW_REVIEWERS)
    plan = _fill(problem, now)
    done = Assigned(len(plan.pairs), found, sum(plan.short.values()))
    tell_of_round(actor, "reviewers.assigned", round, now, made=done.made, short=done.short)
    return done


@transaction.atomic
def declare_conflict(*, actor: Any, assignment: Assignment, words: str, now: datetime) -> Conflict:
    """The reviewer steps back from an application, saying why; it is assigned to somebody else at once where one is free.

    Raises Refused NOT_YOURS / WORDS_MISSING / CONFLICT_KNOWN / NOT_OPEN. Leaves ``conflict.declared`` and
    ``assignment.dropped``.
    """
    assignment = held_assignment(assignment)
    reviewer, round = assignment.reviewer, assignment.reviewer.round
    refuse_for(None if reviewer.user_id == actor.pk else Reason.NOT_YOURS)
    refuse_for(Reason.NOT_OPEN if round.state == RoundState.CLOSED else None)
    refuse_for(None if words.strip() else Reason.WORDS_MISSING)
    refuse_for(Reason.WORDS_PERSONAL if tells_a_number(words) else None)
    known = reviewer.conflicts.filter(application=assignment.application, ground=Ground.DECLARED)
    refuse_for(Reason.CONFLICT_KNOWN if known.exists() else None)
    conflict = Conflict.objects.create(
        reviewer=reviewer,
        application=assignment.application,
        ground=Ground.DECLARED,
        words=words.strip()[:200],
        found_at=now,
    )
    path = round.programme.union.path
    record(actor=actor, verb="conflict.declared", subject=conflict, at=now, union_path=path)
    drop_assignment(actor=actor, assignment=assignment, now=now)
    _fill(problem_of(round), now)
    return conflict


@transaction.atomic
def hand_over_assignments(
    *, actor: Any, leaving: Any, to: Any, last_day: date, first_day: date, now: datetime
) -> int:
    """Give the successor what the leaving reviewer has not marked, where the actor may hand over; half-given marks are not
    handed on, for a judgement is one's own. What a conflict bars is left to be assigned anew.

    Part of handing duties over. Leaves ``assignment.handed_over`` for each.
    """
    scope = scope_of(actor=actor, verb="duty.hand_over")
    found = open_assignments(accounts=[leaving.pk]).filter(scope.q("reviewer__round__programme__union__path"))
    ones = list(
        found.select_related("reviewer__round__programme__union", "application")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    for one in ones:
        _hand_over(actor, one, to, now)
    return len(ones)


def _hand_over(actor: Any, one: Assignment, to: Any, now: datetime) -> None:
    round = one.reviewer.round
    successor, _made = Reviewer.objects.admitted().get_or_create(
        round=round, user=to, defaults={"fields": one.reviewer.fields, "most": one.reviewer.most}
    )
    one.state = AssignmentState.DROPPED
    one.save(update_fields=["state"])
    _note_conflicts(actor, round, now)
    barred = Conflict.objects.admitted().filter(reviewer=successor, application=one.application)
    taken = successor.assignments.filter(application=one.application).exclude(state=AssignmentState.DROPPED)
    if not barred.exclude(state=ConflictState.DISMISSED).exists() and not taken.exists():
        Assignment.objects.create(
            reviewer=successor,
            application=one.application,
            why={"from": one.reviewer.user_id},
            assigned_at=now,
        )
    path = round.programme.union.path
    record(actor=actor, verb="assignment.handed_over", subject=one, at=now, union_path=path, to=to.pk)


def _note_conflicts(actor: Any, round: Round, now: datetime) -> int:
    found = conflicts_found(round)
    for one in found:
        conflict = Conflict.objects.create(
            reviewer=one.reviewer, application=one.application, ground=one.ground, found_at=now
        )
        path = round.programme.union.path
        told = {"ground": one.ground.value}
        record(actor=actor, verb="conflict.found", subject=conflict, at=now, union_path=path, **told)
    return len(found)


def _drop_barred(actor: Any, round: Round, now: datetime) -> None:
    barring = Conflict.objects.admitted().filter(reviewer__round=round).exclude(state=ConflictState.DISMISSED)
    pairs = set(barring.values_list("reviewer", "application"))
    standing = Assignment.objects.admitted().filter(reviewer__round=round, state=AssignmentState.WAITING)
    for one in standing.select_related("reviewer__round__programme__union", "application"):
        gone = one.application.state in (ApplicationState.WITHDRAWN, ApplicationState.REFUSED)
        if gone or (one.reviewer_id, one.application_id) in pairs:
            drop_assignment(actor=actor, assignment=one, now=now)


@transaction.atomic
def drop_assignment(*, actor: Any, assignment: Assignment, now: datetime) -> None:
    """Take an assignment away; the caller has asked who acts. Leaves ``assignment.dropped``."""
    assignment.state = AssignmentState.DROPPED
    assignment.save(update_fields=["state"])
    path = assignment.reviewer.round.programme.union.path
    record(actor=actor, verb="assignment.dropped", subject=assignment, at=now, union_path=path)


def _fill(problem: Problem, now: datetime) -> Plan:
    plan = assign(problem)
    Assignment.objects.bulk_create(
        Assignment(
            reviewer_id=reviewer,
            application_id=application,
            why=_why(problem, plan, reviewer, application),
            assigned_at=now,
        )
        for reviewer, application in plan.pairs
    )
    return plan


def _why(problem: Problem, plan: Plan, reviewer: int, application: int) -> Mapping[str, Any]:
    """The reasons of one assignment: the field that fits, how many the reviewer has, and how many were barred."""
    barred = sum(pair[1] == application for pair in problem.barred)
    return {
        "field": problem.fits.get((reviewer, application), ""),
        "load": plan.loads[reviewer],
        "least": min(plan.loads.values()),
        "most": max(plan.loads.values()),
        "barred": barred,
    }
