from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.kernel.access.queries import require
from lianshou.kernel.inspections.actions.holding import note, refuse
from lianshou.kernel.inspections.actions.mending import put_down
from lianshou.kernel.inspections.enums import Reason, Severity, Source
from lianshou.kernel.inspections.models import ChecklistLine, FieldVisit, Problem, Visit, VisitLine
from lianshou.kernel.inspections.queries import is_below, where_solved
from lianshou.kernel.inspections.rules import Mark, scored, why_not_find, why_not_record
from lianshou.kernel.unions.models import Union


@transaction.atomic
def record_visit(
    *,
    actor: Any,
    visit: Visit,
    marks: Mapping[int, tuple[int | None, str]],
    visited_on: date,
    now: datetime,
    words: str = "",
) -> Visit:
    """Keep what each line of the checklist got (points and remark by the key of the line); a mandatory line that was not
    fully met becomes a finding with its remark.

    Raises PermissionDenied, or Refused VISITED / IN_FUTURE / DAY_OUTSIDE / LINES_MISSING / SCORE / WORDS_FOR_FAILED. Leaves
    ``inspection.visited`` and ``finding.found`` for each finding.
    """
    require(actor, "inspection.record", on=visit.plan.union)
    rows = Visit.objects.admitted().select_for_update(of=("self",))
    visit = rows.select_related("union", "plan__union", "checklist").get(pk=visit.pk)
    lines = {one.pk: one for one in ChecklistLine.objects.admitted().filter(checklist=visit.checklist)}
    given = [_mark(line, *marks.get(line.pk, (None, ""))) for line in lines.values()]
    in_future = visited_on > timezone.localdate(now)
    outside = not visit.plan.starts_on <= visited_on <= visit.plan.ends_on
    seen = visit.visited_on is not None
    refuse(why_not_record(visited=seen, in_future=in_future, outside=outside, marks=given))
    result = scored(marks=given, pass_mark=visit.checklist.pass_mark)
    visit.visited_on, visit.score, visit.is_passed = visited_on, result.score, result.is_passed
    visit.note, visit.recorded_by, visit.recorded_at = words.strip()[:400], actor, now
    visit.save()
    VisitLine.objects.bulk_create(
        VisitLine(visit=visit, line=lines[one.line], score=one.score or 0, remark=one.remark.strip())
        for one in given
    )
    told = {"score": result.score, "passed": result.is_passed}
    note("inspection.visited", actor=actor, subject=visit, union=visit.union, now=now, **told)
    for mark in result.failed:
        put_down(
            actor=actor,
            now=now,
            laid_by=visit.plan.union,
            union=visit.union,
            visit=visit,
            source=Source.INSPECTION,
            severity=Severity.SEVERE,
            text=mark.remark,
            place=lines[mark.line].text[:120],
            found_on=visited_on,
        )
    return visit


@transaction.atomic
def record_field_visit(
    *,
    actor: Any,
    home: Union,
    union: Union,
    who: str,
    visited_on: date,
    helped_with: str,
    now: datetime,
) -> FieldVisit:
    """Keep that somebody of ``home`` went down to a union below it, and what they helped with.

    Raises PermissionDenied, or Refused TEXT_MISSING / IN_FUTURE / NOT_BELOW. Leaves ``help.recorded``.
    """
    require(actor, "inspection.record", on=home)
    refuse(
        why_not_find(
            text=helped_with if who.strip() else "",
            found_on=visited_on,
            today=timezone.localdate(now),
            inside=is_below(union, home),
        )
    )
    made = FieldVisit.objects.create(
        home=home,
        union=union,
        who=who.strip(),
        visited_on=visited_on,
        helped_with=helped_with.strip(),
        recorded_by=actor,
        recorded_at=now,
    )
    note("help.recorded", actor=actor, subject=made, union=union, now=now)
    return made


@transaction.atomic
def raise_problem(
    *,
    actor: Any,
    visit: FieldVisit,
    text: str,
    assigned_to: Union,
    now: datetime,
    raised_by: str = "",
    due_on: date | None = None,
) -> Problem:
    """Take down what the grass roots raised on a field visit, and who solves it.

    Raises PermissionDenied, or Refused TEXT_MISSING. Leaves ``problem.raised``.
    """
    require(actor, "inspection.record", on=visit.home)
    refuse(None if text.strip() else Reason.TEXT_MISSING)
    made = Problem.objects.create(
        visit=visit,
        text=text.strip(),
        raised_by=raised_by.strip(),
        assigned_to=assigned_to,
        due_on=due_on,
        raised_at=now,
    )
    note("problem.raised", actor=actor, subject=made, union=visit.union, now=now)
    return made


@transaction.atomic
def solve_problem(*, actor: Any, problem: Problem, words: str, solved_on: date, now: datetime) -> Problem:
    """Say how a problem of the grass roots was solved, and when: by the union that solves it, or the one that went down.

    Raises PermissionDenied, or Refused SOLVED / TEXT_MISSING / IN_FUTURE. Leaves ``problem.solved``.
    """
    require(actor, "inspection.mend", on=where_solved(actor=actor, problem=problem))
    rows = Problem.objects.admitted().select_for_update(of=("self",)).select_related("visit__union")
    problem = rows.get(pk=problem.pk)
    refuse(Reason.SOLVED if problem.solved_on else None)
    refuse(None if words.strip() else Reason.TEXT_MISSING)
    refuse(Reason.IN_FUTURE if solved_on > timezone.localdate(now) else None)
    problem.solution, problem.solved_on, problem.solved_by = words.strip(), solved_on, actor
    problem.save(update_fields=["solution", "solved_on", "solved_by"])
    note("problem.solved", actor=actor, subject=problem, union=problem.visit.union, now=now)
    return problem


def _mark(line: ChecklistLine, score: int | None, remark: str) -> Mark:
    return Mark(line.pk, line.points, line.is_mandatory, score, remark[:400])
