from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.access import person_with
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.unions.models import Union


@pytest.fixture
def approver(world: World, client: Client) -> User:
    """The approver of the city, above both counties."""
    user = person_with(Role.APPROVER, world.city, name="市审", username="city")
    client.force_login(user)
    return user


def page(client: Client, name: str, union: Union, **asked: object) -> str:
    response = client.get(reverse(f"unions:{name}", args=[union.pk]), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_goals_are_those_that_may_stand_above(world: World, approver: User, client: Client) -> None:
    body = page(client, "move", world.township)
    assert [one.name in body for one in (world.foreign_county, world.city, world.province, world.host)] == [
        True,
        True,
        False,
        False,
    ]
    assert "射阳县总工会" in page(client, "move", world.township, q="sheyang")
    assert "没有合适的工会" in page(client, "move", world.township, q="没有这个")


def test_typing_gives_only_the_list(world: World, approver: User, client: Client) -> None:
    url = reverse("unions:move", args=[world.township.pk])
    body = client.get(url, {"q": "射阳"}, headers={"hx-request": "true"}).content.decode()
    assert "射阳县总工会" in body
    assert "<html" not in body


def test_preview_tells_what_goes_along_and_whose_sight_changes(
    world: World, approver: User, client: Client
) -> None:
    body = page(client, "move", world.host, to=world.foreign_county.pk)
    gain, lose = body.split("此后看不到")[0], body.split("此后看不到")[1]
    assert "赵外" in gain.split("此后能看到")[1]
    assert all(name in lose for name in ("王启航", "李静", "周强", "陈审"))
    assert approver.name not in body.split("此后能看到")[1]
    assert Union.objects.get(pk=world.host.pk).path == world.host.path


def test_preview_says_why_not(world: World, approver: User, client: Client) -> None:
    body = page(client, "move", world.township, to=world.host.pk)
    assert "总工会只能隶属于上一级总工会" in body
    assert '<textarea name="reason"' not in body


def test_moving_needs_a_reason_and_keeps_what_was_typed(world: World, approver: User, client: Client) -> None:
    url = reverse("unions:move", args=[world.township.pk])
    assert client.post(url, {"to": world.foreign_county.pk, "reason": " "}).status_code == 422
    done = client.post(url, {"to": world.foreign_county.pk, "reason": "区划调整"}, follow=True)
    assert done.redirect_chain == [(reverse("unions:detail", args=[world.township.pk]), 302)]
    assert "阜城街道总工会”现隶属于“射阳县总工会" in done.content.decode()
    moved = Union.objects.get(pk=world.township.pk)
    assert moved.path.startswith(world.foreign_county.path)
    assert Entry.objects.get().details["reason"] == "区划调整"


def test_merging_dissolves_the_one_and_fills_the_other(world: World, approver: User, client: Client) -> None:
    body = page(client, "merge", world.county)
    assert "射阳县总工会" in body
    assert "盐城市总工会" not in body.split('id="found"')[1]
    assert "合并到" in page(client, "merge", world.county, to=world.foreign_county.pk)
    url = reverse("unions:merge", args=[world.county.pk])
    done = client.post(url, {"to": world.foreign_county.pk, "reason": "区划调整"}, follow=True)
    assert "已撤销" in done.content.decode() or "撤销" in done.content.decode()
    assert Union.objects.get(pk=world.county.pk).dissolved_on is not None
    assert Union.objects.get(pk=world.host.pk).path.startswith(world.foreign_county.path)


def test_goal_outside_the_own_posts_is_not_found(world: World, client: Client) -> None:
    client.force_login(world.approver)
    url = reverse("unions:move", args=[world.township.pk])
    assert client.get(url, {"to": world.foreign_county.pk}).status_code == 404
    assert client.get(url, {"to": "x"}).status_code == 404
    assert client.get(reverse("unions:move", args=[world.county.pk])).status_code == 403
    assert client.get(reverse("unions:move", args=[world.foreign_host.pk])).status_code == 404


def test_nobody_else_is_let_in(world: World, client: Client) -> None:
    client.force_login(world.officer)
    for name in ("move", "merge"):
        url = reverse(f"unions:{name}", args=[world.township.pk])
        assert client.get(url).status_code in (403, 404)
        assert client.post(url, {"to": world.county.pk, "reason": "x"}).status_code in (403, 404)


def test_page_of_a_union_offers_the_move_to_one_who_may(world: World, client: Client, approver: User) -> None:
    assert reverse("unions:move", args=[world.host.pk]) in page(client, "detail", world.host)
    client.force_login(world.officer)
    assert reverse("unions:move", args=[world.host.pk]) not in page(client, "detail", world.host)


def test_list_is_cut_where_it_grows_long(world: World, approver: User, client: Client) -> None:
    for number in range(21):
        UnionFactory(parent=world.city, name=f"第{number:02d}县总工会", level="county")
    assert "请多写几个字" in page(client, "move", world.township)
