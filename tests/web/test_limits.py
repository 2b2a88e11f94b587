from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from tests.factories.world import World

pytestmark = pytest.mark.django_db
RATES = {"search": "3/m/user", "export": "2/m/user", "public_form": "2/m/ip"}


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def client_of(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


@override_settings(LIANSHOU_RATES=RATES)
def test_search_is_held_off_after_so_many(world: World) -> None:
    client, url = client_of(world), reverse("unions:list")
    answers = [client.get(url, {"q": "风"}).status_code for _turn in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert client.get(url).status_code == 200


@override_settings(LIANSHOU_RATES=RATES)
def test_export_is_held_off_and_told_kindly(world: World) -> None:
    client, url = client_of(world), reverse("unions:export")
    answers = [client.get(url) for _turn in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"
    assert "请稍慢一点" in answers[2].content.decode()


@override_settings(LIANSHOU_RATES=RATES)
def test_one_account_does_not_use_up_the_patience_with_another(world: World) -> None:
    first, second, url = client_of(world), Client(), reverse("unions:list")
    second.force_login(world.leader)
    for _turn in range(4):
        first.get(url, {"q": "风"})
    assert second.get(url, {"q": "风"}).status_code == 200


def test_page_of_somebody_logged_in_is_kept_by_no_cache(world: World) -> None:
    client = client_of(world)
    assert client.get(reverse("unions:list"))["Cache-Control"] == "private, no-cache"
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache", "storage"'


def test_browsers_are_told_to_keep_camera_and_place_shut(client: Client) -> None:
    policy = client.get(reverse("account_login"))["Permissions-Policy"]
    assert "camera=()" in policy
    assert "geolocation=()" in policy
