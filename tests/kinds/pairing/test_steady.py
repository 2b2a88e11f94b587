from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.pairing import guest, lists, matched, unit
from tests.factories.world import World, make_world

from lianshou.kernel.placement.actions import approve_placements
from lianshou.kernel.placement.models import MatchRun, Opening, Placement
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.solving import match as match_again

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def url(name: str, world: World, *args: Any) -> str:
    return reverse(f"pairing:{name}", args=[world.programme.pk, *args])


def text(response: Any) -> str:
    return str(response.content.decode())


def dropped(desk: Client, world: World, name: str = "帮带0公司") -> None:
    """A host leaves after the matching."""
    matched(world, hosts=3, guests=6)
    desk.post(url("close", world, Opening.objects.get(union__name=name).pk))


def who_is_where() -> set[tuple[str, str]]:
    return {
        (str(guest), str(host)) for guest, host in Placement.objects.values_list("application", "opening")
    }


def test_after_a_drop_out_the_fewest_moves_stand_beside_matching_anew(desk: Client, world: World) -> None:
    dropped(desk, world)
    response = desk.get(url("steady", world))
    first, last = response.context["first"], response.context["last"]
    assert (first["broken"], last["saves"], last["extra_cost"]) == (0, first["extra_cost"], 0)
    assert response.context["steady"].answer["sentence"]["zh"] in text(response)
    assert [row.record["kind"] for row in response.context["table"].rows] == ["served"] * len(first["moves"])


def test_after_matching_with_few_moves_there_is_nothing_to_do(
    desk: Client, world: World, django_capture_on_commit_callbacks: Any
) -> None:
    dropped(desk, world)
    page = desk.get(url("steady", world))
    assert ('name="keep"' in text(page), page.context["last"]["saves"] > 0) == (True, True)
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(url("start", world), {"keep": "1"})
    page = desk.get(url("steady", world))
    assert (page.context["steady"].idle, page.context["steady"].settled) == (True, False)
    told = [part in text(page) for part in ("目前不需要做什么", "有变动之后", 'name="keep"')]
    assert told == [True, False, False]


def test_each_point_of_the_curve_names_who_moves(desk: Client, world: World) -> None:
    dropped(desk, world)
    points = desk.get(url("steady", world)).context["steady"].points
    shown = [
        len(desk.get(url("steady", world), {"point": place}).context["table"].rows)
        for place in range(len(points))
    ]
    assert shown == [len(point["moves"]) for point in points]
    beyond = desk.get(url("steady", world), {"point": "999"})
    assert beyond.context["chosen"] == len(points) - 1
    assert desk.get(url("steady", world), {"point": "x"}).context["chosen"] == 0


def test_matching_with_few_moves_does_what_the_page_said_and_its_input_says_so(
    desk: Client, world: World, django_capture_on_commit_callbacks: Any
) -> None:
    dropped(desk, world)
    point, before = desk.get(url("steady", world)).context["first"], who_is_where()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(url("start", world), {"keep": "1"})
    run = MatchRun.objects.first()
    assert run is not None
    assert run.result is not None
    assert {tuple(pair) for pair in run.input["keep"]} == before
    assert who_is_where() == {(pair["guest"], pair["host"]) for pair in point["pairs"]}
    assert run.result["kept"]["broken"] == point["broken"]
    again = match_again(Instance.from_json(run.input))
    assert (again["pairs"], again["cost"]) == (run.result["pairs"], run.result["cost"])
    page = text(desk.get(url("run", world, run.number)))
    assert "已按尽量少动重新匹配" in page


def test_an_ordinary_run_keeps_nothing(
    desk: Client, world: World, django_capture_on_commit_callbacks: Any
) -> None:
    dropped(desk, world)
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(url("start", world))
    run = MatchRun.objects.first()
    assert run is not None
    assert "keep" not in run.input
    assert "kept" not in (run.result or {})


def test_a_run_with_few_moves_can_be_approved_and_read_everywhere(
    desk: Client, world: World, django_capture_on_commit_callbacks: Any
) -> None:
    dropped(desk, world)
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(url("start", world), {"keep": "1"})
    names = ["desk", "pairs", "map", "approval", "workbook", "result", "steady", "what_if"]
    assert [desk.get(url(name, world)).status_code for name in names] == [200] * len(names)


def test_when_nothing_changed_nothing_needs_to_move(desk: Client, world: World) -> None:
    matched(world)
    response = desk.get(url("steady", world))
    assert (response.context["steady"].settled, url("start", world) in text(response)) == (True, False)


def test_before_the_first_matching_there_is_nothing_to_keep(desk: Client, world: World) -> None:
    lists(world)
    response = desk.get(url("steady", world))
    assert (response.status_code, response.context["steady"].matched) == (200, False)


def test_a_new_guest_is_placed_and_nobody_moves(desk: Client, world: World) -> None:
    matched(world)
    guest(world.programme, unit(world, "晚来公司", 3))
    first = desk.get(url("steady", world)).context["first"]
    assert [(move["guest_name"], move["kind"]) for move in first["moves"]] == [("晚来公司", "served")]
    assert first["broken"] == 0


def test_a_large_programme_can_still_be_matched_with_few_moves(
    desk: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped(desk, world)
    monkeypatch.setattr("lianshou.kinds.pairing.queries.trying.MOST_GUESTS", 2)
    response = desk.get(url("steady", world))
    assert (response.context["steady"].answer, url("start", world) in text(response)) == (None, True)


def test_who_moves_comes_as_a_workbook(desk: Client, world: World) -> None:
    dropped(desk, world)
    book = desk.get(url("steady", world), {"export": 1})
    assert (book.status_code, book.content[:2]) == (200, b"PK")


def test_after_approval_and_for_a_leader_there_is_no_button(
    client: Client, world: World, now: datetime
) -> None:
    client.force_login(world.officer)
    dropped(client, world)
    client.force_login(world.leader)
    assert url("start", world) not in text(client.get(url("steady", world)))
    client.force_login(world.officer)
    approve_placements(actor=world.approver, programme=world.programme, now=now)
    assert url("start", world) not in text(client.get(url("steady", world)))


def test_a_foreign_officer_finds_nothing(client: Client, world: World) -> None:
    matched(world)
    client.force_login(world.foreign_officer)
    assert client.get(url("steady", world)).status_code == 404
