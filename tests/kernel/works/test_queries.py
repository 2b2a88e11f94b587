from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from tests.factories.access import person_with
from tests.factories.pledges import in_force
from tests.factories.works import NOON, TODAY, Desk, make_desk
from tests.factories.world import World

from lianshou.core.duties import duties
from lianshou.core.feeds import feeds
from lianshou.core.periods import year_of
from lianshou.kernel.access.enums import Role
from lianshou.kernel.figures.queries import Narrowing, number_of
from lianshou.kernel.unions.models import Union
from lianshou.kernel.works import queries
from lianshou.kernel.works.actions import (
    NewShare,
    assign_person,
    feed_task,
    offer_highlight,
    record_highlight,
    report_progress,
    split_task,
)
from lianshou.kernel.works.enums import Light, Standing
from lianshou.kernel.works.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(world: World) -> Desk:
    return make_desk(world)


def shared(desk: Desk, task: Task) -> list[Task]:
    shares = [NewShare(desk.world.county, 40), NewShare(desk.world.foreign_county, 20)]
    return split_task(actor=desk.city_officer, task=task, shares=shares, now=NOON)


def test_each_sees_what_it_owes_and_what_it_has_set(desk: Desk) -> None:
    task = desk.task()
    ours, theirs = shared(desk, task)
    seen = {
        who.username: set(queries.tasks_in_scope(actor=who))
        for who in (desk.city_officer, desk.world.officer, desk.world.foreign_officer, desk.world.audit_admin)
    }
    assert seen == {
        "cityofficer": {task, ours, theirs},
        "officer": {ours},
        "foreign": {theirs},
        "auditor": set(),
    }
    assert list(queries.portfolios_in_scope(actor=desk.world.officer)) == []


def test_county_sees_what_it_owes_by_superior_with_the_load(desk: Desk) -> None:
    ours, _theirs = shared(desk, desk.task())
    (superior,) = queries.owed_by(actor=desk.world.officer, union=desk.world.county, today=TODAY)
    assert (superior.union, [row.task for row in superior.rows]) == (desk.world.city, [ours])
    assert (superior.load.laid, superior.load.limit, superior.load.is_over) == (1, 8, False)
    assert queries.owed_by(actor=desk.world.foreign_officer, union=desk.world.county, today=TODAY) == []


def test_load_counts_the_month_only_and_nothing_withdrawn(desk: Desk) -> None:
    shared(desk, desk.task())
    county = desk.world.county
    assert queries.laid_in_month(union=county, on=TODAY) == {desk.world.city.pk: 1}
    assert queries.laid_in_month(union=county, on=date(2020, 7, 1)) == {}
    Task.objects.filter(union=county).update(ended_at=NOON, end_reason="撤")
    assert queries.laid_in_month(union=county, on=TODAY) == {}


def test_board_rolls_up_by_work(desk: Desk) -> None:
    desk.task()
    desk.task(pillar="ideas", item="宣讲", title="印发方案", goal=None, unit="")
    done = desk.task(pillar="ideas", item="宣讲", title="宣讲10场", goal=10, unit="ACTIVITY")
    report_progress(actor=desk.city_officer, task=done, value=10, happened_on=TODAY, now=NOON)
    blocks = {
        b.pillar: b for b in queries.board(actor=desk.city_officer, portfolio=desk.portfolio, today=TODAY)
    }
    assert len(blocks) == 6
    ideas = blocks["ideas"]
    assert (len(ideas.items), ideas.done, ideas.lights, ideas.light) == (
        1,
        1,
        [(Light.GREEN, 1)],
        Light.GREEN,
    )
    assert blocks["self_building"].light == Light.RED


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (Standing.OPEN, {"晚", "近", "远"}),
        (Standing.SOON, {"近"}),
        (Standing.OVERDUE, {"晚"}),
        (Standing.DONE, {"完"}),
    ],
)
def test_tasks_are_narrowed_by_how_they_stand(desk: Desk, standing: str, expected: set[str]) -> None:
    for title, due in (("晚", date(2020, 6, 23)), ("近", date(2020, 7, 24)), ("远", date(2020, 7, 25))):
        desk.task(title=title, due_on=due)
    done = desk.task(title="完")
    report_progress(actor=desk.city_officer, task=done, value=60, happened_on=TODAY, now=NOON)
    found = queries.standing_as(queries.tasks_listed(actor=desk.city_officer), standing, TODAY)
    assert {task.title for task in found} == expected


def test_words_find_unit_person_and_item(desk: Desk) -> None:
    desk.task(person_name="马主席")
    tasks = queries.tasks_listed(actor=desk.city_officer)
    assert [queries.with_words(tasks, words).count() for words in ("马主席", "联手", "yancheng", "没有")] == [
        1,
        1,
        1,
        0,
    ]


def test_reading_is_the_number_that_the_figure_shows(desk: Desk) -> None:
    in_force(desk.world)
    task = desk.task()
    feed_task(actor=desk.city_officer, task=task, figure="agreements", now=NOON)
    ours, theirs = shared(desk, task)
    reader = person_with(Role.OFFICER, desk.world.province, username="reader")
    tasks = list(queries.tasks_listed(actor=reader))
    found = queries.readings(actor=reader, tasks=tasks, today=TODAY)
    assert found == {task.pk: 1, ours.pk: 1, theirs.pk: 0}
    for figure in feeds.all():
        for one in tasks:
            one.figure = figure.slug
        read = queries.readings(actor=reader, tasks=tasks, today=TODAY)
        assert read == {
            one.pk: number_of(
                figure=figure,
                actor=reader,
                today=TODAY,
                to=Narrowing(period=year_of(2020), union=one.union),
            )
            for one in tasks
        }, figure.slug


def test_whoever_may_not_see_figures_sees_the_reading_that_was_kept(desk: Desk) -> None:
    in_force(desk.world)
    task = desk.task(union=desk.world.host, goal=5)
    feed_task(actor=desk.city_officer, task=task, figure="agreements", now=NOON)
    task.refresh_from_db()
    chair = desk.world.host_account
    (row,) = queries.rows_of(actor=chair, tasks=queries.tasks_listed(actor=chair), today=TODAY)
    assert (row.done, queries.figure_behind(actor=chair, task=task)[1]) == (task.done_value, "")


def test_work_holds_what_falls_due(desk: Desk) -> None:
    own = desk.task(title="本人", item="甲", due_on=date(2020, 7, 1))
    assign_person(actor=desk.city_officer, task=own, person=desk.city_officer, now=NOON)
    desk.task(title="单位", item="乙", due_on=date(2020, 6, 1), union=desk.world.county)
    desk.task(title="落后", item="丙", due_on=date(2020, 7, 9), union=desk.world.county)
    far = {"starts_on": date(2020, 6, 20), "union": desk.world.county}
    desk.task(title="尚早", item="丁", due_on=date(2020, 12, 9), person_name="张主席", **far)
    desk.task(title="无人", item="戊", due_on=date(2020, 12, 9), **far)
    items = {
        who.username: [
            (item.title, item.is_own, item.overdue) for item in queries.desk_items(actor=who, today=TODAY)
        ]
        for who in (desk.city_officer, desk.world.officer, desk.world.leader)
    }
    of_county = [
        ("填报进展：单位", False, True),
        ("填报进展：落后", False, False),  # at red, long before its last fortnight
        ("上级下达，请明确责任人：无人", False, False),
    ]
    assert items == {
        "cityofficer": [("填报进展：本人", True, False), *of_county],
        "officer": of_county,
        "leader": [],
    }


def test_offered_highlight_waits_above_whoever_offers_it(desk: Desk) -> None:
    given = {"pillar": "rights_and_aid", "title": "一函两书", "story": "补签合同", "happened_on": TODAY}
    county = desk.world.county
    made = record_highlight(actor=desk.world.officer, union=county, now=NOON, **given)
    offer_highlight(actor=desk.world.officer, highlight=made, now=NOON)
    (item,) = queries.desk_items(actor=desk.city_officer, today=TODAY)
    assert (item.title, item.owner) == ("报送通报的亮点：一函两书", county.path[: -Union.steplen])


def test_start_page_says_how_the_works_stand(desk: Desk) -> None:
    assert queries.works_panel(actor=desk.city_officer, subject=None) is None
    desk.task(due_on=date(2020, 6, 1))
    panel = queries.works_panel(actor=desk.city_officer, subject=None)
    assert panel is not None
    assert (panel.context["all"], panel.context["done"], panel.context["n_red"]) == (1, 0, 1)


def test_duties_name_open_tasks(desk: Desk) -> None:
    task = desk.task(person=desk.city_officer)
    duty = next(one for one in duties if one.slug == "tasks")
    assert duty.count(desk.city_officer, TODAY) == 1
    rows = list(duty.rows(actor=desk.city_officer, account=desk.city_officer, today=TODAY))
    assert [row.label for row in rows] == [task.title]


def test_month_and_gantt_place_tasks_by_their_days(desk: Desk) -> None:
    task = desk.task(starts_on=date(2020, 7, 1), due_on=date(2020, 7, 24))
    tasks = queries.due_in(actor=desk.city_officer, month=date(2020, 7, 1))
    rows = queries.rows_of(actor=desk.city_officer, tasks=tasks, today=TODAY)
    weeks = queries.weeks_of(rows, date(2020, 7, 24))
    assert (weeks[0][0][0], weeks[-1][-1][0]) == (date(2020, 6, 29), date(2020, 8, 2))
    assert [day for week in weeks for day, due, _inside in week if due] == [task.due_on]
    (bar,) = queries.bars_of(rows, 2020)
    assert (bar.left, bar.width, bar.done) == (49.73, 6.56, 0)
