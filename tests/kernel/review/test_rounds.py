from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories.access import PostFactory, UserFactory, person_with
from tests.factories.intake import ApplicationFactory
from tests.factories.people import OfficeFactory, PersonFactory
from tests.factories.pledges import in_force
from tests.factories.review import NOW, Judging, climb_of, judging_of
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.review.actions import (
    add_criterion,
    add_reviewer,
    appeal_decision,
    assign_reviewers,
    close_round,
    create_round,
    decide_application,
    decide_by_line,
    declare_conflict,
    give_marks,
    hand_over_assignments,
    open_round,
    remove_criterion,
    remove_reviewer,
    settle_conflict,
    settle_decision_appeal,
)
from lianshou.kernel.review.enums import AssignmentState, ConflictState, Ground, Reason
from lianshou.kernel.review.models import Assignment, Conflict, Decision, Reviewer, Round
from lianshou.kernel.review.queries.duties import assignment_counts, assignment_rows, desk_items
from lianshou.kernel.review.queries.rounds import (
    appeals_waiting,
    assignments_of,
    assignments_waiting,
    decisions_of_applicant,
    results_of,
    reviews_of,
    rounds_in_scope,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def judging(world: World) -> Judging:
    return judging_of(world)


def why(call: Any) -> Reason:
    with pytest.raises(Refused) as caught:
        call()
    return Reason(caught.value.reason.value)


def mark_all(judging: Judging, *values: tuple[str, str]) -> None:
    """Marks for each assignment in turn."""
    criteria = [one.pk for one in judging.round.criteria.all()]
    for number, one in enumerate(judging.assignments()):
        pair = values[number % len(values)]
        marks = {key: Decimal(value) for key, value in zip(criteria, pair, strict=True)}
        give_marks(actor=one.reviewer.user, assignment=one, marks=marks, now=NOW)


def test_load_is_even_and_everybody_is_seen_by_two(judging: Judging) -> None:
    loads = Counter(one.reviewer_id for one in judging.assignments())
    assert sorted(loads.values()) == [2, 2, 2]
    assert set(Counter(one.application_id for one in judging.assignments()).values()) == {2}
    assert all(one.why["load"] == 2 for one in judging.assignments())


def test_assigning_again_changes_nothing(judging: Judging) -> None:
    before = judging.assignments()
    done = assign_reviewers(actor=judging.world.officer, round=judging.round, now=NOW)
    assert (judging.assignments(), done.made, done.short) == (before, 0, 0)


@pytest.mark.parametrize("ground", [Ground.SAME_UNION, Ground.OWN, Ground.FAMILY_NAME, Ground.MENTOR])
def test_conflict_is_found_and_bars(world: World, ground: Ground) -> None:
    judging = judging_of(world, experts=2, applications=1, each=1, assigned=False)
    expert, application = judging.experts[0], judging.applications[0]
    if ground == Ground.SAME_UNION:
        PostFactory(user=expert, union=application.union, role="chair")
    if ground == Ground.OWN:
        application.submitted_by = expert
        application.save()
    if ground == Ground.FAMILY_NAME:
        Round.objects.update(family_names=["仇"])
        PersonFactory(name="仇一", union=world.county, account=expert)
        OfficeFactory(person=PersonFactory(name="仇二", union=application.union), union=application.union)
    if ground == Ground.MENTOR:
        placement = in_force(world).placement
        PostFactory(user=expert, union=placement.opening.union, role="chair")
        application.union = placement.application.union
        application.save()
    done = assign_reviewers(actor=world.officer, round=judging.round, now=NOW)
    found = Conflict.objects.get()
    assert (found.reviewer.user, found.ground, found.state, done.conflicts) == (expert, ground, "open", 1)
    assert [one.reviewer.user for one in judging.assignments()] == [judging.experts[1]]
    assert Entry.objects.filter(verb="conflict.found").count() == 1


def test_declared_conflict_gives_the_application_to_somebody_else(judging: Judging) -> None:
    one = judging.assignments()[0]
    other = judging.assignments()[1]
    assert (
        why(lambda: declare_conflict(actor=other.reviewer.user, assignment=one, words="亲戚", now=NOW))
        == Reason.NOT_YOURS
    )
    assert (
        why(lambda: declare_conflict(actor=one.reviewer.user, assignment=one, words=" ", now=NOW))
        == Reason.WORDS_MISSING
    )
    declare_conflict(actor=one.reviewer.user, assignment=one, words="亲戚", now=NOW)
    one.refresh_from_db()
    assert one.state == AssignmentState.DROPPED
    reviewers = {
        each.reviewer_id for each in judging.assignments() if each.application_id == one.application_id
    }
    assert len(reviewers) == 2
    assert one.reviewer_id not in reviewers


def test_conflict_is_settled_by_somebody_else_with_a_reason(judging: Judging) -> None:
    one = judging.assignments()[0]
    conflict = declare_conflict(actor=one.reviewer.user, assignment=one, words="亲戚", now=NOW)
    officer = judging.world.officer
    PostFactory(user=one.reviewer.user, union=judging.world.county, role="officer")

    def settle(actor: Any, words: str = "查无关系") -> Any:
        return settle_conflict(actor=actor, conflict=conflict, dismiss=True, words=words, now=NOW)

    assert why(lambda: settle(one.reviewer.user)) == Reason.OWN_CONFLICT
    assert why(lambda: settle(officer, "")) == Reason.WORDS_MISSING
    settled = settle(officer)
    assert (settled.state, settled.settled_by, settled.settlement) == (
        ConflictState.DISMISSED,
        officer,
        "查无关系",
    )
    assert why(lambda: settle(officer)) == Reason.CONFLICT_SETTLED


def test_own_application_is_never_dismissed(judging: Judging) -> None:
    reviewer = Reviewer.objects.first()
    assert reviewer is not None
    conflict = Conflict.objects.create(
        reviewer=reviewer, application=judging.applications[0], ground=Ground.OWN, found_at=NOW
    )
    call = partial(
        settle_conflict, actor=judging.world.officer, conflict=conflict, dismiss=True, words="x", now=NOW
    )
    assert why(call) == Reason.NEVER_DISMISSED


def test_database_refuses_a_dismissal_and_a_refusal_without_reason(judging: Judging) -> None:
    reviewer = Reviewer.objects.first()
    assert reviewer is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Conflict.objects.create(
            reviewer=reviewer,
            application=judging.applications[0],
            ground="own",
            state="dismissed",
            found_at=NOW,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            round=judging.round,
            application=judging.applications[0],
            verdict="refuse",
            decided_by=judging.world.approver,
            decided_at=NOW,
        )


def test_field_of_expertise_decides_among_even_loads(world: World) -> None:
    judging = judging_of(world, experts=2, applications=2, each=1, assigned=False)
    welding = judging.applications[0].union
    welding.industry_words = "焊接加工"
    welding.save()
    Reviewer.objects.filter(user=judging.experts[1]).update(fields=["焊接"])
    assign_reviewers(actor=world.officer, round=judging.round, now=NOW)
    one = Assignment.objects.get(application=judging.applications[0])
    assert (one.reviewer.user, one.why["field"]) == (judging.experts[1], "焊接")


def test_reviewer_sees_only_what_is_assigned_even_outside_the_subtree(judging: Judging) -> None:
    stranger = UserFactory()
    PostFactory(user=stranger, union=judging.world.city, role="expert")
    assert list(assignments_of(actor=stranger)) == []
    add_reviewer(actor=judging.world.officer, round=judging.round, user=stranger, now=NOW)
    ApplicationFactory(
        programme=judging.round.programme, union=UnionFactory(parent=judging.world.county), state="submitted"
    )
    assign_reviewers(actor=judging.world.officer, round=judging.round, now=NOW)
    assert [one.reviewer.user for one in assignments_of(actor=stranger)] == [stranger]
    assert list(rounds_in_scope(actor=stranger)) == []


def test_marks_make_an_exact_mean_and_open_to_it(judging: Judging) -> None:
    mark_all(judging, ("80", "4"), ("90", "5"))
    lines = results_of(judging.round)
    for line in lines:
        reviews = reviews_of(judging.round, line.application)
        scores = [review.score for review in reviews if review.score is not None]
        assert set(scores) <= {Decimal("78.00"), Decimal("94.00")}
        assert line.result.score == (sum(scores, Decimal(0)) / 2).quantize(Decimal("0.01"))
        assert (line.result.done, line.result.wanted) == (2, 2)


def test_missing_mark_counts_for_nothing(judging: Judging) -> None:
    one = judging.assignments()[0]
    criteria = [each.pk for each in judging.round.criteria.all()]
    half: dict[int, Decimal | None] = {criteria[0]: Decimal(80), criteria[1]: None}
    call = partial(give_marks, actor=one.reviewer.user, assignment=one, marks=half, now=NOW)
    assert why(call) == Reason.MARK_MISSING
    give_marks(
        actor=one.reviewer.user,
        assignment=one,
        marks=half,
        comments={criteria[1]: "待看现场"},
        finish=False,
        now=NOW,
    )
    line = next(each for each in results_of(judging.round) if each.application == one.application)
    assert (line.result.score, line.result.done) == (None, 0)
    assert [(mark.value, mark.comment) for mark in one.marks.all()] == [(Decimal(80), ""), (None, "待看现场")]


@pytest.mark.parametrize(
    ("days", "value", "reason"),
    [(0, "80.5", Reason.OFF_SCALE), (-40, "80", Reason.BEFORE_OPENING), (7, "80", Reason.AFTER_CLOSING)],
)
def test_marks_are_given_on_the_scale_and_in_time(
    judging: Judging, days: int, value: str, reason: Reason
) -> None:
    one = judging.assignments()[0]
    marks = {each.pk: Decimal(value if each.title == "实效" else 4) for each in judging.round.criteria.all()}
    when = NOW + timedelta(days=days)
    assert why(lambda: give_marks(actor=one.reviewer.user, assignment=one, marks=marks, now=when)) == reason


def test_marks_are_given_by_the_reviewer_alone(judging: Judging) -> None:
    one = judging.assignments()[0]
    assert (
        why(lambda: give_marks(actor=judging.world.officer, assignment=one, marks={}, now=NOW))
        == Reason.NOT_YOURS
    )


def test_divided_reviewers_are_flagged(world: World) -> None:
    judging = judging_of(world, applications=1, experts=2)
    mark_all(judging, ("100", "5"), ("60", "3"))
    assert [(line.result.is_divided, line.result.spread) for line in results_of(judging.round)] == [
        (True, Decimal("44.00"))
    ]


def test_round_opens_with_criteria_and_reviewers(world: World) -> None:
    judging = judging_of(world)
    bare = create_round(
        actor=world.officer, programme=judging.round.programme, title="复评", opens_on=date(2020, 7, 1), closes_on=date(2020, 7, 9),
        is_blind=False, per_application=2, spread_limit=20, now=NOW,
    )  # fmt: skip
    assert why(lambda: open_round(actor=world.officer, round=bare, now=NOW)) == Reason.NO_CRITERION
    scale: dict[str, Any] = {"weight": Decimal(1), "low": Decimal(0), "high": Decimal(10), "now": NOW}
    assert (
        why(lambda: add_criterion(actor=world.officer, round=bare, title="x", step=Decimal(3), **scale))
        == Reason.BAD_SCALE
    )
    criterion = add_criterion(actor=world.officer, round=bare, title="x", step=Decimal(1), **scale)
    assert why(lambda: open_round(actor=world.officer, round=bare, now=NOW)) == Reason.TOO_FEW_REVIEWERS
    assert (
        why(lambda: add_reviewer(actor=world.officer, round=bare, user=world.nobody, now=NOW))
        == Reason.NOT_A_REVIEWER
    )
    for user in judging.experts[:2]:
        add_reviewer(actor=world.officer, round=bare, user=user, now=NOW)
    remove_reviewer(
        actor=world.officer,
        reviewer=add_reviewer(actor=world.officer, round=bare, user=judging.experts[2], now=NOW),
        now=NOW,
    )
    open_round(actor=world.officer, round=bare, now=NOW)
    assert (
        why(lambda: remove_criterion(actor=world.officer, criterion=criterion, now=NOW))
        == Reason.NOT_PREPARING
    )
    with pytest.raises(PermissionDenied):
        open_round(actor=world.foreign_officer, round=bare, now=NOW)


def test_closing_gives_everybody_what_was_decided(judging: Judging) -> None:
    approver = judging.world.approver
    mark_all(judging, ("80", "4"))
    first = judging.applications[0]
    assert why(lambda: close_round(actor=approver, round=judging.round, now=NOW)) == Reason.UNDECIDED
    call = partial(
        decide_application,
        actor=approver,
        round=judging.round,
        application=first,
        verdict="refuse",
        reason="",
        now=NOW,
    )
    assert why(call) == Reason.REASON_MISSING
    decide_application(
        actor=approver, round=judging.round, application=first, verdict="refuse", reason="材料不实", now=NOW
    )
    drawn = decide_by_line(
        actor=approver, round=judging.round, least=Decimal("78"), reason="低于78分", now=NOW
    )
    assert (drawn.accepted, drawn.refused, drawn.left_out) == (2, 0, 0)
    close_round(actor=approver, round=judging.round, now=NOW)
    states = []
    for application in judging.applications:
        application.refresh_from_db()
        states.append(application.state)
    assert states == ["refused", "accepted", "accepted"]


def test_line_leaves_out_what_nobody_has_marked(judging: Judging) -> None:
    call = partial(
        decide_by_line,
        actor=judging.world.approver,
        round=judging.round,
        least=Decimal(60),
        reason="",
        now=NOW,
    )
    assert why(call) == Reason.REASON_MISSING
    drawn = decide_by_line(
        actor=judging.world.approver, round=judging.round, least=Decimal(60), reason="低于60分", now=NOW
    )
    assert (drawn.accepted, drawn.refused, drawn.left_out) == (0, 0, 3)


def refused_one(judging: Judging) -> tuple[Decision, Any]:
    application = judging.applications[0]
    applicant = person_with("chair", application.union)
    mark_all(judging, ("80", "4"))
    decide_application(
        actor=judging.world.approver,
        round=judging.round,
        application=application,
        verdict="refuse",
        reason="材料不实",
        now=NOW,
    )
    decide_by_line(actor=judging.world.approver, round=judging.round, least=Decimal(60), reason="低", now=NOW)
    close_round(actor=judging.world.approver, round=judging.round, now=NOW)
    return Decision.objects.get(application=application), applicant


def test_refused_applicant_reads_the_reason_and_appeals(judging: Judging) -> None:
    decision, applicant = refused_one(judging)
    assert [one.reason for one in decisions_of_applicant(actor=applicant)] == ["材料不实"]
    assert (
        why(lambda: appeal_decision(actor=judging.world.officer, decision=decision, words="x", now=NOW))
        == Reason.NOT_APPLICANT
    )
    late = NOW + timedelta(days=22)
    assert (
        why(lambda: appeal_decision(actor=applicant, decision=decision, words="x", now=late))
        == Reason.TOO_LATE
    )
    decision = appeal_decision(actor=applicant, decision=decision, words="材料属实", now=NOW)
    approver, other = judging.world.approver, person_with("approver", judging.world.county)
    call = partial(settle_decision_appeal, actor=approver, decision=decision, grant=True, words="x", now=NOW)
    assert why(call) == Reason.REFUSER
    assert list(appeals_waiting(actor=approver)) == []
    assert list(appeals_waiting(actor=other)) == [decision]
    settle_decision_appeal(actor=other, decision=decision, grant=True, words="核实", now=NOW)
    decision.application.refresh_from_db()
    assert decision.application.state == "accepted"


def test_refusal_of_a_round_ends_the_climb_with_its_reason(world: World) -> None:
    climb = climb_of(world)
    ascent = climb.ascent()
    expert = person_with("expert", world.county)
    days: dict[str, Any] = {"opens_on": date(2020, 6, 1), "closes_on": date(2020, 6, 30), "now": NOW}
    round = create_round(
        actor=world.officer,
        programme=climb.programme,
        title="初评",
        is_blind=False,
        per_application=1,
        spread_limit=20,
        **days,
    )
    add_criterion(
        actor=world.officer,
        round=round,
        title="x",
        weight=Decimal(1),
        low=Decimal(0),
        high=Decimal(10),
        step=Decimal(1),
        now=NOW,
    )
    add_reviewer(actor=world.officer, round=round, user=expert, now=NOW)
    open_round(actor=world.officer, round=round, now=NOW)
    assign_reviewers(actor=world.officer, round=round, now=NOW)
    one = Assignment.objects.get()
    give_marks(actor=expert, assignment=one, marks={round.criteria.get().pk: Decimal(3)}, now=NOW)
    decide_by_line(actor=world.approver, round=round, least=Decimal(60), reason="低于60分", now=NOW)
    close_round(actor=world.approver, round=round, now=NOW)
    ascent.refresh_from_db()
    assert (ascent.state, ascent.application.state) == ("refused", "refused")
    assert ascent.steps.last().words == "低于60分"  # type: ignore[union-attr]


def test_unmarked_reviews_of_a_leaver_go_to_the_successor(judging: Judging) -> None:
    leaving, to = judging.experts[0], person_with("expert", judging.world.county, name="继任")
    today = NOW.date()
    assert assignment_counts([leaving.pk, to.pk], today) == {leaving.pk: 2}
    assert len(list(assignment_rows(actor=judging.world.officer, account=leaving, today=today))) == 2
    days = {"last_day": date(2020, 6, 25), "first_day": date(2020, 6, 26)}
    assert hand_over_assignments(actor=judging.world.leader, leaving=leaving, to=to, now=NOW, **days) == 2
    assert assignment_counts([leaving.pk, to.pk], today) == {to.pk: 2}


def test_desk_tells_the_reviewer_and_the_officer(judging: Judging) -> None:
    expert = judging.experts[0]
    assert [item.overdue for item in desk_items(actor=expert, today=NOW.date())] == [False]
    assert [item.overdue for item in desk_items(actor=expert, today=date(2020, 7, 1))] == [True]
    one = assignments_waiting(assignments_of(actor=expert))[0]
    declare_conflict(actor=expert, assignment=one, words="亲戚", now=NOW)
    assert len(desk_items(actor=judging.world.officer, today=NOW.date())) == 1
