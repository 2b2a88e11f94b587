from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.world import World

from lianshou.kernel.access.models import User
from lianshou.kernel.people.queries import chairs_of


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world.officer)
    return client


def test_chair_is_named_in_a_form(desk: Client, world: World) -> None:
    address = f"/people/unions/{world.township.pk}/chair/"
    answer = desk.post(address, {"name": "李　新", "phone": "０５１５-87212345"})
    assert answer.headers["Location"] == f"/unions/{world.township.pk}/"
    chair = chairs_of([world.township])[world.township.pk]
    assert (chair.name, chair.phone) == ("李新", "0515-87212345")


def test_bad_number_is_named_and_kept(desk: Client, world: World) -> None:
    answer = desk.post(f"/people/unions/{world.host.pk}/chair/", {"name": "李新", "phone": "12345"})
    assert (answer.status_code, [*answer.context["form"].errors], "12345" in answer.content.decode()) == (
        422,
        ["phone"],
        True,
    )


def test_form_starts_with_the_sitting_chair(desk: Client, world: World) -> None:
    answer = desk.get(f"/people/unions/{world.host.pk}/chair/")
    form = answer.context["form"]
    assert (form["name"].value(), form["phone"].value()) == ("卢明远", None)
    assert ("13812340001" in answer.content.decode(), "138****0001" in answer.content.decode()) == (
        False,
        True,
    )


def test_telephone_left_empty_is_kept(desk: Client, world: World) -> None:
    desk.post(f"/people/unions/{world.host.pk}/chair/", {"name": "卢明远", "phone": ""})
    assert chairs_of([world.host])[world.host.pk].phone == "13812340001"


def test_people_of_another_county_do_not_exist(desk: Client, world: World) -> None:
    assert desk.get(f"/people/{world.foreign_chair.pk}/").status_code == 404
    assert desk.get(f"/people/unions/{world.foreign_host.pk}/chair/").status_code == 404


@pytest.mark.parametrize("who", ["leader", "approver", "host_account"])
def test_only_officers_name_chairs(client: Client, world: World, who: str) -> None:
    client.force_login(getattr(world, who))
    assert client.get(f"/people/unions/{world.host.pk}/chair/").status_code == 403


def test_chair_logs_in_with_what_the_page_says(desk: Client, world: World) -> None:
    world.host_chair.account = None
    world.host_chair.save()
    address = f"/people/unions/{world.host.pk}/account/"
    assert address in desk.get(f"/unions/{world.host.pk}/").content.decode()
    answer = desk.post(address)
    opened = answer.context["opened"]
    words = answer.content.decode()
    assert [word in words for word in (opened.username, opened.password, "信封")] == [True, True, True]
    assert answer["Cache-Control"] == "no-store"
    chair = Client()
    chair.post(reverse("account_login"), {"login": opened.username, "password": opened.password})
    account = User.objects.get(username=opened.username)
    assert chair.session["_auth_user_id"] == str(account.pk)
    assert address not in desk.get(f"/unions/{world.host.pk}/").content.decode()


def test_second_account_is_refused_on_the_page_of_the_union(desk: Client, world: World) -> None:
    answer = desk.post(f"/people/unions/{world.host.pk}/account/", follow=True)
    assert answer.redirect_chain == [(f"/unions/{world.host.pk}/", 302)]
    assert "主席已有账号" in answer.content.decode()


def test_account_of_another_county_cannot_be_opened(desk: Client, world: World) -> None:
    assert desk.post(f"/people/unions/{world.foreign_host.pk}/account/").status_code == 404


def test_changes_of_a_person_show_masks_and_own_names(client: Client, world: World) -> None:
    person = world.host_chair
    person.phone, person.union = "13900005678", world.foreign_host
    person.save()
    person.union = world.host
    person.save()
    client.force_login(world.officer)
    page = client.get(f"/people/{person.pk}/changes/").content.decode()
    assert ("13900005678" in page, world.host.name in page, world.foreign_host.name in page) == (
        False,
        True,
        False,
    )
    assert client.get(f"/people/{world.foreign_chair.pk}/changes/").status_code == 404
