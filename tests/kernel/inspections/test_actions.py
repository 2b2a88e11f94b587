from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from tests.factories.inspections import LINES, NOON, TODAY, Desk, make_desk
from tests.factories.unions import HonourFactory, UnionFactory
from tests.factories.works import make_desk as make_works
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.engines.draws import checked
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.bulletins.actions import discard_bulletin
from lianshou.kernel.bulletins.models import Bulletin
from lianshou.kernel.inspections import actions, queries
from lianshou.kernel.inspections.enums import Reason, Stage, State
from lianshou.kernel.inspections.models import Finding, Plan, Urging, Visit
from lianshou.kernel.inspections.rules import NewLine
from lianshou.kernel.unions.enums import Grade
from lianshou.kernel.works.queries import laid_in_month, owed_by

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=5)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(world: World) -> Desk:
    return make_desk(world)


def refused(act: Any, **given: Any) -> Any:
    with pytest.raises(Refused) as caught:
        act(**given)
    return caught.value.reason


def verbs(about: Any) -> list[str]:
    return [line.verb for line in history_of(about).order_by("pk")]


def marks(visit: Visit, *scores: int, remark: str = "") -> dict[int, tuple[int | None, str]]:
    lines = queries.lines_of(checklist=visit.checklist)
    return {line.pk: (score, remark) for line, score in zip(lines, scores, strict=True)}


def test_draw_is_announced_drawn_and_computed_again(desk: Desk) -> None:
    plan = desk.plan()
    found = actions.announce_draw(actor=desk.officer, plan=plan, now=NOON)
    candidates = {key for cell in found.cells for key, _name in cell["candidates"]}
    # founded after the announcement: not among the frozen candidates
    late = UnionFactory(parent=desk.world.county, name="迟到工会", founded_on=TODAY)
    found = actions.draw_units(actor=desk.officer, plan=plan, now=NOON)
    drawn = {key for keys in found.drawn.values() for key in keys}
    assert [len(keys) for keys in found.drawn.values()] == [2, 2]
    assert drawn <= candidates
    assert str(late.pk) not in candidates
    assert checked(queries.proof_of(found)) == []
    plan.refresh_from_db()
    assert plan.stage == Stage.DRAWN
    assert verbs(plan)[-2:] == ["inspection.announced", "inspection.drawn"]
    assert refused(actions.draw_units, actor=desk.officer, plan=plan, now=NOON) == Reason.WRONG_STAGE


def test_those_drawn_last_time_are_left_out(desk: Desk) -> None:
    first = desk.drawn(desk.plan())
    second = desk.drawn(desk.plan(title="第二次督查"), seed="another")
    before, after = ({key for keys in one.drawn.values() for key in keys} for one in (first, second))
    assert second.excluded == sorted(before)
    assert before & after == set()


def test_strata_go_by_the_records(desk: Desk) -> None:
    world, plan = desk.world, desk.plan()
    model = UnionFactory(parent=world.county, name="有称号", founded_on=date(2001, 1, 1))
    HonourFactory(union=model, granted_on=date(2019, 4, 28))
    fair = UnionFactory(parent=world.county, name="合格", founded_on=date(2001, 1, 1), grade=Grade.QUALIFIED)
    UnionFactory(parent=world.county, name="已撤", grade=Grade.QUALIFIED, dissolved_on=TODAY)
    desk.stratum(plan, sort="model")
    desk.stratum(plan, sort="qualified")
    cells = {cell.key: [int(one.key) for one in cell.candidates] for cell in queries.cells_of(plan=plan)}
    assert cells[f"{world.county.pk}/qualified"] == [fair.pk]
    assert {model.pk, world.host.pk} <= set(cells[f"{world.county.pk}/model"])
    assert world.guest.pk in cells[f"{world.county.pk}/new"]
    assert model.pk not in cells[f"{world.county.pk}/new"]


def test_plan_is_refused_with_the_reason(desk: Desk) -> None:
    plan, city = desk.plan(), desk.world.city
    facts: dict[str, Any] = {"actor": desk.officer, "union": city, "title": "督查", "now": NOON}
    days = {"starts_on": TODAY, "ends_on": TODAY - timedelta(days=1)}
    assert refused(actions.make_plan, **facts, basis="文件", **days) == Reason.ENDS_BEFORE
    assert refused(actions.make_plan, **facts, basis=" ", **days) == Reason.BASIS_MISSING
    assert refused(desk.group, plan=plan, name="第二组") == Reason.COVERED_TWICE
    assert refused(desk.group, plan=plan, covers=[city]) == Reason.NOT_BELOW
    assert refused(desk.stratum, plan=plan, months=None) == Reason.MONTHS_MISSING
    assert (desk.stratum(plan, count=3).count, queries.strata_of(plan=plan).count()) == (3, 1)
    assert refused(actions.draw_units, actor=desk.officer, plan=plan, now=NOON) == Reason.WRONG_STAGE
    actions.announce_draw(actor=desk.officer, plan=plan, now=NOON)
    assert refused(desk.stratum, plan=plan, sort="model") == Reason.TOO_LATE
    assert refused(desk.group, plan=plan, covers=[desk.world.county]) == Reason.TOO_LATE
    desk.group(plan, leader=desk.second, members=[])  # who goes may change at any time
    with pytest.raises(PermissionDenied):
        actions.make_plan(actor=desk.world.officer, union=city, title="督查", basis="文", now=NOON, **days)


def test_checklist_is_whole_and_can_be_passed(desk: Desk) -> None:
    facts: dict[str, Any] = {"actor": desk.officer, "union": desk.world.city, "now": NOON}
    assert refused(actions.make_checklist, **facts, title="表", lines=[]) == Reason.NO_LINES
    reason = refused(actions.make_checklist, **facts, title="表", lines=LINES, pass_mark=61)
    assert reason == Reason.PASS_MARK
    many = [NewLine("行", 1)] * 201
    assert refused(actions.make_checklist, **facts, title="表", lines=many) == Reason.TOO_MANY_LINES


def test_visit_is_scored_and_a_failed_mandatory_line_is_a_finding(desk: Desk) -> None:
    visit = desk.visit(desk.plan())
    facts: dict[str, Any] = {"actor": desk.officer, "visit": visit, "now": NOON, "visited_on": TODAY}
    assert refused(actions.record_visit, **facts, marks={}) == Reason.LINES_MISSING
    assert refused(actions.record_visit, **facts, marks=marks(visit, 10, 21, 30)) == Reason.SCORE
    assert refused(actions.record_visit, **facts, marks=marks(visit, 5, 20, 30)) == Reason.WORDS_FOR_FAILED
    done = actions.record_visit(**facts, marks=marks(visit, 5, 20, 30, remark="没有换届"))
    assert (done.score, done.is_passed) == (55, False)
    (finding,) = Finding.objects.filter(visit=visit)
    assert (finding.text, finding.place, finding.state) == ("没有换届", LINES[0].text, State.FOUND)
    assert refused(actions.record_visit, **facts, marks={}) == Reason.VISITED


def test_load_of_the_month_needs_a_reason_that_stays(desk: Desk) -> None:
    works, county = make_works_beside(desk), desk.world.county
    for n in range(8):
        works.task(title=f"任务{n}", item=f"项目{n}", measure=f"措施{n}", union=county)
    assert laid_in_month(union=county, on=TODAY) == {desk.world.city.pk: 8}
    plan = desk.plan()
    desk.drawn(plan)
    facts: dict[str, Any] = {"actor": desk.officer, "plan": plan, "now": NOON}
    assert refused(actions.fix_visits, **facts, days={}) == Reason.OVER_LIMIT
    outside = {county.pk: date(2020, 7, 1)}
    assert refused(actions.fix_visits, **facts, days=outside, over_reason="因") == Reason.DAY_OUTSIDE
    made = actions.fix_visits(**facts, days={}, over_reason="省总要求")
    assert {visit.over_reason for visit in made if visit.covered_id == county.pk} == {"省总要求"}
    assert {visit.over_reason for visit in made if visit.covered_id != county.pk} == {""}
    (superior,) = owed_by(actor=desk.world.officer, union=county, today=TODAY)
    assert [part.number for part in superior.parts] == [0, 8, 1]
    assert (superior.load.laid, superior.load.is_over) == (9, True)
    assert [one.words for one in superior.excess] == ["省总要求"]


def make_works_beside(desk: Desk) -> Any:
    desk.officer.username = "other"
    desk.officer.save()
    return make_works(desk.world)


def test_visit_gets_another_day_with_a_reason(desk: Desk) -> None:
    visit = desk.visit(desk.plan())
    facts: dict[str, Any] = {"actor": desk.officer, "visit": visit, "now": NOON}
    assert refused(actions.move_visit, **facts, planned_on=date(2020, 7, 1), words="因") == Reason.DAY_OUTSIDE
    assert refused(actions.move_visit, **facts, planned_on=TODAY, words=" ") == Reason.WHY_MISSING
    assert actions.move_visit(**facts, planned_on=TODAY, words="汛期").planned_on == TODAY
    assert [one.words for one in queries.history(about=visit)] == ["汛期"]


def test_plan_is_thrown_away_only_before_the_seed(desk: Desk) -> None:
    plan, other = desk.plan(), desk.plan(title="另一次")
    actions.announce_draw(actor=desk.officer, plan=plan, now=NOON)
    assert refused(actions.discard_plan, actor=desk.officer, plan=plan, now=NOON) == Reason.WRONG_STAGE
    actions.discard_plan(actor=desk.officer, plan=other, now=NOON)
    assert list(Plan.objects.all()) == [plan]


def test_finding_goes_from_found_to_struck_off_under_four_eyes(desk: Desk) -> None:
    finding, world = desk.finding(), desk.world
    facts: dict[str, Any] = {"finding": finding, "now": NOON}
    assert (
        refused(actions.report_mending, actor=world.guest_account, words="好", **facts) == Reason.WRONG_STATE
    )
    order = {"todo": "换届", "due_on": TODAY}
    assert refused(actions.assign_mending, actor=desk.officer, **facts, **order) == Reason.NOBODY
    actions.assign_mending(actor=desk.officer, person=world.guest_account, **facts, **order)
    assert [item.url for item in queries.desk_items(actor=world.guest_account, today=TODAY)]
    actions.report_mending(actor=world.guest_account, words="已换届", **facts)
    actions.return_mending(actor=desk.approver, words="缺批复", **facts)
    actions.report_mending(actor=desk.officer, words="批复已到", **facts)  # for the unit
    assert refused(actions.verify_mending, actor=desk.officer, **facts) == Reason.OWN
    assert refused(actions.strike_off, actor=desk.officer, **facts) == Reason.WRONG_STATE
    actions.verify_mending(actor=desk.approver, **facts)
    done = actions.strike_off(actor=desk.officer, **facts)
    assert (done.state, done.struck_on) == (State.STRUCK, TODAY)
    assert verbs(finding) == [
        "finding.found", "finding.assigned", "finding.reported", "finding.returned",
        "finding.reported", "finding.verified", "finding.struck",
    ]  # fmt: skip


def test_day_is_put_off_for_a_reason_that_stands_in_the_history(desk: Desk) -> None:
    finding = desk.assigned()
    order: dict[str, Any] = {"actor": desk.officer, "finding": finding, "todo": "换届", "person_name": "主席"}
    order |= {"due_on": date(2020, 7, 30), "now": NOON}
    assert refused(actions.assign_mending, **order) == Reason.WHY_PUT_OFF
    actions.assign_mending(**order, why="汛期")
    last = queries.history(about=finding)[-1]
    assert last.words.endswith("（时限由2020-06-25延至2020-07-30：汛期）")


def test_pressing_goes_upward_in_order(desk: Desk) -> None:
    finding, world = desk.assigned(), desk.world
    facts: dict[str, Any] = {"actor": desk.officer, "finding": finding}
    letter: dict[str, Any] = {"prefix": "盐工督", "due_on": date(2020, 7, 5)}
    assert refused(actions.remind, **facts, now=NOON) == Reason.NOT_OVERDUE
    assert refused(actions.urge, **facts, **letter, now=LATER) == Reason.OUT_OF_TURN
    naming: dict[str, Any] = {"actor": desk.officer, "union": world.city, "now": LATER}
    assert refused(actions.draft_overdue_bulletin, **naming) == Reason.NONE_TO_NAME
    actions.remind(**facts, now=LATER)
    assert refused(actions.remind, **facts, now=LATER) == Reason.OUT_OF_TURN
    sent = actions.urge(**facts, **letter, now=LATER)
    assert sent.number == "盐工督〔2020〕1号"
    on_the_day = naming | {"now": datetime(2020, 7, 5, 4, tzinfo=UTC)}
    assert refused(actions.draft_overdue_bulletin, **on_the_day) == Reason.NONE_TO_NAME
    assert queries.acts_on(actor=desk.officer, finding=finding, today=date(2020, 7, 5)).waits_until
    naming["now"] = datetime(2020, 7, 6, 4, tzinfo=UTC)
    bulletin = actions.draft_overdue_bulletin(**naming)
    assert "换届逾期；应于2020年6月25日前完成整改，已逾期11天，责任人主席。" in bulletin.text
    seen = {
        who: [one.step for one in queries.urgings_of(actor=who, finding=finding)]
        for who in (desk.officer, world.guest_account)
    }
    assert seen[desk.officer] == ["reminder", "letter", "bulletin"]
    assert seen[world.guest_account] == ["reminder", "letter"]  # a draft accuses nobody
    items = queries.desk_items(actor=world.guest_account, today=date(2020, 7, 6))
    assert [item.key for item in items if "finding" in item.url] == [f"finding:mendingletter:{finding.pk}"]
    assert Urging.objects.get(step="bulletin").bulletin == Bulletin.objects.get()
    assert refused(actions.draft_overdue_bulletin, **naming) == Reason.NONE_TO_NAME
    # a draft that is thrown away names nobody: the step can be taken again
    discard_bulletin(actor=desk.officer, bulletin=bulletin, now=LATER)
    assert actions.draft_overdue_bulletin(**naming).text == bulletin.text


def test_desk_tells_each_what_is_theirs_and_a_reminder_anew(desk: Desk) -> None:
    finding, later = desk.assigned(), LATER.date()
    chair, city = desk.world.guest_account, desk.officer

    def told(who: Any) -> list[tuple[str, bool]]:
        items = queries.desk_items(actor=who, today=later)
        return [(item.key, item.overdue) for item in items if "finding" in item.url]

    assert told(chair) == [(f"finding:mending:{finding.pk}", True)]
    assert (f"press:mending:{finding.pk}", True) in told(city)
    actions.remind(actor=city, finding=finding, now=LATER)
    assert told(chair) == [(f"finding:mendingreminder:{finding.pk}", True)]
    assert f"press:mending:{finding.pk}" not in dict(told(city))


def test_problem_of_a_field_visit_is_solved_by_whom_it_was_given_to(desk: Desk) -> None:
    world = desk.world
    visit = actions.record_field_visit(
        actor=desk.officer, home=world.city, union=world.guest, who="帮扶组", visited_on=TODAY,
        helped_with="指导换届", now=NOON,
    )  # fmt: skip
    problem = actions.raise_problem(
        actor=desk.officer, visit=visit, text="缺活动场地", assigned_to=world.county, now=NOON
    )
    facts: dict[str, Any] = {"problem": problem, "words": "借用社区场地", "now": NOON}
    with pytest.raises(PermissionDenied):
        actions.solve_problem(actor=world.foreign_officer, solved_on=TODAY, **facts)
    done = actions.solve_problem(actor=world.officer, solved_on=TODAY, **facts)
    assert (done.solved_by, done.solved_on) == (world.officer, TODAY)
    assert refused(actions.solve_problem, actor=world.officer, solved_on=TODAY, **facts) == Reason.SOLVED


def test_mendings_are_handed_over(desk: Desk) -> None:
    desk.assigned(person=desk.world.guest_account)
    days = {"last_day": TODAY, "first_day": TODAY}
    moved = actions.hand_over_mendings(
        actor=desk.officer, leaving=desk.world.guest_account, to=desk.world.host_account, now=NOON, **days
    )
    assert (moved, Finding.objects.get().person) == (1, desk.world.host_account)


def test_foreign_eyes_see_nothing(desk: Desk) -> None:
    visit = desk.visit(desk.plan())
    desk.finding()
    foreign = desk.world.foreign_officer
    assert queries.findings_in_scope(actor=foreign).count() == 0
    assert not queries.visits_in_scope(actor=foreign).filter(covered=desk.world.county).exists()
    secret = desk.plan(title="筹备中")
    for below in (
        desk.world.officer,
        desk.world.guest_account,
    ):  # an announced draw is checked by whom it may concern
        assert [plan.pk for plan in queries.plans_in_scope(actor=below)] == [visit.plan_id]
    assert secret in queries.plans_in_scope(actor=desk.officer)
    assert queries.visits_in_scope(actor=desk.world.officer).filter(pk=visit.pk).exists()
