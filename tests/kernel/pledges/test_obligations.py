from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories.calendars import confirmed
from tests.factories.pledges import NOON, drafted, in_force
from tests.factories.world import World, make_world

from lianshou.china.working_days import WorkingDays
from lianshou.core.papers import Clause
from lianshou.core.refusals import Refused
from lianshou.kernel.pledges.actions import (
    add_obligation,
    agree_pledge,
    report_obligation,
    sign_pledge,
    waive_obligation,
)
from lianshou.kernel.pledges.enums import Counted, Progress, Reason
from lianshou.kernel.pledges.models import Obligation, Pledge
from lianshou.kernel.pledges.queries import desk_items, in_progress, lines_of, obligations_listed
from lianshou.kernel.pledges.rules import day_from_force, due_of

TERM = {"starts_on": date(2020, 6, 24), "ends_on": date(2020, 12, 31)}
LATER = datetime(2021, 1, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def plan_of(pledge: Pledge) -> Obligation:
    return pledge.obligations.get(party__side="guest")


@pytest.mark.parametrize(
    ("clause", "years", "due"),
    [
        (Clause(side="host", words="x"), {2020}, (date(2020, 12, 31), Counted.CALENDAR)),
        (Clause(side="host", words="x", before=10), {2020}, (date(2020, 12, 21), Counted.CALENDAR)),
        (Clause(side="host", words="x", after=10), {2020}, (date(2020, 7, 4), Counted.CALENDAR)),
        (Clause(side="host", words="x", after=10, working=True), {2020}, (date(2020, 7, 8), Counted.WORKING)),
        (Clause(side="host", words="x", after=10, working=True), set(), (date(2020, 7, 4), Counted.CALENDAR)),
        (Clause(side="host", words="x", after=999), {2020}, (date(2020, 12, 31), Counted.CALENDAR)),
    ],
)
def test_day_of_a_clause(clause: Clause, years: set[int], due: tuple[date, Counted]) -> None:
    assert due_of(clause, days=WorkingDays(frozenset(years)), **TERM) == due


def test_clauses_of_the_paper_become_obligations(world: World) -> None:
    world.programme.settings = {"agreement": {"activities_per_year": 2}}
    world.programme.save()
    pledge = drafted(world)
    assert [(row.party.side, row.words, row.due_on) for row in pledge.obligations.all()] == [
        ("guest", "制订建家年度计划，明确专人负责", date(2020, 7, 14)),
        ("host", "开展第1次互访或互动活动（每年2次）", date(2020, 12, 23)),
    ]


def test_working_days_are_counted_where_the_calendar_is_confirmed(world: World) -> None:
    confirmed(2020)
    row = plan_of(drafted(world))
    assert (row.counted, row.due_on) == ("working", date(2020, 7, 23))  # two holidays, one Sunday worked


def test_owner_reports_with_evidence(world: World) -> None:
    row = plan_of(in_force(world))
    report_obligation(
        actor=world.guest_account, obligation=row, done_on=date(2020, 6, 24), evidence="计划已报送", now=NOON
    )
    row.refresh_from_db()
    assert (row.state, row.progress(date(2020, 6, 24)), row.evidence) == ("done", Progress.DONE, "计划已报送")


@pytest.mark.parametrize(
    ("by", "facts", "reason"),
    [
        ("host_account", {}, Reason.NOT_OWNER),
        ("guest_account", {"evidence": " "}, Reason.EVIDENCE_MISSING),
        ("guest_account", {"done_on": date(2020, 6, 25)}, Reason.DAY_IN_FUTURE),
        ("guest_account", {"content": b"exe"}, Reason.FILE_UNREADABLE),
        ("guest_account", {"content": b"%PDF-1.4 /JavaScript"}, Reason.FILE_ACTIVE),
    ],
)
def test_report_is_refused(world: World, by: str, facts: dict[str, object], reason: Reason) -> None:
    row = plan_of(in_force(world))
    usual = {"done_on": date(2020, 6, 24), "evidence": "x", "now": NOON}
    with pytest.raises(Refused) as refusal:
        report_obligation(actor=getattr(world, by), obligation=row, **{**usual, **facts})
    row.refresh_from_db()
    assert (refusal.value.reason, row.state, row.attachments.count()) == (reason, "open", 0)


def test_nothing_is_reported_before_it_is_in_force(world: World) -> None:
    row = plan_of(drafted(world))
    with pytest.raises(Refused) as refusal:
        report_obligation(
            actor=world.guest_account, obligation=row, done_on=date(2020, 6, 24), evidence="x", now=NOON
        )
    assert refusal.value.reason == Reason.NOT_IN_FORCE


def test_federation_waives_with_a_reason(world: World) -> None:
    row = plan_of(in_force(world))
    with pytest.raises(PermissionDenied):
        waive_obligation(actor=world.guest_account, obligation=row, reason="难", now=NOON)
    waive_obligation(actor=world.officer, obligation=row, reason="单位搬迁", now=NOON)
    with pytest.raises(Refused) as refusal:
        waive_obligation(actor=world.officer, obligation=row, reason="再次", now=NOON)
    assert refusal.value.reason == Reason.OBLIGATION_SETTLED


def test_promise_is_added_by_hand(world: World) -> None:
    pledge = in_force(world)
    party = pledge.parties.get(side="host")
    row = add_obligation(
        actor=world.officer, pledge=pledge, party=party, words="捐建书屋", due_on=date(2020, 9, 1), now=NOON
    )
    assert (row.party, row.due_on) == (party, date(2020, 9, 1))


def test_overdue_stands_on_the_desk_of_the_owner_and_later_of_the_federation(world: World) -> None:
    in_force(world)
    due = date(2020, 7, 14)

    def titles(actor: object, day: date) -> list[bool]:
        return [item.overdue for item in desk_items(actor=actor, today=day) if "建家" in item.detail]

    assert titles(world.guest_account, due) == [False]
    assert titles(world.guest_account, date(2020, 7, 15)) == [True]
    assert titles(world.host_account, date(2020, 7, 15)) == []
    assert titles(world.officer, date(2020, 7, 29)) == []
    assert titles(world.officer, date(2020, 7, 30)) == [True]
    assert titles(world.foreign_officer, date(2020, 7, 30)) == []


def test_nothing_is_due_before_it_is_in_force_and_a_day_that_has_passed_is_counted_again(
    world: World,
) -> None:
    pledge, late = drafted(world), date(2020, 9, 1)
    row = plan_of(pledge)
    assert (row.due_on, row.progress(late)) == (date(2020, 7, 14), Progress.AHEAD)
    assert not any("建家" in one.detail for one in desk_items(actor=world.guest_account, today=late))
    now = datetime(2020, 9, 1, 4, 0, tzinfo=UTC)
    for act in (agree_pledge, sign_pledge):
        for account in (world.host_account, world.guest_account):
            pledge = act(actor=account, pledge=pledge, now=now)
    row = plan_of(pledge)
    assert (row.due_on, row.progress(late)) == (date(2020, 9, 21), Progress.OPEN)
    told = [item.overdue for item in desk_items(actor=world.guest_account, today=late)]
    assert told == [False]


@pytest.mark.parametrize(
    ("due_on", "in_force_on", "day"),
    [
        (date(2020, 7, 14), date(2020, 6, 24), date(2020, 7, 14)),
        (date(2020, 7, 14), date(2020, 9, 1), date(2020, 9, 21)),
        (date(2021, 6, 1), date(2021, 6, 20), date(2021, 6, 23)),
    ],
)
def test_day_of_a_promise_once_in_force(due_on: date, in_force_on: date, day: date) -> None:
    term = {"starts_on": date(2020, 6, 24), "ends_on": date(2021, 6, 23)}
    assert day_from_force(due_on=due_on, in_force_on=in_force_on, **term) == day


def test_list_shows_only_what_was_in_force_and_is_narrowed(world: World) -> None:
    drafted(world)
    assert obligations_listed(actor=world.officer).count() == 0
    Pledge.objects.update(state="in_force", in_force_at=NOON)
    rows = obligations_listed(actor=world.officer)
    assert in_progress(rows, Progress.OVERDUE, date(2021, 1, 1)).count() == rows.count() == 3
    assert in_progress(rows, Progress.OPEN, date(2021, 1, 1)).count() == 0
    assert obligations_listed(actor=world.foreign_officer).count() == 0


def test_progress_counts_what_is_kept(world: World) -> None:
    pledge = in_force(world)
    row = plan_of(pledge)
    report_obligation(actor=world.officer, obligation=row, done_on=date(2020, 6, 24), evidence="有", now=NOON)
    lines = lines_of(actor=world.officer, pledge=pledge, sides=[], today=date(2020, 6, 24))
    assert (lines.done, lines.counted, lines.percent) == (1, 3, 33)
