from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories.access import person_with
from tests.factories.review import NOW, Climb, climb_of
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.core.deadlines import Due, deadlines
from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.intake.actions import accept_application, withdraw_application
from lianshou.kernel.programmes.queries import due_by_calendar
from lianshou.kernel.review.actions import (
    NewRung,
    appeal,
    approve_many,
    approve_step,
    comment_step,
    configure_ladder,
    delegate_step,
    hand_over_ascents,
    refuse_step,
    resubmit,
    retire_ladder,
    return_step,
    send_reminders,
    settle_appeal,
    submit_for_approval,
)
from lianshou.kernel.review.enums import Act, AscentState, Reason
from lianshou.kernel.review.models import Ascent, Ladder, Step
from lianshou.kernel.review.queries.climbing import (
    able_to_take,
    ascents_in_scope,
    ascents_listed,
    deeds_of,
    done_by,
    floors_of,
    overdue,
    own_ascents,
    own_deeds_of,
    waiting_for,
)
from lianshou.kernel.review.queries.duties import desk_items, held_counts, turn_counts, turn_rows
from lianshou.kernel.unions.actions import move_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def climb(world: World) -> Climb:
    return climb_of(world)


def acts(ascent: Ascent) -> list[str]:
    return list(ascent.steps.order_by("number").values_list("act", flat=True))


def refused(what: object) -> Reason:
    assert isinstance(what, Refused)
    return Reason(what.reason.value)


def test_application_climbs_from_township_to_city(climb: Climb) -> None:
    ascent = climb.ascent()
    for who, union in (
        (climb.township, climb.world.township),
        (climb.county, climb.world.county),
        (climb.city, climb.world.city),
    ):
        ascent.refresh_from_db()
        assert (ascent.union, ascent.state) == (union, AscentState.CLIMBING)
        assert list(waiting_for(ascents_listed(actor=who), actor=who)) == [ascent]
        approve_step(actor=who, ascent=ascent, now=NOW)
        assert list(waiting_for(ascents_listed(actor=who), actor=who)) == []
        assert list(done_by(ascents_listed(actor=who), actor=who)) == [ascent]
    ascent.refresh_from_db()
    assert (ascent.state, ascent.application.state) == (AscentState.APPROVED, "accepted")
    assert acts(ascent) == [Act.SUBMITTED, Act.APPROVED, Act.APPROVED, Act.APPROVED]
    assert Entry.objects.filter(verb="ascent.approved").count() == 3


@pytest.mark.parametrize("who", ["county", "city"])
def test_post_further_up_sees_but_does_not_approve(climb: Climb, who: str) -> None:
    ascent, actor = climb.ascent(), getattr(climb, who)
    assert ascent in ascents_in_scope(actor=actor)
    with pytest.raises(Refused) as caught:
        approve_step(actor=actor, ascent=ascent, now=NOW)
    assert refused(caught.value) == Reason.NOT_YOUR_TURN


def test_stranger_sees_nothing_and_worker_is_not_let_in(climb: Climb) -> None:
    ascent = climb.ascent()
    assert list(ascents_in_scope(actor=climb.world.foreign_officer)) == []
    with pytest.raises(PermissionDenied):
        approve_step(actor=climb.world.nobody, ascent=ascent, now=NOW)


def test_nobody_approves_what_they_submitted(climb: Climb) -> None:
    application = climb.application()
    application.submitted_by = climb.township
    application.save()
    ascent = submit_for_approval(actor=climb.township, application=application, now=NOW)
    assert list(waiting_for(ascents_listed(actor=climb.township), actor=climb.township)) == []
    with pytest.raises(Refused) as caught:
        approve_step(actor=climb.township, ascent=ascent, now=NOW)
    assert refused(caught.value) == Reason.OWN_SUBMISSION
    other = person_with("approver", climb.world.township)
    assert approve_step(actor=other, ascent=ascent, now=NOW).union == climb.world.county


def test_returned_application_comes_back_to_the_same_step(climb: Climb) -> None:
    ascent = climb.ascent()
    approve_step(actor=climb.township, ascent=ascent, now=NOW)
    return_step(actor=climb.county, ascent=ascent, words="缺车间照片", now=NOW)
    ascent.refresh_from_db()
    assert (ascent.state, ascent.application.state, ascent.due_on) == (
        AscentState.RETURNED,
        "returned",
        date(2020, 7, 8),
    )
    assert own_deeds_of(actor=climb.submitter, ascent=ascent, today=NOW.date())["resubmit"].reason is None
    assert [item.title for item in desk_items(actor=climb.submitter, today=date(2020, 7, 9)) if item.overdue]
    with pytest.raises(Refused) as caught:
        resubmit(actor=climb.county, ascent=ascent, now=NOW)
    assert refused(caught.value) == Reason.NOT_APPLICANT
    ascent = resubmit(actor=climb.submitter, ascent=ascent, now=NOW, words="已补")
    assert (ascent.state, ascent.union, ascent.application.state) == (
        AscentState.CLIMBING,
        climb.world.county,
        "returned",
    )
    ascent.refresh_from_db()
    assert acts(ascent) == ["submitted", "approved", "returned", "resubmitted"]


@pytest.mark.parametrize("act", [return_step, refuse_step])
def test_turning_down_without_a_reason_is_refused(climb: Climb, act: object) -> None:
    ascent = climb.ascent()
    with pytest.raises(Refused) as caught:
        act(actor=climb.township, ascent=ascent, words="  ", now=NOW)  # type: ignore[operator]
    assert refused(caught.value) == Reason.REASON_MISSING


@pytest.mark.parametrize("act", ["refused", "returned", "appealed", "granted", "rejected", "commented"])
def test_database_refuses_a_step_without_its_reason(climb: Climb, act: str) -> None:
    ascent = climb.ascent()
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(
            ascent=ascent, number=9, act=act, rung=ascent.rung, union=ascent.union, by=climb.city, at=NOW
        )


def test_appeal_goes_to_the_union_above_and_is_granted_there(climb: Climb) -> None:
    ascent = climb.ascent()
    refuse_step(actor=climb.township, ascent=ascent, words="不符合条件", now=NOW)
    ascent.refresh_from_db()
    assert (ascent.state, ascent.application.state, ascent.appeal_until) == (
        "refused",
        "refused",
        date(2020, 7, 15),
    )
    with pytest.raises(Refused) as caught:
        appeal(actor=climb.submitter, ascent=ascent, words="有异议", now=NOW + timedelta(days=22))
    assert refused(caught.value) == Reason.TOO_LATE
    ascent = appeal(
        actor=climb.submitter, ascent=ascent, words="条件符合，见附件", now=NOW + timedelta(days=21)
    )
    assert (ascent.state, ascent.union) == (AscentState.APPEALED, climb.world.county)
    assert list(waiting_for(ascents_listed(actor=climb.county), actor=climb.county)) == [ascent]
    ascent = settle_appeal(actor=climb.county, ascent=ascent, grant=True, words="核实属实", now=NOW)
    assert (ascent.state, ascent.union) == (AscentState.CLIMBING, climb.world.city)


def test_rejected_appeal_is_final(climb: Climb) -> None:
    ascent = climb.ascent()
    refuse_step(actor=climb.township, ascent=ascent, words="不符合条件", now=NOW)
    appeal(actor=climb.submitter, ascent=ascent, words="有异议", now=NOW)
    settle_appeal(actor=climb.county, ascent=ascent, grant=False, words="维持", now=NOW)
    ascent.refresh_from_db()
    assert (ascent.state, ascent.application.state) == ("refused", "refused")
    with pytest.raises(Refused) as caught:
        appeal(actor=climb.submitter, ascent=ascent, words="再诉", now=NOW)
    assert refused(caught.value) == Reason.APPEALED_BEFORE


def test_appeal_at_the_top_is_settled_by_somebody_else(climb: Climb) -> None:
    ascent = climb.ascent()
    for who in (climb.township, climb.county):
        approve_step(actor=who, ascent=ascent, now=NOW)
    refuse_step(actor=climb.city, ascent=ascent, words="名额已满", now=NOW)
    appeal(actor=climb.submitter, ascent=ascent, words="有异议", now=NOW)
    with pytest.raises(Refused) as caught:
        settle_appeal(actor=climb.city, ascent=ascent, grant=False, words="维持", now=NOW)
    assert refused(caught.value) == Reason.REFUSER
    other = person_with("approver", climb.world.city)
    settle_appeal(actor=other, ascent=ascent, grant=True, words="增补", now=NOW)
    ascent.refresh_from_db()
    assert (ascent.state, ascent.application.state) == ("approved", "accepted")


def test_step_is_handed_on_and_taken_back(climb: Climb) -> None:
    ascent, deputy = climb.ascent(), person_with("officer", climb.world.township, name="代办")
    with pytest.raises(Refused) as caught:
        delegate_step(actor=climb.township, ascent=ascent, to=climb.world.foreign_officer, now=NOW)
    assert refused(caught.value) == Reason.CANNOT_TAKE
    ascent = delegate_step(actor=climb.township, ascent=ascent, to=deputy, now=NOW)
    assert list(waiting_for(ascents_listed(actor=deputy), actor=deputy)) == [ascent]
    with pytest.raises(Refused) as caught:
        approve_step(actor=climb.township, ascent=ascent, now=NOW)
    assert refused(caught.value) == Reason.HANDED_ON
    assert held_counts([deputy.pk], NOW.date()) == {deputy.pk: 1}
    ascent = delegate_step(actor=climb.township, ascent=ascent, to=climb.township, now=NOW)
    assert approve_step(actor=climb.township, ascent=ascent, now=NOW).union == climb.world.county


def test_handed_step_of_a_leaver_goes_back_to_the_post(climb: Climb) -> None:
    ascent, deputy = climb.ascent(), person_with("officer", climb.world.township, name="代办")
    delegate_step(actor=climb.township, ascent=ascent, to=deputy, now=NOW)
    days = {"last_day": date(2020, 6, 30), "first_day": date(2020, 7, 1)}
    moved = hand_over_ascents(
        actor=climb.world.leader, leaving=deputy, to=climb.world.nobody, now=NOW, **days
    )
    ascent.refresh_from_db()
    assert (moved, ascent.holder) == (1, None)
    assert turn_counts([climb.township.pk], NOW.date()) == {climb.township.pk: 1}
    assert len(list(turn_rows(actor=climb.county, account=climb.township, today=NOW.date()))) == 1


def test_comment_moves_nothing(climb: Climb) -> None:
    ascent = climb.ascent()
    before = ascent.turn
    comment_step(actor=climb.city, ascent=ascent, words="请核对人数", now=NOW)
    ascent.refresh_from_db()
    assert (ascent.turn, acts(ascent)) == (before, ["submitted", "commented"])
    with pytest.raises(PermissionDenied):
        comment_step(actor=climb.world.foreign_officer, ascent=ascent, words="x", now=NOW)


def test_act_on_what_somebody_else_has_settled_changes_nothing(climb: Climb) -> None:
    ascent, other = climb.ascent(), person_with("approver", climb.world.township)
    seen = ascent.turn
    approve_step(actor=climb.township, ascent=ascent, now=NOW, seen=seen)
    with pytest.raises(Refused) as caught:
        refuse_step(actor=other, ascent=ascent, words="不行", now=NOW, seen=seen)
    assert refused(caught.value) == Reason.OVERTAKEN


def test_bulk_approval_says_what_was_left_out_and_why(climb: Climb) -> None:
    ones = [climb.ascent() for _ in range(3)]
    approve_step(actor=climb.township, ascent=ones[0], now=NOW)
    own = climb.application()
    own.submitted_by = climb.township
    own.save()
    mine = submit_for_approval(actor=climb.township, application=own, now=NOW)
    chosen = [(one, 1) for one in [*ones, mine]]
    batch = approve_many(actor=climb.township, chosen=chosen, now=NOW)
    assert batch.approved == 2
    assert [(one.pk, reason) for one, reason in batch.left_out] == [
        (ones[0].pk, Reason.OVERTAKEN),
        (mine.pk, Reason.OWN_SUBMISSION),
    ]
    with pytest.raises(Refused):
        approve_many(actor=climb.township, chosen=[], now=NOW)


def test_moved_unit_keeps_its_open_ascent_reachable(climb: Climb) -> None:
    ascent = climb.ascent(union=climb.unit)
    mover = person_with("approver", climb.world.city)
    move_union(
        actor=mover, union=climb.unit, new_parent=climb.world.foreign_county, now=NOW, reason="区划调整"
    )
    ascent = Ascent.objects.get(pk=ascent.pk)
    foreign = person_with("approver", climb.world.foreign_county)
    assert list(waiting_for(ascents_listed(actor=climb.township), actor=climb.township)) == [ascent]
    assert ascent in ascents_in_scope(actor=foreign)
    assert ascent in own_ascents(actor=climb.submitter)
    ascent = approve_step(actor=climb.township, ascent=ascent, now=NOW)
    assert ascent.union == climb.world.foreign_county
    assert list(waiting_for(ascents_listed(actor=foreign), actor=foreign)) == [ascent]
    assert [floor.how for floor in floors_of(ascent=ascent)] == ["passed", "now", "ahead"]


def test_moved_township_keeps_the_ascents_that_wait_there(climb: Climb) -> None:
    ascent = climb.ascent()
    mover = person_with("approver", climb.world.city)
    move_union(
        actor=mover,
        union=climb.world.township,
        new_parent=climb.world.foreign_county,
        now=NOW,
        reason="区划调整",
    )
    ascent.refresh_from_db()
    assert list(waiting_for(ascents_listed(actor=climb.township), actor=climb.township)) == [ascent]
    assert approve_step(actor=climb.township, ascent=ascent, now=NOW).union == climb.world.foreign_county


def test_withdrawn_application_waits_for_nobody(climb: Climb) -> None:
    ascent = climb.ascent()
    withdraw_application(actor=climb.world.officer, application=ascent.application, now=NOW)
    ascent.refresh_from_db()
    assert list(waiting_for(ascents_listed(actor=climb.township), actor=climb.township)) == []
    with pytest.raises(Refused) as caught:
        approve_step(actor=climb.township, ascent=ascent, now=NOW)
    assert refused(caught.value) == Reason.WITHDRAWN


def test_application_is_sent_up_by_itself_where_a_ladder_stands(climb: Climb) -> None:
    asking = UnionFactory(parent=climb.world.county)
    application = accept_application(
        actor=climb.world.officer, programme=climb.programme, union=asking, channel="typed", now=NOW
    )
    application.refresh_from_db()
    ascent = application.ascents.get()
    assert (application.state, ascent.union) == ("in_review", climb.world.county)
    again = accept_application(
        actor=climb.world.officer, programme=climb.programme, union=asking, channel="typed", now=NOW
    )
    assert (again, Ascent.objects.count()) == (application, 1)


def test_application_is_accepted_at_once_without_a_ladder(climb: Climb) -> None:
    retire_ladder(actor=climb.city, ladder=climb.ladder, now=NOW)
    asking = UnionFactory(parent=climb.world.county)
    made = accept_application(
        actor=climb.world.officer, programme=climb.programme, union=asking, channel="typed", now=NOW
    )
    assert (made.state, Ascent.objects.count()) == ("accepted", 0)


def test_nearest_federation_configures(climb: Climb) -> None:
    rungs = [NewRung(role="leader", days=3, remind_days=1, level="county")]
    configure_ladder(
        actor=climb.county, union=climb.world.county, kind="pairing", title="县级", rungs=rungs, now=NOW
    )
    assert climb.ascent().ladder.title == "县级"


def test_new_ladder_takes_the_place_and_ascents_keep_theirs(climb: Climb) -> None:
    ascent = climb.ascent()
    rungs = [NewRung(role="approver", days=3, remind_days=1, union=climb.world.city)]
    configure_ladder(
        actor=climb.city, union=climb.world.city, kind="pairing", title="一级", rungs=rungs, now=NOW
    )
    assert list(Ladder.objects.filter(retired_at=None).values_list("title", flat=True)) == ["一级"]
    assert approve_step(actor=climb.township, ascent=ascent, now=NOW).union == climb.world.county
    assert climb.ascent().union == climb.world.city


@pytest.mark.parametrize("who", ["township", "county"])
def test_ladder_of_a_federation_above_is_not_changed(climb: Climb, who: str) -> None:
    with pytest.raises(PermissionDenied):
        retire_ladder(actor=getattr(climb, who), ladder=climb.ladder, now=NOW)


def test_deadlines_follow_the_rule_in_force(climb: Climb) -> None:
    assert climb.ascent().due_on == date(2020, 7, 1)
    deadlines.use(lambda start, days, region: Due(start + timedelta(days=days * 2)))
    try:
        assert climb.ascent().due_on == date(2020, 7, 4)
    finally:
        deadlines.use(due_by_calendar)


def test_reminder_goes_out_once_a_step(
    climb: Climb, mailoutbox: list[object], django_capture_on_commit_callbacks: object
) -> None:
    ascent = climb.ascent()
    climb.township.email = "town@example.cn"
    climb.township.save()
    assert send_reminders(actor=None, now=NOW) == 0
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert send_reminders(actor=None, now=NOW + timedelta(days=6)) == 1
    assert send_reminders(actor=None, now=NOW + timedelta(days=9)) == 0
    assert [mail.to for mail in mailoutbox] == [["town@example.cn"]]  # type: ignore[attr-defined]
    assert str(ascent.application.union) not in mailoutbox[0].body  # type: ignore[attr-defined]
    later = date(2020, 7, 2)
    assert [item.overdue for item in desk_items(actor=climb.township, today=later)] == [True]
    assert list(overdue(ascents_listed(actor=climb.township), today=later)) == [ascent]


def test_buttons_follow_the_rules(climb: Climb) -> None:
    ascent = climb.ascent()
    today = NOW.date()
    assert deeds_of(actor=climb.township, ascent=ascent, today=today)["act"].offered
    assert not deeds_of(actor=climb.county, ascent=ascent, today=today)["act"].offered


def test_an_appeal_at_the_top_goes_to_somebody_else_at_the_same_union_or_above(world: World) -> None:
    climb = climb_of(world, levels=("township",))
    first = climb.ascent()
    refuse_step(actor=climb.township, ascent=first, words="不符", now=NOW)
    above = appeal(actor=climb.submitter, ascent=first, words="请复核", now=NOW)
    assert above.union == world.county  # nobody else at the township
    other = person_with("approver", world.township, name="街道另审")
    second = climb.ascent()
    refuse_step(actor=climb.township, ascent=second, words="不符", now=NOW)
    here = appeal(actor=climb.submitter, ascent=second, words="请复核", now=NOW)
    assert here.union == world.township
    assert settle_appeal(actor=other, ascent=here, grant=True, words="属实", now=NOW).state == "approved"


def test_who_refused_has_no_appeal_in_the_list_of_work_but_may_hand_it_on(world: World) -> None:
    climb = climb_of(world, levels=("township",))
    ascent = climb.ascent()
    refuse_step(actor=climb.township, ascent=ascent, words="不符", now=NOW)
    other = person_with("approver", world.township, name="街道另审")
    ascent = appeal(actor=climb.submitter, ascent=ascent, words="请复核", now=NOW)
    every = Ascent.objects.admitted()
    assert (waiting_for(every, actor=climb.township).count(), waiting_for(every, actor=other).count()) == (
        0,
        1,
    )
    assert list(able_to_take(ascent=ascent, today=NOW.date())) == [other]
    delegate_step(actor=climb.township, ascent=ascent, to=other, now=NOW)
    assert settle_appeal(actor=other, ascent=ascent, grant=False, words="维持", now=NOW).state == "refused"
