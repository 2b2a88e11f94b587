from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from tests.factories.followups import picture
from tests.factories.pledges import in_force
from tests.factories.works import NOON, TODAY, Desk, make_desk
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.works.actions import (
    NewShare,
    add_lines,
    assign_person,
    change_task,
    choose_highlight,
    feed_task,
    hand_over_tasks,
    offer_highlight,
    open_portfolio,
    open_version,
    record_highlight,
    report_progress,
    split_task,
    withdraw_task,
)
from lianshou.kernel.works.enums import Reason, State
from lianshou.kernel.works.models import Item, Progress, Task
from lianshou.kernel.works.queries import items_to_end

pytestmark = pytest.mark.django_db


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


def shared(desk: Desk, *, task: Task | None = None) -> tuple[Task, list[Task]]:
    """Forty to the county, twenty to the foreign one."""
    task = task or desk.task()
    shares = [NewShare(desk.world.county, 40), NewShare(desk.world.foreign_county, 20)]
    return task, split_task(actor=desk.city_officer, task=task, shares=shares, now=NOON)


def told(actor: Any, task: Task, value: int, day: date = TODAY) -> Progress:
    return report_progress(actor=actor, task=task, value=value, happened_on=day, now=NOON)


def test_portfolio_begins_with_a_version_and_its_reason(desk: Desk) -> None:
    assert [(one.number, one.reason) for one in desk.portfolio.versions.all()] == [(1, "市总全委会部署")]
    assert verbs(desk.portfolio) == ["portfolio.opened", "portfolio.revised"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, Reason.YEAR_EXISTS),
        ({"title": " "}, Reason.TITLE_MISSING),
        ({"reason": ""}, Reason.REASON_MISSING),
    ],
)
def test_portfolio_is_refused(desk: Desk, changes: dict[str, Any], reason: Reason) -> None:
    facts = {"union": desk.world.city, "year": 2020, "title": "六大工程", "reason": "部署", "now": NOON}
    assert refused(open_portfolio, actor=desk.city_officer, **(facts | changes)) == reason


def test_only_an_officer_of_the_union_sets_anything(desk: Desk) -> None:
    world = desk.world
    with pytest.raises(PermissionDenied):
        open_portfolio(actor=world.officer, union=world.city, year=2021, title="六", reason="无", now=NOON)
    with pytest.raises(PermissionDenied):
        add_lines(actor=world.leader, portfolio=desk.portfolio, lines=[desk.line()], now=NOON)


def test_lines_share_their_item_and_measure(desk: Desk) -> None:
    first = desk.task(person_name="马主席")
    second = desk.task(title="开展活动200场", goal=200, unit="ACTIVITY")
    assert first.measure == second.measure
    assert second.answerable == "马主席"
    assert verbs(first) == ["task.laid"]


def test_figure_takes_the_place_of_reports_only_with_a_reason(desk: Desk) -> None:
    task = desk.task()
    told(desk.city_officer, task, 8)
    given = {"actor": desk.city_officer, "task": task, "figure": "agreements", "now": NOON}
    assert refused(feed_task, **given) == Reason.REASON_MISSING
    assert feed_task(words="系统里都有记录", **given).figure == "agreements"


def test_one_item_has_one_unit_and_one_person(desk: Desk) -> None:
    desk.task(person_name="马主席")
    assert refused(desk.task, union=desk.world.county) == Reason.OTHER_UNIT
    assert refused(desk.task, person_name="杨主席") == Reason.OTHER_PERSON


def test_line_that_stands_there_is_passed_over(desk: Desk) -> None:
    given = {"actor": desk.city_officer, "portfolio": desk.portfolio, "now": NOON}
    add_lines(lines=[desk.line()], **given)
    added = add_lines(lines=[desk.line(), desk.line(title="第二项"), desk.line(title="第二项")], **given)
    assert [task.title for task in added] == ["第二项"]
    assert refused(add_lines, lines=[desk.line()], **given) == Reason.ALL_STAND
    assert refused(desk.task) == Reason.STANDS
    assert Task.objects.count() == 2


def test_lines_are_added_all_or_none(desk: Desk) -> None:
    lines = [desk.line(), desk.line(title="第二项", due_on=date(2021, 1, 1))]
    given = {"actor": desk.city_officer, "portfolio": desk.portfolio, "now": NOON}
    assert refused(add_lines, lines=lines, **given) == Reason.OTHER_YEAR
    assert refused(add_lines, lines=[], **given) == Reason.NO_ROWS
    assert not Task.objects.exists()


def test_begun_version_takes_no_new_item_before_it_is_revised(desk: Desk) -> None:
    task = desk.task()
    with time_machine.travel(NOON.replace(hour=6)):
        later = NOON.replace(hour=6)
        report_progress(actor=desk.city_officer, task=task, value=1, happened_on=TODAY, now=later)
    assert refused(desk.task, item="新项目") == Reason.VERSION_IN_USE
    desk.task(title="同一项目的另一任务")
    old = list(items_to_end(portfolio=desk.portfolio))
    version = open_version(
        actor=desk.city_officer,
        portfolio=desk.portfolio,
        reason="上级调整重点",
        take_out=old,
        now=NOON.replace(hour=7),
    )
    task.refresh_from_db()
    assert (version.number, task.end_reason) == (2, "上级调整重点")
    assert desk.task(item="新项目").measure.item.version == version
    given = {"actor": desk.city_officer, "portfolio": desk.portfolio, "now": NOON}
    assert refused(open_version, reason="再次", take_out=old, **given) == Reason.ITEM_ENDED
    assert refused(open_version, reason=" ", **given) == Reason.REASON_MISSING


def test_split_hands_shares_down_that_add_up(desk: Desk) -> None:
    task, (ours, theirs) = shared(desk)
    assert [(one.goal, one.laid_by, one.parent) for one in (ours, theirs)] == [
        (40, desk.world.city, task),
        (20, desk.world.city, task),
    ]
    assert verbs(task) == ["task.laid", "task.split"]
    again = [NewShare(desk.world.township, 40)]
    (below,) = split_task(actor=desk.world.officer, task=ours, shares=again, now=NOON)
    assert below.laid_by == desk.world.county
    with pytest.raises(PermissionDenied):
        split_task(
            actor=desk.world.officer, task=theirs, shares=[NewShare(desk.world.foreign_host, 20)], now=NOON
        )


@pytest.mark.parametrize("parts", [(40, 19), (40, 21), (60, None)])
def test_split_is_refused_where_the_sum_is_not_the_goal(desk: Desk, parts: tuple[Any, Any]) -> None:
    world = desk.world
    shares = [
        NewShare(world.county, parts[0]),
        NewShare(world.county if parts[1] is None else world.foreign_county, parts[1]),
    ]
    reason = refused(split_task, actor=desk.city_officer, task=desk.task(), shares=shares, now=NOON)
    assert reason == (Reason.SHARE_TWICE if parts[1] is None else Reason.SUM_DIFFERS)


def test_what_is_reported_below_adds_up_above(desk: Desk) -> None:
    task, (ours, theirs) = shared(desk)
    (below,) = split_task(
        actor=desk.world.officer, task=ours, shares=[NewShare(desk.world.township, 40)], now=NOON
    )
    told(desk.world.officer, below, 40)
    told(desk.world.foreign_officer, theirs, 5)
    task.refresh_from_db()
    ours.refresh_from_db()
    assert (ours.done_value, ours.done_on, task.done_value, task.done_on) == (40, TODAY, 45, None)
    told(desk.world.foreign_officer, theirs, 20, date(2020, 6, 23))
    task.refresh_from_db()
    assert (task.done_value, task.done_on) == (60, TODAY)
    assert (
        refused(report_progress, actor=desk.city_officer, task=task, value=1, happened_on=TODAY, now=NOON)
        == Reason.IS_SPLIT
    )


def test_task_without_a_goal_is_done_when_its_shares_are(desk: Desk) -> None:
    task = desk.task(goal=None, unit="")
    shares = [NewShare(desk.world.county), NewShare(desk.world.foreign_county)]
    ours, theirs = split_task(actor=desk.city_officer, task=task, shares=shares, now=NOON)
    facts = {"is_done": True, "words": "已印发", "happened_on": TODAY, "now": NOON}
    report_progress(actor=desk.world.officer, task=ours, **facts)
    task.refresh_from_db()
    assert (task.done_value, task.whole, task.done_on) == (1, 2, None)
    report_progress(actor=desk.world.foreign_officer, task=theirs, **facts)
    task.refresh_from_db()
    assert task.done_on == TODAY


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"value": None}, Reason.VALUE_MISSING),
        ({"value": 2}, Reason.LESS_THAN_BEFORE),
        ({"happened_on": date(2020, 6, 25)}, Reason.IN_FUTURE),
        ({"files": [b"%PDF-"] * 10}, Reason.TOO_MANY_FILES),
        ({"files": [b"<html>"]}, Reason.NOT_EVIDENCE),
        ({"files": [b"%PDF-" + b"x" * 11_000_000]}, Reason.FILE_TOO_LARGE),
    ],
)
def test_report_is_refused(desk: Desk, changes: dict[str, Any], reason: Reason) -> None:
    task = desk.task()
    told(desk.city_officer, task, 3)
    facts = {"value": 4, "happened_on": TODAY, "now": NOON} | changes
    assert refused(report_progress, actor=desk.city_officer, task=task, **facts) == reason
    task.refresh_from_db()
    assert task.done_value == 3


def test_report_keeps_its_evidence_without_what_is_hidden(desk: Desk) -> None:
    task = desk.task()
    facts = {"value": 4, "happened_on": TODAY, "now": NOON, "files": [b"%PDF-1.4 x", picture()]}
    report = report_progress(actor=desk.city_officer, task=task, **facts)
    assert [one.is_picture for one in report.files.all()] == [False, True]
    assert verbs(task) == ["task.laid", "task.reported"]


def test_less_than_before_needs_a_note(desk: Desk) -> None:
    task = desk.task()
    told(desk.city_officer, task, 9)
    report_progress(
        actor=desk.city_officer, task=task, value=8, words="一份重复", happened_on=TODAY, now=NOON
    )
    task.refresh_from_db()
    assert task.done_value == 8


def test_limit_of_the_month_needs_a_reason_that_stays(desk: Desk) -> None:
    for n in range(8):
        desk.task(title=f"任务{n}", item=f"项目{n}", union=desk.world.county)
    assert refused(desk.task, item="第九", union=desk.world.county) == Reason.OVER_LIMIT
    over = desk.task(item="第九", union=desk.world.county, over_reason="全国总工会临时部署")
    assert over.over_reason == "全国总工会临时部署"
    desk.task(item="自己的")
    desk.task(item="邻县的", union=desk.world.foreign_county)
    shares = [NewShare(desk.world.county, 60)]
    given = {"actor": desk.city_officer, "task": desk.task(item="分解"), "shares": shares, "now": NOON}
    assert refused(split_task, **given) == Reason.OVER_LIMIT


def test_person_of_a_line_is_the_person_of_its_item(desk: Desk) -> None:
    first, second = desk.task(), desk.task(title="另一任务")
    assign_person(actor=desk.city_officer, task=first, person=desk.city_officer, now=NOON)
    second.refresh_from_db()
    assert (second.person, Item.objects.get().person) == (desk.city_officer, desk.city_officer)
    task, (ours, _theirs) = shared(desk, task=first)
    assign_person(actor=desk.world.officer, task=ours, person_name="县里的张主席", now=NOON)
    task.refresh_from_db()
    assert task.person == desk.city_officer


def test_change_says_why_and_moves_shares_along(desk: Desk) -> None:
    task, (ours, _theirs) = shared(desk)
    days = {"starts_on": date(2020, 1, 1), "due_on": date(2020, 11, 30), "now": NOON}
    given = {"actor": desk.city_officer, "task": task}
    assert refused(change_task, words="", goal=60, **given, **days) == Reason.REASON_MISSING
    assert refused(change_task, words="加码", goal=80, **given, **days) == Reason.GOAL_OF_SHARES
    change_task(words="提前", goal=60, **given, **days)
    ours.refresh_from_db()
    assert ours.due_on == date(2020, 11, 30)
    with pytest.raises(PermissionDenied):
        change_task(actor=desk.world.officer, task=ours, words="缓", goal=40, **days)


def test_changed_goal_decides_anew_whether_a_task_is_done(desk: Desk) -> None:
    task = desk.task()
    told(desk.city_officer, task, 50)
    days = {"starts_on": date(2020, 1, 1), "due_on": date(2020, 12, 31), "now": NOON, "words": "核减"}
    assert change_task(actor=desk.city_officer, task=task, goal=50, **days).done_on == TODAY
    assert change_task(actor=desk.city_officer, task=task, goal=70, **days).done_on is None


def test_withdrawn_task_takes_its_shares_along(desk: Desk) -> None:
    task, (ours, theirs) = shared(desk)
    given = {"actor": desk.city_officer, "now": NOON, "words": "不再开展"}
    assert refused(withdraw_task, task=ours, **given) == Reason.SUM_DIFFERS
    withdraw_task(task=task, **given)
    theirs.refresh_from_db()
    assert theirs.end_reason == "不再开展"
    assert refused(withdraw_task, task=task, **given) == Reason.ENDED
    given["words"] = ""
    assert refused(withdraw_task, task=desk.task(title="另一"), **given) == Reason.REASON_MISSING


def test_figure_feeds_a_task_and_its_shares(desk: Desk) -> None:
    in_force(desk.world)
    task = desk.task()
    assert feed_task(actor=desk.city_officer, task=task, figure="agreements", now=NOON).done_value == 1
    _task, (ours, theirs) = shared(desk, task=task)
    assert [(one.figure, one.done_value) for one in (ours, theirs)] == [("agreements", 1), ("agreements", 0)]
    assert (
        refused(report_progress, actor=desk.world.officer, task=ours, value=1, happened_on=TODAY, now=NOON)
        == Reason.IS_FED
    )
    given = {"actor": desk.city_officer, "task": task, "now": NOON}
    assert refused(feed_task, figure="hosts", **given) == Reason.NO_FIGURE
    assert refused(feed_task, figure="nothing", **given) == Reason.NO_FIGURE
    assert feed_task(figure="", **given).figure == ""


def test_highlight_goes_from_record_to_bulletin(desk: Desk) -> None:
    world = desk.world
    facts = {
        "union": world.county,
        "pillar": "rights_and_aid",
        "title": "一函两书",
        "happened_on": TODAY,
        "now": NOON,
    }
    highlight = record_highlight(actor=world.officer, story="发函、回函、整改", **facts)
    given = {"highlight": highlight, "now": NOON}
    assert refused(choose_highlight, actor=desk.city_officer, **given) == Reason.WRONG_STATE
    offer_highlight(actor=world.officer, **given)
    assert refused(offer_highlight, actor=world.officer, **given) == Reason.WRONG_STATE
    assert refused(choose_highlight, actor=world.officer, **given) == Reason.OWN
    assert choose_highlight(actor=desk.city_officer, **given).state == State.TAKEN
    assert verbs(highlight) == ["highlight.recorded", "highlight.offered", "highlight.taken"]
    assert refused(record_highlight, actor=world.officer, story=" ", **facts) == Reason.TITLE_MISSING
    facts["happened_on"] = date(2020, 7, 1)
    assert refused(record_highlight, actor=world.officer, story="做法", **facts) == Reason.IN_FUTURE


def test_tasks_are_handed_over_with_their_items(desk: Desk) -> None:
    task = desk.task(person=desk.city_officer)
    days = {"last_day": TODAY, "first_day": TODAY, "now": NOON}
    moved = hand_over_tasks(actor=None, leaving=desk.city_officer, to=desk.world.leader, **days)
    task.refresh_from_db()
    assert (moved, task.person, Item.objects.get().person) == (1, desk.world.leader, desk.world.leader)
