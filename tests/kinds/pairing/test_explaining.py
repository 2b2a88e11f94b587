from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.pairing import guest, lists, match, matched, unit
from tests.factories.world import World, make_world

from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.actions import approve_placements
from lianshou.kernel.placement.models import Opening, Placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def url(name: str, world: World, *args: Any) -> str:
    return reverse(f"pairing:{name}", args=[world.programme.pk, *args])


def text(response: Any) -> str:
    return str(response.content.decode())


def pair_of(name: str) -> Placement:
    return Placement.objects.get(application__union__name=name)


def test_a_pair_tells_its_rank_the_next_hosts_and_what_a_place_is_worth(desk: Client, world: World) -> None:
    matched(world)
    response = desk.get(url("pair", world, pair_of("新建0公司").pk))
    explained = response.context["explained"]
    assert (explained["rank"]["rank"], explained["rank"]["options"]) == (1, 2)
    assert [one["host_name"] for one in explained["next_best"]] == ["帮带1公司"]
    said = [explained["rank"], explained["next_best"][0], explained["host_price"], explained["place"]]
    assert [one["sentence"]["zh"] in text(response) for one in said] == [True] * 4


def test_a_pair_is_explained_after_approval_too(desk: Client, world: World, now: datetime) -> None:
    matched(world)
    approve_placements(actor=world.approver, programme=world.programme, now=now)
    response = desk.get(url("pair", world, pair_of("新建0公司").pk))
    assert response.context["explained"]["optimal"] is True


def test_a_large_programme_keeps_the_reasons_of_its_run(
    desk: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    matched(world)
    monkeypatch.setattr("lianshou.kinds.pairing.queries.trying.MOST_GUESTS", 2)
    pair = pair_of("新建0公司")
    response = desk.get(url("pair", world, pair.pk))
    assert (response.context["explained"], response.status_code) == (None, 200)
    assert pair.reasons["next_best"][0]["sentence"]["zh"] in text(response)
    assert desk.get(url("host", world, pair.opening_id)).status_code == 200


def test_a_host_shows_its_guests_and_one_place_more_and_fewer(desk: Client, world: World) -> None:
    matched(world)
    opening = Opening.objects.get(union__name="帮带0公司")
    response = desk.get(url("host", world, opening.pk))
    page, explained = text(response), response.context["explained"]
    assert [one.application.union.name for one in response.context["placements"]] == [
        "新建0公司",
        "新建1公司",
    ]
    tried = f"{url('what_if', world)}?c=room~{opening.pk}~"
    more, fewer = explained["more"], explained["fewer"]
    assert f"{tried}{more['low']}~{more['high']}~{more['most']}" in page
    assert f"{tried}{fewer['low']}~{fewer['high']}~{fewer['most']}" in page
    assert (more["sentence"]["zh"] in page, fewer["sentence"]["zh"] in page) == (True, True)


def test_what_is_promised_for_one_place_more_is_what_trying_it_says(desk: Client, world: World) -> None:
    matched(world)
    opening = Opening.objects.get(union__name="帮带0公司")
    more = desk.get(url("host", world, opening.pk)).context["explained"]["more"]
    token = f"room~{opening.pk}~{more['low']}~{more['high']}~{more['most']}"
    answer = desk.get(url("what_if", world), {"c": token}).context["answer"]
    assert (answer["cost_after"], answer["moves"]) == (more["cost"], more["moves"])


def test_a_host_opens_before_the_first_matching_and_after_it_was_closed(desk: Client, world: World) -> None:
    hosts, _guests = lists(world)
    assert desk.get(url("host", world, hosts[0].pk)).context["explained"] is None
    match(world)
    desk.post(url("close", world, hosts[0].pk))
    response = desk.get(url("host", world, hosts[0].pk))
    assert (response.status_code, response.context["explained"]) == (200, None)


def test_a_guest_without_a_host_hears_why_and_the_cheapest_way(desk: Client, world: World) -> None:
    hosts, guests = lists(world, hosts=1, guests=3)
    Opening.objects.filter(pk=hosts[0].pk).update(low=0, high=1, most=1)
    match(world)
    left = next(one for one in guests if not Placement.objects.filter(application=one).exists())
    response = desk.get(url("guest", world, left.pk))
    told = response.context["explained"]["left_out"]
    assert (told["reason"], told["cheapest"]["host_name"]) == ("all_full", "帮带0公司")
    assert f"{url('what_if', world)}?c=force~{left.pk}~{hosts[0].pk}" in text(response)
    assert told["sentence"]["zh"] in text(response)


def test_a_guest_that_came_after_the_matching_hears_where_it_would_go(desk: Client, world: World) -> None:
    matched(world)
    late = guest(world.programme, unit(world, "晚来公司", 3))
    response = desk.get(url("guest", world, late.pk))
    told = response.context["explained"]["left_out"]
    assert (told["reason"], told["cheapest"]["host_name"]) == ("not_arranged", "帮带0公司")
    assert "与现有名单的最优安排相比" in text(response)
    assert "目前的结对不是这个最优安排" in text(response)


def test_a_guest_with_a_host_is_shown_as_a_pair(desk: Client, world: World) -> None:
    matched(world)
    pair = pair_of("新建0公司")
    response = desk.get(url("guest", world, pair.application_id))
    assert response.headers["Location"] == url("pair", world, pair.pk)


def test_a_guest_opens_before_the_first_matching(desk: Client, world: World) -> None:
    _hosts, guests = lists(world)
    response = desk.get(url("guest", world, guests[0].pk))
    assert (response.status_code, response.context["explained"]) == (200, None)


def test_a_leader_reads_and_a_foreign_officer_finds_nothing(client: Client, world: World) -> None:
    matched(world)
    pair, left = pair_of("新建0公司"), guest(world.programme, unit(world, "晚来公司", 3))
    pages = [url("host", world, pair.opening_id), url("guest", world, left.pk)]
    mine = world.foreign_programme.pk
    crossed = [
        reverse("pairing:host", args=[mine, pair.opening_id]),
        reverse("pairing:guest", args=[mine, left.pk]),
    ]
    client.force_login(world.leader)
    assert [client.get(one).status_code for one in pages] == [200, 200]
    client.force_login(world.foreign_officer)
    assert [client.get(one).status_code for one in pages + crossed] == [404] * 4


def test_a_guest_withdrawn_is_still_explained_as_nothing(desk: Client, world: World) -> None:
    matched(world)
    pair = pair_of("新建0公司")
    desk.post(url("withdraw", world, pair.application_id))
    response = desk.get(url("guest", world, pair.application_id))
    assert (response.status_code, response.context["explained"]) == (200, None)
    assert Application.objects.get(pk=pair.application_id).state == "withdrawn"


def test_pair_and_host_need_the_same_queries_for_few_and_many(desk: Client, world: World) -> None:
    matched(world, hosts=1, guests=1)
    pair = pair_of("新建0公司")
    asked = [url("pair", world, pair.pk), url("host", world, pair.opening_id)]
    counts = []
    for name in ("", "又8公司"):
        if name:
            late = guest(world.programme, unit(world, name, 1))
            Placement.objects.create(
                programme=world.programme, application=late, opening_id=pair.opening_id, reasons=pair.reasons
            )
        for one in asked:
            desk.get(one)
            with CaptureQueriesContext(connection) as caught:
                desk.get(one)
            counts.append(len(caught))
    assert counts[:2] == counts[2:]
