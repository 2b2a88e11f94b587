"""A real Chromium, on a telephone and on a desk, with and without scripts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from tests.factories.access import PASSWORD
from tests.factories.world import World, make_world
from zeal import zeal_ignore

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright's loop runs in the thread of the test
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 860}}


@pytest.fixture(params=[*SIZES])
def size(request: pytest.FixtureRequest) -> str:
    """Once on a telephone (390 px), once on a desk (1280 px)."""
    return str(request.param)


@pytest.fixture
def opened(browser: Browser, live_server: Any, size: str) -> Iterator[Callable[..., Page]]:
    """Opens a page as an account (or as nobody with ""); a fault of any script fails the test."""
    contexts: list[Any] = []
    faults: list[str] = []

    def open_as(username: str, *, scripts: bool = True) -> Page:
        context = browser.new_context(viewport=SIZES[size], java_script_enabled=scripts, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.set_default_timeout(15_000)
        page.goto(f"{live_server.url}/account/login/")
        if username:
            page.fill("input[name=login]", username)
            page.fill("input[name=password]", PASSWORD)
            page.click("main button")
            page.wait_for_url(f"{live_server.url}/")
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def world() -> World:
    """The world in the present year, so that the server's own clock falls into the programme."""
    with zeal_ignore():
        made = make_world()
    year = timezone.localdate().year
    made.programme.starts_on = made.programme.starts_on.replace(year=year)
    made.programme.ends_on = made.programme.ends_on.replace(year=year)
    made.programme.year = year
    made.programme.save()
    return made
