"""Where a programme stands: the steps of its kind, those that a federation added, and what waits for the reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from tests.factories.funds import make_purse
from tests.factories.notices import drafted
from tests.factories.papers import several
from tests.factories.pledges import approved
from tests.factories.review import NOW, climb_of, judging_of
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.core.spine import spine
from lianshou.kernel.access.models import User
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.tables import steps_panel

pytestmark = pytest.mark.django_db
OF_THE_KIND = ["申报", "名单导入", "匹配", "协议书", "跟进活动"]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def titles(user: User, programme: Programme) -> list[str]:
    lines = spine.lines(actor=user, programme=programme, today=NOW.date())
    return [line.title.zh for line in lines]


def test_steps_are_those_of_the_kind(world: World) -> None:
    assert titles(world.officer, world.programme) == OF_THE_KIND


def test_whoever_takes_no_lists_in_is_shown_none(world: World) -> None:
    without = [title for title in OF_THE_KIND if title != "名单导入"]
    assert [titles(user, world.programme) for user in (world.approver, world.leader)] == [without, without]


def test_lists_whose_time_is_over_and_that_never_came_are_not_told(world: World) -> None:
    approved(world.programme, world.host, world.guest)  # the programme with it
    assert titles(world.officer, world.programme) == [title for title in OF_THE_KIND if title != "名单导入"]


def test_stranger_is_told_nothing(world: World) -> None:
    assert titles(world.foreign_officer, world.programme) == []
    assert steps_panel(actor=world.foreign_officer, subject=world.programme) is None


def test_steps_that_a_federation_added_appear_in_the_order_of_the_spine(world: World) -> None:
    climb, judging = climb_of(world), judging_of(world)
    drafted(world)
    make_purse(world)
    told = {
        title
        for programme in (climb.programme, judging.round.programme, world.programme)
        for title in titles(world.officer, programme)
    }
    assert told - set(OF_THE_KIND) == {"逐级审批", "评审", "公示", "经费"}
    shown = titles(world.officer, world.programme)
    assert shown.index("公示") < shown.index("匹配") < shown.index("经费")


def test_approval_that_waits_is_told_to_the_one_whose_turn_it_is(world: World) -> None:
    climb = climb_of(world, levels=("county",))
    climb.ascent()
    told = {}
    for user in (climb.county, world.officer):
        panel = steps_panel(actor=user, subject=climb.programme)
        assert panel is not None
        told[user.username] = [todo.title.zh for todo in panel.context["todos"]]
    assert told == {"approver": ["1件等您审批"], "officer": []}


def test_draft_of_a_notice_waits_for_those_who_can_post_it(world: World) -> None:
    notice = drafted(world)
    told = {}
    for user in (world.officer, world.approver, world.leader):
        panel = steps_panel(actor=user, subject=world.programme)
        assert panel is not None
        told[user.username] = [(todo.title.zh, todo.url) for todo in panel.context["todos"]]
    page = [("草稿待发布", f"/notices/{notice.pk}/")]
    assert told == {"officer": page, "approver": page, "leader": []}


def test_agreements_to_issue_wait_for_the_officer_and_open_the_page_that_issues_them(world: World) -> None:
    placement = approved(world.programme, world.host, world.guest)
    panel = steps_panel(actor=world.officer, subject=placement.programme)
    assert panel is not None
    assert [(todo.title.zh, todo.url) for todo in panel.context["todos"]] == [
        ("1份协议书待出具", f"/agreements/issue/{placement.programme_id}/")
    ]


def test_other_papers_do_not_carry_the_step_of_the_pairs_on(world: World) -> None:
    several(world, [world.guest, UnionFactory(parent=world.county)])
    panel = steps_panel(actor=world.officer, subject=world.programme)
    assert panel is not None
    line = next(one for one in panel.context["lines"] if one.title.zh == "协议书")
    assert line.said.zh == "0份，生效0份；另有多方协议、责任书、函件1份"
    assert line.standing == "ahead"


@pytest.mark.parametrize("who", ["officer", "approver", "leader"])
def test_every_step_opens(world: World, who: str) -> None:
    judging = judging_of(world)
    drafted(world)
    make_purse(world)
    user = getattr(world, who)
    client = Client()
    client.force_login(user)
    lines = [
        line
        for programme in (world.programme, judging.round.programme)
        for line in spine.lines(actor=user, programme=programme, today=NOW.date())
    ]
    assert [client.get(line.url).status_code for line in lines] == [200] * len(lines)
