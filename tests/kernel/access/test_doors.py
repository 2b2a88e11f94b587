from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.urls import include, path
from django.views import View
from tests.factories.world import World

from lianshou.config.urls import urlpatterns as house_urls
from lianshou.core.ambient import origin, why_beyond_scope
from lianshou.web.doors import ANYONE, CONCERNED, PUBLIC, opens


@opens(PUBLIC)
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@opens(ANYONE)
def anyone(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


@opens(CONCERNED)
def concerned(request: HttpRequest) -> HttpResponse:
    return HttpResponse("mine")


@opens("audit.read", post="union.edit")
def guarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


@opens(post="union.edit")
def writing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


@opens(PUBLIC)
class ByClass(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("open")


def doorless(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody reads this")


@opens(PUBLIC)
def whence(request: HttpRequest) -> HttpResponse:
    where = origin()
    said = [where.door, where.address, where.device, why_beyond_scope()]
    return JsonResponse(said, safe=False)


urlpatterns = [
    path("t/public", public),
    path("t/anyone", anyone),
    path("t/concerned", concerned),
    path("t/guarded", guarded),
    path("t/writing", writing),
    path("t/class", ByClass.as_view()),
    path("t/doorless", doorless),
    path("t/whence", whence),
    path("", include(house_urls)),
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def _in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_public_door_opens_to_everybody() -> None:
    assert [Client().get(url).status_code for url in ("/t/public", "/t/class")] == [200, 200]


def test_door_sends_whoever_is_not_logged_in_to_the_login() -> None:
    for url in ("/t/anyone", "/t/concerned", "/t/guarded", "/t/writing"):
        response = Client().get(f"{url}?a=1")
        assert (response.status_code, response["Location"]) == (302, f"/account/login/?next={url}%3Fa%3D1")


def test_door_for_anyone_opens_without_a_post(world: World) -> None:
    client = _in(world.nobody)
    assert [client.get("/t/anyone").content, client.get("/t/concerned").content] == [b"in", b"mine"]


def test_door_with_a_verb_opens_to_the_roles_that_grant_it(world: World) -> None:
    users = (world.audit_admin, world.officer, world.nobody)
    assert [_in(user).get("/t/guarded").status_code for user in users] == [200, 403, 403]
    assert [_in(user).post("/t/guarded").status_code for user in users] == [403, 200, 403]


def test_method_that_is_not_there_is_405(world: World) -> None:
    client = _in(world.officer)
    response = client.get("/t/writing")
    assert (response.status_code, response["Allow"]) == (405, "OPTIONS, POST")
    assert [client.put("/t/writing").status_code, client.delete("/t/guarded").status_code] == [405, 405]


def test_public_page_has_no_other_methods() -> None:
    response = Client().post("/t/public")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_head_is_let_in_like_get(world: World) -> None:
    assert _in(world.audit_admin).head("/t/guarded").status_code == 200
    assert _in(world.officer).head("/t/guarded").status_code == 403


def test_options_tells_the_methods_to_whom_may_come_in(world: World) -> None:
    response = _in(world.audit_admin).options("/t/guarded")
    assert (response.status_code, response["Allow"], response.content) == (
        204,
        "GET, HEAD, OPTIONS, POST",
        b"",
    )
    assert _in(world.officer).options("/t/guarded").status_code == 403


def test_view_without_a_door_is_an_error_where_doors_are_loud(world: World) -> None:
    with pytest.raises(ImproperlyConfigured, match="doorless has no door"):
        _in(world.officer).get("/t/doorless")


def test_view_without_a_door_lets_nobody_in(
    world: World, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LIANSHOU_DOORS_LOUD = False
    with caplog.at_level(logging.ERROR, "lianshou.doors"):
        assert _in(world.officer).get("/t/doorless").status_code == 403
    told = [record.getMessage() for record in caplog.records if record.name == "lianshou.doors"]
    assert [f"{__name__}.doorless" in line for line in told] == [True]


def test_request_says_whence_it_comes(world: World) -> None:
    client = _in(world.officer)
    door, address, device, beyond = client.get("/t/whence").json()
    assert (door, address, len(device), beyond) == ("web", "127.0.0.1", 12, "")
    assert _in(world.officer).get("/t/whence").json()[2] != device
    assert Client().get("/t/whence").json()[2] == ""


def test_header_of_a_proxy_counts_only_behind_a_proxy(settings: Any) -> None:
    headers = {"X-Forwarded-For": "198.51.100.7, 203.0.113.9"}
    assert Client(headers=headers).get("/t/whence").json()[1] == "127.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert Client(headers=headers).get("/t/whence").json()[1] == "203.0.113.9"
    assert Client().get("/t/whence").json()[1] == "127.0.0.1"
