"""The end of a session, what was typed before it, and the list of devices."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone
from tests.factories.access import PASSWORD
from tests.factories.world import World

from lianshou.kernel.access.models import User
from lianshou.kernel.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def start() -> datetime:
    return timezone.now().replace(microsecond=0)


def log_in(client: Client, user: User, agent: str = "Mozilla/5.0 (Windows NT 10.0) Firefox/128.0") -> None:
    client.post(
        "/account/login/", {"login": user.username, "password": PASSWORD}, headers={"User-Agent": agent}
    )


def opened_after(client: Client, start: datetime, minutes: float, address: str = "/unions/") -> str:
    with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
        answer = client.get(address)
    return answer.headers["Location"] if answer.status_code == 302 else str(answer.status_code)


def test_session_without_anything_done_ends(client: Client, world: World, start: datetime) -> None:
    client.force_login(world.officer)
    found = [opened_after(client, start, minutes) for minutes in (29, 58, 89)]
    assert found == ["200", "200", "/account/timed-out/?why=idle&next=%2Funions%2F"]
    assert opened_after(client, start, 89) == "/account/login/?next=/unions/"


def test_session_ends_after_eight_hours_however_busy(client: Client, world: World, start: datetime) -> None:
    client.force_login(world.officer)
    found = [opened_after(client, start, minutes) for minutes in range(0, 500, 20)]
    assert (set(found[:24]), found[24]) == ({"200"}, "/account/timed-out/?why=day&next=%2Funions%2F")


def test_session_that_does_not_say_since_when_is_over(client: Client, world: World) -> None:
    client.force_login(world.officer)
    session = client.session
    del session["lianshou.began"]
    session.save()
    assert client.get("/unions/").headers["Location"] == "/account/timed-out/?why=unknown&next=%2Funions%2F"


def test_asking_how_long_it_lasts_does_not_lengthen_it(client: Client, world: World, start: datetime) -> None:
    client.force_login(world.officer)
    left = []
    for minutes, method in ((10, client.get), (20, client.get), (29, client.post), (40, client.get)):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            left.append(round(method("/account/presence/").json()["left"] / 60))
    assert left == [20, 10, 30, 19]
    with time_machine.travel(start + timedelta(minutes=60), tick=False):
        assert client.get("/account/presence/").json()["left"] == 0


def test_nobody_has_no_time_left(client: Client) -> None:
    assert client.get("/account/presence/").json()["left"] == 0


def test_timed_out_page_leads_back_and_nowhere_else(client: Client) -> None:
    page = client.get("/account/timed-out/?why=idle&next=/unions/%3Fq%3Dx").content.decode()
    assert "/account/login/?next=%2Funions%2F%3Fq%3Dx" in page
    page = client.get("/account/timed-out/?why=nonsense&next=https://evil.example/").content.decode()
    assert ('href="https://evil' in page or "?next=https" in page, "/account/login/?next=%2F" in page) == (
        False,
        True,
    )


def test_htmx_is_led_away_with_the_whole_page(client: Client, world: World, start: datetime) -> None:
    client.force_login(world.officer)
    with time_machine.travel(start + timedelta(minutes=31), tick=False):
        answer = client.get("/unions/tree/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"].partition("?")[0]) == (
        401,
        "/account/timed-out/",
    )


def late(client: Client, world: World, start: datetime, **more: Any) -> Any:
    client.force_login(world.officer)
    fields = {"name": "改过的名字", "industry_code": "3415", "password": "not-kept", **more}
    with time_machine.travel(start + timedelta(minutes=31), tick=False):
        return client.post(f"/unions/{world.guest.pk}/edit/", fields)


def test_form_that_came_too_late_is_kept_sealed_for_the_same_person(
    client: Client, world: World, start: datetime
) -> None:
    answer = late(client, world, start)
    assert answer.headers["Location"] == "/account/timed-out/?why=idle&next=%2Faccount%2Fkept%2F"
    assert "改过的名字" not in str(dict(client.session))
    with time_machine.travel(start + timedelta(minutes=32), tick=False):
        log_in(client, world.officer)
        kept = client.get("/account/kept/").context
        assert (kept["kept"].path, sorted(kept["fields"])) == (
            f"/unions/{world.guest.pk}/edit/",
            [("industry_code", "3415"), ("name", "改过的名字")],
        )
        answer = client.post("/account/kept/send/", {"name": "改过的名字"})
        assert (answer.status_code, answer.headers["Location"]) == (307, f"/unions/{world.guest.pk}/edit/")
        assert "kept" not in client.get("/account/kept/").context


def test_kept_form_is_nobody_elses(client: Client, world: World, start: datetime) -> None:
    late(client, world, start)
    with time_machine.travel(start + timedelta(minutes=32), tick=False):
        log_in(client, world.leader)
        assert "改过的名字" not in client.get("/account/kept/").content.decode()
        client.logout()


def test_kept_form_is_thrown_away_after_an_hour(client: Client, world: World, start: datetime) -> None:
    late(client, world, start)
    with time_machine.travel(start + timedelta(minutes=95), tick=False):
        log_in(client, world.officer)
        assert "改过的名字" not in client.get("/account/kept/").content.decode()


def test_form_of_a_browser_that_was_signed_out_meanwhile_is_kept_too(
    client: Client, world: World, start: datetime
) -> None:
    client.force_login(world.officer)
    assert opened_after(client, start, 31).startswith("/account/timed-out/")
    answer = client.post(f"/unions/{world.guest.pk}/edit/", {"name": "改过的名字"})
    assert answer.headers["Location"] == "/account/timed-out/?why=unknown&next=%2Faccount%2Fkept%2F"


def test_form_of_nobody_is_not_kept(client: Client, world: World) -> None:
    answer = client.post(f"/unions/{world.guest.pk}/edit/", {"name": "改过的名字"})
    assert answer.headers["Location"].startswith("/account/login/?next=")


def test_form_without_its_token_is_not_kept(world: World, start: datetime) -> None:
    client = Client(enforce_csrf_checks=True)
    assert late(client, world, start).status_code == 403


def test_devices_are_listed_with_this_one_first(client: Client, world: World) -> None:
    other = Client()
    log_in(other, world.officer, "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0")
    log_in(client, world.officer)
    seats = client.get("/account/security/devices/").context["seats"]
    assert [(seat.device.name.zh, seat.address, seat.is_here) for seat in seats] == [
        ("Windows上的火狐", "127.0.0.1", True),
        ("安卓上的微信", "127.0.0.1", False),
    ]


def test_device_that_is_idle_is_not_listed(client: Client, world: World, start: datetime) -> None:
    log_in(Client(), world.officer)
    with time_machine.travel(start + timedelta(minutes=45), tick=False):
        log_in(client, world.officer)
        assert len(client.get("/account/security/devices/").context["seats"]) == 1


def test_one_device_is_signed_out(client: Client, world: World) -> None:
    other = Client()
    log_in(other, world.officer)
    log_in(client, world.officer)
    seat = client.get("/account/security/devices/").context["seats"][1]
    client.post(f"/account/devices/{seat.pk}/end/")
    assert (other.get("/unions/").status_code, client.get("/unions/").status_code) == (302, 200)
    assert Entry.objects.filter(verb="device.signed_out").get().details == {"count": 1}


def test_nobody_signs_out_the_device_of_another_or_their_own_here(client: Client, world: World) -> None:
    other = Client()
    log_in(other, world.leader)
    log_in(client, world.officer)
    for seat in UserSession.objects.all():
        client.post(f"/account/devices/{seat.pk}/end/")
    assert (other.get("/").status_code, client.get("/").status_code) == (200, 200)


def test_everywhere_else_is_signed_out(client: Client, world: World) -> None:
    others = [Client(), Client()]
    for other in others:
        log_in(other, world.officer)
    log_in(client, world.officer)
    client.post("/account/devices/end-others/")
    assert [other.get("/").status_code for other in (*others, client)] == [302, 302, 200]


def test_new_password_signs_out_everywhere_else(client: Client, world: World) -> None:
    other = Client()
    log_in(other, world.officer)
    log_in(client, world.officer)
    fresh = "Bai-ma-lake-2031"
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})
    assert (other.get("/").status_code, client.get("/").status_code) == (302, 200)
    assert UserSession.objects.filter(user=world.officer).count() == 1


def test_key_of_the_session_is_new_after_logging_in(client: Client, world: World) -> None:
    client.get("/account/login/")
    session = client.session
    session["before"] = 1
    session.save()
    before = client.session.session_key
    log_in(client, world.officer)
    assert client.session.session_key != before


def test_page_is_written_once_a_minute_at_most(
    client: Client, world: World, start: datetime, django_assert_num_queries: Any
) -> None:
    log_in(client, world.officer)
    with time_machine.travel(start + timedelta(seconds=50), tick=False), django_assert_num_queries(2):
        client.post("/account/presence/")
    with time_machine.travel(start + timedelta(seconds=70), tick=False):
        client.post("/account/presence/")
    assert UserSession.objects.get().last_seen_at == start + timedelta(seconds=70)
