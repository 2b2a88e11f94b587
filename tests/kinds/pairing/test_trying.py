from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.pairing import guest, host, lists, match, matched, unit
from tests.factories.world import World, make_world
from zeal import zeal_ignore

from lianshou.kernel.audit.models import Entry
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.actions import approve_placements
from lianshou.kernel.placement.models import Hold, Opening, Placement
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.pairing import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def url(name: str, world: World) -> str:
    return reverse(f"pairing:{name}", args=[world.programme.pk])


def text(response: Any) -> str:
    return str(response.content.decode())


def host_called(name: str) -> Opening:
    return Opening.objects.get(union__name=name)


def guest_called(name: str) -> Application:
    return Application.objects.get(union__name=name)


def written() -> tuple[int, int, int, dict[str, Any], list[tuple[int, int, int, str]]]:
    """All that a change could touch."""
    rooms = list(Opening.objects.order_by("pk").values_list("low", "high", "most", "state"))
    settings = Programme.objects.order_by("pk").values_list("settings", flat=True)[0]
    return Placement.objects.count(), Hold.objects.count(), Entry.objects.count(), settings, rooms


# --- trying


def test_a_form_becomes_an_address_that_keeps_what_was_tried(desk: Client, world: World) -> None:
    matched(world)
    first = f"drop_guest~{guest_called('新建0公司').pk}"
    asked = {
        "c": first,
        "op": "room",
        "host": host_called("帮带0公司").pk,
        "low": "",
        "high": "",
        "most": "1",
    }
    response = desk.get(url("what_if", world), asked)
    assert response.headers["Location"] == (
        f"{url('what_if', world)}?c={first}&c=room~{host_called('帮带0公司').pk}~~~1"
    )


def test_a_room_without_a_number_is_asked_for_again(desk: Client, world: World) -> None:
    matched(world)
    first = f"drop_guest~{guest_called('新建0公司').pk}"
    asked = {
        "c": first,
        "op": "room",
        "host": host_called("帮带0公司").pk,
        "low": " ",
        "high": "",
        "most": "",
    }
    page = desk.get(url("what_if", world), asked, follow=True)
    assert page.redirect_chain == [(f"{url('what_if', world)}?c={first}", 302)]
    assert "三个数至少填一个" in text(page)


def test_trying_tells_who_moves_and_writes_nothing(desk: Client, world: World) -> None:
    matched(world)
    before = written()
    gone = host_called("帮带0公司")
    response = desk.get(url("what_if", world), {"c": f"drop_host~{gone.pk}"})
    answer = response.context["answer"]
    assert [(one["guest_name"], one["to_name"]) for one in answer["moves"]] == [
        ("新建0公司", "帮带1公司"),
        ("新建1公司", "帮带1公司"),
    ]
    assert (answer["unmatched_after"], answer["difference"] > 0) == (0, True)
    assert answer["sentence"]["zh"] in text(response)
    assert written() == before


def test_each_change_can_be_taken_back(desk: Client, world: World) -> None:
    matched(world)
    tokens = [f"drop_guest~{guest_called(f'新建{n}公司').pk}" for n in range(2)]
    response = desk.get(url("what_if", world), {"c": tokens})
    assert [without for _step, without in response.context["steps"]] == [
        f"{url('what_if', world)}?c={tokens[1]}",
        f"{url('what_if', world)}?c={tokens[0]}",
    ]


@pytest.mark.parametrize(
    "token",
    ["room~999999~~~2", "room", "drop_guest~x", "bend~1", "weight~beauty~2", "weight~distance~-1", "~~"],
)
def test_a_change_that_cannot_be_is_said_and_can_be_taken_back(
    desk: Client, world: World, token: str
) -> None:
    matched(world)
    first = f"drop_guest~{guest_called('新建0公司').pk}"
    response = desk.get(url("what_if", world), {"c": [first, token]})
    assert (response.status_code, response.context["trial"].step) == (422, 2)
    assert response.context["without_wrong"] == f"{url('what_if', world)}?c={first}"


def test_a_wrong_number_stays_in_its_form_beside_what_is_wrong(desk: Client, world: World) -> None:
    matched(world)
    first, chosen = f"drop_guest~{guest_called('新建0公司').pk}", host_called("帮带0公司")
    response = desk.get(url("what_if", world), {"c": [first, f"room~{chosen.pk}~9~2~1"]})
    page = text(response)
    form = page[page.index('id="host-title"') : page.index('id="two-title"')]
    assert (page.count('role="alert"'), form.count('role="alert"')) == (1, 1)
    assert form.count(" selected") == 1
    assert f'<option value="{chosen.pk}" selected' in form
    typed = [f'name="{field}" value="{value}"' for field, value in (("low", 9), ("high", 2), ("most", 1))]
    assert [one in form for one in typed] == [True] * 3
    assert (form.count('name="c"'), f'name="c" value="{first}"' in form) == (1, True)


def test_what_to_do_stands_before_who_moves(desk: Client, world: World) -> None:
    matched(world)
    page = text(desk.get(url("what_if", world), {"c": f"drop_host~{host_called('帮带0公司').pk}"}))
    places = [page.index(f'id="{name}"') for name in ("all-title", "adopt-title", "host-title", "moves")]
    assert places == sorted(places)


def test_holds_can_be_tried_without(desk: Client, world: World, now: datetime) -> None:
    matched(world)
    guest, other = guest_called("新建0公司"), host_called("帮带1公司")
    desk.post(
        reverse("pairing:hold", args=[world.programme.pk, guest.pk]), {"opening": other.pk, "verdict": "lock"}
    )
    held = desk.get(url("what_if", world)).context["trial"].held
    assert [one.token for one in held] == [f"free~{guest.pk}"]
    assert desk.get(url("what_if", world), {"c": held[0].token}).context["trial"].held == []


def test_pairs_that_are_not_the_best_are_what_is_compared_with(desk: Client, world: World) -> None:
    matched(world)
    Placement.objects.filter(application__union__name="新建0公司").update(opening=host_called("帮带1公司"))
    assert desk.get(url("what_if", world)).context["trial"].optimal is False
    response = desk.get(url("what_if", world), {"c": f"room~{host_called('帮带0公司').pk}~~~4"})
    moves = response.context["answer"]["moves"]
    assert [(one["guest_name"], one["from_name"], one["to_name"]) for one in moves] == [
        ("新建0公司", "帮带1公司", "帮带0公司")
    ]
    assert "不是现有名单的最优安排" in text(response)


def test_before_the_first_matching_the_best_arrangement_is_compared(desk: Client, world: World) -> None:
    lists(world)
    response = desk.get(url("what_if", world), {"c": f"drop_guest~{guest_called('新建2公司').pk}"})
    assert (response.status_code, response.context["trial"].matched) == (200, False)
    assert [one["kind"] for one in response.context["answer"]["moves"]] == ["moved", "gone"]


def test_without_lists_there_is_nothing_to_try(desk: Client, world: World) -> None:
    response = desk.get(url("what_if", world), {"c": "drop_guest~1"})
    assert (response.status_code, response.context["trial"].ready) == (200, False)


def test_a_large_programme_is_sent_to_the_command_line(
    desk: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    matched(world)
    monkeypatch.setattr("lianshou.kinds.pairing.queries.trying.MOST_GUESTS", 2)
    response = desk.get(url("what_if", world))
    assert (response.status_code, "--what-if" in text(response)) == (200, True)


def test_no_more_changes_than_can_be_tried_at_once(desk: Client, world: World) -> None:
    matched(world)
    token = f"room~{host_called('帮带0公司').pk}~~~4"
    response = desk.get(url("what_if", world), {"c": [token] * (queries.MOST_CHANGES + 3)})
    assert (len(response.context["tokens"]), response.context["full"]) == (queries.MOST_CHANGES, True)


def test_who_moves_comes_sorted_and_as_a_workbook(desk: Client, world: World) -> None:
    matched(world)
    asked = {"c": f"drop_host~{host_called('帮带0公司').pk}", "sort": "-guest_name"}
    rows = desk.get(url("what_if", world), asked).context["table"].rows
    assert [row.record["guest_name"] for row in rows] == ["新建1公司", "新建0公司"]
    book = desk.get(url("what_if", world), {**asked, "export": 1})
    assert (book.status_code, book.content[:2]) == (200, b"PK")


@pytest.mark.parametrize("page", ["what_if", "steady", "balance"])
def test_questions_need_the_same_queries_for_few_and_many(desk: Client, world: World, page: str) -> None:
    matched(world, hosts=1, guests=1)
    desk.get(url(page, world))
    with CaptureQueriesContext(connection) as few:
        desk.get(url(page, world))
    for number in (7, 8, 9):
        host(world.programme, unit(world, f"另{number}公司", number))
        guest(world.programme, unit(world, f"又{number}公司", number))
    match(world)
    with CaptureQueriesContext(connection) as many:
        desk.get(url(page, world))
    assert len(many) == len(few)


# --- adopting


def adopted(desk: Client, world: World, *tokens: str, reason: str = "单位改制") -> Any:
    with zeal_ignore():  # each change goes through the action that a person would take for it
        return desk.post(url("adopt", world), {"c": list(tokens), "reason": reason})


def test_adopting_carries_all_changes_out_with_the_reason(desk: Client, world: World) -> None:
    matched(world)
    host(world.programme, unit(world, "帮带2公司", 20))
    pair = Placement.objects.get(application__union__name="新建0公司")
    tokens = [
        f"room~{host_called('帮带1公司').pk}~~3~5",
        f"drop_host~{host_called('帮带2公司').pk}",
        f"drop_guest~{guest_called('新建2公司').pk}",
        f"force~{pair.application_id}~{pair.opening_id}",
        f"forbid~{guest_called('新建1公司').pk}~{host_called('帮带1公司').pk}",
        "weight~distance~2",
    ]
    response = adopted(desk, world, *tokens)
    assert [str(one) for one in get_messages(response.wsgi_request)][-1].endswith("请重新匹配，使其生效。")
    assert response.headers["Location"] == url("steady", world)
    room = host_called("帮带1公司")
    assert (room.low, room.high, room.most) == (1, 3, 5)
    assert (host_called("帮带2公司").state, guest_called("新建2公司").state) == ("closed", "withdrawn")
    assert sorted(Hold.objects.values_list("verdict", "reason")) == [
        ("forbid", "单位改制"),
        ("lock", "单位改制"),
    ]
    assert Programme.objects.get(pk=world.programme.pk).settings["distance"] == 2.0
    entry = Entry.objects.get(verb="trial.adopted")
    assert (entry.details["reason"], len(entry.details["changes"])) == ("单位改制", 6)


def test_adopting_a_smaller_wall_lets_go_only_of_those_who_would_leave(desk: Client, world: World) -> None:
    matched(world)
    shrunk = host_called("帮带0公司")
    token = f"room~{shrunk.pk}~~1~1"
    leaving = desk.get(url("what_if", world), {"c": token}).context["answer"]["moves"]
    adopted(desk, world, token)
    assert host_called("帮带0公司").most == 1
    placed = set(Placement.objects.values_list("application__union__name", flat=True))
    assert {"新建0公司", "新建1公司", "新建2公司"} - placed == {one["guest_name"] for one in leaving}
    assert len(leaving) == 1


def test_adopting_a_smaller_wall_leaves_pairs_of_other_hosts_alone(desk: Client, world: World) -> None:
    matched(world)
    wall = f"room~{host_called('帮带0公司').pk}~~1~1"
    apart = f"forbid~{guest_called('新建2公司').pk}~{host_called('帮带1公司').pk}"
    answer = desk.get(url("what_if", world), {"c": [wall, apart]}).context["answer"]
    assert [one["guest_name"] for one in answer["moves"]] == ["新建0公司", "新建1公司", "新建2公司"]
    adopted(desk, world, wall, apart)
    assert list(Placement.objects.values_list("application__union__name", flat=True)) == ["新建2公司"]


def test_after_adopting_and_matching_the_pairs_are_those_that_were_promised(
    desk: Client, world: World
) -> None:
    matched(world)
    token = f"room~{host_called('帮带0公司').pk}~~1~1"
    promised = desk.get(url("what_if", world), {"c": token}).context["answer"]
    adopted(desk, world, token)
    run = match(world)
    assert run.result is not None
    assert (run.result["cost"], len(run.result["unmatched"])) == (
        promised["cost_after"],
        promised["unmatched_after"],
    )


def test_lifting_a_lock_and_a_ban_releases_the_holds(desk: Client, world: World) -> None:
    matched(world)
    guest, first, second = guest_called("新建0公司"), host_called("帮带0公司"), host_called("帮带1公司")
    adopted(desk, world, f"force~{guest.pk}~{first.pk}", f"forbid~{guest.pk}~{second.pk}")
    assert Hold.objects.count() == 2
    adopted(desk, world, f"free~{guest.pk}", f"allow~{guest.pk}~{second.pk}")
    assert Hold.objects.count() == 0


def test_all_changes_are_adopted_or_none(desk: Client, world: World) -> None:
    matched(world)
    before = written()
    sound = f"drop_guest~{guest_called('新建0公司').pk}"
    refused = [
        adopted(desk, world, sound, reason=""),
        adopted(desk, world, sound, "drop_host~999999"),
        adopted(desk, world, sound, "add_guest~x"),
        adopted(desk, world),
    ]
    assert [one.status_code for one in refused] == [422] * 4
    assert written() == before


def test_without_a_reason_the_changes_stay_on_the_page(desk: Client, world: World) -> None:
    matched(world)
    token = f"drop_guest~{guest_called('新建0公司').pk}"
    page = adopted(desk, world, token, reason=" ")
    assert (page.context["tokens"], "reason" in page.context["form"].errors) == ([token], True)


def test_after_approval_nothing_is_adopted(desk: Client, world: World, now: datetime) -> None:
    matched(world)
    approve_placements(actor=world.approver, programme=world.programme, now=now)
    token = f"drop_guest~{guest_called('新建0公司').pk}"
    page = desk.get(url("what_if", world), {"c": token})
    assert (page.status_code, url("adopt", world) in text(page)) == (200, False)
    assert adopted(desk, world, token).status_code == 422
    assert guest_called("新建0公司").state == "accepted"


def test_a_leader_tries_and_does_not_adopt(client: Client, world: World) -> None:
    matched(world)
    client.force_login(world.leader)
    token = f"drop_guest~{guest_called('新建0公司').pk}"
    page = client.get(url("what_if", world), {"c": token})
    assert (page.status_code, url("adopt", world) in text(page)) == (200, False)
    assert adopted(client, world, token).status_code == 403


def test_a_foreign_officer_finds_nothing(client: Client, world: World) -> None:
    matched(world)
    client.force_login(world.foreign_officer)
    assert [client.get(url("what_if", world)).status_code, adopted(client, world).status_code] == [404, 404]
