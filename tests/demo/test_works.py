"""The demonstration's year of the six works is alive: done, in time, behind, and counted by the system."""

from __future__ import annotations

from typing import Any

import pytest
from tests.demo.conftest import TODAY

from lianshou.core.periods import Period
from lianshou.demo.world import World
from lianshou.kernel.bulletins.models import Bulletin
from lianshou.kernel.bulletins.queries.values import Asked, values_now
from lianshou.kernel.works import queries
from lianshou.kernel.works.enums import Light, State
from lianshou.kernel.works.models import Highlight, Portfolio, Task

pytestmark = pytest.mark.django_db


def rows(demo: World) -> list[Any]:
    actor = demo.accounts["cityoffice"]
    portfolio = Portfolio.objects.get(union=demo.city)
    return [
        row for block in queries.board(actor=actor, portfolio=portfolio, today=TODAY) for row in block.rows
    ]


def test_every_work_has_tasks_and_every_light_burns(demo: World, db: None) -> None:
    found = rows(demo)
    assert {row.task.measure.item.pillar for row in found} == {
        "theory", "cohesion", "ideas", "achievement", "rights_and_aid", "self_building",
    }  # fmt: skip
    assert {row.light for row in found} == {Light.GREEN, Light.AMBER, Light.RED}
    assert sum(row.is_done for row in found) >= 2


def test_shares_add_up_to_what_was_set(demo: World, db: None) -> None:
    split = Task.objects.filter(parts__gt=0, goal__isnull=False)
    assert split
    for task in split:
        shares = list(Task.objects.filter(parent=task))
        assert (sum(one.goal or 0 for one in shares), sum(one.done_value for one in shares)) == (
            task.goal,
            task.done_value,
        )


def test_events_and_agreements_are_counted_by_the_system(demo: World, db: None) -> None:
    fed = {row.task.figure: row.done for row in rows(demo) if row.task.figure}
    assert fed.keys() == {"events", "event-attended", "agreements"}
    assert fed["events"] > 0


def test_content_was_revised_once_and_says_why(demo: World, db: None) -> None:
    versions = queries.versions_of(portfolio=Portfolio.objects.get(union=demo.city))
    assert [(one.number, one.came) for one in versions] == [(2, 1), (1, 9)]


def test_highlights_stand_at_every_stage(demo: World, db: None) -> None:
    assert set(Highlight.objects.values_list("state", flat=True)) == {State.KEPT, State.OFFERED, State.TAKEN}


def test_the_city_reports_on_its_six_works_from_records(demo: World, db: None) -> None:
    bulletin = Bulletin.objects.admitted().get(title="关于“六大工程”推进情况的通报")
    assert bulletin.union == demo.city
    asked = Asked(
        union=bulletin.union,
        period=Period(bulletin.starts_on, bulletin.ends_on),
        actor=demo.accounts["cityoffice"],
        today=TODAY,
    )
    values = values_now(bulletin.text, asked)
    assert [value for value in values if value.problem is not None] == []
    counted = {value.raw: value.words for value in values}
    assert all(
        counted[name].zh[0] != "0" for name in ("工程任务", "已完成任务", "督查走访", "下沉基层", "工作亮点")
    )
