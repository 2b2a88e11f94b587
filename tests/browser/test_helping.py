"""One-to-one help on a telephone: a helper without a post logs a visit, the next one like it in three taps; an officer matches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.factories.world import World
from tests.kinds.aid.helped import helper_at, household_at
from zeal import zeal_ignore

from lianshou.kinds.aid.models import Helping, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = pytest.mark.parametrize("size", ["phone"])


@PHONE
def test_helpers_are_matched_and_a_visit_is_logged(
    opened: Callable[..., Page], live_server: Any, world: World
) -> None:
    with zeal_ignore():
        helper_at(world.guest, "王小河", account=world.nobody)
        household = household_at(world.guest, 1)
    desk = opened("officer")
    desk.goto(f"{live_server.url}/aid/helping/matches/new/")
    desk.get_by_role("button", name="生成结对方案").click()
    expect(desk.get_by_text("专长对口（医疗救助）")).to_be_visible()
    assert violations(desk) == []
    desk.get_by_role("button", name="采用方案").click()
    expect(desk.get_by_text("方案已采用，结对生效。")).to_be_visible()
    assert Helping.objects.get().household == household

    page = opened(world.nobody.username)
    page.get_by_role("link", name="查看并登记走访").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="登记走访").click()
    page.get_by_role("button", name="保存走访").click()
    expect(page.get_by_text("还没有保存")).to_be_visible()
    page.locator("label.aid-chip", has_text="服务员").click()
    page.locator("label.aid-chip", has_text="入户").click()
    page.fill("[name=found]", "药费负担重")
    assert violations(page) == []
    page.get_by_role("button", name="保存走访").click()
    expect(page.get_by_text("走访已登记。")).to_be_visible()
    # the next one like it: a tap to open it, a tap to say so, a tap to save it; without the second nothing is logged
    page.get_by_role("link", name="登记走访").click()
    page.get_by_role("button", name="保存走访").click()
    expect(page.get_by_text("还没有保存")).to_be_visible()
    page.get_by_role("link", name="同上次").click()
    page.get_by_role("button", name="保存走访").click()
    expect(page.get_by_text("走访已登记。")).to_be_visible()
    told = [(one.duties, one.visited_on) for one in Visit.objects.all()]
    assert told == [(["服务员：办理帮扶"], timezone.localdate())] * 2
