"""The desk's questions: what if, why, moving as few as possible, distance against industry; at both sizes, with and without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.looking import faults, press, shoot
from tests.factories.pairing import guest, matched, unit
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.kernel.placement.models import Hold, Opening, Placement
from lianshou.kernel.unions.models import Union

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[True, False], ids=["scripts", "plain"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def home(live_server: Any, world: World) -> str:
    """The programme, matched: 12 guests with 4 hosts."""
    with zeal_ignore():
        matched(world, hosts=4, guests=8)
    return f"{live_server.url}/pairing/{world.programme.pk}/"


def look(page: Page, name: str, size: str, *, scripts: bool) -> None:
    page.wait_for_load_state("networkidle")
    shoot(page, f"ask-{name}", size)
    assert faults(page, scripts=scripts) == []


def test_changes_are_tried_taken_back_and_adopted(opened: Any, home: str, size: str, scripts: bool) -> None:
    page = opened("officer", scripts=scripts)
    page.goto(home)
    press(page, page.locator(".ls-tabs a[href$='/what-if/']"))
    look(page, "what-if-start", size, scripts=scripts)
    page.select_option("#try-host", label=page.locator("#try-host option", has_text="帮带0公司").inner_text())
    press(page, page.locator("button[value=drop_host]"))
    assert page.locator("#table tbody tr").count() >= 2
    page.select_option("#try-guest", label="新建7公司")
    press(page, page.locator("button[value=drop_guest]"))
    look(page, "what-if", size, scripts=scripts)
    assert page.locator(".pr-tried li").count() == 2
    press(page, page.locator(".pr-tried li a").nth(1))
    assert page.locator(".pr-tried li").count() == 1
    page.go_back()
    assert page.locator(".pr-tried li").count() == 2
    press(page, page.locator(".pr-tried li a").nth(1))
    assert (Opening.objects.filter(state="closed").count(), Hold.objects.count()) == (0, 0)
    page.fill("form[action$='/adopt/'] [name=reason]", "该单位今年不再承担帮带任务")
    press(page, page.locator("form[action$='/adopt/'] button"))
    assert list(Opening.objects.filter(state="closed").values_list("union__name", flat=True)) == ["帮带0公司"]


def test_a_change_that_cannot_be_is_taken_back(opened: Any, home: str, size: str, scripts: bool) -> None:
    page = opened("officer", scripts=scripts)
    page.goto(f"{home}what-if/?c=room~1~~~~")
    look(page, "what-if-wrong", size, scripts=scripts)
    press(page, page.locator(".alert a"))
    assert page.url == f"{home}what-if/"
    assert Placement.objects.count() == 8


def test_pair_and_host_tell_why_and_lead_to_trying(opened: Any, home: str, size: str, scripts: bool) -> None:
    page = opened("officer", scripts=scripts)
    page.goto(f"{home}pairs/")
    press(page, page.locator("main tbody a").first)
    look(page, "pair", size, scripts=scripts)
    press(page, page.locator(".pr-two a[href*='/hosts/']"))
    look(page, "host", size, scripts=scripts)
    press(page, page.locator("main a[href*='c=room']").first)
    look(page, "what-if-room", size, scripts=scripts)
    assert page.locator(".pr-tried li").count() == 1


def test_a_guest_without_a_host_hears_why(
    opened: Any, home: str, size: str, scripts: bool, world: World
) -> None:
    with zeal_ignore():
        late = guest(world.programme, unit(world, "晚来公司", 3))
    page = opened("officer", scripts=scripts)
    page.goto(f"{home}pairs/?show=unmatched")
    press(page, page.locator(f"main tbody a[href$='/guests/{late.pk}/']"))
    look(page, "guest", size, scripts=scripts)
    press(page, page.locator("main a[href*='c=force']").first)
    assert page.locator(".pr-tried li").count() == 1


def test_after_a_drop_out_few_are_moved(
    opened: Any, home: str, size: str, scripts: bool, world: World
) -> None:
    page = opened("officer", scripts=scripts)
    page.goto(f"{home}steady/")
    look(page, "steady-settled", size, scripts=scripts)
    Placement.objects.filter(opening__union__name="帮带1公司").delete()
    Opening.objects.filter(union__name="帮带1公司").update(state="closed")
    press(page, page.locator(".ls-tabs a[href$='/steady/']"))
    look(page, "steady", size, scripts=scripts)
    stayed = set(Placement.objects.values_list("application", "opening"))
    page.locator("form:has(input[name=keep]) button").click()
    page.locator("a.btn-primary[href$='/pairs/']").wait_for()
    look(page, "steady-run", size, scripts=scripts)
    assert stayed <= set(Placement.objects.values_list("application", "opening"))
    assert Placement.objects.count() == 8


def test_weights_are_chosen_by_looking(
    opened: Any, home: str, size: str, scripts: bool, world: World
) -> None:
    with zeal_ignore():
        Union.objects.filter(name__in=["帮带0公司", "新建5公司", "新建7公司"]).update(industry_code="3415")
        Union.objects.filter(name__in=["帮带3公司", "新建1公司", "新建3公司"]).update(industry_code="1711")
    page = opened("officer", scripts=scripts)
    page.goto(home)
    press(page, page.locator(".ls-tabs a[href$='/balance/']"))
    look(page, "balance", size, scripts=scripts)
    assert page.locator("circle").count() == page.locator("main tbody tr").count() > 1
    press(page, page.locator("form[action$='/use/'] button").last)
    assert page.url.endswith("/steady/")
    look(page, "steady-weights", size, scripts=scripts)
    press(page, page.locator("a[href*='point=']").last)
    look(page, "steady-point", size, scripts=scripts)
