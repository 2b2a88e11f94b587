"""Rounds: what there is to review, who reviews it, and what the marks come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lianshou.core.kinds import registry
from lianshou.core.records import Reach
from lianshou.core.wording import Wording
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import in_force, scope_of
from lianshou.kernel.access.rules import roles_granting
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.rules.ranges import lineage, next_path
from lianshou.kernel.intake.enums import State as ApplicationState
from lianshou.kernel.intake.models import Application
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import programmes_in_scope
from lianshou.kernel.review.enums import AssignmentState, ConflictState, RoundState
from lianshou.kernel.review.models import Assignment, Conflict, Criterion, Decision, Mark, Reviewer, Round
from lianshou.kernel.review.queries.climbing import concerning
from lianshou.kernel.review.rules import Result, Scale, half_up, ranks_of, result_of, score_of

_ASKING = (ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW, ApplicationState.ACCEPTED)
_LIVE = ~Q(state=AssignmentState.DROPPED)


def rounds_in_scope(*, actor: Any, verb: str = "review.view") -> QuerySet[Round]:
    """The rounds of programmes inside the subtrees of the posts that grant ``verb``, newest first."""
    found = Round.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related("programme__union").order_by("-pk")


def rounds_listed(*, actor: Any) -> QuerySet[Round]:
    """Those as a list shows them: how many reviews are wanted, and how many are done."""
    live = ~Q(reviewers__assignments__state=AssignmentState.DROPPED)
    done = Q(reviewers__assignments__state=AssignmentState.DONE)
    return rounds_in_scope(actor=actor).annotate(
        wanted=Count("reviewers__assignments", filter=live, distinct=True),
        done=Count("reviewers__assignments", filter=done, distinct=True),
    )


def programmes_to_review(*, actor: Any) -> QuerySet[Programme]:
    """The programmes that the actor may set rounds up for."""
    return programmes_in_scope(actor=actor, verb="review.run")


def programmes_with_rounds(*, actor: Any) -> QuerySet[Programme]:
    """The programmes that the actor can choose among to filter rounds."""
    return Programme.objects.admitted().filter(pk__in=rounds_in_scope(actor=actor).values("programme"))


def applications_of(round: Round) -> QuerySet[Application]:
    """What a round reviews: who asks in its programme; once closed, those it has decided on."""
    rows = Application.objects.admitted().select_related("union", "person").order_by("pk")
    if round.state == RoundState.CLOSED:
        return rows.filter(decisions__round=round)
    return rows.filter(programme=round.programme_id, state__in=_ASKING)


def late_of(round: Round) -> QuerySet[Application]:
    """Those that came in after the round was opened, and are reviewed with the others."""
    if round.opened_at is None:
        return applications_of(round).none()
    return applications_of(round).filter(submitted_at__gt=round.opened_at)


def open_rounds(*, actor: Any, programme: Programme) -> QuerySet[Round]:
    """The rounds under review that take in whoever applies to a programme now, as far as the actor may see them."""
    return rounds_in_scope(actor=actor).filter(programme=programme, state=RoundState.OPEN)


def reviewers_of(round: Round) -> QuerySet[Reviewer]:
    """The reviewers with how much they have to do and have done."""
    live = ~Q(assignments__state=AssignmentState.DROPPED)
    return (
        round.reviewers.select_related("user")
        .annotate(
            load=Count("assignments", filter=live, distinct=True),
            done=Count("assignments", filter=Q(assignments__state=AssignmentState.DONE), distinct=True),
        )
        .order_by("pk")
    )


def accounts_fit_to_review(*, round: Round, words: str = "") -> QuerySet[User]:
    """Who can be a reviewer: open accounts with a post as expert, officer or approver in the federation's line or below it."""
    union = round.programme.union
    near = Q(posts__union__path__in=lineage(union.path)) | Q(
        posts__union__path__gte=union.path, posts__union__path__lt=next_path(union.path)
    )
    today = timezone.localdate()
    held = Q(in_force(today, "posts__"), posts__role__in=roles_granting("review.mark"))
    found = User.objects.filter(near & held, is_active=True)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(username__icontains=words))
    return found.exclude(reviewing__round=round).distinct().order_by("name", "pk")


def conflicts_of(round: Round) -> QuerySet[Conflict]:
    """The conflicts on record, those to be settled first."""
    return (
        Conflict.objects.admitted()
        .filter(reviewer__round=round)
        .select_related("reviewer__user", "application__union", "application__person", "settled_by")
        .order_by("-state", "pk")
    )


def conflicts_in_scope(*, actor: Any) -> QuerySet[Conflict]:
    """The conflicts of rounds that the actor runs."""
    scope = scope_of(actor=actor, verb="review.run")
    return Conflict.objects.within(scope).select_related("reviewer__round__programme__union", "application")


def criteria_in_scope(*, actor: Any) -> QuerySet[Criterion]:
    """The criteria of rounds that the actor runs."""
    return Criterion.objects.within(scope_of(actor=actor, verb="review.run")).select_related("round")


def reviewers_in_scope(*, actor: Any) -> QuerySet[Reviewer]:
    """The reviewers of rounds that the actor runs."""
    return Reviewer.objects.within(scope_of(actor=actor, verb="review.run")).select_related("round")


@dataclass(frozen=True)
class Seat:
    """An application on the board: who marks it, and how many reviewers it lacks."""

    application: Application
    assignments: tuple[Assignment, ...]
    short: int

    @property
    def done(self) -> int:
        return sum(one.state == AssignmentState.DONE for one in self.assignments)


def board_of(round: Round, applications: Iterable[Application]) -> list[Seat]:
    """The board's lines for ``applications`` (one page of them), in two queries whatever their number."""
    rows = list(applications)
    by: dict[int, list[Assignment]] = defaultdict(list)
    found = Assignment.objects.admitted().filter(_LIVE, reviewer__round=round, application__in=rows)
    for one in found.select_related("reviewer__user").order_by("pk"):
        by[one.application_id].append(one)
    return [Seat(row, tuple(by[row.pk]), max(round.per_application - len(by[row.pk]), 0)) for row in rows]


@dataclass(frozen=True)
class Line:
    """A line of the result table."""

    application: Application
    result: Result
    rank: int | None
    decision: Decision | None
    is_late: bool = False

    @property
    def pk(self) -> int:
        return int(self.application.pk)


def results_of(round: Round) -> list[Line]:
    """Every application with what its marks come to: best first, those without a score last."""
    applications = list(applications_of(round))
    scales = scales_of(round)
    scores: dict[int, list[Any]] = defaultdict(list)
    wanted: dict[int, int] = defaultdict(int)
    for one in _marked(round):
        wanted[one.application_id] += 1
        score = score_of(_values(one.marks.all()), scales) if one.state == AssignmentState.DONE else None
        if score is not None:
            scores[one.application_id].append(score)
    results = {
        row.pk: result_of(
            scores[row.pk],
            wanted=max(wanted[row.pk], round.per_application),
            spread_limit=round.spread_limit,
        )
        for row in applications
    }
    ranks = ranks_of({pk: result.score for pk, result in results.items()})
    decisions = {one.application_id: one for one in round.decisions.select_related("decided_by")}
    opened = round.opened_at
    lines = [
        Line(
            row,
            results[row.pk],
            ranks[row.pk],
            decisions.get(row.pk),
            opened is not None and row.submitted_at > opened,
        )
        for row in applications
    ]
    return sorted(lines, key=lambda line: (line.rank is None, line.rank or 0, line.application.pk))


@dataclass(frozen=True)
class Review:
    """One reviewer's marks of an application: a cell for every criterion, and their own score."""

    assignment: Assignment
    cells: tuple[tuple[Criterion, Mark | None], ...]
    score: Decimal | None


def reviews_of(round: Round, application: Application) -> list[Review]:
    """What every reviewer gave an application, so that its result opens to its marks."""
    scales, criteria = scales_of(round), list(round.criteria.all())
    reviews = []
    for one in _marked(round).filter(application=application):
        marks = {mark.criterion_id: mark for mark in one.marks.all()}
        done = one.state == AssignmentState.DONE
        score = score_of(_values(marks.values()), scales) if done else None
        cells = tuple((criterion, marks.get(criterion.pk) if done else None) for criterion in criteria)
        reviews.append(Review(one, cells, None if score is None else half_up(score)))
    return reviews


def scales_of(round: Round) -> dict[int, Scale]:
    """The criteria as the rules see them, by id."""
    return {one.pk: Scale(one.weight, one.low, one.high, one.step) for one in round.criteria.order_by("pk")}


def assignments_of(*, actor: Any) -> QuerySet[Assignment]:
    """What is assigned to the actor, wherever it lies in the tree, and nothing else."""
    return (
        Assignment.objects.admitted()
        .filter(_LIVE, reviewer__user=actor.pk)
        .exclude(reviewer__round__state=RoundState.PREPARING)
        .select_related("reviewer__round__programme__union", "application__union", "application__person")
        .annotate(given=Count("marks", filter=Q(marks__value__isnull=False)))
        .order_by("reviewer__round__closes_on", "pk")
    )


def assignments_waiting(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Narrow to what is still to be marked while the round is open and no conflict bars."""
    barring = Conflict.objects.admitted().filter(
        reviewer=OuterRef("reviewer"), application=OuterRef("application")
    )
    return assignments.filter(
        ~Exists(barring.exclude(state=ConflictState.DISMISSED)),
        state=AssignmentState.WAITING,
        reviewer__round__state=RoundState.OPEN,
    )


def marks_of(assignment: Assignment) -> Mapping[int, Mark]:
    """The marks so far, by criterion."""
    return {mark.criterion_id: mark for mark in assignment.marks.all()}


def is_barred(assignment: Assignment) -> bool:
    """Whether a conflict stands between the reviewer and the application."""
    found = Conflict.objects.admitted().filter(
        reviewer=assignment.reviewer_id, application=assignment.application_id
    )
    return found.exclude(state=ConflictState.DISMISSED).exists()


def is_taken_up(*, application: Application) -> bool:
    """Whether an application has been given to a reviewer, or was decided by a round."""
    given = Assignment.objects.admitted().filter(application=application)
    decided = Decision.objects.admitted().filter(application=application)
    return given.exclude(state=AssignmentState.DROPPED).exists() or decided.exists()


def facts_of(assignment: Assignment) -> Sequence[tuple[Wording, str]]:
    """What the kind shows a reviewer of an application besides who asks; in a blind round nothing that names anybody."""
    application, round = assignment.application, assignment.reviewer.round
    kind = round.programme.kind
    if kind not in registry:
        return ()
    return registry[kind].reviewed(application=application, is_blind=round.is_blind)


def label_of(assignment: Assignment) -> str:
    """What a reviewer reads as the name of an application: its number alone when the round is blind."""
    if assignment.reviewer.round.is_blind:
        return _("Application No. %(n)s") % {"n": assignment.application_id}
    application = assignment.application
    union = str(application.union)
    return f"{application.person} · {union}" if application.person else union


def decisions_of_applicant(*, actor: Any) -> QuerySet[Decision]:
    """The decisions of closed rounds about the actor's own applications."""
    return (
        Decision.objects.admitted()
        .filter(concerning(actor, "application__"), round__state=RoundState.CLOSED)
        .select_related("round__programme__union", "application__union", "application__person", "answered_by")
        .order_by("-decided_at", "-pk")
    )


def decisions_in_scope(*, actor: Any, verb: str = "review.view") -> QuerySet[Decision]:
    """The decisions of rounds inside the subtrees of the posts that grant ``verb``."""
    scope = scope_of(actor=actor, verb=verb)
    return Decision.objects.within(scope, "round__programme__union__path").select_related(
        "round__programme__union", "application__union", "application__person", "decided_by", "appealed_by"
    )


def appeals_waiting(*, actor: Any) -> QuerySet[Decision]:
    """The appeals against decisions of rounds that the actor may settle."""
    waiting = decisions_in_scope(actor=actor, verb="review.decide").filter(answered_at=None)
    return waiting.exclude(appealed_at=None).exclude(decided_by=actor.pk).exclude(appealed_by=actor.pk)


def rounds_within(scope: Scope) -> QuerySet[Round]:
    """The rounds inside a scope that the caller was given."""
    return Round.objects.within(scope).select_related("programme__union")


def reaches_of_round(round: Round) -> dict[str, Reach]:
    """Where a post must stand to see a round, run it and decide it; reviewers see what is assigned to them alone."""
    here = Reach((round.programme.union.path,))
    return dict.fromkeys(("review.view", "review.run", "review.decide"), here)


def _marked(round: Round) -> QuerySet[Assignment]:
    marks = Prefetch("marks", queryset=Mark.objects.admitted().order_by("criterion"))
    return (
        Assignment.objects.admitted()
        .filter(_LIVE, reviewer__round=round)
        .select_related("reviewer__user")
        .prefetch_related(marks)
        .order_by("pk")
    )


def _values(marks: Iterable[Mark]) -> dict[int, Decimal]:
    return {mark.criterion_id: mark.value for mark in marks if mark.value is not None}
