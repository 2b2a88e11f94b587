from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from tests.factories.pairing import guest, lists, match, matched, unit
from tests.factories.world import World, make_world

from lianshou.core.kinds import Matching, registry
from lianshou.core.refusals import Refused
from lianshou.kernel.access.actions import delegate
from lianshou.kernel.access.models import Post
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.placement.actions import (
    activate_placement,
    approve_placements,
    close_opening,
    drop_placement,
    drop_proposals,
    end_placement,
    execute_run,
    hold,
    move_placement,
    offer_opening,
    place_application,
    release,
    reopen_placements,
    set_room,
    start_run,
)
from lianshou.kernel.placement.enums import OpeningState, Origin, Reason, RunState, State, Verdict
from lianshou.kernel.placement.models import Hold, MatchRun, Opening, Placement
from lianshou.kernel.placement.rules import LEASE
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def nothing(run_id: int) -> None:
    """A queue that forgets."""


def broken(monkeypatch: pytest.MonkeyPatch, compute: Any) -> None:
    """Let the kind compute otherwise."""
    kind = registry["pairing"]
    assert kind.matching is not None
    other = replace(kind, matching=Matching(freeze=kind.matching.freeze, compute=compute))
    monkeypatch.setitem(registry._kinds, "pairing", other)


def who_is_where(programme: Programme) -> dict[str, str]:
    pairs = Placement.objects.filter(programme=programme).select_related(
        "application__union", "opening__union"
    )
    return {str(one.application): str(one.opening) for one in pairs}


# --- runs


def test_start_run_freezes_the_input_and_enqueues_after_the_commit(
    world: World, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    lists(world)
    queue: list[int] = []
    with django_capture_on_commit_callbacks(execute=True):
        run = start_run(actor=world.officer, programme=world.programme, now=now, enqueue=queue.append)
        assert queue == []
    assert queue == [run.pk]
    assert (run.number, run.state, len(run.input["hosts"]), len(run.input["guests"])) == (1, "queued", 2, 3)


def test_start_run_refuses_a_second_one_under_way(world: World, now: datetime) -> None:
    lists(world)
    start_run(actor=world.officer, programme=world.programme, now=now, enqueue=nothing)
    with pytest.raises(Refused) as caught:
        start_run(actor=world.officer, programme=world.programme, now=now, enqueue=nothing)
    assert caught.value.reason is Reason.RUN_UNDER_WAY


def test_start_run_refuses_politely_when_another_was_quicker(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists(world)
    start_run(actor=world.officer, programme=world.programme, now=now, enqueue=nothing)
    monkeypatch.setattr("lianshou.kernel.placement.actions.running.why_not_start_now", lambda **_: None)
    with pytest.raises(Refused) as caught:
        start_run(actor=world.officer, programme=world.programme, now=now, enqueue=nothing)
    assert caught.value.reason is Reason.RUN_UNDER_WAY
    assert MatchRun.objects.count() == 1


def test_start_run_gives_up_one_that_fell_silent(world: World, now: datetime) -> None:
    lists(world)
    silent = start_run(actor=world.officer, programme=world.programme, now=now, enqueue=nothing)
    later = now + LEASE + timedelta(seconds=1)
    fresh = start_run(actor=world.officer, programme=world.programme, now=later, enqueue=nothing)
    silent.refresh_from_db()
    assert (silent.state, fresh.number) == (RunState.FAILED, 2)


def test_start_run_refuses_without_both_lists(world: World, now: datetime) -> None:
    guest(world.programme, world.guest)
    with pytest.raises(Refused) as caught:
        start_run(actor=world.officer, programme=world.programme, now=now, enqueue=nothing)
    assert caught.value.reason is Reason.NOTHING_TO_MATCH


@pytest.mark.parametrize("who", ["host_account", "approver", "foreign_officer", "audit_admin"])
def test_start_run_refuses_everyone_but_the_officer(world: World, now: datetime, who: str) -> None:
    lists(world)
    with pytest.raises(PermissionDenied):
        start_run(actor=getattr(world, who), programme=world.programme, now=now, enqueue=nothing)


def test_execute_run_stores_what_the_engine_finds(world: World) -> None:
    run = matched(world)
    assert (run.state, run.result["optimal"], run.result["cost"] == run.result["bound"]) == (
        "done",
        True,
        True,
    )
    assert who_is_where(world.programme) == {
        "新建0公司": "帮带0公司",
        "新建1公司": "帮带0公司",
        "新建2公司": "帮带1公司",
    }
    assert [entry.verb for entry in Entry.objects.filter(subject_type="placement.matchrun")] == [
        "run.started",
        "run.done",
    ]


def test_execute_run_twice_changes_nothing(world: World, now: datetime) -> None:
    run = matched(world)
    before = list(Placement.objects.values_list("pk", flat=True))
    assert execute_run(run_id=run.pk, clock=lambda: now) is None
    assert list(Placement.objects.values_list("pk", flat=True)) == before


def test_execute_run_leaves_a_run_in_other_hands_alone(world: World, now: datetime) -> None:
    lists(world)
    run = start_run(actor=world.officer, programme=world.programme, now=now, enqueue=nothing)
    MatchRun.objects.update(state=RunState.RUNNING, beat_at=now)
    assert execute_run(run_id=run.pk, clock=lambda: now + LEASE) is None


def test_execute_run_takes_up_a_run_that_was_left(world: World, now: datetime) -> None:
    lists(world)
    run = start_run(actor=world.officer, programme=world.programme, now=now, enqueue=nothing)
    MatchRun.objects.update(state=RunState.RUNNING, beat_at=now)
    done = execute_run(run_id=run.pk, clock=lambda: now + LEASE + timedelta(seconds=1))
    assert done is not None
    assert done.state == RunState.DONE


def test_execute_run_marks_a_broken_computation_and_changes_nothing_else(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    matched(world)
    before = who_is_where(world.programme)

    def compute(frozen: Any, progress: Any) -> Any:
        raise ZeroDivisionError("by design")

    broken(monkeypatch, compute)
    run = match(world)
    assert (run.state, run.failure) == (RunState.FAILED, "ZeroDivisionError: by design")
    assert who_is_where(world.programme) == before


def test_execute_run_shows_its_progress(world: World, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    lists(world)
    seen: list[tuple[int, int]] = []

    def compute(frozen: Any, progress: Any) -> Any:
        progress(2, 3)
        progress(3, 3)
        seen.extend(MatchRun.objects.values_list("done", "total"))
        return {"placements": []}

    broken(monkeypatch, compute)
    match(world)
    assert seen == [(3, 3)]


def test_execute_run_passes_over_guests_that_left_meanwhile(world: World, now: datetime) -> None:
    _hosts, guests = lists(world)
    run = start_run(actor=world.officer, programme=world.programme, now=now, enqueue=nothing)
    guests[0].state = "withdrawn"
    guests[0].save()
    execute_run(run_id=run.pk, clock=lambda: now)
    assert sorted(who_is_where(world.programme)) == ["新建1公司", "新建2公司"]


# --- moves and holds


def test_move_placement_locks_the_guest_where_it_is_put(world: World, now: datetime) -> None:
    matched(world)
    placement = Placement.objects.get(application__union__name="新建0公司")
    other = Opening.objects.get(union__name="帮带1公司")
    moved = move_placement(
        actor=world.officer, placement=placement, opening=other, reason="同一园区", now=now
    )
    assert (moved.pk, moved.origin, moved.reason) == (placement.pk, Origin.MANUAL, "同一园区")
    assert [(one.opening_id, one.verdict) for one in Hold.objects.all()] == [(other.pk, Verdict.LOCK)]


def test_a_new_run_keeps_what_was_moved_by_hand(world: World, now: datetime) -> None:
    matched(world)
    placement = Placement.objects.get(application__union__name="新建0公司")
    other = Opening.objects.get(union__name="帮带1公司")
    move_placement(actor=world.officer, placement=placement, opening=other, reason="同一园区", now=now)
    run = match(world)
    placement.refresh_from_db()
    assert (placement.opening_id, placement.origin, placement.reason) == (other.pk, Origin.MANUAL, "同一园区")
    assert (placement.run_id, placement.reasons["locked"]) == (run.pk, True)


def test_a_new_run_decides_freely_once_the_lock_is_released(world: World, now: datetime) -> None:
    matched(world)
    placement = Placement.objects.get(application__union__name="新建0公司")
    other = Opening.objects.get(union__name="帮带1公司")
    move_placement(actor=world.officer, placement=placement, opening=other, reason="同一园区", now=now)
    release(actor=world.officer, hold=Hold.objects.get(), now=now)
    match(world)
    found = Placement.objects.get(application__union__name="新建0公司")
    assert (str(found.opening), found.origin) == ("帮带0公司", Origin.ENGINE)


def test_move_placement_wants_a_reason(world: World, now: datetime) -> None:
    matched(world)
    other = Opening.objects.get(union__name="帮带1公司")
    with pytest.raises(Refused) as caught:
        move_placement(
            actor=world.officer,
            placement=Placement.objects.get(application__union__name="新建0公司"),
            opening=other,
            reason=" ",
            now=now,
        )
    assert caught.value.reason is Reason.REASON_MISSING
    assert who_is_where(world.programme)["新建0公司"] == "帮带0公司"


def test_move_placement_respects_the_wall(world: World, now: datetime) -> None:
    matched(world)
    Opening.objects.filter(union__name="帮带1公司").update(low=1, high=1, most=1)
    with pytest.raises(Refused) as caught:
        move_placement(
            actor=world.officer,
            placement=Placement.objects.get(application__union__name="新建0公司"),
            opening=Opening.objects.get(union__name="帮带1公司"),
            reason="x",
            now=now,
        )
    assert caught.value.reason is Reason.FULL


def test_move_placement_respects_the_word_to_keep_apart(world: World, now: datetime) -> None:
    matched(world)
    placement = Placement.objects.get(application__union__name="新建0公司")
    other = Opening.objects.get(union__name="帮带1公司")
    hold(
        actor=world.officer,
        application=placement.application,
        opening=other,
        verdict=Verdict.FORBID,
        reason="",
        now=now,
    )
    with pytest.raises(Refused) as caught:
        move_placement(actor=world.officer, placement=placement, opening=other, reason="x", now=now)
    assert caught.value.reason is Reason.FORBIDDEN


def test_move_placement_refuses_a_foreign_opening(world: World, now: datetime) -> None:
    matched(world)
    foreign = Opening.objects.create(
        programme=world.foreign_programme, union=world.foreign_host, low=1, high=1, most=1
    )
    with pytest.raises(PermissionDenied):
        move_placement(
            actor=world.officer, placement=Placement.objects.all()[0], opening=foreign, reason="x", now=now
        )


def test_place_application_serves_a_guest_without_a_host(world: World, now: datetime) -> None:
    matched(world)
    late = guest(world.programme, unit(world, "晚来公司", 3))
    placed = place_application(
        actor=world.officer,
        application=late,
        opening=Opening.objects.get(union__name="帮带0公司"),
        reason="后补",
        now=now,
    )
    assert (placed.state, placed.origin) == (State.PROPOSED, Origin.MANUAL)


@pytest.mark.parametrize(("first", "then"), [("lock", "forbid"), ("forbid", "lock")])
def test_hold_refuses_the_opposite_of_what_is_held(
    world: World, now: datetime, first: str, then: str
) -> None:
    hosts, guests = lists(world)
    pair = {"actor": world.officer, "application": guests[0], "opening": hosts[0], "reason": "", "now": now}
    hold(**pair, verdict=first)
    with pytest.raises(Refused) as caught:
        hold(**pair, verdict=then)
    assert caught.value.reason is Reason.CONTRADICTION


def test_hold_refuses_a_second_lock_elsewhere(world: World, now: datetime) -> None:
    hosts, guests = lists(world)
    pair = {"actor": world.officer, "application": guests[0], "reason": "", "now": now, "verdict": "lock"}
    hold(**pair, opening=hosts[0])
    with pytest.raises(Refused) as caught:
        hold(**pair, opening=hosts[1])
    assert caught.value.reason is Reason.CONTRADICTION


def test_hold_refuses_more_locks_than_the_wall(world: World, now: datetime) -> None:
    hosts, guests = lists(world)
    Opening.objects.update(low=1, high=1, most=1)
    hosts[0].refresh_from_db()
    hold(actor=world.officer, application=guests[0], opening=hosts[0], verdict="lock", reason="", now=now)
    with pytest.raises(Refused) as caught:
        hold(actor=world.officer, application=guests[1], opening=hosts[0], verdict="lock", reason="", now=now)
    assert caught.value.reason is Reason.TOO_MANY_LOCKS


def test_forbidding_moves_the_guest_at_the_next_run(world: World, now: datetime) -> None:
    matched(world)
    placement = Placement.objects.get(application__union__name="新建0公司")
    hold(
        actor=world.officer,
        application=placement.application,
        opening=placement.opening,
        verdict=Verdict.FORBID,
        reason="不合适",
        now=now,
    )
    match(world)
    assert who_is_where(world.programme)["新建0公司"] == "帮带1公司"


# --- approving


def test_approve_placements_approves_all_and_the_programme(world: World, now: datetime) -> None:
    matched(world)
    assert approve_placements(actor=world.approver, programme=world.programme, now=now) == 3
    world.programme.refresh_from_db()
    assert set(Placement.objects.values_list("state", flat=True)) == {State.APPROVED}
    assert world.programme.state == ProgrammeState.APPROVED


def test_approve_placements_is_not_the_officers(world: World, now: datetime) -> None:
    matched(world)
    with pytest.raises(PermissionDenied):
        approve_placements(actor=world.officer, programme=world.programme, now=now)


def test_a_stand_in_does_not_approve_their_own_matching(world: World, now: datetime) -> None:
    matched(world)
    today, moment = timezone.localdate(), timezone.now()  # posts are read by the day of the clock
    post = Post.objects.admitted().get(user=world.approver)
    delegate(actor=world.approver, post=post, to=world.officer, starts_on=today, ends_on=today, now=moment)
    with pytest.raises(Refused) as caught:
        approve_placements(actor=world.officer, programme=world.programme, now=now)
    assert caught.value.reason is Reason.OWN_WORK
    assert approve_placements(actor=world.approver, programme=world.programme, now=now) == 3


def test_approve_placements_refuses_a_pair_to_be_kept_apart(world: World, now: datetime) -> None:
    matched(world)
    placement = Placement.objects.all()[0]
    hold(
        actor=world.officer,
        application=placement.application,
        opening=placement.opening,
        verdict=Verdict.FORBID,
        reason="",
        now=now,
    )
    with pytest.raises(Refused) as caught:
        approve_placements(actor=world.approver, programme=world.programme, now=now)
    assert caught.value.reason is Reason.HELD_APART


def test_reopen_placements_brings_the_programme_back(world: World, now: datetime) -> None:
    matched(world)
    approve_placements(actor=world.approver, programme=world.programme, now=now)
    assert reopen_placements(actor=world.approver, programme=world.programme, now=now) == 3
    world.programme.refresh_from_db()
    assert world.programme.state == ProgrammeState.PREPARING
    assert set(Placement.objects.values_list("state", flat=True)) == {State.PROPOSED}


def test_nothing_moves_after_the_approval(world: World, now: datetime) -> None:
    matched(world)
    approve_placements(actor=world.approver, programme=world.programme, now=now)
    with pytest.raises(Refused) as caught:
        start_run(actor=world.officer, programme=world.programme, now=now, enqueue=nothing)
    assert caught.value.reason is Reason.WRONG_STATE


def test_activate_and_end_placement(world: World, now: datetime) -> None:
    matched(world)
    approve_placements(actor=world.approver, programme=world.programme, now=now)
    placement = Placement.objects.all()[0]
    begun = activate_placement(actor=world.officer, placement=placement, starts_on=date(2020, 7, 1), now=now)
    assert (begun.state, begun.starts_on) == (State.ACTIVE, date(2020, 7, 1))
    ended = end_placement(actor=world.officer, placement=placement, ended_on=date(2021, 7, 1), now=now)
    assert (ended.state, ended.ends_on) == (State.ENDED, date(2021, 7, 1))
    with pytest.raises(Refused) as caught:
        end_placement(actor=world.officer, placement=placement, ended_on=date(2021, 7, 1), now=now)
    assert caught.value.reason is Reason.ALREADY_ENDED


# --- openings


def test_offer_opening_twice_keeps_one(world: World, now: datetime) -> None:
    offer = {"actor": world.officer, "programme": world.programme, "union": world.host, "now": now}
    first = offer_opening(**offer, low=3, high=4, most=6)
    again = offer_opening(**offer, low=3, high=5, most=6)
    assert (first.pk, again.high) == (again.pk, 5)


def test_set_room_refuses_less_than_are_there(world: World, now: datetime) -> None:
    matched(world)
    opening = Opening.objects.get(union__name="帮带0公司")
    with pytest.raises(Refused) as caught:
        set_room(actor=world.officer, opening=opening, low=0, high=1, most=1, now=now)
    assert caught.value.reason is Reason.ROOM_TAKEN


def test_close_opening_lets_its_proposals_go(world: World, now: datetime) -> None:
    matched(world)
    closed = close_opening(actor=world.officer, opening=Opening.objects.get(union__name="帮带0公司"), now=now)
    assert closed.state == OpeningState.CLOSED
    assert who_is_where(world.programme) == {"新建2公司": "帮带1公司"}


def test_drop_placement_lets_one_go_and_keeps_the_holds(world: World, now: datetime) -> None:
    matched(world)
    placement = Placement.objects.select_related("application", "opening").get(
        application__union__name="新建0公司"
    )
    other = Opening.objects.get(union__name="帮带1公司")
    hold(
        actor=world.officer,
        application=placement.application,
        opening=other,
        verdict=Verdict.FORBID,
        reason="",
        now=now,
    )
    drop_placement(actor=world.officer, placement=placement, now=now)
    assert (Placement.objects.count(), Hold.objects.count()) == (2, 1)
    assert Entry.objects.filter(verb="placement.dropped").count() == 1


def test_drop_placement_refuses_strangers_and_what_was_approved(world: World, now: datetime) -> None:
    matched(world)
    placement = Placement.objects.get(application__union__name="新建0公司")
    with pytest.raises(PermissionDenied):
        drop_placement(actor=world.leader, placement=placement, now=now)
    approve_placements(actor=world.approver, programme=world.programme, now=now)
    placement.refresh_from_db()
    with pytest.raises(Refused) as caught:
        drop_placement(actor=world.officer, placement=placement, now=now)
    assert caught.value.reason is Reason.WRONG_STATE


def test_start_run_that_keeps_freezes_the_placements(world: World, now: datetime) -> None:
    matched(world)
    before = sorted([str(a), str(o)] for a, o in Placement.objects.values_list("application", "opening"))
    run = start_run(actor=world.officer, programme=world.programme, now=now, enqueue=nothing, keep=True)
    assert run.input["keep"] == before


def test_drop_proposals_refuses_what_was_approved(world: World, now: datetime) -> None:
    matched(world)
    placement = Placement.objects.all()[0]
    approve_placements(actor=world.approver, programme=world.programme, now=now)
    Programme.objects.update(state=ProgrammeState.PREPARING)
    with pytest.raises(Refused) as caught:
        drop_proposals(actor=world.officer, application=placement.application, now=now)
    assert caught.value.reason is Reason.NOT_PROPOSED
