from __future__ import annotations

import pytest
from django.test import Client
from tests.factories.world import World

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
    form = desk.get(f"/people/unions/{world.host.pk}/chair/").context["form"]
    assert (form["name"].value(), form["phone"].value()) == ("卢明远", "13812340001")


def test_number_is_shown_on_a_page_or_as_a_fragment(desk: Client, world: World) -> None:
    address = f"/people/{world.host_chair.pk}/phone/"
    page, part = desk.post(address), desk.post(address, headers={"HX-Request": "true"})
    assert ("13812340001" in page.content.decode(), "<html" in page.content.decode()) == (True, True)
    assert ("13812340001" in part.content.decode(), "<html" in part.content.decode()) == (True, False)
    assert desk.get(address).status_code == 405


def test_people_of_another_county_do_not_exist(desk: Client, world: World) -> None:
    assert desk.post(f"/people/{world.foreign_chair.pk}/phone/").status_code == 404
    assert desk.get(f"/people/unions/{world.foreign_host.pk}/chair/").status_code == 404


@pytest.mark.parametrize("who", ["leader", "approver", "host_account"])
def test_only_officers_name_chairs(client: Client, world: World, who: str) -> None:
    client.force_login(getattr(world, who))
    assert client.get(f"/people/unions/{world.host.pk}/chair/").status_code == 403
