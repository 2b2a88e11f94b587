"""The frame, the desk and the register in a real browser, on a telephone and on a desk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright
from tests.browser.axe import violations
from tests.factories.access import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 860}}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=os.environ.get("LIANSHOU_CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield made
        made.close()


@pytest.fixture(params=[*SIZES])
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def opened(browser: Any, live_server: Any, size: str) -> Iterator[Callable[..., Page]]:
    contexts: list[Any] = []
    faults: list[str] = []

    def open_as(username: str, *, scripts: bool = True) -> Page:
        context = browser.new_context(viewport=SIZES[size], java_script_enabled=scripts, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.set_default_timeout(10_000)
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


def shoot(page: Page, name: str, size: str) -> None:
    """Keep a picture when a folder is named, for people to look at."""
    if folder := os.environ.get("LIANSHOU_SHOTS"):
        page.screenshot(path=f"{folder}/{name}-{size}.png", full_page=True)


def fits(page: Page) -> bool:
    """Whether nothing makes the page scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_every_page_of_the_register_is_accessible(
    world: Any, opened: Any, live_server: Any, size: str
) -> None:
    page = opened("officer")
    pages = {
        "desk": "/",
        "list": "/unions/",
        "filtered": "/unions/?level=enterprise",
        "nothing": "/unions/?q=zzzz",
        "tree": "/unions/tree/",
        "map": "/unions/map/",
        "detail": f"/unions/{world.host.pk}/",
        "edit": f"/unions/{world.host.pk}/edit/",
        "add": f"/unions/{world.county.pk}/add/",
        "honour": f"/unions/{world.host.pk}/honours/add/",
        "upgrade": f"/unions/{world.guest.pk}/upgrades/add/",
        "places": "/unions/places/",
        "chair": f"/people/unions/{world.host.pk}/chair/",
        "programmes": "/programmes/",
        "new": "/programmes/new/",
    }
    for name, address in pages.items():
        answer = page.goto(f"{live_server.url}{address}")
        shoot(page, name, size)
        assert (address, answer.status, violations(page), fits(page)) == (address, 200, [], True)


def test_pages_of_those_who_see_no_cases_are_accessible(
    world: Any, opened: Any, live_server: Any, size: str
) -> None:
    page = opened("")
    shoot(page, "login", size)
    assert (violations(page), fits(page)) == ([], True)
    page = opened("auditor")
    for name, address in {"apart": "/", "book": "/audit/", "check": "/audit/check/"}.items():
        answer = page.goto(f"{live_server.url}{address}")
        shoot(page, name, size)
        assert (address, answer.status, violations(page), fits(page)) == (address, 200, [], True)


def test_tree_opens_its_branches_in_place(world: Any, opened: Any, live_server: Any, size: str) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/unions/tree/")
    page.click(f"summary:has-text('{world.county.name}')")
    page.wait_for_selector(f"a:has-text('{world.guest.name}')")
    shoot(page, "tree-open", size)
    assert violations(page) == []


def test_tree_opens_its_branches_without_scripts(world: Any, opened: Any, live_server: Any) -> None:
    page = opened("officer", scripts=False)
    page.goto(f"{live_server.url}/unions/tree/")
    page.click(f"summary:has-text('{world.county.name}')")
    page.click(".ls-kids a")
    assert page.locator(f"a:has-text('{world.guest.name}')").count() == 1


def test_a_click_on_the_map_fills_in_the_point(world: Any, opened: Any, live_server: Any, size: str) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/unions/{world.guest.pk}/edit/")
    page.click("[data-pick] > summary")
    page.locator(f"[data-pick] [data-id='{world.host.pk}'] .map__mark").click(force=True)
    shoot(page, "pick", size)
    point = (float(page.input_value("#id_longitude")), float(page.input_value("#id_latitude")))
    assert point == pytest.approx((119.812, 33.762), abs=0.0005)


def test_industry_words_offer_their_candidates_while_typing(
    world: Any, opened: Any, live_server: Any
) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/unions/{world.guest.pk}/edit/")
    page.fill("#id_industry_words", "光伏")
    page.wait_for_selector("#candidates input[type=radio]")
    assert violations(page) == []


def test_language_switches_and_stays(world: Any, opened: Any, live_server: Any, size: str) -> None:
    page = opened("officer")
    if size == "phone":
        page.click(".ls-menu > summary")
        shoot(page, "menu", size)
    page.click(".ls-language button")
    assert page.locator("html").get_attribute("lang") == "en"
    page.goto(f"{live_server.url}/unions/")
    assert page.locator("h1").inner_text() == "Register of unions"


def test_phone_number_is_shown_on_demand(world: Any, opened: Any, live_server: Any) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/unions/{world.host.pk}/")
    assert "13812340001" not in page.content()
    page.click(".ls-phone button")
    page.wait_for_selector("a[href='tel:13812340001']")
