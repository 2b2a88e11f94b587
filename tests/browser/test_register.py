"""The frame, the desk and the register in a real browser, on a telephone and on a desk."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.axe import violations
from tests.browser.looking import fits, press, shoot
from tests.factories.access import person_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
    person_with("leader", world.city, username="city")
    page = opened("city")
    page.goto(f"{live_server.url}/unions/tree/")
    page.click(f"summary:has-text('{world.county.name}')")
    page.wait_for_selector(f"a:has-text('{world.guest.name}')")
    shoot(page, "tree-open", size)
    assert violations(page) == []


def test_tree_opens_its_branches_without_scripts(world: Any, opened: Any, live_server: Any) -> None:
    person_with("leader", world.city, username="city")
    page = opened("city", scripts=False)
    page.goto(f"{live_server.url}/unions/tree/")
    page.click(f"summary:has-text('{world.county.name}')")
    press(page, page.locator(".ls-kids a").first)
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
    press(page, page.locator(".ls-language button").first)
    assert page.locator("html").get_attribute("lang") == "en"
    page.goto(f"{live_server.url}/unions/")
    assert page.locator("h1").inner_text() == "Register of unions"


def test_phone_number_is_shown_on_demand(world: Any, opened: Any, live_server: Any) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/unions/{world.host.pk}/")
    assert "13812340001" not in page.content()
    page.click(".ls-phone a")
    page.select_option(".ls-phone select", "reach")
    page.click(".ls-phone button")
    page.wait_for_selector(".ls-phone :text('13812340001')")
