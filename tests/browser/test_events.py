"""Events with a thumb and on a desk: sign up, wait, show the code; the officer's desk, the poster, the list to print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from tests.browser.looking import faults, press, shoot
from tests.factories.events import facts, programme, workers
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.kernel.placement.models import Placement
from lianshou.kinds.events.actions import add_event, join_event, open_event
from lianshou.kinds.events.models import Event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WAYS = [("phone", True), ("phone", False), ("desk", True)]


@pytest.fixture
def event(world: World) -> Event:
    """Two places, one of them taken, in a week."""
    now = timezone.now()
    starts = now + timedelta(days=7)
    times = {
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=2),
        "closes_at": starts - timedelta(days=1),
    }
    with zeal_ignore():
        made = add_event(actor=world.officer, programme=programme(world), now=now, **facts(**times))
        made = open_event(actor=world.officer, event=made, now=now)
        join_event(actor=world.officer, event=made, people=workers(world.guest, 1), now=now)
    return made


@pytest.mark.parametrize(("size", "scripts"), WAYS)
def test_chair_signs_up_shows_the_code_and_gives_the_place_up(
    opened: Callable[..., Page], live_server: Any, world: World, event: Event, size: str, scripts: bool
) -> None:
    page = opened("host", scripts=scripts)
    shoot(page, "events-home", size)
    assert faults(page, scripts=scripts) == []
    press(page, page.locator("a", has_text="可报名的活动"))
    shoot(page, "events-mine", size)
    assert faults(page, scripts=scripts) == []
    press(page, page.locator("a.ls-start", has_text="劳模宣讲会"))
    press(page, page.locator("button", has_text="我要报名"))
    shoot(page, "events-join", size)
    assert faults(page, scripts=scripts) == []
    press(page, page.locator("a", has_text="我的签到码"))
    shoot(page, "events-code", size)
    assert faults(page, scripts=scripts) == []
    page.go_back()
    page.on("dialog", lambda dialog: dialog.accept())
    press(page, page.locator(".ev-mine button", has_text="退出"))
    assert list(Placement.objects.order_by("ticket").values_list("state", flat=True)) == ["placed", "ended"]


@pytest.mark.parametrize(("size", "scripts"), [("phone", True), ("desk", True)])
def test_officer_sees_places_poster_and_list(
    opened: Callable[..., Page], live_server: Any, world: World, event: Event, size: str, scripts: bool
) -> None:
    page = opened("officer", scripts=scripts)
    home = f"{live_server.url}/events"
    addresses = {
        "list": f"programmes/{event.opening.programme_id}",
        "new": f"programmes/{event.opening.programme_id}/new",
        "event": f"{event.pk}",
        "seats": f"{event.pk}/places",
        "sheet": f"{event.pk}/sheet",
        "poster": f"{event.pk}/poster",
        "photos": f"{event.pk}/photos",
    }
    found = {}
    for name, address in addresses.items():
        page.goto(f"{home}/{address}/")
        shoot(page, f"events-{name}", size)
        found[name] = faults(page, scripts=scripts)
    assert {name: faulty for name, faulty in found.items() if faulty} == {}
