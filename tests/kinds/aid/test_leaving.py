"""Leaving step by step, calls, warnings, coming back, and what is erased at last: on real rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from tests.factories.calendars import confirmed
from tests.factories.programmes import ParameterFactory
from tests.factories.world import World
from tests.kinds.aid.answers import CHILD, HEAD, SPOUSE, number
from tests.kinds.aid.helped import helper_at, household_at
from tests.kinds.aid.left import STUDIED, above, begun, decider, leaving_notice, left, months, stepped
from tests.kinds.aid.verified import climbed, no_layers, opened, programme_of, visited

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.notices.actions import hear_objection, object_to, settle_objection, withdraw_notice
from lianshou.kernel.notices.enums import Reason as NoticeReason
from lianshou.kernel.notices.queries import lines_of
from lianshou.kinds.aid import queries
from lianshou.kinds.aid.actions import (
    Stepped,
    approve_leaving,
    ask_in_programme,
    assign_helper,
    begin_leaving,
    erase_ended_files,
    open_file,
    pass_leaving_notices,
    put_on_file,
    raise_warning,
    record_call,
    refuse_leaving,
    settle_warning,
    take_step,
    take_up_again,
    tend,
    withdraw_leaving,
)
from lianshou.kinds.aid.enums import LeaveReason, Reason
from lianshou.kinds.aid.models import (
    Call,
    CallTry,
    Helping,
    Household,
    Leaving,
    LeavingStep,
    Member,
    Return,
    ReturnWarning,
    Survey,
    Verification,
)
from lianshou.kinds.aid.queries import leaving as reading

NOW = datetime(2026, 6, 24, 1, tzinfo=UTC)
TODAY = NOW.date()


def refused(reason: Any, act: Any, **told: Any) -> None:
    with pytest.raises(Refused) as caught, transaction.atomic():
        act(**told)
    assert caught.value.reason is reason


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def household(world: World) -> Household:
    """On file, with three members, through a survey at the door."""
    confirmed(2026, 2027)
    no_layers()
    made = opened(world, NOW - timedelta(days=90))
    visited(world, made, NOW - timedelta(days=89))
    return put_on_file(actor=world.approver, household=made, now=NOW - timedelta(days=88))


def by(world: World, leaving: Leaving, **more: Any) -> dict[str, Any]:
    return {"actor": world.officer, "leaving": leaving, "now": NOW} | more


# --- the steps


def test_household_leaves_step_by_step_and_nothing_is_skipped(household: Household, world: World) -> None:
    leaving = begun(world, household, NOW)
    assert (leaving.order, leaving.waits_at) == (
        ["income", "study", "notice", "approval", "letter"],
        "income",
    )
    for step in ("study", "notice", "letter", "approval", "nonsense"):
        refused(LeaveReason.NOT_ITS_TURN, take_step, step=step, told=STUDIED, **by(world, leaving))
    refused(LeaveReason.NOT_ITS_TURN, approve_leaving, **by(world, leaving, actor=decider(world)))
    refused(
        LeaveReason.UNDER_WAY,
        begin_leaving,
        actor=world.officer,
        household=household,
        ground="moved",
        words="迁往外地",
        now=NOW,
    )
    refused(LeaveReason.NO_MONTHS, take_step, step="income", told=Stepped(), **by(world, leaving))
    short = Stepped(months=months(NOW, *[300_000] * 5))
    refused(LeaveReason.NOT_ABOVE, take_step, step="income", told=short, **by(world, leaving))
    assert LeavingStep.objects.count() == 0
    take_step(step="income", told=above(NOW), **by(world, leaving))
    leaving.refresh_from_db()
    found = reading.reckoning_of(leaving)
    assert found is not None
    assert (found.run, [one.line_fen for one in found.rows]) == (6, [80_000] * 6)
    few = Stepped(present=2, minutes="1号")
    refused(LeaveReason.FEW_THERE, take_step, step="study", told=few, **by(world, leaving))
    refused(LeaveReason.NO_MINUTES, take_step, step="study", told=Stepped(present=5), **by(world, leaving))
    take_step(step="study", told=STUDIED, **by(world, leaving))
    leaving.refresh_from_db()
    refused(LeaveReason.NO_PROGRAMME, take_step, step="notice", told=Stepped(), **by(world, leaving))
    ask_in_programme(actor=world.officer, household=household, programme=programme_of(world), now=NOW)
    refused(LeaveReason.NOTICE_NOT_POSTED, take_step, step="notice", told=Stepped(), **by(world, leaving))
    (line,) = lines_of(programme=programme_of(world), lists="leaving")
    assert (line.name, line.remark) == ("陆*满", "拟脱困")
    assert lines_of(programme=programme_of(world)) == []  # nobody waits to be put on file
    notice = leaving_notice(world, NOW)
    assert lines_of(programme=programme_of(world), lists="leaving") == []  # nobody is posted twice
    with pytest.raises(Refused) as nobody:
        leaving_notice(world, NOW)
    assert nobody.value.reason == NoticeReason.NOBODY_LEAVES
    withdraw_notice(actor=world.officer, notice=notice, words="公示期限有误，重新公示。", now=NOW)
    leaving_notice(world, NOW)
    refused(LeaveReason.NOTICE_RUNS, take_step, step="notice", told=Stepped(), **by(world, leaving))
    then = NOW + timedelta(days=10)
    assert pass_leaving_notices(actor=world.officer, leavings=[leaving], now=then) == 1
    assert LeavingStep.objects.get(step="notice").is_in_time is True
    leaving.refresh_from_db()
    approver = {"actor": decider(world), "leaving": leaving, "now": then}
    with pytest.raises(PermissionDenied):
        approve_leaving(actor=world.officer, leaving=leaving, now=then)
    approve_leaving(**approver)
    household.refresh_from_db()
    assert household.state == "on_file"  # until the letter
    leaving.refresh_from_db()
    take_step(actor=world.officer, leaving=leaving, step="letter", told=Stepped(minutes="3号"), now=then)
    household.refresh_from_db()
    leaving.refresh_from_db()
    assert (household.state, household.ground, household.ended_on) == ("ended", "out", then.date())
    assert (leaving.state, leaving.category, leaving.follow_until) == (
        "done",
        household.category,
        date(2027, 7, 4),
    )
    assert list(Call.objects.values_list("months", "due_on")) == [
        (3, date(2026, 10, 4)),
        (6, date(2027, 1, 4)),
        (12, date(2027, 7, 4)),
    ]
    verbs = list(
        Entry.objects.filter(subject_type="aid.leaving").order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == ["leaving.begun", *["leaving.passed"] * 5, "leaving.done"]
    told = str(list(Entry.objects.values_list("details_text", flat=True)))
    assert not any(one in told for one in (HEAD, SPOUSE, CHILD, "300000", "陆小满"))
    refused(
        LeaveReason.NOT_UNDER_WAY, take_step, step="letter", told=Stepped(), **by(world, leaving, now=then)
    )


def test_line_of_each_month_and_boundary_are_those_of_the_region(household: Household, world: World) -> None:
    region = "320923"
    ParameterFactory(key="aid.subsistence_line", region=region, value=100_000, starts_on=date(2026, 4, 1))
    ParameterFactory(key="aid.subsistence_line", region=region, value=70_000, starts_on=date(2020, 1, 1))
    leaving = begun(world, household, NOW)
    told = Stepped(months=months(NOW, *[300_000] * 6, persons=3))
    refused(LeaveReason.NOT_ABOVE, take_step, step="income", told=told, **by(world, leaving))
    ParameterFactory(key="aid.months_above_boundary", region=region, value=">=", starts_on=date(2020, 1, 1))
    take_step(step="income", told=told, **by(world, leaving))
    leaving.refresh_from_db()
    found = reading.reckoning_of(leaving)
    assert found is not None
    assert [one.line_fen for one in found.rows] == [70_000] * 4 + [100_000] * 2
    assert "300000" not in str(Leaving.objects.values_list("reckoning", flat=True).query)


def test_relief_needs_what_the_guarantee_reaches(household: Household, world: World) -> None:
    leaving = begun(world, household, NOW, "guaranteed")
    low = Stepped(months=months(NOW, 20_000, guarantee_fen=50_000))
    refused(LeaveReason.NOT_ABOVE, take_step, step="income", told=low, **by(world, leaving))
    take_step(
        step="income", told=Stepped(months=months(NOW, 20_000, guarantee_fen=60_000)), **by(world, leaving)
    )
    leaving.refresh_from_db()
    assert leaving.waits_at == "study"


def test_not_passed_not_approved_or_withdrawn_leads_back_with_a_reason(
    household: Household, world: World
) -> None:
    first = begun(world, household, NOW)
    lost = Stepped(is_passed=False, present=5, minutes="2号", words="收入还不稳定，再看三个月。")
    take_step(step="income", told=above(NOW), **by(world, first))
    refused(
        LeaveReason.WORDS_MISSING,
        take_step,
        step="study",
        told=Stepped(is_passed=False, present=5, minutes="1"),
        **by(world, first),
    )
    take_step(step="study", told=lost, **by(world, first))
    second = begun(world, household, NOW, "withdrawn")
    refused(LeaveReason.WORDS_MISSING, withdraw_leaving, words=" ", **by(world, second))
    withdraw_leaving(words="家里又商量了，暂不退出。", **by(world, second))
    third = begun(world, household, NOW, "withdrawn")
    with pytest.raises(PermissionDenied):
        refuse_leaving(words="材料不全，请补齐。", **by(world, third))
    refused(
        LeaveReason.WORDS_PERSONAL,
        refuse_leaving,
        words="请打13812345678",
        **by(world, third, actor=decider(world)),
    )
    refuse_leaving(words="材料不全，请补齐。", **by(world, third, actor=decider(world)))
    household.refresh_from_db()
    assert household.state == "on_file"
    assert [(one.state, one.closing_words, one.waits_at) for one in Leaving.objects.order_by("pk")] == [
        ("refused", "收入还不稳定，再看三个月。", ""),
        ("withdrawn", "家里又商量了，暂不退出。", ""),
        ("refused", "材料不全，请补齐。", ""),
    ]


def test_household_in_no_programme_joins_the_only_one_that_fits(household: Household, world: World) -> None:
    leaving = begun(world, household, NOW)
    programme = programme_of(world)
    stepped(world, leaving, NOW, to="notice")
    household.refresh_from_db()
    assert household.application is not None
    assert household.application.programme == programme
    assert [line.application for line in lines_of(programme=programme, lists="leaving")] == [
        household.application_id
    ]
    assert Entry.objects.filter(verb="household.asked").count() == 1


def test_objection_upheld_leads_back_and_the_household_may_leave_later(
    household: Household, world: World
) -> None:
    leaving = begun(world, household, NOW)
    ask_in_programme(actor=world.officer, household=household, programme=programme_of(world), now=NOW)
    stepped(world, leaving, NOW, to="notice")
    notice = leaving_notice(world, NOW)
    told: dict[str, Any] = {
        "actor": None,
        "notice": notice,
        "line": notice.lines.get(),
        "words": "有隐瞒收入",
    }
    objection = object_to(now=NOW, **told).objection
    then = NOW + timedelta(days=10)
    refused(
        LeaveReason.NOTICE_OBJECTION, take_step, step="notice", told=Stepped(), **by(world, leaving, now=then)
    )
    hear_objection(actor=world.officer, objection=objection, now=then)
    settle_objection(
        actor=world.officer, objection=objection, outcome="upheld", answer="经查属实，维持在档。", now=then
    )
    refused(
        LeaveReason.NOTICE_UPHELD, take_step, step="notice", told=Stepped(), **by(world, leaving, now=then)
    )
    no = Stepped(is_passed=False, words="公示期间有异议，经核实维持在档。")
    take_step(step="notice", told=no, **by(world, leaving, now=then))
    leaving.refresh_from_db()
    assert leaving.state == "refused"
    again = begun(world, household, then + timedelta(days=60))
    later = then + timedelta(days=60)
    stepped(world, again, later)
    again.refresh_from_db()
    assert again.state == "done"


def test_only_who_may_begins_it_and_the_helper_speaks_for_themselves(
    household: Household, world: World
) -> None:
    helper = helper_at(world.host, "王", account=world.nobody)
    told: dict[str, Any] = {"household": household, "ground": "out", "words": "收入已经稳定。", "now": NOW}
    for actor in (world.nobody, world.approver, world.foreign_officer):
        with pytest.raises(PermissionDenied):
            begin_leaving(actor=actor, **told)
    assign_helper(actor=world.officer, household=household, helper=helper, reason="就近", now=NOW)
    leaving = begin_leaving(actor=world.nobody, proposer="self", **told)
    assert leaving.proposer == "helper"
    with pytest.raises(PermissionDenied):
        take_step(step="income", told=above(NOW), **by(world, leaving, actor=world.nobody))


# --- calls, warnings


@pytest.fixture
def gone(household: Household, world: World) -> Leaving:
    """A household with a helper that left hardship."""
    helper = helper_at(world.host, "王", account=world.nobody)
    assign_helper(actor=world.officer, household=household, helper=helper, reason="就近", now=NOW)
    leaving = begun(world, household, NOW)
    stepped(world, leaving, NOW)
    leaving.refresh_from_db()
    leaving.household.refresh_from_db()
    assert leaving.state == "done"
    return leaving


def test_calls_are_made_missed_and_warn(gone: Leaving, world: World) -> None:
    then = NOW + timedelta(days=200)
    first, second, third = Call.objects.order_by("due_on")
    told: dict[str, Any] = {"called_on": then.date(), "now": then}
    with pytest.raises(PermissionDenied):
        record_call(actor=world.foreign_officer, call=first, is_reached=False, **told)
    refused(LeaveReason.NOTHING_SAID, record_call, actor=world.officer, call=first, is_reached=True, **told)
    key = uuid4()
    made = record_call(
        actor=world.nobody,
        call=first,
        is_reached=True,
        said="母亲住院，花费大",
        signals=["illness", "made up"],
        key=key,
        **told,
    )
    assert record_call(actor=world.nobody, call=first, is_reached=True, said="两次", key=key, **told) == made
    refused(LeaveReason.CALL_OVER, record_call, actor=world.officer, call=first, is_reached=False, **told)
    for _ in range(3):
        record_call(actor=world.officer, call=second, is_reached=False, **told)
    refused(LeaveReason.CALL_OVER, record_call, actor=world.officer, call=second, is_reached=False, **told)
    assert list(Call.objects.order_by("due_on").values_list("state", flat=True)) == [
        "reached",
        "missed",
        "due",
    ]
    warned = list(ReturnWarning.objects.order_by("pk").values_list("signal", "source", "weight", "state"))
    assert warned == [("illness", "call", 4, "open"), ("missed", "call", 2, "open")]
    assert {one.risk for one in reading.warnings_in_scope(actor=world.officer)} == {6}
    assert list(reading.warnings_in_scope(actor=world.foreign_officer)) == []
    assert "住院" not in str(list(Entry.objects.values_list("details_text", flat=True)))
    assert CallTry.objects.count() == 4
    assert [
        one.pk
        for one in reading.calls_overdue(
            reading.calls_in_scope(actor=world.officer), then.date() + timedelta(days=400)
        )
    ] == [third.pk]


def test_warnings_are_raised_by_hand_once_and_settled_with_a_reason(gone: Leaving, world: World) -> None:
    told: dict[str, Any] = {
        "actor": world.officer,
        "household": gone.household,
        "now": NOW + timedelta(days=60),
    }
    refused(LeaveReason.NOTHING_SAID, raise_warning, signal="lost_job", said=" ", **told)
    refused(LeaveReason.NO_SIGNAL, raise_warning, signal="x", said="失业了", **told)
    warning = raise_warning(signal="lost_job", said="失业了", **told)
    refused(LeaveReason.WARNED, raise_warning, signal="lost_job", said="失业了", **told)
    settle: dict[str, Any] = {"actor": world.officer, "warning": warning, "now": NOW}
    refused(LeaveReason.WORDS_MISSING, settle_warning, to="dismissed", **settle)
    assert settle_warning(to="looked_at", **settle).state == "looked_at"
    assert (
        settle_warning(to="dismissed", words="已重新就业，不属返困。", **settle).settled_by == world.officer
    )
    refused(LeaveReason.WARNING_OVER, settle_warning, to="dismissed", words="再看一看", **settle)
    assert raise_warning(signal="lost_job", said="又失业了", **told).state == "open"
    late = told | {"now": NOW + timedelta(days=800)}
    refused(LeaveReason.NOT_FOLLOWED, raise_warning, signal="illness", said="住院了", **late)
    ParameterFactory(
        key="aid.signals", region="320923", value={"accident": {"weight": 0}}, starts_on=date(2020, 1, 1)
    )
    refused(LeaveReason.NO_SIGNAL, raise_warning, signal="accident", said="车祸", **told)


def test_machine_warns_of_what_the_register_tells_and_ends_help_after_follow_up(
    gone: Leaving, world: World
) -> None:
    assert tend(now=NOW + timedelta(days=40)) == 0
    assert Helping.objects.get().ends_on is None  # the helper goes on visiting
    gone.household.head.left_on = TODAY
    gone.household.head.save()
    assert tend(now=NOW + timedelta(days=41)) == 1
    assert tend(now=NOW + timedelta(days=42)) == 0  # once
    warning = ReturnWarning.objects.get()
    assert (warning.signal, warning.source, warning.raised_by) == ("lost_job", "system", None)
    assert tend(now=NOW + timedelta(days=500)) == 1
    assert Helping.objects.get().closed == "file_ended"


def test_without_visits_in_follow_up_help_ends_with_the_file(household: Household, world: World) -> None:
    ParameterFactory(key="aid.follow_visits", region="320923", value=False, starts_on=date(2020, 1, 1))
    helper = helper_at(world.host, "王")
    assign_helper(actor=world.officer, household=household, helper=helper, reason="就近", now=NOW)
    stepped(world, begun(world, household, NOW), NOW)
    assert Helping.objects.get().closed == "file_ended"
    assert Leaving.objects.get().helper == helper


# --- coming back


def test_household_that_falls_back_takes_its_file_up_again_with_its_history(
    gone: Leaving, world: World
) -> None:
    household, then = gone.household, NOW + timedelta(days=120)
    call = Call.objects.order_by("due_on")[0]
    record_call(
        actor=world.officer,
        call=call,
        is_reached=True,
        said="下岗了",
        signals=["lost_job"],
        called_on=then.date(),
        now=then,
    )
    refused(
        Reason.HAS_LEFT,
        open_file,
        actor=world.officer,
        union=world.guest,
        name="陆小满",
        id_number=HEAD,
        now=then,
    )
    again: dict[str, Any] = {"actor": world.officer, "household": household, "now": then}
    refused(LeaveReason.WORDS_MISSING, take_up_again, words=" ", **again)
    with pytest.raises(PermissionDenied):
        take_up_again(words="下岗后收入中断。", **again | {"actor": world.foreign_officer})
    back = take_up_again(words="下岗后收入中断。", **again)
    household.refresh_from_db()
    assert (household.state, household.ground, household.ended_on) == ("asked", "", None)
    assert set(Member.objects.filter(household=household).values_list("is_standing", flat=True)) == {True}
    assert queries.standing_member(SPOUSE) is not None
    draft = Survey.objects.get(stage="draft")
    assert (draft.answers or {})["name"] == "陆小满"
    assert draft.before is not None
    assert list(Call.objects.values_list("state", flat=True)) == ["reached", "dropped", "dropped"]
    assert list(ReturnWarning.objects.values_list("state", flat=True)) == ["returned"]
    assert Verification.objects.get(ended_on=None).sort == "return"
    refused(LeaveReason.NOT_ENDED, take_up_again, words="下岗后收入中断。", **again)
    draft.delete()
    visited(world, household, then)
    filed_before = household.filed_on
    put_on_file(actor=world.approver, household=household, now=then)
    household.refresh_from_db()
    back.refresh_from_db()
    assert (household.state, household.filed_on, back.filed_on) == ("on_file", filed_before, then.date())
    assert (Household.objects.count(), Return.objects.count()) == (1, 1)
    # and may leave once more
    second = begun(world, household, then + timedelta(days=60))
    stepped(world, second, then + timedelta(days=60))
    household.refresh_from_db()
    assert household.state == "ended"
    assert take_up_again(words="又患重病。", **again | {"now": then + timedelta(days=120)}).leaving == second


def test_return_goes_through_every_layer_again(household: Household, world: World) -> None:
    stepped(world, begun(world, household, NOW), NOW)
    household.refresh_from_db()
    ParameterFactory(
        key="aid.layers",
        region="320923",
        value={
            key: {"place": place}
            for place, key in enumerate(
                ("application", "first_check", "visit", "civil", "deliberation", "notice"), 1
            )
        },
        starts_on=date(2026, 7, 1),
    )
    then = NOW + timedelta(days=60)
    take_up_again(actor=world.officer, household=household, words="患重病住院。", now=then)
    Survey.objects.filter(stage="draft").delete()
    household.refresh_from_db()
    refused(Reason.NOT_CHECKING, put_on_file, actor=world.approver, household=household, now=then)
    household.application = None
    household.save()
    climbed(world, household, then)
    put_on_file(actor=decider(world), household=household, now=then + timedelta(days=31))
    household.refresh_from_db()
    assert household.state == "on_file"


def test_nobody_stands_in_two_files_after_a_return(gone: Leaving, world: World) -> None:
    then = NOW + timedelta(days=90)
    open_file(actor=world.officer, union=world.guest, name="周小雨", id_number=SPOUSE, now=then)
    told: dict[str, Any] = {
        "actor": world.officer,
        "household": gone.household,
        "words": "收入中断。",
        "now": then,
    }
    refused(LeaveReason.HELD_AGAIN, take_up_again, **told)
    gone.household.refresh_from_db()
    assert gone.household.state == "ended"
    assert tend(now=then) == 1  # and the machine has seen it
    assert ReturnWarning.objects.get().signal == "other"
    moved = left(world, household_at(world.guest, 9), NOW)
    refused(LeaveReason.NOT_RETURNING, take_up_again, **told | {"household": moved})
    assert open_file(
        actor=world.officer, union=world.guest, name="钱小河", id_number=number("19800101", 33), now=then
    )


# --- what is erased


def test_ended_files_lose_what_is_sealed_after_follow_up_and_years_and_rows_stay(
    gone: Leaving, world: World
) -> None:
    call = Call.objects.order_by("due_on")[0]
    record_call(
        actor=world.officer,
        call=call,
        is_reached=True,
        said="都好",
        signals=["other"],
        called_on=date(2026, 8, 24),
        now=NOW + timedelta(days=61),
    )
    assert erase_ended_files(now=datetime(2032, 7, 20, tzinfo=UTC)) == 0
    assert erase_ended_files(now=datetime(2032, 7, 26, tzinfo=UTC)) == 1
    assert erase_ended_files(now=datetime(2032, 7, 27, tzinfo=UTC)) == 0
    gone.refresh_from_db()
    household = Household.objects.get()
    assert (household.erased_on, bool(gone.reckoning), gone.state) == (date(2032, 7, 26), False, "done")
    assert {one.id_number for one in queries.members_of(household)} == {""}
    assert {one.id_index for one in queries.members_of(household)} == {""}
    assert [bool(one.answers) for one in Survey.objects.all()] == [False]
    assert (CallTry.objects.get().said, ReturnWarning.objects.get().said) == ("", "")
    assert Entry.objects.filter(verb="household.erased").count() == 1


def test_standing_files_and_held_ones_are_kept(household: Household, world: World) -> None:
    assert erase_ended_files(now=datetime(2060, 1, 1, tzinfo=UTC)) == 0
    assert {one.id_number for one in queries.members_of(household)} == {HEAD, SPOUSE, CHILD}
