"""The menu of somebody with many posts takes two lines at most, in either language; what is seldom wanted is under one word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.looking import faults, press, shoot
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("size", "scripts"), [("desk", True), ("desk", False), ("phone", True)], indirect=["size"]
)
def test_seldom_pages_are_two_clicks_away(
    opened: Callable[..., Page], live_server: Any, world: World, size: str, scripts: bool
) -> None:
    page = opened("officer", scripts=scripts)
    if size == "phone":
        page.locator(".ls-menu > summary").click()
    more = page.locator(".ls-nav .ls-seldom summary")
    more.click()
    shoot(page, "menu-more", size)
    assert faults(page, scripts=scripts) == []
    if scripts and size == "desk":
        page.locator("h1").first.click()
        expect(page.get_by_role("link", name="公示")).not_to_be_visible()
        more.press("Enter")
    press(page, page.get_by_role("link", name="公示", exact=True))
    assert page.url == f"{live_server.url}/notices/"
    assert more.get_attribute("aria-current") == "true"
    for language in ("中文", "English") if size == "desk" else ():
        if language == "English":
            press(page, page.get_by_role("button", name=language))
        tops = {round(box["y"]) for one in page.locator(".ls-nav > li").all() if (box := one.bounding_box())}
        assert len(tops) <= 2, language
