from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.intake import ApplicationFactory
from tests.factories.pairing import guest, host, match, matched, unit
from tests.factories.world import World, make_world

from lianshou.kernel.placement.actions import approve_placements
from lianshou.kernel.programmes.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def url(name: str, world: World) -> str:
    return reverse(f"pairing:{name}", args=[world.programme.pk])


def text(response: Any) -> str:
    return str(response.content.decode())


def torn(world: World) -> None:
    """Two guests whose neighbour is of another trade, and whose trade is 10 km away."""
    for name, east, trade in (("东家", 0, "3415"), ("西家", 10, "1711")):
        host(world.programme, unit(world, name, east, industry_code=trade), room=(0, 1, 1))
    for name, east, trade in (("甲家", 1, "1711"), ("乙家", 9, "3415")):
        guest(world.programme, unit(world, name, east, industry_code=trade))


def test_the_curve_is_drawn_and_told_in_a_table(desk: Client, world: World) -> None:
    torn(world)
    response = desk.get(url("balance", world))
    points = response.context["balance"].points
    assert [(point["average_distance_m"], point["close"]) for point in points] == [(8_983, 2), (998, 0)]
    assert [point["present"] for point in points] == [True, False]
    page = text(response)
    assert (page.count("<circle"), page.count("pr-present")) == (2, 1)
    assert [point["sentence"]["zh"] in page for point in points] == [True, True]


def test_weights_of_a_point_are_used_and_lead_to_its_pairs(desk: Client, world: World) -> None:
    torn(world)
    match(world)
    other = desk.get(url("balance", world)).context["balance"].points[1]
    response = desk.post(url("use_weights", world), {"factor": str(other["factor"])})
    assert response.headers["Location"] == url("steady", world)
    saved = Programme.objects.get(pk=world.programme.pk).settings
    assert {key: saved[key] for key in ("distance", "industry")} == other["settings"]
    result = match(world).result
    assert result is not None
    assert sorted(pair["distance_m"] for pair in result["pairs"]) == [998, 998]
    now = desk.get(url("balance", world)).context["balance"].points
    assert [point["average_distance_m"] for point in now if point["present"]] == [998]


@pytest.mark.parametrize("factor", ["", "17", "x"])
def test_a_factor_that_is_no_point_changes_nothing(desk: Client, world: World, factor: str) -> None:
    torn(world)
    assert desk.post(url("use_weights", world), {"factor": factor}).status_code == 409
    assert Programme.objects.get(pk=world.programme.pk).settings == {}


def test_when_nothing_depends_on_the_balance_one_point_says_so(desk: Client, world: World) -> None:
    matched(world)
    response = desk.get(url("balance", world))
    assert (len(response.context["balance"].points), "无论侧重哪一项" in text(response)) == (1, True)


def test_without_lists_there_is_nothing_to_weigh(desk: Client, world: World) -> None:
    response = desk.get(url("balance", world))
    assert (response.status_code, response.context["balance"].ready) == (200, False)


def test_a_large_programme_is_sent_to_the_command_line(
    desk: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    torn(world)
    monkeypatch.setattr("lianshou.kinds.pairing.queries.trying.MOST_GUESTS", 1)
    assert "--curve" in text(desk.get(url("balance", world)))


def test_after_approval_the_weights_stay(desk: Client, world: World, now: datetime) -> None:
    torn(world)
    match(world)
    approve_placements(actor=world.approver, programme=world.programme, now=now)
    page = desk.get(url("balance", world))
    other = page.context["balance"].points[1]
    assert url("use_weights", world) not in text(page)
    assert desk.post(url("use_weights", world), {"factor": str(other["factor"])}).status_code == 409
    assert Programme.objects.get(pk=world.programme.pk).settings == {}


def test_a_leader_looks_and_does_not_set(client: Client, world: World) -> None:
    torn(world)
    client.force_login(world.leader)
    page = client.get(url("balance", world))
    assert (page.status_code, url("use_weights", world) in text(page)) == (200, False)
    assert client.post(url("use_weights", world), {"factor": "2.0"}).status_code == 403


def test_a_foreign_officer_finds_nothing(client: Client, world: World) -> None:
    torn(world)
    client.force_login(world.foreign_officer)
    found = [client.get(url("balance", world)), client.post(url("use_weights", world))]
    assert [one.status_code for one in found] == [404, 404]


def test_pairs_of_other_weights_are_told_from_the_present_point(desk: Client, world: World) -> None:
    torn(world)
    match(world)
    page = desk.get(url("balance", world))
    assert (page.context["balance"].standing, "不是现在权重下的最优安排" in text(page)) == (True, False)
    other = page.context["balance"].points[1]
    desk.post(url("use_weights", world), {"factor": str(other["factor"])})
    page = desk.get(url("balance", world))
    assert (page.context["balance"].standing, "不是现在权重下的最优安排" in text(page)) == (False, True)


def test_pairs_of_other_weights_are_not_approved_without_a_warning(
    client: Client, desk: Client, world: World
) -> None:
    torn(world)
    match(world)
    other = desk.get(url("balance", world)).context["balance"].points[1]
    desk.post(url("use_weights", world), {"factor": str(other["factor"])})
    assert "权重等设置有变动，请重新匹配" in text(desk.get(url("desk", world)))
    client.force_login(world.approver)
    assert "请先重新匹配，再审批" in text(client.get(url("approval", world)))
    match(world)
    assert "请先重新匹配，再审批" not in text(client.get(url("approval", world)))


def test_pairs_are_not_approved_without_a_word_about_applications_under_way(
    client: Client, world: World
) -> None:
    torn(world)
    match(world)
    client.force_login(world.approver)
    listed = reverse("applications:list", args=[world.programme.pk]) + "?state=under_way"
    assert listed not in text(client.get(url("approval", world)))
    late = [
        ApplicationFactory(programme=world.programme, union=unit(world, f"迟家{n}", 3), state=state)
        for n, state in enumerate(("submitted", "in_review", "returned"))
    ]
    page = text(client.get(url("approval", world)))
    assert ("还有3份申报在办理中" in page, listed in page) == (True, True)
    rows = client.get(listed).context["table"].rows
    assert {row.record.pk for row in rows} == {one.pk for one in late}
